/** A target is a unix socket that nothing in the gateway's container can have made. */
import type { Config } from '../model/config.ts'
import { occurrences } from '../model/occurrences.ts'
import { socketsOf } from '../model/sockets.ts'
import type { Rule } from '../rule.ts'
import { isAlone } from '../topology/alone.ts'
import type { Placement } from '../topology/topology.ts'

export const unixSocketOutOfReach: Rule = {
  id: 'unix-socket-out-of-reach',
  severity: 'error',
  group: 'reachability',
  summary:
    'A target is a unix socket in a container in which nothing but the gateway runs, and no volume is mounted there.',
  *check({ config, placements }) {
    if (placements.length === 0) return
    const sockets = socketsOf(config).filter(({ path }) => placements.every(each => isCutOff(path.text, each)))
    const own = sockets.length > 0 ? listensOf(config) : ''
    for (const { path, directive } of sockets) {
      if (own.includes(path.text)) continue
      const from = placements[0]!
      const isOneOfMany = directive.name.text === 'server'
      yield {
        at: path.at,
        severity: isOneOfMany ? 'warning' : 'error',
        message: `In the container of "${from.service.name.text}" nothing but the gateway runs, and no volume brings "${path.text}" there: nobody has made this socket, and the answer is ${config.dialect === 'nginx' ? 502 : 503}.`,
        related: [{ at: from.at, message: `"${from.service.name.text}" runs this configuration` }],
      }
    }
  },
}

/** The gateway is alone, and nothing is mounted at the path or above it. */
const isCutOff = (path: string, placement: Placement): boolean => {
  const { volumes, mounts } = placement.service
  const shared = volumes && [...volumes, ...mounts.map(({ to }) => to)]
  return isAlone(placement) && shared !== undefined && !shared.some(to => same(path).startsWith(same(to)))
}

/** `/var/run` is a link to `/run` in the images. */
const same = (path: string): string => path.replace(/^\/var\/run(?=\/|$)/, '/run').replace(/(?<!\/)\/*$/, '/')

/** Where the gateway itself listens: it makes the sockets there. */
const listensOf = (config: Config): string =>
  occurrences(config, config.dialect === 'nginx' ? 'listen' : 'bind')
    .map(({ directive }) => directive.args[0]?.text)
    .join(' ')
