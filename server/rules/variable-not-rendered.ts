/** A variable of the environment stands where nginx reads it as one of its own. */
import { isBuiltIn } from '../catalog/nginx.ts'
import type { Config, Gateway, Upstream } from '../model/config.ts'
import { gathering } from '../model/gathered.ts'
import { occurrences } from '../model/occurrences.ts'
import { below } from '../model/path.ts'
import type { Rule } from '../rule.ts'
import { type Span, slice, type Word } from '../syntax/text.ts'
import { isOfficial } from '../topology/container-files.ts'
import type { Placement } from '../topology/topology.ts'

export const variableNotRendered: Rule = {
  id: 'variable-not-rendered',
  severity: 'error',
  group: 'references',
  summary: 'A variable of the environment stands in a file that nothing renders: nginx does not start.',
  *check({ config, placements }) {
    if (config.dialect !== 'nginx' || placements.length === 0 || !placements.every(readsAsItIs)) return
    const told = new Set<string>()
    for (const { name, at } of addressesIn(config).flatMap(variablesIn)) {
      const place = `${at.file} ${at.start}`
      const values = placements.map(({ service }) => service.environment.get(name))
      if (
        told.has(place) ||
        isDefined(config, name) ||
        !placements.every(({ service }) => service.environment.has(name))
      )
        continue
      told.add(place)
      const [value] = values
      yield {
        at,
        message: `nginx knows no variables of the environment, and nothing puts "${name}" into this file: it does not start. The image renders what lies in "/etc/nginx/templates", and is called so: "default.conf.template".`,
        related: [{ at: placements[0]!.at, message: `"${placements[0]!.service.name.text}" mounts it here` }],
        fixes:
          value && values.every(other => other?.text === value.text)
            ? [{ title: `Write "${value.text}"`, edits: [{ at, text: value.text }], safe: false }]
            : [],
      }
    }
  },
}

/** The official image renders templates, in a folder of their own; a command or a script of one's own may render anything. */
const readsAsItIs = ({ path, service }: Placement): boolean =>
  isOfficial(service) &&
  service.pristine &&
  !service.rewrites &&
  !path.endsWith('.template') &&
  !service.command?.some(({ text }) => /envsubst|sed|sh$/.test(text)) &&
  !service.mounts.some(({ to }) => below('/docker-entrypoint.d', to) !== undefined) &&
  !service.environment.has('NGINX_ENVSUBST_OUTPUT_DIR')

/** Where requests go: in a `*_pass` a variable would be looked for, in a `server` none. */
const addressesIn = (config: Config): readonly Word[] => [
  ...unknownIn(config.gateways, config),
  ...namedIn(config.upstreams, config),
]

const unknownIn = gathering(({ routes }: Gateway): readonly Word[] =>
  routes.flatMap(({ to, directive }) => (to.kind === 'unknown' ? directive.args.slice(0, 1) : [])),
)

const namedIn = gathering(({ targets }: Upstream): readonly Word[] =>
  targets.flatMap(({ host, directive }) => (host.text.includes('$') ? directive.args.slice(0, 1) : [])),
)

const variablesIn = (word: Word): readonly { readonly name: string; readonly at: Span }[] =>
  Array.from(word.text.matchAll(/\$(?:\{([A-Z][A-Z0-9_]+)\}|([A-Z][A-Z0-9_]+))/g), match => ({
    name: (match[1] ?? match[2])!,
    at: slice(word, match.index, match.index + match[0].length).at,
  }))

/** Upper and lower case are the same to nginx. */
const isDefined = (config: Config, name: string): boolean =>
  isBuiltIn(name.toLowerCase(), 'http') ||
  DEFINING.some(directive =>
    occurrences(config, directive).some(found =>
      found.directive.args.some(({ text }) => text.toLowerCase() === `$${name.toLowerCase()}`),
    ),
  )

const DEFINING = [
  'set',
  'map',
  'geo',
  'split_clients',
  'auth_request_set',
  'js_set',
  'js_var',
  'perl_set',
  'set_by_lua_block',
]
