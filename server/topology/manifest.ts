/** The door of the room: the texts of manifests become facts about who runs, where, and on which ports. */
import { folderOf } from '../model/path.ts'
import { type ComposeFile, isMain, readCompose } from './compose.ts'
import { type Dockerfile, readDockerfile } from './dockerfile.ts'
import { type EnvFile, readEnv } from './env.ts'
import type { Sources } from './load.ts'
import { lookup } from './lookup.ts'
import { placementsIn } from './placement.ts'
import { projectOf } from './project.ts'
import { type Draft, draftsOf, neighbours } from './projects.ts'
import type { Lookup, Placement, Project, Service, Topology } from './topology.ts'
import { entriesOf, get, itemsOf, wordOf } from './values.ts'

/** One file, read apart from all others: it stays as it is until its text changes. */
export type Manifest = ComposeFile | Dockerfile | EnvFile

export function readManifest(kind: Manifest['kind'], file: string, text: string): Manifest {
  if (kind === 'compose') return readCompose(file, text)
  if (kind === 'env') return readEnv(file, text)
  return readDockerfile(file, { text, at: { file, start: 0, end: text.length } })
}

/** All manifests of a workspace, joined. */
export function topologyOf(manifests: readonly Manifest[]): Topology {
  const compose = new Map<string, ComposeFile>()
  const env = new Map<string, EnvFile>()
  const dockerfiles = new Map<string, Dockerfile>()
  for (const manifest of manifests) {
    if (manifest.kind === 'compose') compose.set(manifest.file, manifest)
    else if (manifest.kind === 'env') env.set(manifest.file, manifest)
    else dockerfiles.set(manifest.file, manifest)
  }
  const sources = { compose, env }
  const made = draftsOf(sources).map(draft => ({ draft, project: projectOf(draft, dockerfiles, env) }))
  const projects = made.map(({ project }) => project)
  const draftBehind = new Map(made.map(({ draft, project }) => [project, draft]))
  const others = (project: Project): readonly ComposeFile[] => besideOf(draftBehind.get(project), sources)
  const surroundings = {
    projects,
    declaredBeside: (project: Project, name: string) => others(project).find(file => declares(file, name))?.file,
    networksBeside: (project: Project, service: string) =>
      others(project).some(
        ({ file, root }) =>
          (!isMain(file) || folderOf(file) === folderOf(project.file)) &&
          ['networks', 'network_mode'].some(key => get(get(get(root, 'services'), service), key)),
      ),
  }
  const asked = new Map<Service, (host: string) => Lookup>()
  const answers = (from: Placement): ((host: string) => Lookup) => {
    const known = asked.get(from.service) ?? once(host => lookup(host, from, surroundings))
    asked.set(from.service, known)
    return known
  }
  return {
    projects,
    problems: [...compose.values()].flatMap(({ problems }) => problems),
    placementsOf: once(file => placementsIn(projects, file)),
    lookup: (host, from) => answers(from)(host),
  }
}

/** A topology never changes, so each question is answered once: every keystroke in a configuration asks them all again. */
function once<Answer>(answer: (question: string) => Answer): (question: string) => Answer {
  const known = new Map<string, Answer>()
  return question => {
    if (!known.has(question)) known.set(question, answer(question))
    return known.get(question)!
  }
}

/** The files that people may run together with a project. */
const besideOf = (draft: Draft | undefined, sources: Sources): readonly ComposeFile[] =>
  draft ? neighbours(draft, sources).filter(file => !draft.files.includes(file)) : []

/** Whether a file gives a name to one of its services, in whatever way. */
const declares = ({ root }: ComposeFile, name: string): boolean =>
  entriesOf(get(root, 'services')).some(({ key, value }) => {
    const aliases = entriesOf(get(value, 'networks')).flatMap(({ value: network }) => itemsOf(get(network, 'aliases')))
    const words = [
      key,
      ...[get(value, 'container_name'), get(value, 'hostname'), ...aliases].flatMap(each => wordOf(each) ?? []),
    ]
    return words.some(({ text }) => text.toLowerCase() === name.toLowerCase())
  })
