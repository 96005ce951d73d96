/** Whether something may be called so: what the servers and the manifests take for a name, and what has the name already. */
import { predefinedAcls } from '../catalog/check-haproxy-condition.ts'
import { isBuiltIn } from '../catalog/nginx.ts'
import { isLabel } from '../model/address.ts'
import { type Name, namesOf } from '../model/names.ts'
import type { NameKind } from '../model/note.ts'
import type { Known } from './places.ts'

/** Why the names of configurations, all of which are the same name, cannot become another one; undefined where they can. */
export function objectionTo(bound: readonly Known[], to: string): string | undefined {
  for (const known of bound) {
    const { config, name } = known
    const { server, pattern, expected } = languageOf(known)
    if (!pattern.test(to)) return `"${to}" is no name that ${server} takes: ${expected}.`
    if (isReserved(known, to)) return `"${to}" means something else here already.`
    const others = (TOGETHER[name.kind] ?? [name.kind]).flatMap(kind => namesOf(config).of(kind, keyOf(name, to)) ?? [])
    if (others.some(other => !bound.some(one => one.name === other)))
      return `${WHAT[name.kind]} "${to}" is there already.`
    if (name.kind === 'upstream' && isHost(config, to))
      return `"${to}" is the host of a target already: it would come to mean the upstream.`
  }
  return undefined
}

/** What a language takes for a name, of nginx not more than stands for itself wherever a name may stand. */
interface Language {
  readonly server: string
  readonly pattern: RegExp
  readonly expected: string
}

/** invalid_char() */
const HAPROXY: Language = {
  server: 'HAProxy',
  pattern: /^[A-Za-z0-9_:.-]+$/,
  expected: 'it may hold letters, digits and . : _ - alone',
}

const NGINX: Language = {
  server: 'nginx',
  pattern: /^[A-Za-z0-9_](?:[\w.-]*\w)?$/,
  expected: 'take letters, digits and . _ -',
}

/** A group of an expression may have no longer name (PCRE). */
const VARIABLE: Language = {
  server: 'nginx',
  pattern: /^[A-Za-z_]\w{0,31}$/,
  expected: 'take at most 32 letters, digits and _, no digit first',
}

const languageOf = ({ config, name }: Known): Language =>
  config.dialect === 'haproxy' ? HAPROXY : name.kind === 'variable' ? VARIABLE : NGINX

/** A frontend and a backend may have one name, unless both have a table: it is better kept apart. */
const TOGETHER: Readonly<Partial<Record<NameKind, readonly NameKind[]>>> = {
  frontend: ['frontend', 'backend'],
  backend: ['frontend', 'backend'],
}

const LOWER: ReadonlySet<NameKind> = new Set(['upstream', 'variable'])

/** The key that a name would have, of which the text is the end. */
const keyOf = ({ kind, key, text }: Name, to: string): string =>
  key.slice(0, key.length - text.length) + (LOWER.has(kind) ? to.toLowerCase() : to)

/** Whether the server takes a word for something else where such a name stands. */
function isReserved({ config, name }: Known, to: string): boolean {
  if (config.dialect === 'haproxy' && /^(?:if|unless|or|from)$/.test(to)) return true
  switch (name.kind) {
    case 'variable':
      return isBuiltIn(to.toLowerCase(), name.key.startsWith('tcp') ? 'stream' : 'http')
    case 'acl':
      return predefinedAcls.has(to)
    case 'log format':
      return /^(?:off|combined|main)$/.test(to)
    case 'zone':
      return to === 'off'
    case 'resolvers':
      return to === 'default'
    case 'ring':
      return to === 'buf0'
    default:
      return false
  }
}

/** nginx asks an upstream wherever a pass names it, with or without a port. */
const isHost = ({ upstreams, elsewhere }: Known['config'], to: string): boolean =>
  elsewhere.has(to.toLowerCase()) ||
  upstreams.some(
    ({ declared, targets }) => !declared && targets.some(({ host }) => host.text.toLowerCase() === to.toLowerCase()),
  )

const WHAT: Readonly<Record<NameKind, string>> = {
  upstream: 'An upstream',
  'named location': 'A location',
  variable: 'A variable',
  zone: 'A zone',
  'log format': 'A log format',
  frontend: 'A frontend or backend',
  backend: 'A frontend or backend',
  defaults: 'A "defaults" section',
  acl: 'An ACL',
  server: 'A server',
  resolvers: 'A "resolvers" section',
  peers: 'A "peers" section',
  userlist: 'A "userlist"',
  cache: 'A "cache"',
  'fcgi-app': 'An "fcgi-app"',
  mailers: 'A "mailers" section',
  'http-errors': 'An "http-errors" section',
  ring: 'A "ring"',
}

/** Why a service cannot be called so; undefined where it can. YAML takes some words for other things than text. */
export const objectionToService = (to: string): string | undefined =>
  isLabel(to) && !YAML_VALUES.test(to) && Number.isNaN(Number(to))
    ? undefined
    : `"${to}" is no name of a service that is also a host name: take letters, digits, - and _.`

const YAML_VALUES = /^(?:y|n|yes|no|on|off|true|false|null)$/i
