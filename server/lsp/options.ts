/** What a user has set in the editor: read from whatever the client sends, with a word about all that cannot be meant. */

import type { Location } from '../silencing.ts'

/** The settings `gatelint.*` of an editor, for one of its folders or for all. */
export interface Options {
  /** Whether findings are told at all. */
  readonly enable: boolean
  /** When findings are told: while somebody types, or once a file is saved. */
  readonly run: 'onType' | 'onSave'
  /** A settings file that counts instead of those in the folders, from the folder on. */
  readonly configPath: string | undefined
  /** Severities of rules by their ids, for {@link readSettings}; a settings file goes before them. */
  readonly rules: Readonly<Record<string, unknown>>
  /** Files that take no part, as patterns like those of `.gitignore`. */
  readonly exclude: readonly string[]
  readonly codeAction: { readonly disableRuleComment: { readonly enable: boolean; readonly location: Location } }
  readonly inlayHints: { readonly enabled: boolean }
  readonly format: { readonly enable: boolean }
}

/** Reads settings as they come, nested as their names are. What is not set, or cannot be meant, counts as in `base`. */
export function readOptions(
  value: unknown,
  base: Options = DEFAULTS,
): { readonly options: Options; readonly problems: readonly string[] } {
  const problems: string[] = []
  const ask = <T>(name: string, isMeant: (value: unknown) => value is T, form: string, otherwise: T): T => {
    const set = at(value, name)
    if (set === undefined || set === null) return otherwise
    if (isMeant(set)) return set
    problems.push(`The setting gatelint.${name} cannot be ${JSON.stringify(set)}: it is ${form}.`)
    return otherwise
  }
  const flag = (name: string, otherwise: boolean): boolean => ask(name, isFlag, 'true or false', otherwise)
  const { disableRuleComment } = base.codeAction
  const options: Options = {
    enable: flag('enable', base.enable),
    run: ask('run', oneOf('onType', 'onSave'), '"onType" or "onSave"', base.run),
    configPath: ask('configPath', isText, 'the path of a file', base.configPath) || undefined,
    rules: ask('rules', isTable, 'a table of rules and their severities', base.rules),
    exclude: ask('exclude', isTexts, 'a list of patterns', base.exclude),
    codeAction: {
      disableRuleComment: {
        enable: flag('codeAction.disableRuleComment.enable', disableRuleComment.enable),
        location: ask(
          'codeAction.disableRuleComment.location',
          oneOf('separateLine', 'sameLine'),
          '"separateLine" or "sameLine"',
          disableRuleComment.location,
        ),
      },
    },
    inlayHints: { enabled: flag('inlayHints.enabled', base.inlayHints.enabled) },
    format: { enable: flag('format.enable', base.format.enable) },
  }
  return { options, problems }
}

export const DEFAULTS: Options = {
  enable: true,
  run: 'onType',
  configPath: undefined,
  rules: {},
  exclude: [],
  codeAction: { disableRuleComment: { enable: true, location: 'separateLine' } },
  inlayHints: { enabled: true },
  format: { enable: true },
}

const at = (value: unknown, name: string): unknown =>
  name.split('.').reduce<unknown>((part, key) => (isTable(part) ? part[key] : undefined), value)

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isText = (value: unknown): value is string | undefined => typeof value === 'string'
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const oneOf =
  <T extends string>(...choices: readonly T[]) =>
  (value: unknown): value is T =>
    choices.some(choice => choice === value)
