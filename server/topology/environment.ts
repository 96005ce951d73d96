/** The environment of a service: from its Dockerfile, from `env_file`, from `environment`; the later ones count. */
import { join } from '../model/path.ts'
import type { Word } from '../syntax/text.ts'
import type { Draft } from './draft.ts'
import { rawValuesIn, valuesIn } from './env.ts'
import type { Materials } from './materials.ts'
import type { Variables } from './substitute.ts'
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
  materials: Pick<Materials, 'env'>,
  { variables, folderFor }: Pick<Draft, 'variables' | 'folderFor'>,
): Environment {
  const written = entriesOf(get(service, 'environment')).map(({ key, value }) => [key.text, wordOf(value)] as const)
  const own = new Map(written)
  const values = new Map(image)
  /** What a file may refer to: the project's variables first, then what the service sets, then the files above. */
  const known: Variables = (name, fallback) => {
    const given = variables(name, fallback)
    if (given !== undefined) return given
    const word = own.has(name) ? own.get(name) : values.get(name)
    return word ? word.text : own.has(name) || values.has(name) ? null : undefined
  }
  let complete = !isUnknown(get(service, 'environment')) && !isUnknown(get(service, 'env_file'))
  for (const item of itemsOf(get(service, 'env_file'))) {
    const path = wordOf(item) ?? wordOf(get(item, 'path'))
    const found = path && materials.env(join(folderFor(path.at.file), path.text))
    const isRaw = wordOf(get(item, 'format'))?.text === 'raw'
    if (found) for (const [name, value] of isRaw ? rawValuesIn(found) : valuesIn(found, known)) values.set(name, value)
    else complete = false
  }
  return { values: new Map([...values, ...own]), complete }
}
