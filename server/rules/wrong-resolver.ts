/** The name server that is asked for a service does not know it. */
import { isLoopback, isPublicAddress } from '../model/address.ts'
import type { Config } from '../model/config.ts'
import { lookups, type NameServer } from '../model/lookups.ts'
import type { Fix, Report, Rule, Severity, View } from '../rule.ts'
import { type Span, stretch, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { agreed } from '../topology/agree.ts'
import { isAlone } from '../topology/alone.ts'

export const wrongResolver: Rule = {
  id: 'wrong-resolver',
  severity: 'error',
  group: 'names',
  summary: 'A name is looked up with a name server that does not know it.',
  *check(view) {
    const told = new Set<Directive>()
    if (view.placements.length === 0) return
    for (const { host, target, servers, needed } of lookups(view.config)) {
      const judged = servers.flatMap(server => judge(server, view))
      const wrong = judged.filter(({ why }) => why)
      if (wrong.length === 0 || judged.length < servers.length || told.has(wrong[0]!.server.line)) continue
      const inDocker = view.placements.every(({ service }) => service.networkMode.kind === 'networks')
      const knowNothing = wrong.every(({ server }) => isLoopback(server.address.text))
      if (!inDocker || !(knowNothing || agreed(view.topology, view.placements, host.text, 'service').length > 0))
        continue
      told.add(wrong[0]!.server.line)
      yield report(
        view.config,
        { host, target, wrong },
        wrong.length === servers.length && needed ? 'error' : 'warning',
      )
    }
  },
}

/** Why a name server knows no service; nothing where it is the engine's own; no answer where it may be anybody's. */
function judge(
  asked: NameServer,
  { placements }: View,
): readonly { readonly server: NameServer; readonly why?: string }[] {
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
const alone = ({ line, address }: NameServer): Span =>
  stretch(
    address.at,
    line.args[line.args.findIndex(({ at }) => at.start === address.at.start) - 1]!.at.end,
    address.at.end,
  )
