/** The balancer in front sends requests over connections that the gateway has just closed. */
import { type Balancer, balancerOf } from '../model/balancers.ts'
import type { Config, Gateway } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { settingIn } from '../model/haproxy-settings.ts'
import { lineIn, timeoutIn } from '../model/haproxy-timeouts.ts'
import { linesBefore } from '../model/insert.ts'
import { timeInForce } from '../model/scope.ts'
import { spellTime } from '../model/waits.ts'
import type { Edit, Report, Rule } from '../rule.ts'
import type { Span } from '../syntax/text.ts'
import { balancerBefore } from '../topology/balancers.ts'

export const keepaliveShorterThanBalancer: Rule = {
  id: 'keepalive-shorter-than-balancer',
  severity: 'warning',
  group: 'keep-alive',
  summary:
    'The gateway closes idle connections sooner than the load balancer in front of it: now and then that is a 502.',
  *check({ config, placements }) {
    const balancer = balancerOf(config) ?? balancerBefore(placements)
    if (!balancer) return
    const told = new Set<string>()
    for (const gateway of config.gateways) {
      if (gateway.mode !== 'http' || gateway.listens.length === 0) continue
      const kept =
        config.dialect === 'nginx' ? inNginx(config, gateway, balancer) : inHaproxy(config, gateway, balancer)
      const place = kept && `${kept.at.file} ${kept.at.start}`
      if (!kept || told.has(place!)) continue
      told.add(place!)
      yield reportOf(kept, balancer)
    }
  },
}

/** For how long connections of clients are kept, where it is too short. */
interface Kept {
  readonly at: Span
  readonly said: string
  readonly edits: readonly Edit[]
  readonly safe: boolean
}

const reportOf = ({ at, said, edits, safe }: Kept, balancer: Balancer): Report => ({
  at,
  message: `${balancer.name} is in front, and keeps idle connections ${balancer.idle / 1000}s; ${said}. A request that comes over one that was just closed is answered 502 there, and no log here knows of it.`,
  related: [{ at: balancer.at, message: balancer.how }],
  fixes: [{ title: `Keep them ${enough(balancer)}`, edits, safe }],
})

const enough = ({ idle }: Balancer): string => (idle > 60_000 ? `${idle / 1000 + 20}s` : '75s')

function inNginx(config: Config, { scope, listens, directive }: Gateway, balancer: Balancer): Kept | undefined {
  const { directive: line, certain } = effective(config, scope, 'keepalive_timeout')
  const ms = line ? timeInForce(scope, 'keepalive_timeout')?.ms : 75_000
  if (!certain || ms === undefined || ms > balancer.idle) return undefined
  const first = directive.body?.find(({ name }) => name.text === 'listen')
  const word = line?.args[0]
  if (!word && !first) return undefined
  return {
    at: word?.at ?? listens[0]!.at,
    said: `the keepalive_timeout here is ${word ? spellTime(ms) : '75s, its default'}`,
    edits: [
      word
        ? { at: word.at, text: enough(balancer) }
        : linesBefore(config, first!, [`keepalive_timeout ${enough(balancer)};`]),
    ],
    safe: true,
  }
}

/**
 * An idle connection is closed after the shorter of "timeout client" and "timeout http-keep-alive", for which "timeout http-request"
 * stands in (mux_h1.c: h1_refresh_timeout, h1_set_idle_expiration).
 */
function inHaproxy(config: Config, gateway: Gateway, balancer: Balancer): Kept | undefined {
  const [own, request, client] = (['http-keep-alive', 'http-request', 'client'] as const).map(kind => ({
    kind,
    ...timeoutIn(config, gateway, kind),
  }))
  const idle = own!.setting ? own! : request!
  const isKnown = [own!, request!, client!].every(({ certain }) => certain)
  if (!isKnown || settingIn(config, gateway, 'option httpclose').directive) return undefined
  const short = [idle, client!].filter(({ setting }) => setting?.ms && setting.ms <= balancer.idle)
  const [first] = short.toSorted((a, b) => a.setting!.ms! - b.setting!.ms!)
  if (!first) return undefined
  const edits = short.map(({ kind, setting }) =>
    kind === 'http-request'
      ? lineIn(config, gateway, `timeout http-keep-alive ${enough(balancer)}`)
      : { at: setting!.value.at, text: enough(balancer) },
  )
  return {
    at: first.setting!.value.at,
    said: `the "timeout ${first.kind}" that counts here is ${spellTime(first.setting!.ms!)}`,
    edits,
    safe: false,
  }
}
