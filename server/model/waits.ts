/** How long a gateway waits for a service that is silent, whether that is said or not. */

import { once } from '../syntax/remembered.ts'
import { summing } from '../syntax/runs.ts'
import type { Edit, Span } from '../syntax/text.ts'
import type { Config, Gateway, Route, Setting } from './config.ts'
import { effective } from './effective.ts'
import { linesBefore } from './insert.ts'

/** Milliseconds, with the name by which it is set. */
export interface Wait {
  readonly ms: number
  readonly name: string
  /** Undefined where nginx's default counts. */
  readonly setting: Setting | undefined
}

/** What is in force at a route; undefined where that is not known, or where it waits for ever. */
export function waitOf(config: Config, route: Route): Wait | undefined {
  const setting = route.timeouts.read
  const isNginx = config.dialect === 'nginx'
  const name = isNginx ? route.directive.name.text.replace(/_pass$/, '_read_timeout') : 'timeout server'
  if (setting) return setting.ms ? { ms: setting.ms, name, setting } : undefined
  const isDefault = isNginx && route.protocol !== 'tcp' && effective(config, route.scope, name).certain
  return isDefault ? { ms: 60_000, name, setting } : undefined
}

/** The edit after which a route waits longer: the value where it is written, or else a line for this route alone. */
export const waiting = (config: Config, route: Route, { name, setting }: Wait, time: string): Edit =>
  setting ? { at: setting.value.at, text: time } : linesBefore(config, route.directive, [`${name} ${time};`])

/** The shortest time that is set for an answer, where every route has a longer one or this; undefined where one has none that is set. */
export const shortestWait = once((config: Config): { readonly value: number; readonly at: Span } | undefined => {
  const { reads, all } = shorter(shortestOf(config.gateways))
  const [shortest] = reads
  return all && shortest ? { value: shortest.ms!, at: shortest.value.at } : undefined
})

/** The shortest setting of some routes, if there is one; `all`: every route has one. */
interface Shortest {
  readonly reads: readonly Setting[]
  readonly all: boolean
}

function shorter(some: readonly Shortest[]): Shortest {
  const [first, ...others] = some.flatMap(({ reads }) => reads)
  const shortest = first && others.reduce((one, other) => (other.ms! < one.ms! ? other : one), first)
  return { reads: shortest ? [shortest] : [], all: some.every(({ all }) => all) }
}

const shortestOf = summing(
  ({ routes }: Gateway): Shortest =>
    shorter(
      routes.map(({ timeouts: { read }, protocol }) =>
        read?.ms && protocol !== 'tcp' ? { reads: [read], all: true } : { reads: [], all: false },
      ),
    ),
  shorter,
)

/** A time as both servers write it: "90s", "1500ms". */
export const spellTime = (ms: number): string => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`)
