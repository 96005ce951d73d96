/** A target asks a service for a port on which nobody listens. */
import { answeredAs } from '../answered.ts'
import { askedFrom, type Config, type Hop } from '../model/config.ts'
import type { Fix, Related, Report, Rule, Severity } from '../rule.ts'
import { pointAt, type Word } from '../syntax/text.ts'
import type { Port, PortVerdict, Service } from '../topology/topology.ts'
import { verdictOf } from '../topology/verdict.ts'

export const portMismatch: Rule = {
  id: 'port-mismatch',
  severity: 'error',
  group: 'reachability',
  summary: 'A target asks a service for a port on which it does not listen.',
  *check(view) {
    const { config } = view
    for (const { hop, found } of answeredAs(view, 'service')) {
      const { portNumber, down } = hop.target
      if (down || portNumber === undefined) continue
      const services = found.map(({ lookup }) => lookup.service)
      const [verdict] = refusals(services, portNumber)
      if (verdict) yield report(config, hop, services[0]!, portNumber, verdict)
    }
  },
}

type Refusal = Extract<PortVerdict, { kind: 'published' | 'closed' | 'undeclared' }>

/** What each service says, when every one of them refuses the port. */
function refusals(services: readonly Service[], port: number): readonly Refusal[] {
  const verdicts = services.map(service => verdictOf(service, port))
  return verdicts.every(
    (verdict): verdict is Refusal =>
      verdict.kind === 'published' || verdict.kind === 'closed' || verdict.kind === 'undeclared',
  )
    ? verdicts
    : []
}

function report(config: Config, { target, upstream }: Hop, service: Service, port: number, verdict: Refusal): Report {
  const numbers = verdict.kind === 'published' ? [verdict.mapping.target] : distinct(verdict.evidence)
  const meant = verdict.kind === 'closed' ? verdict.evidence.find(({ leadsTo }) => leadsTo === port)?.number : undefined
  const asks = target.port ? '' : `Without a port ${port} is asked. `
  return {
    at: target.port?.at ?? target.host.at,
    severity: severityOf(verdict, upstream.targets.length),
    message: asks + saying(config, service, port, verdict, numbers.join(', ')),
    related: [...relatedOf(verdict, service), ...askedFrom(target)],
    fixes: (meant === undefined ? numbers : [meant]).map(number =>
      ask(
        target.host,
        target.port,
        number,
        verdict.kind !== 'undeclared' && (numbers.length === 1 || meant !== undefined),
      ),
    ),
  }
}

function saying(config: Config, service: Service, port: number, { kind }: Refusal, listens: string): string {
  const name = service.name.text
  const status = config.dialect === 'nginx' ? 502 : 503
  const refused = `The connection is refused, and the answer is ${status}.`
  if (service.kubernetes && kind === 'closed')
    return `The Service "${name}" has the port ${listens}, and no port ${port}: connections to it are dropped or refused, and the answer is ${config.dialect === 'nginx' ? '504 or 502' : 503}.`
  if (service.kubernetes && kind === 'published')
    return `"${name}" is headless: its name gives the addresses of the pods themselves, which listen on ${listens}, not on ${port}. ${refused}`
  return {
    published: `${port} is the port of "${name}" on the host; inside the network it listens on ${listens}. ${refused}`,
    closed: `"${name}" listens on ${listens}, not on ${port}. ${refused}`,
    undeclared: `Nothing says that "${name}" listens on ${port}; what it declares is ${listens}. Where nobody listens the answer is ${status}.`,
  }[kind]
}

/** One of several servers of an upstream is skipped when it refuses: bad, but the route still answers. */
const severityOf = (verdict: Refusal, servers: number): Severity =>
  verdict.kind === 'undeclared' || servers > 1 ? 'warning' : 'error'

const distinct = (evidence: readonly Port[]): readonly number[] => [...new Set(evidence.map(port => port.number))]

const relatedOf = (verdict: Refusal, { name: { text: name }, kubernetes }: Service): readonly Related[] => {
  if (verdict.kind !== 'published')
    return verdict.evidence.map(port => ({ at: port.at, message: `"${name}" ${SAYS[port.source]} ${port.number}` }))
  const { published, target, at } = verdict.mapping
  const side = kubernetes ? `The port ${published} of the Service` : `${published} on the host`
  return [{ at, message: `${side} leads to ${target} of "${name}"` }]
}

const SAYS: Readonly<Record<Port['source'], string>> = {
  service: 'has the port',
  command: 'is told to listen on',
  environment: 'is told to listen on',
  config: 'listens on',
  healthcheck: 'is checked on',
  ports: 'declares',
  expose: 'declares',
  dockerfile: 'declares',
  image: 'is an image that listens on',
}

const ask = (host: Word, port: Word | undefined, number: number, safe: boolean): Fix => ({
  title: `Use port ${number}`,
  edits: [
    port ? { at: port.at, text: String(number) } : { at: pointAt(host.at.file, host.at.end), text: `:${number}` },
  ],
  safe,
})
