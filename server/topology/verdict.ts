/** Holds a port against the evidence: does the service answer on it? */
import type { Port, PortVerdict, Service, Source } from './topology.ts'

export function verdictOf(service: Service, port: number): PortVerdict {
  const { ports, mappings, portsClosed, portsUnread } = service
  const evidence = ports.find(({ number }) => number === port)
  if (evidence && isBoundToLoopback(ports, evidence)) return { kind: 'loopback', evidence, sure: portsClosed }
  if (evidence) return { kind: 'open', evidence }
  const mapping = mappings.find(({ published, target }) => published === port && target !== port)
  if (mapping) return { kind: 'published', mapping }
  if (portsClosed) return { kind: 'closed', evidence: ports.filter(({ source }) => CLOSING.includes(source)) }
  if (portsUnread || ports.length === 0 || isConfigured(service) || mentions(service, port)) return { kind: 'unknown' }
  return { kind: 'undeclared', evidence: ports }
}

/** Whether it is given a file that may well say where it listens, and that is not read. */
const isConfigured = ({ mounts, configRead }: Service): boolean =>
  !configRead &&
  mounts.some(({ from, via }) => via !== 'copy' && /\.(?:ya?ml|toml|ini|conf|cfg|properties|json|hcl)$/.test(from))

/** An option or a variable of a program that we cannot read names the port; in a URL it is somebody else's. */
const mentions = ({ command, environment }: Service, port: number): boolean => {
  const named = new RegExp(`^(?!.*://)(?:.*\\D)?${port}$`)
  return [...(command ?? []), ...environment.values()].some(word => word !== undefined && named.test(word.text))
}

/** Whether all that the strongest evidence says of its port is that nobody else reaches it. */
const isBoundToLoopback = (ports: readonly Port[], { number, source }: Port): boolean =>
  CLOSING.includes(source) &&
  ports.every(port => port.number !== number || port.source !== source || port.loopback === true)

/** What says where else it listens. */
const CLOSING: readonly Source[] = ['service', 'command', 'environment', 'config']
