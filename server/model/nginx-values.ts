/** The values that an nginx variable can have, where the configuration itself says so. */
import { once } from '../syntax/remembered.ts'
import { scatteredAt, slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { partsOf } from '../syntax/value.ts'
import type { Mode, Scope } from './config.ts'
import { assignmentsBefore, type Moment, momentIn } from './nginx-rewrite.ts'

/** A text put together from pieces that were written in different places. */
export interface Composite {
  readonly text: string
  /** Some of it stands for a variable. */
  readonly dynamic: boolean
  /** A stretch of the text as a word: where it was written when that is one place, else the word as a whole. */
  pick(from: number, to?: number): Word
}

/** The definitions of `map`, `geo` and `split_clients`, by the variable's name in lower case: what it can be, or undefined when that is not known. */
export type Definitions = ReadonlyMap<string, readonly Word[] | undefined>

/** Everything that a variable's value is found in. */
export interface Values {
  /** The modules http and stream have variables of their own. */
  readonly definitions: Readonly<Record<Mode, Definitions>>
  /** What is put into a template's `${NAME}` before nginx reads it; undefined for a file that is no such template. */
  environment(file: string): Environment | undefined
}

/** Variables of an environment by name; undefined for one that is set, but to what is not known. */
export type Environment = ReadonlyMap<string, Word | undefined>

/** More values than this, or a value that leads through more variables, are not worth telling apart: not known. */
const MOST_VALUES = 64
const MOST_STEPS = 8

/** Gathers the definitions that the blocks of a configuration hold; of two for one variable the last one counts. */
export function definitionsOf(
  blocks: readonly { readonly block: Directive; readonly mode: Mode }[],
): Values['definitions'] {
  const found = {
    http: new Map<string, readonly Word[] | undefined>(),
    tcp: new Map<string, readonly Word[] | undefined>(),
  }
  for (const { block, mode } of blocks) {
    const name = block.args.at(-1)?.text
    if (name?.startsWith('$')) found[mode].set(name.slice(1).toLowerCase(), valuesIn(block))
  }
  return found
}

/** Every text that a word can be for a request that gets to this place, or undefined when some of it is not known before the request. */
export const expansions = (word: Word, scope: Scope, known: Values, mode: Mode): readonly Composite[] | undefined =>
  word.text.includes('$') ? expanded(word, momentIn(scope), known, mode, MOST_STEPS) : [plain(word)]

function expanded(
  word: Word,
  moment: Moment,
  known: Values,
  mode: Mode,
  steps: number,
): readonly Composite[] | undefined {
  let texts: readonly (readonly Word[])[] = [[]]
  let dynamic = false
  for (const part of partsOf(word)) {
    const environment = part.kind === 'variable' ? known.environment(word.at.file) : undefined
    const put = part.kind === 'text' ? part.word : environment?.get(part.name)
    if (put) {
      texts = texts.map(text => [...text, put])
      continue
    }
    if (part.kind === 'text' || environment?.has(part.name) || steps === 0) return undefined
    dynamic = true
    const all = valuesOf(part.name.toLowerCase(), moment, known, mode, steps)
    if (!all || texts.length * all.length > MOST_VALUES) return undefined
    texts = texts.flatMap(text => all.map(value => [...text, value.pick(0)]))
  }
  return texts.map(pieces => composite(word, pieces, dynamic))
}

/** All values of a variable at a moment. Stops at the first that is not known, and where they get too many. */
function valuesOf(
  name: string,
  moment: Moment,
  known: Values,
  mode: Mode,
  steps: number,
): readonly Composite[] | undefined {
  const given = assignmentsBefore(moment, name)
  if (!given) return undefined
  const defined = given.isSure ? [] : known.definitions[mode].get(name)
  if (!defined) return undefined
  const all: Composite[] = []
  const sources = [
    ...given.assignments.map(({ value, before }) => ({ value, moment: before })),
    ...defined.map(value => ({ value, moment })),
  ]
  for (const { value, moment } of sources) {
    const values = expanded(value, moment, known, mode, steps - 1)
    if (!values || all.length + values.length > MOST_VALUES) return undefined
    all.push(...values)
  }
  return all
}

/** A word that stands for itself, as most do. */
const plain = (word: Word): Composite => ({
  text: word.text,
  dynamic: false,
  pick: (from, to) => slice(word, from, to),
})

/** What a word of a template is once the environment is put in; undefined when some of it is not known, or is a variable of nginx. */
export function rendered(word: Word, { environment }: Values): Composite | undefined {
  if (!word.text.includes('$')) return plain(word)
  const known = environment(word.at.file)
  const pieces = partsOf(word).map(part => (part.kind === 'text' ? part.word : known?.get(part.name)))
  return pieces.every(piece => piece !== undefined) ? composite(word, pieces, false) : undefined
}

function composite(whole: Word, pieces: readonly Word[], dynamic: boolean): Composite {
  const text = pieces.map(piece => piece.text).join('')
  return {
    text,
    dynamic,
    pick(from, to = text.length) {
      let start = 0
      for (const piece of pieces) {
        const end = start + piece.text.length
        if (from >= start && to <= end && from < end) return slice(piece, from - start, to - start)
        start = end
      }
      return { text: text.slice(from, to), at: scatteredAt(whole.at) }
    },
  }
}

/** The right-hand sides of a block of values. Without a `default`, a `map` also gives the empty text, which leads nowhere: left out. */
const valuesIn = once((block: Directive): readonly Word[] | undefined => {
  const values: Word[] = []
  const kind = block.name.text
  for (const { name, args } of block.body ?? []) {
    if (FLAGS[kind]?.test([name, ...args].map(word => word.text).join(' '))) continue
    if (name.text === 'include' || args.length !== 1) return undefined
    // Only a map replaces variables in its values.
    if (kind !== 'map' && args[0]!.text.includes('$')) return undefined
    values.push(args[0]!)
  }
  if (values.length <= MOST_VALUES) return values
  const distinct = new Map<string, Word>()
  for (const value of values) if (!distinct.has(value.text)) distinct.set(value.text, value)
  return distinct.size <= MOST_VALUES ? [...distinct.values()] : undefined
})

/** The lines of a block that give no value (ngx_http_map, ngx_http_geo). */
const FLAGS: Readonly<Record<string, RegExp>> = {
  map: /^(?:hostnames|volatile)$/,
  geo: /^(?:ranges|proxy_recursive|(?:proxy|delete) \S+)$/,
}
