/** The command that makes a settings file: whole, so that all that may be set can be read in it; or opens the one that is there. */
import { Uri, window, workspace } from 'vscode'

/** A settings file as it is first: the names that it may have, the usual first. */
export interface FirstSettings {
  readonly names: readonly string[]
  readonly text: string
}

/** `ask` gives what the server knows of settings files; undefined where it is not running. */
export async function createConfig(ask: () => Promise<FirstSettings | undefined>): Promise<void> {
  const first = await ask()
  if (!first) return
  const folder = await folderOfChoice()
  if (!folder) {
    await window.showTextDocument(await workspace.openTextDocument({ language: 'yaml', content: first.text }))
    return
  }
  const files = first.names.map(name => Uri.joinPath(folder, name))
  const there = await Promise.all(files.map(exists))
  const file = files.find((_, index) => there[index]) ?? files[0]!
  if (!there.includes(true)) await workspace.fs.writeFile(file, new TextEncoder().encode(first.text))
  await window.showTextDocument(file)
}

/** The folder of the file that is open; without one, that which the user chooses. */
async function folderOfChoice(): Promise<Uri | undefined> {
  const { activeTextEditor } = window
  const active = activeTextEditor && workspace.getWorkspaceFolder(activeTextEditor.document.uri)
  const folders = workspace.workspaceFolders ?? []
  return (active ?? (folders.length > 1 ? await window.showWorkspaceFolderPick() : folders[0]))?.uri
}

const exists = (file: Uri): Thenable<boolean> =>
  workspace.fs.stat(file).then(
    () => true,
    () => false,
  )
