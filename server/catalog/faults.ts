/** The faults of a configuration's language, in either dialect, found once for all the rules that tell of them. */
import type { Config } from '../model/config.ts'
import { faultsOf as haproxyFaults } from './check-haproxy.ts'
import { faultsOf as nginxFaults } from './check-nginx.ts'
import type { Fault, FaultKind } from './fault.ts'

/** A fault as a rule reports it: an error exactly where the server refuses to start. */
export interface FaultReport {
  readonly at: Fault['at']
  readonly message: string
  readonly severity: 'error' | 'info'
  readonly related: readonly NonNullable<Fault['related']>[]
  readonly fixes: Fault['fixes']
}

/** The faults of one kind. */
export const faultsOf = (config: Config, kind: FaultKind): readonly FaultReport[] =>
  all(config)
    .filter(fault => fault.kind === kind)
    .map(({ at, message, refused, related, fixes }) => ({
      at,
      message,
      severity: refused ? 'error' : 'info',
      related: related ? [related] : [],
      fixes,
    }))

const found = new WeakMap<Config, readonly Fault[]>()

function all(config: Config): readonly Fault[] {
  const faults = found.get(config) ?? (config.dialect === 'nginx' ? nginxFaults(config) : haproxyFaults(config))
  found.set(config, faults)
  return faults
}
