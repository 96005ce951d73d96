/** What is in force at a line and said elsewhere: how long a gateway waits, and which service a target means. */
import type { Config, Target } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { settingIn } from '../model/haproxy-settings.ts'
import type { View } from '../rule.ts'
import type { Document } from '../syntax/tree.ts'
import type { Workspace } from '../workspace.ts'
import { placeInWords } from './here.ts'
import { isSame, viewOf } from './place.ts'
import { code, type Sentence, say } from './prose.ts'
import { waitsOf } from './waits.ts'

export interface Hint {
  /** Behind which character it is shown. */
  readonly offset: number
  readonly text: string
  readonly lines: readonly Sentence[]
}

/** Those of a stretch of a file, in their order. */
export function hintsIn(workspace: Workspace, file: string, from: number, to: number): readonly Hint[] {
  return workspace
    .documents(file)
    .flatMap(document => {
      const view = viewOf(workspace, document)
      if (!view) return []
      const isShown = ({ at }: { readonly at: Target['at'] }): boolean =>
        at.file === file && from <= at.end && at.start <= to
      const ask: Ask = { workspace, view, document, isShown }
      return [...(document.dialect === 'nginx' ? nginxWaits(ask) : haproxyWaits(ask)), ...serviceHints(ask)]
    })
    .sort((a, b) => a.offset - b.offset)
}

interface Ask {
  readonly workspace: Workspace
  readonly view: View
  readonly document: Document
  isShown(part: { readonly at: Target['at'] }): boolean
}

/** At each pass, unless its own block says how long it waits. */
function nginxWaits({ workspace, view: { config }, document, isShown }: Ask): readonly Hint[] {
  const seen = new Set<number>()
  return config.gateways.flatMap(({ routes }) =>
    routes.flatMap(({ directive, scope }) => {
      const { start, end } = directive.at
      if (!isShown(directive) || seen.has(start)) return []
      seen.add(start)
      const [, wait] = waitsOf(scope, directive)
      if (!wait) return []
      const { value, directive: given, level, scope: giving } = effective(config, scope, wait.name)
      if (value === undefined || (giving?.block === scope.block && given)) return []
      const lines = given
        ? say`${code(wait.name)} is set at ${placeInWords(workspace, document.file, given.at)}.`
        : say`Nothing sets ${code(wait.name)}: this is its default.`
      return [{ offset: end, text: `waits ${value} (${given ? level : 'default'})`, lines: [lines] }]
    }),
  )
}

/** At the head of each section that sends requests on, unless it says itself how long it waits. */
function haproxyWaits({ workspace, view: { config }, document, isShown }: Ask): readonly Hint[] {
  return config.directives.flatMap(section => {
    const { name, args, body } = section
    const last = args.at(-1) ?? name
    if (!body || !/^(?:backend|listen)$/.test(name.text) || !isShown(last)) return []
    const { directive, values, section: from, certain } = settingIn(config, { directive: section }, 'timeout server')
    const [value] = values
    if (!certain || !directive || !value || !from || from.directive === section) return []
    const lines = [say`${code('timeout server')} is set at ${placeInWords(workspace, document.file, directive.at)}.`]
    return [{ offset: last.at.end, text: `waits ${inUnits(value.text)} (defaults)`, lines }]
  })
}

/** A time without a unit counts milliseconds. */
const inUnits = (text: string): string => (/^\d+$/.test(text) ? `${text}ms` : text)

/** At each target whose text does not say which service it means, or on which port it is asked. */
function serviceHints({ view, isShown }: Ask): readonly Hint[] {
  const seen = new Set<number>()
  return targetsOf(view.config).flatMap(target => {
    if (target.at.scattered || !isShown(target) || seen.has(target.at.start)) return []
    seen.add(target.at.start)
    const text = meantBy(target, view)
    return text === undefined ? [] : [{ offset: target.at.end, text, lines: [] }]
  })
}

const targetsOf = ({ upstreams }: Config): readonly Target[] => upstreams.flatMap(({ targets }) => targets)

function meantBy({ host, port, portNumber }: Target, { topology, placements }: View): string | undefined {
  const [first, ...others] = placements.map(from => topology.lookup(host.text, from))
  if (first?.kind !== 'service') return undefined
  const { name } = first.service
  if (others.some(other => other.kind !== 'service' || !isSame(other.service.name, name))) return undefined
  const isObvious = name.text.toLowerCase() === host.text.toLowerCase()
  const asked = port === undefined && portNumber !== undefined ? `:${portNumber}` : ''
  if (isObvious) return asked === '' ? undefined : asked
  return `${asked} → ${name.text}`.trim()
}
