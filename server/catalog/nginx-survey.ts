/** What a whole nginx configuration declares, gathered once for the checks that need more than one directive. */
import type { Config } from '../model/config.ts'
import { once } from '../syntax/remembered.ts'
import { summing } from '../syntax/runs.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { walk } from '../syntax/tree.ts'
import { directivesNamed } from './nginx.ts'

export interface Survey {
  /** Everything is here: a name that is not declared here is declared nowhere. */
  readonly complete: boolean
  /** Names of upstreams, lower case: those of `http`, and those of `stream`. Where only a part is here, either may be in both. */
  readonly upstreams: Names
  readonly streamUpstreams: Names
  /** Those of either that have a server without a port, for which 80 is asked. */
  readonly portless: Names
  /** Hosts that something is passed to on a port, lower case: what is passed to them without one goes there, too (ngx_http_upstream_add). */
  readonly passed: Names
  /** Variables that the configuration itself defines, without `$`, lower case. */
  readonly variables: Names
  /** Names of shared zones and of log formats. */
  readonly zones: Names
  readonly formats: Names
  /** A module that is not known here is loaded, or one that is not nginx's own is in use: there may be more. */
  readonly extended: boolean
  /** Texts that are the same as another survey's where all of this is the same. */
  readonly said: readonly string[]
}

/** Names that are declared somewhere: some of them may come twice. */
export interface Names extends Iterable<string> {
  has(name: string): boolean
}

/** Modules that come with nginx or that the catalogue knows, as their files are called. */
const KNOWN_MODULE =
  /(?:^|\/)(?:ngx_(?:http|stream|mail)(?:_(?:geoip2?|image_filter|perl|xslt_filter|js|lua|lua_upstream|headers_more_filter|brotli_filter|brotli_static|echo|set_misc|subs_filter|fancyindex|dav_ext|auth_pam|cache_purge_filter|cache_purge|upload|uploadprogress|modsecurity|naxsi|zstd_filter|zstd_static|vhost_traffic_status|rds_json_filter|rds_csv_filter|srcache_filter|redis2|memc|array_var|encrypted_session|form_input|iconv|xss_filter|eval|upstream_fair|passenger|otel|acme|nchan))?_module|ngx_(?:rtmp|mail|stream|pagespeed|nchan|otel)_module|ndk_http_module)\.so$/

const CAPTURE = /(\(\?P?[<'])([A-Za-z_]\w*)[>']/g

/** The named groups of an expression: nginx makes a variable of each. */
export const capturesIn = (word: Word): readonly Word[] =>
  word.text.includes('(?')
    ? Array.from(word.text.matchAll(CAPTURE), ({ index, 1: before, 2: name }) =>
        slice(word, index + before!.length, index + before!.length + name!.length),
      )
    : []

/** The variable that a directive gives its value, as it is written there: with its `$`. */
export function definedBy({ name, args }: Directive): Word | undefined {
  const word = DEFINES_LAST.test(name.text) ? args.at(-1) : DEFINES_FIRST.test(name.text) ? args[0] : undefined
  return word?.text.startsWith('$') ? word : undefined
}

const DEFINES_LAST = /^(?:map|geo|split_clients)$/
const DEFINES_FIRST = /^(?:(?:perl_|auth_request_|js_)?set|js_var|set_\w+)$/

/** Reads a configuration's declarations. One that is whole but begins in `http` is what the main file of the official images includes. */
export function surveyOf({
  directives,
  complete,
  context,
}: Pick<Config, 'directives' | 'complete' | 'context'>): Survey {
  const ofStream = directives.filter(isStream)
  const inside = declaredByRun(entriesOf(ofStream))
  const outside = declaredByRun(entriesOf(directives.filter(directive => !isStream(directive))))
  const all = [...outside, ...inside]
  const upstreams = namesIn(outside, 'upstreams')
  return {
    complete,
    upstreams,
    streamUpstreams: ofStream.length > 0 ? namesIn(inside, 'upstreams') : upstreams,
    portless: namesIn(all, 'portless'),
    passed: namesIn(all, 'passed'),
    variables: namesIn(all, 'variables'),
    zones: namesIn(all, 'zones'),
    formats: namesIn([context === 'http' ? ofHttp : ofAll, ...all], 'formats'),
    extended: all.some(({ extended }) => extended),
    said: [`${ofStream.length > 0} ${complete} ${context} ${outside.length}`, ...all.map(saidOf)],
  }
}

const isStream = ({ name, body }: Directive): boolean => name.text === 'stream' && body !== undefined

/** What stands in the modules' blocks and beside them: an edit changes one of many. */
const entriesOf = (directives: readonly Directive[]): readonly Directive[] =>
  directives.flatMap(directive => (MODULES.test(directive.name.text) && directive.body) || [directive])

const MODULES = /^(?:http|stream|mail)$/

function namesIn(parts: readonly Declarations[], key: Kind): Names {
  return {
    has: name => parts.some(part => part[key]?.has(name)),
    *[Symbol.iterator]() {
      for (const part of parts) yield* part[key] ?? []
    },
  }
}

const kinds = ['upstreams', 'portless', 'passed', 'variables', 'zones', 'formats'] as const
type Kind = (typeof kinds)[number]

/** What a part of a configuration declares: most parts declare little. */
interface Declarations extends Partial<Record<Kind, Set<string>>> {
  extended: boolean
}

function add(found: Declarations, kind: Kind, name: string): void {
  found[kind] ??= new Set()
  found[kind].add(name)
}

/** The formats that nginx knows itself, and that of the main file of the official images. */
const ofAll: Declarations = { extended: false, formats: new Set(['combined']) }
const ofHttp: Declarations = { extended: false, formats: new Set(['combined', 'main']) }

const declaredByRun = summing(
  once(declaredIn),
  (parts: readonly Declarations[]): Declarations => {
    const found: Declarations = { extended: parts.some(({ extended }) => extended) }
    for (const part of parts) for (const kind of kinds) for (const name of part[kind] ?? []) add(found, kind, name)
    return found
  },
  (found, before) => saidOf(found) === saidOf(before),
)

/** All of it in a text. */
const saidOf = once((found: Declarations): string =>
  JSON.stringify([found.extended, ...kinds.map(kind => [...(found[kind] ?? [])])]),
)

function declaredIn(directive: Directive): Declarations {
  const found: Declarations = { extended: false }
  for (const each of walk([directive])) declare(each, found)
  return found
}

function declare(directive: Directive, found: Declarations): void {
  const { name, args } = directive
  const defined = definedBy(directive)
  if (defined) add(found, 'variables', defined.text.slice(1).toLowerCase())
  switch (name.text) {
    case 'upstream':
      if (!args[0]) break
      add(found, 'upstreams', args[0].text.toLowerCase())
      if (directive.body?.some(isPortless)) add(found, 'portless', args[0].text.toLowerCase())
      break
    case 'log_format':
      if (args[0]) add(found, 'formats', args[0].text)
      break
    case 'proxy_pass':
    case 'fastcgi_pass':
    case 'uwsgi_pass':
    case 'scgi_pass':
    case 'grpc_pass':
    case 'memcached_pass': {
      const [, scheme, host] = /^(\w+:\/\/)?([^:/]+)(?::\d+|\/|$)/.exec(args[0]?.text ?? '') ?? []
      if (host && (scheme !== undefined || args[0]!.text.includes(':'))) add(found, 'passed', host.toLowerCase())
      break
    }
    case 'zone':
      if (args[0] && args[1]) add(found, 'zones', args[0].text)
      break
    case 'load_module':
      if (args[0] && !KNOWN_MODULE.test(args[0].text)) found.extended = true
      break
    default:
      found.extended ||= isForeign(directive)
  }
  declareIn(name, found)
  for (const word of args) declareIn(word, found)
}

function declareIn(word: Word, found: Declarations): void {
  const { text } = word
  if (text.includes('(?')) for (const group of capturesIn(word)) add(found, 'variables', group.text.toLowerCase())
  const zone = text.includes('zone=') ? /(?:^|_)zone=([^:]+):/.exec(text)?.[1] : undefined
  if (zone) add(found, 'zones', zone)
}

const isPortless = ({ name, args }: Directive): boolean =>
  name.text === 'server' && !/^unix:|:\d+$/.test(args[0]?.text ?? '')

/** Whether no module of nginx itself has a directive of this name. */
function isForeign({ name }: Directive): boolean {
  const all = directivesNamed(name.text)
  return all?.every(({ module }) => module !== undefined) ?? false
}
