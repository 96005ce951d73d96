/** Includes, extends and profiles as the compose specification has them ("Include", "Services: extends", "Profiles"). */
import { describe, expect, test } from 'vitest'
import { readManifest, topologyOf } from '../../server/topology/manifest.ts'
import { filesOf, serviceIn, topology } from './facts.ts'
import { type Case, check, servicesOf } from './spec.ts'

const included = (text: string): string => `==> lib/compose.yaml\n${text}`

const includes: readonly Case[] = [
  [
    'Include: short syntax',
    'paths are counted from the file’s own folder',
    `include: [lib/compose.yaml]\n${included('services: { api: { image: x, volumes: ["./a.conf:/a"] } }\n')}`,
    { mounts: 'lib/a.conf:/a' },
  ],
  [
    'Include: short syntax',
    'variables from the .env beside it',
    `include: [lib/compose.yaml]\n${included('services: { api: { image: "x:${V:-0}" } }\n')}==> lib/.env\nV=1\n`,
    { image: 'x:1' },
  ],
  [
    'Include: short syntax',
    'the project’s own variables count first',
    `include: [lib/compose.yaml]\n${included('services: { api: { image: "x:${V:-0}" } }\n')}==> lib/.env\nV=1\n==> .env\nV=2\n`,
    { image: 'x:2' },
  ],
  [
    'Include: short syntax',
    'a path with a variable',
    `include: ["\${DIR}/compose.yaml"]\n${included('services: { api: { image: x } }\n')}==> .env\nDIR=lib\n`,
    { image: 'x' },
  ],
  [
    'Include: short syntax',
    'a relative build',
    `include: [lib/compose.yaml]\n${included('services: { api: { build: . } }\n')}==> lib/Dockerfile\nFROM y\nENV A=1\n`,
    { environment: 'A=1' },
  ],
  [
    'Include: short syntax',
    'a bare name takes the variable of its own .env',
    `include: [lib/compose.yaml]\n${included('services: { api: { image: x, environment: [V] } }\n')}==> lib/.env\nV=1\n`,
    { environment: 'V=1' },
  ],
  [
    'Include: long syntax',
    'several files are merged, paths counted from the first one',
    'include:\n  - path: [lib/compose.yaml, over/more.compose.yaml]\n==> lib/compose.yaml\nservices: { api: { image: x } }\n==> over/more.compose.yaml\nservices: { api: { image: y, volumes: ["./a.conf:/a"] } }\n',
    { image: 'y', mounts: 'lib/a.conf:/a' },
  ],
  [
    'Include: long syntax',
    'project_directory',
    `include: [{ path: lib/compose.yaml, project_directory: . }]\n${included('services: { api: { image: "x:${V:-0}", volumes: ["./a.conf:/a"] } }\n')}==> lib/.env\nV=1\n`,
    { image: 'x:0', mounts: 'a.conf:/a' },
  ],
  [
    'Include: long syntax',
    'env_file',
    `include: [{ path: lib/compose.yaml, env_file: other.env }]\n${included('services: { api: { image: "x:${V:-0}" } }\n')}==> lib/.env\nV=1\n==> other.env\nV=2\n`,
    { image: 'x:2' },
  ],
  [
    'Include: long syntax',
    'of several env_file the later counts',
    `include: [{ path: lib/compose.yaml, env_file: [a.env, b.env] }]\n${included('services: { api: { image: "x:${V}-${W}" } }\n')}==> a.env\nV=1\nW=1\n==> b.env\nV=2\n`,
    { image: 'x:2-1' },
  ],
  [
    'Include: long syntax',
    'no variables at all',
    `include: [{ path: lib/compose.yaml, env_file: /dev/null }]\n${included('services: { api: { image: "x:${V:-0}" } }\n')}==> lib/.env\nV=1\n`,
    { image: 'x:0' },
  ],
  [
    'Include',
    'in an included file',
    `include: [lib/compose.yaml]\n${included('include: [more/compose.yaml]\n')}==> lib/more/compose.yaml\nservices: { api: { image: x, volumes: ["./a.conf:/a"] } }\n`,
    { mounts: 'lib/more/a.conf:/a' },
  ],
  [
    'Include',
    'a service of both: the one that includes counts',
    `include: [lib/compose.yaml]\nservices: { api: { image: y } }\n${included('services: { api: { image: x, expose: ["1"] } }\n')}`,
    { image: 'y', expose: '1' },
  ],
  [
    'Include',
    'networks come with it',
    `include: [lib/compose.yaml]\nservices: { api: { image: x, networks: [back] } }\n${included('networks: { back: }\n')}`,
    { networks: 'back', complete: 'true' },
  ],
  [
    'Include',
    'a service that is extended',
    `include: [lib/compose.yaml]\nservices: { api: { extends: base, hostname: h } }\n${included('services: { base: { image: x } }\n')}`,
    { image: 'x', names: 'h' },
  ],
  [
    'Include',
    'in an override',
    `services: { web: { image: x } }\n==> compose.override.yaml\ninclude: [lib/compose.yaml]\n${included('services: { api: { image: x } }\n')}`,
    { image: 'x' },
  ],
  [
    'Include',
    'an override lies on what is included',
    `include: [lib/compose.yaml]\n==> compose.override.yaml\nservices: { api: { image: y } }\n${included('services: { api: { image: x, expose: ["1"] } }\n')}`,
    { image: 'y', expose: '1' },
  ],
]

const other = (text: string): string => `==> lib/common.compose.yml\n${text}`

const extended: readonly Case[] = [
  [
    'extends',
    'tables are merged, the service’s own counts',
    'services:\n  base: { image: x, environment: { A: 1, B: 1 } }\n  api: { extends: { service: base }, environment: { B: 2 } }\n',
    { image: 'x', environment: 'A=1, B=2' },
  ],
  [
    'extends',
    'lists are appended',
    'services:\n  base: { image: x, ports: ["1:1"] }\n  api: { extends: base, ports: ["2:2"] }\n',
    { ports: '1:1, 2:2' },
  ],
  [
    'extends',
    'volumes by target',
    'services:\n  base: { image: x, volumes: ["./a.conf:/c"] }\n  api: { extends: base, volumes: ["./b.conf:/c"] }\n',
    { mounts: 'b.conf:/c' },
  ],
  [
    'extends',
    'commands are replaced',
    'services:\n  base: { image: x, command: [a, b] }\n  api: { extends: base, command: [c] }\n',
    { command: 'c' },
  ],
  [
    'extends',
    'depends_on comes with it',
    'services:\n  db: { image: x }\n  base: { image: x, depends_on: [db] }\n  api: { extends: base }\n',
    { dependsOn: 'db started' },
  ],
  [
    'extends',
    'the tags of merging',
    'services:\n  base: { image: x, ports: ["1:1"], expose: ["1"] }\n  api: { extends: base, ports: !reset [], expose: !override ["2"] }\n',
    { ports: '', expose: '2' },
  ],
  [
    'extends',
    'a base that takes away',
    'services:\n  base: { image: x, ports: !reset ["1:1"] }\n  api: { extends: base, ports: ["2:2"] }\n',
    { ports: '2:2' },
  ],
  [
    'extends',
    'another file, its paths from its own folder',
    `services:\n  api: { extends: { file: lib/common.compose.yml, service: base } }\n${other('services: { base: { image: x, volumes: ["./a.conf:/a"], env_file: b.env } }\n')}==> lib/b.env\nB=1\n`,
    { mounts: 'lib/a.conf:/a', environment: 'B=1' },
  ],
  [
    'extends',
    'another file, the variables of this project',
    `services:\n  api: { extends: { file: lib/common.compose.yml, service: base } }\n${other('services: { base: { image: "x:${V:-0}" } }\n')}==> .env\nV=1\n==> lib/.env\nV=2\n`,
    { image: 'x:1' },
  ],
  [
    'extends',
    'a chain through files',
    `services:\n  api: { extends: { file: lib/common.compose.yml, service: a } }\n${other('services:\n  a: { extends: { file: more/base.compose.yml, service: b } }\n')}==> lib/more/base.compose.yml\nservices:\n  b: { extends: c, hostname: h }\n  c: { image: x, volumes: ["./a.conf:/a"] }\n`,
    { image: 'x', names: 'h', mounts: 'lib/more/a.conf:/a' },
  ],
  [
    'extends',
    'of one name in another file',
    `services:\n  api: { extends: { file: lib/common.compose.yml, service: api }, hostname: h }\n${other('services: { api: { image: x } }\n')}`,
    { image: 'x', names: 'h' },
  ],
  [
    'extends',
    'before the override is merged: the base of it is not',
    'services:\n  base: { image: x, expose: ["1"] }\n  api: { extends: base }\n==> compose.override.yaml\nservices:\n  base: { expose: ["2"] }\n',
    { api: { expose: '1' }, base: { expose: '1, 2' } },
  ],
  [
    'extends',
    'in the override',
    'services:\n  api: { image: x, expose: ["1"] }\n==> compose.override.yaml\nservices:\n  base: { image: y, expose: ["2"] }\n  api: { extends: base }\n',
    { image: 'y', expose: '1, 2' },
  ],
  [
    'extends',
    'in a circle',
    'services:\n  a: { image: x, extends: b }\n  b: { image: x, extends: a }\n  api: { image: x, extends: a }\n',
    { complete: 'false' },
  ],
]

const profiles = (env: string): string =>
  `services:\n  foo: { image: x }\n  bar: { image: x, profiles: [test] }\n  baz: { image: x, depends_on: [bar], profiles: [test] }\n  zot: { image: x, depends_on: [bar], profiles: [debug] }\n==> .env\n${env}\n`

const active = (foo: boolean, bar: boolean, baz: boolean, zot: boolean): Case[3] =>
  Object.fromEntries(Object.entries({ foo, bar, baz, zot }).map(([name, is]) => [name, { active: String(is) }]))

const chosen: readonly Case[] = [
  ['Profiles', 'none is enabled', profiles(''), active(true, false, false, false)],
  ['Profiles', 'one', profiles('COMPOSE_PROFILES=test'), active(true, true, true, false)],
  ['Profiles', 'another', profiles('COMPOSE_PROFILES=debug'), active(true, false, false, true)],
  ['Profiles', 'two', profiles('COMPOSE_PROFILES=debug, test'), active(true, true, true, true)],
  ['Profiles', 'all', profiles('COMPOSE_PROFILES=*'), active(true, true, true, true)],
]

check([...includes, ...extended, ...chosen])

describe('what is not there is not known', () => {
  const api = 'services: { api: { image: x } }\n'
  test.each([
    ['a file that is missing', `include: [gone.yaml]\n${api}`, 'api …'],
    [
      'one of several',
      `include: [{ path: [lib/compose.yaml, gone.yaml] }]\n${api}${included('services: { b: { image: x } }\n')}`,
      'b api …',
    ],
    ['from elsewhere', `include: ["https://shop.example/compose.git"]\n${api}`, 'api …'],
    [
      'its variables are missing',
      `include: [{ path: lib/compose.yaml, env_file: gone.env }]\n${api}${included('services: { b: { image: x } }\n')}`,
      'b api …',
    ],
    [
      'a circle',
      `include: [lib/compose.yaml]\n${api}==> .env\nCOMPOSE_FILE=compose.yaml\n${included('include: [../compose.yaml]\nservices: { b: { image: x } }\n')}`,
      'b api …',
    ],
    ['itself', `include: [compose.yaml]\n${api}==> .env\nCOMPOSE_FILE=compose.yaml\n`, 'api …'],
  ])('%s', (_, files, expected) => expect(servicesOf(files)).toBe(expected))

  test('files that include each other many times over', () => {
    const names = Array.from({ length: 30 }, (_, index) => index)
    const files = names.map(
      index =>
        `==> ${index}.compose.yaml\ninclude: [${Array(9).fill(`${index + 1}.compose.yaml`)}]\nservices: { s${index}: { image: x } }\n`,
    )
    expect(servicesOf(`include: [0.compose.yaml]\n${files.join('')}`)).toMatch(/ …$/)
  })

  test('a chain of extends without an end', () => {
    const links = Array.from(
      { length: 5000 },
      (_, index) => `  s${index}: { extends: s${index + 1}, expose: ["${index}"] }\n`,
    )
    expect(serviceIn(topology(`services:\n${links.join('')}  s5000: { image: x }\n`), 's0').complete).toBe(false)
  })
})

describe('what somebody says of the files and the profiles', () => {
  const text =
    'services: { api: { image: x }, db: { image: x, profiles: [data] } }\n==> compose.prod.yaml\nservices: { api: { image: y } }\n==> compose.override.yaml\nservices: { api: { image: z } }\n'
  const manifests = [...filesOf(text)].map(([file, content]) => readManifest('compose', file, content))
  const told = (asked: Parameters<typeof topologyOf>[1]): readonly string[] =>
    topologyOf(manifests, asked).projects.map(
      ({ files, services }) =>
        `${files.join('+')}: ${services.map(({ name, image, active }) => `${name.text} ${image?.text}${active ? '' : ' off'}`).join(', ')}`,
    )

  test.each([
    ['nothing', [], ['compose.yaml+compose.override.yaml: api z, db x off', 'compose.prod.yaml: api y']],
    ['files', [{ files: ['compose.yaml', 'compose.prod.yaml'] }], ['compose.yaml+compose.prod.yaml: api y, db x off']],
    [
      'files and profiles',
      [{ files: ['compose.yaml'], profiles: ['data'] }],
      ['compose.yaml: api x, db x', 'compose.prod.yaml: api y'],
    ],
    [
      'profiles',
      [{ profiles: ['data'] }],
      ['compose.yaml+compose.override.yaml: api z, db x', 'compose.prod.yaml: api y'],
    ],
    [
      'files that are not there',
      [{ files: ['gone.yaml'] }],
      ['compose.yaml+compose.override.yaml: api z, db x off', 'compose.prod.yaml: api y'],
    ],
  ])('%s', (_, asked, expected) => expect(told(asked)).toEqual(expected))
})
