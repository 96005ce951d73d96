/** Runs rules over views; the fence around a rule that fails. */
import {
  type Finding,
  groups,
  type Report,
  type Rule,
  type SettingsFile,
  type SilenceContext,
  type SilenceUse,
  type View,
} from './rule.ts'
import type { Resolved } from './settings/resolve.ts'
import { type Edit, fixedSpan, within } from './syntax/text.ts'
import type { Document } from './syntax/tree.ts'
import type { Topology } from './topology/topology.ts'

/** What the rules find wrong with one configuration. */
export const lintConfig = (view: View, rules: readonly Rule[], settings: Resolved): readonly Finding[] => {
  const { documents } = view.config
  const main = documents[0]!.file
  const findings = causesOf(
    rules.flatMap(rule => run(rule, () => rule.check(view, settings.optionsOf(rule, main)), main, settings)),
    rules,
  )
  const readable = outsideOpenQuotes(findings, documents)
  const others = documents.filter(({ doublesDollars, notation }) => doublesDollars || notation)
  return others.length > 0 ? readable.map(found => asWritten(found, others)) : readable
}

/** One finding for one cause: what is wrong with a target is not told beside an earlier fault of the very same target. Advice is no cause. */
function causesOf(findings: readonly Finding[], rules: readonly Rule[]): readonly Finding[] {
  if (findings.length < 2) return findings
  const ranks = new Map(rules.map(rule => [rule.id, groups.indexOf(rule.group)]))
  const rankOf = ({ rule }: Finding): number => ranks.get(rule)!
  const advice = new Set(rules.filter(({ strict }) => strict).map(({ id }) => id))
  const causes = findings
    .filter(({ rule, severity }) => severity !== 'info' && !advice.has(rule))
    .sort((a, b) => a.at.start - b.at.start)
  const isConsequence = (found: Finding): boolean => {
    const target = found.target ?? found.at
    for (let next = firstFrom(causes, target.start); causes[next] && causes[next]!.at.start <= target.end; next++) {
      if (rankOf(causes[next]!) < rankOf(found) && within(causes[next]!.at, target)) return true
    }
    return false
  }
  return causes.length > 0 ? findings.filter(found => !isConsequence(found)) : findings
}

/** The index of the first finding that begins at an offset or behind it. */
function firstFrom(findings: readonly Finding[], offset: number): number {
  let [low, high] = [0, findings.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (findings[middle]!.at.start < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** What is put behind a quote that is not closed on its line would stand within the quotes: but for what closes it, such fixes are left out. */
function outsideOpenQuotes(findings: readonly Finding[], documents: readonly Document[]): readonly Finding[] {
  const quotes = new Map(
    documents.flatMap(({ text, problems }) =>
      problems
        .filter(({ kind }) => kind === 'unclosed-quote')
        .map(({ at }): [string, number] => [`${at.file} ${feedBefore(text, at.start)}`, at.start]),
    ),
  )
  if (quotes.size === 0) return findings
  const texts = new Map(documents.map(({ file, text }) => [file, text]))
  const isQuoted = ({ at }: Edit): boolean => {
    const text = texts.get(at.file)
    return text !== undefined && at.start > (quotes.get(`${at.file} ${feedBefore(text, at.start)}`) ?? at.start)
  }
  return findings.map(found =>
    found.rule === 'syntax-error'
      ? found
      : { ...found, fixes: (found.fixes ?? []).filter(fix => !fix.edits.some(isQuoted)) },
  )
}

const feedBefore = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1)

/** Rules write fixes as the server reads them; what must be written otherwise within another file, is here. One that cannot is left out. */
const asWritten = (found: Finding, documents: readonly Document[]): Finding => ({
  ...found,
  fixes: (found.fixes ?? []).flatMap(fix => {
    const edits = fix.edits.map(edit => editAsWritten(edit, documents))
    return edits.every(edit => edit !== undefined) ? { ...fix, edits } : []
  }),
})

/** What stands in quotes, or folded, has no lines of its own: only a part of one is put in there. */
function editAsWritten({ at, text }: Edit, documents: readonly Document[]): Edit | undefined {
  const inside = documents.find(document => within(at, document.at))
  if (!inside)
    return documents.some(({ notation, at: { file } }) => notation && file === at.file && /\n/.test(text))
      ? undefined
      : { at, text }
  const { doublesDollars, notation } = inside
  const read = doublesDollars ? text.replaceAll('$', '$$$$') : text
  if (notation === undefined) return { at, text: read }
  if (read.includes('\n')) return undefined
  if (notation === 'double') return { at, text: read.replace(/["\\]/g, '\\$&') }
  return { at, text: notation === 'single' ? read.replaceAll("'", "''") : read }
}

/** What the rules find wrong with the manifests alone. */
export const lintTopology = (topology: Topology, rules: readonly Rule[], settings: Resolved): readonly Finding[] =>
  rules
    .filter(({ checkTopology }) => checkTopology)
    .flatMap(rule => run(rule, () => rule.checkTopology!(topology), topology.projects[0]?.file ?? '', settings))

/** What the rules find wrong with the settings themselves. */
export const lintSettings = (
  files: readonly SettingsFile[],
  rules: readonly Rule[],
  settings: Resolved,
): readonly Finding[] =>
  rules
    .filter(({ checkSettings }) => checkSettings)
    .flatMap(rule => run(rule, () => rule.checkSettings!(files), files[0]?.file ?? '', settings))

/** What the rules find wrong with the comments that silence others. */
export const lintSilences = (
  silences: readonly SilenceUse[],
  context: SilenceContext,
  rules: readonly Rule[],
  settings: Resolved,
): readonly Finding[] =>
  rules
    .filter(({ checkSilences }) => checkSilences)
    .flatMap(rule => run(rule, () => rule.checkSilences!(silences, context), silences[0]?.at.file ?? '', settings))

/** A rule that throws is our fault, not the user's: it says so at the top of the file, and the other rules still speak. */
function run(rule: Rule, check: () => Iterable<Report>, file: string, settings: Resolved): readonly Finding[] {
  try {
    return Array.from(check()).flatMap(report => {
      const level = settings.levelOf(rule, report.at.file)
      return level === 'off' ? [] : [findingOf(rule, level === 'on' ? report : { ...report, severity: level })]
    })
  } catch (error) {
    const message = `The rule ${rule.id} failed on this file (${String(error)}). This is a fault of gatelint: please report it.`
    return [{ at: { file, start: 0, end: 0 }, message, rule: rule.id, severity: 'info' }]
  }
}

/** What was found stays where it was found: spans of a configuration move with the next edit. */
const findingOf = (rule: Rule, { at, message, severity, related, target, fixes }: Report): Finding => ({
  at: fixedSpan(at),
  message,
  rule: rule.id,
  severity: severity ?? rule.severity,
  ...(target && { target: fixedSpan(target) }),
  ...(related && { related: related.map(other => ({ ...other, at: fixedSpan(other.at) })) }),
  fixes: (fixes ?? [])
    .filter(({ edits }) => edits.every(edit => !edit.at.scattered))
    .map(fix => ({ ...fix, edits: fix.edits.map((edit): Edit => ({ at: fixedSpan(edit.at), text: edit.text })) })),
})
