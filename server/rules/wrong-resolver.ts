/** The name server that is asked for a service does not know it. */
import { isAddress, isLoopback, isPublicAddress } from '../model/address.ts'
import { type Config, hops } from '../model/config.ts'
import { occurrences } from '../model/occurrences.ts'
import type { Fix, Report, Rule, Severity, View } from '../rule.ts'
import { type Span, slice, stretch, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { agreed } from '../topology/agree.ts'
import { isAlone } from '../topology/alone.ts'

export const wrongResolver: Rule = {
  id: 'wrong-resolver',
  severity: 'error',
  group: 'names',
  summary: 'A service is looked up with a name server that does not know the services.',
  *check(view) {
    const told = new Set<Directive>()
    if (view.placements.length === 0) return
    for (const { host, target, asked, needed } of lookups(view.config)) {
      const servers = asked.flatMap(server => judge(server, view))
      const wrong = servers.filter(({ why }) => why)
      if (wrong.length === 0 || servers.length < asked.length || told.has(wrong[0]!.server.line)) continue
      const inDocker = view.placements.every(({ service }) => service.networkMode.kind === 'networks')
      if (!inDocker || agreed(view.topology, view.placements, host.text, 'service').length === 0) continue
      told.add(wrong[0]!.server.line)
      yield report(view.config, { host, target, wrong }, wrong.length === asked.length && needed ? 'error' : 'warning')
    }
  },
}

/** A name server that a line asks for names. */
interface Server {
  readonly line: Directive
  /** Without its port. */
  readonly address: Word
}

/** A name that is looked up while the gateway runs. `needed`: it has no address until then. */
interface Asked {
  readonly host: Word
  readonly target: Span
  readonly asked: readonly Server[]
  readonly needed: boolean
}

function* lookups(config: Config): Generator<Asked> {
  if (config.dialect === 'nginx') {
    for (const { to, resolver } of config.gateways.flatMap(({ routes }) => routes)) {
      if (!resolver || to.kind !== 'direct' || !to.dynamic || isAddress(to.name.text)) continue
      const addresses = resolver.args.filter(({ text }) => !text.includes('='))
      yield { host: to.name, target: to.name.at, asked: addresses.map(word => server(resolver, word)), needed: true }
    }
    return
  }
  for (const { target } of hops(config)) {
    const at = target.options.findLastIndex(({ text }) => text === 'resolvers')
    if (at < 0) continue
    const name = target.options[at + 1]?.text
    const lines = occurrences(config, 'resolvers').find(({ directive }) => directive.args[0]?.text === name)?.directive
      .body
    if (!lines || lines.some(line => /^(?:parse-resolv-conf|\..+)$/.test(line.name.text))) continue
    const asked = lines.flatMap(line =>
      line.name.text === 'nameserver' && line.args[1] ? server(line, line.args[1]) : [],
    )
    yield { host: target.host, target: target.at, asked, needed: target.dynamic }
  }
}

const server = (line: Directive, word: Word): Server => {
  const end = /^(?:udp@|tcp@)?[^:]+(?=:\d+$)/.exec(word.text)?.[0].length
  return { line, address: slice(word, /^(?:udp|tcp)@/.test(word.text) ? 4 : 0, end) }
}

/** Why a name server knows no service; nothing where it is the engine's own; no answer where it may be anybody's. */
function judge(asked: Server, { placements }: View): readonly { readonly server: Server; readonly why?: string }[] {
  const { text } = asked.address
  if (text === DOCKER) return [{ server: asked }]
  if (isLoopback(text))
    return placements.every(isAlone) ? [{ server: asked, why: 'is in the container itself, where nobody answers' }] : []
  return isPublicAddress(text)
    ? [{ server: asked, why: 'is on the internet, and knows no service of this project' }]
    : []
}

/** The engine's name server, in every container of a network that is not the engine's own default one. */
const DOCKER = '127.0.0.11'

function report(
  { dialect }: Config,
  { host, target, wrong }: { host: Word; target: Span; wrong: ReturnType<typeof judge> },
  severity: Severity,
): Report {
  const [first, ...others] = wrong
  const { line, address } = first!.server
  const status = dialect === 'nginx' ? 502 : 503
  const sure = severity === 'error' ? `requests are answered ${status}` : `some requests are answered ${status}`
  const fix: Fix = {
    title: `Ask Docker's own name server, ${DOCKER}`,
    edits: [{ at: address.at, text: DOCKER }, ...others.map(({ server }) => ({ at: alone(server), text: '' }))],
    safe: true,
  }
  return {
    at: address.at,
    target,
    severity,
    message: `The name server ${address.text} ${first!.why}: "${host.text}" is not found, and ${sure}.`,
    related: [{ at: host.at, message: `"${host.text}" is looked up while the gateway runs` }],
    fixes: others.every(({ server }) => server.line === line) ? [fix] : [],
  }
}

/** A further address of a line, with the blank in front of it. */
const alone = ({ line, address }: Server): Span =>
  stretch(
    address.at,
    line.args[line.args.findIndex(({ at }) => at.start === address.at.start) - 1]!.at.end,
    address.at.end,
  )
