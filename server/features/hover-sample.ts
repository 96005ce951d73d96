/** What a sample fetch, a converter or a variable of a log format means, where one stands in a line of HAProxy. */
import * as catalog from '../catalog/haproxy.ts'
import { meaningOfHaproxy } from '../catalog/haproxy-meanings.ts'
import { conditionOf } from '../model/haproxy-conditions.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { formatPartsOf } from '../syntax/value.ts'
import { factsOf } from './facts-haproxy.ts'
import { type Here, type Hover, touches } from './here.ts'
import { code, type Sentence, say } from './prose.ts'

/** Undefined where none stands. */
export function hoverSample({ cursor: { word, offset } }: Here, line: Directive): Hover | undefined {
  if (!word) return undefined
  if (word.text.includes('%')) {
    const part = formatPartsOf(word).find(({ kind, word: name }) => kind !== 'text' && touches(name.at, offset))
    if (part?.kind === 'variable') return aliasHover(part.word)
    return part && nameHover(part.word, line.name.text)
  }
  return isExpression(line, word) ? nameHover(nameAround(word, offset), line.name.text) : undefined
}

/** The fetch with its converters: the first word of an expression. */
const isExpression = (line: Directive, word: Word): boolean =>
  (line.name.text === 'acl' && line.args[1] === word) ||
  (conditionOf(line.args)
    ?.alternatives.flat()
    .some(({ expression }) => expression[0] === word) ??
    false)

/** The name in which a place lies: `lower` of `req.hdr(host),lower`. */
function nameAround(word: Word, offset: number): Word {
  const names = Array.from(word.text.matchAll(/[\w.-]+/g), ({ 0: text, index }) =>
    slice(word, index, index + text.length),
  )
  return names.find(({ at }) => touches(at, offset)) ?? word
}

function nameHover(name: Word, keyword: string): Hover | undefined {
  const kind = catalog.fetches().has(name.text)
    ? 'fetch'
    : catalog.converters().has(name.text)
      ? 'converter'
      : undefined
  const sample = kind && (kind === 'fetch' ? catalog.fetches() : catalog.converters()).get(name.text)
  if (!kind || !sample) return undefined
  const what: Sentence = kind === 'fetch' ? say`a sample` : say`a converter`
  const facts = factsOf({ of: kind, name: name.text, section: keyword })
  return {
    at: name.at,
    lines: [say`${code(name.text)}, ${what}${sample.result ? say` of type ${code(sample.result)}` : []}`, ...facts],
  }
}

function aliasHover(name: Word): Hover | undefined {
  const meaning = meaningOfHaproxy(name.text, 'variable')
  return meaning === undefined ? undefined : { at: name.at, lines: [say`${code(`%${name.text}`)}`, say`${meaning}`] }
}
