/** What HAProxy's sections, keywords, options, actions, fetches and converters mean, in a sentence or two. */
import { aclKeywords, converters, fetches } from './haproxy.ts'
import { actions } from './haproxy-meanings-actions.ts'
import { bind } from './haproxy-meanings-bind.ts'
import { global } from './haproxy-meanings-global.ts'
import { algorithms, counters, filters, options, sections, timeouts } from './haproxy-meanings-lines.ts'
import { log } from './haproxy-meanings-log.ts'
import { otherSections } from './haproxy-meanings-other-sections.ts'
import { proxy } from './haproxy-meanings-proxy.ts'
import { meaningOfConverter, meaningOfFetch } from './haproxy-meanings-samples.ts'
import { server } from './haproxy-meanings-server.ts'
import { tuning } from './haproxy-meanings-tuning.ts'

/** What a name is; several kinds share some names. A variable is an alias in a log format, a counter what a stick table keeps. */
export type HaproxyKind =
  | 'section'
  | 'keyword'
  | 'option'
  | 'timeout'
  | 'server'
  | 'bind'
  | 'action'
  | 'algorithm'
  | 'filter'
  | 'counter'
  | 'fetch'
  | 'converter'
  | 'variable'

/**
 * What a name of this kind does; without a kind, of the first kind that has the name; undefined for one that has no
 * meaning of its own. A keyword may be given with its second word: "stats uri". What stands in parentheses is passed over.
 */
export function meaningOfHaproxy(name: string, kind?: HaproxyKind): string | undefined {
  const [plain = ''] = name.split('(')
  if (kind !== undefined) return FINDERS[kind](plain)
  for (const find of Object.values(FINDERS)) {
    const meaning = find(plain)
    if (meaning !== undefined) return meaning
  }
  return undefined
}

type Table = Readonly<Record<string, string>>

const among =
  (...tables: readonly Table[]) =>
  (name: string): string | undefined =>
    tables.find(table => Object.hasOwn(table, name))?.[name]

const FINDERS: Readonly<Record<HaproxyKind, (name: string) => string | undefined>> = {
  section: among(sections),
  keyword: name => among(proxy, global, tuning, otherSections)(name) ?? meaningOfSide(name),
  option: among(options),
  timeout: among(timeouts),
  server: among(server),
  bind: among(bind),
  action: name => among(actions)(name.replace(/^track-sc\d+$/, 'track-sc')),
  algorithm: among(algorithms),
  filter: among(filters),
  counter: among(counters),
  fetch: name => (fetches().has(name) || aclKeywords().has(name) ? meaningOfFetch(name) : undefined),
  converter: name => (converters().has(name) ? meaningOfConverter(name) : undefined),
  variable: among(log),
}

/** Of a setting that there is for either side: `tune.quic.be.…` for servers, `tune.quic.fe.…` for clients. */
function meaningOfSide(name: string): string | undefined {
  const [side] = /(?<=^tune\.\w+\.)[bf]e(?=\.)/.exec(name) ?? []
  const peers = side === 'be' ? 'servers' : 'clients'
  return side && among(tuning)(name.replace(`.${side}.`, '.*.'))?.replaceAll('{peers}', peers)
}
