/** What a person has set, read from one settings file. */

import { folderOf, join } from '../model/path.ts'
import type { Report, Rule, Severity } from '../rule.ts'
import type { Word } from '../syntax/text.ts'
import { haproxyTimeOf } from '../syntax/value.ts'
import type { Asked } from '../topology/groups.ts'
import { entriesOf, get, itemsOf, type Value, wordOf } from '../topology/values.ts'
import { readYaml } from '../topology/yaml.ts'
import { levels, presets, settingsSchema } from './schema.ts'
import { validate } from './validate.ts'

export type Level = 'off' | 'on' | Severity

/** What a rule is set to. */
export interface RuleSetting {
  readonly level: Level
  /** Times in milliseconds. */
  readonly options: Readonly<Record<string, number>>
}

export type RuleSettings = ReadonlyMap<string, RuleSetting>

export interface Settings {
  readonly file: string
  /** The folder that they hold for, with all below it. */
  readonly folder: string
  /** Settings of folders above do not count. */
  readonly root: boolean
  readonly preset: (typeof presets)[number] | undefined
  readonly rules: RuleSettings
  readonly overrides: readonly { readonly files: readonly string[]; readonly rules: RuleSettings }[]
  /** Patterns like those of `.gitignore`, from `folder` on. */
  readonly ignore: readonly string[]
  readonly requireReason: boolean | undefined
  /** What of the workspace stands where in the container. */
  readonly pathMap: readonly { readonly from: string; readonly to: string }[]
  readonly env: ReadonlyMap<string, Word>
  readonly compose: Asked | undefined
  readonly versions: { readonly nginx?: string; readonly haproxy?: string }
  readonly problems: readonly Report[]
}

/** Reads any text: what is wrong in it is told, and counts as not set. JSON is YAML as well. `folder`: where its paths begin. */
export function readSettings(file: string, text: string, rules: readonly Rule[], folder = folderOf(file)): Settings {
  const { documents, problems } = readYaml(file, text)
  const value: Value = documents[0] ?? { kind: 'none', at: { file, start: 0, end: 0 } }
  const here = (path: string): string => join(folder, path)
  const compose = get(value, 'compose')
  const files = textsIn(get(compose, 'files'))
  const profiles = textsIn(get(compose, 'profiles'))
  const nginx = textOf(get(get(value, 'versions'), 'nginx'))
  const haproxy = textOf(get(get(value, 'versions'), 'haproxy'))
  return {
    file,
    folder,
    root: textOf(get(value, 'root')) === 'true',
    preset: presets.findLast(name => textsIn(get(value, 'extends')).includes(name)),
    rules: ruleSettings(get(value, 'rules')),
    overrides: itemsOf(get(value, 'overrides')).map(one => ({
      files: textsIn(get(one, 'files')),
      rules: ruleSettings(get(one, 'rules')),
    })),
    ignore: textsIn(get(value, 'ignore')),
    requireReason: { true: true, false: false }[textOf(get(value, 'requireReason')) ?? ''],
    pathMap: entriesOf(get(value, 'pathMap')).flatMap(({ key, value }) =>
      value.kind === 'scalar' ? [{ from: here(value.word.text), to: key.text }] : [],
    ),
    env: new Map(
      entriesOf(get(value, 'env')).flatMap(({ key, value }) => {
        const word = wordOf(value)
        return word ? [[key.text, word] as const] : []
      }),
    ),
    compose: compose && {
      ...(files.length > 0 && { files: files.map(here) }),
      ...(profiles.length > 0 && { profiles }),
    },
    versions: { ...(nginx && { nginx }), ...(haproxy && { haproxy }) },
    problems: [
      ...problems.map(({ at, message }) => ({ at, message })),
      ...documents.slice(0, 1).flatMap(one => validate(one, settingsSchema(rules))),
    ],
  }
}

function ruleSettings(value: Value | undefined): RuleSettings {
  const set = new Map<string, RuleSetting>()
  for (const { key, value: own } of entriesOf(value)) {
    const [first, second] = itemsOf(own)
    const level = levels.find(name => name === textOf(first))
    if (level) set.set(key.text, { level, options: optionsIn(second) })
  }
  return set
}

function optionsIn(value: Value | undefined): Readonly<Record<string, number>> {
  const options: Record<string, number> = {}
  for (const { key, value: own } of entriesOf(value)) {
    const ms = haproxyTimeOf(textOf(own) ?? '')
    if (ms !== undefined) options[key.text] = ms
  }
  return options
}

const textOf = (value: Value | undefined): string | undefined => wordOf(value)?.text

const textsIn = (value: Value | undefined): readonly string[] => itemsOf(value).flatMap(item => textOf(item) ?? [])
