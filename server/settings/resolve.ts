/** What holds for one file: the settings of its folder and of those above it, the nearest first. */
import ignore from 'ignore'
import { below, folderOf } from '../model/path.ts'
import type { Rule, Severity } from '../rule.ts'
import type { Word } from '../syntax/text.ts'
import type { Asked } from '../topology/groups.ts'
import type { RuleSetting, Settings } from './settings.ts'

/** The answers of all settings together. */
export interface Resolved {
  /** The settings that hold for a file, the nearest first. */
  filesFor(file: string): readonly Settings[]
  /** All settings that hold anywhere. */
  readonly files: readonly Settings[]
  /** The severity of a rule in a file; `on` where it is the rule's own. */
  levelOf(rule: Rule, file: string): Severity | 'on' | 'off'
  /** What is set of a rule's options, the rest as the rule has it. */
  optionsOf(rule: Rule, file: string): Readonly<Record<string, number>>
  /** Rules that are on in some file. */
  rulesIn(rules: readonly Rule[]): readonly Rule[]
  isIgnored(file: string): boolean
  needsReason(file: string): boolean
  environmentOf(file: string): ReadonlyMap<string, Word>
  pathMapOf(file: string): Settings['pathMap']
  versionOf(file: string, dialect: 'nginx' | 'haproxy'): string | undefined
  readonly compose: readonly Asked[]
}

/** Settings from outside of the workspace's files. */
export interface Given {
  /** The only settings that count; `none` where those in the folders do not count either. */
  readonly only?: Settings | 'none'
  /** What an editor says of its folders. */
  readonly folders?: readonly GivenFolder[]
}

/** What an editor says of one of its folders. */
export interface GivenFolder {
  /** Counts instead of all settings files in the folder and above it. */
  readonly only: Settings | undefined
  /** Holds in the folder where no settings file says otherwise. */
  readonly beneath: Settings
}

export function resolve(all: readonly Settings[], given: Given = {}): Resolved {
  const chains = new Map<string, readonly Settings[]>()
  const chainOf = (file: string): readonly Settings[] => {
    if (given.only) return given.only === 'none' ? [] : [given.only]
    const folder = folderOf(file)
    const known = chains.get(folder) ?? givenChain(folder, all, given.folders)
    chains.set(folder, known)
    return known
  }
  const settingOf = (rule: Rule, file: string): RuleSetting | undefined =>
    first(chainOf(file), settings => {
      const fitting = settings.overrides.findLast(
        ({ files, rules }) => rules.has(rule.id) && fits(settings, files, file),
      )
      return (fitting?.rules ?? settings.rules).get(rule.id)
    })
  const presetOf = (file: string): Settings['preset'] => first(chainOf(file), ({ preset }) => preset)
  const counting = given.only ? (given.only === 'none' ? [] : [given.only]) : countingOf(all, given.folders)

  return {
    filesFor: chainOf,
    files: counting,
    levelOf: (rule, file) =>
      settingOf(rule, file)?.level ?? (rule.strict && presetOf(file) !== 'strict' ? 'off' : 'on'),
    optionsOf: (rule, file) => ({ ...defaultsOf(rule), ...settingOf(rule, file)?.options }),
    rulesIn: rules => rules.filter(rule => !rule.strict || counting.some(settings => mayTurnOn(settings, rule.id))),
    isIgnored: file => chainOf(file).some(settings => fits(settings, settings.ignore, file)),
    needsReason: file => first(chainOf(file), ({ requireReason }) => requireReason) ?? false,
    environmentOf: file =>
      new Map(
        chainOf(file)
          .toReversed()
          .flatMap(({ env }) => [...env]),
      ),
    pathMapOf: file => chainOf(file).flatMap(({ pathMap }) => pathMap),
    versionOf: (file, dialect) => first(chainOf(file), ({ versions }) => versions[dialect]),
    compose: counting.flatMap(({ compose }) => compose ?? []),
  }
}

/** What an editor says of the nearest of its folders, around or beneath what the files say. */
function givenChain(folder: string, all: readonly Settings[], given: Given['folders'] = []): readonly Settings[] {
  const around = nearestFolder(folder, given)
  if (!around) return chainFor(folder, all)
  return [...(around.only ? [around.only] : chainFor(folder, all)), around.beneath]
}

const nearestFolder = (folder: string, given: readonly GivenFolder[]): GivenFolder | undefined =>
  given
    .filter(({ beneath }) => below(beneath.folder, folder) !== undefined)
    .toSorted((a, b) => b.beneath.folder.length - a.beneath.folder.length)[0]

/** The files that still count somewhere, and what an editor says beside them. */
const countingOf = (all: readonly Settings[], given: Given['folders'] = []): readonly Settings[] => [
  ...all.filter(({ folder }) => !nearestFolder(folder, given)?.only),
  ...given.flatMap(({ only, beneath }) => (only ? [only, beneath] : [beneath])),
]

function chainFor(folder: string, all: readonly Settings[]): readonly Settings[] {
  const chain = all
    .filter(settings => below(settings.folder, folder) !== undefined)
    .sort((a, b) => b.folder.length - a.folder.length || RANK(b) - RANK(a))
    .filter((settings, index, sorted) => settings.folder !== sorted[index - 1]?.folder)
  const root = chain.findIndex(settings => settings.root)
  return root < 0 ? chain : chain.slice(0, root + 1)
}

/** Of several files in one folder the first of these counts. */
const RANK = ({ file }: Settings): number => ['json', 'yml', 'yaml'].indexOf(file.slice(file.lastIndexOf('.') + 1))

const mayTurnOn = ({ preset, rules, overrides }: Settings, id: string): boolean =>
  preset === 'strict' || rules.has(id) || overrides.some(override => override.rules.has(id))

const defaultsOf = ({ options = {} }: Rule): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]))

function fits({ folder }: Settings, patterns: readonly string[], file: string): boolean {
  const path = patterns.length > 0 ? below(folder, file) : undefined
  return path ? matcherOf(patterns).ignores(path) : false
}

const matcherOf = (patterns: readonly string[]): ReturnType<typeof ignore> => {
  const known = matchers.get(patterns) ?? ignore().add([...patterns])
  matchers.set(patterns, known)
  return known
}

const matchers = new WeakMap<readonly string[], ReturnType<typeof ignore>>()

function first<Item, Answer>(items: readonly Item[], ask: (item: Item) => Answer | undefined): Answer | undefined {
  for (const item of items) {
    const answer = ask(item)
    if (answer !== undefined) return answer
  }
  return undefined
}
