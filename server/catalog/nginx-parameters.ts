/** What nginx refuses in the arguments of directives that each read them in a way of their own. */
import { isSpelling, nearest } from '../syntax/nearest.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { Context } from './nginx.ts'
import type { Block, Report } from './nginx-blocks.ts'
import type { Survey } from './nginx-survey.ts'
import { either, isNumber, isPlaceholder, isSize, isTime } from './nginx-values.ts'

/** Checks the arguments of one directive; their number is right. */
export function checkParameters(directive: Directive, block: Block, survey: Survey, report: Report): void {
  const { name } = directive
  const check = Object.hasOwn(CHECKS, name.text) ? CHECKS[name.text] : undefined
  if (!check || directive.args.some(({ text }) => isPlaceholder(text))) return
  const refuse: Refuse = (word, message, words) => {
    const near = words && nearest(word.text, words.map(text => ({ text })))?.text
    report('bad-value', word.at, message, {
      fixes: near ? [{ title: `Write ${near}`, edits: [{ at: word.at, text: near }], safe: isSpelling(word.text, near) }] : [],
    })
  }
  check(directive.args, refuse, { name: name.text, block, survey })
}

type Refuse = (word: Word, message: string, words?: readonly string[]) => void

interface Place {
  readonly name: string
  readonly block: Block
  readonly survey: Survey
}

type Check = (args: readonly Word[], refuse: Refuse, place: Place) => void

/** The parameters that a directive takes after its leading arguments: "name=" with a test of the value, or a bare word. */
function parameters(from: number, known: Readonly<Record<string, (value: string) => boolean>>, needs?: string): Check {
  const names = Object.keys(known)
  return (args, refuse, { name }) => {
    for (const word of args.slice(from)) {
      const parameter = names.find(candidate => (candidate.endsWith('=') ? word.text.startsWith(candidate) : word.text === candidate))
      if (parameter === undefined) refuse(word, `${name} has no parameter "${word.text}".`, names.filter(candidate => !candidate.endsWith('=')))
      else if (!known[parameter]!(word.text.slice(parameter.length))) refuse(word, `nginx refuses "${word.text}" as a parameter of ${name}.`)
    }
    if (needs && !args.slice(from).some(({ text }) => text.startsWith(needs))) refuse(args[0]!, `${name} needs the parameter ${needs}.`)
  }
}

const anything = (): boolean => true
const something = (value: string): boolean => value !== ''
const positive = (value: string): boolean => isNumber(value) && Number(value) > 0
const sized = (value: string): boolean => /^[^:]+:.+$/.test(value) && isSize(value.slice(value.indexOf(':') + 1))

/** One of some words, at one place. */
const word =
  (index: number, words: readonly string[]): Check =>
  (args, refuse, { name }) => {
    const given = args[index]
    if (given && !words.includes(given.text)) refuse(given, `${name} does not take "${given.text}" there: ${either(words)} is expected.`, words)
  }

const times: Check = (args, refuse, { name }) => {
  for (const given of args.slice(0, 1)) {
    if (!isTime(given.text, false)) refuse(given, `nginx refuses "${given.text}" as a value of ${name}: a time such as 65s is expected.`)
  }
}

const CHECKS: Readonly<Record<string, Check>> = {
  add_header: word(2, ['always']),
  add_trailer: word(2, ['always']),
  keepalive_timeout: times,
  limit_req_zone: parameters(1, { 'zone=': sized, 'rate=': value => positive(value.replace(/r\/[sm]$/, '')), sync: anything }, 'zone='),
  limit_conn_zone: parameters(1, { 'zone=': sized }, 'zone='),
  limit_req: parameters(0, { 'zone=': something, 'burst=': positive, 'delay=': positive, nodelay: anything }, 'zone='),
  limit_conn: (args, refuse) => {
    if (args[1] && !(isNumber(args[1].text) && Number(args[1].text) > 0 && Number(args[1].text) <= 65535)) {
      refuse(args[1], `limit_conn allows a number of connections: "${args[1].text}" is none from 1 to 65535.`)
    }
  },
  worker_processes: ([count], refuse) => {
    if (count!.text !== 'auto' && !positive(count!.text)) refuse(count!, `worker_processes is a number or auto, not "${count!.text}".`, ['auto'])
  },
  worker_connections: ([count], refuse) => {
    if (!isNumber(count!.text)) refuse(count!, `worker_connections is a number, not "${count!.text}".`)
  },
  error_log: (args, refuse) => {
    for (const level of args.slice(1)) {
      if (!LEVELS.includes(level.text) && !/^debug_(?:core|alloc|mutex|event|http|mail|stream)$/.test(level.text)) {
        refuse(level, `error_log has no level "${level.text}": ${either(LEVELS)} is expected.`, LEVELS)
      }
    }
  },
  access_log: (args, refuse, { survey, block }) => {
    const [file, format, ...more] = args
    if (file!.text === 'off') return
    const known = block.contexts & (Context.stream | Context.streamServer) ? new Set([...survey.formats].filter(name => name !== 'combined')) : survey.formats
    if (format && survey.complete && ![...known].some(name => name.toLowerCase() === format.text.toLowerCase())) {
      refuse(format, `There is no log_format ${format.text}.`, [...known])
    }
    if (format) parameters(0, { 'buffer=': value => isSize(value) && !/^0+[kKmM]?$/.test(value), 'flush=': value => isTime(value, false), gzip: anything, 'gzip=': value => /^[1-9]$/.test(value), 'if=': anything })(more, refuse, { name: 'access_log', survey, block })
  },
  error_page: (args, refuse) => {
    const codes = args.slice(0, -1)
    const last = codes.at(-1)
    if (last?.text.startsWith('=')) {
      if (codes.length === 1 || (last.text.length > 1 && !isNumber(last.text.slice(1)))) refuse(last, `error_page does not take "${last.text}" there: "=" or "=200" stands between the codes and the address.`)
      codes.pop()
    }
    for (const code of codes) {
      const number = isNumber(code.text) ? Number(code.text) : 0
      if (number < 300 || number > 599 || number === 499) refuse(code, `error_page is for statuses from 300 to 599 except 499, not for "${code.text}".`)
    }
  },
  return: (args, refuse, { block }) => {
    const [first, second] = args
    if (block.contexts & (Context.stream | Context.streamServer)) return
    if (isNumber(first!.text) ? Number(first!.text) <= 999 : !second && /^(?:https?:\/\/|\$scheme)/.test(first!.text)) return
    refuse(first!, isNumber(first!.text) ? `There is no status ${first!.text}.` : `return takes a status first, or an address with http:// or https:// alone: "${first!.text}" is neither.`)
  },
  rewrite: (args, refuse, place) => {
    if (args[1]!.text === '') refuse(args[1]!, 'The replacement of this rewrite is empty.')
    word(2, ['last', 'break', 'redirect', 'permanent'])(args, refuse, place)
  },
  set: ([variable], refuse) => {
    if (!variable!.text.startsWith('$')) refuse(variable!, `set fills a variable: "${variable!.text}" is none, for want of a "$".`)
  },
  map: definesVariable,
  split_clients: definesVariable,
  geo: definesVariable,
  if: (args, refuse, { block }) => {
    if (block.contexts & (Context.server | Context.location)) checkCondition(args, refuse)
  },
  location: ([modifier, name], refuse) => {
    if (name && !LOCATION_MODIFIERS.includes(modifier!.text)) {
      refuse(modifier!, `A location has no modifier "${modifier!.text}": ${either(LOCATION_MODIFIERS)} is expected.`)
    }
  },
  root: checkRoot,
  alias: (args, refuse, place) => {
    const { directive } = place.block
    if (directive?.name.text === 'location' && directive.args.length === 1 && directive.args[0]!.text.startsWith('@')) {
      refuse(args[0]!, 'alias has no meaning in a named location: nginx refuses it.')
    }
    checkRoot(args, refuse, place)
  },
  server_name: (args, refuse) => {
    for (const name of args) {
      if (name.text.startsWith('~') || name.text === '') continue
      if (!isServerName(name.text)) refuse(name, `nginx refuses the server name "${name.text}": a "*" may stand for its first or its last label only.`)
    }
  },
  allow: network,
  deny: network,
  set_real_ip_from: ([address], refuse) => {
    if (/^[\d./]+$/.test(address!.text) && !isNetwork(address!.text)) refuse(address!, `"${address!.text}" is no address and no network.`)
  },
  ssl_session_cache: (args, refuse) => {
    for (const cache of args) {
      if (!/^(?:off|none|builtin(?::\d+)?)$/.test(cache.text) && !(cache.text.startsWith('shared:') && sized(cache.text.slice(7)))) {
        refuse(cache, `ssl_session_cache does not take "${cache.text}": off, none, builtin or shared with a name and a size is expected, as in shared:SSL:10m.`)
      }
    }
  },
  stub_status: anyWay,
}

function anyWay(): void {}

const LEVELS = ['debug', 'info', 'notice', 'warn', 'error', 'crit', 'alert', 'emerg']
const LOCATION_MODIFIERS = ['=', '^~', '~', '~*']

function definesVariable(args: readonly Word[], refuse: Refuse, { name }: Place): void {
  const variable = args.at(-1)!
  if (!variable.text.startsWith('$')) refuse(variable, `${name} defines a variable: "${variable.text}" is none, for want of a "$".`)
}

function checkRoot([path]: readonly Word[], refuse: Refuse, { name }: Place): void {
  const variable = /\$\{?(?:document_root|realpath_root)\b/.exec(path!.text)?.[0]
  if (variable) refuse(path!, `${variable.replace('{', '')} comes from ${name} itself: nginx refuses it there.`)
}

/** ngx_http_rewrite_if_condition. */
function checkCondition(args: readonly Word[], refuse: Refuse): void {
  const first = args[0]!
  const last = args.at(-1)!
  if (!first.text.startsWith('(')) return refuse(first, 'A condition stands in parentheses: "(" is expected after if.')
  if (!last.text.endsWith(')')) return refuse(last, 'A condition stands in parentheses: ")" is expected at its end.')
  const words = args.map((given, index) => {
    const from = index === 0 ? 1 : 0
    const to = given.text.length - (index === args.length - 1 ? 1 : 0)
    return from === 0 && to === given.text.length ? given : slice(given, from, Math.max(from, to))
  })
  if (words[0]!.text === '') words.shift()
  if (words.at(-1)?.text === '') words.pop()
  const [subject, operator] = words
  if (!subject) return refuse(first, 'The condition is empty.')
  if (subject.text.startsWith('$') && subject.text.length > 1) {
    if (words.length === 1) return
    if (words.length !== 3) return refuse(operator!, `A condition compares one variable with one text: there are ${words.length} words in it. nginx has no "and" and no "or".`)
    if (!OPERATORS.includes(operator!.text)) refuse(operator!, `A condition has no operator "${operator!.text}": ${either(OPERATORS)} is expected.`, operator!.text === '==' ? ['='] : undefined)
    return
  }
  if (!/^!?-[fdex]$/.test(subject.text)) return refuse(subject, `A condition begins with a variable, or with -f, -d, -e or -x: not with "${subject.text}".`)
  if (words.length !== 2) refuse(subject, `${subject.text} takes one path.`)
}

const OPERATORS = ['=', '!=', '~', '~*', '!~', '!~*']

/** ngx_hash_add_key: one wildcard, as a whole label at the beginning or the end. */
function isServerName(name: string): boolean {
  if (name.includes('..')) return false
  const stars = name.split('*').length - 1
  if (stars === 0) return true
  return stars === 1 && (/^\*\../.test(name) || /.\.\*$/.test(name))
}

function network([address]: readonly Word[], refuse: Refuse, { name }: Place): void {
  if (address!.text === 'all' || address!.text === 'unix:' || isNetwork(address!.text)) return
  refuse(address!, `${name} takes an address, a network such as 10.0.0.0/8, or all: "${address!.text}" is none of these.`, ['all'])
}

/** ngx_ptocidr. */
function isNetwork(text: string): boolean {
  const [address, bits, ...more] = text.split('/')
  if (more.length > 0 || (bits !== undefined && !isNumber(bits))) return bits !== undefined && more.length === 0 && isIpv4(address!) && isIpv4(bits)
  if (address!.includes(':')) return /^[\da-f:.]+$/i.test(address!) && Number(bits ?? 128) <= 128
  return isIpv4(address!) && Number(bits ?? 32) <= 32
}

const isIpv4 = (text: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every(part => Number(part) <= 255)
