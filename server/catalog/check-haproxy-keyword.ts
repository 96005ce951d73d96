/** Whether a keyword may stand in its section, and how many words may follow it. */
import { isSpelling } from '../syntax/nearest.ts'
import type { Word } from '../syntax/text.ts'
import * as catalog from './haproxy.ts'
import { isPlain, isProxy, type Line, type Report, rewrite, type Suggest } from './haproxy-lines.ts'
import { sizeFault, timeFault } from './haproxy-values.ts'

/** False where the keyword is none, so that nothing more can be said of its line. */
export function checkKeyword(line: Line, report: Report, suggest: Suggest): boolean {
  const { section, keyword, negation } = line
  const { kind } = section
  const name = keyword.text
  if (negation && !checkNegation(line, report)) return false
  const known = catalog.keywordIn(kind, name)
  if (!known?.current) {
    unknown(line, known, report, suggest)
    return false
  }
  if (!checkPlace(line, known, report)) return false
  if (!negation) checkArguments(line, known, report)
  return true
}

/** What `no` and `default` may stand before (cfgparse.c). */
const invertible = /^(?:option|log|busy-polling|set-dumpable|strict-limits|insecure-fork-wanted|numa-cpu-mapping)$/

function checkNegation({ keyword, negation, directive }: Line, report: Report): boolean {
  if (directive.args.length > 0 && invertible.test(keyword.text)) return true
  report(
    'wrong-arguments',
    negation!,
    `"${negation!.text}" can stand only before "option", "log" and a few keywords of "global".`,
  )
  return false
}

/** What took the place of keywords that are gone, where one word or two do the same. */
const successors: Readonly<Record<string, string>> = {
  clitimeout: 'timeout client',
  contimeout: 'timeout connect',
  srvtimeout: 'timeout server',
  redispatch: 'option redispatch',
  redisp: 'option redispatch',
}

/** What took the place of keywords that are gone, where more than the name changed. */
const successorsByKind: readonly (readonly [RegExp, string])[] = [
  [/^req(?:add)$/, 'http-request add-header'],
  [/^rspadd$/, 'http-response add-header'],
  [/^reqi?(?:deny|tarpit)$|^block$/, 'http-request deny'],
  [/^reqi?del$/, 'http-request del-header'],
  [/^rspi?del$/, 'http-response del-header'],
  [/^reqi?rep$/, 'http-request replace-header" or "http-request replace-path'],
  [/^rspi?rep$/, 'http-response replace-header'],
  [/^monitor-net$/, 'http-request return status 200'],
  [/^nbproc$/, 'nbthread'],
]

function unknown(
  { section, keyword }: Line,
  gone: catalog.Keyword | undefined,
  report: Report,
  suggest: Suggest,
): void {
  const { kind } = section
  const name = keyword.text
  if (gone?.until) {
    const same = successors[name]
    const other = same ?? successorsByKind.find(([names]) => names.test(name))?.[1]
    const message = `HAProxy ${gone.until} was the last version that knew "${name}".${other ? ` "${other}" took its place.` : ''}`
    report('unknown-directive', keyword, message, same ? { fixes: rewrite(keyword, same, true) } : {})
    return
  }
  const elsewhere = catalog.sectionsOf(name)
  if (elsewhere.length > 0) {
    report(
      'misplaced-directive',
      keyword,
      `"${name}" is no keyword of "${kind}": it may stand in ${listOf(elsewhere)}.`,
    )
    return
  }
  const meant = suggest(name, () => namesIn(kind), kind)
  const message = `HAProxy knows no keyword "${name}" in "${kind}".${meant ? ` Was "${meant}" meant?` : ''}`
  report(
    'unknown-directive',
    keyword,
    message,
    meant ? { fixes: rewrite(keyword, meant, isSpelling(name, meant)) } : {},
  )
}

const namesIn = (kind: string): readonly string[] => [
  ...catalog.keywordsOf(kind).map(({ name }) => name),
  ...[...catalog.sections()].filter(([, { current }]) => current).map(([name]) => name),
]

export const listOf = (names: readonly string[]): string => {
  const quoted = [...new Set(names)].map(name => `"${name}"`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
}

/** Keywords that a frontend refuses; all others of a backend it ignores with a warning (failifnotcap() against warnifnotcap()). */
const refusedInFrontend = /^(?:server|default-server|server-template|use-fcgi-app)$/

function checkPlace({ section, keyword, args }: Line, known: catalog.Keyword, report: Report): boolean {
  if (!isProxy(section)) return true
  const { kind } = section
  const name = keyword.text
  if (kind === 'defaults') {
    const first = args[0]?.text ?? ''
    const whole =
      known.refusedIn === 'defaults' || refusedInDefaults.test(name) || refusedInDefaults.test(`${name} ${first}`)
    if (
      whole ||
      (!section.name && (known.refusedIn === 'anonymous defaults' || refusedInAnonymous.test(`${name} ${first}`)))
    ) {
      report(
        'misplaced-directive',
        keyword,
        whole ? `"${name}" may not stand in "defaults".` : `"${name}" may stand only in a "defaults" that has a name.`,
      )
      return false
    }
    return true
  }
  const both = args[0] && catalog.keywordIn(kind, `${name} ${args[0].text}`)
  const sections = both && both.sections.length > 0 ? both.sections : known.sections
  if (sections.length === 0 || sections.includes(kind)) return true
  const refused =
    (kind === 'frontend' && (refusedInFrontend.test(name) || name === 'tcp-response')) ||
    (kind === 'backend' && /^connection$|^session$/.test(args[0]?.text ?? '') && name === 'tcp-request')
  const has = `It may stand in ${listOf(sections)}.`
  const what = both && both.sections.length > 0 ? `${name} ${args[0]!.text}` : name
  report(
    'misplaced-directive',
    keyword,
    refused ? `"${what}" may not stand in a ${kind}. ${has}` : `HAProxy ignores "${what}" in a ${kind}. ${has}`,
    { refused },
  )
  return refused ? false : name !== 'bind'
}

const refusedInDefaults =
  /^(?:server|server-template|filter|use-fcgi-app|declare|stats admin|stats http-request|capture cookie|capture request|capture response)$/
const refusedInAnonymous =
  /^tcp-request (?:content|connection|session|inspect-delay)$|^tcp-response (?:content|inspect-delay)$/

/** How many words must follow, where the source does not say it in one line. Each was tried. */
const least: ReadonlyMap<string, number> = new Map([
  ...[
    'capture',
    'compression',
    'external-check',
    'filter',
    'force-persist',
    'hash-type',
    'http-after-response',
    'http-check',
    'http-error',
    'http-request',
    'http-response',
    'http-reuse',
    'ignore-persist',
    'load-server-state-from-file',
    'mode',
    'monitor',
    'option',
    'rate-limit',
    'redirect',
    'retry-on',
    'stats',
    'stick',
    'tcp-check',
    'tcp-request',
    'tcp-response',
    'timeout',
  ].map(name => [`proxy ${name}`, 1] as const),
  ...['acl', 'errorfile', 'errorloc', 'errorloc302', 'errorloc303', 'server'].map(
    name => [`proxy ${name}`, 2] as const,
  ),
  ['proxy server-template', 3],
  ...[
    'group',
    'user',
    'stats',
    'maxsslconn',
    'unsetenv',
    'nbthread',
    'thread-groups',
    'thread-group',
    'default-path',
    'node',
    'lua-prepend-path',
    'issuers-chain-path',
    'ssl-default-bind-options',
    'ssl-default-server-options',
    'ssl-load-extra-files',
    'tune.buffers.limit',
    'tune.buffers.reserve',
    'tune.ssl.cachesize',
    'tune.ssl.maxrecord',
    'tune.pattern.cache-size',
  ].map(name => [`global ${name}`, 1] as const),
  ...['setenv', 'presetenv', 'set-var', 'set-var-fmt', 'h1-case-adjust', 'cpu-map'].map(
    name => [`global ${name}`, 2] as const,
  ),
  ['resolvers hold', 2],
  ['resolvers nameserver', 2],
  ['mailers mailer', 2],
  ['peers table', 1],
  ['ring server', 2],
  ['http-errors errorfile', 2],
  ['fcgi-app acl', 2],
  ['fcgi-app set-param', 2],
  ['program option', 1],
  ['program user', 1],
  ['program group', 1],
])

/** Numbers that HAProxy reads to the last character; of others it takes the digits at the beginning and 0 where there are none. */
const strictNumbers = /^(?:nbthread|thread-groups|tune\.bufsize|id)$/

function checkArguments(line: Line, known: catalog.Keyword, report: Report): void {
  const { section, keyword, args } = line
  if (args.some(word => word.text.includes('[*]'))) return
  const fewest = Math.max(known.least, least.get(`${isProxy(section) ? 'proxy' : section.kind} ${known.name}`) ?? 0)
  if (args.length < fewest) {
    report(
      'wrong-arguments',
      keyword,
      `"${known.name}" expects ${fewest === 1 ? 'a word' : `${fewest} words`} behind it${args.length === 0 ? '.' : `, not ${args.length}.`}`,
    )
    return
  }
  if (args.length > known.most) {
    const extra = args[known.most]!
    report(
      'wrong-arguments',
      extra,
      known.most === 0
        ? `"${known.name}" stands alone: "${extra.text}" is too much.`
        : `"${known.name}" takes ${known.most === 1 ? 'one word' : `${known.most} words`}: "${extra.text}" is one too many. Text with spaces needs quotes.`,
    )
    return
  }
  const [value] = args
  if (value && known.value && isPlain(value)) checkValue(known, value, report)
}

function checkValue(known: catalog.Keyword, value: Word, report: Report): void {
  if (known.value === 'time') {
    const fault = timeFault(value.text)
    if (fault) report('bad-value', value, fault)
  } else if (known.value === 'size') {
    const fault = sizeFault(value.text)
    // Where the unit is wrong, "size" of a ring only warns.
    if (fault) report('bad-value', value, fault, { refused: !/^\d/.test(value.text) && known.name !== 'size' })
  } else if (!/^[+-]?\d/.test(value.text) && /^[\w.-]+$/.test(value.text) && !/^errorloc|^errorfile/.test(known.name)) {
    report('bad-value', value, `"${known.name}" expects a number, not "${value.text}".`, {
      refused: strictNumbers.test(known.name),
    })
  }
}
