/** One project with faults in nginx, HAProxy, compose and Kubernetes, told in every format; the formats for machines as their readers want them. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parseStringPromise } from 'xml2js'
import { formats } from '../../server/output/formats.ts'
import { folderOf } from './folder.ts'
import { built } from './gatelint.ts'

const { run } = built()
const project = fileURLToPath(new URL('project', import.meta.url))

const report = async (folder: string, format: string): Promise<string> => (await run(folder, ['--format', format])).out

/** Where it is installed and how long it took differs from run to run. */
const steady = (text: string): string =>
  text
    .replace(/file:\/\/\/\S*?\/rules\//g, 'file:///rules/')
    .replace(/"durationMs": \d+(\.\d+)?/g, '"durationMs": 0')
    .replace(/ time="[\d.]+"/g, ' time="0"')

describe('a project in every format', () => {
  test.each(Object.keys(formats))('%s', async format => {
    await expect(steady(await report(project, format))).toMatchFileSnapshot(`expected/project-${format}.txt`)
  })
})

/** What a schema has to say against a value. */
function faults(schema: string, value: unknown): unknown {
  const check = new Ajv().compile(JSON.parse(readFileSync(new URL(`schemas/${schema}.json`, import.meta.url), 'utf8')))
  return check(value) ? [] : check.errors
}

/** Names and values that each format must write otherwise. */
const odd = (): string =>
  folderOf({
    'a & b <"ü">/nginx.conf':
      'events {}\nhttp { server { location / { proxy_pass "http://x<&>\'%0A|`"; proxy_read_timeout 0; } } }\n',
  })

const projects: readonly (readonly [what: string, folder: () => string])[] = [
  ['with faults', () => project],
  ['with odd names', odd],
  ['without faults', () => folderOf({ 'nginx.conf': 'server { listen 80; }\n' })],
]

describe.each(projects)('a project %s, as readers want it', (_, folder) => {
  test('SARIF', async () => {
    const log = JSON.parse(await report(folder(), 'sarif'))
    expect(faults('sarif', log)).toEqual([])
    const [{ tool, results }] = log.runs
    const ids = new Set(tool.driver.rules.map(({ id }: { id: string }) => id))
    for (const { ruleId } of results) expect(ids).toContain(ruleId)
  })
  test('GitLab', async () => {
    const issues = JSON.parse(await report(folder(), 'gitlab'))
    expect(faults('gitlab', issues)).toEqual([])
    const names = issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)
    expect(new Set(names).size).toBe(names.length)
  })
  test('JUnit', async () =>
    expect(faults('junit', await parseStringPromise(await report(folder(), 'junit')))).toEqual([]))
  test('Checkstyle', async () => {
    const { checkstyle } = await parseStringPromise(await report(folder(), 'checkstyle'), { explicitArray: true })
    for (const file of checkstyle.file ?? [])
      for (const { $ } of file.error)
        expect(Object.keys($)).toEqual(['line', 'column', 'severity', 'message', 'source'])
  })
})

test('names stay what they are', async () => {
  const folder = odd()
  const { checkstyle } = await parseStringPromise(await report(folder, 'checkstyle'))
  expect(checkstyle.file[0].$.name).toBe('a & b <"ü">/nginx.conf')
  const [issue] = JSON.parse(await report(folder, 'gitlab'))
  expect(issue.location.path).toBe('a & b <"ü">/nginx.conf')
  expect(await report(folder, 'markdown')).not.toMatch(/x<|\|`/)
})
