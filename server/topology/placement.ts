/** Finds who runs a configuration: the services in whose containers it stands where a gateway reads it. */
import { hasWildcard, matchesGlob } from '../model/glob.ts'
import { below, folderOf, join } from '../model/path.ts'
import { groupedBy } from '../syntax/grouped.ts'
import { isIgnored } from './dockerignore.ts'
import { imageName } from './images.ts'
import type { Mount, Placement, Project, Service } from './topology.ts'

/** A service, or a container of a pod, with what it belongs to. */
interface Runner {
  readonly project: Project
  readonly service: Service
}

/** Who runs a file, in the order of the runners. Only those are asked that mount the file or a folder around it: of a thousand services a few. */
export function placementsAmong(runners: readonly Runner[]): (file: string) => readonly Placement[] {
  const byFolder = groupedBy(runners.keys(), index => runners[index]!.service.mounts.map(fixedPart))
  return file => {
    const near = new Set(foldersAround(file).flatMap(folder => byFolder.get(folder) ?? []))
    return [...near]
      .sort((a, b) => a - b)
      .flatMap(index => placementIn(runners[index]!.project, runners[index]!.service, file) ?? [])
  }
}

/** The path of a mount as far as it has no wildcard: what it brings is that, or lies below it. */
function fixedPart({ from, pattern }: Mount): string {
  if (pattern === undefined) return from.replace(/\/$/, '')
  const parts = pattern.split('/')
  const open = parts.findIndex(hasWildcard)
  return parts.slice(0, open < 0 ? parts.length : open).join('/')
}

/** A path itself, and every folder in which it lies. */
function foldersAround(path: string): readonly string[] {
  const found = [path]
  for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
    found.push(path.slice(0, end))
    if (end === 0) break
  }
  return [...found, '']
}

/** A file that stands in several places of a container is run from the one that a gateway reads by itself. */
function placementIn(project: Project, service: Service, file: string): Placement | undefined {
  const places = service.mounts.flatMap((mount, index) => {
    const path = pathIn(mount, file)
    if (path === undefined || isCovered(path, index, service.mounts)) return []
    return isRead(path, service, mount.from === file)
      ? [{ project, service, at: mount.at, path: rendered(path, service) }]
      : []
  })
  return places.find(({ path }) => CONFIG_PATH.test(path)) ?? places[0]
}

/** Where a file of the workspace stands by a mount. */
function pathIn({ from, to, pattern, into, without }: Mount, file: string): string | undefined {
  if (without && isIgnored(without, file)) return undefined
  if (pattern !== undefined) return pathByPattern(pattern, to, file)
  const rest = below(from, file)
  if (rest === '') return into ? join(to, nameOf(file)) : to
  return rest === undefined ? undefined : join(to, rest)
}

/** What a pattern matches is a file, or a folder of which the content is copied. */
function pathByPattern(pattern: string, to: string, file: string): string | undefined {
  const parts = file.split('/')
  const depth = pattern.split('/').length
  if (!matchesGlob(pattern, parts.slice(0, depth).join('/'))) return undefined
  return join(to, parts.length === depth ? nameOf(file) : parts.slice(depth).join('/'))
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** Whether something else stands at the path: a bind mount over what was copied, a deeper one over another, a later copy of that very name. */
function isCovered(path: string, index: number, mounts: readonly Mount[]): boolean {
  const mount = mounts[index]!
  return mounts.some((other, at) => {
    if (at === index || below(other.to, path) === undefined) return false
    if (other.via === 'copy') return mount.via === 'copy' && at > index && other.to === path
    return mount.via === 'copy' || other.to.length > mount.to.length
  })
}

/** The official nginx image renders its templates when it starts (docker-nginx, 20-envsubst-on-templates.sh). */
function rendered(path: string, { environment }: Service): string {
  const setting = (name: string, otherwise: string): string =>
    environment.get(`NGINX_ENVSUBST_${name}`)?.text ?? otherwise
  const name = below(setting('TEMPLATE_DIR', '/etc/nginx/templates').replace(/\/$/, ''), path)
  const suffix = setting('TEMPLATE_SUFFIX', '.template')
  if (!name || suffix === '' || !name.endsWith(suffix)) return path
  return join(setting('OUTPUT_DIR', '/etc/nginx/conf.d'), name.slice(0, -suffix.length))
}

/** Where the packages and images of nginx, OpenResty and HAProxy have their configuration, and those of PHP-FPM its pools. */
const CONFIG_PATH =
  /^\/(?:etc\/(?:nginx|openresty|angie|haproxy)|usr\/local\/(?:etc\/(?:nginx|haproxy)|openresty\/nginx\/conf|nginx\/conf)|opt\/bitnami\/(?:nginx|openresty|haproxy)\/conf|bitnami\/(?:nginx|haproxy)\/conf|config\/nginx|opt\/nginx\/conf|data\/nginx\/custom|usr\/local\/etc\/php-fpm\.d|etc\/php\/[\d.]+\/fpm\/pool\.d|etc\/php\d*\/php-fpm\.d|etc\/php-fpm\.d)\//

/** Where an image of a gateway has what it serves: a configuration there is read by nobody. */
const CONTENT_PATH =
  /^\/(?:usr\/share\/nginx\/html|var\/www|usr\/local\/apache2|srv|app|usr\/src|code|home|workspace)(?:\/|$)/

/** `alone`: the file itself was brought there, not a folder in which it lies. */
function isRead(path: string, service: Service, alone: boolean): boolean {
  if (CONFIG_PATH.test(path)) return true
  const named = service.command?.some(
    ({ text }) =>
      text === path ||
      (text.includes(path) && new RegExp(`(?:^|[\\s=])-[cf]\\s*["']?${escaped(path)}(?:["'\\s;]|$)`).test(text)),
  )
  const meant = alone || /conf|nginx|haproxy|sites|template|vhost/i.test(folderOf(path))
  return named === true || (isGateway(service) && meant && !CONTENT_PATH.test(path))
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const isGateway = ({ base }: Service): boolean =>
  base !== undefined && /nginx|openresty|haproxy|angie|tengine/.test(imageName(base.text).path)
