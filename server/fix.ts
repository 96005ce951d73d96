/** Applies fixes to texts: which of them go together, and what the text is afterwards. */
import type { Edit, Finding, Fix } from './rule.ts'

/**
 * The edits of the best fix of each finding, as many as fit together: each fix whole or not at all, none overlapping another.
 * The first finding wins. With `unsafe`, fixes that need a person's choice count too.
 */
export function chooseFixes(findings: readonly Finding[], { unsafe }: { readonly unsafe: boolean }): readonly Edit[] {
  const chosen: Edit[] = []
  for (const { fixes = [] } of findings) {
    const fix = fixes.find(candidate => candidate.safe || unsafe)
    if (fix && fits(fix, chosen)) chosen.push(...fix.edits.filter(edit => !chosen.some(other => same(edit, other))))
  }
  return chosen
}

/** The text after the edits, all of one file and not overlapping. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = edits.toSorted((a, b) => a.at.start - b.at.start || a.at.end - b.at.end)
  let done = 0
  let result = ''
  for (const { at, text: put } of ordered) {
    result += text.slice(done, at.start) + put
    done = at.end
  }
  return result + text.slice(done)
}

/** The edits by the file that they change. */
export function byFile(edits: readonly Edit[]): ReadonlyMap<string, readonly Edit[]> {
  const files = new Map<string, Edit[]>()
  for (const edit of edits) {
    const known = files.get(edit.at.file)
    if (known) known.push(edit)
    else files.set(edit.at.file, [edit])
  }
  return files
}

/** An edit that stands there already, to the letter, does no harm: two findings may want the same insertion. */
const fits = (fix: Fix, chosen: readonly Edit[]): boolean =>
  fix.edits.every(edit => chosen.every(other => same(edit, other) || !overlap(edit, other)))

const same = (a: Edit, b: Edit): boolean =>
  a.at.file === b.at.file && a.at.start === b.at.start && a.at.end === b.at.end && a.text === b.text

/** Two insertions at one point overlap: their order would be chance. */
const overlap = (a: Edit, b: Edit): boolean =>
  a.at.file === b.at.file &&
  ((a.at.start < b.at.end && b.at.start < a.at.end) ||
    a.at.start === b.at.start ||
    (a.at.start === a.at.end && a.at.start > b.at.start && a.at.start < b.at.end))
