/** What a kustomization does to all objects: their namespace, their names, their labels, their images. */
import type { KubeObject } from './cluster.ts'
import { objectOf } from './kubernetes.ts'
import { changed, rewritten, withEntries } from './kustomize-patch.ts'
import { entriesOf, get, itemsOf, type Value, wordOf } from './values.ts'

/** `kustomization`: what is written in it. The objects are those of its resources. */
export function transformed(objects: readonly KubeObject[], kustomization: Value): readonly KubeObject[] {
  const namespace = get(kustomization, 'namespace')
  const prefix = wordOf(get(kustomization, 'namePrefix'))?.text ?? ''
  const suffix = wordOf(get(kustomization, 'nameSuffix'))?.text ?? ''
  const renamed = new Set(objects.map(({ kind, name }) => `${kind} ${name.text}`))
  const changes: readonly ((object: KubeObject, value: Value) => Value)[] = [
    (object, value) => (namespace && isNamespaced(object) ? inNamespace(value, namespace) : value),
    (object, value) => (prefix || suffix ? withName(object, value, name => prefix + name + suffix, renamed) : value),
    (_, value) => withLabels(value, get(kustomization, 'commonLabels'), 'selectors'),
    (_, value) =>
      itemsOf(get(kustomization, 'labels')).reduce(
        (before, each) => withLabels(before, get(each, 'pairs'), scopeOf(each)),
        value,
      ),
    (_, value) => itemsOf(get(kustomization, 'images')).reduce(withImage, value),
  ]
  return objects.map(object =>
    remade(
      object,
      changes.reduce((value, change) => change(object, value), object.value),
    ),
  )
}

/** An object of a changed value; what it holds is known by the same paths as before. */
export function remade(object: KubeObject, value: Value): KubeObject {
  if (value === object.value) return object
  const made = objectOf(value, object.source)
  return made ? { ...made, at: object.at, ...(object.contents && { contents: object.contents }) } : object
}

const isNamespaced = ({ kind }: KubeObject): boolean =>
  !/^(?:Namespace|ClusterRole|ClusterRoleBinding|CustomResourceDefinition|PersistentVolume|StorageClass|IngressClass|GatewayClass|PriorityClass)$/.test(
    kind,
  )

const inNamespace = (value: Value, namespace: Value): Value =>
  withEntries(value, ['metadata'], [{ key: { text: 'namespace', at: namespace.at }, value: namespace, shared: true }])

/** Where objects name others: what kustomize renames with them (kustomize, `namereference.go`). */
const REFERENCES: readonly { readonly kind: string; readonly path: readonly string[] }[] = [
  ...['volumes.*.configMap.name', 'volumes.*.projected.sources.*.configMap.name'].flatMap(path =>
    ['spec', 'spec.template.spec', 'spec.jobTemplate.spec.template.spec'].map(pod => ({
      kind: 'ConfigMap',
      path: `${pod}.${path}`.split('.'),
    })),
  ),
  ...[
    'spec.serviceName',
    'spec.rules.*.http.paths.*.backend.service.name',
    'spec.rules.*.http.paths.*.backend.serviceName',
    'spec.defaultBackend.service.name',
    'spec.backend.serviceName',
  ].map(path => ({ kind: 'Service', path: path.split('.') })),
]

function withName(
  object: KubeObject,
  value: Value,
  rename: (name: string) => string,
  renamed: ReadonlySet<string>,
): Value {
  const own = /^(?:Namespace|CustomResourceDefinition)$/.test(object.kind)
    ? value
    : changed(value, ['metadata', 'name'], name => rewritten(name, ({ text }) => rename(text)))
  return REFERENCES.reduce(
    (before, { kind, path }) =>
      changed(before, path, name =>
        renamed.has(`${kind} ${wordOf(name)?.text}`) ? rewritten(name, ({ text }) => rename(text)) : name,
      ),
    own,
  )
}

type Reach = 'metadata' | 'templates' | 'selectors'

const scopeOf = (labels: Value): Reach =>
  wordOf(get(labels, 'includeSelectors'))?.text === 'true'
    ? 'selectors'
    : wordOf(get(labels, 'includeTemplates'))?.text === 'true'
      ? 'templates'
      : 'metadata'

/** Labels on objects, on the pods that they make, and in what selects them. */
function withLabels(value: Value, labels: Value | undefined, reach: Reach): Value {
  const added = entriesOf(labels).map(entry => ({ ...entry, shared: true }))
  if (added.length === 0) return value
  const kind = wordOf(get(value, 'kind'))?.text
  const spec = get(value, 'spec')
  const put = (before: Value, path: string): Value => withEntries(before, path.split('.'), added)
  let labelled = put(value, 'metadata.labels')
  if (reach === 'metadata') return labelled
  if (get(spec, 'template')) labelled = put(labelled, 'spec.template.metadata.labels')
  if (kind === 'CronJob') labelled = put(labelled, 'spec.jobTemplate.spec.template.metadata.labels')
  if (reach === 'templates') return labelled
  if (kind === 'Service' && get(spec, 'selector')) return put(labelled, 'spec.selector')
  if (kind === 'ReplicationController') return put(labelled, 'spec.selector')
  if (get(get(spec, 'selector'), 'matchLabels')) return put(labelled, 'spec.selector.matchLabels')
  return kind === 'NetworkPolicy' ? put(labelled, 'spec.podSelector.matchLabels') : labelled
}

const CONTAINERS = ['spec', 'spec.template.spec', 'spec.jobTemplate.spec.template.spec'].flatMap(pod =>
  ['containers', 'initContainers'].map(list => `${pod}.${list}.*.image`.split('.')),
)

function withImage(value: Value, image: Value): Value {
  const name = wordOf(get(image, 'name'))?.text
  const [newName, newTag, digest] = ['newName', 'newTag', 'digest'].map(key => wordOf(get(image, key))?.text)
  const rename = (text: string): string => {
    const [, base = text, tag = ''] = /^(.*?)((?::[^/:@]+)?(?:@.*)?)$/.exec(text) ?? []
    if (base !== name) return text
    return (newName ?? base) + (digest ? `@${digest}` : newTag ? `:${newTag}` : tag)
  }
  return CONTAINERS.reduce(
    (before, path) =>
      changed(before, path, written => {
        const text = wordOf(written)?.text
        return text === undefined || rename(text) === text ? written : rewritten(written, () => rename(text))
      }),
    value,
  )
}
