/** Follows every target of a gateway to the service that answers it, and says how far that goes and why no further. */
import { isLoopback } from './model/address.ts'
import { type Config, hops, type Target } from './model/config.ts'
import { listenersOf } from './model/listeners.ts'
import type { Finding, View } from './rule.ts'
import { within } from './syntax/text.ts'
import { servicesMeant } from './topology/namesake.ts'
import type { Lookup, Placement, Port, PortVerdict, Service } from './topology/topology.ts'
import { verdictOf } from './topology/verdict.ts'

/** One configuration, who runs it, and what becomes of its targets. */
export interface Examination {
  readonly config: Config
  readonly placements: readonly Placement[]
  readonly targets: readonly Examined[]
  /** How many of its routes lead where only a request tells. */
  readonly open: number
}

/** `fault`: an error or a warning stands at it. `reachable`: a service is known to answer there. */
export type Judgement = 'reachable' | 'fault' | 'unknown'

export interface Examined {
  readonly target: Target
  readonly judgement: Judgement
  /** One sentence: what says so, or what is missing to say anything. */
  readonly reason: string
  /** The services that the host means, in each place that runs the configuration, once; where no place is known, those that bear its name near by. */
  readonly services: readonly Service[]
  /** What is wrong with it, the gravest first. */
  readonly findings: readonly Finding[]
}

/** Configurations that send nothing on are left out, and so are targets that are switched off. `findings`: what the rules have found. */
export function examine(views: readonly View[], findings: readonly Finding[]): readonly Examination[] {
  const problems = findings.filter(({ severity }) => severity !== 'info')
  return views.flatMap(view => {
    const { config, placements } = view
    const targets = hops(config).flatMap(({ target }) => (target.down ? [] : examineTarget(view, target, problems)))
    const open = config.gateways.flatMap(({ routes }) => routes).filter(({ to }) => to.kind === 'unknown').length
    return targets.length > 0 || open > 0 ? [{ config, placements, targets, open }] : []
  })
}

/** What becomes of one target. `problems`: the errors and warnings that are known. */
export function examineTarget(view: View, target: Target, problems: readonly Finding[]): Examined {
  const { topology, placements } = view
  const lookups = placements.map(from => topology.lookup(target.host.text, from))
  const services = servicesMeant(topology, placements, target.host.text, target.at.file)
  const findings = problems
    .filter(problem => within(problem.at, target.at) || (problem.target && within(problem.target, target.at)))
    .sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
  const [fault] = findings
  if (fault) return { target, judgement: 'fault', reason: fault.message, services, findings }
  return { target, ...judge(view, target, lookups, services), services, findings }
}

type Judged = Pick<Examined, 'judgement' | 'reason'>

const unknown = (reason: string): Judged => ({ judgement: 'unknown', reason })

function judge(
  { config, placements }: View,
  { host, portNumber }: Target,
  lookups: readonly Lookup[],
  services: readonly Service[],
): Judged {
  if (/^unix:|^\//.test(host.text)) return unknown('It is a socket: who opens it is not known.')
  if (portNumber === undefined) return unknown('Its port is not known.')
  if (isLoopback(host.text)) {
    const isOwn = listenersOf(config).ports.some(({ port }) => port === portNumber)
    return isOwn
      ? { judgement: 'reachable', reason: 'The gateway itself listens there.' }
      : unknown('What else runs where the gateway runs is not known.')
  }
  if (placements.length === 0)
    return unknown(
      `Who runs this configuration is not known, and so is what its names mean${services.length > 0 ? `: perhaps ${services.map(({ name }) => `"${name.text}"`).join(' or ')} of the manifests near by` : ''}.`,
    )
  const verdicts = lookups.map(lookup => (lookup.kind === 'service' ? verdictOf(lookup.service, portNumber) : lookup))
  const [first] = verdicts
  if (verdicts.some(({ kind }) => kind !== first!.kind))
    return unknown('It is one thing in one place that runs this configuration, and another in another.')
  return spoken(first!, host.text, lookups[0]!)
}

function spoken(found: PortVerdict | Lookup, host: string, lookup: Lookup): Judged {
  const service = 'service' in lookup ? lookup.service : undefined
  switch (found.kind) {
    case 'open':
      return { judgement: 'reachable', reason: `"${service!.name.text}" listens there.` }
    case 'unknown':
      return unknown('why' in found ? sentence(found.why) : whyNoPort(service!))
    case 'missing':
      return unknown(`Nobody in reach is called "${host}".`)
    case 'apart':
      return unknown(`"${host}" is a service on another network.`)
    case 'elsewhere':
      return unknown(`"${host}" is called "${found.name}" from here.`)
    default:
      return unknown(`"${service!.name.text}" is not known to listen there.`)
  }
}

/** What a piece of evidence says of its service: "is told by its command to listen on 3000, HTTP". */
export function evidenceInWords({ source, number, protocol, loopback, product }: Port): string {
  const told = [product ?? protocol?.toUpperCase(), loopback && 'on its loopback address only'].filter(Boolean)
  return `${SAYS[source]} ${number}${told.length > 0 ? `, ${told.join(', ')}` : ''}`
}

const SAYS: Readonly<Record<Port['source'], string>> = {
  service: 'has the port',
  command: 'is told by its command to listen on',
  environment: 'is told by its environment to listen on',
  config: 'is configured to listen on',
  healthcheck: 'is checked on',
  ports: 'publishes',
  expose: 'exposes',
  dockerfile: 'exposes',
  image: 'is an image that listens on',
}

/** The evidence for the port that is asked; where there is none, all that there is. */
export function evidenceFor({ ports }: Service, asked: number | undefined): readonly Port[] {
  const same = ports.filter(({ number }) => number === asked)
  return same.length > 0 ? same.slice(0, 1) : ports
}

const whyNoPort = ({ name, portsUnread }: Service): string =>
  portsUnread
    ? `Not all that says where "${name.text}" listens could be read.`
    : `Nothing says where "${name.text}" listens.`

const sentence = (why: string): string => `${why.charAt(0).toUpperCase()}${why.slice(1)}.`
