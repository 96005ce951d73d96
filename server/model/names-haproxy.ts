/** Who names whom in a configuration of HAProxy: proxies, `defaults`, ACLs, servers, and all sections that have a name. */

import { referencesIn } from '../catalog/check-haproxy-references.ts'
import { converters, fetches } from '../catalog/haproxy.ts'
import { fromOf, type Line, type Section, type SectionRead, sectionsOf } from '../catalog/haproxy-lines.ts'
import { ownOf } from '../syntax/own.ts'
import { once } from '../syntax/remembered.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { Config } from './config.ts'
import { aclsOf } from './haproxy-conditions.ts'
import { type NameKind, type Note, note } from './note.ts'

export function notesInHaproxy(config: Config): readonly Note[] {
  const reads = sectionsOf(config)
  const holders = tableHolders(reads)
  return reads.flatMap((read, index) => [
    ...notesIn(read).flatMap(({ kind, name, text, declares }) => {
      if (kind === 'table') return (holders.get(name.text) ?? []).map(each => note(each, name.text, name))
      return [note(kind, text, name, declares)]
    }),
    ...aclNotes(config, read.section, index),
  ])
}

/** Which kinds of proxies have a table of a name; where none is said to have one, all of that name. */
function tableHolders(reads: readonly SectionRead[]): ReadonlyMap<string, readonly NameKind[]> {
  const found = new Map<string, { kinds: readonly NameKind[]; sure: boolean }>()
  for (const { section } of reads) {
    if (!section.name) continue
    const sure = section.lines.some(({ keyword }) => keyword.text === 'stick-table')
    const before = found.get(section.name.text)
    if (before?.sure && !sure) continue
    const kinds = [...(before && before.sure === sure ? before.kinds : []), ...proxyKinds(section)]
    found.set(section.name.text, { kinds, sure })
  }
  return new Map(Array.from(found, ([name, { kinds }]) => [name, kinds]))
}

/** A `listen` is both. */
const proxyKinds = ({ kind }: Section): readonly NameKind[] =>
  kind === 'listen' ? ['frontend', 'backend'] : kind === 'frontend' || kind === 'backend' ? [kind] : []

/** The ACLs that a section can name: its own, and those of its `defaults`. */
function aclNotes(config: Config, { directive, isProxy }: Section, index: number): readonly Note[] {
  if (!isProxy) return []
  const { declared, used } = aclsOf(config, { directive })
  return [
    ...[...declared].flatMap(([text, lines]) => lines.map(({ name }) => note('acl', `${index} ${text}`, name, true))),
    ...used.map(({ name }) => note('acl', `${index} ${name.text}`, name)),
  ]
}

interface Found extends Pick<Note, 'name' | 'declares'> {
  readonly kind: NameKind | 'table'
  readonly text: string
}

/** What a section names, each by itself. */
const notesIn = once(({ section, uncertain }: SectionRead): readonly Found[] => {
  const found: Found[] = []
  const add = (kind: Found['kind'], name: Word | undefined, declares = false, text = name?.text ?? ''): void => {
    if (name && isConstant(name)) found.push({ kind, name, declares, text })
  }
  for (const kind of [...proxyKinds(section), ...(ownOf(DECLARED, section.kind) ?? [])]) add(kind, section.name, true)
  add('defaults', fromOf(section.directive))
  const all = [section, ...(uncertain.length > 0 ? [{ ...section, lines: uncertain }] : [])]
  for (const { kind, word } of all.flatMap(each => referencesIn(each).named)) {
    if (kind === 'proxy') add('table', word)
    else if (DECLARED[kind]) add(kind as NameKind, word)
  }
  for (const line of [...section.lines, ...uncertain]) {
    for (const [kind, word] of namedIn(line)) add(kind, word)
    // A template makes names of its prefix: none of them stands there. The servers of peers are the peers themselves.
    const server = line.keyword.text === 'server' && section.kind !== 'peers' ? line.args[0] : undefined
    if (server) add('server', server, true, `${section.name?.text}/${server.text}`)
    for (const word of serversNamedIn(line)) {
      const [backend, name] = partsOf(word)
      add('backend', backend)
      add('server', name, false, `${(backend ?? section.name)?.text}/${name.text}`)
    }
    for (const { type, word } of line.args.flatMap(argumentsIn)) {
      if (type === 'be') add('backend', word)
      else if (type === 'fe') add('frontend', word)
      else if (type === 'usr') add('userlist', word)
      else add(...tableNamed(word))
    }
  }
  return found
})

/** An environment variable, or a sample: what it comes to is not known. */
const isConstant = ({ text }: Word): boolean => text !== '' && !/[$%]/.test(text)

/** The sections, other than proxies, of which the name is used elsewhere. */
const DECLARED: Readonly<Record<string, readonly NameKind[]>> = {
  defaults: ['defaults'],
  resolvers: ['resolvers'],
  peers: ['peers'],
  userlist: ['userlist'],
  cache: ['cache'],
  'fcgi-app': ['fcgi-app'],
  mailers: ['mailers'],
  'http-errors': ['http-errors'],
  ring: ['ring'],
}

/** What a line names by its keyword or an option, beside what the catalogue holds to be declared. */
function namedIn({ keyword, args }: Line): readonly (readonly [NameKind, Word | undefined])[] {
  switch (keyword.text) {
    case 'use_backend':
    case 'default_backend':
      return [['backend', args[0]]]
    case 'filter':
      return args[0]?.text === 'cache' || args[0]?.text === 'fcgi-app' ? [[args[0].text, args[1]]] : []
    case 'errorfiles':
      return [['http-errors', args[0]]]
    case 'http-request':
    case 'http-response':
    case 'http-error':
      return [
        ['http-errors', behind(args, 'errorfiles')],
        ['cache', /^cache-(?:use|store)$/.test(args[0]?.text ?? '') ? args[1] : undefined],
        ...tableBehind(args),
      ]
    case 'tcp-request':
      return [...args.map(word => ['resolvers', resolversIn(word)] as const), ...tableBehind(args)]
    case 'stick':
      return tableBehind(args)
    case 'default-server':
      return [['resolvers', behind(args, 'resolvers')]]
    case 'log':
      return args[0]?.text.startsWith('ring@') ? [['ring', slice(args[0], 'ring@'.length)]] : []
    case 'httpclient.resolvers.id':
      return [['resolvers', args[0]]]
    case 'email-alert':
      return args[0]?.text === 'mailers' ? [['mailers', args[1]]] : []
    default:
      return []
  }
}

/** A table of a "peers" section is named with it: `mates/rates`. */
function tableNamed(word: Word): readonly [kind: 'peers' | 'table', name: Word] {
  const slash = word.text.indexOf('/')
  return slash < 0 ? ['table', word] : ['peers', slice(word, 0, slash)]
}

function tableBehind(args: readonly Word[]): readonly (readonly [NameKind, Word])[] {
  const word = behind(args, 'table')
  const [kind, name] = word ? tableNamed(word) : []
  return kind === 'peers' ? [[kind, name!]] : []
}

/** `do-resolve(txn.ip,docker,ipv4)`. */
function resolversIn(word: Word): Word | undefined {
  const [before, name] = /^do-resolve\([^,]*,(?=([^,)]+))/.exec(word.text) ?? []
  return before && name ? slice(word, before.length, before.length + name.length) : undefined
}

const behind = (args: readonly Word[], option: string): Word | undefined => {
  const at = args.findIndex(({ text }) => text === option)
  return at < 0 ? undefined : args[at + 1]
}

/** `server`, or `backend/server`. */
const serversNamedIn = ({ keyword, args }: Line): readonly Word[] => [
  ...(keyword.text === 'use-server' ? args.slice(0, 1) : []),
  ...(/^(?:server|server-template|default-server)$/.test(keyword.text) ? [behind(args, 'track')] : []).flatMap(
    word => word ?? [],
  ),
  ...args.flatMap(argumentsIn).flatMap(({ type, word }) => (type === 'srv' ? [word] : [])),
]

function partsOf(word: Word): readonly [backend: Word | undefined, server: Word] {
  const slash = word.text.indexOf('/')
  return slash < 0 ? [undefined, word] : [slice(word, 0, slash), slice(word, slash + 1)]
}

/** A name and what stands in its parentheses. The name begins at the first letter of its word, so that no other one is tried. */
const SAMPLE = /(?=[a-z])(?<![a-z][\w.]*?)([a-z][\w.]*)\(([^()"'\\]*)\)/g

/** The arguments of samples that name something, with the types that HAProxy gives them: `nbsrv(web)`, `src_conn_rate(per_ip)`. */
const argumentsIn = once((word: Word): readonly { readonly type: string; readonly word: Word }[] => {
  if (!word.text.includes('(')) return []
  return Array.from(word.text.matchAll(SAMPLE)).flatMap(({ index, 1: name, 2: written }) => {
    const types = isSample(word.text, index) ? (fetches().get(name!) ?? converters().get(name!))?.types : undefined
    let at = index + name!.length + 1
    return written!.split(',').flatMap((part, place) => {
      const from = at + (part.length - part.trimStart().length)
      const argument = slice(word, from, from + part.trim().length)
      at += part.length + 1
      const type = types?.[place]
      return type && NAMES.has(type) && argument.text !== '' ? [{ type, word: argument }] : []
    })
  })
})

const NAMES: ReadonlySet<string> = new Set(['be', 'fe', 'srv', 'tab', 'usr'])

/** An expression is the whole word, or stands in `%[…]`; any other text is only a text. */
function isSample(text: string, index: number): boolean {
  const open = text.lastIndexOf('%[', index)
  if (text.includes('%[')) return open >= 0 && text.indexOf(']', open) > index
  return !/\s/.test(text.slice(0, index))
}
