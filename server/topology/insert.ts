/** Where and how a service of a compose file gets one more network, or one more key, in the style of what stands there. */
import { pointAt } from '../syntax/text.ts'
import type { ComposeFile } from './compose.ts'
import type { Service } from './topology.ts'
import { get, type Table, type Value } from './values.ts'

type Insertion = NonNullable<Service['joinNetwork']>

/**
 * `merged`: what all its files and all that it extends come to. `files`: those of the project, the main one first. Undefined where an
 * addition would touch other services, too, or would not be allowed.
 */
export function joinNetworkOf(name: string, merged: Value, files: readonly ComposeFile[]): Insertion | undefined {
  const written = files.flatMap(file => {
    const service = serviceIn(file, name)
    return service ? [{ file, service }] : []
  })
  if (get(merged, 'network_mode')) return undefined
  const { file, service } = written.findLast(({ service }) => service.entries.has('networks')) ?? written[0] ?? {}
  if (!file || !service || service.at.file !== file.file) return undefined
  const entry = service.entries.get('networks')
  if (entry?.shared || (!entry && get(merged, 'networks'))) return undefined
  return entry ? intoNetworks(entry.value, file) : newNetworks(service, file)
}

/** The short form was written out as a table when the file was read: its keys are the items. */
function intoNetworks(value: Value, { file, text }: ComposeFile): Insertion | undefined {
  if (value.kind !== 'table') return undefined
  const keys = [...value.entries.values()].filter(({ shared }) => !shared).map(({ key }) => key)
  const isFlow = /^[[{]/.test(text.slice(value.at.start, value.at.start + 1))
  const isList = isFlow ? text[value.at.start] === '[' : text[value.at.start] === '-'
  const [first] = keys
  const last = keys.at(-1)
  if (!first || !last) {
    if (!isFlow) return undefined
    return { at: pointAt(file, value.at.start + 1), before: '', after: isList ? '' : ': {}' }
  }
  if (isFlow && isList) return { at: pointAt(file, unquoted(text, last.at.end)), before: ', ', after: '' }
  if (isFlow) return { at: pointAt(file, quoted(text, first.at.start)), before: '', after: ': {}, ' }
  const start = quoted(text, isList ? last.at.start : first.at.start)
  const prefix = text.slice(lineStart(text, start), start)
  if (isList)
    return /^[ \t]*-[ \t]+$/.test(prefix)
      ? { at: pointAt(file, lineEnd(text, last.at.end)), before: feed(text) + prefix, after: '' }
      : undefined
  return /^[ \t]*$/.test(prefix)
    ? { at: pointAt(file, start), before: '', after: `:${feed(text)}${prefix}` }
    : undefined
}

/** A service without `networks` is on the default one, and stays there. */
function newNetworks(service: Table, file: ComposeFile): Insertion | undefined {
  const place = newKey(service, file)
  if (!place) return undefined
  if (service.flow) return { ...place, before: 'networks: [default, ', after: `]${place.after}` }
  const item = `${place.before}  - `
  return { ...place, before: `${place.before}networks:${item}default${item}` }
}

/** Where a key that no file of the project says of a service is added to it. */
export function newKeyOf(name: string, files: readonly ComposeFile[]): Insertion | undefined {
  for (const file of files) {
    const service = serviceIn(file, name)
    if (service && service.at.file === file.file) return newKey(service, file)
  }
  return undefined
}

/** What a file itself writes of a service. What stands behind an anchor belongs to others, too. */
export function serviceIn({ root }: ComposeFile, name: string): Table | undefined {
  const services = get(root, 'services')
  const entry = services?.kind === 'table' ? services.entries.get(name) : undefined
  return entry?.value.kind === 'table' && !entry.shared ? entry.value : undefined
}

/** In front of the first key of a service within braces, else behind its last one. */
function newKey(service: Table, { file, text }: ComposeFile): Insertion | undefined {
  const own = [...service.entries.values()].filter(({ shared }) => !shared)
  const [first] = own
  const last = own.at(-1)
  if (!first || !last) return undefined
  if (service.flow) return { at: pointAt(file, quoted(text, first.key.at.start)), before: '', after: ', ' }
  const start = quoted(text, first.key.at.start)
  const indent = text.slice(lineStart(text, start), start)
  if (!/^[ \t]+$/.test(indent)) return undefined
  const end = text.slice(0, Math.max(last.value.at.end, last.key.at.end)).trimEnd().length
  return { at: pointAt(file, lineEnd(text, end)), before: feed(text) + indent, after: '' }
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

/** The end of a line, in front of its line end. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end
}

const feed = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')

/** A word's place is without its quotes: these are its ends with them. */
const quoted = (text: string, start: number): number => (/["']/.test(text[start - 1] ?? '') ? start - 1 : start)
const unquoted = (text: string, end: number): number => (/["']/.test(text[end] ?? '') ? end + 1 : end)
