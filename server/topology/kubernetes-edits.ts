/** Edits of manifests, in the style of what stands there: on a line of its own, or within the braces. */
import { type Edit, pointAt } from '../syntax/text.ts'
import type { KubeObject, ServicePort } from './cluster.ts'
import type { Container } from './topology.ts'
import { type Entry, get, type Table } from './values.ts'

/** Where a port leads: the target that is written, or a new one behind the port. */
export function retarget(port: ServicePort, to: string, object: KubeObject): Edit | undefined {
  return port.hasTarget ? { at: port.targetAt, text: to } : intoPort(port, `targetPort: ${to}`, object)
}

/** A new entry of a port of a Service, behind its number. */
export const intoPort = (port: ServicePort, text: string, object: KubeObject): Edit | undefined =>
  isOwn(object, port.entry) ? behind(object.source, port.entry, port.isFlow, text) : undefined

/** An overlay may have put it there from another file. */
const isOwn = ({ at }: KubeObject, { key }: Entry): boolean => key.at.file === at.file && !key.at.scattered

/** An annotation with a value: set anew, or put in. Undefined where there is no place for it. */
export function annotate(object: KubeObject, key: string, value: string): Edit | undefined {
  const written = object.annotations.get(key)
  if (written) return { at: written.value.at, text: written.quoted ? value : `"${value}"` }
  const metadata = get(object.value, 'metadata')
  const annotations = get(metadata, 'annotations')
  const table = annotations?.kind === 'table' ? annotations : undefined
  const last = table && lastOf(table)
  if (table && last && isOwn(object, last)) return behind(object.source, last, table.flow, `${key}: "${value}"`)
  const name = metadata?.kind === 'table' && !annotations ? metadata.entries.get('name') : undefined
  if (!name || metadata?.kind !== 'table' || !isOwn(object, name)) return undefined
  return metadata.flow
    ? behind(object.source, name, true, `annotations: { ${key}: "${value}" }`)
    : behind(object.source, name, false, 'annotations:', `  ${key}: "${value}"`)
}

/** A new entry at the end of an object's `spec`. Undefined where its last entry is more than a line. */
export function intoSpec(object: KubeObject, text: string): Edit | undefined {
  const spec = get(object.value, 'spec')
  if (spec?.kind !== 'table') return undefined
  const [first] = spec.entries.values()
  return first && isOwn(object, first) ? before(object.source, first, spec.flow, text) : undefined
}

/** A new entry of a container, behind its image or its name. */
export function intoContainer(object: KubeObject, { value }: Container, text: string): Edit | undefined {
  if (value.kind !== 'table') return undefined
  const entry = value.entries.get('image') ?? value.entries.get('name')
  return entry && isOwn(object, entry) ? behind(object.source, entry, value.flow, text) : undefined
}

/** The last entry, if it stands on one line and was written there. */
function lastOf({ entries }: Table): Entry | undefined {
  const last = [...entries.values()].at(-1)
  return last && !last.shared && last.value.kind === 'scalar' && !last.value.literal ? last : undefined
}

/** New lines behind an entry whose value is a scalar. */
function behind(source: string, { key, value }: Entry, isFlow: boolean, ...lines: readonly string[]): Edit {
  const end = unquoted(source, value.at.end)
  if (isFlow) return { at: pointAt(key.at.file, end), text: lines.map(line => `, ${line}`).join('') }
  const line = source.indexOf('\n', end)
  const place = line < 0 ? source.length : source[line - 1] === '\r' ? line - 1 : line
  const indent = indentOf(source, key.at.start)
  return { at: pointAt(key.at.file, place), text: lines.map(each => feedOf(source) + indent + each).join('') }
}

function before(source: string, { key }: Entry, isFlow: boolean, line: string): Edit {
  const start = quoted(source, key.at.start)
  const text = isFlow ? `${line}, ` : line + feedOf(source) + indentOf(source, key.at.start)
  return { at: pointAt(key.at.file, start), text }
}

/** As many blanks as stand in front of a key, a dash of a list among them. */
function indentOf(source: string, at: number): string {
  const start = quoted(source, at)
  return source.slice(source.lastIndexOf('\n', start - 1) + 1, start).replace(/[^\t]/g, ' ')
}

const quoted = (source: string, start: number): number => (/["']/.test(source[start - 1] ?? '') ? start - 1 : start)

const unquoted = (source: string, end: number): number => (/["']/.test(source[end] ?? '') ? end + 1 : end)

const feedOf = (source: string): string => (source.includes('\r\n') ? '\r\n' : '\n')

/** A new document behind the one in which an object stands, at the end of which there is nothing else. */
export function newDocument({ at, source }: KubeObject, lines: readonly string[]): Edit | undefined {
  const end = /^---/m.exec(source.slice(at.end))?.index
  const place = end === undefined ? source.length : at.end + end
  const before = source.slice(0, place)
  if (!/(?:^|\n)$/.test(before.slice(0, at.start)) && at.start !== 0) return undefined
  const feed = feedOf(source)
  return {
    at: pointAt(at.file, place),
    text: `${before.endsWith('\n') ? '' : feed}---${feed}${lines.join(feed)}${feed}`,
  }
}
