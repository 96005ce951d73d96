/** Resolves `extends`: a service takes what another one says, from the same file or another, and lays its own on top. */
import { join } from '../model/path.ts'
import { merge } from './merge.ts'
import { entriesOf, get, type Table, tableOf, type Value, wordOf } from './values.ts'

export interface Extended {
  /** All services with what they extend. Where that is missing, the key `extends` is left. */
  readonly root: Table
  /** The files that were extended. */
  readonly uses: readonly string[]
}

/** `open`: the compose file at a path, its variables replaced. */
export function extend(
  root: Table,
  open: (path: string) => Table | undefined,
  folderFor: (file: string) => string,
): Extended {
  const services = root.entries.get('services')
  const uses: string[] = []
  if (services?.value.kind !== 'table') return { root, uses }

  const resolve = (service: Value, siblings: Value, seen: readonly Value[]): Value => {
    const link = get(service, 'extends')
    if (service.kind !== 'table' || !link || seen.includes(service)) return service
    const file = get(link, 'file')
    const path = wordOf(file)
    const name = wordOf(get(link, 'service'))
    if (!name || (file && file.kind !== 'none' && !path)) return service
    const where = path ? join(folderFor(path.at.file), path.text) : undefined
    if (where) uses.push(where)
    const others = where === undefined ? siblings : get(open(where), 'services')
    const base = get(others, name.text)
    if (!others || !base) return service
    const below = resolve(base, others, [...seen, service])
    return get(below, 'extends') ? service : merge(below, without(service, 'extends'))
  }

  const resolved = entriesOf(services.value).map(entry => ({
    ...entry,
    value: resolve(entry.value, services.value, []),
  }))
  return {
    root: {
      ...root,
      entries: new Map(root.entries).set('services', { ...services, value: tableOf(resolved, services.value) }),
    },
    uses,
  }
}

function without(table: Table, key: string): Table {
  const entries = new Map(table.entries)
  entries.delete(key)
  return { ...table, entries }
}
