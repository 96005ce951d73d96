/** A request that could not be delivered is not tried on another server, though there is one. */

import { type Config, type Upstream, usedUpstreams } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { where } from '../model/gathered.ts'
import { settingIn } from '../model/haproxy-settings.ts'
import { occurrences } from '../model/occurrences.ts'
import { optionsOf } from '../model/target-options.ts'
import type { Report, Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const noRetry: Rule = {
  id: 'no-retry',
  severity: 'warning',
  group: 'retries',
  summary:
    'A request is tried on one server only, though the upstream has others: a dead server costs its share of the requests.',
  *check({ config }) {
    const told = new Set<Directive>()
    for (const report of config.dialect === 'nginx' ? ofNginx(config) : ofHaproxy(config)) {
      if (told.has(report.by)) continue
      told.add(report.by)
      yield report
    }
  },
}

const PREFIXES = ['proxy', 'fastcgi', 'uwsgi', 'scgi', 'grpc', 'memcached']

type Found = Report & { readonly by: Directive }

function* ofNginx(config: Config): Generator<Found> {
  if (
    !PREFIXES.some(
      prefix =>
        occurrences(config, `${prefix}_next_upstream`).length +
          occurrences(config, `${prefix}_next_upstream_tries`).length >
        0,
    )
  )
    return
  for (const route of config.gateways.flatMap(({ routes }) => routes)) {
    const upstream = route.to.kind === 'upstream' ? route.to.upstream : undefined
    const prefix = /^(proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass$/.exec(route.directive.name.text)?.[1]
    if (!upstream || !prefix || !hasOthers(upstream)) continue
    const off = effective(config, route.scope, `${prefix}_next_upstream`)
    const tries = effective(config, route.scope, `${prefix}_next_upstream_tries`)
    if (off.value === 'off' && off.directive) yield ofDirective(off.directive, upstream, 'error timeout')
    else if (tries.value === '1' && tries.directive) yield ofDirective(tries.directive, upstream, '2')
  }
}

const ofDirective = (by: Directive, { name, targets }: Upstream, instead: string): Found => ({
  by,
  at: by.args[0]!.at,
  message: `"${name.text}" has ${targets.length} servers, and a request that one cannot take is not given to another: while one is dead, it is answered 502 until nginx leaves that server out.`,
  fixes: [{ title: `Write "${by.name.text} ${instead}"`, edits: [{ at: by.args[0]!.at, text: instead }], safe: false }],
})

function* ofHaproxy(config: Config): Generator<Found> {
  for (const upstream of givingUp(usedUpstreams(config), config)) {
    const { directive, values } = settingIn(config, upstream, 'retries')
    yield {
      by: directive!,
      at: values[0]!.at,
      message: `A connection that fails is not tried again, and "${upstream.name.text}" does not check all its servers: the share of a dead one is answered 503.`,
      fixes: [{ title: 'Write "retries 3"', edits: [{ at: values[0]!.at, text: '3' }], safe: false }],
    }
  }
}

const givingUp = where(
  (upstream: Upstream, config) =>
    hasOthers(upstream) &&
    !upstream.targets.every(target => optionsOf(target).has('check')) &&
    settingIn(config, upstream, 'retries').values[0]?.text === '0',
)

const hasOthers = ({ targets }: Upstream): boolean =>
  targets.filter(target => !target.down && !optionsOf(target).has('backup')).length > 1
