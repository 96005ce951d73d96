/** A name for a finding that outlives edits elsewhere in the file: for baselines and for services that follow findings over time. */
import type { Finding } from '../rule.ts'
import type { Results } from './results.ts'

/** A name for each finding: made of its rule, its path, what its line says, and which of its like it is. Never of the line's number. */
export function fingerprints({
  findings,
  text,
  show,
}: Pick<Results, 'findings' | 'text' | 'show'>): ReadonlyMap<Finding, string> {
  const names = new Map<Finding, string>()
  const seen = new Map<string, number>()
  for (const finding of findings) {
    const like = [finding.rule, show(finding.at.file), lineAt(text(finding.at.file), finding.at.start)].join('\n')
    const ordinal = seen.get(like) ?? 0
    seen.set(like, ordinal + 1)
    names.set(finding, fnv1a(`${like}\n${ordinal}`))
  }
  return names
}

/** The line around an offset, without what formatting it would change. */
function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return text
    .slice(start, end < 0 ? undefined : end)
    .trim()
    .replace(/\s+/g, ' ')
}

/** FNV-1a of 64 bits, in hexadecimal digits (the offset basis and the prime are those of the FNV specification). */
function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
  return hash.toString(16).padStart(16, '0')
}
