/** A dead backend is answered with 200. */
import { occurrences } from '../model/occurrences.ts'
import type { Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const failureAsSuccess: Rule = {
  id: 'failure-as-success',
  severity: 'info',
  group: 'error pages',
  strict: true,
  summary:
    'An error page turns the failure of a backend into 200: health checks, caches and monitoring take it for a success.',
  *check({ config }) {
    for (const { directive } of occurrences(config, 'error_page')) {
      const made = directive.args.find(({ text }) => /^=2\d\d$/.test(text))
      const failures = directive.args.filter(({ text }) => /^50[234]$/.test(text)).map(({ text }) => text)
      if (!made || failures.length === 0 || asksAnother(directive)) continue
      yield {
        at: made.at,
        message: `A backend that fails is answered ${made.text.slice(1)} here in the place of ${failures.join(', ')}: whoever watches or caches the answers takes it for a success.`,
        fixes: [
          {
            title: 'Keep the status',
            edits: [{ at: { file: made.at.file, start: made.at.start, end: made.at.end + 1 }, text: '' }],
            safe: false,
          },
        ],
      }
    }
  },
}

/** A named location may ask somebody else, whose answer is one. */
const asksAnother = ({ args }: Directive): boolean => /^(?:@|https?:)/.test(args.at(-1)?.text ?? '')
