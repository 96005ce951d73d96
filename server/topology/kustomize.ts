/** What kustomizations make of manifests: their resources, transformed and patched, each overlay by itself. */
import { matchesGlob } from '../model/glob.ts'
import { folderOf, join } from '../model/path.ts'
import type { KubeObject } from './cluster.ts'
import { type KubernetesFile, objectOf } from './kubernetes.ts'
import { isPlain, type Together } from './kubernetes-groups.ts'
import { merged, pairOf, patched } from './kustomize-patch.ts'
import { remade, transformed } from './kustomize-transform.ts'
import { get, itemsOf, tableOf, type Value, wordOf } from './values.ts'
import { readYaml } from './yaml.ts'

interface Kustomized {
  /** One for each kustomization that no other one is made of. */
  readonly groups: readonly Together[]
  /** Files that belong to a kustomization: they are not applied by themselves. */
  readonly taken: ReadonlySet<KubernetesFile>
}

/** Every kustomization of a workspace, built as `kubectl kustomize` builds it; what is not followed here leaves it incomplete. */
export function kustomized(files: readonly KubernetesFile[]): Kustomized {
  const byPath = new Map(files.map(file => [join('', file.file), file]))
  const inFolder = new Map(
    files.filter(({ kustomization }) => kustomization).map(file => [join('', folderOf(file.file)), file]),
  )
  const used = new Set<KubernetesFile>()
  const taken = new Set<KubernetesFile>(inFolder.values())
  const builds = new Map<KubernetesFile, Draft>()

  /** What a kustomization takes in, before it changes anything. */
  const gathered = (file: KubernetesFile, open: readonly KubernetesFile[]): Draft => {
    const root = file.kustomization!
    const folder = folderOf(file.file)
    const parts = [...pathsIn(root, 'resources'), ...pathsIn(root, 'bases')].map((path): Draft => {
      const found = byPath.get(join(folder, path))
      const inner = inFolder.get(join(folder, path))
      if (inner && !open.includes(inner)) {
        used.add(inner)
        return build(inner, [...open, inner])
      }
      if (!found || inner) return LACKING
      taken.add(found)
      return { objects: found.objects, files: [found.file], complete: found.complete }
    })
    const own = { objects: [], files: [file.file], complete: file.complete && CHANGING.every(key => !get(root, key)) }
    const draft = joined([own, ...parts])
    return { ...draft, objects: withGenerated(draft.objects, generatedBy(root, folder)) }
  }

  /** A component changes what is there so far; the kustomization itself comes last (kustomize, `accumulateTarget`). */
  const build = (file: KubernetesFile, open: readonly KubernetesFile[]): Draft => {
    const known = builds.get(file)
    if (known) return known
    const folder = folderOf(file.file)
    let draft = gathered(file, open)
    for (const path of pathsIn(file.kustomization!, 'components')) {
      const component = inFolder.get(join(folder, path))
      if (component) used.add(component)
      draft =
        component && !open.includes(component)
          ? applied(joined([draft, gathered(component, [...open, component])]), component, byPath, taken)
          : joined([draft, LACKING])
    }
    const made = applied(draft, file, byPath, taken)
    builds.set(file, made)
    return made
  }

  const whole = [...inFolder.values()].filter(
    ({ kustomization }) => wordOf(get(kustomization, 'kind'))?.text !== 'Component',
  )
  for (const file of whole) build(file, [file])
  const groups = whole.flatMap(file => (used.has(file) ? [] : groupOf(file, builds.get(file)!)))
  return { groups, taken }
}

const groupOf = ({ file }: KubernetesFile, draft: Draft): Together => ({
  file,
  ...draft,
  complete: draft.complete && draft.objects.every(isPlain),
})

const pathsIn = (kustomization: Value, key: string): readonly string[] =>
  itemsOf(get(kustomization, key)).flatMap(item => wordOf(item)?.text ?? [])

/** Objects with the files that they come from. */
type Draft = Pick<Together, 'objects' | 'files' | 'complete'>

/** A resource that is not in the workspace, as one of another repository. */
const LACKING: Draft = { objects: [], files: [], complete: false }

/** What changes or adds objects in ways that are not followed here. */
const CHANGING = [
  'helmCharts',
  'helmChartInflationGenerator',
  'generators',
  'transformers',
  'replacements',
  'vars',
  'crds',
  'configurations',
]

const joined = (drafts: readonly Draft[]): Draft => ({
  objects: drafts.flatMap(({ objects }) => objects),
  files: [...new Set(drafts.flatMap(({ files }) => files))],
  complete: drafts.every(({ complete }) => complete),
})

/** A generator may add to a ConfigMap that is there already, or replace it: `behavior`. */
function withGenerated(objects: readonly KubeObject[], generated: readonly KubeObject[]): readonly KubeObject[] {
  const same = ({ name }: KubeObject, among: readonly KubeObject[]): KubeObject | undefined =>
    among.find(object => object.kind === 'ConfigMap' && object.name.text === name.text)
  const kept = objects.map(object => {
    const more = object.kind === 'ConfigMap' ? same(object, generated) : undefined
    if (!more) return object
    const isAdded = wordOf(get(get(more.value, 'metadata'), 'behavior'))?.text !== 'replace'
    return { ...object, contents: new Map([...(isAdded ? (object.contents ?? []) : []), ...(more.contents ?? [])]) }
  })
  return [...kept, ...generated.filter(object => !same(object, objects))]
}

/** ConfigMaps of files and literals. Their names get a hash, and so does what refers to them: it is left away on both sides. */
function generatedBy(root: Value, folder: string): readonly KubeObject[] {
  return itemsOf(get(root, 'configMapGenerator')).flatMap(item => {
    const name = wordOf(get(item, 'name'))
    if (!name || item.kind !== 'table') return []
    const text = (word: string): Value => ({ kind: 'scalar', at: name.at, word: { text: word, at: name.at } })
    const entry = (key: string, value: Value) => ({ key: { text: key, at: name.at }, value, shared: true })
    const value = tableOf(
      [entry('apiVersion', text('v1')), entry('kind', text('ConfigMap')), entry('metadata', item)],
      item,
    )
    const contents = itemsOf(get(item, 'files')).flatMap(file => {
      const word = wordOf(file)
      if (!word) return []
      const { key, rest } = pairOf(word)
      return [[key ?? rest.text.slice(rest.text.lastIndexOf('/') + 1), join(folder, rest.text)] as const]
    })
    const made = objectOf(value, '')
    return made ? [{ ...made, contents: new Map(contents) }] : []
  })
}

/** The patches of a kustomization, then what it does to all objects. */
function applied(
  draft: Draft,
  { file, kustomization: root }: KubernetesFile,
  files: ReadonlyMap<string, KubernetesFile>,
  taken: Set<KubernetesFile>,
): Draft {
  let after = draft
  for (const item of PATCHES.flatMap(key => itemsOf(get(root, key)))) {
    const patch = patchOf(item, folderOf(file), files, taken)
    after = patch ? withPatch(after, patch) : withoutTarget(after, get(item, 'target'))
  }
  return root ? { ...after, objects: transformed(after.objects, root) } : after
}

const PATCHES = ['patches', 'patchesJson6902', 'patchesStrategicMerge']

/** A patch that is not here leaves nothing known of what it is for. */
const withoutTarget = ({ objects, files }: Draft, target: Value | undefined): Draft => ({
  objects: target ? objects.filter(object => !isTarget(object, target)) : [],
  files,
  complete: false,
})

interface Patch {
  /** Strategic merges, each for the object that it names; or the operations of one JSON patch. */
  readonly values: readonly Value[]
  readonly target: Value | undefined
}

/** A patch in a file, in a text, or as it stands. Undefined where it is not there. */
function patchOf(
  item: Value,
  folder: string,
  files: ReadonlyMap<string, KubernetesFile>,
  taken: Set<KubernetesFile>,
): Patch | undefined {
  const target = get(item, 'target')
  const path = wordOf(get(item, 'path')) ?? wordOf(item)
  const inline = wordOf(get(item, 'patch')) ?? (path?.text.includes('\n') ? path : undefined)
  if (inline)
    return { values: readYaml(inline.at.file, inline.text).documents.map(value => placedAt(value, inline)), target }
  const file = path && files.get(join(folder, path.text))
  if (!file) return undefined
  taken.add(file)
  return { values: file.documents, target }
}

/** What stands in a text within the kustomization is pointed at as a whole. */
function placedAt(value: Value, { at }: { readonly at: Value['at'] }): Value {
  const place = { file: at.file, start: at.start, end: at.end, scattered: true as const }
  if (value.kind === 'table')
    return tableOf(
      Array.from(value.entries.values(), entry => ({
        key: { text: entry.key.text, at: place },
        value: placedAt(entry.value, { at }),
        shared: true,
      })),
      { ...value, at: place },
    )
  if (value.kind === 'list') return { ...value, at: place, items: value.items.map(item => placedAt(item, { at })) }
  return value.kind === 'scalar'
    ? { ...value, at: place, word: { text: value.word.text, at: place } }
    : { ...value, at: place }
}

function withPatch(draft: Draft, { values, target }: Patch): Draft {
  let { complete } = draft
  const objects = values.reduce<readonly KubeObject[]>((before, patch) => {
    const isJson = patch.kind === 'list'
    const chosen = before.filter(object => (target ? isTarget(object, target) : isNamed(object, patch)))
    if (chosen.length === 0) complete = false
    return before.flatMap(object => {
      if (!chosen.includes(object)) return [object]
      const value = isJson ? patched(object.value, patch) : merged(object.value, withoutIdentity(patch, target))
      if (!value && isJson) complete = false
      return value ? [remade(object, value)] : []
    })
  }, draft.objects)
  return { ...draft, objects, complete }
}

/** Where a target says what is patched, the names in the patch mean nothing. */
const withoutIdentity = (patch: Value, target: Value | undefined): Value => {
  const metadata = get(patch, 'metadata')
  if (!target || patch.kind !== 'table' || metadata?.kind !== 'table') return patch
  const kept = [...metadata.entries.values()].filter(({ key }) => key.text !== 'name' && key.text !== 'namespace')
  const entry = patch.entries.get('metadata')!
  return tableOf(new Map(patch.entries).set('metadata', { ...entry, value: tableOf(kept, metadata) }).values(), patch)
}

const isNamed = ({ kind, name }: KubeObject, patch: Value): boolean =>
  wordOf(get(patch, 'kind'))?.text === kind && wordOf(get(get(patch, 'metadata'), 'name'))?.text === name.text

/** Kinds and names are whole regular expressions; labels are compared one for one. */
function isTarget({ kind, name, labels }: KubeObject, target: Value): boolean {
  const selector = wordOf(get(target, 'labelSelector'))?.text
  const fits = (key: string, text: string): boolean => {
    const wanted = wordOf(get(target, key))?.text
    if (wanted === undefined) return true
    // Of expressions those are read that a pattern of a path can say, in time in proportion to its length.
    const isRead = /^(?:[\w-]|\.\*)+(?:\|(?:[\w-]|\.\*)+)*$/.test(wanted)
    return isRead && wanted.split('|').some(each => matchesGlob(each.replaceAll('.*', '*'), text))
  }
  return (
    fits('kind', kind) &&
    fits('name', name.text) &&
    (selector === undefined ||
      selector.split(',').every(pair => labels.get(pair.split('=')[0]!)?.text === pair.split('=').at(-1)))
  )
}
