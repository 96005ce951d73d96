/** Where nginx's documentation explains a directive, looked up page by page. */
import { expect, test } from 'vitest'
import { Context, directiveNames, directivesNamed } from '../../server/catalog/nginx.ts'
import { manualOf } from '../../server/catalog/nginx-manual.ts'

const of = (name: string, context: number): string =>
  manualOf(directivesNamed(name)!.find(({ contexts }) => contexts & context)!).replace('https://nginx.org/en/docs/', '')

test.each([
  ['proxy_pass', Context.location, 'http/ngx_http_proxy_module.html#proxy_pass'],
  ['proxy_pass', Context.streamServer, 'stream/ngx_stream_proxy_module.html#proxy_pass'],
  ['server', Context.http, 'http/ngx_http_core_module.html#server'],
  ['server', Context.upstream, 'http/ngx_http_upstream_module.html#server'],
  ['server', Context.streamUpstream, 'stream/ngx_stream_upstream_module.html#server'],
  ['server', Context.mail, 'mail/ngx_mail_core_module.html#server'],
  ['keepalive_timeout', Context.server, 'http/ngx_http_core_module.html#keepalive_timeout'],
  ['keepalive_timeout', Context.upstream, 'http/ngx_http_upstream_module.html#keepalive_timeout'],
  ['least_conn', Context.upstream, 'http/ngx_http_upstream_module.html#least_conn'],
  ['ssl_trusted_certificate', Context.server, 'http/ngx_http_ssl_module.html#ssl_trusted_certificate'],
  ['error_log', Context.http, 'ngx_core_module.html#error_log'],
  ['http', Context.main, 'http/ngx_http_core_module.html#http'],
  ['stream', Context.main, 'stream/ngx_stream_core_module.html#stream'],
  ['worker_connections', Context.events, 'ngx_core_module.html#worker_connections'],
  ['if', Context.location, 'http/ngx_http_rewrite_module.html#if'],
  ['return', Context.streamServer, 'stream/ngx_stream_return_module.html#return'],
  ['http2', Context.server, 'http/ngx_http_v2_module.html#http2'],
  ['post_action', Context.location, 'dirindex.html'],
])('%s', (name, context, page) => expect(of(name, context)).toBe(page))

test('nearly all that nginx brings has a page of its own', () => {
  const own = [...directiveNames()]
    .flatMap(name => directivesNamed(name)!)
    .filter(({ module, gone }) => !module && !gone)
  const without = own.filter(directive => manualOf(directive).endsWith('dirindex.html'))
  expect(own.length).toBeGreaterThan(700)
  expect(without.length).toBeLessThan(30)
})
