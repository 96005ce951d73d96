/** The lines of an HAProxy configuration that take part: without those between `.if` and `.endif` that are known not to. */
import { gatheringAlone } from '../syntax/runs.ts'
import type { Directive } from '../syntax/tree.ts'
import { type Process, valueOfCondition } from './haproxy-if.ts'

/**
 * The sections without lines of dead branches, and without the marks around branches that are known. What is not known stays, with its
 * marks. All stays where a section is dead and what follows in it is not.
 */
export function liveSections(sections: readonly Directive[], process: Process): readonly Directive[] {
  if (withMarks(sections).length === 0) return sections
  const reader = createReader(process)
  const read = sections.map(section => ({
    section,
    fate: reader.see(section),
    body: section.body?.map(line => ({ line, fate: reader.see(line) })),
  }))
  const isTorn = read.some(
    ({ section, fate, body = [] }) => !isMark(section) && !isKept(fate) && body.some(line => isKept(line.fate)),
  )
  if (isTorn) return sections
  return read.flatMap(({ section, fate, body = [] }) => {
    if (!isKept(fate)) return []
    const lines = body.flatMap(line => (isKept(line.fate) ? line.line : []))
    return lines.length === body.length ? section : withBody(section, lines)
  })
}

/** What becomes of a line: it is dead, or it is a mark of an `.if` of which nothing may be left. */
interface Fate {
  readonly isDead: boolean
  readonly markOf?: Branches
}

/** An `.if` with its other branches. */
interface Branches {
  /** Whether the branch at hand is read. */
  now: boolean | undefined
  /** Whether one above it was. */
  before: boolean | undefined
  isUnknown: boolean
}

const isMark = ({ name }: Directive): boolean => /^\.(?:if|elif|else|endif)$/.test(name.text)

/** Most sections hold none, and an edit changes one of them. */
const withMarks = gatheringAlone((section: Directive) =>
  isMark(section) || section.body?.some(isMark) ? [section] : [],
)

const isKept = ({ isDead, markOf }: Fate): boolean => !isDead && (markOf === undefined || markOf.isUnknown)

function createReader(process: Process): { see(line: Directive): Fate } {
  const open: Branches[] = []
  const isDead = (): boolean => open.some(({ now }) => now === false)
  const valueOfLine = ({ args }: Directive): boolean | undefined =>
    isDead() ? undefined : valueOfCondition(args.map(({ text }) => text).join(' '), process)

  return {
    see(line) {
      const inner = open.at(-1)
      switch (line.name.text) {
        case '.if': {
          const outside = isDead()
          const now = valueOfLine(line)
          const branches = { now, before: now, isUnknown: now === undefined }
          open.push(branches)
          return { isDead: outside, markOf: branches }
        }
        case '.elif':
        case '.else': {
          if (!inner) return { isDead: false }
          inner.now = undefined
          const here = line.name.text === '.else' ? true : valueOfLine(line)
          inner.now = inner.before === true || here === false ? false : inner.before === false ? here : undefined
          inner.before = inner.before === true || here === true ? true : inner.before === false ? here : undefined
          inner.isUnknown ||= inner.now === undefined
          break
        }
        case '.endif':
          open.pop()
          break
        default:
          return { isDead: isDead() }
      }
      return inner
        ? { isDead: open.some(branches => branches !== inner && branches.now === false), markOf: inner }
        : { isDead: false }
    },
  }
}

/** The same section with fewer lines: the very same object for the very same lines, so that what was found out about it is remembered. */
function withBody(section: Directive, body: readonly Directive[]): Directive {
  const before = shortened.get(section)
  if (before && before.body!.length === body.length && before.body!.every((line, index) => line === body[index]))
    return before
  const now = { ...section, body }
  shortened.set(section, now)
  return now
}

const shortened = new WeakMap<Directive, Directive>()
