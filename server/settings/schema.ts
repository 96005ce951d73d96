/** What may stand in a settings file, as a JSON schema: the one description that editors, the checks here and `gatelint schema` share. */
import { type Rule, severities } from '../rule.ts'

/** The part of JSON schema that is used. */
export interface Schema {
  readonly $schema?: string
  readonly title?: string
  readonly description?: string
  readonly type?: 'object' | 'array' | 'string' | 'boolean'
  readonly properties?: Readonly<Record<string, Schema>>
  /** For every key that `properties` does not name; `false` allows none. */
  readonly additionalProperties?: Schema | false
  readonly required?: readonly string[]
  /** For every item of an array, or for each in its turn. */
  readonly items?: Schema | readonly Schema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly anyOf?: readonly Schema[]
  readonly default?: string | boolean
}

/** What a rule may be set to; `on` leaves the severity to the rule. */
export const levels = ['off', 'on', ...severities] as const

export const presets = ['recommended', 'strict'] as const

/** The schema for these rules. */
export function settingsSchema(rules: readonly Rule[]): Schema {
  const ruleSettings: Schema = {
    description: 'What to tell of each rule: "off", "on" (as the rule itself has it), "info", "warning" or "error".',
    type: 'object',
    properties: Object.fromEntries(rules.map(rule => [rule.id, ruleSchema(rule)])),
    additionalProperties: false,
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of gatelint',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { description: 'Where this schema lies, for editors.', type: 'string' },
      root: { description: 'Settings in folders above this one do not count.', type: 'boolean', default: false },
      extends: {
        description: 'Which rules are on: those that matter in every project, or advice as well.',
        anyOf: [
          { type: 'string', enum: presets },
          { type: 'array', items: { type: 'string', enum: presets } },
        ],
        default: 'recommended',
      },
      rules: ruleSettings,
      overrides: {
        description: 'Other settings of rules for some files; of several that fit, the last one counts.',
        type: 'array',
        items: {
          type: 'object',
          required: ['files', 'rules'],
          additionalProperties: false,
          properties: { files: patterns('The files, as patterns like those of .gitignore.'), rules: ruleSettings },
        },
      },
      ignore: patterns('Files that take no part, as patterns like those of .gitignore.'),
      requireReason: {
        description: 'A comment that silences a finding must say why.',
        type: 'boolean',
        default: false,
      },
      pathMap: {
        description:
          'Which folder of the project stands at a path of the container or machine that runs the gateway, where no manifest says so.',
        type: 'object',
        additionalProperties: { type: 'string' },
      },
      env: {
        description: 'Environment variables, for templates, HAProxy and compose files.',
        type: 'object',
        additionalProperties: { type: 'string' },
      },
      compose: {
        description: 'How compose is called.',
        type: 'object',
        additionalProperties: false,
        properties: {
          files: strings('The compose files to merge, in their order: what follows each -f.'),
          profiles: strings('The profiles that are on: what follows each --profile.'),
        },
      },
      versions: {
        description: 'The releases that run, where no image tag says so.',
        type: 'object',
        additionalProperties: false,
        properties: { nginx: RELEASE, haproxy: RELEASE },
      },
    },
  }
}

const ruleSchema = ({ summary, options }: Rule): Schema => {
  const level: Schema = { type: 'string', enum: levels }
  if (!options) return { ...level, description: summary }
  const properties = Object.entries(options).map(
    ([name, { summary, kind }]) =>
      [
        name,
        { type: 'string', description: summary, pattern: kind === 'time' ? '^\\d+(ms|s|m|h|d)$' : '^\\d+$' },
      ] as const,
  )
  const set: Schema = { type: 'object', properties: Object.fromEntries(properties), additionalProperties: false }
  return { description: summary, anyOf: [level, { type: 'array', items: [level, set], minItems: 1, maxItems: 2 }] }
}

const strings = (description: string): Schema => ({ description, type: 'array', items: { type: 'string' } })

const patterns = (description: string): Schema => ({
  description,
  anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
})

const RELEASE: Schema = { type: 'string', pattern: '^\\d+(\\.\\d+){0,2}$' }
