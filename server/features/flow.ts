/** The way of a request: from gateways and their locations over upstreams and targets to services, and on to the gateways that those run. */
import type { Config, Gateway, Route, Target } from '../model/config.ts'
import { namesOf } from '../model/names.ts'
import { type Flow, flowOf } from '../model/nginx-flow.ts'
import { allOf } from '../model/nginx-locations.ts'
import { placeKey } from '../model/note.ts'
import { outwards, type Scope } from '../model/scope.ts'
import type { View } from '../rule.ts'
import type { Span, Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Service } from '../topology/topology.ts'
import type { Workspace } from '../workspace.ts'
import { haproxyLabel, type Label, nginxLabel, serverLabel } from './label.ts'
import { headOf } from './outline.ts'
import { isIn, targetsIn } from './targets.ts'

/** A part of the way. */
export interface Stop {
  readonly kind: 'gateway' | 'location' | 'upstream' | 'target' | 'service'
  readonly text: string
  readonly detail: string
  readonly at: Span
  /** What names it; within `at`. */
  readonly head: Span
}

/** A step from one stop to another. */
export interface Step {
  readonly from: Stop
  readonly to: Stop
  /** What sends the request on: lies in the file of `from`. */
  readonly by: readonly Span[]
}

/** The stops of a workspace by their keys, and the steps between them. */
interface Ways {
  readonly stops: ReadonlyMap<string, Stop>
  readonly steps: readonly Step[]
}

/** The stops that a place names; else the innermost block around it that is one. */
export function stopsAt(workspace: Workspace, file: string, offset: number): readonly Stop[] {
  const all = [...waysIn(workspace).stops.values()].filter(({ at }) => at.file === file)
  const named = workspace
    .configs()
    .filter(({ documents }) => documents.some(document => document.file === file))
    .flatMap(config => namesOf(config).at(file, offset))
    .flatMap(({ kind, declared }) => (kind === 'upstream' || kind === 'backend' ? declared : []))
  const meant = [...waysIn(workspace).stops.values()].filter(
    ({ kind, at }) => kind === 'upstream' && named.some(word => isIn(at, word.at.file, word.at.start)),
  )
  if (meant.length > 0) return meant
  const heads = all.filter(({ head }) => isIn(head, file, offset))
  const around = heads.length > 0 ? heads : all.filter(({ at }) => isIn(at, file, offset))
  const least = Math.min(...around.map(({ at }) => at.end - at.start))
  return around.filter(({ at }) => at.end - at.start === least).slice(0, 1)
}

/** The stop of a kind whose name begins at a place, as it is now. */
export const stopFrom = (workspace: Workspace, kind: Stop['kind'], file: string, start: number): Stop | undefined =>
  [...waysIn(workspace).stops.values()].find(
    stop => stop.kind === kind && stop.head.file === file && stop.head.start === start,
  )

/** Who sends requests to a stop. */
export const stepsTo = (workspace: Workspace, stop: Stop): readonly Step[] =>
  together(waysIn(workspace).steps.filter(({ to }) => keyOf(to) === keyOf(stop)))

/** Where requests go from a stop. */
export const stepsFrom = (workspace: Workspace, stop: Stop): readonly Step[] =>
  together(waysIn(workspace).steps.filter(({ from }) => keyOf(from) === keyOf(stop)))

const keyOf = ({ kind, head }: Stop): string => `${kind} ${placeKey(head)}`

/** One step between two stops, by all that leads from the one to the other. */
function together(steps: readonly Step[]): readonly Step[] {
  const found = new Map<string, { readonly step: Step; readonly by: Map<string, Span> }>()
  for (const step of steps) {
    const key = `${keyOf(step.from)}\n${keyOf(step.to)}`
    const known = found.get(key) ?? { step, by: new Map() }
    found.set(key, known)
    for (const span of step.by) known.by.set(placeKey(span), span)
  }
  return Array.from(found.values(), ({ step, by }) => ({ ...step, by: [...by.values()] }))
}

/** Drawn once for each state of the workspace. */
function waysIn(workspace: Workspace): Ways {
  const configs = workspace.configs()
  const ways = known.get(configs) ?? draw(workspace)
  known.set(configs, ways)
  return ways
}

const known = new WeakMap<readonly Config[], Ways>()

function draw(workspace: Workspace): Ways {
  const views = workspace.views()
  const steps = [
    ...views.flatMap(view => stepsIn(view)),
    ...targetsIn(workspace).flatMap(({ target, services }) =>
      services.map(service => step(targetStop(target), serviceStop(service), target.host.at)),
    ),
  ]
  const alone = views.flatMap(({ config }) => [
    ...config.gateways.map(gateway => gatewayStop(config, gateway)),
    ...config.upstreams.filter(({ declared }) => declared).map(({ directive }) => blockStop('upstream', directive)),
  ])
  const { projects, clusters } = workspace.topology()
  const services = [...projects, ...clusters].flatMap(project => project.services.map(serviceStop))
  const stops = new Map(
    [...alone, ...services, ...steps.flatMap(({ from, to }) => [from, to])].map(each => [keyOf(each), each]),
  )
  return { stops, steps }
}

const step = (from: Stop, to: Stop, by: Span): Step => ({ from, to, by: [by.file === from.at.file ? by : from.head] })

function stepsIn({ config, placements }: View): readonly Step[] {
  return config.gateways
    .flatMap(gateway => {
      const start = gatewayStop(config, gateway)
      const flow = flowOf(config, gateway)
      return [
        ...placements.map(({ service, at }) => step(serviceStop(service), start, at)),
        ...gateway.routes.flatMap(route => stepsBy(route, stopAround(config, gateway, route.scope))),
        ...(flow ? stepsWithin(config, gateway, flow) : []),
      ]
    })
    .concat(
      config.upstreams.flatMap(({ declared, directive, targets }) =>
        declared ? targets.map(target => step(blockStop('upstream', directive), targetStop(target), target.at)) : [],
      ),
    )
}

/** An address that is written in place is a target at once. */
function stepsBy({ to, directive }: Route, from: Stop): readonly Step[] {
  if (to.kind === 'direct') return to.upstream.targets.map(target => step(from, targetStop(target), target.at))
  if (to.kind !== 'upstream') return []
  const by = directive.name.text === 'listen' ? directive.name.at : to.name.at
  return [step(from, blockStop('upstream', to.upstream.directive), by)]
}

/** From a server to its locations, and from location to location. */
function stepsWithin(config: Config, gateway: Gateway, flow: Flow): readonly Step[] {
  const found: Step[] = []
  for (const { directive, kind, scope } of allOf(flow.locations)) {
    const to = blockStop('location', directive)
    // Those with a name are reached by jumps alone.
    if (kind !== 'named') found.push(step(stopAround(config, gateway, scope.outer), to, to.head))
  }
  for (const { from, goal, to } of flow.jumps) {
    if (goal.kind !== 'location' || goal.location === from) continue
    const start = from ? blockStop('location', from.directive) : gatewayStop(config, gateway)
    found.push(step(start, blockStop('location', goal.location.directive), to.at))
  }
  return found
}

/** The innermost location around, or else the gateway. */
function stopAround(config: Config, gateway: Gateway, scope: Scope | undefined): Stop {
  for (const { block } of outwards(scope)) if (block?.name.text === 'location') return blockStop('location', block)
  return gatewayStop(config, gateway)
}

const gatewayStop = ({ dialect }: Config, { directive }: Gateway): Stop =>
  dialect === 'nginx' && directive.body && directive.name.text === 'server'
    ? stopOf('gateway', directive, serverLabel(directive))
    : blockStop('gateway', directive)

/** Of a fragment without a server the gateway is a line. */
function blockStop(kind: Stop['kind'], directive: Directive): Stop {
  const label = nginxLabel(directive, undefined) ?? haproxyLabel(directive, undefined)
  const words: readonly Word[] = [directive.name, ...directive.args]
  return stopOf(kind, directive, label ?? { text: words.map(({ text }) => text).join(' '), detail: '', words })
}

const stopOf = (
  kind: Stop['kind'],
  { at }: Directive,
  { text, detail, words }: Pick<Label, 'text' | 'detail' | 'words'>,
): Stop => ({ kind, text, detail, at, head: headOf(words, at) })

const targetStop = ({ host, port, at, directive }: Target): Stop => ({
  kind: 'target',
  text: port ? `${host.text}:${port.text}` : host.text,
  detail: directive.name.text,
  at,
  head: at,
})

const serviceStop = ({ name, image, kubernetes }: Service): Stop => ({
  kind: 'service',
  text: name.text,
  detail: kubernetes ? 'Service' : (image?.text ?? ''),
  at: name.at,
  head: name.at,
})
