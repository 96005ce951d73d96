/** An upstream or backend that has nobody to send requests to. */
import { faultsOf } from '../catalog/faults.ts'
import type { Config, Upstream } from '../model/config.ts'
import { where } from '../model/gathered.ts'
import { occurrences, occurs } from '../model/occurrences.ts'
import type { Report, Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const emptyUpstream: Rule = {
  id: 'empty-upstream',
  severity: 'error',
  group: 'references',
  summary: 'An upstream or backend has no server, and nothing else in it answers.',
  check: view => (view.config.dialect === 'nginx' ? faultsOf(view, 'empty-upstream') : emptyBackends(view.config)),
}

function* emptyBackends(config: Config): Generator<Report> {
  if (!config.complete) return
  for (const upstream of empty(config.upstreams, config)) {
    const isUsed = config.gateways.some(({ routes }) =>
      routes.some(({ to }) => to.kind === 'upstream' && to.upstream === upstream),
    )
    if (!isUsed) continue
    const { name } = upstream
    yield {
      at: name.at,
      severity: canAdd(config) ? 'warning' : 'error',
      message: `The backend "${name.text}" has no server: every request that is sent to it is answered 503.`,
    }
  }
}

const empty = where(
  ({ directive, mode }: Upstream) =>
    mode === 'http' && directive.name.text === 'backend' && !(directive.body ?? []).some(mayAnswer),
)

/** Lines that bring a server, that answer by themselves, or whose outcome is not known here. */
const mayAnswer = ({ name, args }: Directive): boolean =>
  ANSWERS.test(name.text) || (/^(?:http|tcp)-request$/.test(name.text) && args.some(({ text }) => ACTS.test(text)))

const ANSWERS =
  /^(?:server|server-template|dispatch|transparent|redirect|stats|errorfiles?|errorloc(?:30[23])?|http-error|filter|\..+)$/
const ACTS = /^(?:return|redirect|deny|reject|tarpit|auth|use-service|silent-drop|lua\..+)$/

/** Servers may be added while HAProxy runs (`add server`, since 2.5), through a socket that takes orders or by a program beside it. */
const canAdd = (config: Config): boolean =>
  occurs(config, 'program') ||
  occurrences(config, 'stats').some(({ directive }) => directive.args[0]?.text === 'socket')
