/** Holds a port against the evidence: does the service answer on it? */
import type { PortVerdict, Service } from './topology.ts'

export function verdictOf({ ports, mappings, portsClosed, portsUnread }: Service, port: number): PortVerdict {
  const evidence = ports.find(({ number }) => number === port)
  if (evidence) return { kind: 'open', evidence }
  const mapping = mappings.find(({ published, target }) => published === port && target !== port)
  if (mapping) return { kind: 'published', mapping }
  if (portsClosed)
    return { kind: 'closed', evidence: ports.filter(({ source }) => source === 'command' || source === 'environment') }
  if (portsUnread || ports.length === 0) return { kind: 'unknown' }
  return { kind: 'undeclared', evidence: ports }
}
