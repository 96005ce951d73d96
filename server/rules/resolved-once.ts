/** The address of a service is found once, when the gateway starts. */
import { isLabel } from '../model/address.ts'
import { type Config, type Hop, hops, type Route } from '../model/config.ts'
import { linesBefore } from '../model/insert.ts'
import type { Fix, Rule, Severity, View } from '../rule.ts'
import { pointAt } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { agreed } from '../topology/agree.ts'
import type { Service } from '../topology/topology.ts'

export const resolvedOnce: Rule = {
  id: 'resolved-once',
  severity: 'info',
  group: 'names',
  strict: true,
  summary:
    'The name of a service is looked up once, when the gateway starts: it stops working when the service gets another address.',
  *check(view) {
    const { config } = view
    for (const hop of hops(config)) {
      const { host, dynamic, down, options } = hop.target
      if (down || (config.dialect === 'nginx' ? dynamic : options.some(({ text }) => text === 'resolvers'))) continue
      const severity = severityOf(host.text, view)
      if (!severity || hop.routes.length === 0) continue
      yield {
        at: host.at,
        severity,
        message:
          config.dialect === 'nginx'
            ? `nginx looks "${host.text}" up once, when it starts. When the name gets another address, requests are answered 502 until nginx is started or reloaded; and while nobody has the name, nginx does not start.`
            : `HAProxy looks "${host.text}" up once, when it starts. When the name gets another address, requests are answered 503 until HAProxy is started or reloaded${dynamic ? '' : '; and while nobody has the name, HAProxy does not start'}.`,
        fixes: config.dialect === 'nginx' ? byVariable(config, hop) : byResolvers(config, hop),
      }
    }
  },
}

/** Addresses of load balancers in the cloud change by themselves, those of services when they are created anew. */
function severityOf(host: string, { topology, placements }: View): Severity | undefined {
  if (CLOUD.test(host)) return 'warning'
  if (!isLabel(host) || placements.some(({ service }) => service.networkMode.kind !== 'networks')) return undefined
  const found = agreed(topology, placements, host, 'service')
  return found.length > 0 && found.every(({ lookup }) => moves(lookup.service)) ? 'info' : undefined
}

const CLOUD =
  /\.(?:elb\.amazonaws\.com|elb\.[\w-]+\.amazonaws\.com|cloudfront\.net|azurewebsites\.net|herokuapp\.com|run\.app)$/i

const moves = ({ networks, kubernetes }: Service): boolean => !kubernetes && networks.every(({ address }) => !address)

/** A variable in the target makes nginx look the name up when it is asked for. Only where nothing else of the target could change by that. */
function byVariable(config: Config, { target, upstream, routes }: Hop): readonly Fix[] {
  const [route, ...others] = routes as [Route, ...Route[]]
  const [word] = route.directive.args
  const isWhole = word && /^(?:\w+:\/\/)?[\w.-]+(?::\d+)?$/.test(word.text) && word.text.includes(target.host.text)
  if (upstream.declared || others.length > 0 || !isWhole) return []
  const asked = config.upstreams.filter(({ declared, name }) => !declared && name.text === target.host.text)
  if (asked.length > 1) return []
  const variable = `$${target.host.text.replace(/\W/g, '_')}_target`
  const lines = [...(route.resolver ? [] : ['resolver 127.0.0.11 valid=10s;']), `set ${variable} ${word.text};`]
  return [
    {
      title: 'Look it up when it is asked for, by a variable',
      edits: [linesBefore(config, route.directive, lines), { at: word.at, text: variable }],
      safe: false,
    },
  ]
}

/** `resolvers` makes HAProxy look the name up again and again; with `none` it starts without. */
function byResolvers(config: Config, { target, upstream }: Hop): readonly Fix[] {
  const { directive, options } = target
  const known = config.directives.find(isDockers)?.args[0]?.text
  const end = directive.args.at(-1)!.at
  const starts = options.some(({ text }) => text === 'init-addr') ? '' : ' init-addr last,libc,none'
  const section = ['resolvers docker', '    nameserver dns 127.0.0.11:53', '']
  return [
    {
      title: "Look it up again and again, with Docker's name server",
      edits: [
        ...(known ? [] : [linesBefore(config, upstream.directive, section)]),
        { at: pointAt(end.file, end.end), text: `${starts} resolvers ${known ?? 'docker'}` },
      ],
      safe: false,
    },
  ]
}

const isDockers = ({ name, body }: Directive): boolean =>
  name.text === 'resolvers' &&
  body?.some(line => line.name.text === 'nameserver' && line.args[1]?.text.startsWith('127.0.0.11')) === true
