/** The door of the room: the texts of manifests become facts about who runs, where, and on which ports. */
import { declaredBeside, joinedBeside } from './beside.ts'
import { type ComposeFile, readCompose } from './compose.ts'
import { type Dockerfile, readDockerfile } from './dockerfile.ts'
import { type Dockerignore, readDockerignore } from './dockerignore.ts'
import { type EnvFile, readEnv } from './env.ts'
import type { Asked } from './groups.ts'
import { type KubernetesFile, readKubernetes } from './kubernetes.ts'
import { clustersOf } from './kubernetes-clusters.ts'
import { lookupInCluster } from './kubernetes-lookup.ts'
import { lookup, type Surroundings } from './lookup.ts'
import { placementsAmong } from './placement.ts'
import { projectsIn } from './projects.ts'
import type { Cluster, Lookup, Placement, Service, Topology } from './topology.ts'

/** One file, read apart from all others: it stays as it is until its text changes. */
export type Manifest = ComposeFile | Dockerfile | Dockerignore | EnvFile | KubernetesFile

/** `isTemplate`: some engine has yet to render it. */
export function readManifest(kind: Manifest['kind'], file: string, text: string, isTemplate = false): Manifest {
  if (kind === 'compose') return readCompose(file, text)
  if (kind === 'env') return readEnv(file, text)
  if (kind === 'kubernetes') return readKubernetes(file, text, isTemplate)
  if (kind === 'dockerignore') return readDockerignore(file, text)
  return readDockerfile(file, { text, at: { file, start: 0, end: text.length } })
}

export type { Asked } from './groups.ts'

/** All manifests of a workspace, joined. `asked`: with which files and profiles its projects are run, where somebody has said so. */
export function topologyOf(manifests: readonly Manifest[], asked: readonly Asked[] = []): Topology {
  const compose = new Map<string, ComposeFile>()
  const env = new Map<string, EnvFile>()
  const kubernetes: KubernetesFile[] = []
  const dockerfiles = new Map<string, Dockerfile>()
  const dockerignores = new Map<string, Dockerignore>()
  for (const manifest of manifests) {
    if (manifest.kind === 'compose') compose.set(manifest.file, manifest)
    else if (manifest.kind === 'env') env.set(manifest.file, manifest)
    else if (manifest.kind === 'kubernetes') kubernetes.push(manifest)
    else if (manifest.kind === 'dockerfile') dockerfiles.set(manifest.file, manifest)
    else if (manifest.kind === 'dockerignore') dockerignores.set(manifest.file, manifest)
  }
  const projects = projectsIn({ compose, env, dockerfiles, dockerignores }, asked)
  const clusters = clustersOf(kubernetes)
  const surroundings: Surroundings = {
    projects,
    declaredBeside: (project, name) => declaredBeside(project, name, compose.values()),
    joinedBeside: (project, one, other) => joinedBeside(project, one, other, compose.values()),
  }
  const placements = placementsAmong([
    ...projects.flatMap(project => project.services.map(service => ({ project, service }))),
    ...clusters.flatMap(cluster => cluster.containers.map(service => ({ project: cluster, service }))),
  ])
  const answered = new Map<Service, (host: string) => Lookup>()
  const answers = (from: Placement): ((host: string) => Lookup) => {
    const known = answered.get(from.service) ?? once(host => lookupFrom(host, from, surroundings, clusters))
    answered.set(from.service, known)
    return known
  }
  return {
    projects,
    clusters,
    problems: [...compose.values()].flatMap(({ problems }) => problems),
    placementsOf: once(placements),
    lookup: (host, from) => answers(from)(host),
  }
}

/** A container of a pod asks the cluster's name servers, one of compose those of its networks. */
function lookupFrom(host: string, from: Placement, surroundings: Surroundings, clusters: readonly Cluster[]): Lookup {
  const cluster = clusters.find(each => each === from.project)
  const pod = cluster?.ownerOf(from.service)
  return cluster && pod ? lookupInCluster(host, pod, cluster) : lookup(host, from, surroundings)
}

/** A topology never changes, so each question is answered once: every keystroke in a configuration asks them all again. */
function once<Answer>(answer: (question: string) => Answer): (question: string) => Answer {
  const known = new Map<string, Answer>()
  return question => {
    if (!known.has(question)) known.set(question, answer(question))
    return known.get(question)!
  }
}
