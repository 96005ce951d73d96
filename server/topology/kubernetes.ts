/** Reads one file of Kubernetes manifests, or a kustomization, apart from all others. */
import { slice, type Word } from '../syntax/text.ts'

import type { Annotation, KubeObject } from './cluster.ts'
import { configMapsIn, type Embedded, pathInConfigMap } from './embedded.ts'
import { entriesOf, get, type Value, wordOf } from './values.ts'
import { readYaml } from './yaml.ts'

export interface KubernetesFile {
  readonly kind: 'kubernetes'
  readonly file: string
  readonly embedded: readonly Embedded[]
  readonly objects: readonly KubeObject[]
  /** What is written, whether it is an object or the operations of a patch. */
  readonly documents: readonly Value[]
  /** What is written in a `kustomization.yaml`. */
  readonly kustomization: Value | undefined
  /** All that it declares was understood: it is no template, and every object has a name and a kind that we know. */
  readonly complete: boolean
}

/**
 * What is no valid YAML is being typed, or is some template, as what is marked so: nothing is known of it but that it is there. Where
 * only single values are left open (`__HOST__`), the rest is read: no object has such a name.
 */
export function readKubernetes(file: string, text: string, isTemplate = false): KubernetesFile {
  const yaml = isTemplate && ENGINE.test(text) ? undefined : readYaml(file, withoutInert(text))
  const known = yaml?.problems.length === 0
  const documents = known ? yaml.documents.filter(({ kind }) => kind !== 'none') : []
  const base = { kind: 'kubernetes', file, documents } as const
  if (isKustomization(file))
    return {
      ...base,
      embedded: [],
      objects: [],
      kustomization: documents[0],
      complete: known && documents.length === 1,
    }
  const read = documents.flatMap(itemsIn).map(value => ({ value, object: objectOf(value, text) }))
  return {
    ...base,
    embedded: isTemplate ? [] : documents.flatMap(document => configMapsIn(file, document)),
    objects: read.flatMap(({ object }) => object ?? []),
    kustomization: undefined,
    complete: known && !isTemplate && read.every(({ object }) => object !== undefined),
  }
}

/** The marks of what is run before there is any YAML: loops, conditions, expressions. */
const ENGINE = /\{\{|\{%|<%/

/** The names that kustomize looks for. */
const isKustomization = (file: string): boolean => /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/.test(file)

/** The objects of a document: those of a `List` each by itself. */
function itemsIn(value: Value): readonly Value[] {
  const items = get(value, 'items')
  return /List$/.test(wordOf(get(value, 'kind'))?.text ?? '') && items?.kind === 'list'
    ? items.items.flatMap(itemsIn)
    : [value]
}

/** Undefined for what has no kind, or no name that a cluster takes: a part of it is put in later. */
export function objectOf(value: Value, source: string): KubeObject | undefined {
  const kind = wordOf(get(value, 'kind'))
  const version = wordOf(get(value, 'apiVersion'))
  const metadata = get(value, 'metadata')
  const name = wordOf(get(metadata, 'name'))
  const namespace = wordOf(get(metadata, 'namespace'))
  if (!kind || !version || !name || !isName(name.text) || (namespace && !isName(namespace.text))) return undefined
  return {
    kind: kind.text,
    group: version.text.includes('/') ? version.text.slice(0, version.text.indexOf('/')) : '',
    name,
    namespace,
    labels: wordsIn(get(metadata, 'labels')),
    annotations: annotationsIn(get(metadata, 'annotations'), source),
    ...(kind.text === 'ConfigMap' && { contents: contentsOf(value, name.text, namespace?.text) }),
    value,
    source,
    at: value.at,
  }
}

const annotationsIn = (value: Value | undefined, source: string): ReadonlyMap<string, Annotation> =>
  new Map(
    entriesOf(value).flatMap(({ key, value: own }) =>
      own.kind === 'scalar'
        ? [[key.text, { key, value: own.word, quoted: /["']/.test(source[own.word.at.start - 1] ?? '') }] as const]
        : [],
    ),
  )

/** A namespace that is not written counts as "default" in these paths alone. */
const contentsOf = (value: Value, name: string, namespace = 'default'): ReadonlyMap<string, string> =>
  new Map(
    [...entriesOf(get(value, 'data')), ...entriesOf(get(value, 'binaryData'))].map(({ key }) => [
      key.text,
      pathInConfigMap(value.at.file, namespace, name, key.text),
    ]),
  )

/** Any name that an object may have (RFC 1123 subdomain); system objects of RBAC have `:` in theirs. */
const isName = (name: string): boolean => /^[a-z0-9](?:[a-z0-9.:-]*[a-z0-9])?$/i.test(name)

/** A table of words; a value that is not known is left out. */
export const wordsIn = (value: Value | undefined): ReadonlyMap<string, Word> =>
  new Map(
    entriesOf(value).flatMap(({ key, value: own }) => {
      const word = own.kind === 'none' ? slice(key, 0, 0) : wordOf(own)
      return word ? [[key.text, word] as const] : []
    }),
  )

/** Whether every value of a table of words is known. */
export const isRead = (value: Value | undefined): boolean =>
  value?.kind !== 'unknown' && (value?.kind !== 'table' || wordsIn(value).size === value.entries.size)

/**
 * The text with documents blanked out that name no service, no pod and no route, as the long definitions of custom resources: they
 * would be read for nothing. All others stay where they stand.
 */
function withoutInert(text: string): string {
  if (text.length < LONG) return text
  return text
    .split(/^(?=---)/m)
    .map(part =>
      /^kind:[ \t]*["']?CustomResourceDefinition\b/m.test(part) ? part.replace(/^(?!---).*$/gm, blank) : part,
    )
    .join('')
}

const LONG = 20_000

const blank = (line: string): string => ' '.repeat(line.length)

/** Whether two objects may stand in one namespace: one that is not written may be any. */
export const sameNamespace = (a: Pick<KubeObject, 'namespace'>, b: Pick<KubeObject, 'namespace'>): boolean =>
  !a.namespace || !b.namespace || a.namespace.text === b.namespace.text
