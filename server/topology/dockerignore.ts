/** What a `.dockerignore` leaves out of a build's context (moby/patternmatcher). */
import { matchesGlob } from '../model/glob.ts'
import { below } from '../model/path.ts'
import type { Mount } from './topology.ts'

export interface Dockerignore {
  readonly kind: 'dockerignore'
  readonly file: string
  /** Its lines that say something: patterns, with `!` in front of those that bring something back. */
  readonly patterns: readonly string[]
}

export const readDockerignore = (file: string, text: string): Dockerignore => ({
  kind: 'dockerignore',
  file,
  patterns: text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap(line => (line.startsWith('#') ? [] : line.trim() || [])),
})

/** The last line that matches a path, or a folder above it, counts. */
export function isIgnored({ folder, patterns }: NonNullable<Mount['without']>, path: string): boolean {
  const inner = folder === '' ? path : below(folder, path)
  if (!inner) return false
  const names = inner.split('/')
  let ignored = false
  for (const line of patterns) {
    const isException = line.startsWith('!')
    if (isException === ignored && matches(partsOf(isException ? line.slice(1) : line), names)) ignored = !isException
  }
  return ignored
}

const partsOf = (pattern: string): readonly string[] => {
  const parts: string[] = []
  for (const part of pattern.trim().split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.' && !(part === '**' && parts.at(-1) === '**')) parts.push(part)
  }
  return parts
}

/** Whether the parts of a pattern match the names of a path, or the first ones of them. `**` stands for any number of names. */
function matches(parts: readonly string[], names: readonly string[]): boolean {
  /** How many names the parts so far may have taken. */
  let taken = new Set([0])
  for (const part of parts) {
    const next = new Set<number>()
    for (const count of taken) {
      if (part === '**') for (let more = count; more <= names.length; more += 1) next.add(more)
      else if (count < names.length && matchesPart(part, names[count]!)) next.add(count + 1)
    }
    taken = next
  }
  return parts.length > 0 && taken.size > 0
}

/** A dot in front of a name needs not be written here. */
const matchesPart = (part: string, name: string): boolean => matchesGlob(`x${part}`, `x${name}`)
