/** What nginx refuses among the lines of blocks that hold no directives, but entries: those of a map, and shares of requests. */
import type { Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Report } from './nginx-blocks.ts'
import { isPlaceholder } from './nginx-values.ts'
import { patternFault } from './pattern.ts'

/** Checks the entries of a directive that has some. */
export function checkEntries({ name, body }: Directive, report: Report): void {
  if (!body) return
  if (name.text === 'map') checkMap(body, report)
  if (name.text === 'split_clients') checkShares(body, report)
}

/** The entries of a map: keys in lower case are all different; regular expressions may repeat (ngx_http_map). */
function checkMap(body: readonly Directive[], report: Report): void {
  const known = new Map<string, Word>()
  for (const { name, args, body: block } of body) {
    if (block || isPlaceholder(name.text)) continue
    if (args.length === 0 && (name.text === 'hostnames' || name.text === 'volatile')) continue
    if (args.length !== 1) {
      report(
        'wrong-arguments',
        name.at,
        `An entry of a map is a value and what it becomes: ${args.length + 1} words stand here.`,
      )
      continue
    }
    if (name.text.startsWith('~')) checkPattern(name, report)
    if (name.text === 'include' || name.text.startsWith('~')) continue
    const key = name.text.replace(/^\\/, '').toLowerCase()
    const before = known.get(key)
    if (before) {
      report(
        'duplicate-directive',
        name.at,
        `The map has an entry for "${before.text}" already, which nginx refuses.`,
        {
          related: { at: before.at, message: 'The first one.' },
        },
      )
    } else known.set(key, name)
  }
}

function checkPattern({ text, at }: Word, report: Report): void {
  const fault = patternFault(text.replace(/^~\*?/, ''))
  if (fault) report('bad-value', at, `nginx cannot read the regular expression "${text}": ${fault}.`)
}

/** Each has its percents, up to two places behind the point, and "*" the rest; together they are no more than all (ngx_http_split_clients). */
function checkShares(body: readonly Directive[], report: Report): void {
  let all = 0
  for (const { name, args, body: block } of body) {
    if (block || isPlaceholder(name.text.replace('%', ''))) continue
    if (args.length !== 1) {
      report('wrong-arguments', name.at, `A share is a percentage and a value: ${args.length + 1} words stand here.`)
      continue
    }
    const percent = name.text === '*' ? 0 : SHARE.test(name.text) ? Number.parseFloat(name.text) : Number.NaN
    if (Number.isNaN(percent) || (percent === 0 && name.text !== '*')) {
      report(
        'bad-value',
        name.at,
        `A share is a percentage such as 0.5% or 10%, or "*" for the rest: not "${name.text}".`,
      )
      continue
    }
    all += percent
    if (Math.round(all * 100) > 100_00) {
      report('bad-value', name.at, `With ${name.text} the shares are more than 100%, which nginx refuses.`)
    }
  }
}

const SHARE = /^\d+(?:\.\d{1,2})?%$/
