/** Colours a text as VS Code does, with the grammars that are shipped, and reads the marks that say how it should be coloured. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import onigurumaModule from 'vscode-oniguruma'
import textmate, { type IGrammar } from 'vscode-textmate'

const root = new URL('../../', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')

/** The grammars by their scope. Lua's comes with VS Code: here its strings and comments will do. */
const grammars: Readonly<Record<string, () => string>> = {
  'source.nginx': () => read('syntaxes/nginx.tmLanguage.json'),
  'source.haproxy': () => read('syntaxes/haproxy.tmLanguage.json'),
  'source.lua': () => JSON.stringify(lua),
}
const lua = {
  scopeName: 'source.lua',
  patterns: [
    { match: '--.*$', name: 'comment.line.lua' },
    { match: '"[^"]*"', name: 'string.quoted.lua' },
    { match: '\\b(?:if|then|return|end|local)\\b', name: 'keyword.control.lua' },
  ],
}

export async function loadGrammar(scope: 'source.nginx' | 'source.haproxy'): Promise<IGrammar> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'))
  await onigurumaModule.loadWASM(wasm)
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: patterns => new onigurumaModule.OnigScanner(patterns),
      createOnigString: text => new onigurumaModule.OnigString(text),
    }),
    loadGrammar: async name => {
      const text = grammars[name]
      return text ? textmate.parseRawGrammar(text(), `${name}.json`) : null
    },
  })
  return (await registry.loadGrammar(scope))!
}

/** The scopes of every character of a text, line by line. */
export function scopesOf(grammar: IGrammar, lines: readonly string[]): readonly (readonly (readonly string[])[])[] {
  let state = textmate.INITIAL
  return lines.map(line => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state)
    state = ruleStack
    return Array.from(
      line,
      (_, column) => tokens.find(token => token.startIndex <= column && column < token.endIndex)!.scopes,
    )
  })
}

/** A claim: these columns of a line, and no more beside them, have a scope that begins so. */
export interface Mark {
  readonly line: number
  readonly start: number
  readonly end: number
  readonly scope: string
}

/**
 * Takes a text with marks apart. A mark is a line under the one of which it speaks: `#  ^^^^ scope` marks the columns
 * above the carets, `#<^^^^ scope` as many columns from that of the `#` on.
 */
export function readMarks(text: string): { readonly lines: readonly string[]; readonly marks: readonly Mark[] } {
  const lines: string[] = []
  const marks: Mark[] = []
  for (const line of text.split('\n')) {
    const [, lead, angle, gap, carets, scope] = /^(\s*)#(?:(<)|(\s*))(\^+) ([a-z][\w.-]*)$/.exec(line) ?? []
    if (!scope) {
      lines.push(line)
      continue
    }
    const start = lead!.length + (angle ? 0 : 1 + gap!.length)
    marks.push({ line: lines.length - 1, start, end: start + carets!.length, scope })
  }
  return { lines, marks }
}

/** The columns around `at` that have the scope, as [start, end]; empty where `at` has not. */
export function extentOf(scopes: readonly (readonly string[])[], at: number, scope: string): readonly [number, number] {
  const has = (column: number): boolean => (scopes[column] ?? []).some(name => `${name}.`.startsWith(`${scope}.`))
  let start = at
  let end = at
  while (has(end)) end++
  while (end > at && has(start - 1)) start--
  return [start, end]
}
