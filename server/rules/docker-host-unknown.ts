/** The name of the machine that runs Docker is known in Docker Desktop alone. */

import { askedFrom, type Config } from '../model/config.ts'
import { hopsWhere } from '../model/gathered.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Placement } from '../topology/topology.ts'

export const dockerHostUnknown: Rule = {
  id: 'docker-host-unknown',
  severity: 'warning',
  group: 'reachability',
  summary: 'A target is the machine that runs Docker by a name that only Docker Desktop knows.',
  *check({ config, placements }) {
    if (placements.length === 0 || !placements.every(lacksName)) return
    for (const { target } of toDockerHost(config)) {
      const { host, dynamic } = target
      if (!placements.every(from => isUnsaid(host.text, from))) continue
      yield {
        at: host.at,
        message: `Where Docker runs on Linux, no container knows "${host.text}" unless "extra_hosts" gives it the name: ${consequence(config, dynamic)}.`,
        related: [
          ...askedFrom(target),
          { at: placements[0]!.at, message: `"${placements[0]!.service.name.text}" runs this configuration` },
        ],
        fixes: placements.flatMap(from => giveName(host.text.toLowerCase(), from)),
      }
    }
  },
}

const DOCKER_HOST = /^(?:host|gateway)\.docker\.internal$/i

const lacksName = ({ service }: Placement): boolean => service.networkMode.kind === 'networks' && service.complete

const isUnsaid = (host: string, { service }: Placement): boolean =>
  !service.extraHosts.some(name => name.toLowerCase() === host.toLowerCase())

const consequence = ({ dialect }: Config, dynamic: boolean): string =>
  dynamic
    ? `requests are answered ${dialect === 'nginx' ? 502 : 503}`
    : `${dialect === 'nginx' ? 'nginx' : 'HAProxy'} does not start there`

/** Docker Desktop takes the entry as well. Only where the service has no `extra_hosts` yet. */
function giveName(host: string, { service }: Placement): readonly Fix[] {
  const { newKey } = service
  if (!newKey || service.hosts?.some(({ address }) => address)) return []
  const { at, before, after } = newKey
  const file = at.file.slice(at.file.lastIndexOf('/') + 1)
  return [
    {
      title: `Give the name to "${service.name.text}" in ${file}`,
      edits: [{ at, text: `${before}extra_hosts: ["${host}:host-gateway"]${after}` }],
      safe: false,
    },
  ]
}

const toDockerHost = hopsWhere(({ target: { host, down } }) => !down && DOCKER_HOST.test(host.text))
