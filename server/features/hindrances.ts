/** Why something cannot be renamed safely: what may speak of it where nobody can tell. */
import { isBuiltIn } from '../catalog/nginx.ts'
import { type Config, hops, type Route } from '../model/config.ts'
import { waysTo } from '../model/haproxy-conditions.ts'
import { namesOf } from '../model/names.ts'
import { placeKey } from '../model/note.ts'
import { occurrences } from '../model/occurrences.ts'
import { setsTls, tlsOf } from '../model/upstream-tls.ts'
import type { Span, Word } from '../syntax/text.ts'
import { walk } from '../syntax/tree.ts'
import type { Workspace } from '../workspace.ts'
import type { Known } from './places.ts'

/** One sentence; undefined where nothing stands in the way. `bound`: all names that have to change together. */
export function hindranceOf(workspace: Workspace, bound: readonly Known[]): string | undefined {
  const text = bound[0]!.name.text
  const words = bound.flatMap(({ name }) => [...name.declared, ...name.used])
  const places = new Set(words.map(({ at }) => placeKey(at)))
  if (bound.some(isOwn)) return `nginx itself brings the variable $${text}.`
  if (bound.some(({ name }) => name.kind === 'variable' && name.key === MEMCACHED))
    return `nginx itself reads the variable $${text}.`
  if (!bound.some(({ name }) => name.declared.length > 0)) return `No file of the workspace declares "${text}".`
  if (words.some(({ at }) => at.scattered))
    return `"${text}" is put together from several places, as by a variable: rename it by hand.`
  const template = templateNaming(workspace, text, bound)
  if (template) return `${nameOf(template)}, which some template engine has yet to render, has the word "${text}", too.`
  const other = usedApart(workspace, bound)
  if (other)
    return `${nameOf(other)} uses "${text}", too, and whether it belongs to the same configuration is not known.`
  for (const { config, name } of bound) {
    if (name.kind === 'upstream' || name.kind === 'backend') {
      const route = config.dialect === 'nginx' ? openRoute(config) : perhapsTo(config, text)
      if (route)
        return `${placeOf(workspace, route.directive.at)} leads where only a request tells: perhaps to "${text}".`
    }
    if (name.kind === 'zone') {
      const line = openCache(config)
      if (line) return `${placeOf(workspace, line)} names its cache only at a request: perhaps "${text}".`
    }
    const followed = name.kind === 'upstream' ? followers(config, text)[0] : undefined
    if (followed)
      return `${placeOf(workspace, followed)} follows from the name "${text}", by which the targets are asked.`
    if (name.kind === 'server' && choosesServers(config, name.key))
      return `A "use-server" of this section names servers that only a request tells: perhaps "${text}".`
    const code = config.dialect === 'nginx' ? codeNaming(config, text, places) : undefined
    if (code) return `The code at ${placeOf(workspace, code)} speaks of "${text}", too.`
    if ((name.kind === 'variable' || name.kind === 'named location') && config.dialect === 'nginx') {
      const unread = unreadCode(config)
      if (unread) return `Code that is not read here, at ${placeOf(workspace, unread)}, may speak of "${text}".`
    }
  }
  return undefined
}

/** The one variable that a module asks for by its name (ngx_http_memcached_pass). */
const MEMCACHED = 'http memcached_key'

const isOwn = ({ config, name }: Known): boolean =>
  config.dialect === 'nginx' &&
  name.kind === 'variable' &&
  isBuiltIn(name.text.toLowerCase(), name.key.startsWith('tcp') ? 'stream' : 'http')

/** A file that is no whole configuration, and uses a name of this kind that it does not declare. */
function usedApart(workspace: Workspace, bound: readonly Known[]): string | undefined {
  const open = bound.filter(({ config }) => !config.complete)
  if (open.length === 0) return undefined
  const names = new Set(bound.map(({ name }) => name))
  for (const config of workspace.configs()) {
    if (config.complete || config.dialect !== open[0]!.config.dialect) continue
    for (const { name } of open) {
      const same = SCOPED.has(name.kind) ? undefined : namesOf(config).of(name.kind, name.key)
      if (same && !names.has(same) && same.declared.length === 0) return config.documents[0]!.file
    }
  }
  return undefined
}

/** What a template comes to is not known: it may be a part of a configuration that is not whole. */
function templateNaming(workspace: Workspace, text: string, bound: readonly Known[]): string | undefined {
  const open = bound.find(({ config, name }) => !config.complete && !SCOPED.has(name.kind))
  const pattern = wordPattern(text)
  const kinds = workspace.files()
  return (
    open &&
    templatesIn(workspace).find(
      file => kinds.get(file) === open.config.dialect && (workspace.text(file) ?? '').search(pattern) >= 0,
    )
  )
}

/** The files of the workspace that take no part because they are templates. */
export const templatesIn = (workspace: Workspace): readonly string[] =>
  Array.from(workspace.aside(), ([file, why]) => (why === 'template' ? [file] : [])).flat()

/** Names that count in a section, or a server, alone. */
const SCOPED = new Set(['named location', 'acl', 'server'])

/** A pass of which not even the variables' values are known. */
const openRoute = ({ gateways }: Config): Route | undefined =>
  gateways
    .flatMap(({ routes }) => routes)
    .find(({ to, directive }) => to.kind === 'unknown' && directive.args[0]!.text.includes('$'))

/** A cache that a variable names. */
const openCache = (config: Config): Span | undefined =>
  ['proxy', 'fastcgi', 'uwsgi', 'scgi']
    .flatMap(family => occurrences(config, `${family}_cache`))
    .map(({ directive }) => directive.args[0])
    .find(word => word?.text.includes('$'))?.at

/**
 * What depends on the name by which nginx asks a target, where nobody has set another one: a redirect or a cookie that is rewritten, and
 * the name that its certificate must bear (`$proxy_host`).
 */
export function followers(config: Config, host: string): readonly Span[] {
  if (config.dialect !== 'nginx') return []
  const pattern = wordPattern(host)
  const rewritten = ['proxy_redirect', 'proxy_cookie_domain']
    .flatMap(name => occurrences(config, name))
    .flatMap(({ directive }) => directive.args.slice(0, 1))
    .filter(({ text }) => text.search(pattern) >= 0)
  const verified = (setsTls(config, 'verify') ? hops(config) : []).flatMap(hop =>
    hop.routes.flatMap(route => {
      const tls = tlsOf(config, hop, route)
      const isMeant = tls?.name?.text.toLowerCase() === host.toLowerCase()
      return tls?.verifies && tls.verifyFrom && isMeant && !tls.nameFrom ? [tls.verifyFrom.at] : []
    }),
  )
  return [...rewritten.map(({ at }) => at), ...verified]
}

function perhapsTo(config: Config, name: string): Route | undefined {
  const upstream = config.upstreams.find(each => each.name.text === name)
  return upstream && waysTo(config, upstream).find(({ perhaps }) => perhaps)?.route
}

const choosesServers = ({ directives }: Config, key: string): boolean =>
  directives.some(
    ({ args, body = [] }) =>
      key.startsWith(`${args[0]?.text}/`) &&
      body.some(line => line.name.text === 'use-server' && /[%$]/.test(line.args[0]?.text ?? '')),
  )

/** The Lua code that has the word in it, other than where it is renamed. */
function codeNaming(config: Config, text: string, places: ReadonlySet<string>): Span | undefined {
  const pattern = wordPattern(text)
  for (const { name, args, lua } of walk(config.directives)) {
    const written = lua ? [{ at: lua, text: textAt(config, lua) }] : /_by_lua$/.test(name.text) ? args : []
    for (const { at, text: code } of written) {
      for (const { index } of code.matchAll(pattern)) {
        const start = at.start + index
        const isKnown = lua
          ? places.has(`${at.file}\n${start} ${start + text.length}`)
          : [...places].some(place => isWithin(place, at))
        if (!isKnown) return at
      }
    }
  }
  return undefined
}

const textAt = ({ documents }: Config, { file, start, end }: Span): string =>
  documents.find(document => document.file === file)?.text.slice(start, end) ?? ''

/** In quotes offsets differ from those of the text: a place within them is taken for the one. */
function isWithin(place: string, { file, start, end }: Span): boolean {
  const [, of, from, to] = /^([^\n]*)\n(\d+) (\d+)$/.exec(place)!
  return of === file && Number(from) >= start && Number(to) <= end
}

const unreadCode = (config: Config): Span | undefined => {
  for (const { name } of walk(config.directives))
    if (/_by_lua_file$|^(?:js_import|js_include|perl_modules|perl_require)$/.test(name.text)) return name.at
  return undefined
}

/** A word that is no part of a longer one. */
const wordPattern = (text: string): RegExp => new RegExp(`(?<!\\w)${escaped(text)}(?!\\w)`, 'gi')

export const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1)

/** As people write it: `nginx.conf:12`. */
export const placeOf = (workspace: Workspace, { file, start }: Word['at']): string =>
  `${nameOf(file)}:${workspace.locate(file, start).line + 1}`
