/** What is in force in a section of HAProxy: its own lines, or those of the `defaults` that it takes. */
import { type Line, type Section, type SectionRead, sectionsOf } from '../catalog/haproxy-lines.ts'
import { once } from '../syntax/remembered.ts'
import { gatheringAlone } from '../syntax/runs.ts'
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
  const perhaps: Line[] = []
  for (const read of sections) {
    perhaps.push(...names.flatMap(name => linesOf(read.uncertain, name)))
    const last = names
      .flatMap(name =>
        linesOf(read.section.lines, name)
          .slice(-1)
          .map(line => ({ line, name })),
      )
      .reduce<Named | undefined>((one, other) => (one && isBehind(one.line, other.line) ? one : other), undefined)
    if (last) return { ...told(last), section: read.section, perhaps, certain: perhaps.length === 0 }
  }
  const certain = perhaps.length === 0 && config.complete
  return { directive: undefined, values: [], negation: undefined, section: undefined, perhaps, certain }
}

/** A line, and the name by which it was found. */
interface Named {
  readonly line: Line
  readonly name: string
}

const isBehind = (one: Line, { directive: { at } }: Line): boolean => one.directive.at.start > at.start

const told = ({
  line: { directive, args, negation },
  name,
}: Named): Pick<HaproxySetting, 'directive' | 'values' | 'negation'> =>
  negation
    ? { directive: undefined, values: [], negation: directive }
    : { directive, values: args.slice(name.split(' ').length - 1), negation: undefined }

/** All lines of a name that count in a section, those of its `defaults` first: `http-request`, `acl`. `certain` as of a setting. */
export function linesIn(
  config: Config,
  { directive }: { readonly directive: Directive },
  name: string,
): { readonly lines: readonly Line[]; readonly certain: boolean } {
  const chain = chainOf(config, directive)
  return {
    lines: chain.toReversed().flatMap(({ section }) => linesOf(section.lines, name)),
    certain: config.complete && chain.every(({ uncertain }) => linesOf(uncertain, name).length === 0),
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

const globalsOf = once((config: Config): readonly SectionRead[] => globals(sectionsOf(config)).toReversed())

const globals = gatheringAlone((read: SectionRead) => (read.section.kind === 'global' ? [read] : []))

/** The lines of a name of one word or two. */
const linesOf = (lines: readonly Line[], name: string): readonly Line[] => byName(lines).get(name) ?? NONE

const NONE: readonly Line[] = []

/** Gathered once for each section, as long as nobody edits it. */
const byName = once((lines: readonly Line[]): ReadonlyMap<string, readonly Line[]> => {
  const found = new Map<string, Line[]>()
  for (const line of lines) {
    const { keyword, args } = line
    for (const name of args[0] ? [keyword.text, `${keyword.text} ${args[0].text}`] : [keyword.text]) {
      const known = found.get(name)
      if (known) known.push(line)
      else found.set(name, [line])
    }
  }
  return found
})
