/** What is in force in a section of HAProxy: its own lines, or those of the `defaults` that it takes. */
import { type Line, type Section, type SectionRead, sectionsOf } from '../catalog/haproxy-lines.ts'
import { once } from '../syntax/remembered.ts'
import type { Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Config } from './config.ts'

/** A setting as it counts in one section. */
export interface HaproxySetting {
  /** The line that sets it; undefined where none does, or where a `no` takes it back. */
  readonly directive: Directive | undefined
  /** The words behind the name that was asked for: `["GET", "/health"]` of `option httpchk GET /health`. */
  readonly values: readonly Word[]
  /** The line with `no` or `default` that takes it back. */
  readonly negation: Directive | undefined
  /** Where the line stands: the section itself, or a `defaults`. */
  readonly section: Section | undefined
  /** Lines between `.if` and `.endif` that would count in its place, if they are there. */
  readonly perhaps: readonly Line[]
  /** No such line, and no `defaults` of another file, can say otherwise. */
  readonly certain: boolean
}

/**
 * What counts of a setting in a frontend, backend or listen: of several lines the last one, of the nearest section that has any; the
 * `defaults` that `from` names, or the nearest above (configuration manual, section 4). Of settings that replace each other, such as
 * the kinds of health check, name all: `settingIn(config, upstream, 'option httpchk', 'option tcp-check')`.
 */
export const settingIn = (
  config: Config,
  { directive }: { readonly directive: Directive },
  ...names: readonly string[]
): HaproxySetting => nearestOf(config, chainOf(config, directive), names)

/** What counts of a setting of the process: the last line of all `global` sections. */
export const globalSetting = (config: Config, ...names: readonly string[]): HaproxySetting =>
  nearestOf(config, globalsOf(config), names)

function nearestOf(config: Config, sections: readonly SectionRead[], names: readonly string[]): HaproxySetting {
  const wanted = names.map(name => name.split(' '))
  const wordsOf = (line: Line): readonly string[] | undefined => wanted.find(words => isNamed(line, words))
  const perhaps: Line[] = []
  for (const { section, uncertain } of sections) {
    perhaps.push(...uncertain.filter(wordsOf))
    const line = section.lines.findLast(wordsOf)
    if (line) return { ...told(line, wordsOf(line)!), section, perhaps, certain: perhaps.length === 0 }
  }
  const certain = perhaps.length === 0 && config.complete
  return { directive: undefined, values: [], negation: undefined, section: undefined, perhaps, certain }
}

function told(
  { directive, args, negation }: Line,
  words: readonly string[],
): Pick<HaproxySetting, 'directive' | 'values' | 'negation'> {
  return negation
    ? { directive: undefined, values: [], negation: directive }
    : { directive, values: args.slice(words.length - 1), negation: undefined }
}

/** All lines of a name that count in a section, those of its `defaults` first: `http-request`, `acl`. `certain` as of a setting. */
export function linesIn(
  config: Config,
  { directive }: { readonly directive: Directive },
  name: string,
): { readonly lines: readonly Line[]; readonly certain: boolean } {
  const words = name.split(' ')
  const chain = chainOf(config, directive)
  return {
    lines: chain.toReversed().flatMap(({ section }) => section.lines.filter(line => isNamed(line, words))),
    certain: config.complete && !chain.some(({ uncertain }) => uncertain.some(line => isNamed(line, words))),
  }
}

/** The section that begins with a directive, and the `defaults` that are in force in it, the nearest first. */
export function chainOf(config: Config, directive: Directive): readonly SectionRead[] {
  const reads = readsOf(config)
  const chain: SectionRead[] = []
  for (let read = reads.get(directive); read; ) {
    chain.push(read)
    const { defaults } = read.section
    read = defaults && reads.get(defaults.directive)
  }
  return chain
}

const readsOf = once(
  (config: Config): ReadonlyMap<Directive, SectionRead> =>
    new Map(sectionsOf(config).map(read => [read.section.directive, read])),
)

const globalsOf = once((config: Config): readonly SectionRead[] =>
  sectionsOf(config)
    .filter(({ section }) => section.kind === 'global')
    .toReversed(),
)

const isNamed = ({ keyword, args }: Line, words: readonly string[]): boolean =>
  keyword.text === words[0] && words.slice(1).every((word, index) => args[index]?.text === word)
