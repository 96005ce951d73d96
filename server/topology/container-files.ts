/** What is known not to be in a container: nothing brings a file there, and the official image has none of that name. */
import { below, join } from '../model/path.ts'
import { imageName } from './images.ts'
import type { Mount, Placement, Service } from './topology.ts'

/** Where a path of a container would come from. */
export type Origin =
  /** Nothing is put there: if the image has no such file, there is none. */
  | { readonly kind: 'image'; readonly image: string }
  /** A path of the workspace, and what brings it. */
  | { readonly kind: 'workspace'; readonly file: string; readonly mount: Mount }

/** Undefined where something else may put a file there: a volume, a `RUN`, a script that the container starts by, a template. */
export function originOf(path: string, { service }: Placement): Origin | undefined {
  const { mounts, volumes, base, command } = service
  if (!service.untouched || service.rewrites || !service.pristine || !volumes || !base) return undefined
  if (command?.some(({ text }) => /^-[cp]/.test(text)) || mayRender(service)) return undefined
  const over = mounts.filter(({ to }) => below(to, path) !== undefined)
  const volume = deepest(volumes.filter(to => below(to, path) !== undefined))
  if (volume !== undefined) {
    const mount = over.find(({ to, via }) => to === volume && via === 'volume')
    return mount && within(mount, path)
  }
  if (over.length === 0) return isOfficial(service) ? { kind: 'image', image: base.text } : undefined
  return over.length === 1 ? within(over[0]!, path) : undefined
}

/** The path of the workspace that a whole folder brings there. */
function within(mount: Mount, path: string): Origin | undefined {
  const rest = below(mount.to, path)
  if (!rest || mount.pattern !== undefined || mount.without || mount.into) return undefined
  return { kind: 'workspace', file: join(mount.from, rest), mount }
}

const deepest = (paths: readonly string[]): string | undefined => paths.toSorted((a, b) => b.length - a.length)[0]

/** The official image renders what lies there into `conf.d`, or where it is told to. */
const mayRender = ({ mounts, environment }: Service): boolean =>
  mounts.some(({ to }) => below('/etc/nginx/templates', to) !== undefined) ||
  Array.from(environment.keys()).some(name => name.startsWith('NGINX_ENVSUBST_'))

/** Whether it runs an image of the projects themselves, or one made of it: what is in those is known. */
export const isOfficial = ({ base }: Service): boolean => base !== undefined && OFFICIAL.test(base.text)

const OFFICIAL = /^(?:docker\.io\/)?(?:library\/)?(?:nginx|haproxy|nginxinc\/nginx-unprivileged)(?:[:@]|$)/

/** Whether the official image of nginx has, or has had, a file of that path (nginx's packages, docker-nginx). */
export const isStockFile = (path: string): boolean => STOCK_FILES.test(path)

const STOCK_FILES =
  /^\/etc\/nginx\/(?:(?:mime\.types|nginx\.conf|fastcgi\.conf|(?:fastcgi|scgi|uwsgi)_params)(?:\.default)?|koi-utf|koi-win|win-utf|conf\.d\/default\.conf|modules(?:\/.*)?)$/

/** Whether it is certain which files an image of nginx brings: those of its own folder, and none of certificates. */
export const isNginxs = ({ base }: Service, path: string): boolean =>
  imageName(base?.text ?? '').last.startsWith('nginx') && /^\/etc\/(?:nginx|letsencrypt)\//.test(path)
