/** The one place that knows how comments silence findings: how they are written, what they cover, and which of them do nothing. */
import type { Finding, SilenceUse } from './rule.ts'
import { type Span, stretch, type Word, within } from './syntax/text.ts'
import { type Comment, type Directive, type Document, walk } from './syntax/tree.ts'

/** A comment that silences some rules in a stretch of a file. */
export interface Silence {
  readonly comment: Comment
  readonly rules: readonly Word[]
  /** Why, where the comment says so. */
  readonly reason: string | undefined
  /** Undefined where there is nothing to cover: no statement follows, or the other end of the stretch is missing. */
  readonly over: Span | undefined
}

/** What can be silenced: a text with comments, and what each of them stands at. */
export interface Commented {
  /** All of it. */
  readonly at: Span
  readonly comments: readonly Comment[]
  /** The statement that a comment speaks of, with its block. */
  covered(comment: Comment): Span | undefined
}

/**
 * `# gatelint-ignore rule, rule: reason`: on a line of its own it covers the next statement with its block, else the statement of
 * its line. `# gatelint-ignore-file …` covers the whole text: its file, or its block within another file. `-start` and `-end` with
 * the same rules cover what lies between them.
 */
export function silencesIn({ at, comments, covered }: Commented): readonly Silence[] {
  const marks = comments.flatMap(markOf)
  return marks.flatMap(({ verb, comment, rules, reason }, index): readonly Silence[] => {
    if (verb === 'end') {
      const begun = marks.slice(0, index).some(other => other.verb === 'start' && sameRules(other.rules, rules))
      return begun ? [] : [{ comment, rules, reason, over: undefined }]
    }
    const over =
      verb === 'file'
        ? at
        : verb === 'start'
          ? between(
              comment,
              marks.slice(index).find(other => other.verb === 'end' && sameRules(other.rules, rules))?.comment,
            )
          : covered(comment)
    return [{ comment, rules, reason, over }]
  })
}

interface Mark extends Omit<Silence, 'over'> {
  readonly verb: 'statement' | 'file' | 'start' | 'end'
}

function markOf(comment: Comment): readonly Mark[] {
  const [head, verb = 'statement', names = '', reason] =
    /^\s*gatelint-ignore(?:-(file|start|end))?(?=[\s:]|$)\s*([^:]*)(?::(.*))?$/.exec(comment.text) ?? []
  if (head === undefined) return []
  const from = comment.at.start + 1 + head.indexOf(names, head.indexOf('gatelint-ignore') + 'gatelint-ignore'.length)
  const rules = Array.from(names.matchAll(/[^\s,]+/g), ({ 0: text, index }) => ({
    text,
    at: stretch(comment.at, from + index, from + index + text.length),
  }))
  return [{ verb: verb as Mark['verb'], comment, rules, reason: reason?.trim() || undefined }]
}

const sameRules = (some: readonly Word[], others: readonly Word[]): boolean =>
  some.length === others.length && some.every(({ text }) => others.some(other => other.text === text))

const between = (from: Comment, to: Comment | undefined): Span | undefined =>
  to && stretch(from.at, from.at.start, to.at.end)

/** The comments of a configuration, and what they stand at. */
export const commented = (document: Document): Commented => ({
  at: document.at,
  comments: document.comments,
  covered: comment => coveredIn(document, comment)?.at,
})

function coveredIn(document: Document, comment: Comment): Directive | undefined {
  let before: Directive | undefined
  for (const directive of walk(document.directives)) {
    if (directive.at.start > comment.at.start) return comment.alone ? directive : before
    before = directive
  }
  return comment.alone ? undefined : before
}

/** The findings that nobody silences, at their own place or at one that belongs to them, and what each comment was good for. */
export function silence(
  findings: readonly Finding[],
  silences: readonly Silence[],
): { readonly left: readonly Finding[]; readonly uses: readonly SilenceUse[] } {
  if (silences.length === 0) return { left: findings, uses: [] }
  const used = new Set<Word>()
  const left = findings.filter(found => {
    const places = [found.at, ...(found.related ?? []).map(({ at }) => at)]
    const by = silences.flatMap(({ rules, over }) =>
      over && places.some(at => within(at, over)) ? rules.filter(({ text }) => text === found.rule) : [],
    )
    for (const rule of by) used.add(rule)
    return by.length === 0
  })
  const uses = silences.map(({ comment, rules, reason, over }) => ({
    at: comment.at,
    alone: comment.alone,
    covers: over !== undefined,
    reason,
    rules: rules.map(rule => ({ rule, used: used.has(rule) })),
  }))
  return { left, uses }
}
