/** Puts the values of variables into a compose file. What depends on a variable that is not known becomes unknown. */
import { GAP, substitute, type Variables } from './substitute.ts'
import type { Entry, List, Scalar, Table, Value } from './values.ts'

/** What the variables of a project are. */
export interface Settings {
  readonly variables: Variables
  /** With what a sample of the `.env` says in place of what is not known. */
  readonly likely: Variables
}

/** A value with its variables replaced; the very same one where it has none. */
export function interpolate(value: Value, settings: Settings): Value {
  /** What an alias shares is worked out once. */
  const done = new Map<Value, Value>()
  const replaced = (inner: Value): Value => {
    if (inner.kind === 'scalar') return scalar(inner, settings)
    if (inner.kind !== 'list' && inner.kind !== 'table') return inner
    const known = done.get(inner) ?? (inner.kind === 'list' ? list(inner, replaced) : table(inner, replaced))
    done.set(inner, known)
    return known
  }
  return replaced(value)
}

function list(value: List, replaced: (item: Value) => Value): List {
  const items = value.items.map(replaced)
  return items.every((item, index) => item === value.items[index]) ? value : { ...value, items }
}

function table(value: Table, replaced: (item: Value) => Value): Table {
  const changed: [string, Entry][] = []
  for (const [name, entry] of value.entries) {
    const inner = replaced(entry.value)
    if (inner !== entry.value) changed.push([name, { ...entry, value: inner }])
  }
  return changed.length === 0 ? value : { ...value, entries: new Map([...value.entries, ...changed]) }
}

function scalar(value: Scalar, { variables, likely }: Settings): Value {
  const { word: written, ...rest } = value
  if (!/[$%{]/.test(written.text)) return value
  if (isPlaceholder(written.text)) return { ...rest, kind: 'unknown' }
  const word = substitute(written, variables, 'dollar')
  if (word) return word === written ? value : { ...value, word }
  const partial = substitute(written, variables, 'dollar', GAP)
  const guess = substitute(written, likely, 'dollar')
  return { ...rest, kind: 'unknown', ...(partial && { partial }), ...(guess && { likely: guess }) }
}

/** The mark of some other template engine: its output is not known. */
const isPlaceholder = (text: string): boolean => /\{\{|\{%|<%/.test(text)
