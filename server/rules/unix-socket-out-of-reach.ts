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
    for (const { path, directive } of socketsOf(config)) {
      if (listensAt(config, path.text) || !placements.every(placement => isCutOff(path.text, placement))) continue
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
const same = (path: string): string => path.replace(/^\/var\/run(?=\/|$)/, '/run').replace(/\/*$/, '/')

/** The gateway itself makes the sockets on which it listens. */
const listensAt = (config: Config, path: string): boolean =>
  occurrences(config, config.dialect === 'nginx' ? 'listen' : 'bind').some(({ directive }) =>
    directive.args[0]?.text.includes(path),
  )
