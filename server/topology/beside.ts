/** What compose files beside a project say: people may run them together with it, by `-f`. */
import { below, folderOf } from '../model/path.ts'
import { type ComposeFile, isMain } from './compose.ts'
import type { Project, Service } from './topology.ts'
import { entriesOf, get, itemsOf, type Value, wordOf } from './values.ts'

/** The file beside a project that gives a name to one of its services, in whatever way. */
export const declaredBeside = (project: Project, name: string, files: Iterable<ComposeFile>): string | undefined =>
  beside(project, files).find(file => declares(file, name))?.file

/** Whether a file beside a project, laid on top of it, would put two services on one network. Another folder's main file is run by itself. */
export const joinedBeside = (project: Project, one: Service, other: Service, files: Iterable<ComposeFile>): boolean =>
  beside(project, files).some(
    file => (!isMain(file.file) || folderOf(file.file) === folderOf(project.file)) && joins(file, one, other),
  )

/** Those in the folder of a project, right above it, or below, that are not part of it. */
function beside(project: Project, files: Iterable<ComposeFile>): readonly ComposeFile[] {
  const folder = folderOf(project.file)
  return [...files].filter(({ file }) => {
    const other = folderOf(file)
    const near = folder === '' || other === folderOf(folder) || below(folder, other) !== undefined
    return near && !project.files.includes(file)
  })
}

const declares = ({ root }: ComposeFile, name: string): boolean =>
  entriesOf(get(root, 'services')).some(({ key, value }) => {
    const aliases = entriesOf(get(value, 'networks')).flatMap(({ value: network }) => itemsOf(get(network, 'aliases')))
    const others = [get(value, 'container_name'), get(value, 'hostname'), ...aliases].flatMap(
      each => wordOf(each) ?? [],
    )
    return [key, ...others].some(({ text }) => text.toLowerCase() === name.toLowerCase())
  })

function joins({ root }: ComposeFile, one: Service, other: Service): boolean {
  const written = (service: Service): Value | undefined => get(get(root, 'services'), service.name.text)
  const keys = (service: Service): readonly string[] => [
    ...service.networks.map(({ network }) => network),
    ...entriesOf(get(written(service), 'networks')).map(({ key }) => key.text),
  ]
  if ([one, other].some(service => get(written(service), 'network_mode'))) return true
  return keys(one).some(key => keys(other).includes(key))
}
