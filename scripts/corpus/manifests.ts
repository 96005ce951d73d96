/** Reads the compose files and Dockerfiles of a collection: each by itself, then all of a project together. */
import * as fs from 'node:fs'
import * as path from 'node:path'
import { isTemplate, kindOf, mayBeOurs } from '../../server/kinds.ts'
import { type Manifest, readManifest, topologyOf } from '../../server/topology/manifest.ts'

export interface Reading {
  /** How many files were read of each kind. */
  readonly counts: ReadonlyMap<string, number>
  readonly projects: number
  readonly services: number
  /** Compose files that no project could be made of, with the reason. */
  readonly unread: readonly string[]
  /** What threw, which nothing may. */
  readonly thrown: readonly string[]
}

/** `folder`: of one project of the collection. */
export function readManifests(folder: string): Reading {
  const counts = new Map<string, number>()
  const manifests: Manifest[] = []
  const unread: string[] = []
  const thrown: string[] = []
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (!entry.isFile() || !mayBeOurs(file)) continue
    const text = fs.readFileSync(file, 'utf8')
    const kind = kindOf(file, text)
    if (!kind || kind === 'nginx' || kind === 'haproxy' || kind === 'php-fpm' || kind === 'settings') continue
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    try {
      const manifest = readManifest(kind, file, text)
      manifests.push(manifest)
      if (manifest.kind !== 'compose' || isTemplate(text)) continue
      if (!manifest.root && /^services:/m.test(text)) unread.push(`${file}: no services`)
      unread.push(...manifest.problems.map(({ message }) => `${file}: ${message}`))
    } catch (error) {
      thrown.push(`${file}: ${error}`)
    }
  }
  try {
    const { projects } = topologyOf(manifests)
    const services = projects.reduce((sum, project) => sum + project.services.length, 0)
    return { counts, projects: projects.length, services, unread, thrown }
  } catch (error) {
    return { counts, projects: 0, services: 0, unread, thrown: [...thrown, `${folder}: ${error}`] }
  }
}
