/**
 * Makes server/catalog/nginx.gen.ts of nginx's own source: `npx tsx scripts/catalog/nginx.ts MIRROR`, where MIRROR is a git
 * clone of nginx (bare or not) with its release tags. The outcome depends on the tags alone.
 *
 * A directive's contexts, counts of arguments and words are what any release from 1.18.0 on takes; that it may stand only once,
 * its bounds and its default, are what all of them say; the kind of its value is the newest release's.
 */
import { writeFileSync } from 'node:fs'
import { byVersion, type Release, readEach, releasesIn } from './nginx-history.ts'
import { type Command, contextLetters, readSource, type SourceFile } from './nginx-source.ts'

/** Releases before this one are asked only when a directive came and went. */
const OLDEST = '1.18.0'

/** What was gone by then is known to nobody any more. */
const FORGOTTEN = '1.0.0'

/** What is known of one directive in one family of contexts. */
interface Fact {
  readonly name: string
  readonly family: string
  readonly since: string
  last: string
  contexts: string
  args: string
  kind: string
  words: readonly string[]
  bounds: string
  once: boolean
  default: string
  replaced: string
}

/** The value kind of each handler that more than one directive shares. */
const KINDS: Readonly<Record<string, string>> = {
  ngx_conf_set_flag_slot: 'flag',
  ngx_conf_set_str_slot: 'text',
  ngx_conf_set_str_array_slot: 'texts',
  ngx_conf_set_keyval_slot: 'pair',
  ngx_conf_set_num_slot: 'number',
  ngx_conf_set_size_slot: 'size',
  ngx_conf_set_off_slot: 'offset',
  ngx_conf_set_msec_slot: 'time',
  ngx_conf_set_sec_slot: 'seconds',
  ngx_conf_set_bufs_slot: 'buffers',
  ngx_conf_set_enum_slot: 'enum',
  ngx_conf_set_bitmask_slot: 'words',
  ngx_conf_set_path_slot: 'path',
  ngx_conf_set_access_slot: 'access',
  ngx_http_set_complex_value_slot: 'value',
  ngx_http_set_complex_value_zero_slot: 'value',
  ngx_http_set_complex_value_size_slot: 'value-size',
  ngx_stream_set_complex_value_slot: 'value',
  ngx_stream_set_complex_value_zero_slot: 'value',
  ngx_stream_set_complex_value_size_slot: 'value-size',
  ngx_http_set_predicate_slot: 'values',
}

/** The slots that two settings of one block do not fit in: those of a single value. */
const ONCE = /^(?:flag|text|number|size|offset|time|seconds|buffers|enum|path|access|value|value-size)$/

function factsOf(releases: readonly Release[], sources: ReadonlyMap<string, SourceFile>): readonly Fact[] {
  const facts = new Map<string, Fact>()
  for (const { version, files } of releases) {
    const parts = [...files.values()].map(hash => sources.get(hash)!)
    const counts = byVersion(version, OLDEST) >= 0
    for (const part of parts) {
      for (const command of part.commands) {
        const now = factOf(command, part, parts, version)
        const key = `${command.name} ${command.family}`
        const before = facts.get(key)
        if (!before || !counts || byVersion(before.last, OLDEST) < 0)
          facts.set(key, { ...now, since: before?.since ?? version })
        else Object.assign(before, joined(before, now))
      }
    }
  }
  return [...facts.values()]
    .filter(({ last }) => byVersion(last, FORGOTTEN) >= 0)
    .sort((a, b) => order(a.name, b.name) || order(a.family, b.family))
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function factOf(command: Command, part: SourceFile, parts: readonly SourceFile[], version: string): Fact {
  const { name, family, contexts, args, handler, field, post } = command
  const kind = KINDS[handler] ?? 'own'
  const among = <T>(pick: (source: SourceFile) => ReadonlyMap<string, T>): T | undefined =>
    post === undefined
      ? undefined
      : (pick(part).get(post) ??
        parts
          .map(pick)
          .find(map => map.has(post))
          ?.get(post))
  const words = (kind === 'enum' || kind === 'words' ? among(source => source.words) : undefined) ?? []
  const once = ONCE.test(kind) || parts.some(({ onceOnly }) => onceOnly.has(handler))
  const expression = field === undefined ? undefined : part.defaults.get(field)
  return {
    name,
    family,
    since: version,
    last: version,
    contexts,
    args,
    kind,
    words: words.map(([word]) => word),
    bounds: (kind === 'number' && among(source => source.bounds)) || '',
    once,
    default: expression === undefined ? '' : defaultOf(kind, expression, words),
    replaced: among(source => source.replaced) ?? '',
  }
}

const joined = (before: Fact, now: Fact): Partial<Fact> => ({
  last: now.last,
  contexts: union(before.contexts, now.contexts, [...contextLetters.values()].join('')),
  args: joinedArgs(before.args, now.args),
  kind: now.kind,
  words: [...new Set([...before.words, ...now.words])],
  bounds: before.bounds === now.bounds ? now.bounds : '',
  once: before.once && now.once,
  default: before.default === now.default ? now.default : '',
  replaced: now.replaced,
})

const union = (one: string, other: string, alphabet: string): string =>
  [...alphabet]
    .filter((letter, index) => alphabet.indexOf(letter) === index && (one.includes(letter) || other.includes(letter)))
    .join('')

function joinedArgs(one: string, other: string): string {
  if (one === other) return one
  if (/^\d+$/.test(one) && /^\d+$/.test(other)) return union(one, other, '01234567')
  if (/^[\df]+$/.test(one) && /^[\df]+$/.test(other))
    return union(one.replace('f', '1'), other.replace('f', '1'), '01234567')
  return one.includes('{') && other.includes('{') ? '*{' : '*'
}

/** A default as one would write it, or nothing where it takes more than a constant to tell. */
function defaultOf(kind: string, expression: string, words: readonly (readonly [string, string])[]): string {
  const text = /^"([^"]*)"$/.exec(expression)?.[1]
  if (kind === 'text') return text ?? ''
  if (kind === 'enum') return words.find(([, constant]) => constant === expression)?.[0] ?? ''
  if (!/^\d[\d *]*$/.test(expression)) return ''
  const number = expression.split('*').reduce((product, factor) => product * Number(factor), 1)
  if (kind === 'flag') return number ? 'on' : 'off'
  if (kind === 'number') return String(number)
  if (kind === 'time') return number % 1000 === 0 ? `${number / 1000}s` : `${number}ms`
  if (kind === 'seconds') return `${number}s`
  if (kind !== 'size' && kind !== 'offset') return ''
  if (number > 0 && number % 2 ** 20 === 0) return `${number / 2 ** 20}m`
  return number > 0 && number % 1024 === 0 ? `${number / 1024}k` : String(number)
}

/** One line: name, family, contexts, arguments, kind with what limits it, the release it came with (empty: before OLDEST), the one it is gone with, once, default, replacement. */
function lineOf(fact: Fact, versions: readonly string[]): string {
  const { name, family, contexts, args, kind, words, bounds, since, last, once } = fact
  const limits = words.length > 0 ? `:${words.join(',')}` : bounds && `:${bounds}`
  const gone = last === versions.at(-1) ? '' : versions[versions.indexOf(last) + 1]!
  const came = byVersion(since, OLDEST) <= 0 ? '' : since
  return [name, family, contexts, args, kind + limits, came, gone, once ? '!' : '', fact.default, fact.replaced]
    .join('|')
    .replace(/\|+$/, '')
}

function variablesOf(releases: readonly Release[], sources: ReadonlyMap<string, SourceFile>, family: string): string {
  const found = new Map<string, { readonly since: string; changeable: boolean }>()
  for (const { version, files } of releases) {
    if (byVersion(version, OLDEST) < 0) continue
    for (const hash of files.values()) {
      for (const variable of sources.get(hash)!.variables) {
        if (variable.family !== family) continue
        const before = found.get(variable.name) ?? { since: version, changeable: false }
        found.set(variable.name, { since: before.since, changeable: before.changeable || variable.changeable })
      }
    }
  }
  return [...found]
    .sort(([a], [b]) => order(a, b))
    .map(([name, { since, changeable }]) => `${name}${changeable ? '=' : ''}${since === OLDEST ? '' : `:${since}`}`)
    .join(' ')
}

/** In lines short enough to read in a diff. */
const wrapped = (words: string): string => words.replace(/(.{1,110})(?: |$)/g, '$1\n').trimEnd()

function generate(mirror: string): string {
  const releases = releasesIn(mirror)
  const recent = releases.filter(({ version }) => byVersion(version, OLDEST) >= 0)
  const pathOf = new Map(releases.flatMap(({ files }) => [...files].map(([path, hash]) => [hash, path] as const)))
  const known = new Set(recent.flatMap(({ files }) => [...files.values()]))
  const sources = readEach(mirror, [...pathOf.keys()], (text, hash) =>
    readSource(text, pathOf.get(hash)!, known.has(hash)),
  )
  const versions = releases.map(({ version }) => version)
  const stable = versions.filter(version => Number(version.split('.')[1]) % 2 === 0).at(-1)
  const lines = factsOf(releases, sources).map(fact => lineOf(fact, versions))
  return `// Made by scripts/catalog/nginx.ts of nginx's source: releases 1.18.0 to ${versions.at(-1)} (mainline) and ${stable} (stable).

/**
 * name|family|contexts|arguments|kind|came with|gone with|! where it may stand only once in a block|default|said to use instead
 *
 * Contexts: m main, e events, h http, s server, l location, u upstream, i if in server, j if in location, x limit_except,
 * H stream, S its server, U its upstream, M mail, N its server, * any. Arguments: the counts it takes, + one or more, ++ two
 * or more, f on or off, * any; { a block. Came with: empty for 1.18.0 and before.
 */
export const directives = \`
${lines.join('\n')}
\`

/** name:came with. A name with _ at its end begins a whole family; one with = may be given a value. */
export const httpVariables = \`
${wrapped(variablesOf(releases, sources, 'http'))}
\`

export const streamVariables = \`
${wrapped(variablesOf(releases, sources, 'stream'))}
\`
`
}

const [mirror] = process.argv.slice(2)
if (!mirror) throw new Error('Which clone of nginx? npx tsx scripts/catalog/nginx.ts MIRROR')
writeFileSync(new URL('../../server/catalog/nginx.gen.ts', import.meta.url), generate(mirror))
