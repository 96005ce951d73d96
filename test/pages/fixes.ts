/** What is asked of every fix: it mends its finding, brings no other, keeps comments, and is done in one pass. */
import { applyEdits, byFile, chooseFixes } from '../../server/fix.ts'
import type { Edit, Finding, Fix } from '../../server/rule.ts'

/** The files of a workspace, by path. */
export type Texts = ReadonlyMap<string, string>

/** What is found in a workspace. */
export interface Linter {
  /** By the rule whose fixes are judged. */
  own(texts: Texts): readonly Finding[]
  /** By every rule, that one included. */
  all(texts: Texts): readonly Finding[]
}

/** The texts after the first safe fix of every finding, or after the fixes of one title. */
export function textsAfter(texts: Texts, findings: readonly Finding[], title?: string): Texts {
  const wanted = findings.map(finding => ({
    ...finding,
    fixes: (finding.fixes ?? []).filter(fix => (title === undefined ? fix.safe : fix.title === title)),
  }))
  return edited(texts, chooseFixes(wanted, { unsafe: true }))
}

/** Every promise that the fixes of a rule break on these files, each in a sentence. */
export function brokenPromises(texts: Texts, linter: Linter): readonly string[] {
  const findings = linter.own(texts)
  const all = linter.all(texts)
  const broken: string[] = []

  const judge = (what: string, after: Texts): void => {
    for (const [key, count] of moreThan(all, linter.all(after)))
      broken.push(`${what} brings a finding (${count}): ${key}`)
    for (const comment of lostComments(texts, after)) broken.push(`${what} loses the comment "${comment}"`)
  }

  for (const fix of findings.flatMap(finding => finding.fixes ?? [])) {
    const what = `The fix "${fix.title}"`
    if (overlaps(fix.edits)) {
      broken.push(`${what} has edits that overlap`)
      continue
    }
    const after = edited(texts, fix.edits)
    judge(what, after)
    if (linter.own(after).length >= findings.length) broken.push(`${what} does not mend its finding`)
  }

  const safe = textsAfter(texts, findings)
  if (overlaps(chooseFixes(findings, { unsafe: false }))) broken.push('All safe fixes together have edits that overlap')
  judge('Applying all safe fixes', safe)
  const left = linter.own(safe)
  if (left.some(finding => finding.fixes?.some(isSafe)))
    broken.push('Applying all safe fixes leaves a finding that has one')
  if (!sameTexts(safe, textsAfter(safe, left))) broken.push('Applying all safe fixes again changes the text again')
  return broken
}

const isSafe = (fix: Fix): boolean => fix.safe

const edited = (texts: Texts, edits: readonly Edit[]): Texts => {
  const changes = byFile(edits)
  return new Map(Array.from(texts, ([path, text]) => [path, applyEdits(text, changes.get(path) ?? [])]))
}

const sameTexts = (a: Texts, b: Texts): boolean => [...a].every(([path, text]) => b.get(path) === text)

/** Two edits of one file that share a place, or that insert at the same point. */
const overlaps = (edits: readonly Edit[]): boolean =>
  Array.from(byFile(edits).values()).some(ofFile => {
    const sorted = ofFile.map(edit => edit.at).sort((a, b) => a.start - b.start || a.end - b.end)
    return sorted.some(
      (at, index) => index > 0 && (at.start < sorted[index - 1]!.end || at.start === sorted[index - 1]!.start),
    )
  })

/** By rule and file, how many findings there are now beyond those that were there. */
function* moreThan(before: readonly Finding[], after: readonly Finding[]): Generator<readonly [string, number]> {
  const counts = new Map<string, number>()
  for (const finding of after) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1)
  for (const finding of before) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) - 1)
  for (const [key, count] of counts) if (count > 0) yield [key, count]
}

const keyOf = (finding: Finding): string => `${finding.rule} in ${finding.at.file}`

function lostComments(before: Texts, after: Texts): readonly string[] {
  const left = [...after.values()].flatMap(commentsOf)
  return [...before.values()].flatMap(commentsOf).filter(comment => {
    const at = left.indexOf(comment)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** What stands after a "#" that begins a word, which is a comment in all our languages; within quotes it is none, but must stay all the same. Only those that speak to gatelint itself may go. */
const commentsOf = (text: string): readonly string[] =>
  Array.from(text.matchAll(/(?<=^|[\s;{}])#(?! gatelint-ignore).*/gm), ([comment]) => comment.trim())
