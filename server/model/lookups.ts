/** Names that are looked up while the gateway runs, and the name servers that are asked for them. */
import { once } from '../syntax/remembered.ts'
import { type Span, slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { isAddress, isLoopback } from './address.ts'
import type { Config, Gateway } from './config.ts'
import { gathering, hopsWhere } from './gathered.ts'
import { occurrences } from './occurrences.ts'
import { optionsOf, optionValue } from './target-options.ts'

/** A name server that a line names. */
export interface NameServer {
  readonly line: Directive
  /** Without its port. */
  readonly address: Word
}

/** A name that a target gets its address by. */
export interface RuntimeLookup {
  readonly host: Word
  readonly target: Span
  readonly servers: readonly NameServer[]
  /** It has no address until then. */
  readonly needed: boolean
}

/**
 * nginx: variables in targets, where a `resolver` is in force. HAProxy: servers with `resolvers`, unless those are the system's own.
 * Found once for each configuration.
 */
export const lookups = once((config: Config): readonly RuntimeLookup[] => {
  const all = config.dialect === 'nginx' ? inNginx(config) : inHaproxy(config)
  return all.filter(({ host }) => !isAddress(host.text) && !isLoopback(host.text))
})

const inNginx = (config: Config): readonly RuntimeLookup[] => lookupsOf(config.gateways, config)

const lookupsOf = gathering(({ routes }: Gateway): readonly RuntimeLookup[] =>
  routes.flatMap(({ to, resolver }) => {
    if (!resolver || to.kind !== 'direct' || !to.dynamic) return []
    const addresses = resolver.args.filter(({ text }) => !text.includes('='))
    const servers = addresses.map(word => nameServer(resolver, word))
    return [{ host: to.name, target: to.name.at, servers, needed: true }]
  }),
)

const inHaproxy = (config: Config): readonly RuntimeLookup[] =>
  withResolvers(config).flatMap(({ target }) => {
    const name = optionValue(target, 'resolvers')
    const section = occurrences(config, 'resolvers').find(({ directive }) => directive.args[0]?.text === name)
    const lines = section ? (section.directive.body ?? []) : []
    if (lines.some(line => /^(?:parse-resolv-conf|\..+)$/.test(line.name.text))) return []
    const servers = lines.flatMap(line =>
      line.name.text === 'nameserver' && line.args[1] ? nameServer(line, line.args[1]) : [],
    )
    return [{ host: target.host, target: target.at, servers, needed: target.dynamic }]
  })

const withResolvers = hopsWhere(({ target }) => optionsOf(target).has('resolvers'))

/** `address:port`, in HAProxy perhaps behind `udp@` or `tcp@`. */
function nameServer(line: Directive, word: Word): NameServer {
  const start = /^(?:udp|tcp)@/.test(word.text) ? 4 : 0
  const port = /^[^:]+(:\d+)$|\](:\d+)$/.exec(word.text)
  const end = word.text.length - (port?.[1] ?? port?.[2] ?? '').length
  return { line, address: slice(word, start, end) }
}
