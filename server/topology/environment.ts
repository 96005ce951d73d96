/** The environment of a service: from its Dockerfile, from `env_file`, from `environment`; the later ones count. */
import { join } from '../model/path.ts'
import type { Word } from '../syntax/text.ts'
import type { EnvFile } from './env.ts'
import { entriesOf, get, isUnknown, itemsOf, type Value, wordOf } from './values.ts'

export interface Environment {
  /** By name; undefined for a value that is set, but not known. */
  readonly values: ReadonlyMap<string, Word | undefined>
  /** All of it was read: no file was missing. */
  readonly complete: boolean
}

export function environmentOf(
  service: Value,
  image: ReadonlyMap<string, Word | undefined> | undefined,
  files: ReadonlyMap<string, EnvFile>,
  folderFor: (file: string) => string,
): Environment {
  const values = new Map(image)
  let complete = !isUnknown(get(service, 'environment')) && !isUnknown(get(service, 'env_file'))
  for (const item of itemsOf(get(service, 'env_file'))) {
    const path = wordOf(item) ?? wordOf(get(item, 'path'))
    const found = path && files.get(join(folderFor(path.at.file), path.text))
    if (found) for (const [name, value] of found.values) values.set(name, value)
    else complete = false
  }
  for (const { key, value } of entriesOf(get(service, 'environment'))) values.set(key.text, wordOf(value))
  return { values, complete }
}
