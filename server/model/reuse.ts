/** Whether connections to a service are used again. */
import type { Config, Route } from './config.ts'
import { effective, onceInForce } from './effective.ts'
import { headerOf, headersOf } from './request-headers.ts'

/**
 * The lines without which a route closes each connection after its request, where nginx asks by HTTP/1.0 by itself; none where it
 * does not close them. Undefined where not all is known, or where something else than HTTP and FastCGI is spoken.
 */
export const missingForReuse = (config: Config, route: Route): readonly string[] | undefined => missing(route, config)

const missing = onceInForce((route: Route, config: Config): readonly string[] | undefined => {
  const inForce = (name: string) => effective(config, route.scope, name)
  if (route.directive.name.text === 'fastcgi_pass') {
    const { directive, certain } = inForce('fastcgi_keep_conn')
    if (!certain) return undefined
    return directive?.args[0]?.text === 'on' ? [] : ['fastcgi_keep_conn on;']
  }
  const headers = headersOf(config, route)
  const version = inForce('proxy_http_version')
  if (route.directive.name.text !== 'proxy_pass' || !headers.certain || !version.certain) return undefined
  if (version.value === '2') return []
  const connection = headerOf(headers, 'connection')
  return [
    ...(version.directive ? [] : ['proxy_http_version 1.1;']),
    ...(connection === undefined ? ['proxy_set_header Connection "";'] : []),
  ]
})
