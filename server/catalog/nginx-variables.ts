/** The variables that a directive names: whether there is such a one, for a configuration of which everything is known. */
import { isSpelling, nearest } from '../syntax/nearest.ts'
import { type Span, slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { Context, isBuiltIn, type NginxDirective, type VariableFamily, variableNames } from './nginx.ts'
import type { Block, Report } from './nginx-blocks.ts'
import type { Survey } from './nginx-survey.ts'

/** Directives of their own kind that take variables: from which argument on. `map` and its kin take them in the first alone. */
const TAKE_VARIABLES: Readonly<Record<string, readonly [from: number, to: number]>> = {
  proxy_pass: [0, 1],
  fastcgi_pass: [0, 1],
  uwsgi_pass: [0, 1],
  scgi_pass: [0, 1],
  grpc_pass: [0, 1],
  proxy_set_header: [1, 2],
  grpc_set_header: [1, 2],
  fastcgi_param: [1, 2],
  uwsgi_param: [1, 2],
  scgi_param: [1, 2],
  add_header: [1, 2],
  add_trailer: [1, 2],
  return: [0, 2],
  rewrite: [1, 2],
  set: [1, 2],
  try_files: [0, 99],
  root: [0, 1],
  alias: [0, 1],
  proxy_cache_key: [0, 1],
  fastcgi_cache_key: [0, 1],
  uwsgi_cache_key: [0, 1],
  scgi_cache_key: [0, 1],
  limit_req_zone: [0, 1],
  limit_conn_zone: [0, 1],
  log_format: [1, 99],
  access_log: [0, 1],
  map: [0, 1],
  split_clients: [0, 1],
  expires: [0, 2],
  aio: [0, 1],
  charset: [0, 1],
  index: [0, 99],
  proxy_bind: [0, 1],
  fastcgi_bind: [0, 1],
  uwsgi_bind: [0, 1],
  scgi_bind: [0, 1],
  grpc_bind: [0, 1],
  memcached_bind: [0, 1],
  auth_basic_user_file: [0, 1],
  proxy_store: [0, 1],
  proxy_redirect: [0, 2],
  proxy_cookie_path: [0, 2],
  hash: [0, 1],
  sub_filter: [0, 2],
  auth_request_set: [1, 2],
  proxy_cookie_domain: [1, 2],
  secure_link: [0, 1],
  secure_link_md5: [0, 1],
}

/** Behind "~" these take a regular expression, in which "$" is the end. */
const TAKE_PATTERNS = new Set(['proxy_redirect', 'proxy_cookie_path'])

/** Names that only the log knows (ngx_http_log_vars). */
const LOG_ONLY = new Set([
  'pipe',
  'apache_bytes_sent',
  'bytes_sent',
  'msec',
  'status',
  'time_local',
  'request_time',
  'request_length',
  'body_bytes_sent',
])

const REFERENCE = /\$(?:\{(\w*)\}?|(\w*))/g

/** Checks the variables in the arguments of one directive. */
export function checkVariables(
  directive: Directive,
  known: NginxDirective,
  block: Block,
  survey: Survey,
  report: Report,
): void {
  const { args, name } = directive
  if (name.text === 'memcached_pass' && survey.complete && !survey.extended && !survey.variables.has('memcached_key')) {
    report(
      'undefined-variable',
      name.at,
      'memcached_pass asks for what $memcached_key names, and nothing here sets it: nginx does not start.',
    )
  }
  if (!args.some(({ text }) => text.includes('$'))) return
  const family = familyOf(block.contexts)
  if (!family) return
  const range = rangeOf(name.text, known)
  const readAsText = ({ text }: Word): boolean => !(TAKE_PATTERNS.has(name.text) && text.startsWith('~'))
  if (range)
    for (const word of args.slice(range[0], range[1]).filter(readAsText))
      checkWord(word, name.text, family, survey, report)
  if (name.text === 'if') {
    for (const word of args) if (/^\(?\$\w+\)?$/.test(word.text)) checkWord(word, name.text, family, survey, report)
  }
  if (name.text === 'error_page') checkWord(args.at(-1)!, name.text, family, survey, report)
}

function rangeOf(name: string, { kind }: NginxDirective): readonly [number, number] | undefined {
  if (kind === 'value' || kind === 'values' || kind === 'value-size') return [0, 99]
  return Object.hasOwn(TAKE_VARIABLES, name) ? TAKE_VARIABLES[name] : undefined
}

function familyOf(contexts: number): VariableFamily | undefined {
  const stream = Context.stream | Context.streamServer | Context.streamUpstream
  const http =
    Context.http |
    Context.server |
    Context.location |
    Context.upstream |
    Context.ifInServer |
    Context.ifInLocation |
    Context.limitExcept
  if (contexts & http && !(contexts & ~http)) return 'http'
  return contexts & stream && !(contexts & ~stream) ? 'stream' : undefined
}

function checkWord(word: Word, directive: string, family: VariableFamily, survey: Survey, report: Report): void {
  for (const match of word.text.matchAll(REFERENCE)) {
    const name = match[1] ?? match[2] ?? ''
    const at = (): Span => slice(word, match.index, match.index + match[0].length).at
    if (name === '') {
      const shown = match[0] === '${}' || match[0] === '$' ? match[0] : undefined
      if (shown)
        report(
          'bad-value',
          at(),
          `A "${shown}" without a name stands for no variable, and nginx refuses it in ${directive}.`,
        )
      continue
    }
    if (/^[1-9]/.test(name) || !survey.complete || survey.extended || /^[A-Z][A-Z0-9_]*$/.test(name)) continue
    const lower = name.toLowerCase()
    if (survey.variables.has(lower) || isBuiltIn(lower, family)) continue
    if (directive === 'log_format' && LOG_ONLY.has(lower)) continue
    tellUnknown(name, at(), family, survey, report)
  }
}

function tellUnknown(name: string, at: Word['at'], family: VariableFamily, survey: Survey, report: Report): void {
  // A name that `set` has given may hold what no variable can be asked by.
  const all = [...variableNames(family), ...survey.variables].filter(text => /^\w*[^\W_]$/.test(text))
  const near = nearest(
    name,
    all.map(text => ({ text })),
  )?.text
  const other = family === 'stream' && isBuiltIn(name.toLowerCase(), 'http') ? ' It is known in http only.' : ''
  report(
    'undefined-variable',
    at,
    `nginx knows no variable $${name}, and nothing here defines it: it does not start.${near ? ` Is $${near} meant?` : other}`,
    {
      fixes: near ? [{ title: `Write $${near}`, edits: [{ at, text: `$${near}` }], safe: isSpelling(name, near) }] : [],
    },
  )
}
