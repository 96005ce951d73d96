/** Whom a name probably means where nobody is known to run the configuration. */
import { expect, test } from 'vitest'
import { namesakesOf } from '../../server/topology/namesake.ts'
import { createWorkspace } from '../../server/workspace.ts'

const files = {
  '/shop/compose.yaml': 'services: { api: { image: a }, Web: { image: b, container_name: front } }',
  '/shop/dev/compose.yaml': 'services: { api: { image: c } }',
  '/other/compose.yaml': 'services: { api: { image: d }, db: { image: e, networks: { default: { aliases: [sql] } } } }',
}

test.each<[host: string, file: string, images: readonly string[]]>([
  ['api', '/shop/nginx.conf', ['a']],
  ['API', '/shop/dev/gateway/nginx.conf', ['c']],
  ['api', '/nginx.conf', ['a', 'd']],
  ['front', '/shop/dev/nginx.conf', ['b']],
  ['sql', '/shop/nginx.conf', ['e']],
  ['nobody', '/shop/nginx.conf', []],
])('%s in %s', (host, file, images) => {
  const workspace = createWorkspace()
  for (const [path, text] of Object.entries(files)) workspace.set(path, text)
  const found = namesakesOf(workspace.topology(), host, file)
  expect(found.map(({ image }) => image?.text).sort()).toEqual(images)
})
