/** Writes the names that the catalogues know into the grammars of the editor, so that it can colour others differently: `npx tsx scripts/grammar-names.ts`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { keywords } from '../server/catalog/haproxy.ts'
import { directiveNames } from '../server/catalog/nginx.ts'
import type { Dialect } from '../server/syntax/tree.ts'

/** What stands in the files of SPOE filters, which the catalogue leaves out. */
const SPOE = [
  'args',
  'event',
  'groups',
  'max-frame-size',
  'max-waiting-frames',
  'messages',
  'register-var-names',
  'use-backend',
]

/** What the commercial edition of nginx has in its `match` blocks. */
const MATCH = ['body', 'expect', 'header', 'require', 'send', 'status']

const names: Readonly<Record<Dialect, () => Iterable<string>>> = {
  nginx: () => [...directiveNames(), ...MATCH],
  haproxy: () => [...Array.from(keywords().values(), ({ name }) => name.split(' ')[0]!), ...SPOE],
}

/** A grammar with the names of now: the line that begins with `"known"` is written anew. */
export function withNames(dialect: Dialect, grammar: string): string {
  const match = JSON.stringify(`(?:${patternOf([...new Set(names[dialect]())])})$`)
  return grammar.replace(/^( *"known": ).*?(,?)$/m, (_, key: string, comma: string) => {
    const comment = JSON.stringify('Written by scripts/grammar-names.ts.')
    return `${key}{ "comment": ${comment}, "match": ${match}, "name": "keyword.other.directive.${dialect}" }${comma}`
  })
}

/** A regular expression for just these words, which looks at no letter twice. */
export function patternOf(words: readonly string[]): string {
  const tails = new Map<string, string[]>()
  for (const word of words) {
    const first = word.slice(0, 1)
    tails.set(first, [...(tails.get(first) ?? []), word.slice(1)])
  }
  const isOptional = tails.delete('')
  const branches = Array.from(tails, ([first, rest]) => first.replace(/[.]/, '\\.') + patternOf(rest)).sort()
  if (branches.length === 0) return ''
  const alone = branches.length === 1 && (!isOptional || branches[0]!.length === 1)
  return (alone ? branches[0]! : `(?:${branches.join('|')})`) + (isOptional ? '?' : '')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const dialect of ['nginx', 'haproxy'] as const) {
    const file = new URL(`../syntaxes/${dialect}.tmLanguage.json`, import.meta.url)
    writeFileSync(file, withNames(dialect, readFileSync(file, 'utf8')))
  }
}
