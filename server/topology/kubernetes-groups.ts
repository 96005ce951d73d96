/** Which files of manifests are applied together, where no kustomization says so. */
import { below, folderOf } from '../model/path.ts'
import type { KubeObject } from './cluster.ts'
import type { KubernetesFile } from './kubernetes.ts'
import { isWorkload } from './kubernetes-workloads.ts'

/** Objects that are in one cluster at one time. */
export interface Together {
  /** The file, or the kustomization, that it is found by. */
  readonly file: string
  readonly files: readonly string[]
  readonly objects: readonly KubeObject[]
  /** Nothing else that has a name is there: what is not among these objects is missing. */
  readonly complete: boolean
}

/**
 * The files of a folder are applied together, with those of the folders beside it where all stand below one that is called so
 * ("k8s"). Two that declare the very same object are variants of each other: no file is read with a variant of itself.
 * `kustomized`: folders in which a kustomization picks what counts.
 */
export function groupsOf(files: readonly KubernetesFile[], kustomized: readonly string[]): readonly Together[] {
  const folders = groupedBy(files, ({ file }) => folderOf(file))
  const names = new Map(
    Array.from(folders, ([folder, own]) => [folder, [...new Set(own.flatMap(identitiesOf))]] as const),
  )
  const owners = groupedBy(
    Array.from(names, ([folder, own]) => own.map(name => ({ name, folder }))).flat(),
    ({ name }) => name,
  )
  const variantsBeside = (folder: string): ReadonlySet<string> =>
    new Set(names.get(folder)!.flatMap(name => owners.get(name)!.map(owner => owner.folder)))
  return [...groupedBy(folders.keys(), rootOf)].flatMap(([root, tree]) => {
    const around = [...folders.keys()].filter(other => below(root, other) !== undefined)
    const isWhole = (members: number, folder: string): boolean =>
      around.length === members && !isVariant(folder) && !kustomized.some(other => below(other, folder) !== undefined)
    const sets = tree.map(folder => {
      const variants = variantsBeside(folder)
      const beside = tree.filter(other => other !== folder && !variants.has(other))
      return { folder, beside, own: variantsOf(folders.get(folder)!) }
    })
    const varied = sets.filter(({ own, beside }) => own.length > 1 || beside.length < tree.length - 1)
    if (varied.length === 0)
      return together(
        tree.flatMap(folder => folders.get(folder)!),
        tree.every(folder => isWhole(tree.length, folder)),
      )
    /** What is no variant of anything goes with each of those that are. */
    return varied.flatMap(({ folder, beside, own }) =>
      own.map(set =>
        together(
          [...set, ...beside.flatMap(other => folders.get(other)!)],
          own.length === 1 && isWhole(beside.length + 1, folder),
        ),
      ),
    )
  })
}

function together(members: readonly KubernetesFile[], isWhole: boolean): Together {
  const files = members.map(({ file }) => file).toSorted()
  const objects = members.flatMap(member => member.objects)
  const complete = isWhole && members.every(member => member.complete) && objects.every(isPlain)
  return { file: files[0]!, files, objects, complete }
}

function groupedBy<Item>(items: Iterable<Item>, nameOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const name = nameOf(item)
    const group = groups.get(name)
    if (group) group.push(item)
    else groups.set(name, [item])
  }
  return groups
}

/** The topmost folder above that is called as manifests are, as long as nothing between says that it is one variant of several. */
function rootOf(folder: string): string {
  const parts = folder.split('/')
  const variant = parts.findLastIndex(part => VARIANT.test(part))
  const top = parts.findIndex((part, index) => index > variant && MANIFESTS.test(part))
  return top < 0 ? folder : parts.slice(0, top + 1).join('/')
}

const MANIFESTS = /^(?:k8s|kube|kubernetes|manifests?|deploy(?:ments?)?|cluster)(?:[-_].*)?$/i

/** Folders of which one is chosen. */
const VARIANT =
  /^(?:dev|develop|development|local|test|tests|testing|testdata|stag(?:e|ing)|qa|uat|pre-?prod|prod|production|overlays?|bases?|components?|examples?|samples?|demos?|_?archived?|minikube|kind|k3s|k3d|aws|eks|gcp|gke|azure|aks|openshift|charts?|helm|templates)$/i

/** What lies further up says nothing: a person may keep all projects in a folder "dev". */
function isVariant(folder: string): boolean {
  const parts = folder.split('/')
  const manifests = parts.findIndex(part => MANIFESTS.test(part))
  return parts.some(
    (part, index) => VARIANT.test(part) && (index === parts.length - 1 || (manifests >= 0 && index > manifests)),
  )
}

/** Each set of files of a folder of which none is a variant of another: all, or for each file those that go with it. */
function variantsOf(files: readonly KubernetesFile[]): readonly (readonly KubernetesFile[])[] {
  const owners = new Map<string, KubernetesFile>()
  const clashes = new Map<KubernetesFile, Set<KubernetesFile>>()
  for (const file of files) {
    for (const name of identitiesOf(file)) {
      const owner = owners.get(name)
      if (!owner) owners.set(name, file)
      else if (owner !== file)
        for (const [a, b] of [
          [owner, file],
          [file, owner],
        ] as const)
          clashes.set(a, (clashes.get(a) ?? new Set()).add(b))
    }
  }
  if (clashes.size === 0) return [files]
  if (clashes.size > MOST_VARIANTS) return files.map(file => [file])
  const sets = files.map(file => files.filter(other => !clashes.get(file)?.has(other)))
  return [...new Map(sets.map(set => [set.map(({ file }) => file).join('\n'), set])).values()]
}

/** A folder of more variants than this is a collection, of which each file stands for itself. */
const MOST_VARIANTS = 100

/** The names of a file's objects that only one can have. */
const identitiesOf = ({ objects }: KubernetesFile): readonly string[] =>
  objects.filter(({ kind }) => NAMED.has(kind) || isWorkload(kind)).map(identityOf)

const identityOf = ({ kind, group, namespace, name }: KubeObject): string =>
  `${kind} ${group} ${namespace?.text ?? ''} ${name.text}`

const NAMED = new Set([
  'Service',
  'ConfigMap',
  'Ingress',
  'HTTPRoute',
  'GRPCRoute',
  'TCPRoute',
  'TLSRoute',
  'NetworkPolicy',
])

/** Nobody makes other services of it: what it is, is all that comes of it. */
export const isPlain = ({ kind, group }: KubeObject): boolean => isWorkload(kind) || PLAIN_GROUPS.has(group)

/** The groups of Kubernetes itself, of the Gateway API, of gateways' controllers, and of what makes certificates, metrics and secrets. */
const PLAIN_GROUPS = new Set(
  ` apps batch autoscaling policy extensions networking.k8s.io rbac.authorization.k8s.io storage.k8s.io scheduling.k8s.io
  discovery.k8s.io apiextensions.k8s.io admissionregistration.k8s.io autoscaling.k8s.io snapshot.storage.k8s.io
  gateway.networking.k8s.io k8s.nginx.org traefik.io traefik.containo.us configuration.konghq.com networking.gke.io
  cloud.google.com elbv2.k8s.aws cert-manager.io monitoring.coreos.com external-secrets.io bitnami.com keda.sh
  apps.openshift.io route.openshift.io image.openshift.io build.openshift.io`.split(/\s+/),
)
