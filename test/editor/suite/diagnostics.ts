/** Diagnostics inside VS Code: where they stand, what they lead to, and that they follow every change of any file. */

import { afterEach, describe, it } from 'mocha'
import * as vscode from 'vscode'
import * as assert from './assert.ts'
import { expectRules, fileUri, open, replace, revertAll } from './host.ts'

describe('diagnostics', () => {
  afterEach(revertAll)

  it('stand at the port that nobody listens on, and lead to the compose file and to the page', async () => {
    const document = await open('nginx.conf')
    const [found] = await expectRules('nginx.conf', ['port-mismatch'])
    assert.equal(document.getText(found!.range), '8080')
    assert.equal(document.lineAt(found!.range.start).text.trim(), 'proxy_pass http://api:8080;')
    assert.equal(found!.severity, vscode.DiagnosticSeverity.Error)
    assert.equal(found!.relatedInformation?.[0]?.location.uri.toString(), fileUri('compose.yaml').toString())
    const code = found!.code as { readonly target: vscode.Uri }
    assert.equal(code.target.toString(), `${vscode.env.uriScheme}://gatelint.gatelint/rule/port-mismatch`)
  })

  it('are told of files that are not open', async () => {
    await open('compose.yaml')
    await expectRules('balancer/haproxy.cfg', ['port-mismatch'])
    await expectRules('nginx.conf', ['port-mismatch'])
  })

  it('follow what is typed', async () => {
    const document = await open('nginx.conf')
    await expectRules('nginx.conf', ['port-mismatch'])
    await replace(document, 'http://api:8080', 'http://api:3000')
    await expectRules('nginx.conf', [])
    await replace(document, 'http://api:3000', 'http://apu:3000')
    await expectRules('nginx.conf', ['unknown-host'])
  })

  it('follow what is typed in the compose file, before it is saved', async () => {
    await open('nginx.conf')
    await expectRules('nginx.conf', ['port-mismatch'])
    const compose = await open('compose.yaml')
    await replace(compose, '8080:3000', '8080:8080')
    await expectRules('nginx.conf', [])
  })

  it('follow what changes on the disk', async () => {
    await open('nginx.conf')
    await expectRules('nginx.conf', ['port-mismatch'])
    const before = await vscode.workspace.fs.readFile(fileUri('compose.yaml'))
    const after = new TextDecoder().decode(before).replace('8080:3000', '8080:8080')
    await vscode.workspace.fs.writeFile(fileUri('compose.yaml'), new TextEncoder().encode(after))
    await expectRules('nginx.conf', [])
    await vscode.workspace.fs.writeFile(fileUri('compose.yaml'), before)
    await expectRules('nginx.conf', ['port-mismatch'])
  })

  it('are told of a .conf that another language claims, if it holds nginx', async () => {
    const document = await open('edge.conf')
    assert.equal(document.languageId, 'properties')
    await replace(document, 'return 204;', 'return 204')
    await expectRules('edge.conf', ['syntax-error'])
  })

  it('are told of a configuration in a ConfigMap', async () => {
    const document = await open('edge.yaml')
    await replace(document, 'listen 8080;', 'listen 8080')
    await expectRules('edge.yaml', ['syntax-error'])
  })
})
