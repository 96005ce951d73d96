/** Merging as the compose specification has it ("Merge and override", "Fragments"; compose-go where the text leaves it open). */
import { describe, expect, test } from 'vitest'
import { serviceIn, topology } from './facts.ts'
import { type Case, check, servicesOf } from './spec.ts'

/** A base and what is merged onto it: the keys of the service `api`, and what stands beside it. */
const pair = (base: string, over: string, beside = ''): string =>
  `services:\n  api:\n    image: x\n    ${base}\n${beside}==> compose.override.yaml\nservices:\n  api:\n    ${over}\n`

const volumes = '==> a.conf\n==> b.conf\n'

const mappings: readonly Case[] = [
  ['Mapping', 'missing keys are added', pair('restart: always', 'hostname: h'), { restart: 'always', names: 'h' }],
  ['Mapping', 'a scalar is replaced', pair('restart: always', 'image: y'), { image: 'y', restart: 'always' }],
  ['Mapping', 'nothing leaves what was there', pair('restart: always', 'restart:'), { restart: 'always' }],
  [
    'Mapping',
    'to any depth',
    pair(
      'deploy: { replicas: 2, resources: { limits: { cpus: "1" } } }',
      'deploy: { resources: { limits: { memory: 1k } } }',
    ),
    { replicas: '2', memoryLimit: '1024' },
  ],
  [
    'Mapping',
    'environment by name, written as tables',
    pair('environment: { A: 1, B: 2 }', 'environment: { B: 3 }'),
    { environment: 'A=1, B=3' },
  ],
  [
    'Mapping',
    'environment by name, written as lists',
    pair('environment: [A=1, B=2]', 'environment: [B=3]'),
    { environment: 'A=1, B=3' },
  ],
  [
    'Mapping',
    'environment, a list on a table',
    pair('environment: { A: 1, B: 2 }', 'environment: [B=3, C=]'),
    { environment: 'A=1, B=3, C=' },
  ],
  [
    'Mapping',
    'environment, a bare name replaces a value',
    pair('environment: { A: 1 }', 'environment: [A]'),
    { environment: 'A=?' },
  ],
  [
    'Mapping',
    'environment, null replaces a value',
    pair('environment: { A: 1 }', 'environment: { A: }'),
    { environment: 'A=?' },
  ],
  [
    'Mapping',
    'networks, a table on a list',
    pair('networks: [a]', 'networks: { a: { aliases: [x] }, b: }', 'networks: { a: , b: }\n'),
    { networks: 'a x, b' },
  ],
  [
    'Mapping',
    'networks, a list on a table',
    pair('networks: { a: { ipv4_address: 10.0.0.2 } }', 'networks: [b, a]', 'networks: { a: , b: }\n'),
    { networks: 'a 10.0.0.2, b' },
  ],
  [
    'Mapping',
    'depends_on of both forms',
    pair('depends_on: [db]', 'depends_on: { db: { condition: service_healthy } }'),
    { dependsOn: 'db healthy' },
  ],
  [
    'Mapping',
    'depends_on, the short form takes the condition back',
    pair('depends_on: { db: { condition: service_healthy } }', 'depends_on: [db, q]'),
    { dependsOn: 'db started, q started' },
  ],
  [
    'Mapping',
    'health checks by their parts',
    pair('healthcheck: { test: a, interval: 5s }', 'healthcheck: { interval: 7s, retries: 3 }'),
    { healthcheck: '/bin/sh -c a | interval=7000 | retries=3' },
  ],
  [
    'Mapping',
    'build, a table on a word',
    `${pair('build: ./a', 'build: { args: { V: "8" } }')}==> a/Dockerfile\nFROM x\nARG V\nENV P=$V\n`,
    { environment: 'P=8' },
  ],
  [
    'Mapping',
    'build arguments by name, lists and tables',
    pair('build: { context: ./a, args: [V=1, W=2] }', 'build: { args: { V: 3 } }') +
      '==> a/Dockerfile\nFROM x\nARG V W\nENV P=$V Q=$W\n',
    { environment: 'P=3, Q=2' },
  ],
]

const sequences: readonly Case[] = [
  ['Sequence', 'values are appended', pair('ports: ["1:1"]', 'ports: ["2:2"]'), { ports: '1:1, 2:2' }],
  ['Sequence', 'the very same are kept once', pair('expose: ["1", "2"]', 'expose: ["2", "3"]'), { expose: '1, 2, 3' }],
  [
    'Sequence',
    'aliases',
    pair('networks: { a: { aliases: [x, y] } }', 'networks: { a: { aliases: [y, z] } }', 'networks: { a: }\n'),
    { networks: 'a x y z' },
  ],
  [
    'Sequence',
    'env_file, a word on a list',
    `${pair('env_file: [a.env]', 'env_file: b.env')}==> a.env\nA=1\nB=1\n==> b.env\nB=2\n`,
    { environment: 'A=1, B=2' },
  ],
  [
    'Sequence',
    'env_file, one that is named again keeps its place',
    `${pair('env_file: [a.env, b.env]', 'env_file: [a.env]')}==> a.env\nA=1\n==> b.env\nA=2\n`,
    { environment: 'A=2' },
  ],
  [
    'Sequence',
    'extra hosts of both forms',
    pair('extra_hosts: ["a:10.0.0.1"]', 'extra_hosts: { b: 10.0.0.2 }'),
    { hosts: 'a=10.0.0.1, b=10.0.0.2' },
  ],
  [
    'Sequence',
    'both addresses of an extra host',
    pair('extra_hosts: ["a=10.0.0.1"]', 'extra_hosts: ["a=10.0.0.2"]'),
    { hosts: 'a=10.0.0.1, a=10.0.0.2' },
  ],
  [
    'Sequence',
    'profiles',
    `${pair('profiles: [a]', 'profiles: [b]')}==> .env\nCOMPOSE_PROFILES=b\n`,
    { active: 'true' },
  ],
]

const shell: readonly Case[] = [
  ['Shell commands', 'command', pair('command: ["a", "b"]', 'command: ["c"]'), { command: 'c' }],
  ['Shell commands', 'command, a word on a list', pair('command: ["a", "b"]', 'command: c d'), { command: 'c d' }],
  [
    'Shell commands',
    'command, nothing: the image decides again',
    pair('command: ["a"]', 'command:'),
    { command: 'unknown' },
  ],
  ['Shell commands', 'entrypoint', pair('entrypoint: ["a", "b"]', 'entrypoint: ["c"]'), { command: 'c' }],
  [
    'Shell commands',
    'healthcheck: test',
    pair('healthcheck: { test: [CMD, a, b] }', 'healthcheck: { test: [CMD, c] }'),
    { healthcheck: 'c' },
  ],
]

const unique: readonly Case[] = [
  [
    'Unique resources',
    'volumes by target',
    pair('volumes: ["./a.conf:/c"]', 'volumes: ["./b.conf:/c"]') + volumes,
    { mounts: 'b.conf:/c' },
  ],
  [
    'Unique resources',
    'volumes by target, a named volume in place of a file',
    pair('volumes: ["./a.conf:/c"]', 'volumes: ["data:/c"]', 'volumes: { data: }\n') + volumes,
    { mounts: '' },
  ],
  [
    'Unique resources',
    'volumes by target, long forms',
    pair('volumes: ["./a.conf:/c:ro"]', 'volumes: [{ type: bind, source: b.conf, target: /c }]') + volumes,
    { mounts: 'b.conf:/c' },
  ],
  [
    'Unique resources',
    'volumes of other targets',
    pair('volumes: ["./a.conf:/c"]', 'volumes: ["./b.conf:/d"]') + volumes,
    { mounts: 'a.conf:/c, b.conf:/d' },
  ],
  [
    'Unique resources',
    'configs by target',
    pair(
      'configs: [{ source: a, target: /c }]',
      'configs: [{ source: b, target: /c }]',
      'configs: { a: { file: a.conf }, b: { file: b.conf } }\n',
    ) + volumes,
    { mounts: 'b.conf:/c' },
  ],
  [
    'Unique resources',
    'secrets by target',
    pair(
      'secrets: [a]',
      'secrets: [{ source: b, target: a }]',
      'secrets: { a: { file: a.conf }, b: { file: b.conf } }\n',
    ) + volumes,
    { mounts: 'b.conf:/run/secrets/a' },
  ],
  [
    'Unique resources',
    'ports of one kind',
    pair('ports: ["80:80", "81:81"]', 'ports: ["80:80/tcp"]'),
    { ports: '80:80, 81:81' },
  ],
  ['Unique resources', 'ports by published', pair('ports: ["80:80"]', 'ports: ["81:80"]'), { ports: '80:80, 81:80' }],
  [
    'Unique resources',
    'ports by address',
    pair('ports: ["80:80"]', 'ports: ["127.0.0.1:80:80"]'),
    { ports: '80:80, 127.0.0.1 80:80' },
  ],
  [
    'Unique resources',
    'ports in a range',
    pair('ports: ["80-81:80-81"]', 'ports: [{ target: 81, published: "81" }]'),
    { ports: '80:80, 81:81' },
  ],
]

const tags: readonly Case[] = [
  ['Reset value', 'a list', pair('ports: ["80:80"]', 'ports: !reset []'), { ports: '' }],
  [
    'Reset value',
    'what stands beside the tag does not count',
    pair('ports: ["80:80"]', 'ports: !reset ["81:81"]'),
    { ports: '' },
  ],
  [
    'Reset value',
    'an entry',
    pair('environment: { A: 1, B: 2 }', 'environment: { A: !reset null }'),
    { environment: 'B=2' },
  ],
  [
    'Reset value',
    'where there is nothing',
    'services: { api: { image: x, ports: !reset ["80:80"] } }\n',
    { ports: '' },
  ],
  [
    'Reset value',
    'a network mode for networks',
    pair('network_mode: host', 'network_mode: !reset null'),
    { mode: 'networks', networks: 'default' },
  ],
  ['Replace value', 'a list', pair('ports: ["80:80"]', 'ports: !override ["81:81"]'), { ports: '81:81' }],
  [
    'Replace value',
    'a table',
    pair('environment: { A: 1, B: 2 }', 'environment: !override { C: 3 }'),
    { environment: 'C=3' },
  ],
  [
    'Replace value',
    'a whole service',
    'services: { api: { image: x, ports: ["80:80"] } }\n==> compose.override.yaml\nservices: { api: !override { image: y } }\n',
    { image: 'y', ports: '' },
  ],
  [
    'Replace value',
    'once: what is merged later is appended again',
    'services: { api: { image: x, expose: ["1"] } }\n==> b.compose.yaml\nservices: { api: { expose: !override ["2"] } }\n==> c.compose.yaml\nservices: { api: { expose: ["3"] } }\n==> .env\nCOMPOSE_FILE=compose.yaml:b.compose.yaml:c.compose.yaml\n',
    { expose: '2, 3' },
  ],
]

const fragments: readonly Case[] = [
  [
    'Fragments',
    'an alias',
    'x-e: &e { A: 1 }\nservices: { api: { image: x, environment: *e } }\n',
    { environment: 'A=1' },
  ],
  [
    'Fragments',
    'a merge key gives way to what is written',
    'x-e: &e { A: 1, B: 1 }\nservices: { api: { image: x, environment: { B: 2, <<: *e } } }\n',
    { environment: 'B=2, A=1' },
  ],
  [
    'Fragments',
    'of a list of merge keys the first counts',
    'x-a: &a { A: 1 }\nx-b: &b { A: 2, B: 2 }\nservices: { api: { image: x, environment: { <<: [*a, *b] } } }\n',
    { environment: 'A=1, B=2' },
  ],
  [
    'Fragments',
    'a list is not merged by a merge key',
    'x-a: &a { image: x, expose: ["1"] }\nservices: { api: { <<: *a, expose: ["2"] } }\n',
    { expose: '2' },
  ],
  [
    'Fragments',
    'within fragments',
    'x-a: &a { A: 1 }\nx-b: &b { <<: *a, B: 2 }\nservices: { api: { image: x, environment: *b } }\n',
    { environment: 'B=2, A=1' },
  ],
  [
    'Extensions',
    'are left aside',
    'x-services: { no: { image: y } }\nservices: { api: { image: x, x-ports: ["1:1"] } }\n',
    { ports: '', image: 'x' },
  ],
]

check([...mappings, ...sequences, ...shell, ...unique, ...tags, ...fragments])

describe('what cannot be merged is not known', () => {
  test.each([
    ['a word on a list of ports', 'ports: ["80:80"]', 'ports: 81'],
    ['a list on a table', 'networks: { a: }', 'networks: 5'],
  ])('%s', (_, base, over) => {
    const { portsUnread, complete } = serviceIn(topology(pair(base, over, 'networks: { a: }\n')))
    expect(portsUnread || !complete).toBe(true)
  })
})

describe('which files are merged', () => {
  const api = 'services: { api: { image: x } }\n'
  test.each([
    [
      'the names, the first one counts',
      `==> compose.yaml\n${api}==> compose.yml\nservices: { b: { image: x } }\n`,
      'api',
    ],
    [
      'an override of another ending',
      `${api}==> docker-compose.override.yml\nservices: { b: { image: x } }\n`,
      'api b',
    ],
    [
      'COMPOSE_FILE without the override',
      `${api}==> compose.override.yaml\nservices: { b: { image: x } }\n==> .env\nCOMPOSE_FILE=compose.yaml\n`,
      'api',
    ],
    [
      'COMPOSE_PATH_SEPARATOR',
      `${api}==> b.compose.yaml\nservices: { b: { image: x } }\n==> .env\nCOMPOSE_PATH_SEPARATOR=,\nCOMPOSE_FILE=compose.yaml,b.compose.yaml\n`,
      'api b',
    ],
    ['a variant is another project', `${api}==> compose.prod.yaml\nservices: { b: { image: x } }\n`, 'api'],
  ])('%s', (_, files, expected) => expect(servicesOf(files)).toBe(expected))

  test('COMPOSE_FILE of the folder above, with its variables', () => {
    const files =
      '==> deploy/compose.yaml\nservices: { api: { image: "x:${V}", env_file: a.env } }\n==> deploy/a.env\nA=1\n==> .env\nCOMPOSE_FILE=deploy/compose.yaml\nV=7\n'
    const service = serviceIn(topology(files), 'api', 'deploy/compose.yaml')
    expect([service.image?.text, service.environment.get('A')?.text]).toEqual(['x:7', '1'])
    expect(topology(files).projects).toHaveLength(1)
  })
})
