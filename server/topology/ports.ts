/** The `ports` and `expose` of a service, and `EXPOSE` of a Dockerfile: what is declared, which limits nothing. */
import { slice, type Word } from '../syntax/text.ts'
import { isPort } from './listen.ts'
import { GAP } from './substitute.ts'
import type { Mapping, Port } from './topology.ts'
import { get, itemsOf, partOf, type Value, wordOf } from './values.ts'

export interface Declared {
  readonly mappings: readonly Mapping[]
  readonly ports: readonly Port[]
  /** An entry could not be read: it depends on a variable that is not known. */
  readonly unread: boolean
}

/** All the ports that there are: a list that names more says the same ones again. */
const MOST = 65_535

/** `ports` in both forms. UDP says nothing of what a gateway reaches. */
export function portsOf(service: Value): Declared {
  const mappings: Read[] = []
  let unread = get(service, 'ports')?.kind === 'unknown'
  for (const item of itemsOf(get(service, 'ports'))) {
    const word = partOf(item)
    const found = mappings.length > MOST ? undefined : item.kind === 'table' ? longForm(item) : word && shortForm(word)
    if (!found) unread = true
    else for (const mapping of found) mappings.push(mapping)
  }
  const kept = distinct(mappings)
  return {
    mappings: kept,
    ports: kept.map(({ target, targetAt }) => ({ number: target, source: 'ports', at: targetAt })),
    unread,
  }
}

/** One mapping for each pair of sides, in the place of the first and as the last says (compose specification, "Merge": unique resources). */
const distinct = (mappings: readonly Read[]): readonly Read[] => [
  ...new Map(
    mappings.map(mapping => [`${mapping.host?.text ?? ''} ${mapping.published} ${mapping.target}`, mapping]),
  ).values(),
]

interface Read extends Mapping {
  readonly targetAt: Mapping['at']
}

/** `[[ip:]published:]target[/protocol]`, each side perhaps a range. Undefined when the container's side cannot be read. */
function shortForm(word: Word): readonly Read[] | undefined {
  const [, sides, protocol = 'tcp'] = /^(.*?)(?:\/([a-z]+))?$/is.exec(word.text)!
  const start = sides!.lastIndexOf(':') + 1
  const target = rangeOf(sides!.slice(start))
  if (!target) return undefined
  if (protocol.toLowerCase() !== 'tcp') return []
  const between = start < 2 ? 0 : sides!.lastIndexOf(':', start - 2) + 1
  const published = sides!.slice(between, Math.max(start - 1, 0))
  const host = between < 2 ? undefined : addressOf(slice(word, 0, between - 1))
  const from = published === '' || published.includes(GAP) ? undefined : rangeOf(published)
  if (published !== '' && !published.includes(GAP) && !from) return undefined
  const targetAt = slice(word, start, sides!.length).at
  return expand(from, target).map(([here, there]) => ({
    published: here,
    target: there,
    at: word.at,
    targetAt,
    ...(host && { host }),
  }))
}

function longForm(item: Value): readonly Read[] | undefined {
  const protocol = wordOf(get(item, 'protocol'))?.text ?? 'tcp'
  const target = wordOf(get(item, 'target'))
  const published = get(item, 'published')
  const to = target && rangeOf(target.text)
  if (!to || get(item, 'protocol')?.kind === 'unknown') return undefined
  if (protocol.toLowerCase() !== 'tcp') return []
  const from = rangeOf(wordOf(published)?.text ?? '')
  const address = wordOf(get(item, 'host_ip'))
  const host = address && addressOf(address)
  return expand(from, to).map(([here, there]) => ({
    published: here,
    target: there,
    at: item.at,
    targetAt: target.at,
    ...(host && { host }),
  }))
}

/** An address of the host; IPv6 without its brackets. Undefined for what stands for all of them. */
function addressOf(word: Word): Word | undefined {
  const address = /^\[.*\]$/.test(word.text) ? slice(word, 1, word.text.length - 1) : word
  return /^(?:0\.0\.0\.0|::)?$/.test(address.text) || address.text.includes(GAP) ? undefined : address
}

type Range = readonly [first: number, last: number]

function rangeOf(text: string): Range | undefined {
  const [first, last = first, more] = text.split('-')
  if (more !== undefined || !first || !last || !isPort(first) || !isPort(last) || Number(last) < Number(first))
    return undefined
  return [Number(first), Number(last)]
}

/** Each target with the port that is published for it; of a range that is longer than the other side the engine picks one. */
function expand(from: Range | undefined, to: Range): readonly (readonly [number | undefined, number])[] {
  const alike = from && from[1] - from[0] === to[1] - to[0]
  return Array.from({ length: to[1] - to[0] + 1 }, (_, index) => [alike ? from[0] + index : undefined, to[0] + index])
}

/** `expose` of compose: strings and numbers, ranges, perhaps with a protocol. */
export function exposeOf(service: Value): Pick<Declared, 'ports' | 'unread'> {
  const value = get(service, 'expose')
  const read = itemsOf(value).map(item => wordOf(item))
  return fromWords(read, 'expose', value?.kind === 'unknown')
}

/** `EXPOSE` of a Dockerfile; a word that is not known is undefined. */
export const exposedBy = (words: readonly (Word | undefined)[]): Pick<Declared, 'ports' | 'unread'> =>
  fromWords(words, 'dockerfile', false)

function fromWords(
  words: readonly (Word | undefined)[],
  source: 'expose' | 'dockerfile',
  unknown: boolean,
): Pick<Declared, 'ports' | 'unread'> {
  const read = words.map(word => word && exposed(word, source))
  return { ports: read.flatMap(found => found ?? []), unread: unknown || read.includes(undefined) }
}

function exposed(word: Word, source: 'expose' | 'dockerfile'): readonly Port[] | undefined {
  const [, numbers, protocol] = /^([\d-]+)(?:\/(\w+))?$/.exec(word.text) ?? []
  const range = numbers === undefined ? undefined : rangeOf(numbers)
  if (!range) return undefined
  if (protocol && protocol.toLowerCase() !== 'tcp') return []
  return expand(undefined, range).map(([, number]) => ({ number, source, at: slice(word, 0, numbers!.length).at }))
}
