/** How an upstream shares its requests out, and what each of its servers takes of them, in both dialects. */
import { once } from '../syntax/remembered.ts'
import type { Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { nginxTimeOf } from '../syntax/value.ts'
import type { Config, Target, Upstream } from './config.ts'
import { settingIn } from './haproxy-settings.ts'
import { hasUnknownOptions, optionsOf, optionValue } from './target-options.ts'

/** What an upstream does with its servers. */
export interface Pool {
  /** How a server is chosen: `round_robin`, `ip_hash`, `hash`, `least_conn`, …; of HAProxy the algorithm of `balance`. Undefined where it is not known. */
  readonly method: string | undefined
  /** The directive that says so; undefined where the dialect's own way is in force. */
  readonly methodAt: Directive | undefined
  /** nginx: the memory that its workers share. */
  readonly zone: Directive | undefined
  /** nginx: the connections that each worker keeps open. Absent: releases differ (none before 1.29.7). */
  readonly keepalive: { readonly directive: Directive; readonly connections: number | undefined } | undefined
  /** Nothing that was not read can say otherwise. */
  readonly certain: boolean
}

/** How requests are shared out among the servers of an upstream. */
export const poolOf = (config: Config, upstream: Upstream): Pool =>
  config.dialect === 'nginx' ? nginxPool(upstream) : haproxyPool(config, upstream)

/** Each replaces the one above it (ngx_http_upstream_*_module: `uscf->peer.init_upstream`). */
const METHOD = /^(?:ip_hash|hash|least_conn|random|least_time|sticky)$/
const OWN = /^(?:server|zone|state|keepalive\w*|resolver\w*|queue|ntlm|slow_start)$/

const nginxPool = once(({ directive, declared }: Upstream): Pool => {
  const body = declared ? (directive.body ?? []) : []
  const last = (name: string): Directive | undefined => body.findLast(each => each.name.text === name)
  const methodAt = body.findLast(({ name }) => METHOD.test(name.text))
  const keepalive = last('keepalive')
  const certain = body.every(({ name }) => METHOD.test(name.text) || OWN.test(name.text))
  return {
    method: certain ? (methodAt?.name.text ?? 'round_robin') : undefined,
    methodAt,
    zone: last('zone'),
    keepalive: keepalive && { directive: keepalive, connections: numberOf(keepalive.args[0]) },
    certain,
  }
})

/** Without a word of its own HAProxy takes turns, since 3.3 at random (configuration manual, 4.2 "balance"). */
function haproxyPool(config: Config, upstream: Upstream): Pool {
  const { directive, values, certain } = settingIn(config, upstream, 'balance')
  const method = certain ? values[0]?.text.replace(/\(.*$/, '') : undefined
  return { method, methodAt: directive, zone: undefined, keepalive: undefined, certain }
}

/** What one server takes. Numbers are undefined where they are no constants; of what the dialect does not have, too. */
export interface ServerFacts {
  readonly weight: number | undefined
  /** Asked only when no other server is left. */
  readonly backup: boolean
  /** Connections at once; 0: as many as come. */
  readonly maxConnections: number | undefined
  /** nginx: so many failures within `failTimeout` (milliseconds) take the server out for as long. 0: never. */
  readonly maxFails: number | undefined
  readonly failTimeout: number | undefined
  /** Its name is looked up again while the server runs. */
  readonly resolves: boolean
  /** HAProxy: something watches over it: `check`, `agent-check`, or another server's check. */
  readonly checked: boolean
  /** HAProxy: each connection begins with the PROXY protocol. */
  readonly sendsProxy: boolean
  /** No option is unknown. */
  readonly certain: boolean
}

/** The facts of one server, with what holds where nothing is said (ngx_http_upstream_server; server.c, srv_settings_init). */
export function factsOf({ dialect }: Config, target: Target): ServerFacts {
  const options = optionsOf(target)
  const number = (name: string, fallback: number): number | undefined =>
    options.has(name) ? numberOf(options.get(name)!.values[0]) : fallback
  const isNginx = dialect === 'nginx'
  return {
    weight: number('weight', 1),
    backup: options.has('backup'),
    maxConnections: number(isNginx ? 'max_conns' : 'maxconn', 0),
    maxFails: isNginx ? number('max_fails', 1) : undefined,
    failTimeout: isNginx ? nginxTimeOf(optionValue(target, 'fail_timeout') ?? '10s') : undefined,
    resolves: options.has(isNginx ? 'resolve' : 'resolvers'),
    checked: options.has('check') || options.has('agent-check') || options.has('track'),
    sendsProxy: ['send-proxy', 'send-proxy-v2', 'send-proxy-v2-ssl', 'send-proxy-v2-ssl-cn'].some(name =>
      options.has(name),
    ),
    certain: !hasUnknownOptions(target),
  }
}

const numberOf = (word: Word | undefined): number | undefined =>
  word && /^\d+$/.test(word.text) ? Number(word.text) : undefined
