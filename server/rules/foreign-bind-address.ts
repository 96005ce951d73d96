/** nginx is to call from an address that its container is unlikely to have. */
import { isAddress, isLoopback } from '../model/address.ts'
import { occurrences } from '../model/occurrences.ts'
import type { Rule } from '../rule.ts'
import type { Placement } from '../topology/topology.ts'

export const foreignBindAddress: Rule = {
  id: 'foreign-bind-address',
  severity: 'warning',
  group: 'reachability',
  summary: 'nginx is told to call from an address that its container is not given.',
  *check({ config, placements }) {
    if (config.dialect !== 'nginx' || placements.length === 0 || !placements.every(isMoving)) return
    for (const { directive } of BINDS.flatMap(name => occurrences(config, name))) {
      const [address, ...options] = directive.args
      if (!address || !isAddress(address.text) || isLoopback(address.text)) continue
      if (options.some(({ text }) => text === 'transparent') || placements.some(each => isGiven(address.text, each)))
        continue
      const { service } = placements[0]!
      yield {
        at: address.at,
        message: `The container of "${service.name.text}" gets its addresses from the engine, and ${address.text} is none that it is given. Where it does not have it, requests are answered 500.`,
        related: [{ at: service.name.at, message: `"${service.name.text}" runs this configuration` }],
        fixes: [{ title: `Remove ${directive.name.text}`, edits: [{ at: directive.at, text: '' }], safe: false }],
      }
    }
  },
}

const BINDS = ['proxy_bind', 'fastcgi_bind', 'uwsgi_bind', 'scgi_bind', 'grpc_bind', 'memcached_bind']

/** Its addresses are the engine's to give. */
const isMoving = ({ service }: Placement): boolean => service.networkMode.kind === 'networks'

const isGiven = (address: string, { service }: Placement): boolean =>
  service.networks.some(({ address: own, address6 }) => own?.text === address || `[${address6?.text}]` === address)
