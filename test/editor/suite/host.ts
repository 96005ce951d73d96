/** What the tests inside VS Code share: the project's files, the diagnostics of each, and patience. */

import * as vscode from 'vscode'
import * as assert from './assert.ts'

export const fileUri = (name: string): vscode.Uri =>
  vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name)

export async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(name))
  await vscode.window.showTextDocument(document)
  return document
}

/** gatelint's diagnostics of a file. */
export const diagnosticsOf = (name: string): readonly vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(fileUri(name)).filter(({ source }) => source === 'gatelint')

/** Waits until a file has diagnostics of exactly these rules. */
export async function expectRules(name: string, rules: readonly string[]): Promise<readonly vscode.Diagnostic[]> {
  const found = (): readonly string[] => diagnosticsOf(name).map(ruleOf)
  await until(
    () => found().join() === rules.join(),
    () => `${name} should have [${rules}], and has [${found()}]`,
  )
  return diagnosticsOf(name)
}

const ruleOf = ({ code }: vscode.Diagnostic): string => String(typeof code === 'object' ? code.value : code)

/** Puts `after` in the place of `before` in an open document, without saving it. */
export async function replace(document: vscode.TextDocument, before: string, after: string): Promise<void> {
  const start = document.getText().indexOf(before)
  assert.ok(start >= 0, `${document.uri} should hold ${before}`)
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + before.length))
  const edit = new vscode.WorkspaceEdit()
  edit.replace(document.uri, range, after)
  assert.ok(await vscode.workspace.applyEdit(edit))
}

/** Throws away what was changed and not saved, and closes all editors. */
export async function revertAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document)
    await vscode.commands.executeCommand('workbench.action.files.revert')
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors')
}

/** Waits until something is so; after ten seconds, fails with what was waited for. */
export async function until(isSo: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  for (let waited = 0; !(await isSo()); waited += 50) {
    if (waited > 10_000) assert.fail(what())
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
