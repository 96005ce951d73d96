/** The way of each request, as a document to read: gateway, route, upstream, target, service, and what says where that listens. */
import { type Examined, evidenceFor, evidenceInWords, examineTarget, type Judgement } from '../doctor.ts'
import type { Config, Gateway, Route } from '../model/config.ts'
import type { Finding, View } from '../rule.ts'
import type { Span } from '../syntax/text.ts'
import type { Service } from '../topology/topology.ts'
import type { Workspace } from '../workspace.ts'
import { haproxyLabel, serverLabel } from './label.ts'
import { code, type Piece, type Sentence, say, toMarkdown } from './prose.ts'

/** How places are written down. */
export interface Places {
  /** A file, as people know it. */
  show(file: string): string
  /** What leads to a place; absent where the reader follows no links. */
  readonly link?: ((at: Span) => string) | undefined
}

/** The document, in Markdown. Configurations without gateways are left out. */
export function requestDocument(workspace: Workspace, places: Places): string {
  const views = workspace.views().filter(({ config }) => config.gateways.length > 0)
  const problems = workspace.findings().filter(({ severity }) => severity !== 'info')
  const parts = views.map(
    view => new Map(view.config.gateways.map(gateway => [gateway, routesOf(view, gateway, problems)])),
  )
  const placeOf = (at: Span): Piece => {
    const text = `${places.show(at.file)}:${workspace.locate(at.file, at.start).line + 1}`
    return places.link ? { link: text, to: places.link(at) } : text
  }
  const fileOf = (at: Span): Piece =>
    places.link ? { link: places.show(at.file), to: places.link(at) } : places.show(at.file)
  const lines = views.flatMap((view, index) => configLines(view, parts[index]!, fileOf, placeOf))
  return `${['# The way of requests', ...(lines.length > 0 ? lines : ['No gateway was found.'])].join('\n')}\n`
}

type PlaceOf = (at: Span) => Piece

interface Followed {
  readonly route: Route
  readonly targets: readonly Examined[]
}

const routesOf = (view: View, { routes }: Gateway, problems: readonly Finding[]): readonly Followed[] =>
  routes.map(route => ({
    route,
    targets:
      route.to.kind === 'upstream' || route.to.kind === 'direct'
        ? route.to.upstream.targets.filter(({ down }) => !down).map(target => examineTarget(view, target, problems))
        : [],
  }))

function configLines(
  { config, placements }: View,
  gateways: ReadonlyMap<Gateway, readonly Followed[]>,
  fileOf: PlaceOf,
  placeOf: PlaceOf,
): readonly string[] {
  const [main] = config.documents
  const runBy = placements.map(({ service, path, at }) =>
    markdown(say`Run by ${code(service.name.text)} as ${code(path)} (${placeOf(at)}).`),
  )
  return [
    `\n## ${markdown([fileOf(main!.at)])}\n`,
    ...(runBy.length > 0 ? runBy : ['Run by nobody that the manifests name.']),
    ...Array.from(gateways, ([gateway, routes]) => gatewayLines(config, gateway, routes, placeOf)).flat(),
  ]
}

function gatewayLines(
  { dialect }: Config,
  { directive }: Gateway,
  routes: readonly Followed[],
  placeOf: PlaceOf,
): readonly string[] {
  const label = dialect === 'nginx' ? serverLabel(directive) : haproxyLabel(directive, undefined)
  const heading = code(label?.text ?? directive.name.text)
  return [
    `\n### ${markdown(say`${heading} (${placeOf(directive.at)})`)}\n`,
    ...(routes.length > 0 ? routes.flatMap(route => routeLines(route, placeOf)) : ['It sends nothing on.']),
  ]
}

const routeLines = ({ route, targets }: Followed, placeOf: PlaceOf): readonly string[] => [
  `- ${markdown(say`${code(route.match || route.directive.name.text)} (${placeOf(route.directive.at)}) → ${destination(route)}`)}`,
  ...targets.flatMap(target => targetLines(target, placeOf)),
]

function destination({ to, protocol }: Route): Sentence {
  switch (to.kind) {
    case 'upstream':
      return say`upstream ${code(to.name.text)}, by ${protocol}`
    case 'direct':
      return say`${code(to.name.text)}, by ${protocol}`
    case 'undeclared':
      return say`${code(to.name.text)}, which is not declared here`
    case 'unknown':
      return say`where only a request tells`
  }
}

function targetLines(examined: Examined, placeOf: PlaceOf): readonly string[] {
  const { target, judgement, reason, services, findings } = examined
  const address = target.portNumber === undefined ? target.host.text : `${target.host.text}:${target.portNumber}`
  const rules = [...new Set(findings.map(({ rule }) => rule))]
  return [
    `  - ${MARKS[judgement]} ${markdown(say`${code(address)} (${placeOf(target.at)}): ${reason}`)}${rules.map(rule => ` \`${rule}\``).join('')}`,
    ...services.flatMap(service => serviceLines(service, target.portNumber, placeOf)),
  ]
}

const serviceLines = (service: Service, asked: number | undefined, placeOf: PlaceOf): readonly string[] =>
  evidenceFor(service, asked).map(
    port => `    - ${markdown(say`${code(service.name.text)} ${evidenceInWords(port)} (${placeOf(port.at)})`)}`,
  )

const MARKS: Readonly<Record<Judgement, string>> = { reachable: '✓', fault: '✗', unknown: '?' }

const markdown = (sentence: Sentence): string => toMarkdown([sentence])
