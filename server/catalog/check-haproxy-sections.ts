/** The heads of sections, what a section cannot do without, and names that are declared twice. */
import { indexing } from '../syntax/indexed.ts'
import { once } from '../syntax/remembered.ts'
import { gatheringAlone } from '../syntax/runs.ts'
import type { Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import {
  type Context,
  fromOf,
  isKnown,
  isPlain,
  type Report,
  reportUnknown,
  type Section,
  type SectionRead,
} from './haproxy-lines.ts'

/** The sections that must have a name, with whether a second one of that name is refused (the parsers of each section). */
const named: ReadonlyMap<string, boolean> = new Map([
  ...['frontend', 'backend', 'listen', 'resolvers', 'peers', 'mailers', 'cache', 'ring', 'http-errors', 'fcgi-app'].map(
    kind => [kind, true] as const,
  ),
  ['log-forward', true],
  ['userlist', false],
])

/** What a section must hold. */
const needed: ReadonlyMap<string, string> = new Map([
  ['cache', 'total-max-size'],
  ['fcgi-app', 'docroot'],
  ['program', 'command'],
])

export function checkSections(reads: readonly SectionRead[], context: Pick<Context, 'report' | 'suggest'>): void {
  // Mostly there is nothing to tell.
  if (suspects(reads).length === 0 && !bySide(reads).isRepeated) return
  const { report } = context
  /** By their kind, and by their names. */
  const taken = new Map<string, Map<string, Section>>()
  const defaults = new Set<string>()
  for (const { section } of reads) {
    const { directive, kind, name, conditional } = section
    if (!conditional) {
      if (!hasCleanHead(section)) checkHead(section, report)
      const from = section.isProxy ? fromOf(directive) : undefined
      if (from && !defaults.has(from.text)) {
        const message = `No "defaults" named "${from.text}" stands above this line.`
        const names = [...defaults]
        reportUnknown(context, 'undefined-reference', from, message, () => names, `defaults ${names.join(' ')}`)
      }
      if (name && named.has(kind)) checkTaken(section, name, taken, report)
      const need = needOf(section)
      if (need !== undefined) {
        report(
          'wrong-arguments',
          name ?? directive.name,
          `This "${kind}" has no "${need}": HAProxy does not start without.`,
        )
      }
    }
    if (kind === 'defaults' && name) defaults.add(name.text)
  }
}

/** Those of which something is told, apart from names that stand twice. */
const suspects = gatheringAlone(({ section }: SectionRead) => {
  const isLost = section.isProxy && !section.defaults && fromOf(section.directive) !== undefined
  return !section.conditional && (isLost || !hasCleanHead(section) || needOf(section) !== undefined) ? [section] : []
})

/** By their names, as far as two may not have the same: a frontend and a backend may not, either. */
const bySide = indexing(({ section: { kind, name, conditional } }: SectionRead) =>
  name && !conditional && named.has(kind)
    ? [`${/^(?:frontend|backend|listen)$/.test(kind) ? 'proxy' : kind} ${name.text}`]
    : [],
)

/** What a section lacks. */
function needOf({ kind, directive }: Section): string | undefined {
  const need = needed.get(kind)
  return need && directive.body!.every(line => line.name.text !== need && !line.name.text.startsWith('.'))
    ? need
    : undefined
}

/** Nothing is told of most heads. */
const hasCleanHead = once((section: Section): boolean => {
  let isClean = true
  checkHead(section, () => {
    isClean = false
  })
  return isClean
})

function checkHead({ directive, kind, name }: Section, report: Report): void {
  const [, extra] = directive.args
  if (kind === 'global' && name) report('wrong-arguments', name, '"global" has no name: nothing may follow it.')
  if (!named.has(kind)) return
  if (!name) {
    report('wrong-arguments', directive.name, `"${kind}" expects a name.`)
    return
  }
  const strange = /[^\w.:-]/.exec(name.text)?.[0]
  if (strange && isPlain(name) && /^(?:frontend|backend|listen|resolvers|peers|mailers|ring)$/.test(kind)) {
    const message = `"${strange}" may not stand in the name of a section: letters, digits, "-", "_", "." and ":" may.`
    report('bad-value', name, message)
  } else if (!extra || extra.text === 'from' || !isKnown(name)) return
  else if (/^(?:frontend|listen|backend)$/.test(kind)) {
    const message = 'Only "from" and the name of a "defaults" may follow here: an address stands on a "bind" line.'
    // Up to 3.3 it is the lines below that are refused: the section does not begin.
    report('wrong-arguments', extra, message, { refused: directive.body!.length > 0 })
  } else if (kind === 'peers') {
    report('wrong-arguments', extra, `"peers" takes one name: "${extra.text}" is too much.`)
  }
}

/** Frontends and backends may share a name until HAProxy 3.3; a `listen` is both. */
function checkTaken(section: Section, name: Word, taken: Map<string, Map<string, Section>>, report: Report): void {
  const { kind } = section
  const sides = kind === 'listen' ? ['frontend', 'backend'] : [kind]
  const same = sides.map(side => taken.get(side)?.get(name.text)).find(known => known)
  const side = kind === 'frontend' ? 'backend' : kind === 'backend' ? 'frontend' : ''
  const across = taken.get(side)?.get(name.text)
  for (const side of sides) {
    const others = taken.get(side) ?? new Map<string, Section>()
    taken.set(side, others)
    if (!others.has(name.text)) others.set(name.text, section)
  }
  const first = same ?? across
  if (!first?.name) return
  const refused = same !== undefined && named.get(kind) === true
  const message = !same
    ? `A ${first.kind} has the name "${name.text}", too: HAProxy 3.3 and newer refuse that.`
    : `A ${first.kind} named "${name.text}" is there already.${refused ? '' : ' HAProxy takes the first.'}`
  report('duplicate-name', name, message, {
    refused,
    related: { at: first.name.at, message: 'The first one stands here.' },
  })
}

const isCacheSize = ({ name }: Directive): boolean => name.text === 'total-max-size'

/** Lines of which two may not have the same name, by kind of section; users and groups are only ignored. */
const unique: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['backend', new Set(['server'])],
  ['listen', new Set(['server'])],
  ['resolvers', new Set(['nameserver'])],
  ['userlist', new Set(['user', 'group'])],
])

/** What the lines of one section are together: names that stand twice, and what must be there. */
export function checkUnique(section: Section, report: Report): void {
  if (section.kind === 'cache' && section.name && !section.directive.body!.some(isCacheSize)) {
    report(
      'wrong-arguments',
      section.name,
      `The cache "${section.name.text}" has no "total-max-size": HAProxy does not start.`,
    )
  }
  const kinds = unique.get(section.kind)
  if (!kinds) return
  const taken = new Map<string, Word>()
  for (const { keyword, args } of section.lines) {
    const name = args[0]
    if (!name || !kinds.has(keyword.text)) continue
    const key = kinds.size === 1 ? name.text : `${keyword.text} ${name.text}`
    const first = taken.get(key)
    if (!first) taken.set(key, name)
    else {
      report('duplicate-name', name, `A ${keyword.text} named "${name.text}" is there already.`, {
        refused: section.kind !== 'userlist',
        related: { at: first.at, message: 'The first one stands here.' },
      })
    }
  }
}
