/** Names across sections: declared twice, or referred to and declared nowhere. */
import { isSpelling } from '../syntax/nearest.ts'
import type { Word } from '../syntax/text.ts'
import type { FaultKind } from './fault.ts'
import {
  fromOf,
  type HaproxyConfig,
  isKnown,
  type Line,
  type Report,
  rewrite,
  type Section,
  type Suggest,
} from './haproxy-lines.ts'

/** The sections that must have a name, with whether a second one of that name is refused (the parsers of each section). */
const named: Readonly<Record<string, boolean>> = {
  frontend: true,
  backend: true,
  listen: true,
  resolvers: true,
  peers: true,
  mailers: true,
  cache: true,
  ring: true,
  'http-errors': true,
  'fcgi-app': true,
  'log-forward': true,
  userlist: false,
}

/** The heads of all sections: their words, and names that are taken. */
export function checkHeads(sections: readonly Section[], report: Report, suggest: Suggest): void {
  const taken = new Map<string, Section>()
  const defaults = new Map<string, Word>()
  for (const section of sections) {
    const { directive, kind, name, conditional } = section
    if (conditional) {
      if (kind === 'defaults' && name) defaults.set(name.text, name)
      continue
    }
    checkHead(section, report)
    const from = fromOf(directive)
    if (from && isKnown(from) && !defaults.has(from.text) && directive.args.length < 4) {
      const meant = suggest(from.text, () => defaults.keys(), 'defaults')
      report(
        'undefined-reference',
        from,
        `No "defaults" named "${from.text}" stands above this line.`,
        meant ? { fixes: rewrite(from, meant, isSpelling(from.text, meant)) } : {},
      )
    }
    if (kind === 'defaults' && name) defaults.set(name.text, name)
    if (!name || !Object.hasOwn(named, kind)) continue
    checkTaken(section, name, taken, report)
  }
}

function checkHead({ directive, kind, name }: Section, report: Report): void {
  const { args } = directive
  if (kind === 'global' && args[0]) report('wrong-arguments', args[0], '"global" has no name: nothing may follow it.')
  if (!Object.hasOwn(named, kind)) return
  if (!name) {
    report('wrong-arguments', directive.name, `"${kind}" expects a name.`)
    return
  }
  const strange = /[^\w.:-]/.exec(name.text)
  if (
    /^(?:frontend|backend|listen|resolvers|peers|mailers|ring)$/.test(kind) &&
    strange &&
    isKnown(name) &&
    !/[{}<>!@%#]/.test(name.text)
  ) {
    report(
      'bad-value',
      name,
      `"${strange[0]}" may not stand in the name of a section: letters, digits, "-", "_", "." and ":" may.`,
    )
    return
  }
  const extra = args[1]
  if (!extra || !isKnown(extra) || extra.text === 'from') return
  if (/^(?:frontend|listen|backend)$/.test(kind)) {
    report(
      'wrong-arguments',
      extra,
      `Only "from" and the name of a "defaults" may follow here: an address stands on a "bind" line.`,
    )
  } else if (/^(?:peers|resolvers)$/.test(kind))
    report('wrong-arguments', extra, `"${kind}" takes one name: "${extra.text}" is too much.`)
}

/** Frontends and backends may share a name until HAProxy 3.3; a `listen` is both. */
function checkTaken(section: Section, name: Word, taken: Map<string, Section>, report: Report): void {
  const { kind } = section
  const sides = kind === 'listen' ? ['frontend', 'backend'] : [kind]
  const other = sides.map(side => taken.get(`${side} ${name.text}`)).find(known => known)
  const across =
    kind === 'frontend'
      ? taken.get(`backend ${name.text}`)
      : kind === 'backend'
        ? taken.get(`frontend ${name.text}`)
        : undefined
  for (const side of sides) if (!taken.has(`${side} ${name.text}`)) taken.set(`${side} ${name.text}`, section)
  const first = other ?? across
  if (!first?.name) return
  const related = { at: first.name.at, message: 'The first one stands here.' }
  if (other) {
    const refused = named[kind]!
    report(
      'duplicate-directive',
      name,
      `A ${other.kind} named "${name.text}" is there already.${refused ? '' : ' HAProxy takes the first.'}`,
      { refused, related },
    )
  } else {
    report(
      'duplicate-directive',
      name,
      `A ${first.kind} has the name "${name.text}", too: HAProxy 3.3 and newer refuse that.`,
      { refused: false, related },
    )
  }
}

/** Names that are declared twice within a section: servers, name servers, users. */
export function checkWithin(section: Section, report: Report): void {
  const taken = new Map<string, Word>()
  for (const { keyword, args } of section.lines) {
    const kind = keyword.text
    const name = args[0]
    if (!name || !isKnown(name)) continue
    const isServer = kind === 'server' && /^(?:backend|listen)$/.test(section.kind)
    if (
      !isServer &&
      !(kind === 'nameserver' && section.kind === 'resolvers') &&
      !(/^(?:user|group)$/.test(kind) && section.kind === 'userlist')
    )
      continue
    const first = taken.get(`${kind} ${name.text}`)
    if (!first) taken.set(`${kind} ${name.text}`, name)
    else {
      const refused = section.kind !== 'userlist'
      report('duplicate-directive', name, `A ${kind} named "${name.text}" is there already.`, {
        refused,
        related: { at: first.at, message: 'The first one stands here.' },
      })
    }
  }
}

/** The sections that other lines can refer to, by kind and name; proxies of any kind by `proxy`. */
function declarations(sections: readonly Section[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { kind, name } of sections) {
    if (!name) continue
    for (const key of /^(?:frontend|backend|listen)$/.test(kind) ? [kind, 'proxy'] : [kind]) {
      const names = found.get(key) ?? new Set()
      found.set(key, names.add(name.text))
    }
  }
  return found
}

/** Names that stand for a section of their own, or for what a version brings along. */
const builtIn: ReadonlySet<string> = new Set(['resolvers default', 'ring buf0'])

/** References to sections that are declared nowhere; only where all sections are here. */
export function checkReferences(
  config: HaproxyConfig,
  sections: readonly Section[],
  report: Report,
  suggest: Suggest,
): void {
  if (!config.complete) return
  const declared = declarations(sections)
  const missing = (kind: string, word: Word | undefined, text = word?.text ?? ''): void => {
    if (!word || text === '' || !isKnown(word) || declared.get(kind)?.has(text) || builtIn.has(`${kind} ${text}`))
      return
    const names = (): readonly string[] => [...(declared.get(kind) ?? [])]
    const meant = suggest(text, names, `${kind} ${names().join(' ')}`)
    const fixes = meant && text === word.text ? { fixes: rewrite(word, meant, isSpelling(text, meant)) } : {}
    report(
      'undefined-reference' satisfies FaultKind,
      word,
      `No "${kind}" section named "${text}" is declared.${meant ? ` Was "${meant}" meant?` : ''}`,
      fixes,
    )
  }
  for (const section of sections) {
    if (section.conditional) continue
    for (const line of section.lines) referencesOf(line, missing)
    checkUseServer(section, report, suggest)
  }
}

function referencesOf(
  { section, keyword, args }: Line,
  missing: (kind: string, word: Word | undefined, text?: string) => void,
): void {
  switch (keyword.text) {
    case 'server':
    case 'server-template':
      if (section.kind === 'backend' || section.kind === 'listen') missing('resolvers', after(args, 'resolvers', 2))
      return
    case 'stick-table':
      missing('peers', after(args, 'peers', 0))
      return
    case 'use-fcgi-app':
      missing('fcgi-app', args[0])
      return
    case 'email-alert':
      // Without "from" and "to" HAProxy does not look for them.
      if (
        args[0]?.text === 'mailers' &&
        ['from', 'to'].every(name =>
          section.lines.some(line => line.keyword.text === 'email-alert' && line.args[0]?.text === name),
        )
      ) {
        missing('mailers', args[1])
      }
      return
    case 'http-request':
    case 'http-response':
      if (/^cache-(?:use|store)$/.test(args[0]?.text ?? '') && section.kind !== 'defaults') missing('cache', args[1])
      if (args[0]?.text.startsWith('do-resolve('))
        missing('resolvers', args[0], args[0].text.slice(11).split(/[,)]/)[1])
  }
}

/** The word behind an option, from an index on. */
function after(args: readonly Word[], option: string, from: number): Word | undefined {
  for (let at = from; at < args.length - 1; at += 1) if (args[at]!.text === option) return args[at + 1]
  return undefined
}

function checkUseServer(section: Section, report: Report, suggest: Suggest): void {
  if (section.kind !== 'backend' && section.kind !== 'listen') return
  for (const { keyword, args } of section.lines) {
    const name = args[0]
    if (keyword.text !== 'use-server' || !name || name.text.includes('%') || !isKnown(name)) continue
    const servers = section.directive
      .body!.filter(line => line.name.text === 'server')
      .map(line => line.args[0]?.text ?? '')
    const templates = section.directive.body!.some(line => line.name.text === 'server-template')
    if (templates || servers.includes(name.text)) continue
    const meant = suggest(name.text, () => servers, `server ${servers.join(' ')}`)
    report(
      'undefined-reference',
      name,
      `This section has no server "${name.text}".${meant ? ` Was "${meant}" meant?` : ''}`,
      meant ? { fixes: rewrite(name, meant, isSpelling(name.text, meant)) } : {},
    )
  }
}
