/** Targets that were judged by hand, held against what is found out about them: which service they mean, and whether it answers there. */
import * as path from 'node:path'
import { isTemplate } from '../../server/kinds.ts'
import { hops, type Target } from '../../server/model/config.ts'
import type { View } from '../../server/rule.ts'
import type { Span } from '../../server/syntax/text.ts'
import { namesakesOf } from '../../server/topology/namesake.ts'
import type { Service } from '../../server/topology/topology.ts'
import { verdictOf } from '../../server/topology/verdict.ts'
import type { Workspace } from '../../server/workspace.ts'

export type Row = Readonly<Record<string, string>>

export interface Labelled {
  /** Rows that name a service of a compose file. */
  readonly rows: number
  readonly found: number
  /** Of those: by its name alone, since nobody is known to run the configuration. */
  readonly byName: number
  /** Of those that are found: on a port that some evidence names. */
  readonly reachable: number
  /** Of the rows that are left: their configuration, or the manifest, is a template that nobody has rendered. */
  readonly templates: number
  /** Of the rows: nobody is known to run the configuration. */
  readonly unplaced: number
  readonly misses: readonly string[]
}

const TEMPLATE = 'in a template'
const NO_TARGET = 'no target is seen there'
const NOBODY = 'nobody is known to run it'
const BY_NAME = 'found by its name'

/** `open`: a project by its name with a slash. */
export function labelledTargets(
  rows: readonly Row[],
  open: (repo: string) => { readonly root: string; readonly workspace: Workspace },
): Labelled {
  const wanted = rows.filter(row => row.host_kind !== 'localhost' && namesOf(row).length > 0)
  const projects = new Map(wanted.map(({ repo }) => [repo!, open(repo!)]))
  const views = new Map(Array.from(projects, ([repo, { workspace }]) => [repo, workspace.views()]))
  const outcomes = wanted.map(row => {
    const { root, workspace } = projects.get(row.repo!)!
    const file = path.join(root, row.file!)
    const text = workspace.text(file)
    const isRendered = text === undefined || isTemplate(text) || /jinja|template/i.test(row.service!)
    const outcome = isRendered ? TEMPLATE : outcomeOf(row, file, workspace, views.get(row.repo!)!)
    return {
      row,
      outcome: outcome === NO_TARGET && /\$/.test(row.effective_target || row.raw_target!) ? TEMPLATE : outcome,
    }
  })
  const counted = (wanted: string): number => outcomes.filter(({ outcome }) => outcome === wanted).length
  return {
    rows: outcomes.length - counted(TEMPLATE),
    found: counted('found') + counted('reachable') + counted(BY_NAME),
    byName: counted(BY_NAME),
    reachable: counted('reachable'),
    templates: counted(TEMPLATE),
    unplaced: counted(NOBODY),
    misses: outcomes.flatMap(({ row, outcome }) =>
      ['found', 'reachable', BY_NAME, TEMPLATE].includes(outcome)
        ? []
        : `${row.repo} ${row.file}:${row.lines} ${row.effective_target || row.raw_target} → ${row.service}: ${outcome}`,
    ),
  }
}

/** The names of the services that a row means: "compose.yaml:web1/web2 (alias app)". None where it means something else. */
function namesOf({ service = '', host = '' }: Row): readonly string[] {
  const [, names] = /\.ya?ml(?:\.\w+)?:(.+)$/.exec(service) ?? []
  if (names === undefined) return []
  const written = names.replace(/ \(.*|\s+via .*/g, '')
  const [first = ''] = written.split('/')
  const [, stem, from, to] = /^(.*?)(\d+)\.\.(\d+)$/.exec(written) ?? []
  if (stem) return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => `${stem}${Number(from) + index}`)
  return written.split('/').flatMap(name => (/[<*]/.test(name) ? [host] : [name, first.replace(/\d+$/, name)]))
}

/** "reachable", "found", or what is found instead. */
function outcomeOf(row: Row, file: string, workspace: Workspace, views: readonly View[]): string {
  const lines = row.lines!.split(',').map(Number)
  const isHere = ({ file: at, start }: Span): boolean =>
    at === file && lines.includes(workspace.locate(at, start).line + 1)
  const there = views.flatMap(view =>
    hops(view.config)
      .filter(
        ({ target, routes }) => isHere(target.directive.at) || routes.some(({ directive }) => isHere(directive.at)),
      )
      .map(({ target }) => ({ view, target })),
  )
  if (there.length === 0) return NO_TARGET
  const outcomes = there.map(({ view, target }) => lookedUp(row, view, target))
  return ['reachable', 'found'].find(outcome => outcomes.includes(outcome)) ?? outcomes[0]!
}

function lookedUp(row: Row, { topology, placements }: View, { host, portNumber }: Target): string {
  const names = namesOf(row)
  const isMeant = ({ name, otherNames, networks }: Service): boolean =>
    [name, ...otherNames, ...networks.flatMap(({ aliases }) => aliases)].some(each => names.includes(each.text))
  if (placements.length === 0) return namesakesOf(topology, host.text, host.at.file).some(isMeant) ? BY_NAME : NOBODY
  const lookups = placements.map(from => topology.lookup(host.text, from))
  const services = lookups.flatMap(lookup => (lookup.kind === 'service' ? lookup.service : []))
  if (services.length === 0) {
    const [first] = lookups
    return first?.kind === 'unknown' ? first.why : `${host.text} is ${first?.kind}`
  }
  if (/<svc>/.test(row.service!)) return openOr(services, portNumber)
  if (!services.some(isMeant)) return `it means ${services[0]!.name.text}`
  return openOr(services, portNumber)
}

const openOr = (services: readonly Service[], port: number | undefined): string =>
  port !== undefined && services.some(each => verdictOf(each, port).kind === 'open') ? 'reachable' : 'found'
