/** Whether a keyword may stand in its section, and how many words may follow it. */
import type { Word } from '../syntax/text.ts'
import { checkSize, checkTime } from './check-haproxy-value.ts'
import * as catalog from './haproxy.ts'
import {
  type Context,
  currentOf,
  isKnown,
  isPlain,
  type Line,
  type Report,
  reportUnknown,
  rewrite,
} from './haproxy-lines.ts'

/** False where the keyword is none, so that nothing more can be said of its line. */
export function checkKeyword(line: Line, context: Context): boolean {
  const { section, keyword, negation } = line
  if (negation && !checkNegation(line, context.report)) return false
  const known = section.keywords.get(keyword.text)
  if (!known?.current) {
    unknown(line, known, context)
    return false
  }
  if (section.isProxy && !checkPlace(line, known, context.report)) return false
  if (!negation) checkArguments(line, known, context.report)
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

function unknown({ section, keyword }: Line, gone: catalog.Keyword | undefined, context: Context): void {
  const { kind } = section
  const name = keyword.text
  if (gone?.until) {
    const same = successors[name]
    const other = same ?? successorsByKind.find(([names]) => names.test(name))?.[1]
    const message = `HAProxy ${gone.until} was the last version that knew "${name}".${other ? ` "${other}" took its place.` : ''}`
    context.report('unknown-directive', keyword, message, same ? { fixes: rewrite(keyword, same, true) } : {})
    return
  }
  const elsewhere = catalog.sectionsOf(name)
  if (elsewhere.length > 0) {
    const message = `"${name}" is no keyword of "${kind}": it may stand in ${listOf(elsewhere)}.`
    context.report('misplaced-directive', keyword, message)
    return
  }
  const names = (): readonly string[] => [...currentOf(section.keywords), ...currentOf(catalog.sections())]
  const table = section.isProxy ? 'proxy' : kind
  reportUnknown(context, 'unknown-directive', keyword, `HAProxy knows no keyword "${name}" in "${kind}".`, names, table)
}

export const listOf = (names: readonly string[]): string => {
  const quoted = [...new Set(names)].map(name => `"${name}"`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
}

/** Keywords that a frontend refuses; all others of a backend it ignores with a warning (failifnotcap(), warnifnotcap()). */
const refusedInFrontend = /^(?:server|default-server|server-template|use-fcgi-app|tcp-response)$/

function checkPlace({ section, keyword, args }: Line, known: catalog.Keyword, report: Report): boolean {
  const { kind } = section
  const name = keyword.text
  const first = args[0]?.text ?? ''
  if (kind === 'defaults') return checkDefaults(section.name !== undefined, keyword, first, known, report)
  const form = known.forms.size > 0 ? known.forms.get(first) : undefined
  const sections = form && form.sections.length > 0 ? form.sections : known.sections
  if (sections.length === 0 || sections.includes(kind)) return true
  const refused =
    kind === 'frontend'
      ? refusedInFrontend.test(name)
      : name === 'tcp-request' && /^(?:connection|session)$/.test(first)
  const what = form && form.sections.length > 0 ? `${name} ${first}` : name
  report(
    'misplaced-directive',
    keyword,
    `${refused ? `"${what}" may not stand` : `HAProxy ignores "${what}"`} in a ${kind}. It may stand in ${listOf(sections)}.`,
    { refused },
  )
  return !refused && name !== 'bind'
}

/** What may not stand in a `defaults`, or only in one with a name. */
function checkDefaults(
  isNamed: boolean,
  keyword: Word,
  first: string,
  known: catalog.Keyword,
  report: Report,
): boolean {
  const name = keyword.text
  if (known.refusedIn === 'defaults' || notInDefaults.test(name) || notInDefaults.test(`${name} ${first}`)) {
    report('misplaced-directive', keyword, `"${name}" may not stand in "defaults".`)
    return false
  }
  if (isNamed || !(known.refusedIn === 'anonymous defaults' || notInAnonymous.test(`${name} ${first}`))) return true
  report('misplaced-directive', keyword, `"${name}" may stand only in a "defaults" that has a name.`)
  return false
}

const notInDefaults =
  /^(?:server|server-template|filter|use-fcgi-app|declare|stats admin|stats http-request|capture cookie|capture request|capture response)$/
const notInAnonymous =
  /^tcp-request (?:content|connection|session|inspect-delay)$|^tcp-response (?:content|inspect-delay)$/

/** How many words must follow where the source does not say it in one line, by section and keyword. Each was tried. */
const least: ReadonlyMap<string, number> = new Map(
  Object.entries({
    'proxy 1':
      'capture compression external-check filter force-persist hash-type http-after-response http-check http-error http-request http-response http-reuse ignore-persist load-server-state-from-file mode monitor option rate-limit redirect retry-on stats stick tcp-check tcp-request tcp-response timeout',
    'proxy 2': 'acl errorfile errorloc errorloc302 errorloc303 server',
    'proxy 3': 'server-template',
    'global 1':
      'group user stats maxsslconn unsetenv nbthread thread-groups thread-group default-path node lua-prepend-path issuers-chain-path ssl-default-bind-options ssl-default-server-options ssl-load-extra-files tune.buffers.limit tune.buffers.reserve tune.ssl.cachesize tune.ssl.maxrecord tune.pattern.cache-size',
    'global 2': 'setenv presetenv set-var set-var-fmt h1-case-adjust cpu-map',
    'resolvers 2': 'hold nameserver',
    'mailers 2': 'mailer',
    'peers 1': 'table',
    'ring 2': 'server',
    'http-errors 2': 'errorfile',
    'fcgi-app 2': 'acl set-param',
    'program 1': 'option user group',
  }).flatMap(([key, names]) => {
    const [section, count] = key.split(' ')
    return names.split(' ').map(name => [`${section} ${name}`, Number(count)] as const)
  }),
)

/** Numbers that HAProxy reads strictly; of others it takes the digits at the beginning, and 0 where there are none. */
const strictNumbers =
  /^(?:id|nbthread|thread-groups?|(?:cli|srv)tcpka-cnt|max-keep-alive-queue|tune\.(?:bufsize|comp\.maxlevel|http\.maxhdr|lua\.maxmem))$/

function checkArguments({ section, keyword, args }: Line, known: catalog.Keyword, report: Report): void {
  const { name } = known
  const count = args.length
  if (count > known.most && !isExpanded(args)) {
    const extra = args[known.most]!
    report(
      'wrong-arguments',
      extra,
      known.most === 0
        ? `"${name}" stands alone: "${extra.text}" is too much.`
        : `"${name}" takes ${known.most === 1 ? 'one word' : `${known.most} words`}: "${extra.text}" is one too many. Text with spaces needs quotes.`,
    )
    return
  }
  if (count < 3) {
    const fewest = Math.max(known.least, least.get(`${section.isProxy ? 'proxy' : section.kind} ${name}`) ?? 0)
    if (count < fewest && !isExpanded(args)) {
      const words = fewest === 1 ? 'a word' : `${fewest} words`
      report('wrong-arguments', keyword, `"${name}" expects ${words} behind it${count === 0 ? '' : `, not ${count}`}.`)
      return
    }
  }
  if (known.value && args[0]) checkValue(known, args[0], report)
  else if (strictNumbers.test(name) && args[0]) checkNumber(name, args[0], report)
}

/** An environment variable that may become several words, or none. */
const isExpanded = (args: readonly Word[]): boolean => args.some(word => word.text.includes('[*]') || !isKnown(word))

function checkValue(known: catalog.Keyword, value: Word, report: Report): void {
  if (known.value === 'time') checkTime(value, report)
  // A ring takes a size with a strange unit without it.
  else if (known.value === 'size') checkSize(value, report, !/^\d/.test(value.text) && known.name !== 'size')
  else if (!/^errorloc|^errorfile/.test(known.name)) checkNumber(known.name, value, report)
}

function checkNumber(name: string, value: Word, report: Report): void {
  if (/^[+-]?\d/.test(value.text) || !/^[\w.-]+$/.test(value.text) || !isPlain(value)) return
  report('bad-value', value, `"${name}" expects a number, not "${value.text}".`, { refused: strictNumbers.test(name) })
}
