/** Code actions and commands inside VS Code. */

import { afterEach, describe, it } from 'mocha'
import * as vscode from 'vscode'
import * as assert from './assert.ts'
import { expectRules, fileUri, open, replace, revertAll, until } from './host.ts'

describe('actions', () => {
  afterEach(revertAll)

  it('mend, silence and explain', async () => {
    const document = await open('nginx.conf')
    const [found] = await expectRules('nginx.conf', ['port-mismatch'])
    const actions = await actionsAt(document, found!.range)
    const titles = actions.map(({ title }) => title)
    for (const title of [
      'Disable port-mismatch for this line',
      'Disable port-mismatch for the entire file',
      'Show documentation for port-mismatch',
    ]) {
      assert.ok(titles.includes(title), `${title} should be among ${titles.join(', ')}`)
    }
    assert.equal(actions[0]!.isPreferred, true)
    assert.ok(await vscode.workspace.applyEdit(actions[0]!.edit!))
    assert.ok(document.getText().includes('proxy_pass http://api:3000;'))
    await expectRules('nginx.conf', [])
    await vscode.commands.executeCommand('undo')
    assert.ok(document.getText().includes('proxy_pass http://api:8080;'))
    await expectRules('nginx.conf', ['port-mismatch'])
  })

  it('silence a finding with a comment', async () => {
    const document = await open('nginx.conf')
    const [found] = await expectRules('nginx.conf', ['port-mismatch'])
    const actions = await actionsAt(document, found!.range)
    const silence = actions.find(({ title }) => title === 'Disable port-mismatch for this line')
    assert.ok(await vscode.workspace.applyEdit(silence!.edit!))
    await expectRules('nginx.conf', [])
  })

  it('gatelint.executeAutofix mends all of the active file', async () => {
    const document = await open('balancer/haproxy.cfg')
    await expectRules('balancer/haproxy.cfg', ['port-mismatch'])
    await until(
      async () => {
        await vscode.commands.executeCommand('gatelint.executeAutofix')
        return document.getText().includes('server api1 api:3000 check')
      },
      () => document.getText(),
    )
    await expectRules('balancer/haproxy.cfg', [])
  })

  it('source.fixAll.gatelint mends on saving, where the settings say so', async () => {
    const settings = vscode.workspace.getConfiguration('editor')
    const before = await vscode.workspace.fs.readFile(fileUri('balancer/haproxy.cfg'))
    const document = await open('balancer/haproxy.cfg')
    await expectRules('balancer/haproxy.cfg', ['port-mismatch'])
    const onSave = { 'source.fixAll.gatelint': 'explicit' }
    await settings.update('codeActionsOnSave', onSave, vscode.ConfigurationTarget.Workspace)
    try {
      await replace(document, 'mode http', 'mode  http')
      await vscode.commands.executeCommand('workbench.action.files.save')
      await until(
        () => !document.isDirty,
        () => 'the file should be saved',
      )
      assert.match(document.getText(), /server api1 api:3000 check/)
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Workspace)
      await vscode.workspace.fs.writeFile(fileUri('balancer/haproxy.cfg'), before)
    }
    await expectRules('balancer/haproxy.cfg', ['port-mismatch'])
  })

  it('gatelint.explainRule opens a preview of the page', async () => {
    await vscode.commands.executeCommand('gatelint.explainRule', 'port-mismatch')
    const labels = (): readonly string[] =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label))
    await until(
      () => labels().some(label => /Preview.*port-mismatch/.test(label)),
      () => `the tabs are ${labels()}`,
    )
  })

  it('gatelint.restart starts a server that tells the same', async () => {
    await open('nginx.conf')
    await expectRules('nginx.conf', ['port-mismatch'])
    await vscode.commands.executeCommand('gatelint.restart')
    await expectRules('nginx.conf', ['port-mismatch'])
    await replace(await open('nginx.conf'), 'api:8080', 'api:3000')
    await expectRules('nginx.conf', [])
  })

  it('gatelint.enable switches it off and on', async () => {
    const settings = vscode.workspace.getConfiguration('gatelint')
    await open('nginx.conf')
    await expectRules('nginx.conf', ['port-mismatch'])
    await settings.update('enable', false, vscode.ConfigurationTarget.Workspace)
    await expectRules('nginx.conf', [])
    await settings.update('enable', undefined, vscode.ConfigurationTarget.Workspace)
    await expectRules('nginx.conf', ['port-mismatch'])
  })
})

/** Asks until there are some: while other extensions are starting, VS Code drops what is asked. */
async function actionsAt(document: vscode.TextDocument, range: vscode.Range): Promise<readonly vscode.CodeAction[]> {
  let actions: readonly vscode.CodeAction[] = []
  await until(
    async () => {
      actions = await vscode.commands.executeCommand(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
      )
      return actions.length > 0
    },
    () => 'there should be a quick fix',
  )
  return actions
}
