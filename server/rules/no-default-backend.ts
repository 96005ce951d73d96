/** A frontend of HAProxy leaves some requests without a backend. */

import type { Config, Gateway } from '../model/config.ts'
import { where } from '../model/gathered.ts'
import { linesAfter } from '../model/insert.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const noDefaultBackend: Rule = {
  id: 'no-default-backend',
  severity: 'info',
  group: 'references',
  summary: 'A frontend of HAProxy has conditions for all its backends and no default: what fits none gets a 503.',
  *check({ config }) {
    if (config.dialect !== 'haproxy' || !config.complete) return
    for (const gateway of partial(config.gateways, config)) {
      const choices = choicesOf(gateway)
      yield {
        at: gateway.name.at,
        message: `A request that fits none of the conditions of "${gateway.name.text}" has no backend: it is answered 503, as if a server were down.`,
        related: [{ at: choices.at(-1)!.at, message: 'The last condition' }],
        fixes: defaults(config, choices),
      }
    }
  },
}

const choicesOf = ({ directive: { body = [] } }: Gateway): readonly Directive[] =>
  body.filter(({ name }) => name.text === 'use_backend')

const partial = where((gateway: Gateway) => {
  const choices = choicesOf(gateway)
  if (gateway.mode !== 'http' || choices.length === 0 || hasDefault(gateway)) return false
  return !gateway.directive.body!.some(mayAnswer) && !isExhaustive(choices)
})

/** One of the backends that are there already, for all that is left. */
function defaults(config: Config, choices: readonly Directive[]): readonly Fix[] {
  const names = [...new Set(choices.map(({ args }) => args[0]!.text))].filter(name => !/[%$]/.test(name))
  const last = choices.at(-1)!
  return names.slice(0, MOST_NAMES).map(name => ({
    title: `Send all others to "${name}"`,
    edits: [linesAfter(config, last, [`default_backend ${name}`], last)],
    safe: false,
  }))
}

const MOST_NAMES = 3

const hasDefault = ({ routes }: Gateway): boolean =>
  routes.some(({ directive }) => directive.name.text !== 'use_backend')

/** Lines that answer by themselves, also with a condition: who turns some requests away may have thought of all. */
const mayAnswer = ({ name, args }: Directive): boolean =>
  /^(?:redirect|stats|monitor-uri|errorfile|errorfiles|errorloc\w*|http-error|\..+)$/.test(name.text) ||
  (/^(?:http|tcp)-request$/.test(name.text) && args.some(({ text }) => ACTS.test(text)))

const ACTS = /^(?:return|redirect|deny|reject|tarpit|auth|use-service|silent-drop|lua\..+)$/

/** One without a condition, or one for a condition and one for its opposite. */
function isExhaustive(choices: readonly Directive[]): boolean {
  const conditions = choices.map(({ args }) => args.slice(1).map(({ text }) => text))
  if (conditions.some(([word, first]) => word === undefined || first === 'TRUE')) return true
  const texts = new Set(conditions.map(words => words.join(' ')))
  return [...texts].some(text => text.startsWith('if ') && opposites(text.slice(3)).some(other => texts.has(other)))
}

const opposites = (condition: string): readonly string[] => [
  `unless ${condition}`,
  condition.startsWith('!') ? `if ${condition.slice(1)}` : `if !${condition}`,
]
