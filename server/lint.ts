/** Runs rules over views. The one place that knows how findings are silenced, and the fence around a rule that fails. */
import type { Finding, Report, Rule, View } from './rule.ts'
import type { Span } from './syntax/text.ts'
import { within } from './syntax/text.ts'
import type { Comment, Directive, Document } from './syntax/tree.ts'
import { walk } from './syntax/tree.ts'
import type { Topology } from './topology/topology.ts'

/** What the rules find wrong with one configuration. */
export const lintConfig = (view: View, rules: readonly Rule[]): readonly Finding[] => {
  const files = view.config.documents.map(document => document.file)
  const silences = view.config.documents.flatMap(silencesOf)
  return rules.flatMap(rule => run(rule, () => rule.check(view), files[0]!)).filter(found => !isSilenced(found, silences))
}

/** What the rules find wrong with the manifests alone. */
export const lintTopology = (topology: Topology, rules: readonly Rule[]): readonly Finding[] =>
  rules.flatMap(rule => run(rule, () => rule.checkTopology?.(topology) ?? [], topology.projects[0]?.file ?? ''))

/** A rule that throws is our fault, not the user's: it says so at the top of the file, and the other rules still speak. */
function run(rule: Rule, check: () => Iterable<Report>, file: string): readonly Finding[] {
  try {
    return Array.from(check(), report => ({ ...report, rule: rule.id, severity: report.severity ?? rule.severity }))
  } catch (error) {
    const message = `The rule ${rule.id} failed on this file (${String(error)}). This is a fault of gatelint: please report it.`
    return [{ at: { file, start: 0, end: 0 }, message, rule: rule.id, severity: 'info' }]
  }
}

/** A stretch of a file in which some rules are silent. */
interface Silence {
  readonly rules: readonly string[]
  readonly over: Span
}

/** `# gatelint-ignore rule, rule: reason`: on a line of its own it covers the next statement with its block, else the statement of its line. */
function silencesOf(document: Document): readonly Silence[] {
  return document.comments.flatMap(comment => {
    const [, whole, names] = /^\s*gatelint-ignore(-file)?\s+([\w, -]+?)\s*(?::.*)?$/.exec(comment.text) ?? []
    if (!names) return []
    const over = whole ? { file: document.file, start: 0, end: Number.POSITIVE_INFINITY } : covered(document, comment)?.at
    return over ? [{ rules: names.split(/[\s,]+/), over }] : []
  })
}

function covered(document: Document, comment: Comment): Directive | undefined {
  let before: Directive | undefined
  for (const directive of walk(document.directives)) {
    if (directive.at.start > comment.at.start) return comment.alone ? directive : before
    before = directive
  }
  return comment.alone ? undefined : before
}

const isSilenced = (found: Finding, silences: readonly Silence[]): boolean =>
  silences.some(({ rules, over }) => rules.includes(found.rule) && within(found.at, over))
