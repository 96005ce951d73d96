/** Load balancers of a cloud in front of a gateway, by the name with which they ask whether it is alive. */
import { mentions } from '../syntax/parse.ts'
import type { Span } from '../syntax/text.ts'
import type { Config } from './config.ts'

export interface Balancer {
  readonly name: string
  /** Milliseconds for which it keeps a connection to the gateway over which nothing comes, by default. */
  readonly idle: number
  /** What tells of it, and in words how. */
  readonly at: Span
  readonly how: string
}

/** The user agents of their health checks (documentation of Elastic Load Balancing, of Cloud Load Balancing), with their idle timeouts. */
const KNOWN = [
  { agent: 'ELB-HealthChecker', name: "AWS's load balancer", idle: 60_000 },
  { agent: 'GoogleHC', name: "Google's load balancer", idle: 600_000 },
] as const

const HOW = 'By this it asks whether the gateway is alive'

/** The balancer that a configuration speaks of. */
export function balancerOf({ documents }: Config): Balancer | undefined {
  for (const { agent, name, idle } of KNOWN) {
    const document = documents.find(each => mentions(each, agent))
    if (!document) continue
    const { text, file, at } = document
    const start = text.indexOf(agent, at.start)
    return { name, idle, at: { file, start, end: start + agent.length }, how: HOW }
  }
  return undefined
}
