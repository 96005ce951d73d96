/** What a gateway speaks to a target, and the names of protocols in messages. */
import type { Config, Hop, Protocol, Route } from './config.ts'
import { effective } from './effective.ts'
import { optionValue } from './target-options.ts'

/** `h2c`: HTTP/2 without TLS, and without asking for it first. */
export type Speech = Protocol | 'h2c'

/** nginx speaks HTTP/2 over plain HTTP since 1.29.4, where `proxy_http_version 2` says so; HAProxy where a server has `proto h2`. */
export function speechOf(config: Config, route: Route, hop: Hop): Speech {
  const { protocol } = route
  if (hop.target.tls) return protocol === 'http' ? 'https' : 'tls'
  return protocol === 'http' && choosesHttp2(config, route, hop) ? 'h2c' : protocol
}

/** One route for each protocol: ten locations may speak in the same way to a target through an upstream. */
export const distinctSpeech = (routes: readonly Route[]): readonly Route[] =>
  routes.filter((route, index) => routes.findIndex(other => other.protocol === route.protocol) === index)

/** Whether HTTP/2 may be spoken over TLS: HAProxy offers it where a server has `alpn h2`, or speaks it unasked after `proto h2`. */
export const choosesHttp2 = (config: Config, { scope }: Route, { target }: Hop): boolean =>
  config.dialect === 'haproxy'
    ? optionValue(target, 'proto') === 'h2' || /\bh2\b/.test(optionValue(target, 'alpn') ?? '')
    : effective(config, scope, 'proxy_http_version').value === '2'

/** As a message calls a protocol. */
export const PROTOCOL_NAMES: Readonly<Record<Protocol | 'h2c' | 'fastcgi' | 'uwsgi' | 'scgi' | 'tcp', string>> = {
  http: 'HTTP',
  h2c: 'HTTP/2 without TLS',
  https: 'HTTPS',
  grpc: 'gRPC',
  grpcs: 'gRPC over TLS',
  fastcgi: 'FastCGI',
  uwsgi: 'uwsgi',
  scgi: 'SCGI',
  memcached: 'memcached',
  tcp: 'TCP',
  tls: 'TLS',
}
