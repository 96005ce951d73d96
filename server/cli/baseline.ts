/** The baseline: findings that are known and not told again, in a file that lives in the repository. */
import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { readOne, slashed } from '../files.ts'
import { fingerprints } from '../output/fingerprint.ts'
import type { Finding } from '../rule.ts'
import type { Workspace } from '../workspace.ts'
import { replaceTexts } from '../write.ts'

/** The file that is read unasked. */
export const BASELINE = '.gatelint-baseline.json'

/** Known findings, by {@link keyOf}. They hold no line numbers, so that moved lines stay known. */
export interface Baseline {
  readonly path: string
  readonly known: ReadonlyMap<string, Known>
}

interface Known {
  /** From the baseline's folder. */
  readonly path: string
  readonly rule: string
  readonly fingerprint: string
}

/** The baseline that was named, or that lies in the working folder or above it; undefined where there is none. A text says why it cannot be read. */
export async function readBaseline(named: string | undefined, cwd: string): Promise<Baseline | string | undefined> {
  const path = named === undefined ? above(cwd) : slashed(resolve(cwd, named))
  if (path === undefined) return undefined
  const { text, message } = await readOne(path)
  if (text === undefined) return `the baseline ${named ?? path} ${message}`
  const known = parse(text)
  return known
    ? { path, known }
    : `the baseline ${named ?? path} is none that gatelint wrote: write it anew with --update-baseline`
}

/** The findings that the baseline does not know, and how many that it knows are no more, of the files that were judged. */
export function without(
  { path, known }: Baseline,
  findings: readonly Finding[],
  workspace: Workspace,
  wasJudged: (file: string) => boolean,
): { readonly left: readonly Finding[]; readonly hidden: number; readonly stale: number } {
  const keys = knownOf(path, findings, workspace).map(keyOf)
  const seen = new Set(keys)
  return {
    left: findings.filter((_, index) => !known.has(keys[index]!)),
    hidden: keys.filter(key => known.has(key)).length,
    stale: [...known].filter(
      ([key, { path: file }]) => !seen.has(key) && wasJudged(slashed(resolve(dirname(path), file))),
    ).length,
  }
}

/** Writes the baseline of these findings. Answers why not. */
export async function writeBaseline(
  named: string | undefined,
  cwd: string,
  findings: readonly Finding[],
  workspace: Workspace,
): Promise<{ readonly path: string; readonly failure?: string }> {
  const path = named === undefined ? (above(cwd) ?? slashed(resolve(cwd, BASELINE))) : slashed(resolve(cwd, named))
  const known = knownOf(path, findings, workspace).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const failure = await replaceTexts(new Map([[path, `${JSON.stringify({ version: 1, findings: known }, null, 2)}\n`]]))
  return { path, ...(failure && { failure: failure.message }) }
}

function above(cwd: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const path = resolve(folder, BASELINE)
    if (existsSync(path)) return slashed(path)
    if (existsSync(resolve(folder, '.git')) || folder === dirname(folder)) return undefined
  }
}

/** In the order of the findings. */
function knownOf(baseline: string, findings: readonly Finding[], workspace: Workspace): readonly Known[] {
  const show = (file: string): string => slashed(relative(dirname(baseline), file))
  const names = fingerprints({ findings, text: file => workspace.text(file) ?? '', show })
  return findings.map(finding => ({
    path: show(finding.at.file),
    rule: finding.rule,
    fingerprint: names.get(finding)!,
  }))
}

const keyOf = ({ path, rule, fingerprint }: Known): string => [path, rule, fingerprint].join('\n')

function parse(text: string): Baseline['known'] | undefined {
  try {
    const { version, findings } = JSON.parse(text) as { readonly version?: unknown; readonly findings?: unknown }
    if (version !== 1 || !Array.isArray(findings) || !findings.every(isKnown)) return undefined
    return new Map(findings.map(known => [keyOf(known), known]))
  } catch {
    return undefined
  }
}

const isKnown = (value: unknown): value is Known =>
  typeof value === 'object' &&
  value !== null &&
  ['path', 'rule', 'fingerprint'].every(key => typeof (value as Record<string, unknown>)[key] === 'string')
