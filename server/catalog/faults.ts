/** The faults of a configuration's language, in either dialect, found once for all the rules that tell of them. */
import type { Config } from '../model/config.ts'
import type { Word } from '../syntax/text.ts'
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

/** A configuration, and the images that are known to run it. */
interface Running {
  readonly config: Config
  readonly placements: readonly { readonly service: { readonly base: Word | undefined } }[]
}

/** The faults of one kind. */
export const faultsOf = (view: Running, kind: FaultKind): readonly FaultReport[] =>
  all(view)
    .filter(fault => fault.kind === kind)
    .map(({ at, message, refused, related, fixes }) => ({
      at,
      message,
      severity: refused ? 'error' : 'info',
      related: related ? [related] : [],
      fixes,
    }))

const found = new WeakMap<Config, readonly Fault[]>()

function all({ config, placements }: Running): readonly Fault[] {
  const faults =
    found.get(config) ??
    (config.dialect === 'nginx' ? nginxFaults(config, { version: releaseOf(placements) }) : haproxyFaults(config))
  found.set(config, faults)
  return faults
}

/** The release of nginx that every image's tag names; undefined where one says none, or another. */
function releaseOf(placements: Running['placements']): string | undefined {
  const releases = placements.map(({ service }) => NGINX_IMAGE.exec(service.base?.text ?? '')?.[1])
  return releases.every(release => release === releases[0]) ? releases[0] : undefined
}

const NGINX_IMAGE = /(?:^|\/)(?:nginx|nginx-unprivileged|openresty):(\d+\.\d+(?:\.\d+)?)/
