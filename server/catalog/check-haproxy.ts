/** Finds what HAProxy refuses, or ignores, in the lines of a configuration. */
import { once } from '../syntax/remembered.ts'
import { gatheringAlone } from '../syntax/runs.ts'
import { stretch, type Word, within } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { checkKeyword } from './check-haproxy-keyword.ts'
import { checkReferences } from './check-haproxy-references.ts'
import { checkSections, checkUnique } from './check-haproxy-sections.ts'
import { checkSetting } from './check-haproxy-setting.ts'
import type { Fault } from './fault.ts'
import * as catalog from './haproxy.ts'
import {
  type Acls,
  type Context,
  createSuggest,
  type HaproxyConfig,
  isKnown,
  type Line,
  type Report,
  type Section,
  type SectionRead,
  sectionsOf,
} from './haproxy-lines.ts'

/**
 * The faults of one configuration, in the order of its sections. A keyword counts as known when any maintained version knows it. What
 * stands between `.if` and `.endif` is not judged, nor is a word whose value only the environment or a template knows.
 */
export function faultsOf(config: HaproxyConfig): readonly Fault[] {
  const faults: Fault[] = []
  const report: Report = (kind, word, message, more) => {
    if (isKnown(word)) faults.push({ kind, at: word.at, message, refused: true, fixes: [], ...more })
  }
  const suggest = createSuggest()
  const read = sectionsOf(config)
  checkSections(read, { report, suggest })
  for (const each of faulty(read)) checkSection(each, { report, suggest })
  if (config.complete) checkReferences(read, { report, suggest })
  return withoutTemplates(faults, config.directives)
}

/** Nothing is wrong in most sections. The keywords of the files of SPOE are not known. */
const faulty = gatheringAlone((read: SectionRead) => {
  const { conditional, keywords } = read.section
  return conditional || keywords.size === 0 || isClean(read) ? [] : [read]
})

const isClean = once((read: SectionRead): boolean => {
  let isClean = true
  const report: Report = (_, word) => {
    if (isKnown(word)) isClean = false
  }
  checkSection(read, { report, suggest: () => undefined })
  return isClean
})

function checkSection({ section, uncertain }: SectionRead, told: Pick<Context, 'report' | 'suggest'>): void {
  const acls = aclsOf(section, uncertain)
  const context: Context = { ...told, acls }
  for (const line of section.lines) {
    if (isTemplate(line)) continue
    // A section that the tree does not know to be one.
    if (catalog.sections().has(line.directive.name.text)) break
    if (checkKeyword(line, context)) checkSetting(line, context)
    if (line.keyword.text === 'acl' && line.args[0]) acls.above.add(line.args[0].text)
  }
  checkUnique(section, told.report)
}

/** Without those on lines that a template language writes: words are not what they will be. */
function withoutTemplates(faults: readonly Fault[], directives: readonly Directive[]): readonly Fault[] {
  if (faults.length === 0) return faults
  const templates = templatesIn(directives)
  return templates.length === 0 ? faults : faults.filter(({ at }) => !templates.some(span => within(at, span)))
}

/** The lines of a template language in sections, their heads included. */
const templatesIn = gatheringAlone((section: Directive) =>
  [section, ...(section.body ?? [])].flatMap(({ name, args }) => {
    const words = [name, ...args]
    return words.some(({ text }) => TEMPLATE_MARK.test(text))
      ? [stretch(name.at, name.at.start, words.at(-1)!.at.end)]
      : []
  }),
)

const TEMPLATE_MARK = /\{\{|\}\}|\{%|%\}|<%|%>/

/** The line of a template language, or of a scope as files of SPOE have it. */
const isTemplate = ({ directive: { name } }: Line): boolean => '[{<%@!$'.includes(name.text.charAt(0) || 'a')

interface OwnAcls extends Acls {
  readonly above: Set<string>
}

/** The ACLs of a section. Those of its `defaults`, and of lines that may not be there, count as declared above. */
function aclsOf(section: Section, uncertain: readonly Line[]): OwnAcls {
  const above = new Set<string>()
  const all = new Map<string, Word>()
  const declare = (lines: readonly Line[], at: Set<string> | undefined): void => {
    for (const { keyword, args } of lines) {
      if (keyword.text !== 'acl' || !args[0]) continue
      at?.add(args[0].text)
      if (!all.has(args[0].text)) all.set(args[0].text, args[0])
    }
  }
  declare(uncertain, above)
  for (let from = section.defaults; from; from = from.defaults) declare(from.lines, above)
  declare(section.lines, undefined)
  return {
    above,
    all,
    open:
      section.lines.some(isTemplate) || uncertain.some(isTemplate) || [...all.values()].some(word => !isKnown(word)),
  }
}
