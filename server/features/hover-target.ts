/** What an address of a target leads to from where the configuration runs, and what is behind the name of an upstream or a backend. */
import { evidenceFor, evidenceInWords, examineTarget } from '../doctor.ts'
import type { Config, Target, Upstream } from '../model/config.ts'
import type { View } from '../rule.ts'
import { within } from '../syntax/text.ts'
import { firstOf, type Here, type Hover, placeInWords, touches } from './here.ts'
import { code, type Sentence, say } from './prose.ts'

/** Undefined where neither a target nor a name of some stands. */
export function hoverTarget({ workspace, cursor, view }: Here): Hover | undefined {
  const { word, index, offset, document } = cursor
  if (!view || !word || index === 0) return undefined
  const isHere = ({ at }: { readonly at: Target['at'] }): boolean =>
    at.file === document.file && touches(at, offset) && within(at, word.at)
  const tell = (at: Target['at']): string => placeInWords(workspace, document.file, at)
  const target = targetsOf(view.config).find(isHere)
  if (target) return { at: target.at, lines: targetLines(target, view, tell) }
  const named = nameIn(view.config, isHere)
  return named && { at: named.at, lines: upstreamLines(named.upstream, view, tell) }
}

const targetsOf = ({ upstreams }: Config): readonly Target[] => upstreams.flatMap(({ targets }) => targets)

/** The upstream whose name stands there: where it is declared, or where a route leads to it. */
function nameIn(config: Config, isHere: (name: { readonly at: Target['at'] }) => boolean) {
  const declared = config.upstreams.find(({ name, declared }) => declared && isHere(name))
  if (declared) return { at: declared.name.at, upstream: declared }
  for (const { routes } of config.gateways) {
    for (const { to } of routes) {
      if (to.kind === 'upstream' && isHere(to.name)) return { at: to.name.at, upstream: to.upstream }
    }
  }
  return undefined
}

type Tell = (at: Target['at']) => string

function targetLines(target: Target, view: View, tell: Tell): readonly Sentence[] {
  const { reason, services } = examineTarget(view, target, [])
  const { some, more } = firstOf(
    services.flatMap(service => evidenceFor(service, target.portNumber).map(port => ({ service, port }))),
    MOST_EVIDENCE,
  )
  return [
    say`${code(addressOf(target))}`,
    say`${reason}`,
    ...some.map(({ service, port }) => say`${code(service.name.text)} ${evidenceInWords(port)} (${tell(port.at)}).`),
    more > 0 ? say`There is evidence for ${more} more ports.` : [],
    ...services
      .slice(0, MOST_SERVICES)
      .map(
        service => say`Service ${code(service.name.text)} is declared at ${tell(service.name.at)}${imageOf(service)}.`,
      ),
    ...runLines(view, tell),
  ]
}

const imageOf = ({ base }: { readonly base: { readonly text: string } | undefined }): Sentence =>
  base ? say`, image ${code(base.text)}` : []

/** From where it is looked at. */
const runLines = ({ placements }: View, tell: Tell): readonly Sentence[] =>
  placements
    .slice(0, MOST_SERVICES)
    .map(({ service, at }) => say`Seen from ${code(service.name.text)}, which runs this configuration (${tell(at)}).`)

const MOST_EVIDENCE = 4
const MOST_SERVICES = 2

const addressOf = ({ host, portNumber }: Target): string =>
  portNumber === undefined ? host.text : `${host.text}:${portNumber}`

function upstreamLines(upstream: Upstream, view: View, tell: Tell): readonly Sentence[] {
  const { targets, name, directive } = upstream
  const { some, more } = firstOf(targets, MOST_TARGETS)
  const kind = directive.name.text
  return [
    say`${kind} ${code(name.text)}`,
    say`Declared at ${tell(name.at)} with ${targets.length} ${targets.length === 1 ? 'target' : 'targets'}.`,
    ...some.map(target => targetLine(target, view)),
    more > 0 ? say`And ${more} more.` : [],
  ]
}

const MOST_TARGETS = 7

function targetLine(target: Target, view: View): Sentence {
  if (target.down) return say`${code(addressOf(target))}: switched off.`
  return say`${code(addressOf(target))}: ${examineTarget(view, target, []).reason}`
}
