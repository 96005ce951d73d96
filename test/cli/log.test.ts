/** Lines of logs, and the rules that explain them. */
import { describe, expect, test } from 'vitest'
import { symptomsIn } from '../../server/cli/log.ts'
import { folderOf } from './folder.ts'
import { built } from './gatelint.ts'

const { run } = built()

const pages = new Map([
  ['port', 'A page.\n\n```text\nconnect() failed (111: Connection refused) while connecting to upstream\n```\n'],
  ['resolver', '```text\nsend() failed (111: Connection refused) while resolving, resolver: 127.0.0.1:53\n```\n'],
  ['name', '```text\n[emerg] host not found in upstream "api" in /etc/nginx/nginx.conf:8\n```\n'],
  ['late', '```text\napi could not be resolved (3: Host not found)\n```\n'],
  ['check', '```text\nweb app/s1 0/0/-1/-1/3005 503 217 - - SC-- 1/1/0/0/3 0/0 "GET / HTTP/1.1"\n```\n'],
  ['empty', '```text\nweb app/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC--\n```\n'],
  ['slow', '```text\nweb app/s1 0/0/0/-1/31 504 198 - - sH-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"\n```\n'],
  ['not-a-log', '```nginx\nproxy_pass http://api;\n```\n'],
])

describe('the rules that explain a line', () => {
  const lines: readonly (readonly [line: string, rules: readonly string[]])[] = [
    [
      '2026/03/01 10:11:12 [error] 29#29: *18 connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.7, server: shop.example, request: "GET /api/ HTTP/1.1", upstream: "http://172.18.0.4:8080/api/", host: "shop.example"',
      ['port'],
    ],
    ['connect() failed (111: Connection refused) while connecting to upstream', ['port']],
    ['connect() failed (111: Connection refused)', ['port']],
    [
      '2026/03/01 10:11:12 [error] 29#29: send() failed (111: Connection refused) while resolving, resolver: 127.0.0.11:53',
      ['resolver'],
    ],
    ['nginx: [emerg] host not found in upstream "shop-api" in /etc/nginx/conf.d/default.conf:12', ['name']],
    ['2026/03/01 10:11:12 [emerg] 1#1: host not found in upstream "shop-api" in /etc/nginx/nginx.conf:3', ['name']],
    [
      '2026/03/01 10:11:12 [error] 7#7: *3 shop-api.internal could not be resolved (3: Host not found), client: 192.0.2.7',
      ['late'],
    ],
    [
      'Mar  1 10:11:12 lb haproxy[7]: 192.0.2.7:5123 [01/Mar/2026:10:11:12.000] in shop/a 0/0/-1/-1/3004 503 217 - - SC-- 2/2/0/0/3 0/0 "GET / HTTP/1.1"',
      ['check', 'empty'],
    ],
    [
      '192.0.2.7:5123 [01/Mar/2026:10:11:12.000] in shop/<NOSRV> 0/-1/-1/-1/0 503 217 - - SC-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
      ['empty', 'check'],
    ],
    ['SC--', ['check', 'empty']],
    ['sH', ['slow']],
    [
      '192.0.2.7:5123 [01/Mar/2026:10:11:12.000] in shop/a 0/0/1/2/3 200 217 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
      [],
    ],
    ['172.18.0.1 - - [01/Mar/2026:10:11:12 +0000] "GET / HTTP/1.1" 502 157 "-" "curl/8"', []],
    ['something else failed', []],
  ]
  test.each(lines)('%s', (line, rules) => {
    const { symptoms, unknown } = symptomsIn(line, pages)
    expect([symptoms.flatMap(symptom => symptom.rules), unknown]).toEqual([rules, rules.length > 0 ? 0 : 1])
  })
})

test('like lines are counted together, the most frequent first', () => {
  const refused = (client: number): string =>
    `2026/03/01 10:11:12 [error] 29#29: *${client} connect() failed (111: Connection refused) while connecting to upstream, client: 192.0.2.${client}`
  const log = ['nginx: [emerg] host not found in upstream "a" in /n:1', refused(1), '', refused(2), 'bla'].join('\r\n')
  const { symptoms, unknown } = symptomsIn(log, pages)
  expect(symptoms.map(({ count, rules }) => [count, rules])).toEqual([
    [2, ['port']],
    [1, ['name']],
  ])
  expect(unknown).toBe(1)
})

describe('gatelint explain', () => {
  const project = {
    'compose.yaml':
      'services:\n  web: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }\n  api: { image: example/api, ports: ["8080:3000"] }\n',
    'nginx.conf': 'events {}\nhttp { server { location / { proxy_pass http://api:8080; } } }\n',
  }
  test('names the rule that finds the cause in the working folder first', async () => {
    const line = 'connect() failed (111: Connection refused) while connecting to upstream'
    const { code, out, err } = await run(folderOf(project), ['explain', line])
    expect([code, err]).toEqual([0, ''])
    expect(out.split('\n')[0]).toBe(line)
    expect(out.split('\n')[1]).toMatch(/^ {2}port-mismatch /)
    expect(out).toMatch(/^Found here:\n {2}nginx\.conf:2:52: error: .* \[port-mismatch\]$/m)
  })
  test('reads a log from standard input', async () => {
    const log = `${'nginx: [emerg] no servers are inside upstream in /etc/nginx/nginx.conf:6\n'.repeat(3)}bla\n`
    const { code, out, err } = await run(folderOf({}), ['explain', '-'], {}, undefined, log)
    expect([code, err]).toEqual([0, 'note: 1 line is explained by no rule.\n'])
    expect(out).toMatch(/^.* \(and 2 more lines like it\)\n {2}empty-upstream /)
  })
  test('says when it knows nothing', async () => {
    const { code, out, err } = await run(folderOf({}), ['explain', 'it does not work'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toBe(
      'error: no rule explains such a line. It takes lines of the error log of nginx, or of the log of HAProxy.\n',
    )
  })
  test('writes no escape sequence of a log to the terminal', async () => {
    const line = '\u001b[31mconnect() failed (111: Connection refused)'
    const { out, err } = await run(
      folderOf({}),
      ['explain', '-'],
      {},
      undefined,
      `connect() failed (111: Connection refused), client: \u001b[2J\n${line}\n`,
    )
    expect(out + err).not.toContain('\u001b')
  })
})
