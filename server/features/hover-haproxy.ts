/** What a keyword of HAProxy means and what counts of it at its place; what an ACL is made of. */
import * as catalog from '../catalog/haproxy.ts'
import type { ManualPart } from '../catalog/haproxy-manual.ts'
import { aclsOf, conditionOf } from '../model/haproxy-conditions.ts'
import { optionsOf } from '../model/target-options.ts'
import { ownOf } from '../syntax/own.ts'
import type { Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { factsOf, formInWords, secondOf } from './facts-haproxy.ts'
import { firstOf, type Here, type Hover, placeInWords, touches } from './here.ts'
import { hoverName } from './hover-name.ts'
import { hoverSample } from './hover-sample.ts'
import { haproxyInForce, takenOver } from './hover-settings.ts'
import { valueInWords } from './in-words.ts'
import { code, say } from './prose.ts'

/** Undefined where there is nothing to say. */
export function hoverHaproxy(here: Here): Hover | undefined {
  const { around, directive, word, index } = here.cursor
  const section = around[0]
  if (!directive || !word) return undefined
  if (!section) return index === 0 ? sectionHover(here, directive) : hoverName(here)
  const negated = /^(?:no|default)$/.test(directive.name.text) && directive.args[0] !== undefined
  const words = negated ? directive.args : [directive.name, ...directive.args]
  const at = negated ? index - 1 : index
  if (at < 0) return undefined
  return (
    aclHover(here, section, directive) ??
    hoverSample(here, directive) ??
    wordHover(here, section, directive, words, at) ??
    hoverName(here)
  )
}

function sectionHover(here: Here, section: Directive): Hover | undefined {
  const { name, body } = section
  if (!body || !catalog.sections().has(name.text)) return undefined
  const facts = factsOf({ of: 'section', name: name.text, section: name.text }, takenOver(here, section))
  return { at: name.at, lines: [say`${code(formInWords(name.text))}`, ...facts] }
}

function wordHover(
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
    const facts = { of: 'keyword', name, section: section.name.text } as const
    return {
      at: words[at]!.at,
      lines: [
        say`${code(formInWords(name, form ?? known))}`,
        ...factsOf(facts, haproxyInForce(here, section, line, name)),
      ],
    }
  }
  const option = optionHover(here, words, at)
  if (option) return option
  if (keyword === 'timeout' || known.value === 'time') return valueHover(words[at]!, 'time')
  return known.value === 'size' ? valueHover(words[at]!, 'size') : undefined
}

const OPTIONS: Readonly<Record<string, { readonly from: number; readonly part: ManualPart & ('bind' | 'server') }>> = {
  server: { from: 3, part: 'server' },
  'server-template': { from: 4, part: 'server' },
  'default-server': { from: 1, part: 'server' },
  bind: { from: 2, part: 'bind' },
}

/** An option of a `server` or a `bind` line, its value, or the name of the server. */
function optionHover(here: Here, words: readonly Word[], at: number): Hover | undefined {
  const options = ownOf(OPTIONS, words[0]!.text)
  if (!options) return undefined
  if (words[0]!.text === 'server' && at === 1) return serverHover(here, words[1]!)
  const table = options.part === 'bind' ? catalog.bindOptions() : catalog.serverOptions()
  for (let index = options.from; index <= at; ) {
    const option = table.get(words[index]!.text)
    const count = Math.max(option?.words ?? 0, 0)
    if (index === at && option) {
      return {
        at: words[at]!.at,
        lines: [
          say`${code(option.name)}${count > 0 ? ' takes a value' : ''}`,
          ...factsOf({ of: options.part, name: option.name, section: '' }),
        ],
      }
    }
    if (option && at <= index + count) return TIMED.test(option.name) ? valueHover(words[at]!, 'time') : undefined
    index += 1 + count
  }
  return undefined
}

/** The options that are in force for a server, those of `default-server` among them. */
function serverHover({ view, workspace, cursor }: Here, name: Word): Hover | undefined {
  const targets = view?.config.upstreams.flatMap(({ targets }) => targets)
  const target = targets?.find(({ directive }) => directive === cursor.directive)
  if (!target) return undefined
  const { some, more } = firstOf([...optionsOf(target).values()], MOST)
  return {
    at: name.at,
    lines: [
      say`server ${code(name.text)}`,
      ...some.map(option => {
        const text = code([option.name, ...option.values].map(word => word.text).join(' '))
        const { at } = option.name
        return at.file === target.directive.at.file && touches(target.directive.at, at.start)
          ? say`${text}`
          : say`${text}, from ${placeInWords(workspace, cursor.document.file, at)}`
      }),
      more > 0 ? say`And ${more} more.` : [],
    ],
  }
}

const MOST = 9

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
