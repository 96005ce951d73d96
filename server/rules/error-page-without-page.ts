/** The page for failures is asked of the very backend that failed, or is not there. */

import type { Config, Gateway } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { gathering } from '../model/gathered.ts'
import { linesBefore } from '../model/insert.ts'
import { flowOf, type Jump } from '../model/nginx-flow.ts'
import type { Location } from '../model/nginx-locations.ts'
import { occurs } from '../model/occurrences.ts'
import type { Fix, Report, Rule, View } from '../rule.ts'
import { once } from '../syntax/remembered.ts'
import type { Directive } from '../syntax/tree.ts'
import { originOf } from '../topology/container-files.ts'

export const errorPageWithoutPage: Rule = {
  id: 'error-page-without-page',
  severity: 'info',
  group: 'error pages',
  summary: 'A page for failed backends is asked of the backend that failed, or is no file of the image.',
  *check(view) {
    const { config } = view
    if (config.dialect !== 'nginx' || !occurs(config, 'error_page')) return
    const told = new Set<Directive>()
    for (const page of suspectsIn(config.gateways, config)) {
      if (told.has(page.directive)) continue
      const report = page.again ? askedAgain(config, page, page.again) : absent(view, page)
      if (!report) continue
      told.add(page.directive)
      yield report
    }
  },
}

const isForFailures = once(
  ({ args }: Directive): boolean =>
    args.at(-1)!.text.startsWith('/') && args.slice(0, -1).some(({ text }) => /^50[234]$/.test(text)),
)

interface Page extends Jump {
  /** The directive by which the only backend is asked for it, and the location in which that stands. */
  readonly again: Again | undefined
}

interface Again {
  readonly pass: Directive
  readonly location: Location
}

/** Of which something may be told, whoever runs it; each directive once, as a URI leads to the same location from everywhere. */
const suspectsIn = gathering((gateway: Gateway, config): readonly Page[] => {
  const jumps = flowOf(config, gateway)?.jumps ?? []
  const pages = jumps.filter(({ kind, directive }) => kind === 'error_page' && isForFailures(directive))
  const asking = new Set(jumps.flatMap(({ from }) => (from && passIn(from) ? [from] : [])))
  return [...new Map(pages.map(page => [page.directive, page])).values()]
    .map(page => {
      const own = pages.filter(({ directive, from }) => directive === page.directive && from && asking.has(from))
      return { ...page, again: own.length === 1 ? takesItself(own[0]!) : undefined }
    })
    .filter(page => page.again || pathOf(page, config))
})

const passIn = ({ scope: { body } }: Location): Directive | undefined =>
  [...body, ...body.flatMap(each => (each.name.text === 'if' ? (each.body ?? []) : []))].find(({ name }) =>
    name.text.endsWith('_pass'),
  )

/** The location that failed takes the page's URI as well. */
function takesItself({ from, goal }: Jump): Again | undefined {
  if (!from || goal.kind !== 'location' || goal.location !== from || from.kind === 'exact') return undefined
  const pass = from.scope.body.find(({ name }) => name.text.endsWith('_pass'))
  const isPlain = !from.scope.body.some(({ name }) => /^(?:if|rewrite|try_files|include)$/.test(name.text))
  return pass && isPlain ? { pass, location: from } : undefined
}

const askedAgain = (config: Config, { to }: Page, { pass, location }: Again): Report => ({
  at: to.at,
  message: `No other location takes "${to.text}": the backend that has just failed is asked for the page, and clients see nginx's own.`,
  related: [{ at: pass.at, message: 'It is asked here, a second time' }],
  fixes: ownLocation(config, to.text, location),
})

/** Its images have that one page (nginx's package, html/50x.html). */
const ownLocation = (config: Config, page: string, { directive }: Location): readonly Fix[] =>
  page === '/50x.html'
    ? [
        {
          title: `Answer "${page}" with the page that nginx brings along`,
          edits: [linesBefore(config, directive, [`location = ${page} { root ${HTML}; internal; }`])],
          safe: false,
        },
      ]
    : []

const HTML = '/usr/share/nginx/html'

/** A file of the official image, which has two pages, both in one folder. */
function absent({ config, placements }: View, page: Page): Report | undefined {
  const path = placements.length > 0 ? pathOf(page, config) : undefined
  if (!path || !placements.every(placement => originOf(path, placement)?.kind === 'image')) return undefined
  return {
    at: page.to.at,
    severity: 'warning',
    message: `The image has no file "${path}", and nothing is mounted there: a backend that fails is answered 404.`,
    related: [{ at: placements[0]!.at, message: `"${placements[0]!.service.name.text}" runs this configuration` }],
  }
}

/** Where a location looks for the page, unless the image has one there; what does not begin with `/` is in nginx's own folder. */
function pathOf({ goal, to }: Page, config: Config): string | undefined {
  if (goal.kind !== 'location' || !goal.location.scope.body.every(({ name }) => PLAIN.test(name.text))) return undefined
  const { value, certain } = effective(config, goal.location.scope, 'root')
  if (!certain || value === undefined || value.includes('$')) return undefined
  const path = `${value.startsWith('/') ? '' : '/etc/nginx/'}${value.replace(/\/$/, '')}${to.text}`
  return /^\/usr\/share\/nginx\/html\/(?:50x|index)\.html$/.test(path) ? undefined : path
}

/** A location of these lines gives files away. */
const PLAIN =
  /^(?:root|internal|allow|deny|access_log|log_not_found|add_header|default_type|expires|charset|error_page)$/
