/** The faults of a configuration's language, in either dialect, found once for all the rules that tell of them. */
import type { Config } from '../model/config.ts'
import { releaseOfImage } from '../model/release.ts'
import type { Word } from '../syntax/text.ts'
import { faultsOf as haproxyFaults } from './check-haproxy.ts'
import { releaseFaults } from './check-haproxy-release.ts'
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

/** A configuration, and what is known to run it. */
interface Running {
  readonly config: Config
  /** The release that somebody says runs, where no image tag does. */
  readonly release?: string | undefined
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

const found = new WeakMap<Config, { readonly release: string | undefined; readonly faults: readonly Fault[] }>()

function all(running: Running): readonly Fault[] {
  const { config } = running
  const release = releaseOf(running)
  const known = found.get(config)
  if (known && known.release === release) return known.faults
  const faults =
    config.dialect === 'nginx'
      ? nginxFaults(config, { version: release })
      : [...haproxyFaults(config), ...(release === undefined ? [] : releaseFaults(config, release))]
  found.set(config, { release, faults })
  return faults
}

/** The release that the tags of all its images name, or else the one that was set; undefined where one tag says none, or another. */
export function releaseOf({ config, placements, release }: Running): string | undefined {
  const releases = placements.map(({ service }) => releaseOfImage(config.dialect, service.base?.text ?? ''))
  return (releases.every(one => one === releases[0]) ? releases[0] : undefined) ?? release
}
