/** Which files make a project, and what they come to: merging, extends, include, variables, anchors. */
import { describe, expect, test } from 'vitest'
import { listening, projectIn, serviceIn, topology } from './facts.ts'

/** Each project as "main+overlay: services", with a mark where not everything is known. */
const projects = (text: string): readonly string[] =>
  topology(text).projects.map(
    ({ files, services, complete }) =>
      `${files.join('+')}: ${services.map(({ name }) => name.text).join(' ')}${complete ? '' : ' …'}`,
  )

const api = 'services:\n  api: { image: example/api }\n'

describe('which files make a project', () => {
  const cases: readonly (readonly [title: string, files: string, expected: readonly string[]])[] = [
    ['one file', api, ['compose.yaml: api']],
    [
      'the override is merged',
      `${api}==> compose.override.yaml\nservices: { db: { image: postgres } }\n`,
      ['compose.yaml+compose.override.yaml: api db'],
    ],
    [
      'an old main file with its override',
      `==> docker-compose.yml\n${api}==> docker-compose.override.yml\nservices: { api: { ports: [80] } }\n`,
      ['docker-compose.yml+docker-compose.override.yml: api'],
    ],
    [
      'a variant that stands alone',
      `${api}==> compose.prod.yaml\nservices: { web: { image: example/web } }\n`,
      ['compose.yaml: api', 'compose.prod.yaml: web'],
    ],
    [
      'an overlay that cannot stand alone',
      `${api}==> compose.prod.yaml\nservices: { api: { ports: [80] }, db: { image: postgres } }\n`,
      ['compose.yaml: api', 'compose.yaml+compose.prod.yaml: api db'],
    ],
    [
      'an overlay on the base above',
      `${api}==> .devcontainer/compose.yaml\nservices: { api: { ports: [80] } }\n`,
      ['compose.yaml: api', 'compose.yaml+.devcontainer/compose.yaml: api'],
    ],
    [
      'an overlay without a main file',
      `==> docker-compose.base.yml\n${api}==> docker-compose.dev.yml\nservices: { api: { ports: [80] } }\n`,
      ['docker-compose.base.yml: api', 'docker-compose.base.yml+docker-compose.dev.yml: api'],
    ],
    ['two folders', `${api}==> b/compose.yml\n${api}`, ['compose.yaml: api', 'b/compose.yml: api']],
    [
      'COMPOSE_FILE',
      `${api}==> compose.dev.yaml\nservices: { api: { ports: [80] } }\n==> .env\nCOMPOSE_FILE=compose.yaml:compose.dev.yaml\n`,
      ['compose.yaml+compose.dev.yaml: api'],
    ],
    [
      'an included file is none of its own',
      `include: [db/compose.db.yaml]\n${api}==> db/compose.db.yaml\nservices: { db: { image: postgres } }\n`,
      ['compose.yaml: db api'],
    ],
    ['an include that is missing', `include:\n  - path: gone.yaml\n${api}`, ['compose.yaml: api …']],
    ['an include from elsewhere', `include: ["oci://example/compose"]\n${api}`, ['compose.yaml: api …']],
    [
      'includes in a circle, which compose refuses',
      `include: [b.compose.yaml]\n${api}==> b.compose.yaml\ninclude: [compose.yaml]\nservices: { web: { image: nginx } }\n`,
      [],
    ],
    [
      'COMPOSE_FILE with a file that is not there',
      `${api}==> .env\nCOMPOSE_FILE=compose.yaml:gone.yaml\n`,
      ['compose.yaml: api …'],
    ],
    [
      'an included main file',
      `include: [db/compose.yaml]\n${api}==> db/compose.yaml\nservices: { db: { image: postgres } }\n`,
      ['compose.yaml: db api'],
    ],
    [
      'a file that is only extended',
      'services:\n  api: { extends: { file: common.compose.yml, service: base } }\n==> common.compose.yml\nservices: { base: { image: example/base } }\n',
      ['compose.yaml: api'],
    ],
    [
      'a workflow that is called compose',
      '==> .github/workflows/compose.yml\non: push\njobs: { a: { services: { db: { image: postgres } } } }\n',
      [],
    ],
    ['a template', 'services:\n{% for name in names %}\n  {{ name }}: { image: nginx }\n{% endfor %}\n', []],
    [
      'a placeholder for a service',
      'services:\n  {{ .Name }}:\n    image: nginx\n  api: { image: example/api }\n',
      ['compose.yaml: api …'],
    ],
    ['several documents', `${api}---\nservices: { db: { image: postgres } }\n`, ['compose.yaml: api db']],
    ['broken YAML', `${api}  db: { image: postgres\n`, ['compose.yaml: api db …']],
    ['a list', '- services\n', []],
    ['nothing', '\n', []],
  ]
  test.each(cases)('%s', (_, text, expected) => expect(projects(text)).toEqual(expected))
})

describe('merging', () => {
  const cases: readonly (readonly [title: string, base: string, over: string, expected: string])[] = [
    ['ports are appended', 'ports: ["1:1"]', 'ports: ["2:2"]', '1 ports, 2 ports'],
    ['expose is appended once', 'expose: [1]', 'expose: [1, 2]', '1 expose, 2 expose'],
    ['!override takes the place', 'ports: ["1:1"]', 'ports: !override ["2:2"]', '2 ports'],
    ['!reset takes away', 'ports: ["1:1"]', 'ports: !reset []', ''],
    ['commands are replaced', 'command: ["./a", "--port", "1"]', 'command: ["./b", "--port", "2"]', '2 command'],
    ['environments of both forms are merged', 'environment: [PORT=1]', 'environment: { PORT: 2 }', '2 environment'],
    [
      'health checks are replaced',
      'healthcheck: { test: ["CMD", "curl", "localhost:1"], interval: 5s }',
      'healthcheck: { test: ["CMD", "curl", "localhost:2"] }',
      '2 healthcheck',
    ],
    ['null leaves what is there', 'ports: ["1:1"]', 'ports:', '1 ports'],
  ]
  test.each(cases)('%s', (_, base, over, expected) => {
    const service = (keys: string): string => `services:\n  api:\n    image: example/api\n    ${keys}\n`
    const text = `${service(base)}==> compose.override.yaml\n${service(over)}`
    expect(listening(serviceIn(topology(text)))).toBe(expected)
  })

  test('a service is taken away', () => {
    expect(
      projects(`${api}  db: { image: postgres }\n==> compose.override.yaml\nservices: { db: !reset null }\n`),
    ).toEqual(['compose.yaml+compose.override.yaml: api'])
  })

  test('networks of both forms are merged', () => {
    const text = `
services: { api: { image: example/api, networks: [a] } }
networks: { a: , b: }
==> compose.override.yaml
services: { api: { networks: { b: { aliases: [backend] } } } }
`
    const [a, b] = serviceIn(topology(text)).networks
    expect([a?.network, b?.network, b?.aliases[0]?.text]).toEqual(['a', 'b', 'backend'])
  })

  test('a build written in a word and one written out', () => {
    const text = `
services: { api: { build: ./api } }
==> compose.override.yaml
services: { api: { build: { target: dev } } }
==> api/Dockerfile
FROM node:20 AS dev
EXPOSE 3000
FROM nginx
EXPOSE 80
`
    expect(listening(serviceIn(topology(text)))).toBe('3000 dockerfile')
  })
})

describe('extends', () => {
  const cases: readonly (readonly [title: string, files: string, expected: string, complete: boolean])[] = [
    [
      'in the file',
      'services:\n  base: { image: example/base, expose: [1] }\n  api: { extends: base, expose: [2] }\n',
      '1 expose, 2 expose',
      true,
    ],
    [
      'another file, with its own paths',
      'services:\n  api: { extends: { file: lib/services.yml, service: base } }\n==> lib/services.yml\nservices:\n  base:\n    image: example/base\n    env_file: base.env\n==> lib/base.env\nPORT=7\n',
      '7 environment',
      true,
    ],
    [
      'in a chain',
      'services:\n  a: { image: example/a, expose: [1] }\n  b: { extends: { service: a }, expose: [2] }\n  api: { extends: { service: b } }\n',
      '1 expose, 2 expose',
      true,
    ],
    [
      'in a circle',
      'services:\n  api: { image: x, extends: { service: b } }\n  b: { image: x, extends: { service: api } }\n',
      '',
      false,
    ],
    ['a missing file', 'services:\n  api: { image: x, extends: { file: gone.yml, service: a } }\n', '', false],
    ['a missing service', 'services:\n  api: { image: x, extends: gone }\n', '', false],
  ]
  test.each(cases)('%s', (_, text, expected, complete) => {
    const service = serviceIn(topology(text))
    expect([listening(service), service.complete]).toEqual([expected, complete])
  })
})

describe('variables', () => {
  const cases: readonly (readonly [title: string, value: string, env: string, expected: string])[] = [
    ['set', '${A}', 'A=1', '1'],
    ['without braces', '$A', 'A=1', '1'],
    ['not set', '${A}', '', 'unknown'],
    ['a default', '${A:-2}', '', '2'],
    ['a default for the empty', '${A:-2}', 'A=', '2'],
    ['a default only for the unset', '${A-2}', 'A=', ''],
    ['a nested default', '${A:-${B:-3}}', '', '3'],
    ['a default from another variable', '${A:-$B}', 'B=4', '4'],
    ['required and set', '${A:?is needed}', 'A=1', '1'],
    ['required and not set', '${A:?is needed}', '', 'unknown'],
    ['required, perhaps empty', '${A?is needed}', 'A=', ''],
    ['in place of a set one', '${A:+5}', 'A=1', '5'],
    ['in place of an unset one', '${A:+5}', '', ''],
    ['in place of an empty one', '${A+5}', 'A=', '5'],
    ['a dollar sign', '$$A', 'A=1', '$A'],
    ['in the middle', 'a${A}b', 'A=1', 'a1b'],
    ['an unclosed brace', '${A', 'A=1', 'unknown'],
    ['another engine’s mark', '{{ A }}', 'A=1', 'unknown'],
    ['set to what is not known', '${A:-2}', 'A=$ELSEWHERE', 'unknown'],
    ['quoted in the file', '${A}', 'A="1 2" # three', '1 2'],
    ['with export', '${A}', 'export A=1\r\n', '1'],
  ]
  test.each(cases)('%s: %s', (_, value, env, expected) => {
    const text = `services:\n  api:\n    image: x\n    environment:\n      X: '${value}'\n==> .env\n${env}\n`
    const { environment } = serviceIn(topology(text))
    expect(environment.get('X')?.text ?? 'unknown').toBe(expected)
  })

  test('a sample of the .env casts doubt on a default that it contradicts', () => {
    const text =
      'services: { api: { image: x, environment: { X: "${A:-1}", Y: "${B:-1}" } } }\n==> .env.example\nA=2\nB=1\n'
    const { environment } = serviceIn(topology(text))
    expect([environment.get('X')?.text, environment.get('Y')?.text]).toEqual([undefined, '1'])
  })

  test('keys are not replaced, names and images are', () => {
    const text =
      'services:\n  api:\n    image: "${I}:${V}"\n    container_name: "${N}-api"\n==> .env\nI=nginx\nV=1.27\nN=shop\n'
    const { image, otherNames } = serviceIn(topology(text))
    expect([image?.text, otherNames[0]?.text]).toEqual(['nginx:1.27', 'shop-api'])
  })

  test('an included file has the .env of its own folder', () => {
    const text =
      'include: [db/compose.db.yaml]\nservices: {}\n==> db/compose.db.yaml\nservices: { db: { image: x, expose: ["${P}"] } }\n==> db/.env\nP=5432\n'
    expect(listening(serviceIn(topology(text), 'db'))).toBe('5432 expose')
  })
})

describe('anchors and merge keys', () => {
  test('are taken in', () => {
    const text = `
x-common: &common
  image: example/api
  environment: &environment { PORT: 3000 }
services:
  api:
    <<: *common
    expose: [3001]
  web:
    <<: [*common, { expose: [1] }]
    environment: { <<: *environment, PORT: 4000 }
`
    const whole = topology(text)
    expect(listening(serviceIn(whole))).toBe('3000 environment, 3001 expose')
    expect(listening(serviceIn(whole, 'web'))).toBe('4000 environment, 1 expose')
  })

  test('an alias that nobody anchors is not known', () => {
    const service = serviceIn(topology('services: { api: { image: x, networks: *gone } }\n'))
    expect(service.complete).toBe(false)
  })
})

describe('names of projects and networks', () => {
  const name = (text: string, file?: string): readonly unknown[] => {
    const { name, networkNames, externalNetworks } = projectIn(topology(text), file)
    return [name, Object.fromEntries(networkNames), [...externalNetworks]]
  }
  test('from the folder', () => {
    expect(name(`==> My Shop/compose.yaml\n${api}networks: { a: }\n`, 'My Shop/compose.yaml')).toEqual([
      'myshop',
      { default: 'myshop_default', a: 'myshop_a' },
      [],
    ])
  })
  test('written', () => {
    expect(
      name(
        `name: shop\n${api}networks:\n  a: { name: front }\n  b: { external: true }\n  c: { external: { name: outer } }\n`,
      ),
    ).toEqual(['shop', { default: 'shop_default', a: 'front', b: 'b', c: 'outer' }, ['b', 'c']])
  })
  test('from the .env', () => {
    expect(name(`${api}==> .env\nCOMPOSE_PROJECT_NAME=shop\n`)[0]).toBe('shop')
  })
  test('not known', () => {
    expect(name(`name: "\${N}"\n${api}networks: { a: { name: "\${M}" } }\n`)).toEqual([
      undefined,
      { default: '_default' },
      [],
    ])
  })
})
