/** nginx names a script by a path at which PHP's own container has nothing. */

import type { Route } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { routesWhere } from '../model/gathered.ts'
import type { Rule } from '../rule.ts'
import { agreed } from '../topology/agree.ts'
import type { Mount, Service } from '../topology/topology.ts'

export const rootMismatch: Rule = {
  id: 'root-mismatch',
  severity: 'warning',
  group: 'protocol',
  summary:
    'nginx hands PHP the path of a script as it is in its own container, and in that of PHP the same folder stands elsewhere.',
  *check({ config, topology, placements }) {
    if (config.dialect !== 'nginx' || placements.length !== 1) return
    const { service: gateway } = placements[0]!
    const told = new Set<unknown>()
    for (const route of toPhp(config)) {
      const host = hostOf(route)!
      const root = effective(config, route.scope, 'root')
      const written = root.directive?.args[0]
      const script = effective(config, route.scope, 'fastcgi_param').directives.find(
        ({ args }) => args[0]?.text === 'SCRIPT_FILENAME',
      )
      if (!written || told.has(root.directive) || !script?.args[1]?.text.startsWith('$document_root')) continue
      const php = agreed(topology, placements, host, 'service')[0]?.lookup.service
      const there = php && elsewhere(written.text, gateway, php)
      if (!there) continue
      told.add(root.directive)
      yield {
        at: written.at,
        message: `"${php.name.text}" has this folder at ${there.path}, and is told to run scripts below ${written.text}, where it has nothing: PHP answers 404 "File not found."`,
        related: [
          { at: there.mount.at, message: `"${php.name.text}" has it here` },
          { at: script.at, message: 'The path is handed over here' },
        ],
        fixes: [{ title: `Write "${there.path}"`, edits: [{ at: written.at, text: there.path }], safe: false }],
      }
    }
  },
}

const hostOf = ({ directive, to }: Route): string | undefined =>
  directive.name.text === 'fastcgi_pass' && (to.kind === 'direct' || to.kind === 'upstream')
    ? to.upstream.targets[0]?.host.text
    : undefined

const toPhp = routesWhere(route => hostOf(route) !== undefined)

/** Where PHP has the folder that the gateway has at `root`; undefined where it has the same path, or where that is not known. */
function elsewhere(
  root: string,
  gateway: Service,
  php: Service,
): { readonly path: string; readonly mount: Mount } | undefined {
  if (!root.startsWith('/') || root.includes('$') || php.mounts.some(({ to }) => isBelow(root, to))) return undefined
  const own = gateway.mounts.find(({ to, via }) => via === 'volume' && isBelow(root, to))
  const mount = own && php.mounts.find(({ from, via }) => via === 'volume' && from === own.from)
  return mount && { path: mount.to + root.slice(own.to.length), mount }
}

const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder.replace(/\/$/, '')}/`)
