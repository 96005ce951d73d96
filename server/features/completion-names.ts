/** The names that an argument of nginx can refer to: upstreams, services, named locations, zones, log formats. */

import type { Mode, Scope } from '../model/config.ts'
import { occurrences } from '../model/occurrences.ts'
import { modeOf, outwards } from '../model/scope.ts'
import type { View } from '../rule.ts'
import { ownOf } from '../syntax/own.ts'
import { type Speaks, serviceAddresses } from './completion-services.ts'
import type { Statement } from './statement.ts'
import type { Suggestion } from './suggestion.ts'

export interface Asked {
  readonly statement: Statement
  readonly view: View | undefined
  /** The block around; undefined for a place of which the configuration is not known. */
  readonly scope: Scope | undefined
  /** The directive's. */
  readonly name: string
}

export function nginxNames(asked: Asked): readonly Suggestion[] {
  const { name, statement } = asked
  const index = statement.before.length
  if (/_pass$/.test(name) && index === 1) return addresses(asked)
  if (name === 'server' && index === 1) return servers(asked)
  if (/^(?:try_files|error_page)$/.test(name)) return locations(asked)
  if (name === 'access_log' && index === 2) return formats(asked)
  return zones(asked)
}

const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  proxy_pass: ['http://', 'https://'],
  grpc_pass: ['grpc://', 'grpcs://'],
}

/** A scheme where one is needed, then upstreams, then services. */
function addresses(asked: Asked): readonly Suggestion[] {
  const { name, statement, scope } = asked
  const mode = modeOf(scope)
  const schemes = mode === 'tcp' ? [] : (ownOf(SCHEMES, name) ?? [])
  const written = schemes.find(scheme => statement.typed.startsWith(scheme))
  const scheme = written ?? schemes[0] ?? ''
  const known = [...upstreams(asked, mode), ...servers(asked)]
  return [
    ...(written === undefined ? schemes : []).map(
      (label, index): Suggestion => ({ label, kind: 'value', order: index === 0 ? 0 : 4 }),
    ),
    ...known.map(one => ({ ...one, label: `${scheme}${one.label}` })),
  ]
}

const upstreams = ({ view }: Asked, mode: Mode): readonly Suggestion[] =>
  (view?.config.upstreams ?? [])
    .filter(upstream => upstream.declared && upstream.mode === mode)
    .map(({ name, targets }) => ({
      label: name.text,
      kind: 'upstream',
      detail: `upstream with ${targets.length} ${targets.length === 1 ? 'server' : 'servers'}`,
      order: 1,
    }))

const servers = ({ view, name, statement, scope }: Asked): readonly Suggestion[] =>
  view ? serviceAddresses(view, statement.document.file, speaks(name, scope)) : []

function speaks(name: string, scope: Scope | undefined): Speaks {
  const family = /^(fastcgi|uwsgi|scgi)_pass$/.exec(name)?.[1]
  if (family) return family as Speaks
  return name === 'proxy_pass' && modeOf(scope) === 'http' ? 'http' : 'any'
}

/** The named ones of the server around. */
function locations({ scope }: Asked): readonly Suggestion[] {
  const server = [...outwards(scope)].find(({ block }) => block?.name.text === 'server')
  return (server?.body ?? []).flatMap(({ name, args }) =>
    name.text === 'location' && args[0]?.text.startsWith('@')
      ? [{ label: args[0].text, kind: 'location', detail: 'named location', order: 1 } as const]
      : [],
  )
}

function formats({ view }: Asked): readonly Suggestion[] {
  if (!view) return []
  const declared = occurrences(view.config, 'log_format').flatMap(({ directive }) => directive.args[0]?.text ?? [])
  return [...new Set([...declared, 'combined'])].map(label => ({
    label,
    kind: 'name',
    detail: declared.includes(label) ? 'log_format of this configuration' : 'log format of nginx',
    order: 1,
  }))
}

/** Which directive declares the zones that another one names, and how. */
const ZONES: readonly { readonly used: RegExp; readonly by: (name: string) => string; readonly before: string }[] = [
  { used: /^limit_req$/, by: () => 'limit_req_zone', before: 'zone=' },
  { used: /^limit_conn$/, by: () => 'limit_conn_zone', before: '' },
  { used: /^(?:proxy|fastcgi|uwsgi|scgi)_cache$/, by: name => `${name}_path`, before: '' },
]

function zones({ view, name, statement }: Asked): readonly Suggestion[] {
  const kind = ZONES.find(({ used }) => used.test(name))
  if (!view || !kind || statement.before.length !== 1) return []
  const by = kind.by(name)
  const names = occurrences(view.config, by)
    .flatMap(({ directive }) => directive.args)
    .flatMap(({ text }) => /^(?:keys_)?zone=([^:]+)/.exec(text)?.[1] ?? [])
  return [...new Set(names)].map(zone => ({
    label: `${kind.before}${zone}`,
    kind: 'name',
    detail: `zone of ${by}`,
    order: 1,
  }))
}
