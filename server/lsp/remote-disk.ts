/** The files of a client that has its own: it is asked for folders and texts, and answers however it comes by them. */
import type { Connection } from 'vscode-languageserver'
import { type Entry, walk } from '../walk.ts'
import type { Disk } from './mirror.ts'
import { uriOf } from './uris.ts'

/** A file's text, or why there is none, to stand after its path: the answer to `gatelint/text`. */
type Text = Awaited<ReturnType<Disk['read']>>

export function createRemoteDisk(connection: Connection): Disk {
  /** Answers `gatelint/entries`. */
  const entries = (folder: string): Promise<readonly Entry[] | string> =>
    connection.sendRequest('gatelint/entries', { uri: uriOf(folder) })
  const read = (file: string): Promise<Text> => connection.sendRequest('gatelint/text', { uri: uriOf(file) })
  const folders = { entries, text: async (file: string) => (await read(file)).text ?? '', ignoresCase: false }

  return {
    read,
    async find(root, under = root, deep = true) {
      const { files, notices } = await walk(folders, root, { under, deep, hidden: false })
      const answers = await Promise.all(files.map(async path => ({ path, ...(await read(path)) })))
      return {
        texts: new Map(answers.flatMap(({ path, text }) => (text === undefined ? [] : [[path, text] as const]))),
        notices: [
          ...notices,
          ...answers.flatMap(({ path, message }) => (message === undefined ? [] : [{ path, message }])),
        ],
      }
    },
    surroundings: path => ({ folder: path.slice(0, path.lastIndexOf('/')), deep: false }),
  }
}
