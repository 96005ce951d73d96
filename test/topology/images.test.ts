/** What Dockerfiles make of a service: stages, arguments, environments, commands. */
import { describe, expect, test } from 'vitest'
import { readDockerfile } from '../../server/topology/dockerfile.ts'
import type { Service } from '../../server/topology/topology.ts'
import { listening, serviceIn, topology } from './facts.ts'

const built = (dockerfile: string, build = '.', keys = ''): Service =>
  serviceIn(topology(`services:\n  api:\n    build: ${build}\n    ${keys}\n==> Dockerfile\n${dockerfile}`))

const words = (service: Service): readonly string[] | undefined => service.command?.map(({ text }) => text)

describe('instructions', () => {
  const read = (text: string): readonly string[] =>
    readDockerfile('Dockerfile', { text, at: { file: 'Dockerfile', start: 0, end: text.length } }).stages.flatMap(
      ({ from, name, instructions }) => [
        `FROM ${from.text}${name ? ` AS ${name.text}` : ''}`,
        ...instructions.map(({ name, rest }) => `${name} ${rest.text}`),
      ],
    )
  const cases: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
    ['in any case', 'from a as b\nrun c\n', ['FROM a AS b', 'RUN c']],
    ['over several lines', 'FROM a\nRUN b && \\\n  c\n', ['FROM a', 'RUN b &&   c']],
    ['comments and gaps between the lines', 'FROM a\nRUN b \\\n# no\n\n  c\n', ['FROM a', 'RUN b   c']],
    ['another escape', '# escape=`\nFROM a\nRUN b `\n c\\\nEXPOSE 1\n', ['FROM a', 'RUN b  c\\', 'EXPOSE 1']],
    [
      'here-documents',
      'FROM a\nRUN <<EOF\nb\nFROM c\nEOF\nEXPOSE 1\n',
      ['FROM a', 'RUN <<EOF\nb\nFROM c\n', 'EXPOSE 1'],
    ],
    ['Windows lines', 'FROM a\r\nRUN b \\\r\n  c\r\nEXPOSE 1\r\n', ['FROM a', 'RUN b   c', 'EXPOSE 1']],
    ['platforms', 'FROM --platform=$BUILDPLATFORM a\n', ['FROM a']],
    ['nothing', '', []],
  ]
  test.each(cases)('%s', (_, text, expected) => expect(read(text)).toEqual(expected))
})

describe('stages', () => {
  test('the last one counts', () => {
    const { base } = built('FROM node:20 AS build\nEXPOSE 1\nFROM nginx:1.27\nCOPY --from=build /dist /html\n')
    expect(base?.text).toBe('nginx:1.27')
  })
  test('with the stages that it begins with', () => {
    const service = built('FROM python:3.12 AS base\nEXPOSE 1\nENV PORT=5\nFROM base\nEXPOSE 2\n')
    expect([service.base?.text, listening(service)]).toEqual([
      'python:3.12',
      '5 environment, 1 dockerfile, 2 dockerfile',
    ])
  })
  test('or the one that is asked for', () => {
    const service = built(
      'FROM node:20 AS dev\nEXPOSE 1\nFROM nginx AS prod\nEXPOSE 2\n',
      '{ context: ., target: dev }',
    )
    expect([service.base?.text, listening(service)]).toEqual(['node:20', '1 dockerfile'])
  })
  test('a target that is not there', () => {
    expect(built('FROM node:20\nEXPOSE 1\n', '{ context: ., target: gone }').base).toBeUndefined()
  })
  test('another Dockerfile', () => {
    const text =
      'services: { api: { build: { context: app, dockerfile: ../docker/api.Dockerfile } } }\n==> docker/api.Dockerfile\nFROM node:20\n'
    expect(serviceIn(topology(text)).base?.text).toBe('node:20')
  })
  test('one within the compose file, with its places', () => {
    const text =
      'services:\n  api:\n    build:\n      dockerfile_inline: |\n        FROM node:20\n        EXPOSE 3000\n'
    const [port] = serviceIn(topology(text)).ports
    expect(text.slice(port!.at.start, port!.at.end)).toBe('3000')
  })
  test('in small letters', () => {
    expect(serviceIn(topology('services: { api: { build: . } }\n==> dockerfile\nFROM node:20\n')).base?.text).toBe(
      'node:20',
    )
  })
  test('of the service that makes the image', () => {
    const text =
      'services:\n  web: { image: shop, build: . }\n  api: { image: shop, command: ./worker }\n==> Dockerfile\nFROM node:20\nEXPOSE 3000\n'
    expect([serviceIn(topology(text)).base?.text, listening(serviceIn(topology(text)))]).toEqual([
      'node:20',
      '3000 dockerfile',
    ])
  })
  test('many of them, one upon the other', () => {
    const stages = Array.from({ length: 3000 }, (_, i) => `FROM ${i === 0 ? 'node:20' : `s${i - 1}`} AS s${i}`)
    expect(built(`${stages.join('\n')}\n`).base?.text).toBe('node:20')
  })
  test('a context that is far away', () => {
    expect(built('FROM node:20\n', 'https://example.com/app.git').base).toBeUndefined()
  })
})

describe('arguments', () => {
  const cases: readonly (readonly [
    title: string,
    dockerfile: string,
    build: string,
    base: string | undefined,
    ports: string,
  ])[] = [
    ['a default', 'ARG V=20\nFROM node:${V}\n', '.', 'node:20', ''],
    ['given by compose', 'ARG V=20\nFROM node:${V}\n', '{ context: ., args: { V: 22 } }', 'node:22', ''],
    ['given by compose, as a list', 'ARG V=20\nFROM node:${V}\n', '{ context: ., args: [V=22] }', 'node:22', ''],
    ['given, but not known', 'ARG V=20\nFROM node:${V}\n', '{ context: ., args: [V] }', undefined, ''],
    ['without a default', 'ARG V\nFROM node:${V}\n', '.', undefined, ''],
    [
      'a port',
      'FROM node:20\nARG P=3000\nENV PORT=$P\nEXPOSE ${PORT}\n',
      '.',
      'node:20',
      '3000 environment, 3000 dockerfile',
    ],
    ['a port that is not known', 'FROM node:20\nARG P\nEXPOSE $P\n', '.', 'node:20', ' | unread'],
    ['from above all stages', 'ARG P=80\nFROM node:20\nARG P\nEXPOSE $P\n', '.', 'node:20', '80 dockerfile'],
    ['of another stage', 'FROM node:20 AS a\nARG P=80\nFROM node:20\nEXPOSE $P\n', '.', 'node:20', ' | unread'],
    ['the old form of ENV', 'FROM node:20\nENV PORT 3000\n', '.', 'node:20', '3000 environment'],
    ['several in one ENV', 'FROM node:20\nENV A="x y" PORT=3000\n', '.', 'node:20', '3000 environment'],
  ]
  test.each(cases)('%s', (_, dockerfile, build, base, ports) => {
    const service = built(dockerfile, build)
    expect([service.base?.text, listening(service)]).toEqual([base, ports])
  })
})

describe('commands', () => {
  const cases: readonly (readonly [
    title: string,
    dockerfile: string,
    keys: string,
    expected: readonly string[] | undefined,
  ])[] = [
    ['a list', 'FROM a\nCMD ["b", "c d"]\n', '', ['b', 'c d']],
    ['a shell', 'FROM a\nCMD b "c d"\n', '', ['/bin/sh', '-c', 'b "c d"']],
    ['no JSON is a shell', "FROM a\nCMD ['b']\n", '', ['/bin/sh', '-c', "['b']"]],
    ['a tab is no JSON', 'FROM a\nCMD ["b\tc"]\n', '', ['/bin/sh', '-c', '["b\tc"]']],
    ['escapes', 'FROM a\nCMD ["b\\u0041\\""]\n', '', ['bA"']],
    ['both', 'FROM a\nENTRYPOINT ["b"]\nCMD ["c"]\n', '', ['b', 'c']],
    ['the last one counts', 'FROM a\nCMD ["b"]\nCMD ["c"]\n', '', ['c']],
    [
      'an entrypoint voids the command of the stage below',
      'FROM a AS x\nCMD ["b"]\nFROM x\nENTRYPOINT ["c"]\n',
      '',
      ['c'],
    ],
    ['compose replaces the command', 'FROM a\nENTRYPOINT ["b"]\nCMD ["c"]\n', 'command: d e', ['b', 'd', 'e']],
    ['compose replaces both by an entrypoint', 'FROM a\nENTRYPOINT ["b"]\nCMD ["c"]\n', 'entrypoint: d', ['d']],
    ['an empty list leaves the command', 'FROM a\nENTRYPOINT ["b"]\nCMD ["c"]\n', 'command: []', ['b', 'c']],
    ['null is nothing', 'FROM a\nCMD ["b"]\n', 'command:', ['b']],
    ['the image decides', 'FROM a\n', '', undefined],
    ['a part is not known', 'FROM a\n', 'command: run --port ${P}', undefined],
    ['compose splits without a shell', 'FROM a\n', "command: a 'b c' d\\ e && f", ['a', 'b c', 'd e', '&&', 'f']],
  ]
  test.each(cases)('%s', (_, dockerfile, keys, expected) =>
    expect(words(built(dockerfile, '.', keys))).toEqual(expected),
  )
})

describe('pristine', () => {
  const cases: readonly (readonly [title: string, dockerfile: string, keys: string, expected: boolean])[] = [
    ['files alone', 'FROM nginx\nCOPY nginx.conf /etc/nginx/\n', '', true],
    [
      'files laid by RUN',
      'FROM nginx\nRUN rm /etc/nginx/conf.d/default.conf && mkdir -p /x && chown -R nginx /x\n',
      '',
      true,
    ],
    ['small tools', 'FROM nginx:alpine\nRUN apk add --no-cache curl openssl\n', '', true],
    ['another server', 'FROM nginx\nRUN apt-get update && apt-get install -y nodejs\n', '', false],
    ['tools in a here-document', 'FROM nginx\nRUN <<EOF\nmkdir /x\napk add curl\nEOF\n', '', true],
    ['a build in a here-document', 'FROM nginx\nRUN <<EOF\nmkdir /x\nnpm ci\nEOF\n', '', false],
    ['a build on top', 'FROM nginx\nRUN npm ci\n', '', false],
    ['a build in another stage', 'FROM node AS a\nRUN npm ci\nFROM nginx\nCOPY --from=a /x /y\n', '', true],
    ['the server itself', 'FROM nginx\nCMD ["nginx", "-g", "daemon off;"]\n', '', true],
    ['the server after rendering', 'FROM nginx\nCMD envsubst < a > b && exec nginx -g "daemon off;"\n', '', true],
    ['a script', 'FROM nginx\nENTRYPOINT ["/start.sh"]\n', '', false],
    ['another program beside', 'FROM nginx\n', 'command: sh -c "node server.js & nginx"', false],
    [
      'reloading now and then',
      'FROM nginx\n',
      'command: sh -c \'while :; do sleep 6h; nginx -s reload; done & nginx -g "daemon off;"\'',
      true,
    ],
    ['HAProxy', 'FROM haproxy:3.0\n', 'command: haproxy -f /usr/local/etc/haproxy/haproxy.cfg', true],
  ]
  test.each(cases)('%s', (_, dockerfile, keys, expected) =>
    expect(built(dockerfile, '.', keys).pristine).toBe(expected),
  )

  test('an image as it comes', () => {
    expect(serviceIn(topology('services: { api: { image: nginx } }\n')).pristine).toBe(true)
  })
  test('a Dockerfile that is not there', () => {
    expect(serviceIn(topology('services: { api: { build: . } }\n')).pristine).toBe(false)
  })
})
