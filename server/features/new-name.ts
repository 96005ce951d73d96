/** Whether something may be called so: what the servers and the manifests take for a name, and what has the name already. */
import { predefinedAcls } from '../catalog/check-haproxy-condition.ts'
import { isBuiltIn } from '../catalog/nginx.ts'
import { isLabel } from '../model/address.ts'
import { type Name, namesOf } from '../model/names.ts'
import type { NameKind } from '../model/note.ts'
import type { Known } from './places.ts'

/** Why the names of configurations, all of which are the same name, cannot become another one; undefined where they can. */
export function objectionTo(bound: readonly Known[], to: string): string | undefined {
  for (const { config, name } of bound) {
    const { kind } = name
    if (!PATTERNS[config.dialect === 'haproxy' ? 'haproxy' : kind === 'variable' ? 'variable' : 'nginx'].test(to))
      return `"${to}" is no name that ${config.dialect === 'nginx' ? 'nginx' : 'HAProxy'} takes: ${
        config.dialect === 'haproxy'
          ? 'it may hold letters, digits and . : _ - alone'
          : kind === 'variable'
            ? 'it may hold letters, digits and _ alone, and begins with no digit'
            : 'take letters, digits and . _ -'
      }.`
    if (isReserved(bound, to)) return `"${to}" means something else here already.`
    const other = KINDS_TOGETHER.filter(kinds => kinds.includes(kind))
      .flat()
      .concat(kind)
      .flatMap(each => namesOf(config).of(each, keyOf(name, to)) ?? [])
      .find(found => !bound.some(one => one.name === found))
    if (other) return `${WHAT[kind]} "${to}" is there already.`
    if (kind === 'upstream' && isHost(config, to))
      return `"${to}" is the host of a target already: it would come to mean the upstream.`
  }
  return undefined
}

/** HAProxy: invalid_char(). Of nginx, what stands for itself in every place of a name. */
const PATTERNS = {
  haproxy: /^[A-Za-z0-9_:.-]+$/,
  variable: /^[A-Za-z_]\w{0,31}$/,
  nginx: /^[A-Za-z0-9_](?:[\w.-]*\w)?$/,
}

/** A frontend and a backend may have one name, unless both have a table. */
const KINDS_TOGETHER: readonly (readonly NameKind[])[] = [['frontend', 'backend']]

const LOWER: ReadonlySet<NameKind> = new Set(['upstream', 'variable'])

/** The key that a name would have, of which the text is the end. */
const keyOf = ({ kind, key, text }: Name, to: string): string =>
  key.slice(0, key.length - text.length) + (LOWER.has(kind) ? to.toLowerCase() : to)

function isReserved(bound: readonly Known[], to: string): boolean {
  return bound.some(({ config, name }) => {
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
  })
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
