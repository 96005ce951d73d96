/** What HAProxy's sections, keywords, options, actions, fetches and converters mean, in a sentence or two. */

/** What a name is; several kinds share some names. */
export type HaproxyKind =
  | 'section'
  | 'keyword'
  | 'option'
  | 'timeout'
  | 'server'
  | 'bind'
  | 'action'
  | 'fetch'
  | 'converter'
  | 'variable'

/** What a name of this kind does; without a kind, of the first that knows the name; undefined for one that the catalogue does not know. */
export function meaningOfHaproxy(name: string, kind?: HaproxyKind): string | undefined {
  if (kind !== undefined) return Object.hasOwn(MEANINGS[kind], name) ? MEANINGS[kind][name] : undefined
  for (const table of Object.values(MEANINGS)) if (Object.hasOwn(table, name)) return table[name]
  return undefined
}

const MEANINGS: Readonly<Record<HaproxyKind, Readonly<Record<string, string>>>> = {
  section: { global: 'Settings of the process as a whole: limits, logs, rights, TLS defaults, the runtime API.' },
  keyword: { bind: 'An address and port on which this side listens for clients, with options for TLS and protocols.' },
  option: {},
  timeout: {
    server: 'The longest silence that is borne from a server; a request that has no answer by then gets a 504.',
  },
  server: { check: 'Checks the health of the server regularly; without it, HAProxy takes it to be up at all times.' },
  bind: {},
  action: {},
  fetch: {},
  converter: {},
  variable: {},
}
