/** What a workspace holds, by path, and what of it something was made of: that stays as it is until one of those changes. */
import { folderOf } from '../model/path.ts'
import type { ComposeFile } from './compose.ts'
import type { Dockerfile } from './dockerfile.ts'
import type { Dockerignore } from './dockerignore.ts'
import type { EnvFile } from './env.ts'

export interface Materials {
  compose(path: string): ComposeFile | undefined
  env(path: string): EnvFile | undefined
  /** The files in a folder that show what a `.env` looks like. */
  samples(folder: string): readonly EnvFile[]
  dockerfile(path: string): Dockerfile | undefined
  dockerignore(path: string): Dockerignore | undefined
}

/** The files of a workspace, by path. */
export interface Files {
  readonly compose: ReadonlyMap<string, ComposeFile>
  readonly env: ReadonlyMap<string, EnvFile>
  readonly dockerfiles: ReadonlyMap<string, Dockerfile>
  readonly dockerignores: ReadonlyMap<string, Dockerignore>
}

export function materialsOf({ compose, env, dockerfiles, dockerignores }: Files): Materials {
  const samples = new Map<string, EnvFile[]>()
  for (const file of env.values()) {
    if (!isSample(file.file)) continue
    const folder = folderOf(file.file)
    const others = samples.get(folder)
    if (others) others.push(file)
    else samples.set(folder, [file])
  }
  return {
    compose: path => compose.get(path),
    env: path => env.get(path),
    samples: folder => samples.get(folder) ?? [],
    dockerfile: path => dockerfiles.get(path),
    dockerignore: path => dockerignores.get(path),
  }
}

/** Whether a file is a sample of a `.env`, or one of several that stand in for it. */
function isSample(file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1)
  if (/^(?:\.env\.[\s\S]|(?:example|sample|template|dot)\.env$)/i.test(name)) return true
  return /env/i.test(name) && /\.(?:example|sample|dist|template|tmpl|default)$/i.test(name)
}

/** One question that was asked, and its answer. */
export interface Use {
  readonly what: keyof Materials
  readonly path: string
  readonly answer: unknown
}

/** The same materials; every question that is asked of them is written down in `uses`. */
export function watched(materials: Materials, uses: Map<string, Use>): Materials {
  const note = <Answer>(what: keyof Materials, path: string, answer: Answer): Answer => {
    uses.set(`${what} ${path}`, { what, path, answer })
    return answer
  }
  return {
    compose: path => note('compose', path, materials.compose(path)),
    env: path => note('env', path, materials.env(path)),
    samples: folder => note('samples', folder, materials.samples(folder)),
    dockerfile: path => note('dockerfile', path, materials.dockerfile(path)),
    dockerignore: path => note('dockerignore', path, materials.dockerignore(path)),
  }
}

/** Whether every question would be answered the same. */
export const areAnsweredSame = (uses: Iterable<Use>, materials: Materials): boolean =>
  [...uses].every(({ what, path, answer }) => isSame(materials[what](path), answer))

const isSame = (now: unknown, before: unknown): boolean =>
  now === before ||
  (Array.isArray(now) &&
    Array.isArray(before) &&
    now.length === before.length &&
    now.every((each, index) => each === before[index]))
