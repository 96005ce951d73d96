/** Every fact has the place where it was written, in its own file, and every text can be read. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Span } from '../../server/syntax/text.ts'
import { filesOf, from, serviceIn, topology } from './facts.ts'

const written = (text: string, { file, start, end }: Span): string => filesOf(text).get(file)!.slice(start, end)

describe('the place of a port', () => {
  const cases: readonly (readonly [title: string, text: string, expected: string])[] = [
    ['in a command', 'services: { api: { image: x, command: ./a --port 8000 } }\n', '8000'],
    ['in an address', 'services: { api: { image: x, command: "gunicorn --bind=0.0.0.0:8000 a" } }\n', '8000'],
    ['in a folded command', 'services:\n  api:\n    image: x\n    command: >\n      ./a\n      --port 8000\n', '8000'],
    [
      'in a script',
      'services: { api: { image: x, command: ["sh", "-c", "sleep 1 && ./a --port \\"8000\\""] } }\n',
      '8000',
    ],
    ['in an environment', 'services: { api: { image: x, environment: { PORT: "8000" } } }\n', '8000'],
    ['in a list of an environment', 'services: { api: { image: x, environment: ["PORT=8000"] } }\n', '8000'],
    [
      'in a URL',
      'services: { api: { image: mcr.microsoft.com/dotnet/aspnet:8.0, environment: { ASPNETCORE_URLS: "http://+:8000" } } }\n',
      '8000',
    ],
    ['in a file', 'services: { api: { image: x, env_file: a.env } }\n==> a.env\nA=1\nPORT="8000"\n', '8000'],
    [
      'in a health check',
      'services: { api: { image: x, healthcheck: { test: curl http://localhost:8000/ } } }\n',
      '8000',
    ],
    ['in a mapping', 'services: { api: { image: x, ports: ["127.0.0.1:80:8000/tcp"] } }\n', '8000'],
    ['in a mapping with a variable', 'services: { api: { image: x, ports: ["${A:-80}:8000"] } }\n', '8000'],
    ['in a variable', 'services: { api: { image: x, expose: ["${A:-8000}"] } }\n', '${A:-8000}'],
    [
      'in an override',
      'services: { api: { image: x } }\n==> compose.override.yaml\nservices: { api: { expose: ["8000"] } }\n',
      '8000',
    ],
    ['through a merge key', 'x: &x { expose: [8000] }\nservices: { api: { <<: *x, image: x } }\n', '8000'],
    ['in a Dockerfile', 'services: { api: { build: . } }\n==> Dockerfile\nFROM x\nEXPOSE \\\n  8000/tcp\n', '8000'],
    [
      'in a command of a Dockerfile',
      'services: { api: { build: . } }\n==> Dockerfile\nFROM x\nCMD ["./a", "--port", "8000"]\n',
      '8000',
    ],
    [
      'in a shell of a Dockerfile',
      'services: { api: { build: . } }\n==> Dockerfile\nFROM x\nCMD a && \\\n  ./b --port=8000\n',
      '8000',
    ],
    ['in the name of an image', 'services: { api: { image: "postgres:16" } }\n', 'postgres:16'],
  ]
  test.each(cases)('%s', (_, text, expected) =>
    expect(written(text, serviceIn(topology(text)).ports[0]!.at)).toBe(expected),
  )
})

test('the places of names', () => {
  const text =
    'services:\n  \'api\':\n    image: x\n    container_name: "backend"\n    networks: { a: { aliases: [app], ipv4_address: 10.0.0.2 } }\nnetworks: { a: }\n'
  const { name, otherNames, networks } = serviceIn(topology(text))
  const words = [name, ...otherNames, ...networks[0]!.aliases, networks[0]!.address!]
  expect(words.map(({ at }) => written(text, at))).toEqual(['api', 'backend', 'app', '10.0.0.2'])
})

describe('problems', () => {
  const cases: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
    [
      'two keys of one name',
      'services: { a: { image: x, image: y } }\n',
      ['This is not valid YAML: map keys must be unique.'],
    ],
    ['none in other YAML files', '==> compose-notes.yml\na: [\n', []],
    ['a tab', 'services:\n\tapi: { image: x }\n', ['This is not valid YAML: tabs are not allowed as indentation.']],
    [
      'nested without an end',
      `a: ${'['.repeat(50_000)}`,
      ['This is not valid YAML: values are nested more than 100 deep.'],
    ],
    ['none', 'services: { a: { image: x } }\n', []],
  ]
  test.each(cases)('%s', (_, text, expected) =>
    expect(topology(text).problems.map(({ message }) => message)).toEqual(expected),
  )
})

describe('whatever the text', () => {
  const sample = `name: shop
x-c: &c
  restart: always
  environment: { <<: &e { A: "1" }, PORT: "\${PORT:-80}" }
services:
  gateway:
    <<: *c
    build: { context: ., args: [V=1] }
    ports: ["8080:80", { target: 443 }]
    networks: { default: { aliases: [edge] } }
    command: ["sh", "-c", 'a "$\${B:-c}" & exec nginx']
    healthcheck: { test: curl http://localhost:80/ }
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]
  api: { extends: gateway, image: !reset null, env_file: .env }
==> compose.override.yaml
include: [lib/compose.yaml, { path: [gone.yaml], env_file: .env }]
services:
  gateway:
    ports: !override ["81:80"]
    volumes: ["./b.conf:/etc/nginx/nginx.conf", { type: bind, source: c, target: /c }]
    depends_on: { api: { condition: service_healthy } }
    healthcheck: { interval: 1m }
    environment: [A, "B=\${B:+c}"]
    build: { additional_contexts: { lib: "service:lib" } }
  api: { ports: !reset [], extra_hosts: ["a=::1"], links: ["gateway:g"] }
==> lib/compose.yaml
include: [../compose.yaml]
services:
  lib: { extends: { file: ../compose.yaml, service: gateway }, image: lib }
==> .dockerignore
**/*.conf
!a.conf
==> Dockerfile
ARG V
FROM nginx:\${V:-1} AS base
ONBUILD COPY --from=lib a /a
SHELL ["/bin/bash", "-c"]
HEALTHCHECK --interval=5s CMD a
RUN <<EOF
a
EOF
COPY --chown=a [ "x", "/y" ]
ENV PORT=1 B="\\$x"
CMD a && \\
  b
==> .env
PORT=8080
B="x
C='\${PORT}'
`
  const read = (text: string): void => {
    const whole = topology(text)
    for (const project of whole.projects) {
      for (const service of project.services)
        whole.lookup('gateway', { project, service, at: service.name.at, path: '/' })
    }
    whole.placementsOf('nginx.conf')
  }

  test('nothing is thrown when it is cut anywhere', () => {
    for (let end = 0; end <= sample.length; end += 1) read(sample.slice(0, end))
  })

  test('nothing is thrown when it is broken anywhere', () => {
    const marks = fc.constantFrom(
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '$',
      '${',
      ':',
      '\n',
      '  ',
      '#',
      '\\',
      '*c',
      '&c ',
      '<<: ',
      '!reset ',
      '|',
      '-',
      '\t',
      '\0',
    )
    const breaks = fc.array(fc.tuple(fc.nat(sample.length), marks, fc.nat(20)), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(breaks, all => {
        read(all.reduce((text, [at, mark, cut]) => text.slice(0, at) + mark + text.slice(at + cut), sample))
      }),
      { numRuns: 300 },
    )
  })

  test('aliases that stand for more than there is memory', () => {
    const levels = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`)}]`)
    read(`a0: &a0 [x]\n${levels.join('\n')}\nservices: { gateway: { image: x, ports: *a40 } }\n`)
  })

  test('an alias of itself', () => {
    const whole = topology('services: { gateway: &g { image: x, ports: *g } }\n')
    expect(serviceIn(whole, 'gateway').portsUnread).toBe(true)
    expect(whole.lookup('x', from(whole)).kind).toBe('missing')
  })

  test('images that begin with each other, over and over', () => {
    const names = Array.from({ length: 300 }, (_, index) => index)
    const services = names.map(name => `  s${name}: { build: d${name}, image: i${name} }\n`)
    const dockerfiles = names.map(
      name => `==> d${name}/Dockerfile\nFROM i${name + 1} AS a\nFROM i${name + 1}\nCOPY --from=a . /\n`,
    )
    read(`services:\n${services.join('')}${dockerfiles.join('')}`)
  })

  test('stages that double what they copy', () => {
    const stages = Array.from(
      { length: 1000 },
      (_, index) => `FROM s${index} AS s${index + 1}\nCOPY --from=s${index} / /a\nCOPY . /\nENV A=1\n`,
    )
    read(`services: { gateway: { build: . } }\n==> Dockerfile\nFROM x AS s0\n${stages.join('')}`)
  })

  test('names that every object has', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      read(
        `services:\n  ${name}:\n    image: ${name}\n    command: ${name} ${name} ${name}\n    environment: { ${name}: ${name} }\n    ${name}: [${name}]\n`,
      )
      read(
        `services: { gateway: { build: . } }\n==> Dockerfile\nFROM ${name}\nARG ${name}\n${name} ${name}\nRUN ${name} ${name}\nCMD ${name} ${name}\n`,
      )
    }
  })
})
