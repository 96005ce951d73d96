/** Commands and settings inside VS Code. */
import { afterEach, describe, it } from 'mocha'
import * as vscode from 'vscode'
import * as assert from './assert.ts'
import { diagnosticsOf, expectRules, fileUri, open, replace, revertAll, until } from './host.ts'

describe('commands and settings', () => {
  afterEach(revertAll)

  it('each finding is shown once, in files that are open and in others', async () => {
    await open('nginx.conf')
    await expectRules('nginx.conf', ['port-mismatch'])
    await expectRules('balancer/haproxy.cfg', ['port-mismatch'])
    await vscode.commands.executeCommand('gatelint.lintWorkspace')
    const all = vscode.languages
      .getDiagnostics()
      .flatMap(([uri, found]) =>
        found
          .filter(({ source }) => source === 'gatelint')
          .map(({ range, code }) => `${uri} ${JSON.stringify(range)} ${JSON.stringify(code)}`),
      )
    assert.equal(new Set(all).size, all.length)
  })

  it('gatelint.showGraph opens a preview of the way of requests', async () => {
    await vscode.commands.executeCommand('gatelint.showGraph')
    await until(
      () => labels().some(label => /Preview.*Request flow/.test(label)),
      () => `the tabs are ${labels()}`,
    )
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('gatelint:Request%20flow.md'))
    await until(
      () => document.getText().includes('`api:8080`'),
      () => document.getText(),
    )
  })

  it('gatelint.createConfig writes a settings file, and opens the one that is there', async () => {
    const file = fileUri('.gatelint.yaml')
    try {
      await vscode.commands.executeCommand('gatelint.createConfig')
      const shown = (): string => String(vscode.window.activeTextEditor?.document.uri)
      assert.equal(shown(), file.toString())
      const document = vscode.window.activeTextEditor!.document
      assert.match(document.getText(), /extends: recommended/)
      await replace(document, 'extends: recommended', 'rules: { port-mismatch: warning }\nextends: recommended')
      await until(
        () => diagnosticsOf('nginx.conf')[0]?.severity === vscode.DiagnosticSeverity.Warning,
        () => 'the settings should hold before they are saved',
      )
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor')
      await vscode.commands.executeCommand('gatelint.createConfig')
      assert.equal(shown(), file.toString())
    } finally {
      await revertAll()
      await vscode.workspace.fs.delete(file)
    }
    await until(
      () => diagnosticsOf('nginx.conf')[0]?.severity === vscode.DiagnosticSeverity.Error,
      () => 'without them all should be as before',
    )
  })

  it('gatelint.copyDebugInformation copies versions, numbers and settings', async () => {
    await vscode.commands.executeCommand('gatelint.copyDebugInformation')
    const told = JSON.parse(await vscode.env.clipboard.readText())
    assert.equal(told.editor.version, vscode.version)
    assert.ok(told.gateways > 0, JSON.stringify(told))
    assert.equal(told.settings.run, 'onType')
  })

  it('gatelint.rules changes severities at once', async () => {
    const settings = vscode.workspace.getConfiguration('gatelint')
    await expectRules('nginx.conf', ['port-mismatch'])
    await settings.update('rules', { 'port-mismatch': 'off' }, vscode.ConfigurationTarget.Workspace)
    await expectRules('nginx.conf', [])
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace)
    await expectRules('nginx.conf', ['port-mismatch'])
  })
})

const labels = (): readonly string[] =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label))
