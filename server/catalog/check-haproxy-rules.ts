/** Sets of rules: `http-request`, `http-response`, `http-after-response`, `tcp-request`, `tcp-response`, `redirect`. */
import { slice, type Word } from '../syntax/text.ts'
import { checkActionWords, checkRedirect, shapeOf } from './check-haproxy-actions.ts'
import { checkCondition, conditionAt } from './check-haproxy-condition.ts'
import { listOf } from './check-haproxy-keyword.ts'
import { checkLogFormat } from './check-haproxy-sample.ts'
import { checkTime } from './check-haproxy-value.ts'
import * as catalog from './haproxy.ts'
import { type Context, isKnown, type Line, type Report, reportUnknown } from './haproxy-lines.ts'

export const checkHttpRule = (line: Line, context: Context): void => checkAction(line, line.keyword.text, 0, context)

const tcpSets: Readonly<Record<string, readonly string[]>> = {
  'tcp-request': ['connection', 'session', 'content', 'inspect-delay'],
  'tcp-response': ['content', 'inspect-delay'],
}

export function checkTcpRule(line: Line, context: Context): void {
  const { keyword, args } = line
  const [set, delay] = args
  const sets = tcpSets[keyword.text]
  if (!set || !sets) return
  if (!sets.includes(set.text)) {
    const message = `"${keyword.text}" is followed by ${sets.map(name => `"${name}"`).join(', ')}, not by "${set.text}".`
    context.report('unknown-directive', set, message)
  } else if (set.text !== 'inspect-delay') checkAction(line, `${keyword.text} ${set.text}`, 1, context)
  else if (!delay) context.report('wrong-arguments', set, '"inspect-delay" expects a time.')
  else checkTime(delay, context.report)
}

/** `redirect …` without `http-request`. */
export function checkRedirectRule({ keyword, args }: Line, context: Context): void {
  const condition = conditionAt(args, 0)
  checkRedirect(args, 0, condition, keyword, context.report)
  for (let index = 0; index < condition; index += 1) checkLogFormat(args[index]!, false, context)
  checkCondition(args, condition + 1, context)
}

function checkAction(line: Line, ruleSet: string, at: number, context: Context): void {
  const { args } = line
  const action = args[at]
  if (!action) {
    context.report('wrong-arguments', args[at - 1] ?? line.keyword, `An action was expected behind "${ruleSet}".`)
    return
  }
  const paren = action.text.indexOf('(')
  const name = paren < 0 ? action.text : action.text.slice(0, paren)
  const actions = catalog.actionsOf(ruleSet)
  if (!actions.has(name) && !isPrefixed(actions, action.text)) {
    if (!name.startsWith('lua.')) unknownAction(slice(action, 0, name.length), ruleSet, context)
    return
  }
  const shape = shapeOf(name)
  const condition = conditionAt(args, at + 1 + (shape?.words ?? 0))
  if (shape?.words !== undefined && !checkCount(args, at, shape.words, context.report)) return
  if (shape?.isFormatted) {
    for (let index = at + 1; index < condition; index += 1) checkLogFormat(args[index]!, false, context)
  }
  checkActionWords(name, args, at, condition, context)
  checkCondition(args, condition + 1, context)
}

/** The action goes on, as `track-sc0` does. */
function isPrefixed(actions: ReadonlyMap<string, catalog.Action>, text: string): boolean {
  for (const [name, { isPrefix }] of actions) if (isPrefix && text.startsWith(name)) return true
  return false
}

/** Whether as many words follow as the action takes, and then the condition. HAProxy counts: it takes even "if" for a word. */
function checkCount(args: readonly Word[], at: number, count: number, report: Report): boolean {
  const next = args[at + 1 + count]
  const isEnough = args.length > at + count
  if ((isEnough && (!next || next.text === 'if' || next.text === 'unless')) || args.some(word => !isKnown(word)))
    return true
  const name = args[at]!.text
  const words = count === 0 ? 'nothing' : count === 1 ? 'one word' : `${count} words`
  const given = conditionAt(args, at + 1) - at - 1
  if (given < count) report('wrong-arguments', args[at]!, `"${name}" expects ${words} behind it, not ${given}.`)
  else {
    const message = `"${name}" takes ${words}: "if", "unless" or the end of the line was expected here. Text with spaces needs quotes.`
    report('wrong-arguments', next!, message)
  }
  return false
}

function unknownAction(word: Word, ruleSet: string, context: Context): void {
  const elsewhere = catalog.ruleSetsOf(word.text)
  const message = `"${ruleSet}" has no action "${word.text}".`
  if (elsewhere.length === 0) {
    reportUnknown(context, 'unknown-directive', word, message, () => catalog.actionsOf(ruleSet).keys(), ruleSet)
  } else context.report('misplaced-directive', word, `${message} It belongs to ${listOf(elsewhere)}.`)
}
