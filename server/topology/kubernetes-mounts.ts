/** What of the workspace stands in the containers of a pod: the texts of ConfigMaps, by their volumes. */
import { folderOf, join } from '../model/path.ts'
import type { KubeObject } from './cluster.ts'
import type { Container, Mount, Workload } from './topology.ts'
import { get, itemsOf, type Value, wordOf } from './values.ts'

/** A text of a volume, or a file that may be one, by its name in the volume. */
interface Content {
  readonly key: string
  readonly from: string
  /** All files of that folder: nobody declares the ConfigMap, so that it is made by hand, most likely of what lies beside. */
  readonly pattern?: string
}

/** `configMap`: the ConfigMap of a name, as the workload finds it. */
export function withMounts(
  container: Container,
  workload: Workload,
  configMap: (name: string) => KubeObject | undefined,
): Container {
  const volumes = new Map(
    itemsOf(get(workload.pod, 'volumes')).flatMap(volume => {
      const name = wordOf(get(volume, 'name'))
      return name ? [[name.text, contentsOf(volume, folderOf(workload.at.file), configMap)] as const] : []
    }),
  )
  const mounts = itemsOf(get(container.value, 'volumeMounts')).flatMap((item, index): readonly Mount[] => {
    const unknown = container.mounts[index]
    const name = wordOf(get(item, 'name'))
    const contents = name && volumes.get(name.text)
    if (!unknown || !contents) return unknown ? [unknown] : []
    const subPath = wordOf(get(item, 'subPath'))?.text
    const base = { at: unknown.at, via: 'config' } as const
    const known = contents.flatMap((content): readonly Mount[] => {
      if (subPath === undefined)
        return [{ ...base, ...content, to: content.pattern ? unknown.to : join(unknown.to, content.key) }]
      if (content.pattern) return [{ ...base, from: join(content.from, subPath), to: unknown.to }]
      return content.key === subPath ? [{ ...base, from: content.from, to: unknown.to }] : []
    })
    return [
      ...(known.some(({ to }) => to === unknown.to) ? [] : [unknown]),
      ...known.map(({ from, to, at, via, pattern }) => ({ from, to, at, via, ...(pattern && { pattern }) })),
    ]
  })
  return { ...container, mounts }
}

/** A volume of one ConfigMap, or a projected one of several; nothing of any other. */
function contentsOf(
  volume: Value,
  folder: string,
  configMap: (name: string) => KubeObject | undefined,
): readonly Content[] {
  const sources = [
    get(volume, 'configMap'),
    ...itemsOf(get(get(volume, 'projected'), 'sources')).map(each => get(each, 'configMap')),
  ]
  return sources.flatMap(source => {
    const name = wordOf(get(source, 'name'))
    if (!source || !name) return []
    const declared = configMap(name.text)
    const items = itemsOf(get(source, 'items'))
    const all = declared?.contents
    if (items.length === 0)
      return all
        ? Array.from(all, ([key, from]) => ({ key, from }))
        : [{ key: '', from: folder, pattern: join(folder, '*') }]
    return items.flatMap((item): readonly Content[] => {
      const key = wordOf(get(item, 'key'))?.text
      const path = wordOf(get(item, 'path'))?.text
      const from = key === undefined ? undefined : all ? all.get(key) : join(folder, key)
      return path !== undefined && from !== undefined ? [{ key: path, from }] : []
    })
  })
}
