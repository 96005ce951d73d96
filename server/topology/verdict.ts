/** Holds a port against the evidence: does the service answer on it? */
import type { PortVerdict, Service, Source } from './topology.ts'

export function verdictOf({ ports, mappings, portsClosed, portsUnread }: Service, port: number): PortVerdict {
  const evidence = ports.find(({ number }) => number === port)
  if (evidence) return { kind: 'open', evidence }
  const mapping = mappings.find(({ published, target }) => published === port && target !== port)
  if (mapping) return { kind: 'published', mapping }
  if (portsClosed) return { kind: 'closed', evidence: ports.filter(({ source }) => CLOSING.includes(source)) }
  if (portsUnread || ports.length === 0) return { kind: 'unknown' }
  return { kind: 'undeclared', evidence: ports }
}

/** What says where else it listens. */
const CLOSING: readonly Source[] = ['service', 'command', 'environment']
