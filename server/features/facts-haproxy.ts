/** What is to be known of a name of HAProxy wherever it stands. */
import * as catalog from '../catalog/haproxy.ts'
import { formOf } from '../catalog/haproxy-forms.ts'
import { manualOf, manualOfSection } from '../catalog/haproxy-manual.ts'
import { type HaproxyKind, meaningOfHaproxy } from '../catalog/haproxy-meanings.ts'
import { listed, type Sentence, say } from './prose.ts'

/** A name, and what it is: a keyword (perhaps with its second word) of a section, or an option of a line. */
export interface HaproxyName {
  readonly of: 'section' | 'keyword' | 'server' | 'bind' | 'fetch' | 'converter'
  readonly name: string
  readonly section: string
}

/** Its meaning, and where and since when it stands; `here`: what else is to be told of it at a place. */
export function factsOf({ of, name, section }: HaproxyName, here: readonly Sentence[] = []): readonly Sentence[] {
  const meaning = of === 'keyword' ? meaningOfLine(name) : meaningOfHaproxy(name, of)
  const told = [meaning === undefined ? [] : say`${meaning}`, ...here]
  if (of === 'keyword') return [...told, ...keywordLines(name, section)]
  const entry = TABLES[of]().get(name)
  if (!entry) return told
  const link =
    of === 'section'
      ? manualOfSection(name, entry)
      : of === 'server' || of === 'bind'
        ? manualOf(of, name, entry)
        : undefined
  return [...told, ...entryLines(entry), link === undefined ? [] : [{ link: 'HAProxy manual', to: link }]]
}

const TABLES = {
  section: catalog.sections,
  server: catalog.serverOptions,
  bind: catalog.bindOptions,
  fetch: catalog.fetches,
  converter: catalog.converters,
}

/** "timeout client TIME". */
export const formInWords = (name: string, keyword?: catalog.Keyword): string =>
  [name, ...formOf(name, keyword).map(({ label }) => label)].join(' ')

/** The form of a keyword, or else the name alone. */
export function headingOf({ of, name, section }: HaproxyName): string {
  const [first = '', second] = name.split(' ')
  if (of !== 'keyword') return name
  const known = catalog.keywordsOf(section).get(first)
  return formInWords(name, (known && second !== undefined && secondOf(known, second)) || known)
}

function keywordLines(name: string, section: string): readonly Sentence[] {
  const [first = '', second] = name.split(' ')
  const known = catalog.keywordsOf(section).get(first)
  if (!known) return []
  const form = second === undefined ? undefined : secondOf(known, second)
  const entry = form ?? known
  const sections = form && form.sections.length > 0 ? form.sections : known.sections
  const isProxy = /^(?:frontend|backend|listen|defaults)$/.test(section)
  const manual = second !== undefined && (known.forms.has(second) || first === 'timeout') ? name : first
  return [
    sections.length === 0 ? [] : say`Stands in ${listed(sections)}.`,
    ...entryLines(entry),
    isProxy ? [{ link: 'HAProxy manual', to: manualOf('proxy', manual, entry) }] : [],
  ]
}

/** A keyword's second word, where that is a part of its name: `option httpchk`, `timeout client`, `http-request deny`. */
export function secondOf(known: catalog.Keyword, second: string): catalog.Keyword | undefined {
  const form = known.forms.get(second)
  if (form) return form
  const entry = (known.name === 'timeout' ? catalog.timeouts() : catalog.actionsOf(known.name)).get(second)
  return entry && { ...known, ...entry, sections: known.sections, forms: new Map() }
}

/** What a keyword means, perhaps together with its second word. */
function meaningOfLine(name: string): string | undefined {
  const [keyword = '', second] = name.split(' ')
  if (second === undefined) return meaningOfHaproxy(keyword, 'keyword')
  const kind: HaproxyKind | undefined =
    keyword === 'option' || keyword === 'timeout' ? keyword : RULE_SETS.test(keyword) ? 'action' : undefined
  return (
    (kind && meaningOfHaproxy(second, kind)) ??
    meaningOfHaproxy(name, 'keyword') ??
    meaningOfHaproxy(keyword, 'keyword')
  )
}

const RULE_SETS = /^(?:http|tcp)-(?:request|response|after-response)$/

/** Since when, until when, and what is said of it. */
function entryLines({ since, until, deprecated }: catalog.Entry): readonly Sentence[] {
  return [
    since && isTold(since) ? say`Since HAProxy ${since}.` : [],
    deprecated ? say`Deprecated since HAProxy ${deprecated}.` : [],
    until ? say`HAProxy ${until} was the last version that had it.` : [],
  ]
}

/** Of names that are older, not all versions say that they have them. */
const isTold = (version: string): boolean => catalog.versions.indexOf(version) > catalog.versions.indexOf('2.4')
