/** The arguments of directives that choose and rewrite requests. */
import { slice, type Word } from '../syntax/text.ts'
import { Context, isFixed } from './nginx.ts'
import { tellPattern } from './nginx-answers.ts'
import { type Check, oneOf, type Place, type Refuse } from './nginx-own.ts'
import { either, isNumber } from './nginx-values.ts'

const rewriteFlag = oneOf(2, ['last', 'break', 'redirect', 'permanent'])
const LOCATION_MODIFIERS = ['=', '^~', '~', '~*']

export const requestChecks: Readonly<Record<string, Check>> = {
  location: ([modifier, name], refuse) => {
    const [word, pattern] = name ? [name, name.text] : [modifier!, modifier!.text.replace(/^~\*?/, '')]
    if (modifier!.text.startsWith('~')) tellPattern(word, pattern, refuse)
    if (!name || LOCATION_MODIFIERS.includes(modifier!.text)) return
    refuse(modifier!, `A location has no modifier "${modifier!.text}": ${either(LOCATION_MODIFIERS)} is expected.`)
  },
  if: (args, refuse, { block }) => {
    if (block.contexts & (Context.server | Context.location)) checkCondition(args, refuse)
  },
  rewrite: (args, refuse, place) => {
    tellPattern(args[0]!, args[0]!.text, refuse)
    if (args[1]!.text === '') refuse(args[1]!, 'The replacement of this rewrite is empty.')
    rewriteFlag(args, refuse, place)
  },
  return: ([first, second], refuse, { block }) => {
    const { text } = first!
    if (block.contexts & STREAM) return
    if (isNumber(text)) {
      if (Number(text) > 999) refuse(first!, `There is no status ${text}.`)
    } else if (second || !/^(?:https?:\/\/|\$scheme)/.test(text)) {
      refuse(first!, `return takes a status first, or alone an address with http:// or https://: "${text}" is neither.`)
    }
  },
  error_page: (args, refuse) => {
    const codes = args.slice(0, -1)
    const last = codes.at(-1)
    if (last?.text.startsWith('=')) {
      codes.pop()
      if (codes.length === 0 || (last.text.length > 1 && !isNumber(last.text.slice(1)))) {
        refuse(last, `"=" or a status such as "=200" is expected between codes and address, not "${last.text}".`)
      }
    }
    for (const code of codes) {
      const number = isNumber(code.text) ? Number(code.text) : 0
      if (number >= 300 && number <= 599 && number !== 499) continue
      refuse(code, `error_page is for statuses from 300 to 599 except 499, not for "${code.text}".`)
    }
  },
  set: ([variable], refuse, place) => fillsVariable(variable!, refuse, place),
  map: (args, refuse, place) => fillsVariable(args.at(-1)!, refuse, place),
  geo: (args, refuse, place) => fillsVariable(args.at(-1)!, refuse, place),
  split_clients: (args, refuse, place) => fillsVariable(args.at(-1)!, refuse, place),
  auth_request_set: (args, refuse, place) => fillsVariable(args[0]!, refuse, place),
  try_files: (args, refuse) => {
    const last = args.at(-1)!
    if (!last.text.startsWith('=') || (isNumber(last.text.slice(1)) && Number(last.text.slice(1)) <= 999)) return
    refuse(last, `try_files ends with an address or with "=" and a status, as in =404: "${last.text}" is neither.`)
  },
  root: checkRoot,
  alias: (args, refuse, place) => {
    const { directive } = place.block
    if (directive?.name.text === 'location' && directive.args.length === 1 && directive.args[0]!.text.startsWith('@')) {
      refuse(args[0]!, 'alias has no meaning in a named location: nginx refuses it.')
    } else checkRoot(args, refuse, place)
  },
  server_name: (args, refuse) => {
    for (const name of args) {
      if (name.text.startsWith('~')) tellPattern(name, name.text.slice(1), refuse)
      if (name.text.startsWith('~') || isServerName(name.text)) continue
      refuse(
        name,
        `A "*" in a server name may stand for the first or the last labels only, not as in "${name.text}".`,
        {
          refused: false,
        },
      )
    }
  },
}

function fillsVariable(variable: Word, refuse: Refuse, { name, block }: Place): void {
  if (variable.text === '$') {
    refuse(variable, `${name} gives a variable its value, and this one has no name.`)
  } else if (!variable.text.startsWith('$')) {
    refuse(variable, `${name} gives a variable its value: "${variable.text}" is none, for want of a "$".`)
  } else if (!(block.contexts & STREAM) && isFixed(variable.text.slice(1).toLowerCase(), 'http')) {
    refuse(variable, `${variable.text} is nginx's own, and no ${name} can give it another value.`)
  }
}

const STREAM = Context.stream | Context.streamServer

function checkRoot([path]: readonly Word[], refuse: Refuse, { name }: Place): void {
  const variable = /\$\{?(?:document_root|realpath_root)\b/.exec(path!.text)?.[0]
  if (variable) refuse(path!, `${variable.replace('{', '')} comes from ${name} itself: nginx refuses it there.`)
}

/** One wildcard, as a whole label at the beginning or the end (ngx_hash_add_key); asked only where several servers share an address. */
function isServerName(name: string): boolean {
  const stars = name.split('*').length - 1
  return stars === 0 || (stars === 1 && (name.startsWith('*.') || name.endsWith('.*')))
}

const OPERATORS = ['=', '!=', '~', '~*', '!~', '!~*']

/** ngx_http_rewrite_if_condition. */
function checkCondition(args: readonly Word[], refuse: Refuse): void {
  const first = args[0]!
  const last = args.at(-1)!
  if (!first.text.startsWith('(')) {
    refuse(first, 'A condition stands in parentheses: "(" is expected after if.')
  } else if (!last.text.endsWith(')')) {
    refuse(last, 'A condition stands in parentheses: ")" is expected at its end.')
  } else {
    const words = withoutParentheses(args)
    if (words.length === 0) refuse(first, 'The condition is empty.')
    else checkTerms(words, refuse)
  }
}

function withoutParentheses(args: readonly Word[]): readonly Word[] {
  const words = args.map((word, index) => {
    const from = index === 0 ? 1 : 0
    const to = word.text.length - (index === args.length - 1 ? 1 : 0)
    return slice(word, Math.min(from, to), to)
  })
  return words.filter(({ text }, index) => text !== '' || (index > 0 && index < words.length - 1))
}

function checkTerms(words: readonly Word[], refuse: Refuse): void {
  const [subject, operator] = words
  if (/^\$./.test(subject!.text)) {
    if (words.length !== 1 && words.length !== 3) {
      refuse(
        words[3] ?? operator!,
        `A condition is a variable, or compares one with one text: ${words.length} words stand here. nginx has no "and" and no "or".`,
      )
    } else if (operator && !OPERATORS.includes(operator.text)) {
      const words = operator.text === '==' ? ['='] : OPERATORS
      refuse(operator, `A condition has no operator "${operator.text}": ${either(OPERATORS)} is expected.`, { words })
    } else if (operator?.text.includes('~')) tellPattern(words[2]!, words[2]!.text, refuse)
  } else if (!/^!?-[fdex]$/.test(subject!.text)) {
    refuse(subject!, `A condition begins with a variable, or with -f, -d, -e or -x: not with "${subject!.text}".`)
  } else if (words.length !== 2) refuse(subject!, `${subject!.text} asks for one path.`)
}
