/** What is remembered holds on to nothing that an edit has replaced: who types all day in a large file fills no memory. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { generateConfig } from '../../scripts/generate-config.ts'
import { createWorkspace } from '../../server/workspace.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const EDITS = 60

test.each([
  ['nginx', '/shop/nginx.conf', '/etc/nginx/nginx.conf'],
  ['haproxy', '/shop/haproxy.cfg', '/usr/local/etc/haproxy/haproxy.cfg'],
] as const)('configurations of %s', async (dialect, file, path) => {
  const workspace = createWorkspace()
  workspace.set(
    '/shop/compose.yaml',
    `services:\n  gateway: { image: ${dialect}, volumes: [".${file.slice(5)}:${path}:ro"] }\n`,
  )
  const seen: WeakRef<object>[] = []
  const look = (): void => {
    workspace.findings()
    const { config, topology } = workspace.views()[0]!
    seen.push(new WeakRef(config), new WeakRef(config.documents[0]!), new WeakRef(topology))
  }
  let text = generateConfig(dialect, 1500)
  workspace.set(file, text)
  look()
  for (let edit = 1; edit <= EDITS; edit++) {
    const at = text.indexOf('\n', Math.floor(text.length * ((edit * 0.618) % 1)))
    text = `${text.slice(0, at)} # edit ${edit}${text.slice(at)}`
    workspace.set(file, text)
    look()
  }
  // What a WeakRef has given stays until the task is over.
  await new Promise(done => setTimeout(done))
  collectGarbage()
  const left = new Set(seen.flatMap(ref => ref.deref() ?? []))
  // The last configuration, its document and its topology; and what the last edit has replaced.
  expect(left.size).toBeLessThanOrEqual(6)
})
