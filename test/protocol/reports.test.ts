/** What the commands of a client ask the server for. */
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { folderOf } from '../cli/folder.ts'
import { editor, uriOf } from './client.ts'
import { compose, mismatch, project, right } from './shop.ts'

test('gatelint/graph: the way of requests, to read', async () => {
  const folder = folderOf({
    ...project,
    'lb/haproxy.cfg':
      'frontend web\n  bind :80\n  use_backend api if { path_beg /api }\n  default_backend gone\nbackend api\n  server a 10.0.0.1:80\n',
  })
  const client = await editor({ folders: [folder] })
  const text: string = await client.connection.sendRequest('gatelint/graph', { links: true })
  const link = (file: string, line: number): string => `([${file}:${line}](${uriOf(`${folder}/${file}`)}#L${line}))`
  expect(text.replaceAll('\\', '')).toBe(`# The way of requests

## ${link('nginx.conf', 1).slice(1, -1).replace(':1]', ']')}

Run by \`gateway\` as \`/etc/nginx/nginx.conf\` ${link('compose.yaml', 4)}.

### \`server\` ${link('nginx.conf', 3)}

- \`/\` ${link('nginx.conf', 4)} → \`api\`, by http
  - ✗ \`api:8080\` ${link('nginx.conf', 4)}: 8080 is the port of "api" on the host; inside the network it listens on 3000. The connection is refused, and the answer is 502. \`port-mismatch\`
    - \`api\` publishes 3000 ${link('compose.yaml', 7)}

## ${link('lb/haproxy.cfg', 1).slice(1, -1).replace(':1]', ']')}

Run by nobody that the manifests name.

### \`frontend web\` ${link('lb/haproxy.cfg', 1)}

- \`if { path_beg /api }\` ${link('lb/haproxy.cfg', 3)} → upstream \`api\`, by tcp
  - ? \`10.0.0.1:80\` ${link('lb/haproxy.cfg', 6)}: Who runs this configuration is not known, and so is what its names mean.
- \`default_backend\` ${link('lb/haproxy.cfg', 4)} → \`gone\`, which is not declared here
`)
  const plain: string = await client.connection.sendRequest('gatelint/graph')
  expect(plain.replaceAll('\\', '')).toBe(text.replaceAll('\\', '').replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1'))
})

test('gatelint/lintWorkspace: everything that is wrong, as it is now on the disk', async () => {
  const folder = folderOf(project)
  const client = await editor({ folders: [folder] })
  const lint = (): Promise<string> => client.connection.sendRequest('gatelint/lintWorkspace')
  expect(await lint()).toMatch(/^nginx\.conf:4:40: error: .*3000.* \[port-mismatch\]\n1 error in 2 files\.$/)
  writeFileSync(`${folder}/nginx.conf`, right)
  expect(await lint()).toBe('Nothing is wrong in 2 files.')
  await client.shows(uriOf(`${folder}/nginx.conf`), [])
})

test('gatelint/lintWorkspace: names files with their folder, where there are several', async () => {
  const [one, two] = [folderOf(project), folderOf(project)]
  const client = await editor({ folders: [one, two] })
  const text: string = await client.connection.sendRequest('gatelint/lintWorkspace')
  for (const folder of [one, two])
    expect(text).toContain(`${folder.slice(folder.lastIndexOf('/') + 1)}/nginx.conf:4:40`)
})

test('gatelint/debugInformation: numbers and settings, no text and no name of a file', async () => {
  const folder = folderOf({ ...project, 'x.conf.j2': 'server { {% x %} }' })
  const client = await editor({ folders: [folder], initializationOptions: { run: 'never' } })
  const told = await client.connection.sendRequest('gatelint/debugInformation')
  expect(told).toMatchObject({
    gateways: 1,
    routes: 1,
    services: 2,
    files: { nginx: 2, compose: 1 },
    aside: { template: 1 },
    findings: { 'port-mismatch': 1 },
    settings: { run: 'onType' },
    problems: [expect.stringContaining('gatelint.run')],
  })
  expect(JSON.stringify(told)).not.toContain(folder)
})

test('gatelint/firstSettings: a settings file that sets nothing wrong', async () => {
  const folder = folderOf({ 'compose.yaml': compose })
  const client = await editor({ folders: [folder] })
  const { names, text }: { names: string[]; text: string } =
    await client.connection.sendRequest('gatelint/firstSettings')
  expect(names[0]).toBe('.gatelint.yaml')
  const uri = uriOf(`${folder}/${names[0]}`)
  await client.open(uri, `${text}x: 1\n`, 'yaml')
  await client.shows(uri, [`${text.split('\n').length - 1}:0-1 wrong-setting`])
})

test('gatelint/status: what is known, for a client that shows it', async () => {
  const folder = folderOf(project)
  const told: unknown[] = []
  const client = await editor({
    folders: [folder],
    initializationOptions: { status: true },
    onStatus: status => told.push(status),
  })
  await client.shows(uriOf(`${folder}/nginx.conf`), [mismatch])
  await client.connection.sendRequest('gatelint/debugInformation')
  expect(told.at(-1)).toEqual({ gateways: 1, routes: 1, services: 2, problems: [] })
})
