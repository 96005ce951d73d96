/** A map that chooses a target leaves some requests without one. */

import type { Config, Gateway, Route } from '../model/config.ts'
import { gathering } from '../model/gathered.ts'
import { linesBefore } from '../model/insert.ts'
import { occurrences } from '../model/occurrences.ts'
import type { Report, Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const mapWithoutDefault: Rule = {
  id: 'map-without-default',
  severity: 'warning',
  group: 'names',
  summary: 'A map chooses the target of requests and has no default: what it does not name is answered 500.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    const told = new Set<Directive>()
    for (const { gateway, route, variable } of chosen(config.gateways, config)) {
      const block = chooserOf(config, variable)
      if (!block || told.has(block) || isCovered(block, gateway) || isAsked(config, variable)) continue
      if (block.args.length > 1 && !isFree(block.args[0]!.text)) continue
      told.add(block)
      yield report(config, block, route)
    }
  },
}

/** The variable that a target has nothing but for its host, which is empty when it is. */
const chosen = gathering((gateway: Gateway) =>
  gateway.routes.flatMap(route => {
    const variable = gateway.mode === 'http' ? wholeHost(route) : undefined
    return variable === undefined ? [] : [{ gateway, route, variable }]
  }),
)

const wholeHost = ({ directive }: Route): string | undefined =>
  /^(?:\w+:\/\/)?\$\{?(\w+)\}?(?=[:/?]|$)/.exec(directive.args[0]?.text ?? '')?.[1]

/** The one block that gives the variable its value. */
function chooserOf(config: Config, variable: string): Directive | undefined {
  const blocks = ['map', 'geo'].flatMap(name => occurrences(config, name)).map(({ directive }) => directive)
  const own = blocks.filter(({ args }) => args.at(-1)?.text === `$${variable}`)
  const isSet = occurrences(config, 'set').some(({ directive }) => directive.args[0]?.text === `$${variable}`)
  return own.length === 1 && !isSet && own[0]!.body?.length ? own[0] : undefined
}

/** A default, a pattern that fits everything, entries that are not here; or the server takes only hosts that the map may well all name. */
function isCovered({ body, args }: Directive, { directive }: Gateway): boolean {
  const isEntry = ({ name }: Directive): boolean =>
    /^(?:default|include|0\.0\.0\.0\/0|\*|~\*?\^?(?:\.[*+]?\$?|\(?\.[*+]\)?\$?)?)$/.test(name.text)
  const byHost = /^\$(?:http_host|host|server_name|ssl_server_name|request_method|scheme|https)$/.test(args[0]!.text)
  return body!.some(isEntry) || (byHost && directive.body?.some(({ name }) => name.text === 'server_name') === true)
}

/** What clients say, and who they are, is anything. A path, a capture or another map may come from a place that knows all its values. */
const isFree = (source: string): boolean =>
  /^\$(?:http_\w+|cookie_\w+|arg_\w+|host|server_name|ssl_server_name|remote_addr|remote_user|geoip\w+|scheme|request_method)$/.test(
    source,
  )

/** Somebody looks whether the variable is empty, before the request is passed on. */
const isAsked = (config: Config, variable: string): boolean =>
  occurrences(config, 'if').some(({ directive }) => directive.args[0]?.text.startsWith(`($${variable}`))

function report(config: Config, block: Directive, { directive }: Route): Report {
  const [source] = block.args
  const first = block.body!.find(({ args, name }) => args.length === 1 && !/^(?:hostnames|volatile)$/.test(name.text))
  const variable = block.args.at(-1)!
  return {
    at: variable.at,
    message: `Where ${block.args.length > 1 ? source!.text : 'the address'} is none of these, ${variable.text} is empty, and ${directive.name.text} has no host to ask: the answer is 500.`,
    related: [{ at: directive.args[0]!.at, message: 'The target is chosen here' }],
    fixes: first
      ? [
          {
            title: `Send everything else to ${first.args[0]!.text}`,
            edits: [linesBefore(config, block.body![0]!, [`default ${first.args[0]!.text};`])],
            safe: false,
          },
        ]
      : [],
  }
}
