/** How the parts of a configuration are called where they are listed: `server example.com :80`, `location /api/`, `backend web`. */
import { ownOf } from '../syntax/own.ts'
import type { Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'

/** What a listed part is. `block`: one that only holds others. */
export type PartKind =
  | 'file'
  | 'block'
  | 'defaults'
  | 'gateway'
  | 'location'
  | 'condition'
  | 'upstream'
  | 'target'
  | 'variable'
  | 'acl'
  | 'zone'
  | 'format'
  | 'code'
  | 'declaration'
  | 'service'

export interface Label {
  readonly text: string
  /** What more there is to say of it; empty for nothing. */
  readonly detail: string
  readonly kind: PartKind
  /** The words that it is told by: from the first to the last. */
  readonly words: readonly Word[]
}

/** Longer texts are cut: a list shows one line each. */
const LONGEST = 80

/** How an nginx directive is listed; undefined for one that is not. `around`: the name of its block. */
export function nginxLabel(directive: Directive, around: string | undefined): Label | undefined {
  const { name, args, body, lua } = directive
  const of = (kind: PartKind, ...words: readonly (Word | undefined)[]): Label => labelOf(directive, kind, words)
  switch (name.text) {
    case 'server':
      if (body) return serverLabel(directive)
      return around === 'upstream' && args[0] ? withDetail(of('target', args[0]), args.slice(1)) : undefined
    case 'location':
      return of('location', ...args)
    case 'upstream':
      return of('upstream', args[0])
    case 'map':
    case 'geo':
    case 'split_clients': {
      const result = args.at(-1)
      const source = args.length > 1 ? args[0] : undefined
      return body && result ? withDetail(of('variable', result), source ? [source] : []) : undefined
    }
    case 'if':
      return of('condition', ...args)
    case 'log_format':
      return args[0] && of('format', args[0])
    case 'limit_req_zone':
    case 'limit_conn_zone':
      return withDetail(of('zone', args.find(isZone)), args.slice(0, 1))
    case 'proxy_cache_path':
    case 'fastcgi_cache_path':
    case 'uwsgi_cache_path':
    case 'scgi_cache_path':
      return withDetail(of('zone', args.find(isZone)), args.slice(0, 1))
    default:
      if (lua || name.text.endsWith('_by_lua_block')) return of('code', ...args)
      return body ? of('block', ...args) : undefined
  }
}

const isZone = ({ text }: Word): boolean => /^(?:keys_)?zone=/.test(text)

/** How a section of HAProxy, or a line of one, is listed; undefined for one that is not. `around`: the kind of its section. */
export function haproxyLabel(directive: Directive, around: string | undefined): Label | undefined {
  const { name, args, body } = directive
  const of = (kind: PartKind, ...words: readonly (Word | undefined)[]): Label => labelOf(directive, kind, words)
  if (body) {
    const label = of(ownOf(SECTIONS, name.text) ?? 'declaration', args[0]?.text === 'from' ? undefined : args[0])
    const binds = body.filter(line => line.name.text === 'bind').flatMap(line => line.args.slice(0, 1))
    return withDetail(label, binds)
  }
  switch (name.text) {
    case 'server':
      return withDetail(of('target', args[0]), args.slice(1, 2))
    case 'server-template':
      return withDetail(of('target', args[0]), args.slice(1, 3))
    case 'acl':
      return args[0] && withDetail(of('acl', args[0]), args.slice(1))
    case 'nameserver':
    case 'peer':
    case 'mailer':
    case 'user':
    case 'group':
      return around === undefined
        ? undefined
        : withDetail(of('declaration', args[0]), name.text === 'user' ? [] : args.slice(1, 2))
    default:
      return undefined
  }
}

const SECTIONS: Readonly<Record<string, PartKind>> = {
  global: 'block',
  defaults: 'defaults',
  frontend: 'gateway',
  listen: 'gateway',
  backend: 'upstream',
}

/** `server example.com :80`: a server's first names and what it listens on. */
export function serverLabel(directive: Directive): Label {
  const lines = directive.body ?? []
  const names = lines.filter(({ name }) => name.text === 'server_name').flatMap(({ args }) => args)
  const listens = lines.filter(({ name }) => name.text === 'listen').flatMap(({ args }) => args.slice(0, 1))
  const ports = [...new Set(listens.map(({ text }) => listenText(text)))]
  return {
    text: cut(['server', ...names.slice(0, MOST_NAMES).map(({ text }) => text), ...ports].join(' ')),
    detail: cut(
      names
        .slice(MOST_NAMES)
        .map(({ text }) => text)
        .join(' '),
    ),
    kind: 'gateway',
    words: [directive.name],
  }
}

const MOST_NAMES = 2

/** On all addresses the port says it all. */
const listenText = (text: string): string => text.replace(/^(?:(?:\*|0\.0\.0\.0|\[::\]):)?(?=\d+$)/, ':')

const labelOf = ({ name }: Directive, kind: PartKind, words: readonly (Word | undefined)[]): Label => {
  const there = words.flatMap(word => word ?? [])
  return { text: cut([name, ...there].map(({ text }) => text).join(' ')), detail: '', kind, words: [name, ...there] }
}

const withDetail = (label: Label, words: readonly Word[]): Label => ({
  ...label,
  detail: cut(words.map(({ text }) => text).join(' ')),
})

const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text)
