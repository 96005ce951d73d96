/** Puts the values of variables into a compose file. What depends on a variable that is not known becomes unknown. */
import type { EnvFile } from './env.ts'
import { substitute, type Variables } from './substitute.ts'
import type { Value } from './values.ts'

/** A value with its variables replaced; the very same one where it has none. */
export function interpolate(value: Value, variables: Variables): Value {
  switch (value.kind) {
    case 'scalar': {
      if (isPlaceholder(value.word.text)) return { kind: 'unknown', at: value.at }
      const word = substitute(value.word, variables, 'dollar')
      if (word === value.word) return value
      return word ? { ...value, word } : { ...value, kind: 'unknown' }
    }
    case 'list': {
      const items = value.items.map(item => interpolate(item, variables))
      return items.every((item, index) => item === value.items[index]) ? value : { ...value, items }
    }
    case 'table': {
      let changed = false
      const entries = new Map(value.entries)
      for (const [name, entry] of value.entries) {
        const inner = interpolate(entry.value, variables)
        if (inner === entry.value) continue
        entries.set(name, { ...entry, value: inner })
        changed = true
      }
      return changed ? { ...value, entries } : value
    }
    default:
      return value
  }
}

/** The mark of some other template engine: its output is not known. */
const isPlaceholder = (text: string): boolean => /\{\{|\{%|<%/.test(text)

/**
 * The variables of a project: `.env` beside the compose file. A default that a sample of that file (`.env.example`) contradicts is not
 * trusted: the real `.env`, which is seldom part of a repository, is made from the sample.
 */
export function variablesOf(own: EnvFile | undefined, samples: readonly EnvFile[]): Variables {
  return (name, fallback) => {
    if (own?.values.has(name)) return own.values.get(name)?.text ?? null
    if (name === 'PWD') return '.'
    return samples.some(({ values }) => values.has(name) && values.get(name)?.text !== fallback) ? null : undefined
  }
}

/** Whether a file is a sample of a `.env`, or one of several that stand in for it. */
export const isSample = (file: string): boolean =>
  /(?:^|\/)(?:\.env\.[^/]+|[^/]*env[^/]*\.(?:example|sample|dist|template|tmpl|default)|(?:example|sample|template|dot)\.env)$/i.test(
    file,
  )
