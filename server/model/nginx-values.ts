/** The values that an nginx variable can have, where the configuration itself says so. */
import { scatteredAt, slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { partsOf } from '../syntax/value.ts'
import { outwards, type Scope } from './scope.ts'

/** A text put together from pieces that were written in different places. */
export interface Composite {
  readonly text: string
  /** Some of it stands for a variable. */
  readonly dynamic: boolean
  /** A stretch of the text as a word: where it was written when that is one place, else the word as a whole. */
  pick(from: number, to?: number): Word
}

/** The definitions of `map`, `geo` and `split_clients`, by the variable's name: what it can be, or undefined when that is not known. */
export type Definitions = ReadonlyMap<string, readonly Word[] | undefined>

/** Everything that a variable's value is found in. */
export interface Values {
  readonly definitions: Definitions
  /** What is put into a template's `${NAME}` before nginx reads it; undefined for a file that is no such template. */
  environment(file: string): Environment | undefined
}

/** Variables of an environment by name; undefined for one that is set, but to what is not known. */
export type Environment = ReadonlyMap<string, Word | undefined>

/** More values than this, or a value that leads through more variables, are not worth telling apart: not known. */
const MOST_VALUES = 64
const MOST_STEPS = 8

/** Gathers the definitions that the blocks of a configuration hold. */
export function definitionsOf(blocks: readonly Directive[]): Definitions {
  const found = new Map<string, readonly Word[] | undefined>()
  for (const block of blocks) {
    const name = block.args.at(-1)?.text
    if (name?.startsWith('$')) found.set(name.slice(1), valuesIn(block))
  }
  return found
}

/** Every text that a word can be for a request that gets to this place, or undefined when some of it is not known before the request. */
export function expansions(
  word: Word,
  scope: Scope,
  known: Values,
  steps = MOST_STEPS,
): readonly Composite[] | undefined {
  if (!word.text.includes('$')) return [plain(word)]
  let texts: readonly (readonly Word[])[] = [[]]
  let dynamic = false
  for (const part of partsOf(word)) {
    if (part.kind === 'text') {
      texts = texts.map(text => [...text, part.word])
      continue
    }
    const environment = known.environment(word.at.file)
    if (environment?.has(part.name)) {
      const put = environment.get(part.name)
      if (!put) return undefined
      texts = texts.map(text => [...text, put])
      continue
    }
    dynamic = true
    const values = steps > 0 ? valuesAt(part.name, scope, known.definitions) : undefined
    const whole = values?.map(value => expansions(value, scope, known, steps - 1))
    if (!whole || whole.includes(undefined)) return undefined
    const all = whole.flatMap(each => each!)
    if (texts.length * all.length > MOST_VALUES) return undefined
    texts = texts.flatMap(text => all.map(value => [...text, value.pick(0)]))
  }
  return texts.map(pieces => composite(word, pieces, dynamic))
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

/**
 * What a variable can be at a place: what `set` gives it in the blocks around, or what a `map` and its kin say.
 * The rewrite module runs the server's `set`s, then those of the location that was found (ngx_http_rewrite_handler, once for each phase).
 */
function valuesAt(name: string, scope: Scope, definitions: Definitions): readonly Word[] | undefined {
  if (definitions.has(name)) return definitions.get(name)
  const found: Word[] = []
  for (const { body, block } of outwards(scope)) {
    const sure = body.findLast(directive => isSet(directive, name))
    if (sure) found.push(sure.args[1]!)
    for (const branch of body) {
      if (branch.name.text === 'if' && branch.body)
        found.push(...branch.body.filter(directive => isSet(directive, name)).map(set => set.args[1]!))
    }
    if (sure) return found
    if (block?.name.text === 'server') break
  }
  return undefined
}

const isSet = ({ name, args }: Directive, variable: string): boolean =>
  name.text === 'set' && args.length === 2 && args[0]!.text === `$${variable}`

/** The right-hand sides of a block of values. Without a `default`, a `map` also gives the empty text, which leads nowhere: left out. */
function valuesIn(block: Directive): readonly Word[] | undefined {
  const values: Word[] = []
  for (const { name, args } of block.body ?? []) {
    if (
      /^(?:hostnames|volatile|ranges|proxy|proxy_recursive|delete)$/.test(name.text) &&
      args.length <= 1 &&
      block.name.text !== 'split_clients'
    )
      continue
    if (name.text === 'include' || args.length !== 1) return undefined
    values.push(args[0]!)
  }
  return values
}
