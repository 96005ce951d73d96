/** A request is sent to a named location that its server does not have. */
import type { Config } from '../model/config.ts'
import { type Flow, flowOf, type Jump } from '../model/nginx-flow.ts'
import { occurrencesWhere } from '../model/occurrences.ts'
import type { Fix, Report, Rule } from '../rule.ts'
import { nearest } from '../syntax/nearest.ts'
import { once } from '../syntax/remembered.ts'
import type { Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'

export const undefinedLocation: Rule = {
  id: 'undefined-location',
  severity: 'warning',
  group: 'references',
  summary: 'A request is sent to a named location that its server does not have: it is answered 500.',
  *check({ config }) {
    if (config.dialect !== 'nginx' || !NAMING.some(kind => naming[kind](config).length > 0)) return
    for (const jumps of jumpsByDirective(config).values()) {
      const { kind, to } = jumps[0]!
      if (jumps.every(({ goal }) => goal.kind === 'missing')) yield { ...SAID[kind](to), fixes: renamed(config, jumps) }
    }
  },
}

/** `post_action` comes after the answer: nobody sees that it fails. */
const NAMING = ['error_page', 'try_files'] as const

/**
 * A file that is not there is what the last argument of `try_files` is for; an error page needs a failure first
 * (ngx_http_named_location: "could not find named location").
 */
const SAID: Readonly<Record<(typeof NAMING)[number], (to: Word) => Report>> = {
  error_page: to => ({
    at: to.at,
    message: `No location of this server is called "${to.text}": instead of the error page the client gets 500.`,
  }),
  try_files: to => ({
    at: to.at,
    severity: 'error',
    message: `No location of this server is called "${to.text}": whatever is not among the files is answered 500.`,
  }),
}

const names = ({ args }: Directive): boolean => args.at(-1)?.text.startsWith('@') ?? false

const naming = {
  error_page: occurrencesWhere('error_page', names),
  try_files: occurrencesWhere('try_files', names),
}

interface Named extends Jump {
  readonly kind: (typeof NAMING)[number]
}

/** What stands further out than a server counts in several: it is judged by all of them. */
function jumpsByDirective(config: Config): ReadonlyMap<Directive, readonly Named[]> {
  const found = new Map<Directive, Named[]>()
  for (const gateway of config.gateways) {
    const flow = flowOf(config, gateway)
    for (const jump of flow ? namedIn(flow) : []) {
      const known = found.get(jump.directive)
      if (known) known.push(jump)
      else found.set(jump.directive, [jump])
    }
  }
  return found
}

const namedIn = once(({ jumps }: Flow) => jumps.filter(isNamed))

const isNamed = (jump: Jump): jump is Named => jump.to.text.startsWith('@') && NAMING.some(kind => kind === jump.kind)

/** To the nearest name that all the servers have. */
function renamed(config: Config, jumps: readonly Named[]): readonly Fix[] {
  const { to, directive } = jumps[0]!
  const flows = config.gateways.flatMap(gateway => flowOf(config, gateway) ?? [])
  const [first, ...others] = flows.filter(flow => flow.jumps.some(jump => jump.directive === directive))
  const known = first?.locations.filter(({ kind }) => kind === 'named') ?? []
  const near = nearest(
    to.text,
    known.map(({ name }) => ({ text: name })),
  )
  if (!near || others.some(flow => flow.goalOf(near.text).kind !== 'location')) return []
  return [{ title: `Send it to "${near.text}"`, edits: [{ at: to.at, text: near.text }], safe: false }]
}
