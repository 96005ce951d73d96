/** Something has a name, and nobody calls it. */
import { sectionsOf } from '../catalog/haproxy-lines.ts'
import type { Config } from '../model/config.ts'
import { waysTo } from '../model/haproxy-conditions.ts'
import { type Name, namesOf } from '../model/names.ts'
import { type NameKind, placeKey } from '../model/note.ts'
import { occurrences, occurs } from '../model/occurrences.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Word } from '../syntax/text.ts'

export const unusedName: Rule = {
  id: 'unused-name',
  severity: 'info',
  group: 'references',
  strict: true,
  tag: 'unnecessary',
  summary: 'Something that has a name is declared, and nothing of the configuration uses it.',
  *check({ config }) {
    if (!config.complete || hasCode(config)) return
    const { all } = namesOf(config)
    const unused = all.filter(({ kind, declared, used }) => SAID[kind] && declared.length > 0 && used.length === 0)
    if (unused.length === 0) return
    // The ACLs of one `defaults` are names of every section that takes it.
    const called = new Set(all.flatMap(({ declared, used }) => (used.length > 0 ? declared.map(keyOf) : [])))
    const isJudged = judgedIn(config)
    for (const name of unused) {
      const key = keyOf(name.declared[0]!)
      if (called.has(key) || !isJudged(name)) continue
      called.add(key)
      yield { at: name.declared[0]!.at, message: SAID[name.kind]!(name.text), fixes: askedByName(config, name) }
    }
  },
}

const SAID: Readonly<Partial<Record<NameKind, (name: string) => string>>> = {
  upstream: name => `Nothing sends requests to the upstream "${name}".`,
  backend: name =>
    `No frontend sends requests to the backend "${name}", and nothing asks for its servers or its table.`,
  acl: name => `No condition asks the ACL "${name}".`,
  variable: name => `Nothing reads "$${name}".`,
  'named location': name => `No line of this server leads to "@${name}": only an X-Accel-Redirect of a service could.`,
  'log format': name => `No access_log is written in the format "${name}".`,
  zone: name => `No line uses the zone "${name}".`,
  defaults: name => `No section takes the defaults "${name}".`,
  resolvers: name => `No server looks names up with the resolvers "${name}".`,
}

/** What is written in another language may call anything by its name; SSI does so in what services answer. */
const hasCode = (config: Config): boolean => CODE[config.dialect].some(name => occurs(config, name))

const CACHES = ['proxy', 'fastcgi', 'uwsgi', 'scgi'].map(family => `${family}_cache`)
const PHASES = ['init', 'init_worker', 'set', 'rewrite', 'access', 'content', 'header_filter', 'body_filter', 'log']
const CODE = {
  nginx: [
    ...[...PHASES, 'balancer', 'preread', 'ssl_certificate'].flatMap(phase =>
      ['', '_block', '_file'].map(form => `${phase}_by_lua${form}`),
    ),
    ...['js_import', 'js_include', 'perl_modules', 'perl_require', 'perl', 'perl_set', 'ssi'],
  ],
  haproxy: ['lua-load', 'lua-load-per-thread'],
} as const

/** What of a name is declared by these may be said to be unused; a capture, or the zone of an upstream, is there for itself. */
const DECLARING: readonly (readonly [directive: string, kind: NameKind, pattern: RegExp])[] = [
  ...['map', 'geo', 'split_clients'].map(name => [name, 'variable', /^\$(.+)$/] as const),
  ...['limit_req_zone', 'limit_conn_zone'].map(name => [name, 'zone', /^zone=([^:]+)/] as const),
  ...CACHES.map(name => [`${name}_path`, 'zone', /^keys_zone=([^:]+)/] as const),
  ['log_format', 'log format', /^(.+)$/],
]

/** Which names may be judged: not those that a value can come to at the request, nor locations that check by themselves. */
function judgedIn(config: Config): (name: Name) => boolean {
  if (config.dialect === 'haproxy') {
    const backends = new Map(config.upstreams.map(upstream => [upstream.name.text, upstream]))
    const taken = new Set(sectionsOf(config).flatMap(({ section }) => section.defaults?.name?.text ?? []))
    return ({ kind, text }) => {
      if (kind === 'resolvers') return text !== 'default'
      if (kind !== 'backend') return kind !== 'defaults' || !taken.has(text)
      const backend = backends.get(text)
      return backend?.directive.name.text === 'backend' && !backend.conditional && waysTo(config, backend).length === 0
    }
  }
  const declared = new Set(
    DECLARING.flatMap(([directive, kind, pattern]) =>
      occurrences(config, directive).flatMap(found =>
        found.directive.args.map(({ text }) => `${kind} ${pattern.exec(text)?.[1] ?? ''}`),
      ),
    ),
  )
  const isKnown = config.gateways.every(({ routes }) => routes.every(({ to }) => to.kind !== 'unknown'))
  const isConstant = CACHES.every(cache =>
    occurrences(config, cache).every(({ directive }) => !/\$/.test(directive.args[0]?.text ?? '')),
  )
  return ({ kind, text }) => {
    if (kind === 'upstream') return isKnown
    if (kind === 'named location') return !occurs(config, 'health_check')
    return declared.has(`${kind} ${text}`) && (kind !== 'zone' || isConstant)
  }
}

/** Where the address of one of its servers is written in its place. */
function askedByName({ upstreams, gateways }: Config, { kind, declared, text }: Name): readonly Fix[] {
  const upstream = upstreams.find(({ name }) => kind === 'upstream' && keyOf(name) === keyOf(declared[0]!))
  if (!upstream) return []
  const addresses = new Set(upstream.targets.map(({ host, portNumber }) => `${host.text} ${portNumber}`))
  for (const { mode, routes } of gateways) {
    for (const { to, directive } of routes) {
      const [target] = to.kind === 'direct' && !to.dynamic && mode === upstream.mode ? to.upstream.targets : []
      if (!target || target.directive !== directive || !addresses.has(`${target.host.text} ${target.portNumber}`))
        continue
      return [
        { title: `Ask "${text}" where one of its servers is asked`, edits: [{ at: target.at, text }], safe: false },
      ]
    }
  }
  return []
}

const keyOf = ({ at }: Word): string => placeKey(at)
