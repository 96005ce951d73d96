/** Holds a settings file against its schema: each fault with its place, and what was most likely meant. */
import type { Fix, Report } from '../rule.ts'
import { isSpelling, nearest } from '../syntax/nearest.ts'
import { ownOf } from '../syntax/own.ts'
import type { Span, Word } from '../syntax/text.ts'
import { get, type Table, type Value } from '../topology/values.ts'
import type { Schema } from './schema.ts'

/** Every fault of a value. `name`: what it is called in messages. */
export function validate(value: Value, schema: Schema, name = 'The file'): readonly Report[] {
  if (value.kind === 'unknown') return []
  if (schema.anyOf) {
    const fitting = schema.anyOf.find(one => typeOf(one) === shapeOf(value)) ?? schema.anyOf[0]!
    return validate(value, fitting, name)
  }
  if (value.kind === 'none') return schema.type === 'string' ? [wrong(value.at, name, schema)] : []
  if (shapeOf(value) !== typeOf(schema)) return [wrong(value.at, name, schema)]
  if (value.kind === 'table') return inTable(value, schema, name)
  if (value.kind === 'list') return inList(value.items, value.at, schema, name)
  return inScalar(value.word, schema, name)
}

/** Booleans are words, too: the values are read without YAML's types. */
const typeOf = ({ type }: Schema): Schema['type'] => (type === 'boolean' ? 'string' : type)

const shapeOf = ({ kind }: Value): Schema['type'] =>
  kind === 'table' ? 'object' : kind === 'list' ? 'array' : kind === 'scalar' ? 'string' : undefined

function* inEntries(table: Table, schema: Schema): Generator<readonly Report[]> {
  const known = Object.keys(schema.properties ?? {}).map(text => ({ text }))
  for (const { key, value } of table.entries.values()) {
    const own = ownOf(schema.properties ?? {}, key.text) ?? schema.additionalProperties
    if (own) yield validate(value, own, `"${key.text}"`)
    else yield [unknownKey(key, known)]
  }
}

function inTable(table: Table, schema: Schema, name: string): readonly Report[] {
  const missing = (schema.required ?? []).filter(key => !get(table, key))
  return [
    ...[...inEntries(table, schema)].flat(),
    ...missing.map(key => ({ at: firstKey(table), message: `${name} lacks "${key}".` })),
  ]
}

const firstKey = (table: Table): Span => [...table.entries.values()][0]?.key.at ?? table.at

function inList(items: readonly Value[], at: Span, { items: of, ...schema }: Schema, name: string): readonly Report[] {
  if (!of) return []
  if (!('length' in of)) return items.flatMap(item => validate(item, of, `An entry of ${name}`))
  if (items.length < (schema.minItems ?? 0) || items.length > (schema.maxItems ?? items.length))
    return [{ at, message: `${name} is a severity, or a list of a severity and the rule's options.` }]
  return items.flatMap((item, index) => validate(item, of[index]!, name))
}

function inScalar(word: Word, schema: Schema, name: string): readonly Report[] {
  const allowed = schema.enum ?? (schema.type === 'boolean' ? ['true', 'false'] : undefined)
  if (allowed && !allowed.includes(word.text)) {
    const candidates = allowed.map(text => ({ text }))
    return [
      {
        at: word.at,
        message: `${name} cannot be "${word.text}": it is ${oneOf(allowed)}.`,
        fixes: renamed(word, candidates),
      },
    ]
  }
  if (schema.pattern && !new RegExp(schema.pattern).test(word.text)) return [wrong(word.at, name, schema)]
  return []
}

function unknownKey(key: Word, known: readonly { readonly text: string }[]): Report {
  const fixes = renamed(key, known)
  const meant = fixes.length > 0 ? ` Did you mean "${fixes[0]!.edits[0]!.text}"?` : ''
  return { at: key.at, message: `There is no setting and no rule "${key.text}" here.${meant}`, fixes }
}

function renamed(word: Word, candidates: readonly { readonly text: string }[]): readonly Fix[] {
  const meant = nearest(word.text, candidates)
  if (!meant) return []
  const edits = [{ at: word.at, text: meant.text }]
  return [{ title: `Write "${meant.text}"`, edits, safe: isSpelling(word.text, meant.text) }]
}

const wrong = (at: Span, name: string, schema: Schema): Report => ({
  at,
  message: `${name} must be ${FORMS[schema.pattern ?? ''] ?? FORMS[schema.type ?? '']}.`,
})

const FORMS: Readonly<Record<string, string>> = {
  object: 'a table of keys and values',
  array: 'a list',
  string: 'a text',
  boolean: '"true" or "false"',
  '^\\d+(ms|s|m|h|d)$': 'a time with its unit, as "5s"',
  '^\\d+$': 'a whole number',
  '^\\d+(\\.\\d+){0,2}$': 'a release, as "1.28"',
}

const oneOf = (texts: readonly string[]): string =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(texts.map(text => `"${text}"`))
