/** How a gateway speaks TLS to a target, in both dialects: whom it names, whom it trusts, and by what name. */
import type { Span, Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Config, Hop, Route } from './config.ts'
import { effective, onceInForce } from './effective.ts'
import { occurrences, occurs } from './occurrences.ts'
import { hasUnknownOptions, optionsOf } from './target-options.ts'

/** TLS to one target. Booleans are undefined where they are not known. */
export interface UpstreamTls {
  /** nginx: what its directives begin with, `proxy_ssl_` or `grpc_ssl_`. HAProxy has options of the server. */
  readonly prefix: string | undefined
  /** Where the TLS itself was asked for: the scheme, the option `ssl`. */
  readonly at: Span
  /** The handshake names a host (SNI), as far as this configuration says so. */
  readonly sendsName: boolean | undefined
  /** The name that is sent and looked for in the certificate; undefined where it differs from request to request, or there is none. */
  readonly name: Word | undefined
  /** What sets that name; absent where it follows from the target. */
  readonly nameFrom: Span | undefined
  /** The certificate must be one that is trusted. */
  readonly verifies: boolean | undefined
  /** What says so; absent where the server's own default does. */
  readonly verifyFrom: Directive | Word | undefined
  /** The file of the authorities that are trusted. */
  readonly authorities: Word | undefined
  /** There is no such file, and nothing that was not read could name one. */
  readonly lacksAuthorities: boolean
}

/** The TLS to a target, of nginx by one of its routes; undefined where none is spoken. */
export function tlsOf(config: Config, { target }: Pick<Hop, 'target'>, route?: Route): UpstreamTls | undefined {
  if (config.dialect === 'haproxy') return haproxyTls(config, target)
  return route && nginxTls(route, config)
}

/** Whether any block sets a directive of TLS to targets, "verify" for `proxy_ssl_verify` and its kin: most configurations have none. */
export const setsTls = (config: Config, name: string): boolean =>
  ['proxy', 'grpc', 'uwsgi'].some(family => occurs(config, `${family}_ssl_${name}`))

/** The directives of a route's TLS begin so; undefined where it speaks none. A variable may hold any scheme. */
export function tlsPrefix(config: Config, { directive, protocol, scheme, scope }: Route): string | undefined {
  const speaks =
    protocol === 'https' || protocol === 'grpcs' || (protocol === 'uwsgi' && /^suwsgi:/i.test(scheme?.text ?? ''))
  if (speaks) return `${directive.name.text.replace(/pass$/, '')}ssl_`
  return protocol === 'tcp' && effective(config, scope, 'proxy_ssl').value === 'on' ? 'proxy_ssl_' : undefined
}

/** The name is the host of the `*_pass`, be it an upstream's (ngx_http_proxy_ssl_name: `$proxy_host`), unless another one is set. */
const nginxTls = onceInForce((route: Route, config: Config): UpstreamTls | undefined => {
  const prefix = tlsPrefix(config, route)
  if (!prefix || (route.to.kind !== 'upstream' && route.to.kind !== 'direct')) return undefined
  const inForce = (name: string) => effective(config, route.scope, prefix + name)
  const told = inForce('name')
  const given = told.directive?.args[0]
  const verify = inForce('verify')
  const trusted = inForce('trusted_certificate')
  const name = given ?? (told.certain ? route.to.name : undefined)
  return {
    prefix,
    at: route.scheme?.at ?? route.directive.name.at,
    sendsName: flag(inForce('server_name').value),
    name: name?.text.includes('$') ? undefined : name,
    nameFrom: told.directive?.at,
    verifies: flag(verify.value),
    verifyFrom: verify.directive,
    authorities: trusted.directive?.args[0],
    lacksAuthorities: trusted.certain && !trusted.directive,
  }
})

const flag = (value: string | undefined): boolean | undefined =>
  value === 'on' ? true : value === 'off' ? false : undefined

/** `verify required` is HAProxy's default (ssl_sock_prepare_srv_ssl_ctx), unless `global` says otherwise; the name is that of `sni`, or of `verifyhost`. */
function haproxyTls(config: Config, target: Hop['target']): UpstreamTls | undefined {
  const options = optionsOf(target)
  const ssl = options.get('ssl')
  if (!ssl) return undefined
  const certain = !hasUnknownOptions(target)
  const sni = options.get('sni')
  const verify = options.get('verify')
  const how = verify?.values[0]
  const authorities = options.get('ca-file')?.values[0]
  return {
    prefix: undefined,
    at: ssl.name.at,
    sendsName: sni !== undefined || (certain ? false : undefined),
    name: sni ? constantOf(sni.values[0]) : options.get('verifyhost')?.values[0],
    nameFrom: (sni ?? options.get('verifyhost'))?.name.at,
    verifies: how ? how.text === 'required' : certain && verifiesByDefault(config),
    verifyFrom: how,
    authorities,
    lacksAuthorities: certain && !authorities,
  }
}

/** `ssl-server-verify none`, and options for all servers, stand in `global`: where that is not here, nothing is known. */
function verifiesByDefault(config: Config): boolean | undefined {
  if (!config.complete || config.directives.some(({ name }) => /^\./.test(name.text))) return undefined
  const told = [...occurrences(config, 'ssl-server-verify'), ...occurrences(config, 'ssl-default-server-options')]
  return told.length === 0 ? true : undefined
}

/** The text of `str(shop.example.com)`; another expression differs from request to request. */
function constantOf(word: Word | undefined): Word | undefined {
  const [, text] = /^str\(([^(),'"\\]+)\)$/.exec(word?.text ?? '') ?? []
  return text && word ? { text, at: word.at } : undefined
}
