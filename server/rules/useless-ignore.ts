/** A comment is there to silence a finding, and silences none. */
import type { Fix, Report, Rule, SilenceContext, SilenceUse } from '../rule.ts'
import { isSpelling, nearest } from '../syntax/nearest.ts'
import type { Word } from '../syntax/text.ts'

export const uselessIgnore: Rule = {
  id: 'useless-ignore',
  severity: 'warning',
  group: 'language',
  tag: 'unnecessary',
  summary: 'A comment that is to silence a finding silences none, or does not say which.',
  check: () => [],
  *checkSilences(silences, context) {
    for (const silence of silences) yield* judge(silence, context)
  },
}

function* judge(silence: SilenceUse, context: SilenceContext): Generator<Report> {
  const { at, rules, reason, covers } = silence
  if (rules.length === 0) {
    yield {
      at,
      message: 'This comment silences nothing: it must name the rule, as "# gatelint-ignore port-mismatch: why".',
    }
    return
  }
  if (!covers) {
    const message = 'This comment covers nothing: no statement follows it, or the other end of its stretch is missing.'
    yield { at, message, fixes: [removal(silence, context)] }
    return
  }
  const isIdle = ({ rule, used }: SilenceUse['rules'][number]): boolean =>
    !used && context.ids.includes(rule.text) && context.ran(rule.text, at.file)
  const isNeeded = !rules.every(isIdle)
  for (const each of rules) {
    const { rule } = each
    if (!context.ids.includes(rule.text)) yield unknown(rule, context)
    else if (isIdle(each)) {
      const message = `Nothing is found here that "${rule.text}" would be silent about: the comment is not needed.`
      yield { at: rule.at, message, fixes: [isNeeded ? shortening(silence, rule) : removal(silence, context)] }
    }
  }
  if (reason === undefined && context.needsReason(at.file)) {
    yield {
      at,
      message: 'The settings ask for a reason: write it behind a colon, as "# gatelint-ignore port-mismatch: why".',
    }
  }
}

function unknown(rule: Word, { ids }: SilenceContext): Report {
  const meant = nearest(
    rule.text,
    ids.map(text => ({ text })),
  )
  const fixes: readonly Fix[] = meant
    ? [
        {
          title: `Write "${meant.text}"`,
          edits: [{ at: rule.at, text: meant.text }],
          safe: isSpelling(rule.text, meant.text),
        },
      ]
    : []
  return {
    at: rule.at,
    message: `There is no rule "${rule.text}"${meant ? `: did you mean "${meant.text}"?` : '.'}`,
    fixes,
  }
}

/** With its line where it has one to itself, else with the blanks before it. */
function removal({ at, alone }: SilenceUse, { text }: SilenceContext): Fix {
  const whole = text(at.file)
  let { start, end } = at
  while (start > 0 && /[ \t]/.test(whole[start - 1]!)) start -= 1
  const feed = /^\r?\n/.exec(whole.slice(end, end + 2))?.[0]
  if (alone && feed) end += feed.length
  else if (alone && start > 0) start -= 1
  return { title: 'Remove the comment', edits: [{ at: { file: at.file, start, end }, text: '' }], safe: true }
}

/** The name with the comma and the blanks that part it from its neighbour. */
function shortening({ rules }: SilenceUse, name: Word): Fix {
  const index = rules.findIndex(({ rule }) => rule === name)
  const next = rules[index + 1]?.rule
  const before = rules[index - 1]?.rule
  const { file, start, end } = name.at
  const at = next ? { file, start, end: next.at.start } : { file, start: before!.at.end, end }
  return { title: `Remove "${name.text}" from the comment`, edits: [{ at, text: '' }], safe: true }
}
