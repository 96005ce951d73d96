/** What a keyword of HAProxy means and what counts of it at its place; what an ACL is made of. */
import * as catalog from '../catalog/haproxy.ts'
import { formOf } from '../catalog/haproxy-forms.ts'
import { type ManualPart, manualOf, manualOfSection } from '../catalog/haproxy-manual.ts'
import { meaningOfHaproxy } from '../catalog/haproxy-meanings.ts'
import { aclsOf, conditionOf } from '../model/haproxy-conditions.ts'
import { optionsOf } from '../model/target-options.ts'
import type { Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { firstOf, type Here, type Hover, placeInWords, touches } from './here.ts'
import { haproxyInForce, takenOver } from './hover-settings.ts'
import { valueInWords } from './in-words.ts'
import { code, listed, type Sentence, say } from './prose.ts'

/** Undefined where there is nothing to say. */
export function hoverHaproxy(here: Here): Hover | undefined {
  const { around, directive, word, index } = here.cursor
  const section = around[0]
  if (!directive || !word) return undefined
  if (!section) return index === 0 ? sectionHover(here, directive) : undefined
  const negated = /^(?:no|default)$/.test(directive.name.text) && directive.args[0] !== undefined
  const words = negated ? directive.args : [directive.name, ...directive.args]
  const at = negated ? index - 1 : index
  if (at < 0) return undefined
  return aclHover(here, section, directive) ?? nameHover(here, section, directive, words, at)
}

function sectionHover(here: Here, section: Directive): Hover | undefined {
  const { name, body } = section
  const known = catalog.sections().get(name.text)
  if (!known || !body) return undefined
  const meaning = meaningOfHaproxy(name.text, 'section')
  return {
    at: name.at,
    lines: [
      say`${code(inOneLine(name.text))}`,
      meaning === undefined ? [] : say`${meaning}`,
      ...takenOver(here, section),
      ...entryLines(known),
      [{ link: 'HAProxy manual', to: manualOfSection(name.text, known) }],
    ],
  }
}

const inOneLine = (name: string, keyword?: catalog.Keyword): string =>
  [name, ...formOf(name, keyword).map(({ label }) => label)].join(' ')

function nameHover(
  here: Here,
  section: Directive,
  line: Directive,
  words: readonly Word[],
  at: number,
): Hover | undefined {
  const keyword = words[0]!.text
  const known = catalog.keywordsOf(section.name.text).get(keyword)
  if (!known) return undefined
  const second = words[1]?.text ?? ''
  const form = secondOf(known, second)
  if (at === 0 || (at === 1 && form)) {
    const name = form ? `${keyword} ${second}` : keyword
    const meaning = meaningOfLine(keyword, form && second)
    return {
      at: words[at]!.at,
      lines: [
        say`${code(inOneLine(name, form ?? known))}`,
        meaning === undefined ? [] : say`${meaning}`,
        ...haproxyInForce(here, section, line, name),
        ...sectionLines(form && form.sections.length > 0 ? form.sections : known.sections),
        ...entryLines(form ?? known),
        isProxy(section)
          ? [{ link: 'HAProxy manual', to: manualOf('proxy', known.forms.has(second) ? name : keyword, form ?? known) }]
          : [],
      ],
    }
  }
  const option = optionHover(here, words, at)
  if (option) return option
  if (keyword === 'timeout' || known.value === 'time') return valueHover(words[at]!, 'time')
  return known.value === 'size' ? valueHover(words[at]!, 'size') : undefined
}

/** What a keyword means, perhaps together with its second word. */
export function meaningOfLine(keyword: string, second?: string): string | undefined {
  if (second === undefined) return meaningOfHaproxy(keyword, 'keyword')
  const kind = keyword === 'option' || keyword === 'timeout' ? keyword : RULE_SETS.test(keyword) ? 'action' : undefined
  return (
    (kind && meaningOfHaproxy(second, kind)) ??
    meaningOfHaproxy(`${keyword} ${second}`, 'keyword') ??
    meaningOfHaproxy(keyword, 'keyword')
  )
}

const RULE_SETS = /^(?:http|tcp)-(?:request|response|after-response)$/

/** A keyword's second word, where that is a part of its name: `option httpchk`, `timeout client`, `http-request deny`. */
function secondOf(known: catalog.Keyword, second: string): catalog.Keyword | undefined {
  const form = known.forms.get(second)
  if (form) return form
  const entry = (known.name === 'timeout' ? catalog.timeouts() : catalog.actionsOf(known.name)).get(second)
  return entry && { ...known, ...entry, sections: known.sections, forms: new Map() }
}

const isProxy = ({ name }: Directive): boolean => /^(?:frontend|backend|listen|defaults)$/.test(name.text)

const sectionLines = (sections: readonly string[]): readonly Sentence[] =>
  sections.length === 0 ? [] : [say`Stands in ${listed(sections)}.`]

/** Since when, until when, and what is said of it. Also what a completion shows. */
export function entryLines({ since, until, deprecated }: catalog.Entry): readonly Sentence[] {
  return [
    since && isTold(since) ? say`Since HAProxy ${since}.` : [],
    deprecated ? say`Deprecated since HAProxy ${deprecated}.` : [],
    until ? say`HAProxy ${until} was the last version that had it.` : [],
  ]
}

/** Of names that are older, not all versions say that they have them. */
const isTold = (version: string): boolean => catalog.versions.indexOf(version) > catalog.versions.indexOf('2.4')

const OPTIONS: Readonly<Record<string, { readonly from: number; readonly part: ManualPart & ('bind' | 'server') }>> = {
  server: { from: 3, part: 'server' },
  'server-template': { from: 4, part: 'server' },
  'default-server': { from: 1, part: 'server' },
  bind: { from: 2, part: 'bind' },
}

/** An option of a `server` or a `bind` line, its value, or the name of the server. */
function optionHover({ view, workspace, cursor }: Here, words: readonly Word[], at: number): Hover | undefined {
  const options = OPTIONS[words[0]!.text]
  if (!options) return undefined
  if (words[0]!.text === 'server' && at === 1) {
    const target = view?.config.upstreams
      .flatMap(({ targets }) => targets)
      .find(({ directive }) => directive === cursor.directive)
    if (!target) return undefined
    const all = [...optionsOf(target).values()].map(({ name, values }) => ({
      name,
      text: [name, ...values].map(({ text }) => text).join(' '),
    }))
    const own = ({ name }: { readonly name: Word }): boolean =>
      name.at.file === target.directive.at.file && touches(target.directive.at, name.at.start)
    return {
      at: words[1]!.at,
      lines: [
        say`server ${code(words[1]!.text)}`,
        ...firstOf(all, MOST).some.map(option =>
          own(option)
            ? say`${code(option.text)}`
            : say`${code(option.text)}, from ${placeInWords(workspace, cursor.document.file, option.name.at)}`,
        ),
      ],
    }
  }
  const table = options.part === 'bind' ? catalog.bindOptions() : catalog.serverOptions()
  for (let index = options.from; index <= at; ) {
    const option = table.get(words[index]!.text)
    const count = Math.max(option?.words ?? 0, 0)
    if (index === at && option) {
      const meaning = meaningOfHaproxy(option.name, options.part)
      return {
        at: words[at]!.at,
        lines: [
          say`${code(option.name)}${count > 0 ? ' takes a value' : ''}`,
          meaning === undefined ? [] : say`${meaning}`,
          ...entryLines(option),
          [{ link: 'HAProxy manual', to: manualOf(options.part, option.name, option) }],
        ],
      }
    }
    if (option && at <= index + count) return TIMED.test(option.name) ? valueHover(words[at]!, 'time') : undefined
    index += 1 + count
  }
  return undefined
}

const MOST = 10

const TIMED = /^(?:inter|fastinter|downinter|slowstart|agent-inter|pool-purge-delay|tcp-ut|hash-key-expire)$/

function valueHover(word: Word, kind: 'time' | 'size'): Hover | undefined {
  const words = valueInWords('haproxy', kind, word.text)
  return words === undefined ? undefined : { at: word.at, lines: [say`${code(word.text)} is ${words}.`] }
}

/** The lines of an ACL, where it is declared or named. */
function aclHover({ workspace, view, cursor }: Here, section: Directive, line: Directive): Hover | undefined {
  const { offset, document } = cursor
  const named =
    line.name.text === 'acl'
      ? line.args[0]
      : conditionOf(line.args)
          ?.alternatives.flat()
          .map(({ name }) => name)
          .find(name => name && touches(name.at, offset))
  if (!view || !named || !touches(named.at, offset)) return undefined
  const lines = aclsOf(view.config, { directive: section }).declared.get(named.text) ?? []
  const { some, more } = firstOf(lines, MOST)
  if (some.length === 0) return undefined
  return {
    at: named.at,
    lines: [
      say`acl ${code(named.text)}${lines.length > 1 ? ', true where one of these is' : ''}`,
      ...some.map(
        ({ expression, line }) =>
          say`${code(expression.map(({ text }) => text).join(' '))} (${placeInWords(workspace, document.file, line.directive.at)})`,
      ),
      more > 0 ? say`And ${more} more.` : [],
    ],
  }
}
