/**
 * The packaged extension, installed into a real VS Code and used as a person would. With UPDATE_IMAGES=1 it writes the
 * README's pictures; a failure leaves one in .vscode-test/failed.
 */
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest'
import { root, vsix } from './package.ts'
import { essentials, writeProject } from './project.ts'
import {
  installExtension,
  makeHome,
  openWindow,
  readOutput,
  removeHome,
  type Server,
  startServer,
  type Window,
} from './vscode.ts'
import { createWorkbench, type Workbench } from './workbench.ts'

/** For clear pictures: the lines of links would run through the squiggles. */
const home = makeHome({ 'editor.minimap.enabled': false, 'editor.links': false, 'editor.lightbulb.enabled': 'off' })
const folder = writeProject(path.join(home, 'shop'), essentials)
let server: Server
let window: Window
let ui: Workbench

beforeAll(async () => {
  await installExtension(home, vsix)
  server = await startServer(home)
  window = await openWindow(home, server, {
    folder,
    payload: [['openFile', server.uri(path.join(folder, 'nginx.conf'))]],
  })
  ui = createWorkbench(window.page)
})

afterAll(async () => {
  await window?.close()
  await server?.stop()
  removeHome(home)
})

let isStuck = false

/** Waits until nothing of it is left, however much of it there was. */
const gone = (what: Locator): Promise<void> => expect.poll(() => what.count(), { timeout: 30_000 }).toBe(0)

/** A step of the one story that is told here: each begins where the one before it ended. */
const step = (title: string, run: () => Promise<void>): void =>
  test(title, async () => {
    if (isStuck) expect.fail('An earlier step failed.')
    isStuck = true
    onTestFailed(async () => {
      console.log(readOutput(home))
      await picture(`.vscode-test/failed/${title.replaceAll(/\W+/g, '-')}.png`)
    })
    await run()
    isStuck = false
  })

async function picture(file: string): Promise<void> {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  await window.page.screenshot({ path: path.join(root, file) })
}

const updateImage = async (name: string): Promise<void> => {
  if (process.env.UPDATE_IMAGES) await picture(`docs/images/${name}.png`)
}

const hover = (): ReturnType<Workbench['page']['locator']> =>
  ui.page.locator('.monaco-hover', { hasText: 'port-mismatch' })

step('a port that nobody listens on is underlined', async () => {
  await ui.errors.first().waitFor()
  expect(await ui.errors.count()).toBe(1)
})

step('the message is at the mouse, with the place in the compose file', async () => {
  await ui.hover(ui.token('8080'), hover().getByText('Quick Fix...'))
  expect(await hover().textContent()).toMatch(/3000.*gatelint.*compose\.yaml/s)
  await updateImage('diagnostic')
})

step('the link in the message opens the page of the rule', async () => {
  await hover().locator('.code-link').click()
  await ui.page.locator('.tab.active', { hasText: 'Preview port-mismatch.md' }).waitFor()
  await expect.poll(() => textOfPreview(), { timeout: 20_000 }).toContain('Why it answers 502')
  await updateImage('rule-page')
  await ui.command('View: Close Editor')
})

step('a command shows the way of requests', async () => {
  await ui.command('gatelint: Show Request Flow')
  await ui.page.locator('.tab.active', { hasText: 'Preview Request flow.md' }).waitFor()
  await expect.poll(() => textOfPreview(), { timeout: 20_000 }).toContain('api:8080')
  await updateImage('request-flow')
  await ui.command('View: Close Editor')
})

step('a command lists all problems of the workspace', async () => {
  await ui.command('gatelint: Lint Workspace')
  await ui.page.locator('.markers-panel').getByText('inside the network it listens on 3000').first().waitFor()
  await updateImage('problems')
  await ui.command('View: Hide Panel')
})

step('a hover says what holds at a place', async () => {
  const said = ui.page.locator('.monaco-hover', { hasText: 'proxy_read_timeout' })
  await ui.hover(ui.token('proxy_read_timeout'), said)
  expect(await said.first().textContent()).toContain('60s')
  await updateImage('hover')
})

step('the status of the language says that it is running', async () => {
  await ui.page.locator('#status\\.languageStatus').hover()
  await ui.page.locator('.hover-language-status', { hasText: 'gatelint' }).waitFor()
})

step('the quick fix mends it', async () => {
  await ui.token('8080').click()
  await ui.press('Control+.', ui.fix('Use port 3000'))
  await updateImage('quick-fixes')
  await ui.page.keyboard.press('Enter')
  await ui.line('proxy_pass http://api:3000;').waitFor()
  await gone(ui.errors)
  await ui.press('Control+S', ui.page.locator('.tab.active:not(.dirty)'))
  expect(readFileSync(path.join(folder, 'nginx.conf'), 'utf8')).toContain('proxy_pass http://api:3000;')
  await ui.page.getByLabel('No Problems').first().waitFor()
  await gone(ui.page.locator('[class*="decoration-itemBadge"]'))
  await updateImage('after-fix')
})

step('services and their ports are offered for an address', async () => {
  await ui.token('server_name').click()
  await ui.page.keyboard.press('End')
  await ui.page.keyboard.press('Enter')
  await ui.page.keyboard.type('location /more { proxy_pass http://', { delay: 20 })
  const offered = ui.page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'accounts' })
  await ui.press('Control+Space', offered)
  await updateImage('completion')
  await ui.page.keyboard.press('Escape')
  await ui.command('File: Revert File')
  await gone(ui.line('location /more'))
})

step('an edit to the compose file mends it as well', async () => {
  await ui.token('3000').dblclick()
  await ui.page.keyboard.type('8080')
  await ui.errors.first().waitFor()
  await ui.command('View: Split Editor Right')
  await ui.open('compose.yaml')
  const mapping = ui.token('"8080:3000"')
  const { width } = (await mapping.boundingBox())!
  await mapping.dblclick({ position: { x: width * 0.75, y: 5 } })
  await ui.page.keyboard.type('8080')
  await ui.line('"8080:8080"').waitFor()
  await ui.page.locator('.tab.active.dirty', { hasText: 'compose.yaml' }).waitFor()
  await gone(ui.page.locator('.squiggly-error'))
})

step('a command explains any rule', async () => {
  await ui.command('gatelint: Explain a Rule')
  await ui.choose('unknown-host')
  await ui.page.locator('.tab.active', { hasText: 'Preview unknown-host.md' }).waitFor()
})

step('nothing has popped up', async () => {
  expect(await ui.page.locator('.notification-toast').count()).toBe(0)
})

async function textOfPreview(): Promise<string> {
  const texts = ui.page.frames().map(frame =>
    frame
      .locator('body')
      .textContent({ timeout: 1000 })
      .catch(() => ''),
  )
  return (await Promise.all(texts)).join('\n')
}
