/** Configurations of nginx, sound and slightly broken, made of what the catalogue says of its directives. */
import {
  ANYWHERE,
  Context,
  directiveNames,
  directivesNamed,
  type NginxDirective,
  takes,
} from '../../server/catalog/nginx.ts'
import { type Choose, texts } from './choose.ts'
import { wordOf } from './nginx-values.ts'

/** nginx's own directives by the bit of a context that takes them. */
const byContext = new Map<number, readonly NginxDirective[]>(
  Array.from({ length: 14 }, (_, bit) => {
    const all = [...directiveNames()].flatMap(name => directivesNamed(name)!)
    return [1 << bit, all.filter(({ module, contexts }) => module === undefined && contexts & (1 << bit))]
  }),
)

/** What would make the servers under test write or read elsewhere, or what a test of a text does not come to. */
const LEFT_OUT = new Set([
  'include',
  'load_module',
  'daemon',
  'master_process',
  'working_directory',
  'user',
  'pid',
  'lock_file',
  'ssl_engine',
  'google_perftools_profiles',
  // What these take depends on the release, or on what a distribution has brought back to an older one.
  'ssl',
  'http2_push',
  'http2_push_preload',
  'http2_max_concurrent_pushes',
  'max_headers',
])

/** One configuration. `extra` are the contexts of modules that the server may lack: `stream`, `mail`. */
export const nginxConfigurations = (extra: readonly ('stream' | 'mail')[] = []) =>
  texts(choose => configuration(choose, extra))

function configuration(choose: Choose, extra: readonly string[]): string {
  const place = choose.of([...HTTP, ...HTTP, ...extra.flatMap(name => OTHERS[name]!)])
  const statements = choose.some(1, 3, () => statement(place, choose, 0)).join('\n')
  return damaged(around(place, statements, extra), choose)
}

const HTTP = [
  Context.http,
  Context.http,
  Context.server,
  Context.server,
  Context.server,
  Context.location,
  Context.location,
  Context.location,
  Context.upstream,
  Context.ifInServer,
  Context.ifInLocation,
  Context.limitExcept,
  Context.main,
  Context.events,
]
const OTHERS: Readonly<Record<string, readonly number[]>> = {
  stream: [Context.stream, Context.streamServer, Context.streamServer, Context.streamUpstream],
  mail: [Context.mail, Context.mailServer],
}

const FOLDERS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path ${name};`).join(' ')

/** The least that nginx needs around some statements. */
function around(place: number, inside: string, extra: readonly string[]): string {
  const main = (text: string): string =>
    `pid nginx.pid; error_log stderr;\n${extra.map(name => `load_module modules/ngx_${name}_module.so;`).join(' ')}\n${text}\n`
  if (place === Context.main) return main(`${inside}\nevents {}`)
  if (place === Context.events) return main(`events {\n${inside}\n}`)
  if (place >= Context.mail)
    return main(
      `events {}\nmail {\nauth_http 127.0.0.1:1;\n${place === Context.mail ? inside : `server {\nlisten 127.0.0.1:18110; protocol imap;\n${inside}\n}`}\n}`,
    )
  if (place >= Context.stream) {
    const pool = `upstream pool {\n${place === Context.streamUpstream ? inside : ''}\nserver 127.0.0.1:2;\n}`
    const server = place === Context.streamServer ? `server {\nlisten 127.0.0.1:18081;\n${inside}\n}` : ''
    return main(`events {}\nstream {\n${pool}\n${place === Context.stream ? inside : server}\n}`)
  }
  const http = (text: string): string => main(`events {}\nhttp {\naccess_log off; ${FOLDERS}\n${text}\n}`)
  const pool = (text: string): string => `upstream pool {\nserver 127.0.0.1:2;${text}\n}\n`
  const server = (text: string): string => http(`${pool('')}server {\nlisten 127.0.0.1:18080;\n${text}\n}`)
  switch (place) {
    case Context.http:
      return http(inside)
    case Context.upstream:
      return http(pool(`\n${inside}`))
    case Context.server:
      return server(inside)
    case Context.location:
      return server(`location / {\n${inside}\n}`)
    case Context.ifInServer:
      return server(`if ($host = a) {\n${inside}\n}`)
    case Context.ifInLocation:
      return server(`location / {\nif ($arg_a) {\n${inside}\n}\n}`)
    default:
      return server(`location / {\nlimit_except GET {\n${inside}\n}\n}`)
  }
}

const DEEPEST = 2

function statement(place: number, choose: Choose, depth: number): string {
  const from = choose.perhaps(4) ? 1 << choose.below(14) : place
  const all = byContext.get(from)!.filter(({ name, block }) => !LEFT_OUT.has(name) && (!block || depth < DEEPEST))
  const directive = choose.of(depth === 0 && choose.perhaps(30) ? all.filter(({ kind }) => kind === 'own') : all)
  const line = one(directive, place, choose, depth)
  if (choose.perhaps(8)) return `${line}\n${choose.perhaps(50) ? line : one(directive, place, choose, depth)}`
  return line
}

function one(directive: NginxDirective, place: number, choose: Choose, depth: number): string {
  const counts = [0, 1, 2, 3, 4].filter(count => takes(directive, count))
  const count = choose.perhaps(5) || counts.length === 0 ? choose.below(5) : choose.of(counts)
  const name = choose.perhaps(3) ? misspelled(directive.name, choose) : directive.name
  const words = [name, ...Array.from({ length: count }, (_, index) => wordOf(directive, index, choose))].join(' ')
  const isBlock = choose.perhaps(2) ? !directive.block : directive.block
  return isBlock ? `${words} {\n${body(directive.name, place, choose, depth)}\n}` : `${words};`
}

function misspelled(name: string, choose: Choose): string {
  const at = choose.below(name.length)
  return choose.of([name.slice(0, at) + name.slice(at + 1), `${name.slice(0, at)}x${name.slice(at)}`, `${name}s`])
}

/** What stands in a block: directives, or the lines that it reads in a way of its own. */
function body(name: string, place: number, choose: Choose, depth: number): string {
  if (Object.hasOwn(LINES, name)) return choose.some(0, 4, () => choose.of(LINES[name]!)).join('\n')
  const inside = INSIDE.find(([block, outer]) => block === name && outer & place)?.[2]
  if (inside === undefined) return ''
  const listen = inside === Context.server && choose.perhaps(90) ? `listen 127.0.0.1:1809${choose.below(10)};\n` : ''
  const server = inside & UPSTREAMS && choose.perhaps(80) ? 'server 127.0.0.1:3;\n' : ''
  return listen + server + choose.some(0, 2, () => statement(inside, choose, depth + 1)).join('\n')
}

const UPSTREAMS = Context.upstream | Context.streamUpstream

const INSIDE: readonly (readonly [block: string, outer: number, inside: number])[] = [
  ['server', Context.http, Context.server],
  ['server', Context.stream, Context.streamServer],
  ['server', Context.mail, Context.mailServer],
  ['upstream', Context.http, Context.upstream],
  ['upstream', Context.stream, Context.streamUpstream],
  ['location', ANYWHERE, Context.location],
  ['if', Context.server, Context.ifInServer],
  ['if', Context.location, Context.ifInLocation],
  ['limit_except', ANYWHERE, Context.limitExcept],
  ['http', Context.main, Context.http],
  ['events', Context.main, Context.events],
]

const LINES: Readonly<Record<string, readonly string[]>> = {
  map: [
    'default 1;',
    'a b;',
    '*.a b;',
    'hostnames;',
    'volatile;',
    '~^x$ $host;',
    '"" c;',
    '~*[ d;',
    'a c;',
    'A d;',
    '\\hostnames x;',
    'x;',
    'a b c;',
    '.a.b c;',
    'default $nope;',
    '~^(?<n>x) $n;',
    'a {}',
    'include none.map;',
    'default 2;',
    '"~a{2}" 1;',
    'x.* y;',
  ],
  geo: [
    'default 1;',
    '127.0.0.1 a;',
    '10.0.0.0/8 b;',
    'ranges;',
    '10.0.0.1-10.0.0.9 c;',
    'delete 10.0.0.0/8;',
    'proxy 127.0.0.1;',
    'proxy_recursive;',
    '::1 d;',
    '1.2.3 e;',
    '10.0.0.0/33 x;',
    'a b c;',
    'x;',
    '10.0.0.9-10.0.0.1 c;',
    '127.0.0.1 b;',
    'proxy x;',
    'default 2;',
    '10.0.0.1/8 c;',
  ],
  split_clients: [
    '0.5% a;',
    '10% b;',
    '* c;',
    '99.999% d;',
    '1.234% e;',
    '100% f;',
    'x% g;',
    '10 h;',
    '0% i;',
    '60% j;',
    '* "";',
    'a b c;',
    '-1% k;',
    '5%;',
  ],
  types: ['text/html html;', 'text/css css htm;', 'text/x html;', 'a;', 'include none.types;', 'application/x a b;'],
  charset_map: ['80 e282ac;', 'zz 00;', '80 00;', '95;', '100 00;', '41 41 41;'],
}

/** Some texts lose a character, or one comes that means something. */
function damaged(text: string, choose: Choose): string {
  if (!choose.perhaps(10)) return text
  const start = choose.below(text.length)
  const come = choose.of(['', ';', '{', '}', '"', "'", '\\', '#', '$', ' ', '${'])
  return text.slice(0, start) + come + text.slice(start + choose.of([0, 1, 1, 3]))
}
