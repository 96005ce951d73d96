/** A folder that nobody trusts yet: gatelint runs nothing of it, and so tells what is wrong there as well. */
import path from 'node:path'
import { expect, test } from 'vitest'
import { vsix } from './package.ts'
import { essentials, writeProject } from './project.ts'
import { installExtension, makeHome, openWindow, removeHome, startServer } from './vscode.ts'
import { createWorkbench } from './workbench.ts'

test('findings are told in restricted mode', async () => {
  const home = makeHome({
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
  })
  const folder = writeProject(path.join(home, 'shop'), essentials)
  await installExtension(home, vsix)
  const server = await startServer(home, {}, false)
  const window = await openWindow(home, server, {
    folder,
    payload: [['openFile', server.uri(path.join(folder, 'nginx.conf'))]],
  })
  try {
    const ui = createWorkbench(window.page)
    await window.page.getByText('Restricted Mode').first().waitFor()
    await ui.errors.first().waitFor()
    await ui.token('8080').click()
    await ui.press('Control+.', ui.fix('Use port 3000'))
    await window.page.keyboard.press('Enter')
    await ui.line('proxy_pass http://api:3000;').waitFor()
    expect(await window.page.locator('.notification-toast').count()).toBe(0)
  } finally {
    await window.close()
    await server.stop()
    removeHome(home)
  }
})
