/** TLS to a target is held to versions that servers of today refuse. */

import { hops, type Route } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { hopsWhere } from '../model/gathered.ts'
import { optionsOf } from '../model/target-options.ts'
import { setsTls, tlsPrefix } from '../model/upstream-tls.ts'
import type { Fix, Rule } from '../rule.ts'
import { type Span, stretch } from '../syntax/text.ts'

export const obsoleteTls: Rule = {
  id: 'obsolete-tls',
  severity: 'warning',
  group: 'tls',
  tag: 'deprecated',
  summary: 'A gateway speaks to a target no TLS newer than 1.1, which servers of today refuse.',
  *check({ config }) {
    if (config.dialect === 'nginx' && !setsTls(config, 'protocols')) return
    const told = new Set<string>()
    for (const { target, routes } of config.dialect === 'haproxy' ? overTls(config) : hops(config)) {
      for (const { at, version, fixes } of config.dialect === 'haproxy'
        ? oldOptions(target)
        : routes.flatMap(route => oldProtocols(config, route))) {
        const place = `${at.file} ${at.start}`
        if (told.has(place)) continue
        told.add(place)
        yield {
          at,
          target: target.at,
          message: `"${target.host.text}" is asked over ${version} at the newest, which servers of today refuse: the handshake fails, and the answer is ${config.dialect === 'nginx' ? 502 : 503}.`,
          fixes,
        }
      }
    }
  },
}

const overTls = hopsWhere(({ target }) => optionsOf(target).has('ssl'))

interface Old {
  readonly at: Span
  readonly version: string
  readonly fixes: readonly Fix[]
}

function oldProtocols(config: Parameters<typeof effective>[0], route: Route): readonly Old[] {
  const prefix = tlsPrefix(config, route)
  const directive = prefix ? effective(config, route.scope, `${prefix}protocols`).directive : undefined
  const words = directive?.args ?? []
  if (!directive || words.length === 0 || !words.every(({ text }) => OLD.test(text))) return []
  const at = stretch(directive.at, words[0]!.at.start, words.at(-1)!.at.end)
  const version = words.map(({ text }) => text).sort(byAge)[words.length - 1]!
  return [
    {
      at,
      version,
      fixes: [{ title: 'Allow TLSv1.2 and TLSv1.3', edits: [{ at, text: 'TLSv1.2 TLSv1.3' }], safe: false }],
    },
  ]
}

const OLD = /^(?:SSLv[23]|TLSv1(?:\.1)?)$/

const byAge = (one: string, other: string): number => AGES.indexOf(one) - AGES.indexOf(other)
const AGES: readonly string[] = ['SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.1']

/** `force-tlsv11` is one version alone, `ssl-max-ver` the newest. */
function oldOptions(target: Parameters<typeof optionsOf>[0]): readonly Old[] {
  const options = optionsOf(target)
  const forced = ['force-sslv3', 'force-tlsv10', 'force-tlsv11'].flatMap(name => options.get(name)?.name ?? [])
  const newest = options.get('ssl-max-ver')?.values[0]
  return [...forced, ...(newest && /^(?:SSLv3|TLSv1\.[01])$/.test(newest.text) ? [newest] : [])].map(word => ({
    at: word.at,
    version: Object.hasOwn(VERSIONS, word.text) ? VERSIONS[word.text]! : word.text,
    fixes: word === newest ? [{ title: 'Allow TLSv1.3', edits: [{ at: word.at, text: 'TLSv1.3' }], safe: false }] : [],
  }))
}

const VERSIONS: Readonly<Record<string, string>> = {
  'force-sslv3': 'SSLv3',
  'force-tlsv10': 'TLSv1.0',
  'force-tlsv11': 'TLSv1.1',
}
