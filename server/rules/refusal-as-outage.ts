/** A request that is turned away on purpose gets the answer of a dead backend. */
import type { Config } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { linesBefore } from '../model/insert.ts'
import { occurrences } from '../model/occurrences.ts'
import type { Report, Rule } from '../rule.ts'

export const refusalAsOutage: Rule = {
  id: 'refusal-as-outage',
  severity: 'info',
  group: 'capacity',
  strict: true,
  summary: 'A limit turns requests away with 503, as a dead backend would: nobody can tell the two apart.',
  *check({ config }) {
    yield* config.dialect === 'nginx' ? ofNginx(config) : ofHaproxy(config)
  },
}

/** Both limits answer 503 unless told otherwise (ngx_http_limit_req_merge_conf, ngx_http_limit_conn_merge_conf). */
function* ofNginx(config: Config): Generator<Report> {
  for (const name of ['limit_req', 'limit_conn']) {
    for (const { directive, scope } of occurrences(config, name)) {
      const status = effective(config, scope, `${name}_status`)
      const dry = effective(config, scope, `${name}_dry_run`)
      if (!status.certain || status.directive || dry.value === 'on') continue
      if (scope.body.find(other => other.name.text === name) !== directive) continue
      yield {
        at: directive.name.at,
        message:
          'What is over the limit is answered 503, as if the backend were down: 429 tells clients and monitoring what it is.',
        fixes: [
          {
            title: `Add "${name}_status 429"`,
            edits: [linesBefore(config, directive, [`${name}_status 429;`])],
            safe: false,
          },
        ],
      }
    }
  }
}

function* ofHaproxy(config: Config): Generator<Report> {
  for (const { directive } of occurrences(config, 'http-request')) {
    const at = directive.args.findIndex(({ text }) => text === 'deny_status')
    const status = directive.args[at + 1]
    if (
      at < 0 ||
      !status ||
      !/^50[0-4]$/.test(status.text) ||
      directive.args.some(({ text }) => MAINTENANCE.test(text))
    )
      continue
    yield {
      at: status.at,
      message: `What is refused here is answered ${status.text}, as if the backend were down: 403 or 429 tells clients and monitoring what it is.`,
      fixes: ['429', '403'].map(text => ({ title: `Answer ${text}`, edits: [{ at: status.at, text }], safe: false })),
    }
  }
}

const MAINTENANCE = /maint|down|closed|drain|nbsrv|dead/i
