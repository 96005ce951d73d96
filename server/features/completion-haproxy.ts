/** What can be written in a configuration of HAProxy: keywords of a section, what stands behind them, and names of this configuration. */
import { predefinedAcls } from '../catalog/check-haproxy-condition.ts'
import { releaseOf } from '../catalog/faults.ts'
import * as catalog from '../catalog/haproxy.ts'
import { times, wordsBehind, wordsOfOption } from '../catalog/haproxy-words.ts'
import { aclsOf } from '../model/haproxy-conditions.ts'
import type { View } from '../rule.ts'
import { pointAt, stretch } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { serviceAddresses } from './completion-services.ts'
import type { Statement } from './statement.ts'
import type { About, Completion, Suggestion } from './suggestion.ts'

/** Undefined where nothing can be offered. */
export function completeHaproxy(statement: Statement, view: View | undefined): Completion | undefined {
  const { at, around, quoted } = statement
  const [section] = around
  const ask: Ask = { statement, view, section, knows: knowsIn(view) }
  const sample = samples(ask)
  if (sample) return sample
  if (quoted) return undefined
  const items = section ? inSection(ask, section) : onHead(ask)
  return items.length > 0 ? { at, items } : undefined
}

interface Ask {
  readonly statement: Statement
  readonly view: View | undefined
  readonly section: Directive | undefined
  /** Whether the version that runs knows a name; where that is not known, whether one that is maintained does. */
  knows(entry: catalog.Entry): boolean
}

function knowsIn(view: View | undefined): Ask['knows'] {
  const [major, minor] = (view && releaseOf(view))?.split('.') ?? []
  const running = catalog.versions.indexOf(`${major}.${minor}`)
  // Of names that are older than 2.4 the tables do not say since when they are there.
  const told = catalog.versions.indexOf('2.4')
  if (running < told) return ({ current }) => current
  return ({ since, until }) =>
    !(since !== undefined && catalog.versions.indexOf(since) > Math.max(running, told)) &&
    !(until !== undefined && catalog.versions.indexOf(until) < running)
}

/** The names of a table that are known where it runs. */
function named<T extends catalog.Entry>(
  ask: Ask,
  table: ReadonlyMap<string, T>,
  of?: (name: string, entry: T) => Partial<Suggestion>,
): readonly Suggestion[] {
  return Array.from(table).flatMap(([label, entry]) =>
    ask.knows(entry)
      ? [
          {
            label,
            kind: 'value',
            ...(isOld(entry) && { deprecated: true }),
            ...of?.(label, entry),
          } satisfies Suggestion,
        ]
      : [],
  )
}

const isOld = ({ deprecated, until }: catalog.Entry): boolean => deprecated !== undefined || until !== undefined

const about = (
  of: Exclude<About['of'], 'nginx' | 'rule'>,
  name: string,
  section: string,
): Pick<Suggestion, 'about'> => ({
  about: { of, name, section },
})

const plain = (words: readonly string[], order = 4): readonly Suggestion[] =>
  words.map(label => ({ label, kind: 'value', order }))

/** Where no section is around: their names, and behind one the `defaults` that it can take. */
function onHead(ask: Ask): readonly Suggestion[] {
  const { before } = ask.statement
  if (before.length === 0) return sectionNames(ask)
  if (!/^(?:frontend|backend|listen|defaults)$/.test(before[0]!)) return []
  if (before.at(-1) === 'from') return sectionsCalled(ask, /^defaults$/)
  return before.length > 1 || before[0] === 'defaults' ? plain(['from']) : []
}

const sectionNames = (ask: Ask): readonly Suggestion[] =>
  named(ask, catalog.sections(), name => ({ kind: 'block', order: 3, ...about('section', name, name) }))

/** The names of sections of this configuration. */
const sectionsCalled = ({ view }: Ask, kinds: RegExp): readonly Suggestion[] =>
  (view?.config.directives ?? []).flatMap(({ name, args, body }) =>
    body && kinds.test(name.text) && args[0] && args[0].text !== 'from'
      ? [{ label: args[0].text, kind: 'upstream', detail: name.text, order: 1 } as const]
      : [],
  )

function inSection(ask: Ask, section: Directive): readonly Suggestion[] {
  const { before } = ask.statement
  const words = /^(?:no|default)$/.test(before[0] ?? '') ? before.slice(1) : before
  const [keyword] = words
  if (keyword === undefined) return keywordNames(ask, section, before.length > 0)
  const condition = words.findLastIndex(word => word === 'if' || word === 'unless')
  if (condition > 0) return aclNames(ask, section)
  return [
    ...behind(ask, section, words),
    ...(words.length > 1 && CONDITIONAL.test(keyword) ? plain(['if', 'unless'], 6) : []),
  ]
}

const CONDITIONAL =
  /^(?:http-(?:request|response|after-response)|tcp-(?:request|response)|use_backend|use-server|redirect|stick|monitor|force-persist|ignore-persist)$/

function keywordNames(ask: Ask, { name: { text: section } }: Directive, isNegated: boolean): readonly Suggestion[] {
  const own = named(ask, catalog.keywordsOf(section), name => ({
    kind: 'directive',
    order: 2,
    ...about('keyword', name, section),
  })).filter(({ label }) => {
    const { sections = [] } = catalog.keywordsOf(section).get(label) ?? {}
    return sections.length === 0 || sections.includes(section)
  })
  if (isNegated) return own.filter(({ label }) => /^(?:option|log|stick|stats)$/.test(label))
  const isProxy = /^(?:frontend|backend|listen|defaults)$/.test(section)
  return [...own, ...(isProxy ? plain(['no'], 5) : []), ...sectionNames(ask)]
}

/** The ACLs that a condition can name. */
function aclNames({ view, statement }: Ask, section: Directive): readonly Suggestion[] {
  if (statement.before.at(-1) === '{') return []
  const declared = view ? [...aclsOf(view.config, { directive: section }).declared.keys()] : []
  const mark = /^!*/.exec(statement.typed)![0]
  return [
    ...declared.map((name): Suggestion => ({ label: `${mark}${name}`, kind: 'name', detail: 'acl', order: 1 })),
    ...plain(['{', 'or', '||'], 3),
    ...[...predefinedAcls].map(
      (name): Suggestion => ({ label: `${mark}${name}`, kind: 'name', detail: 'acl of HAProxy', order: 5 }),
    ),
  ]
}

function behind(ask: Ask, section: Directive, words: readonly string[]): readonly Suggestion[] {
  const [keyword = '', first] = words
  const second = (name: string): Partial<Suggestion> => about('keyword', `${keyword} ${name}`, section.name.text)
  switch (keyword) {
    case 'option':
      return first === undefined ? forms(ask, section, keyword) : []
    case 'timeout':
      return first === undefined
        ? named(ask, catalog.timeouts(), name => ({ kind: 'directive', ...second(name) }))
        : words.length === 2
          ? plain(times)
          : []
    case 'balance':
      return first === undefined ? named(ask, catalog.balanceAlgorithms()) : []
    case 'filter':
      return first === undefined ? named(ask, catalog.filters()) : []
    case 'use_backend':
    case 'default_backend':
      return first === undefined ? sectionsCalled(ask, /^(?:backend|listen)$/) : []
    case 'use-fcgi-app':
    case 'errorfiles':
      return first === undefined ? sectionsCalled(ask, NAMED[keyword]) : []
    case 'use-server':
      return first === undefined ? serversIn(section) : []
    case 'acl':
      return words.length === 2 ? matched(ask) : []
    case 'server':
      return words.length === 2 ? addresses(ask) : words.length > 2 ? options(ask, words.slice(3), 'server') : []
    case 'server-template':
      return words.length > 3 ? options(ask, words.slice(4), 'server') : []
    case 'default-server':
      return options(ask, words.slice(1), 'server')
    case 'bind':
      return words.length > 1 ? options(ask, words.slice(2), 'bind') : plain([':80', ':443', '*:80'])
  }
  if (/^cache-(?:use|store)$/.test(first ?? '') && words.length === 2) return sectionsCalled(ask, /^cache$/)
  if (keyword === 'stick-table' && words.at(-1) === 'store') return named(ask, catalog.stickData())
  const ruleSet = catalog.actionsOf(words.join(' '))
  if (ruleSet.size > 0)
    return [
      ...named(ask, ruleSet, (name, { isPrefix }) => ({
        kind: 'directive',
        ...(isPrefix && { text: `${name}(` }),
        ...second(name),
      })),
      ...plain(wordsBehind(keyword)),
    ]
  if (words.length > 1 && !/^(?:retry-on|cookie|stick-table|compression)$/.test(keyword)) return []
  const known = wordsBehind(keyword)
  return known.length > 0
    ? plain(known)
    : catalog.keywordsOf(section.name.text).get(keyword)?.value === 'time'
      ? plain(times)
      : []
}

/** The kinds of sections that a keyword names. */
const NAMED = { 'use-fcgi-app': /^fcgi-app$/, errorfiles: /^http-errors$/ }

const serversIn = ({ body = [] }: Directive): readonly Suggestion[] =>
  body.flatMap(({ name, args }) =>
    name.text === 'server' && args[0]
      ? [{ label: args[0].text, kind: 'upstream', detail: 'server', order: 1 } as const]
      : [],
  )

/** The forms of `option` that have an effect in a section. */
const forms = (ask: Ask, { name: { text: section } }: Directive, keyword: string): readonly Suggestion[] =>
  Array.from(catalog.keywordsOf(section).get(keyword)?.forms ?? []).flatMap(([name, form]) =>
    ask.knows(form) && (form.sections.length === 0 || form.sections.includes(section))
      ? [
          {
            label: name,
            kind: 'directive',
            ...(isOld(form) && { deprecated: true }),
            ...about('keyword', `${keyword} ${name}`, section),
          } satisfies Suggestion,
        ]
      : [],
  )

const addresses = ({ view, statement }: Ask): readonly Suggestion[] =>
  view ? serviceAddresses(view, statement.document.file, 'any') : []

/** Options of a `server` or a `bind` line, or the value of the last one. */
function options(ask: Ask, words: readonly string[], part: 'server' | 'bind'): readonly Suggestion[] {
  const table = part === 'server' ? catalog.serverOptions() : catalog.bindOptions()
  const last = table.get(words.at(-1) ?? '')
  if (last && last.words !== 0) {
    if (last.name === 'resolvers') return sectionsCalled(ask, /^resolvers$/)
    return plain(wordsOfOption(last.name))
  }
  return named(ask, table, name => ({ kind: 'directive', ...about(part, name, part) }))
}

/** What an ACL can begin with. */
const matched = (ask: Ask): readonly Suggestion[] => [
  ...fetchNames(ask),
  ...named(ask, catalog.aclKeywords(), () => ({ kind: 'function' })).filter(
    ({ label }) => !catalog.fetches().has(label),
  ),
]

const fetchNames = (ask: Ask): readonly Suggestion[] =>
  named(ask, catalog.fetches(), (name, { result, least }) => ({
    kind: 'function',
    detail: result,
    ...(least > 0 && { text: `${name}(` }),
    ...about('fetch', name, ''),
  }))

/** In `%[…]`, and in the braces of a condition: what can be fetched, and behind a comma how it can be converted. */
function samples(ask: Ask): Completion | undefined {
  const { typed, offset, document, before } = ask.statement
  const inFormat = /%\[([^\]]*)$/.exec(typed)?.[1]
  const keyword = /^(?:no|default)$/.test(before[0] ?? '') ? before[1] : before[0]
  const isExpression = before.at(-1) === '{' || (keyword === 'acl' && before.length === 2) || before.at(-1) === 'sni'
  const expression = inFormat ?? (isExpression ? typed : undefined)
  if (expression === undefined) return undefined
  const [part] = /(?<![\w.-])[\w.-]*$/.exec(expression)!
  const isConverter = expression.slice(0, expression.length - part.length).endsWith(',')
  if (!isConverter && inFormat === undefined && before.at(-1) !== '{') return undefined
  const rest = /^[\w.-]*/.exec(document.text.slice(offset, offset + LONGEST))![0]
  const items = isConverter
    ? named(ask, catalog.converters(), (name, { result, least }) => ({
        kind: 'function',
        detail: result,
        ...(least > 0 && { text: `${name}(` }),
        ...about('converter', name, ''),
      }))
    : inFormat === undefined
      ? matched(ask)
      : fetchNames(ask)
  return { at: stretch(pointAt(document.file, offset), offset - part.length, offset + rest.length), items }
}

const LONGEST = 60
