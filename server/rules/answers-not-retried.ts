/** A server that answers with an outage of its own is taken at its word, though another one could answer. */
import { type Config, type Upstream, usedUpstreams } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { settingIn } from '../model/haproxy-settings.ts'
import type { Report, Rule } from '../rule.ts'

export const answersNotRetried: Rule = {
  id: 'answers-not-retried',
  severity: 'info',
  group: 'retries',
  strict: true,
  summary:
    'One of several servers answers 503 or closes without an answer, and the request is not given to another one.',
  *check({ config }) {
    yield* config.dialect === 'nginx' ? ofNginx(config) : ofHaproxy(config)
  },
}

/** nginx's default is `error timeout`: an answer, whatever it says, is passed on (ngx_http_upstream_test_next). */
function* ofNginx(config: Config): Generator<Report> {
  const told = new Set<Upstream>()
  for (const route of config.gateways.flatMap(({ routes }) => routes)) {
    const upstream = route.to.kind === 'upstream' ? route.to.upstream : undefined
    if (!upstream || told.has(upstream) || !hasOthers(upstream) || route.directive.name.text !== 'proxy_pass') continue
    const next = effective(config, route.scope, 'proxy_next_upstream')
    if (
      route.protocol === 'tcp' ||
      !next.certain ||
      next.directive?.args.some(({ text }) => /^(?:http_50[234]|off)$/.test(text))
    )
      continue
    told.add(upstream)
    yield {
      at: upstream.name.at,
      message: `A server of "${upstream.name.text}" that answers 502, 503 or 504 itself, as while it starts, is passed on although others could answer: "proxy_next_upstream error timeout http_502 http_503 http_504" asks them.`,
    }
  }
}

/** HAProxy tries again only where no connection came about, unless `retry-on` says more. */
function* ofHaproxy(config: Config): Generator<Report> {
  for (const upstream of usedUpstreams(config)) {
    if (upstream.mode !== 'http' || !hasOthers(upstream)) continue
    const { directive, certain } = settingIn(config, upstream, 'retry-on')
    if (directive || !certain) continue
    yield {
      at: upstream.name.at,
      message: `A server of "${upstream.name.text}" that closes without an answer costs the request, which is answered 502: "retry-on conn-failure empty-response" asks another one.`,
    }
  }
}

const hasOthers = ({ targets }: Upstream): boolean => targets.filter(({ down }) => !down).length > 1
