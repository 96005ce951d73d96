/** Names that refer to another section, or another line of their own, which is declared nowhere. */
import { indexing } from '../syntax/indexed.ts'
import { gatheringAlone } from '../syntax/runs.ts'
import { slice, type Word } from '../syntax/text.ts'
import { type Context, type Line, reportUnknown, type Section, type SectionRead } from './haproxy-lines.ts'

type Told = Pick<Context, 'report' | 'suggest'>

/** Only for a configuration whose sections are all there. References to backends are not looked at here. */
export function checkReferences(reads: readonly SectionRead[], told: Told): void {
  const referring = referringIn(reads)
  if (referring.length === 0) return
  const declared = byKind(reads)
  let all: ReturnType<typeof declarations> | undefined
  const missing: Missing = (kind, word) => {
    if (!word || declared.of(`${kind} ${word.text}`).length > 0 || builtIn.has(`${kind} ${word.text}`)) return
    all ??= declarations(reads)
    const names = [...(all.get(kind) ?? [])]
    const what = kind === 'proxy' ? 'frontend, backend or listen' : `"${kind}" section`
    const message = `No ${what} named "${word.text}" is declared.`
    reportUnknown(told, 'undefined-reference', word, message, () => names, `${kind} ${names.join(' ')}`)
  }
  for (const section of referring) {
    const { named, usesServer } = referencesIn(section)
    for (const { kind, word } of named) missing(kind, word)
    if (usesServer) checkUseServer(section, told)
    if (section.kind === 'userlist') checkGroups(section, told)
  }
}

/** The sections that refer to anything. */
const referringIn = gatheringAlone(({ section }: SectionRead) => {
  if (section.conditional) return []
  const { named, usesServer } = referencesIn(section)
  return named.some(({ word }) => word) || usesServer || section.kind === 'userlist' ? [section] : []
})

/** What a section refers to by its name; `proxy` for a table, which any frontend, backend or listen may hold. */
interface References {
  readonly named: readonly { readonly kind: string; readonly word: Word | undefined }[]
  /** Servers of its own, too. */
  readonly usesServer: boolean
}

export function referencesIn(section: Section): References {
  const known = names.get(section)
  if (known) return known
  const named: { kind: string; word: Word | undefined }[] = []
  for (const line of section.lines)
    references.get(line.keyword.text)?.(line, (kind, word) => named.push({ kind, word }))
  const found = { named, usesServer: section.lines.some(line => line.keyword.text === 'use-server') }
  names.set(section, found)
  return found
}

const names = new WeakMap<Section, References>()

/** Names by the kind of their section; those of frontends, backends and listens by `proxy`, too. */
function declarations(reads: readonly SectionRead[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { section } of reads) {
    for (const kind of kindsOf(section)) found.set(kind, (found.get(kind) ?? new Set()).add(section.name!.text))
  }
  return found
}

/** The same, in no order: by kind and name. */
const byKind = indexing(({ section }: SectionRead) => kindsOf(section).map(kind => `${kind} ${section.name!.text}`))

const kindsOf = ({ kind, name, isProxy }: Section): readonly string[] =>
  !name ? [] : isProxy && kind !== 'defaults' ? [kind, 'proxy'] : [kind]

/** What a version brings along. */
const builtIn: ReadonlySet<string> = new Set(['resolvers default', 'ring buf0'])

type Missing = (kind: string, word: Word | undefined) => void

const server = ({ section, args }: Line, missing: Missing): void => {
  if (section.kind === 'backend' || section.kind === 'listen') missing('resolvers', behind(args, 'resolvers', 2))
}

const httpRule = (line: Line, missing: Missing): void => {
  const { args, section } = line
  const [action] = args
  if (!action) return
  if (action.text === 'cache-use' || action.text === 'cache-store') {
    if (section.kind !== 'defaults') missing('cache', args[1])
  } else if (action.text.startsWith('do-resolve(')) {
    const from = action.text.indexOf(',') + 1
    const length = /^[\w.-]*/.exec(action.text.slice(from))![0].length
    if (from > 0 && length > 0) missing('resolvers', slice(action, from, from + length))
  } else if (action.text.startsWith('track-sc')) table(args, missing)
  userlist(line, missing)
}

/** A table stands in a proxy, or, with a slash, in "peers". */
function table(args: readonly Word[], missing: Missing): void {
  const name = behind(args, 'table', 2)
  if (name && !name.text.includes('/')) missing('proxy', name)
}

/** The list of users that a condition asks: `http_auth(users)`. */
function userlist({ args }: Line, missing: Missing): void {
  for (const word of args) {
    const match = word.text.startsWith('http_auth') ? /^http_auth(?:_group)?\(([\w.:-]+)\)/.exec(word.text) : undefined
    if (match) missing('userlist', slice(word, word.text.indexOf('(') + 1, word.text.indexOf(')')))
  }
}

const references: ReadonlyMap<string, (line: Line, missing: Missing) => void> = new Map([
  ['acl', userlist],
  ['http-request', httpRule],
  ['http-response', httpRule],
  ['server', server],
  ['server-template', server],
  ['stick-table', ({ args }, missing) => missing('peers', behind(args, 'peers', 0))],
  ['stick', ({ args }, missing) => table(args, missing)],
  ['tcp-request', ({ args }, missing) => table(args, missing)],
  ['use-fcgi-app', ({ args }, missing) => missing('fcgi-app', args[0])],
  [
    'email-alert',
    ({ section, args }, missing) => {
      // HAProxy looks for them only where there is a sender and a receiver.
      const has = (name: string): boolean =>
        section.lines.some(line => line.keyword.text === 'email-alert' && line.args[0]?.text === name)
      if (args[0]?.text === 'mailers' && has('from') && has('to')) missing('mailers', args[1])
    },
  ],
] satisfies readonly (readonly [string, (line: Line, missing: Missing) => void])[])

/** The word behind an option, from an index on. */
function behind(args: readonly Word[], option: string, from: number): Word | undefined {
  for (let at = from; at < args.length - 1; at += 1) if (args[at]!.text === option) return args[at + 1]
  return undefined
}

function checkUseServer({ kind, lines, directive }: Section, told: Told): void {
  if (kind !== 'backend' && kind !== 'listen') return
  const servers = directive.body!.filter(line => line.name.text === 'server').map(line => line.args[0]?.text ?? '')
  if (directive.body!.some(line => line.name.text === 'server-template')) return
  for (const { keyword, args } of lines) {
    const name = args[0]
    if (keyword.text !== 'use-server' || !name || name.text.includes('%') || servers.includes(name.text)) continue
    const message = `This section has no server "${name.text}".`
    reportUnknown(told, 'undefined-reference', name, message, () => servers, `server ${servers.join(' ')}`)
  }
}

/** `user … groups a,b` and `group … users a,b` must know each other. */
function checkGroups({ lines, directive }: Section, told: Told): void {
  const namesOf = (kind: string): readonly string[] =>
    directive.body!.filter(line => line.name.text === kind).map(line => line.args[0]?.text ?? '')
  // One that stands here already is passed over, with all that it lists.
  const above = new Set<string>()
  for (const { keyword, args } of lines) {
    const key = `${keyword.text} ${args[0]?.text}`
    if (above.has(key)) continue
    above.add(key)
    const other = keyword.text === 'user' ? 'group' : keyword.text === 'group' ? 'user' : undefined
    const list = other && behind(args, `${other}s`, 1)
    if (!other || !list) continue
    let at = 0
    for (const part of list.text.split(',')) {
      const known = namesOf(other)
      if (part !== '' && !known.includes(part)) {
        const word = slice(list, at, at + part.length)
        const message = `This section has no ${other} "${part}".`
        reportUnknown(told, 'undefined-reference', word, message, () => known, `${other} ${known.join(' ')}`)
      }
      at += part.length + 1
    }
  }
}
