/** The commercial edition of nginx is asked of the open one. */
import type { Upstream } from '../model/config.ts'
import { gathering } from '../model/gathered.ts'
import { occurrences, occurs } from '../model/occurrences.ts'
import type { Report, Rule } from '../rule.ts'
import { isOfficial } from '../topology/container-files.ts'

export const plusOnlyDirective: Rule = {
  id: 'plus-only-directive',
  severity: 'error',
  group: 'language',
  summary:
    "A directive of nginx's commercial edition stands in a configuration that the open one runs: nginx does not start.",
  *check({ config, placements }) {
    if (config.dialect !== 'nginx' || placements.length === 0) return
    // A `RUN`, or a module of one's own, may bring anything.
    const isOpen = placements.every(({ service }) => isOfficial(service) && service.pristine && service.untouched)
    if (!isOpen || occurs(config, 'load_module')) return
    const runs = { at: placements[0]!.at, message: `"${placements[0]!.service.name.text}" runs the open edition` }
    const told = (report: Pick<Report, 'at' | 'message'>): Report => ({ ...report, related: [runs] })
    for (const name of DIRECTIVES) {
      for (const { directive } of occurrences(config, name)) {
        yield told({
          at: directive.name.at,
          message: `Only the commercial edition has "${name}": the nginx of this image does not start.`,
        })
      }
    }
    for (const { text, at } of parametersIn(config.upstreams, config)) {
      yield told({
        at,
        message: `Only the commercial edition takes "${text}" for a server: the nginx of this image does not start.`,
      })
    }
  },
}

const parametersIn = gathering(({ declared, directive: { body = [] } }: Upstream) =>
  declared
    ? body
        .filter(({ name }) => name.text === 'server')
        .flatMap(({ args }) => args.filter(({ text }) => PARAMETERS.test(text)))
    : [],
)

/** Each opens a feature; the others of that edition stand beside one of them. */
const DIRECTIVES = ['health_check', 'queue', 'ntlm', 'api', 'status', 'status_zone', 'keyval', 'auth_jwt', 'zone_sync']

const PARAMETERS = /^(?:slow_start=|route=|drain$)/
