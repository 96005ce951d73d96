/** Finds the projects among the compose files of a workspace. One that is made of the very same files as before stays as it is. */
import { type ComposeFile, isMain } from './compose.ts'
import { draftOf, type Made } from './draft.ts'
import { type Asked, type Group, groupsIn } from './groups.ts'
import { areAnsweredSame, type Files, type Materials, materialsOf, type Use, watched } from './materials.ts'
import { projectOf } from './project.ts'
import type { Project } from './topology.ts'

/** `asked`: with which files and profiles its projects are run, where somebody has said so. */
export function projectsIn(files: Files, asked: readonly Asked[]): readonly Project[] {
  const materials = materialsOf(files)
  const known = groupsIn(files, asked).map(group => knownOf(group, materials))
  const included = new Set(known.flatMap(each => each.includes))
  const extended = new Set(known.flatMap(each => each.extends))
  return known.flatMap(({ group, project }) => {
    const isPart = included.has(project.file) || (extended.has(project.file) && !isMain(project.file))
    return isPart && !group.isNamed ? [] : [project]
  })
}

interface Known extends Pick<Made, 'includes' | 'extends'> {
  readonly group: Group
  readonly project: Project
  readonly uses: ReadonlyMap<string, Use>
}

/** By the last of a project's files, which hardly any other project ends with: an edit of a file makes another one of it. */
const kept = new WeakMap<ComposeFile, Known>()

function knownOf(group: Group, materials: Materials): Known {
  const last = group.files.at(-1)!
  const before = kept.get(last)
  if (before && isSameGroup(before.group, group) && areAnsweredSame(before.uses.values(), materials)) return before
  const uses = new Map<string, Use>()
  const own = watched(materials, uses)
  const { draft, includes, extends: extended } = draftOf(group, own)
  const known = { group, project: projectOf(draft, own), includes, extends: extended, uses }
  kept.set(last, known)
  return known
}

const isSameGroup = (one: Group, other: Group): boolean =>
  one.files.length === other.files.length &&
  one.files.every((file, index) => file === other.files[index]) &&
  one.lacks === other.lacks &&
  one.isNamed === other.isNamed &&
  one.namedIn === other.namedIn &&
  one.profiles?.join() === other.profiles?.join()
