/** What nginx refuses in the arguments of directives that each read them in a way of their own. */
import { isSpelling, nearest } from '../syntax/nearest.ts'
import type { Directive } from '../syntax/tree.ts'
import { answerChecks } from './nginx-answers.ts'
import type { Block, Report } from './nginx-blocks.ts'
import type { Check, Refuse } from './nginx-own.ts'
import { processChecks } from './nginx-process.ts'
import { requestChecks } from './nginx-requests.ts'
import { settingChecks } from './nginx-settings.ts'
import type { Survey } from './nginx-survey.ts'
import { isPlaceholder } from './nginx-values.ts'

const checks: ReadonlyMap<string, Check> = new Map(
  [processChecks, requestChecks, settingChecks, answerChecks].flatMap(each => Object.entries(each)),
)

/** Checks the arguments of one directive; their number is right. */
export function checkParameters(directive: Directive, block: Block, survey: Survey, report: Report): void {
  const { name, args } = directive
  const check = checks.get(name.text)
  if (!check || args.some(({ text }) => isPlaceholder(text))) return
  const refuse: Refuse = (word, message, { words, refused = true } = {}) => {
    const near =
      words &&
      nearest(
        word.text,
        words.map(text => ({ text })),
      )?.text
    const fixes = near
      ? [{ title: `Write ${near}`, edits: [{ at: word.at, text: near }], safe: isSpelling(word.text, near) }]
      : []
    report('bad-value', word.at, message, { refused, fixes })
  }
  check(args, refuse, { name: name.text, block, survey })
}
