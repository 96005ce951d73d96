/** Directives that nothing known here brings: which are slips of a known name, and which may be those of some module. */
import { isSpelling, nearest } from '../syntax/nearest.ts'
import type { Directive } from '../syntax/tree.ts'
import { directiveNames, directivesNamed } from './nginx.ts'
import type { Block, Report } from './nginx-blocks.ts'
import { fitsInto } from './nginx-duplicates.ts'
import type { Survey } from './nginx-survey.ts'
import { isPlaceholder } from './nginx-values.ts'

/** A text with more unknown names than this is no configuration of nginx: none of them is a slip. */
const MOST_SLIPS = 40

/** So many unknown names with one beginning are those of a module. */
const MODULE_NAMES = 3

/** A directive of an unknown name, and the block that it stands in. */
export interface Unknown {
  readonly directive: Directive
  readonly block: Block
}

/** Tells what is unknown in a configuration; only a slip, where other modules than nginx's own are at work. */
export function tellUnknown(unknown: readonly Unknown[], survey: Survey, report: Report): void {
  const names = new Set(unknown.map(({ directive }) => directive.name.text))
  const prefixes = new Map<string, number>()
  for (const name of names) {
    const prefix = prefixOf(name)
    if (prefix) prefixes.set(prefix, (prefixes.get(prefix) ?? 0) + 1)
  }
  const nearOf = new Map([...names].slice(0, MOST_SLIPS).map(name => [name, nearestName(name)]))
  for (const each of unknown) {
    const { name } = each.directive
    const near = nearOf.get(name.text)
    const slip = near !== undefined && isSpelling(name.text, near)
    if (!isPlaceholder(name.text) && !name.text.includes('$')) {
      const ofModule = survey.extended || (prefixes.get(prefixOf(name.text) ?? '') ?? 0) >= MODULE_NAMES
      if (slip || !ofModule) tell(each, near, slip, survey, report)
    }
  }
}

function tell(
  { directive: { name }, block }: Unknown,
  near: string | undefined,
  slip: boolean,
  { complete }: Survey,
  report: Report,
): void {
  report(
    'unknown-directive',
    name.at,
    near
      ? `nginx knows no directive ${name.text}. Is ${near} meant?`
      : `Neither nginx nor any module known here has a directive ${shorten(name.text)}.`,
    {
      refused: slip || complete,
      fixes:
        near && fitsInto(near, block)
          ? [{ title: `Write ${near}`, edits: [{ at: name.at, text: near }], safe: slip }]
          : [],
    },
  )
}

const prefixOf = (name: string): string | undefined => /^[a-z0-9]+_/.exec(name)?.[0]
const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

/** None that is gone, or a module's, is meant. What is misspelt stays so while something else is typed. */
function nearestName(name: string): string | undefined {
  if (!/^[\w-]+$/.test(name)) return undefined
  if (nears.has(name)) return nears.get(name)
  if (nears.size >= MOST_NEARS) nears.clear()
  const near = nearest(name, ownNames())?.text
  nears.set(name, near)
  return near
}

const nears = new Map<string, string | undefined>()

/** Each name that is typed letter by letter leaves all its beginnings. */
const MOST_NEARS = 1000

function ownNames(): readonly { readonly text: string }[] {
  own ??= [...directiveNames()]
    .filter(text => directivesNamed(text)!.some(({ gone, module }) => gone === undefined && module === undefined))
    .map(text => ({ text }))
  return own
}

let own: readonly { readonly text: string }[] | undefined
