/** The time for a connection to a service is too short for one packet that is lost, or so long that nobody waits for it. */
import { type Config, hops, type Setting } from '../model/config.ts'
import { spellTime } from '../model/waits.ts'
import type { Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const connectTimeoutUnfit: Rule = {
  id: 'connect-timeout-unfit',
  severity: 'info',
  group: 'timeouts',
  strict: true,
  summary: 'The time for a connection is too short for one packet that is lost, or longer than anybody waits.',
  options: {
    shortest: { summary: 'What waits at least so long is not too short.', kind: 'time', default: 1000 },
    longest: { summary: 'What waits at most so long is not too long.', kind: 'time', default: 75_000 },
  },
  *check({ config }, { shortest = 1000, longest = 75_000 }) {
    const told = new Set<Directive>()
    for (const { directive, value, ms } of settingsOf(config)) {
      if (!ms || told.has(directive) || (ms >= shortest && ms <= longest)) continue
      told.add(directive)
      const isShort = ms < shortest
      const status = config.dialect === 'nginx' ? 504 : 503
      yield {
        at: value.at,
        message: isShort
          ? `A packet that is lost is sent again after a second. Here the connection is given up after ${spellTime(ms)}, and one lost packet is a ${status}.`
          : `While a service does not take connections, each client waits ${spellTime(ms)} before the next service is tried, or ${status} is answered: browsers and balancers are gone by then.`,
        fixes: [{ title: 'Wait 5s', edits: [{ at: value.at, text: '5s' }], safe: false }],
      }
    }
  },
}

/** The settings in force on the way to a service; a unix socket loses nothing. */
function* settingsOf(config: Config): Generator<Setting> {
  for (const { routes, upstream, target } of hops(config)) {
    if (target.host.text.startsWith('unix:')) continue
    const all = config.dialect === 'nginx' ? routes.map(({ timeouts }) => timeouts) : [upstream.timeouts]
    for (const timeouts of all) if (timeouts?.connect) yield timeouts.connect
  }
}
