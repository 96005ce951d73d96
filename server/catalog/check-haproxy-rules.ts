/** Sets of rules: `http-request`, `http-response`, `http-after-response`, `tcp-request`, `tcp-response`, `redirect` and their actions. */
import { isSpelling } from '../syntax/nearest.ts'
import { slice, type Word } from '../syntax/text.ts'
import { type Acls, checkCondition, checkLogFormat, checkSample } from './check-haproxy-condition.ts'
import { listOf } from './check-haproxy-keyword.ts'
import * as catalog from './haproxy.ts'
import { isKnown, isPlain, type Line, type Report, rewrite, type Suggest } from './haproxy-lines.ts'
import { timeFault } from './haproxy-values.ts'

/** Where a condition begins: at `if` or `unless`, from an index on; the number of words where there is none. */
export function conditionAt(args: readonly Word[], from: number): number {
  for (let at = from; at < args.length; at += 1) {
    const { text } = args[at]!
    if (text === 'if' || text === 'unless') return at
  }
  return args.length
}

export function checkHttpRule(line: Line, acls: Acls, report: Report, suggest: Suggest): void {
  if (line.section.mode === 'tcp' && !line.section.lines.some(({ args }) => args[1]?.text === 'switch-mode')) {
    report(
      'misplaced-directive',
      line.keyword,
      `HAProxy ignores "${line.keyword.text}" here: this proxy is in "mode tcp".`,
      { refused: false },
    )
  }
  checkAction(line, line.keyword.text, 0, acls, report, suggest)
}

const tcpSets: Readonly<Record<string, readonly string[]>> = {
  'tcp-request': ['connection', 'session', 'content', 'inspect-delay'],
  'tcp-response': ['content', 'inspect-delay'],
}

export function checkTcpRule(line: Line, acls: Acls, report: Report, suggest: Suggest): void {
  const { keyword, args } = line
  const [set] = args
  const sets = tcpSets[keyword.text]
  if (!set || !sets) return
  if (!sets.includes(set.text)) {
    if (isKnown(set))
      report(
        'unknown-directive',
        set,
        `"${keyword.text}" is followed by ${sets.map(name => `"${name}"`).join(', ')}, not by "${set.text}".`,
      )
    return
  }
  if (set.text !== 'inspect-delay') {
    checkAction(line, `${keyword.text} ${set.text}`, 1, acls, report, suggest)
    return
  }
  const delay = args[1]
  if (!delay) report('wrong-arguments', set, '"inspect-delay" expects a time.')
  else {
    const fault = isPlain(delay) ? timeFault(delay.text) : undefined
    if (fault) report('bad-value', delay, fault)
  }
}

/** How many words an action takes before its condition, where it is always the same; each was tried. */
const words: ReadonlyMap<string, number> = new Map([
  ...['set-header', 'add-header', 'early-hint', 'replace-path', 'replace-pathq', 'replace-uri', 'set-map'].map(
    name => [name, 2] as const,
  ),
  ...['replace-header', 'replace-value'].map(name => [name, 3] as const),
  ...[
    'set-path',
    'set-pathq',
    'set-query',
    'set-uri',
    'set-method',
    'set-log-level',
    'set-nice',
    'add-acl',
    'del-acl',
    'del-map',
    'strict-mode',
  ].map(name => [name, 1] as const),
  ...['allow', 'disable-l7-retry', 'wait-for-handshake', 'unset-var'].map(name => [name, 0] as const),
])

/** Actions whose words are log formats; those of the others are names, numbers or samples. */
const formatted =
  /^(?:set|add|replace)-(?:header|value|path|pathq|query|uri|method)$|^early-hint$|^set-var-fmt|^redirect$|^return$|^deny$|^tarpit$|^set-map|^(?:add|del)-(?:acl|map)/

function checkAction(line: Line, ruleSet: string, at: number, acls: Acls, report: Report, suggest: Suggest): void {
  const { args } = line
  const action = args[at]
  if (!action) {
    report('wrong-arguments', args[at - 1] ?? line.keyword, `An action was expected behind "${ruleSet}".`)
    return
  }
  const name = nameOf(action.text)
  if (!isKnown(action) || name.startsWith('lua.')) return
  const known = actionOf(ruleSet, action.text, name)
  if (!known) {
    unknownAction(action, name, ruleSet, report, suggest)
    return
  }
  const condition = conditionAt(args, at + 1)
  const count = words.get(name)
  const given = condition - at - 1
  if (count !== undefined && !args.some(({ text }) => text.includes('[*]') || text.startsWith('${'))) {
    if (given < count)
      report(
        'wrong-arguments',
        action,
        `"${name}" expects ${count} ${count === 1 ? 'word' : 'words'} behind it, not ${given}.`,
      )
    else if (given > count && !(name === 'del-header' || args[at + 1]?.text === '-m')) {
      const extra = args[at + 1 + count]!
      report(
        'wrong-arguments',
        extra,
        `"${name}" takes ${count === 0 ? 'nothing' : count === 1 ? 'one word' : `${count} words`}: "if", "unless" or the end of the line was expected here. Text with spaces needs quotes.`,
      )
      return
    }
  }
  if (name === 'redirect') checkRedirect(args.slice(at + 1, condition), action, report)
  if (formatted.test(name))
    for (let index = at + 1; index < condition; index += 1) checkLogFormat(args[index]!, false, report, suggest)
  if (name === 'set-var') checkVariable(action, args[at + 1], report, suggest)
  if (name.startsWith('track-sc')) checkTrack(args.slice(at + 1, condition), action, report, suggest)
  if (condition < args.length) checkCondition(args, condition + 1, acls, report, suggest)
}

const nameOf = (text: string): string => {
  const paren = text.indexOf('(')
  return paren < 0 ? text : text.slice(0, paren)
}

function actionOf(ruleSet: string, text: string, name: string): catalog.Action | undefined {
  const actions = catalog.actions()
  const known = actions.get(`${ruleSet} ${name}`)
  if (known) return known
  // A prefix may go on with digits (track-sc0), or with what a version adds to it.
  const stem = actions.get(`${ruleSet} ${text.replace(/\d+(?:\(.*)?$/, '')}`)
  return stem?.isPrefix ? stem : undefined
}

function unknownAction(word: Word, name: string, ruleSet: string, report: Report, suggest: Suggest): void {
  const actions = catalog.actions()
  const elsewhere = [...actions.keys()]
    .filter(key => key.endsWith(` ${name}`))
    .map(key => key.slice(0, -name.length - 1))
  if (elsewhere.length > 0) {
    report(
      'misplaced-directive',
      word,
      `"${ruleSet}" has no action "${name}": ${listOf(elsewhere)} ${elsewhere.length === 1 ? 'has' : 'have'} it.`,
    )
    return
  }
  const meant = suggest(
    name,
    () => [...actions.keys()].filter(key => key.startsWith(`${ruleSet} `)).map(key => key.slice(ruleSet.length + 1)),
    ruleSet,
  )
  report(
    'unknown-directive',
    word,
    `"${ruleSet}" has no action "${name}".${meant ? ` Was "${meant}" meant?` : ''}`,
    meant ? { fixes: rewrite(slice(word, 0, name.length), meant, isSpelling(name, meant)) } : {},
  )
}

const redirectWords: Readonly<Record<string, number>> = {
  location: 1,
  prefix: 1,
  scheme: 1,
  code: 1,
  'set-cookie': 1,
  'set-cookie-fmt': 1,
  'clear-cookie': 1,
  'drop-query': 0,
  'append-slash': 0,
  'ignore-empty': 0,
  'keep-query': 0,
}

function checkRedirect(words: readonly Word[], at: Word, report: Report): void {
  let kind = false
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!
    const count = Object.hasOwn(redirectWords, word.text) ? redirectWords[word.text]! : undefined
    if (count === undefined) {
      if (isKnown(word))
        report(
          'wrong-arguments',
          word,
          `"redirect" knows no "${word.text}": "location", "prefix", "scheme", "code" and a few more may stand here. Text with spaces needs quotes.`,
        )
      return
    }
    const value = words[index + count]
    if (!value) {
      report('wrong-arguments', word, `"${word.text}" expects a value behind it.`)
      return
    }
    if (word.text === 'code' && isPlain(value) && !/^30[12378]$/.test(value.text)) {
      report('bad-value', value, `"${value.text}" is no code of a redirection: 301, 302, 303, 307 or 308 was expected.`)
    }
    kind ||= /^(?:location|prefix|scheme)$/.test(word.text)
    index += count
  }
  if (!kind) report('wrong-arguments', at, 'A redirection expects "location", "prefix" or "scheme", and where to.')
}

/** `redirect …` without `http-request`. */
export function checkRedirectRule({ keyword, args }: Line, acls: Acls, report: Report, suggest: Suggest): void {
  const condition = conditionAt(args, 0)
  checkRedirect(args.slice(0, condition), keyword, report)
  for (let index = 0; index < condition; index += 1) checkLogFormat(args[index]!, false, report, suggest)
  if (condition < args.length) checkCondition(args, condition + 1, acls, report, suggest)
}

function checkVariable(action: Word, value: Word | undefined, report: Report, suggest: Suggest): void {
  const { text } = action
  const inner = /^set-var\(([^,)]*)/.exec(text)?.[1]
  if (inner === undefined) {
    report(
      'wrong-arguments',
      action,
      '"set-var" expects the name of a variable in parentheses, such as "set-var(txn.name)".',
    )
    return
  }
  const start = text.indexOf('(') + 1
  if (!/^(?:proc|sess|txn|req|res|check)\.[\w.-]+$/.test(inner) && /^[\w.-]*$/.test(inner)) {
    report(
      'bad-value',
      slice(action, start, start + inner.length),
      'The name of a variable begins with its scope: "proc.", "sess.", "txn.", "req.", "res." or "check.".',
    )
  }
  if (!value) report('wrong-arguments', action, '"set-var" expects a sample behind it.')
  else if (isKnown(value)) checkSample(value, 0, false, report, suggest)
}

function checkTrack(words: readonly Word[], action: Word, report: Report, suggest: Suggest): void {
  const [sample] = words
  if (!sample) report('wrong-arguments', action, `"${action.text}" expects a sample to track, such as "src".`)
  else if (isKnown(sample)) checkSample(sample, 0, false, report, suggest)
}
