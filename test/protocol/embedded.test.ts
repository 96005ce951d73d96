/** A configuration within YAML, as an editor meets it: where its diagnostics stand, and what its actions change. */
import { expect, test } from 'vitest'
import { folderOf } from '../cli/folder.ts'
import { applied, editor, uriOf } from './client.ts'

const manifest = `apiVersion: v1
kind: ConfigMap
metadata: { name: gateway }
data:
  nginx.conf: |
    events {}
    http {
      server { listen 80; }
    }
  default.conf: |
    server {
      listen 80
    }
`

test.each([
  ['LF', manifest],
  ['CRLF', manifest.replaceAll('\n', '\r\n')],
])('in a ConfigMap (%s)', async (_, text) => {
  const folder = folderOf({ 'k8s.yaml': text })
  const uri = uriOf(`${folder}/k8s.yaml`)
  const client = await editor({ folders: [folder] })
  await client.shows(uri, ['11:15-15 syntax-error'])
  await client.open(uri, text, 'yaml')

  const place = { start: { line: 11, character: 15 }, end: { line: 11, character: 15 } }
  const actions = await client.actions(uri, place)
  const after = (title: string): string | undefined => {
    const edit = actions.find(action => action.title === title)?.edit
    return edit && applied(edit, { [uri]: text })[uri]?.replaceAll('\r\n', '\n')
  }
  expect(after(actions[0]!.title)).toBe(manifest.replace('listen 80\n', 'listen 80;\n'))
  expect(after('Disable syntax-error for this line')).toBe(
    manifest.replace('listen 80\n', '# gatelint-ignore syntax-error\n      listen 80\n'),
  )
  expect(after('Disable syntax-error for the entire file')).toBe(
    manifest.replace(
      '    server {\n      listen 80\n',
      '    # gatelint-ignore-file syntax-error\n    server {\n      listen 80\n',
    ),
  )

  await client.type(uri, 'listen 80; }', 'listen 80 }')
  await client.shows(uri, ['7:24-24 syntax-error', '11:15-15 syntax-error'])
  await client.type(uri, 'ConfigMap', 'Secret')
  await client.shows(uri, [])
})
