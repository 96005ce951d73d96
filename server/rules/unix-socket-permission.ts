/** A target is a unix socket that belongs to others, and is closed to the workers of nginx. */
import type { Config } from '../model/config.ts'
import { occurrences } from '../model/occurrences.ts'
import { socketsOf } from '../model/sockets.ts'
import type { Rule } from '../rule.ts'
import { isAlone } from '../topology/alone.ts'
import type { MadeSocket, Placement, Service } from '../topology/topology.ts'

export const unixSocketPermission: Rule = {
  id: 'unix-socket-permission',
  severity: 'warning',
  group: 'reachability',
  summary: 'The workers of nginx may not open the socket that PHP-FPM makes.',
  *check({ config, placements }) {
    const [from] = placements
    if (config.dialect !== 'nginx' || !config.complete || placements.length !== 1 || !runsImagesUser(from!)) return
    const worker = workerOf(config)
    if (!worker) return
    for (const { path } of socketsOf(config)) {
      const made = makersOf(path.text, from!)
      const [socket] = made
      if (!socket || made.length > 1 || mayOpen(worker, socket)) continue
      const { owner, group, mode, modeAt } = socket
      yield {
        at: path.at,
        message: `PHP-FPM makes "${path.text}" with the mode ${mode} for the user "${owner}" and the group "${group}", and the workers of nginx run as "${worker.user}": they may not open it, and the answer is 502.`,
        related: [{ at: socket.path.at, message: 'It is made here' }],
        fixes: modeAt
          ? [
              {
                title: 'Let everybody open it, by listen.mode = 0666',
                edits: [{ at: modeAt, text: '0666' }],
                safe: false,
              },
            ]
          : [],
      }
    }
  },
}

interface Worker {
  readonly user: string
  readonly group: string
}

/** The official images are built for the user `nginx`; undefined for one who may open everything, or who is not known. */
function workerOf(config: Config): Worker | undefined {
  const [user, group] = occurrences(config, 'user')[0]?.directive.args ?? []
  const name = user?.text ?? 'nginx'
  return name === 'root' || /[$\d]/.test(`${name}${group?.text ?? ''}`)
    ? undefined
    : { user: name, group: group?.text ?? name }
}

/** Names are compared, since the two containers have their own lists of users: the same name may well be the same user. */
function mayOpen({ user, group }: Worker, { owner, group: ofSocket, mode }: MadeSocket): boolean {
  if (!/^0?[0-7]{3}$/.test(mode) || /[$\d]/.test(owner + ofSocket)) return true
  return user === owner || group === ofSocket || (Number.parseInt(mode, 8) & 0o2) !== 0
}

/** The sockets of this path that others make; one by an image that may do more to it is no evidence. */
const makersOf = (path: string, { project, service: gateway }: Placement): readonly MadeSocket[] =>
  project.services.flatMap(service =>
    service !== gateway && isShared(path, service) && isShared(path, gateway) && isStockFpm(service)
      ? (service.sockets ?? []).filter(socket => same(socket.path.text) === same(path))
      : [],
  )

const isShared = (path: string, { volumes }: Service): boolean =>
  volumes?.some(to => `${same(path)}/`.startsWith(`${same(to).replace(/\/$/, '')}/`)) === true

/** `/var/run` is a link to `/run` in the images. */
const same = (path: string): string => path.replace(/^\/var\/run(?=\/|$)/, '/run')

const isUnchanged = ({ base, untouched, rewrites, ownUser, command }: Service, image: RegExp): boolean =>
  image.test(base?.text ?? '') && untouched === true && !rewrites && !ownUser && !command

const isStockFpm = (service: Service): boolean =>
  isUnchanged(service, /^(?:docker\.io\/)?(?:library\/)?php:[\w.-]*fpm[\w.-]*$/)

const runsImagesUser = (placement: Placement): boolean =>
  isAlone(placement) && isUnchanged(placement.service, /^(?:docker\.io\/)?(?:library\/)?nginx(?::[\w.-]+)?$/)
