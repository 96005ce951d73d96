/** Configurations that stand within a manifest: where they are found there, and by which paths others know them. */
import type { Word } from '../syntax/text.ts'
import type { Document } from '../syntax/tree.ts'
import { substitute } from './substitute.ts'
import { entriesOf, get, type Scalar, type Value } from './values.ts'

export interface Embedded {
  /** By which mounts and includes know it. It is no path of any file, and ends in the name that the text has in its place. */
  readonly path: string
  /** The whole text; each character knows where it stands. */
  readonly word: Word
  /** The name is that of a file: it says what the text is. */
  readonly isFileName: boolean
  /** A dollar sign is written twice. */
  readonly doublesDollars?: boolean
  readonly notation?: NonNullable<Document['notation']>
}

/** How a scalar is written, where it is one that may hold a configuration: a plain one is not. */
function notationOf({ literal, quoted, style }: Scalar): Pick<Embedded, 'notation'> | undefined {
  if (literal) return {}
  return quoted ? { notation: 'double' } : style && { notation: style }
}

/** A file that a Kubernetes ConfigMap holds. */
export const pathInConfigMap = (file: string, namespace: string, name: string, key: string): string =>
  `configmap:${file}#${namespace}/${name}/${key}`

/** The `content` of an entry under `configs` of a compose file. */
export const pathOfConfig = (file: string, name: string): string => `config:${file}#/${name}`

/** A here-document of a Dockerfile; `at`: the offset of its text. */
export const pathOfHereDocument = (file: string, at: number, name: string): string => `heredoc:${file}#${at}/${name}`

/** Where the official nginx image takes a template from: what it puts in for the variables is not known of a text within a manifest. */
export const isRendered = (to: string): boolean =>
  to.endsWith('.template') && to.slice(0, -'x.template'.length).includes('/templates/')

/** The ConfigMaps of a YAML document of Kubernetes, those of a `List` too. */
export function configMapsIn(file: string, value: Value): readonly Embedded[] {
  const kind = textOf(get(value, 'kind'))
  const items = get(value, 'items')
  if (kind === 'List' && items?.kind === 'list') return items.items.flatMap(item => configMapsIn(file, item))
  if (kind !== 'ConfigMap') return []
  const metadata = get(value, 'metadata')
  const namespace = textOf(get(metadata, 'namespace')) ?? 'default'
  const name = textOf(get(metadata, 'name')) ?? ''
  return entriesOf(get(value, 'data')).flatMap(({ key, value: content, shared }) => {
    const notation = content.kind === 'scalar' && !shared ? notationOf(content) : undefined
    return content.kind === 'scalar' && notation
      ? [{ path: pathInConfigMap(file, namespace, name, key.text), word: content.word, isFileName: true, ...notation }]
      : []
  })
}

/**
 * The `content` of a compose file's `configs`. Compose replaces variables in it, and writes `$$` for a dollar sign: what depends on a
 * variable is not known before it is run.
 */
export function contentsIn(root: Value | undefined): readonly Embedded[] {
  return entriesOf(get(root, 'configs')).flatMap(({ key, value: config, shared }) => {
    const content = get(config, 'content')
    const notation = content?.kind === 'scalar' && !shared ? notationOf(content) : undefined
    if (content?.kind !== 'scalar' || !notation) return []
    const word = substitute(content.word, () => null, 'dollar')
    return word
      ? [{ path: pathOfConfig(content.at.file, key.text), word, isFileName: false, doublesDollars: true, ...notation }]
      : []
  })
}

const textOf = (value: Value | undefined): string | undefined =>
  value?.kind === 'scalar' ? value.word.text : undefined
