/** Compiles server/syntax/grammars/*.ohm to modules: `npx tsx scripts/compile-grammars.ts`, with `--check` only tells whether they are up to date. */
import { readFileSync, writeFileSync } from 'node:fs'
import * as ohm from 'ohm-js'
import { emitModule } from './compile-grammars/emit.ts'
import { rulesOf } from './compile-grammars/expressions.ts'

/** Every grammar with the rules at which reading may start. */
export const grammars = {
  'nginx-line': ['line', 'lineDouble', 'lineSingle', 'lineBare', 'lineBroken', 'lua'],
  'nginx-value': ['value', 'size', 'time'],
  'haproxy-line': ['line'],
  'haproxy-value': ['logFormat', 'size', 'time'],
} as const satisfies Record<string, readonly string[]>

const folder = new URL('../server/syntax/grammars/', import.meta.url)

/** The text of every generated file, by its name. */
export function compileAll(): ReadonlyMap<string, string> {
  const files = new Map<string, string>()
  const recipes: string[] = []
  for (const [name, starts] of Object.entries(grammars)) {
    const grammar = ohm.grammar(readFileSync(new URL(`${name}.ohm`, folder), 'utf8'))
    files.set(`${name}.gen.ts`, emitModule(`${name}.ohm`, grammar.name, rulesOf(grammar), starts))
    recipes.push(`  '${name}': ${JSON.stringify(recipeOf(grammar))},`)
  }
  const head =
    '// Made by scripts/compile-grammars.ts from the grammars: the recipes from which ohm-js builds them at run time.\n'
  files.set('recipes.gen.ts', `${head}export const recipes = {\n${recipes.join('\n')}\n}\n`)
  return files
}

/** ohm's own type declarations leave this method out. */
const recipeOf = (grammar: ohm.Grammar): string => (grammar as unknown as { toRecipe(): string }).toRecipe()

function run(check: boolean): void {
  for (const [name, text] of compileAll()) {
    const file = new URL(name, folder)
    if (!check) {
      writeFileSync(file, text)
    } else if (readFileSync(file, 'utf8') !== text) {
      console.error(`server/syntax/grammars/${name} is out of date: run npx tsx scripts/compile-grammars.ts`)
      process.exitCode = 1
    }
  }
}

if (process.argv[1] === import.meta.filename) run(process.argv.includes('--check'))
