/** A health check of HAProxy speaks plain HTTP to a port that speaks TLS. */
import type { Config, Hop, Target } from '../model/config.ts'
import { hopsWhere } from '../model/gathered.ts'
import { linesIn, settingIn } from '../model/haproxy-settings.ts'
import { hasUnknownOptions, optionsOf } from '../model/target-options.ts'
import type { Rule, View } from '../rule.ts'
import { pointAt, type Word } from '../syntax/text.ts'
import { agreed } from '../topology/agree.ts'
import { verdictOf } from '../topology/verdict.ts'

export const checkWithoutTls: Rule = {
  id: 'check-without-tls',
  severity: 'warning',
  group: 'health',
  summary:
    'A health check of HAProxy speaks plain HTTP to a port that speaks TLS: a server that works is taken for dead.',
  *check(view) {
    if (view.config.dialect !== 'haproxy') return
    for (const hop of plain(view.config)) {
      const { target } = hop
      const number = portOf(target)!
      if (!speaksTls(view, hop, Number(number.text))) continue
      yield {
        at: number.at,
        target: target.at,
        message: `A check with a port of its own does not speak the TLS of its server, and port ${number.text} of "${target.host.text}" speaks nothing else: the server is taken for dead, and requests are answered 503.`,
        fixes: [
          {
            title: 'Check over TLS',
            edits: [{ at: pointAt(number.at.file, number.at.end), text: ' check-ssl' }],
            safe: true,
          },
        ],
      }
    }
  },
}

/** With a port or an address of its own a check inherits nothing of the server's TLS (check.c: init_srv_check). */
const plain = hopsWhere((hop, config) => {
  const { target, routes } = hop
  if (!target.tls || routes.length === 0 || target.down || !portOf(target)) return false
  const options = optionsOf(target)
  if (!options.has('check') || hasUnknownOptions(target)) return false
  return !OTHERS.some(name => options.has(name)) && asksOverHttp(config, hop)
})

const OTHERS = ['addr', 'check-ssl', 'no-check-ssl', 'check-proto']

const portOf = (target: Target): Word | undefined => optionsOf(target).get('port')?.values[0]

/** A check that only connects needs no TLS, and one of several steps says itself how it connects. */
function asksOverHttp(config: Config, { upstream }: Hop): boolean {
  const { directive, certain } = settingIn(config, upstream, ...KINDS)
  const steps = ['http-check connect', 'tcp-check connect'].map(name => linesIn(config, upstream, name))
  return (
    directive?.args[0]?.text === 'httpchk' && certain && steps.every(each => each.certain && each.lines.length === 0)
  )
}

/** The kinds of check, of which the last one that is written counts. */
const KINDS = [
  ...['httpchk', 'smtpchk', 'mysql-check', 'pgsql-check', 'redis-check', 'ldap-check', 'tcp-check', 'ssl-hello-chk'],
].map(name => `option ${name}`)

/** The very port that requests go to over TLS, one that is known for TLS, or 443. */
function speaksTls({ topology, placements }: View, { target }: Hop, port: number): boolean {
  if (port === target.portNumber) return true
  const known = agreed(topology, placements, target.host.text, 'service').map(({ lookup }) => {
    const verdict = verdictOf(lookup.service, port)
    return verdict.kind === 'open' ? verdict.evidence.protocol : undefined
  })
  return known.some(each => each) ? known.every(each => each === 'https') : port === 443
}
