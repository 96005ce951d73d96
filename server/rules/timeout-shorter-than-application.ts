/** The gateway gives up while the application still works, as it was told that it may. */
import { answeredAs } from '../answered.ts'
import { spellTime, type Wait, waiting, waitOf } from '../model/waits.ts'
import type { Rule } from '../rule.ts'
import { timesAt } from '../topology/app-times.ts'

export const timeoutShorterThanApplication: Rule = {
  id: 'timeout-shorter-than-application',
  severity: 'info',
  group: 'timeouts',
  summary: 'The application is told that a request may take longer than the gateway waits for it.',
  *check(view) {
    const { config } = view
    const told = new Set<unknown>()
    for (const { hop, found: answers } of answeredAs(view, 'service')) {
      const { target, routes } = hop
      const found = timesAt(answers)
      const longest = found?.times.kill ?? found?.times.waits
      if (!found || !longest) continue
      for (const route of routes) {
        const wait = waitOf(config, route)
        const place = wait?.setting?.value ?? route.directive
        if (!wait || longest.value <= wait.ms * FAR_MORE || told.has(place)) continue
        told.add(place)
        const time = spellTime(longest.value)
        yield {
          at: wait.setting?.value.at ?? target.at,
          target: target.at,
          message: `${found.times.program} may take ${time} for a request, but ${saying(wait)}: what takes longer is answered 504, though it would come.`,
          related: [{ at: longest.at, message: `"${found.service.name.text}" is told so here` }],
          fixes: [{ title: `Wait ${time}`, edits: [waiting(config, route, wait, time)], safe: false }],
        }
      }
    }
  },
}

/** Up to so much more the gateway may be meant to give up first, and to say so. */
const FAR_MORE = 2

const saying = ({ name, ms, setting }: Wait): string =>
  `the ${name} is ${spellTime(ms)}${setting ? '' : ', its default'}`
