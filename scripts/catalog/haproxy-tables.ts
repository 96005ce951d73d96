/** What the tables of one version of HAProxy register: options, sample fetches, converters, filters and actions. */
import { branchesOf, functionsOf, rowsOf, type Source, tablesOf } from './haproxy-source.ts'

/** What is said of each name. */
export type Facts = Map<string, string>

/** The C files of a version. */
export const cFilesOf = (source: Source): readonly string[] =>
  [...source].filter(([path]) => path.endsWith('.c')).map(([, text]) => text)

/** The names in the first column of every table of a type. */
export function namesIn(source: Source, type: string): Facts {
  const rows = cFilesOf(source).flatMap(text => tablesOf(text, type).flatMap(({ body }) => rowsOf(body)))
  return new Map(rows.map(([name]) => [name!, '']))
}

const hasTracing = (source: Source): boolean => [...source.keys()].some(path => /^(?:addons|contrib)\/ot\//.test(path))

/** Names after `filter`; the one of OpenTracing is a macro. */
export function filtersOf(source: Source): Facts {
  const found = namesIn(source, 'flt_kw_list')
  return hasTracing(source) ? found.set('opentracing', '') : found
}

/** The options of `bind` and `server` lines, with the number of words that follow each. For `server`: whether `default-server` takes it. */
export function optionsOf(source: Source, type: 'bind_kw_list' | 'srv_kw_list'): Facts {
  const rows = cFilesOf(source).flatMap(text => tablesOf(text, type).flatMap(({ body }) => rowsOf(body)))
  const found: Facts = new Map()
  for (const [name, , words, inDefaults] of rows) {
    found.set(name!, [words ?? '', ...(type === 'srv_kw_list' && inDefaults === '0' ? ['no-default'] : [])].join(' '))
  }
  return found
}

/** Sample fetches and converters: the fewest and the most arguments, their types, and the type of the result. */
export function samplesOf(source: Source, type: string): Facts {
  const rows = cFilesOf(source).flatMap(text => tablesOf(text, type).flatMap(({ body }) => rowsOf(body)))
  const found: Facts = new Map()
  for (const row of rows) {
    const [, most, least, types] = /^ARG(\d+)\((\d+),([^)]*)\)$/.exec(row[2]!.replace(/\s/g, '')) ?? ['', '0', '0', '']
    const result = (type === 'sample_fetch_kw_list' ? row[4] : row[5])?.replace('SMP_T_', '').toLowerCase() ?? ''
    if (found.has(row[0]!) && most === '0') continue
    found.set(row[0]!, `${least}-${most} ${result}${types ? `(${types.toLowerCase()})` : ''}`)
  }
  return found
}

const ruleSets: readonly (readonly [register: RegExp, ruleSet: string])[] = [
  [/http_req_keywords_register/, 'http-request'],
  [/http_res_keywords_register/, 'http-response'],
  [/http_after_res_keywords_register/, 'http-after-response'],
  [/tcp_req_conn_keywords_register/, 'tcp-request connection'],
  [/tcp_req_sess_keywords_register/, 'tcp-request session'],
  [/tcp_req_cont_keywords_register/, 'tcp-request content'],
  [/tcp_res_cont_keywords_register/, 'tcp-response content'],
  [/quic_init_actions_register/, 'quic-initial'],
  [/tcp_check_keywords_register/, 'tcp-check'],
]

/** The actions of each set of rules: `http-request set-header`. One that may be followed by an argument in parentheses, or by more letters, is marked. */
export function actionsOf(source: Source): Facts {
  const functions = functionsIn(source)
  const found: Facts = new Map()
  for (const text of cFilesOf(source)) {
    const tables = new Map(tablesOf(text, 'action_kw_list').map(({ name, body }) => [name, body]))
    for (const [, register, name] of text.matchAll(/INITCALL1\(\s*STG_REGISTER\s*,\s*(\w+)\s*,\s*&(\w+)\s*\)/g))
      addActions(found, register!, tables.get(name!))
    for (const [, register, name] of text.matchAll(/\b(\w+_register)\(&(\w+)\);/g))
      addActions(found, register!, tables.get(name!))
  }
  for (const [ruleSet, reader, word] of comparedActions) {
    for (const { keyword } of branchesOf(functions.get(reader) ?? '', word)) {
      if (/^(?:if|unless|len|table|from|to|http|id)$/.test(keyword) || found.has(`${ruleSet} ${keyword}`)) continue
      if (!onlyIn[keyword] || onlyIn[keyword] === ruleSet) found.set(`${ruleSet} ${keyword}`, '')
    }
    if (ruleSet.startsWith('tcp-request')) found.set(`${ruleSet} track-sc`, 'prefix')
  }
  if (hasTracing(source)) for (const ruleSet of traced) found.set(`${ruleSet} ot-group`, '')
  return found
}

/** The rule sets of the action of OpenTracing, whose name is a macro. */
const traced = ['http-request', 'http-response', 'http-after-response', 'tcp-request content', 'tcp-response content']

/** Actions that are compared one by one, with the function and the word of it; the tables took over most of them in 2.2. */
const comparedActions: readonly (readonly [ruleSet: string, function_: string, word: string])[] = [
  ['http-request', 'parse_http_req_cond', 'args[0]'],
  ['http-response', 'parse_http_res_cond', 'args[0]'],
  ['tcp-request connection', 'tcp_parse_request_rule', 'args[arg]'],
  ['tcp-request session', 'tcp_parse_request_rule', 'args[arg]'],
  ['tcp-request content', 'tcp_parse_request_rule', 'args[arg]'],
  ['tcp-response content', 'tcp_parse_response_rule', 'args[arg]'],
]

/** Actions that one function reads for all, and then refuses but for one. */
const onlyIn: Readonly<Record<string, string>> = {
  capture: 'tcp-request content',
  'expect-proxy': 'tcp-request connection',
  'expect-netscaler-cip': 'tcp-request connection',
}

function addActions(found: Facts, register: string, body: string | undefined): void {
  const ruleSet = ruleSets.find(([function_]) => function_.test(register))?.[1]
  if (!ruleSet || !body) return
  for (const [name, , flags] of rowsOf(body))
    found.set(`${ruleSet} ${name}`, flags && !/^0$|CLI|EXPERIMENTAL$/.test(flags) ? 'prefix' : '')
}

/** Every function of a version that its configuration goes through, by its name; the first of two that share one. */
export function functionsIn(source: Source): ReadonlyMap<string, string> {
  const all = new Map<string, string>()
  for (const text of cFilesOf(source)) {
    for (const [name, body] of functionsOf(text)) if (!all.has(name)) all.set(name, body)
  }
  return all
}
