/** Where a compose file speaks of services by their keys. */
import { folderOf, join } from '../model/path.ts'
import { once } from '../syntax/remembered.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { ComposeFile } from '../topology/compose.ts'
import { entriesOf, get, itemsOf, type Value, wordOf } from '../topology/values.ts'
import type { Workspace } from '../workspace.ts'

export interface ServiceNote {
  readonly name: Word
  readonly declares: boolean
  /** The file whose service it is. */
  readonly file: string
}

/** The compose files of a workspace, as they are written. */
export const composeFilesIn = (workspace: Workspace): readonly string[] =>
  Array.from(workspace.files(), ([file, kind]) => (kind === 'compose' ? [file] : [])).flat()

export function composeFile(workspace: Workspace, file: string): ComposeFile | undefined {
  const manifest = workspace.manifest(file)
  return manifest?.kind === 'compose' ? manifest : undefined
}

/** The keys of the services, and every place that names one: what compose waits for, what shares a namespace, what is extended. */
export const serviceNotesIn = once(({ file, root }: ComposeFile): readonly ServiceNote[] =>
  entriesOf(get(root, 'services')).flatMap(({ key, value: service }) => {
    const names = [
      ...entriesOf(get(service, 'depends_on')).map(entry => entry.key),
      ...wordsIn(get(service, 'links')).map(word => upToColon(word)),
      ...wordsIn(get(service, 'volumes_from'))
        .filter(({ text }) => !text.startsWith('container:'))
        .map(word => upToColon(word)),
      ...SHARED.flatMap(name => behindService(wordOf(get(service, name)))),
      ...entriesOf(get(get(service, 'build'), 'additional_contexts')).flatMap(({ value }) =>
        behindService(wordOf(value)),
      ),
    ]
    return [
      { name: key, declares: true, file },
      ...names.map(name => ({ name, declares: false, file })),
      ...extendedIn(file, get(service, 'extends')),
    ]
  }),
)

const SHARED = ['network_mode', 'ipc', 'pid', 'uts', 'cgroup']

function extendedIn(file: string, link: Value | undefined): readonly ServiceNote[] {
  const name = wordOf(get(link, 'service'))
  const other = wordOf(get(link, 'file'))
  return name ? [{ name, declares: false, file: other ? join(folderOf(file), other.text) : file }] : []
}

const wordsIn = (value: Value | undefined): readonly Word[] => itemsOf(value).flatMap(item => wordOf(item) ?? [])

const upToColon = (word: Word): Word => slice(word, 0, `${word.text}:`.indexOf(':'))

const behindService = (word: Word | undefined): readonly Word[] =>
  word?.text.startsWith('service:') ? [slice(word, 'service:'.length)] : []
