/** HAProxy reads an address from the environment, and nothing is there. */
import { linesWhere } from '../model/gathered.ts'
import { globalSetting } from '../model/haproxy-settings.ts'
import type { Rule } from '../rule.ts'
import { type Span, slice, type Word } from '../syntax/text.ts'
import { isOfficial } from '../topology/container-files.ts'

export const variableUnset: Rule = {
  id: 'variable-unset',
  severity: 'warning',
  group: 'references',
  summary: 'A server of HAProxy has its address from the environment, and the container is given no such variable.',
  *check({ config, placements }) {
    if (config.dialect !== 'haproxy' || placements.length === 0) return
    // What another image, or a script of it, sets is not known.
    if (!placements.every(({ service }) => isOfficial(service) && service.pristine && !service.environmentOpen)) return
    if (SETTING.some(name => globalSetting(config, name).directive)) return
    for (const { args } of withVariable(config)) {
      for (const { name, at } of variablesIn(args[1]!)) {
        if (placements.some(({ service }) => service.environment.has(name))) continue
        yield {
          at,
          message: `The container is given no variable "${name}", and HAProxy reads nothing for it: without a name the address is this machine itself, and requests are answered 503.`,
          related: [{ at: placements[0]!.service.name.at, message: 'It runs here' }],
        }
      }
    }
  },
}

const withVariable = linesWhere(({ name, args }) => name.text === 'server' && args[1]?.text.includes('$') === true)

/** With these the configuration gives itself variables. */
const SETTING = ['setenv', 'presetenv']

/** Without a value of their own; those that HAProxy sets by itself begin with its name. */
const variablesIn = (word: Word): readonly { readonly name: string; readonly at: Span }[] =>
  Array.from(word.text.matchAll(/\$(?:\{(\w+)\}|(\w+))/g)).flatMap(match => {
    const name = (match[1] ?? match[2])!
    if (name.startsWith('HAPROXY_')) return []
    return [{ name, at: slice(word, match.index, match.index + match[0].length).at }]
  })
