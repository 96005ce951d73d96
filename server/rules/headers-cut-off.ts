/** A block that sets a header of its own takes none of those around it, and loses one that matters. */
import type { Config, Gateway, Route } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { gathering } from '../model/gathered.ts'
import { linesBefore } from '../model/insert.ts'
import { sourceOf } from '../model/request-headers.ts'
import type { Rule, Severity } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const headersCutOff: Rule = {
  id: 'headers-cut-off',
  severity: 'warning',
  group: 'websocket',
  summary: 'A block sets a header of its own, and so loses those that are set around it.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    const told = new Set<Directive>()
    for (const { name, first, lost, gone } of cutOffIn(config.gateways, config)) {
      if (told.has(first)) continue
      told.add(first)
      const worst = lost.filter(each => matterOf(each)!.severity === 'warning')
      const matter = matterOf(worst[0] ?? lost[0]!)!
      const names = lost.map(({ args }) => args[0]!.text)
      yield {
        at: first.at,
        severity: matter.severity,
        message: `A block with a ${name} of its own takes none of those around it: ${list(names)} ${names.length === 1 ? 'is' : 'are'} not set here, and ${matter.outcome}.`,
        related: lost.map(({ at, args }) => ({ at, message: `"${args[0]!.text}" is set here` })),
        fixes: [
          {
            title: `Repeat ${list(gone.map(({ args }) => args[0]!.text))}`,
            edits: [
              linesBefore(
                config,
                first,
                gone.map(each => sourceOf(config, each)),
              ),
            ],
            safe: false,
          },
        ],
      }
    }
  },
}

const ENTRIES: Readonly<Record<string, string>> = {
  proxy_pass: 'proxy_set_header',
  grpc_pass: 'grpc_set_header',
  fastcgi_pass: 'fastcgi_param',
}

/** What comes of it when one is not sent. */
const MATTERS: Readonly<Record<string, { readonly severity: Severity; readonly outcome: string }>> = {
  upgrade: { severity: 'warning', outcome: 'a websocket is refused' },
  script_filename: {
    severity: 'warning',
    outcome: 'PHP finds no script, and answers with an empty page or "File not found."',
  },
  host: {
    severity: 'info',
    outcome: 'the service is asked by the name of the target, not by that which the client asked for',
  },
  'x-forwarded-proto': {
    severity: 'info',
    outcome: 'the service does not know that the client speaks HTTPS, and may redirect without end',
  },
}

const matterOf = ({ args }: Directive) => {
  const name = args[0]?.text.toLowerCase() ?? ''
  return Object.hasOwn(MATTERS, name) ? MATTERS[name] : undefined
}

/** What is cut off at the routes of a server. */
const cutOffIn = gathering(({ mode, routes }: Gateway, config) =>
  (mode === 'http' ? routes : []).flatMap(route => {
    const name = ENTRIES[route.directive.name.text]
    return (name ? cutOffAt(config, route, name) : undefined) ?? []
  }),
)

/** The first own entry at a route, and what the nearest block around sets that matters and is not set again. */
function cutOffAt(config: Config, { scope }: Route, name: string) {
  const own = effective(config, scope, name)
  const outer = own.scope?.outer
  const [first] = own.directives
  if (!first || !outer || !own.certain) return undefined
  const names = new Set(own.directives.map(({ args }) => args[0]?.text.toLowerCase()))
  const around = effective(config, outer, name).directives
  const isSet = ({ args }: Directive): boolean => names.has(args[0]?.text.toLowerCase())
  const lost = around.filter(entry => matterOf(entry) && !isSet(entry))
  const gone = around.filter(entry => lost.includes(entry) || (isConnection(entry) && !isSet(entry)))
  /** Who says what becomes of a connection has thought of websockets. */
  const isMeant = names.has('connection') && lost.every(({ args }) => args[0]!.text.toLowerCase() === 'upgrade')
  return lost.length > 0 && !isMeant ? { name, first, lost, gone } : undefined
}

/** Comes along with `Upgrade`. */
const isConnection = ({ args }: Directive): boolean => args[0]?.text.toLowerCase() === 'connection'

const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
