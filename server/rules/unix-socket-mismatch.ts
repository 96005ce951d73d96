/** A target is a unix socket, and the service that makes one makes another. */

import type { Config } from '../model/config.ts'
import { folderOf } from '../model/path.ts'
import { type Socket, socketsOf } from '../model/sockets.ts'
import type { Rule } from '../rule.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { Placement, Service } from '../topology/topology.ts'

export const unixSocketMismatch: Rule = {
  id: 'unix-socket-mismatch',
  severity: 'warning',
  group: 'reachability',
  summary: 'A target is a unix socket beside the one that a service of the project makes.',
  *check({ config, placements }) {
    const [from] = placements
    if (!from) return
    for (const socket of socketsOf(config)) {
      const meant = placements.map(each => makerOf(socket, each))
      const [made] = meant
      if (!made || meant.some(other => other?.path.text !== made.path.text)) continue
      yield {
        at: socket.path.at,
        message: `Nobody in the project is told to make "${socket.path.text}", and "${made.service.name.text}" is told to make "${made.path.text}". If the first is not there, the answer is ${statusOf(config)}.`,
        related: [{ at: made.path.at, message: `"${made.service.name.text}" makes this one` }],
        fixes: [
          {
            title: `Use ${made.path.text}`,
            edits: [{ at: socket.path.at, text: made.path.text }],
            safe: false,
          },
        ],
      }
    }
  },
}

const statusOf = ({ dialect }: Config): number => (dialect === 'nginx' ? 502 : 503)

/** A socket, and the service that is told to make it. */
interface Made {
  readonly service: Service
  readonly path: Word
}

/** The one socket of the same folder that is made; undefined where the asked one is made as well, or where no volume brings any. */
function makerOf({ path }: Socket, { project, service: gateway }: Placement): Made | undefined {
  if (!gateway.volumes?.some(to => path.text.startsWith(to))) return undefined
  const made = project.services
    .filter(service => service !== gateway)
    .flatMap(service => socketsIn(service).map(socket => ({ service, path: socket })))
  const near = made.filter(other => folderOf(other.path.text) === folderOf(path.text))
  return near.length === 1 && near[0]!.path.text !== path.text ? near[0] : undefined
}

/** What gunicorn, uvicorn, hypercorn, puma and uwsgi are told to make on their command line. */
function socketsIn({ command }: Service): readonly Word[] {
  const words = command ?? []
  return words.flatMap((word, index) => {
    const before = words[index - 1]?.text ?? ''
    const [, prefix, path] =
      /^((?:--?[\w-]+=)?unix:(?:\/\/)?(?=\/))(\/[\w./-]+)$/.exec(word.text) ??
      (/^--(?:uds|socket|http-socket|uwsgi-socket)$/.test(before) ? /^()(\/[\w./-]+)$/.exec(word.text) : undefined) ??
      []
    return path === undefined ? [] : [slice(word, prefix!.length)]
  })
}
