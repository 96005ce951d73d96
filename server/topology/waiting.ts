/** How `depends_on` is written, and how it is made to name one more service, or to wait until that is healthy. */
import { type Edit, pointAt, type Span } from '../syntax/text.ts'
import type { ComposeFile } from './compose.ts'
import { serviceIn } from './insert.ts'
import type { WaitList } from './parts.ts'
import type { Service } from './topology.ts'
import type { Entry } from './values.ts'

/** What lets a service wait for another one until that is started, or until it is healthy; nothing where that is not for us to write. */
export function waitingFor(service: Service, name: string, healthy: boolean): readonly Edit[] {
  const { waitList, newKey, dependsOn } = service
  const written = dependsOn?.find(dependency => dependency.name.text === name)?.conditionAt
  if (written) return healthy ? [{ at: written, text: 'service_healthy' }] : []
  if (waitList) return inList(waitList, name, healthy)
  if (!newKey || dependsOn?.length) return []
  const waits = healthy ? `{ ${entry(name, true)} }` : `[${name}]`
  return [{ at: newKey.at, text: `${newKey.before}depends_on: ${waits}${newKey.after}` }]
}

/** A name that is not there yet comes first, so that comments stay where they are; only the long form can say that one must be healthy. */
function inList({ names, between, asTable }: WaitList, name: string, healthy: boolean): readonly Edit[] {
  const isNew = names.every(each => each.name !== name)
  if (asTable && healthy) {
    const first = isNew ? `${entry(name, true)}${asTable.between}` : ''
    const entries = names.map(each => entry(each.name, each.name === name))
    return [...asTable.edits, ...names.map(({ at }, i) => ({ at, text: `${i === 0 ? first : ''}${entries[i]}` }))]
  }
  const { file, start } = names[0]!.at
  return isNew ? [{ at: pointAt(file, start), text: `${asTable ? name : entry(name, healthy)}${between}` }] : []
}

const entry = (name: string, healthy: boolean): string =>
  `${name}: { condition: service_${healthy ? 'healthy' : 'started'} }`

/** Undefined where it is not written, in several files, by an anchor, or empty. */
export function waitListOf(name: string, files: readonly ComposeFile[]): WaitList | undefined {
  const written = files.flatMap(file => {
    const entry = serviceIn(file, name)?.entries.get('depends_on')
    return entry ? [{ file, entry }] : []
  })
  const [only] = written
  return only && written.length === 1 && !only.entry.shared && only.entry.value.at.file === only.file.file
    ? readList(only.entry, only.file)
    : undefined
}

/** The short form was written out as a table when the file was read: its keys are the names. */
function readList({ key, value }: Entry, { file, text }: ComposeFile): WaitList | undefined {
  if (value.kind !== 'table') return undefined
  const keys = [...value.entries.values()]
  const names = keys.map(each => ({ name: each.key.text, at: withQuotes(text, each.key.at) }))
  const [first] = names
  if (!first || keys.some(each => each.shared)) return undefined
  const opening = text[value.at.start]
  if (opening === '{') return { names, between: ', ' }
  if (opening === '[') {
    const end = value.at.end - 1
    if (text[end] !== ']') return undefined
    const brackets = [
      { at: { file, start: value.at.start, end: value.at.start + 1 }, text: '{ ' },
      { at: { file, start: end, end: end + 1 }, text: ' }' },
    ]
    return { names, between: ', ', asTable: { edits: brackets, between: ', ' } }
  }
  const prefixes = names.map(({ at }) => text.slice(lineStart(text, at.start), at.start))
  const feed = text.includes('\r\n') ? '\r\n' : '\n'
  if (opening !== '-') return /^[ \t]+$/.test(prefixes[0]!) ? { names, between: feed + prefixes[0]! } : undefined
  if (!prefixes.every(prefix => /^ *- +$/.test(prefix))) return undefined
  const column = prefixes[0]!.indexOf('-')
  // A table must stand deeper than its key; the items of a list need not.
  const more = column > key.at.start - lineStart(text, key.at.start) ? '' : '  '
  const dashes = names.map(({ at }, index): Edit => {
    const start = at.start - prefixes[index]!.length + prefixes[index]!.indexOf('-')
    return { at: { file, start, end: at.start }, text: more }
  })
  return {
    names,
    between: feed + prefixes[0]!,
    asTable: { edits: dashes, between: feed + ' '.repeat(column) + more },
  }
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

/** A word's place is without its quotes. */
const withQuotes = (text: string, { file, start, end }: Span): Span => ({
  file,
  start: /["']/.test(text[start - 1] ?? '') ? start - 1 : start,
  end: /["']/.test(text[end] ?? '') ? end + 1 : end,
})
