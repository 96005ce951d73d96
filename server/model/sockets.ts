/** The unix sockets that a configuration passes requests to: they have no host, so that they are no targets. */
import { once } from '../syntax/remembered.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Config } from './config.ts'
import { gathering } from './gathered.ts'
import { occurrencesWhere } from './occurrences.ts'

/** A unix socket that requests go to. */
export interface Socket {
  /** As the server reads it, with nothing in front; absolute. */
  readonly path: Word
  readonly directive: Directive
}

/** Every place that names the path of a socket without any variable. Found once for each configuration. */
export const socketsOf = once((config: Config): readonly Socket[] =>
  config.dialect === 'nginx' ? nginxSockets(config) : haproxySockets(config),
)

const PASSES = ['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass', 'memcached_pass']

/** `unix:/path`, behind a scheme perhaps, and perhaps with a colon and a path of the request behind it (ngx_parse_unix_domain_url). */
function nginxSockets(config: Config): readonly Socket[] {
  return NAMING.flatMap(find => find(config)).flatMap(({ directive }) => nginxSocket(directive) ?? [])
}

const nginxSocket = (directive: Directive): Socket | undefined => {
  const word = directive.args[0]
  const [, before, path] = /^((?:\w+:\/\/)?unix:)(\/[^:$]+)(?::[^$]*)?$/i.exec(word?.text ?? '') ?? []
  return word && path ? { path: slice(word, before!.length, before!.length + path.length), directive } : undefined
}

const NAMING = [
  ...PASSES.map(name => occurrencesWhere(name, directive => nginxSocket(directive) !== undefined)),
  occurrencesWhere('server', directive => !directive.body && nginxSocket(directive) !== undefined),
]

/** `unix@/path`, or a path alone (str2sa_range). */
function haproxySockets(config: Config): readonly Socket[] {
  return haproxySocketsIn(config.directives, config)
}

const haproxySocketsIn = gathering((section: Directive) =>
  (section.body ?? []).flatMap(line => (line.name.text === 'server' ? (haproxySocket(line) ?? []) : [])),
)

const haproxySocket = (directive: Directive): Socket | undefined => {
  const word = directive.args[1]
  const [, before, path] = /^((?:unix@)?)(\/[^"$%]+)$/.exec(word?.text ?? '') ?? []
  return word && path ? { path: slice(word, before!.length), directive } : undefined
}
