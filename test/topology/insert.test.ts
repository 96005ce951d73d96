/** Putting a service on one more network, and giving it one more key, in the style of the file. */
import { describe, expect, test } from 'vitest'
import { filesOf, serviceIn, topology } from './facts.ts'

/** The compose file once `api` has joined the network `back`; undefined where nothing is offered. */
function joined(text: string): string | undefined {
  const { joinNetwork } = serviceIn(topology(text))
  if (!joinNetwork) return undefined
  const { at, before, after } = joinNetwork
  const content = filesOf(text).get(at.file)!
  return `${content.slice(0, at.start)}${before}back${after}${content.slice(at.end)}`
}

describe('a network is added', () => {
  const cases: readonly (readonly [title: string, text: string, expected: string | undefined])[] = [
    [
      'to a list',
      'services:\n  api:\n    image: x\n    networks:\n      - front # here\n    ports: [80]\n',
      'services:\n  api:\n    image: x\n    networks:\n      - front # here\n      - back\n    ports: [80]\n',
    ],
    [
      'to a list that is not indented',
      'services:\n  api:\n    networks:\n    - "front"\n    image: x\n',
      'services:\n  api:\n    networks:\n    - "front"\n    - back\n    image: x\n',
    ],
    [
      'to a list in brackets',
      'services:\n  api: { image: x, networks: [front, "edge"] }\n',
      'services:\n  api: { image: x, networks: [front, "edge", back] }\n',
    ],
    [
      'to empty brackets',
      'services:\n  api: { image: x, networks: [] }\n',
      'services:\n  api: { image: x, networks: [back] }\n',
    ],
    [
      'to a table',
      'services:\n  api:\n    image: x\n    networks:\n      front:\n        aliases: [a]\n',
      'services:\n  api:\n    image: x\n    networks:\n      back:\n      front:\n        aliases: [a]\n',
    ],
    [
      'to a table in braces',
      'services:\n  api: { image: x, networks: { front: {} } }\n',
      'services:\n  api: { image: x, networks: { back: {}, front: {} } }\n',
    ],
    [
      'to a service without networks',
      'services:\n  api:\n    image: x\n    ports:\n      - "80:80" # web\n\n  db: { image: y }\n',
      'services:\n  api:\n    image: x\n    ports:\n      - "80:80" # web\n    networks:\n      - default\n      - back\n\n  db: { image: y }\n',
    ],
    [
      'to a service in braces',
      'services:\n  api: { image: x }\n',
      'services:\n  api: { networks: [default, back], image: x }\n',
    ],
    [
      'behind a block of text',
      'services:\n  api:\n    image: x\n    command: |\n      a\n      b\n\n# end\n',
      'services:\n  api:\n    image: x\n    command: |\n      a\n      b\n    networks:\n      - default\n      - back\n\n# end\n',
    ],
    [
      'with Windows lines',
      'services:\r\n  api:\r\n    image: x\r\n    networks:\r\n      - front\r\n',
      'services:\r\n  api:\r\n    image: x\r\n    networks:\r\n      - front\r\n      - back\r\n',
    ],
    [
      'at the end of a file without a line end',
      'services:\n    api:\n        image: x',
      'services:\n    api:\n        image: x\n        networks:\n          - default\n          - back',
    ],
    ['not to the network of another', 'services:\n  api: { image: x, network_mode: host }\n', undefined],
    [
      'not to what is extended',
      'services:\n  base: { image: x, networks: [front] }\n  api:\n    extends: base\n',
      undefined,
    ],
    ['not to what is shared', 'x: &n [front]\nservices:\n  api:\n    image: x\n    networks: *n\n', undefined],
    [
      'not to what a merge key brings',
      'x: &c { networks: [front] }\nservices:\n  api:\n    <<: *c\n    image: x\n',
      undefined,
    ],
  ]
  test.each(cases)('%s', (_, text, expected) => expect(joined(text)).toBe(expected))

  test('in the file that speaks of networks', () => {
    const base = 'services:\n  api:\n    image: x\n'
    const over = 'services:\n  api:\n    networks:\n      - front\n'
    expect(joined(`${base}==> compose.override.yaml\n${over}`)).toBe(`${over}      - back\n`)
  })

  test('and the service is on it', () => {
    const text = 'services:\n  api:\n    image: x\n    expose: [80]\nnetworks: { back: }\n'
    expect(serviceIn(topology(joined(text)!)).networks.map(({ network }) => network)).toEqual(['default', 'back'])
  })
})

/** The compose file once `api` has the key `init`. */
function withKey(text: string): string | undefined {
  const { newKey } = serviceIn(topology(text))
  if (!newKey) return undefined
  const { at, before, after } = newKey
  const content = filesOf(text).get(at.file)!
  return `${content.slice(0, at.start)}${before}init: true${after}${content.slice(at.end)}`
}

test.each([
  ['services:\n  api:\n    image: x\n', 'services:\n  api:\n    image: x\n    init: true\n'],
  ['services:\n  api:\n    image: x # here', 'services:\n  api:\n    image: x # here\n    init: true'],
  ['services:\r\n  api:\r\n    image: x\r\n', 'services:\r\n  api:\r\n    image: x\r\n    init: true\r\n'],
  [
    'services:\n  api:\n    image: x\n    ports:\n      - 80\n      - 81\n\n  web:\n    image: y\n',
    'services:\n  api:\n    image: x\n    ports:\n      - 80\n      - 81\n    init: true\n\n  web:\n    image: y\n',
  ],
  ['services:\n  api: { "image": x }\n', 'services:\n  api: { init: true, "image": x }\n'],
  [
    'x: &c\n  image: x\nservices:\n  api:\n    <<: *c\n    tty: true\n',
    'x: &c\n  image: x\nservices:\n  api:\n    <<: *c\n    tty: true\n    init: true\n',
  ],
  ['x: &c { image: x }\nservices:\n  api: *c\n', undefined],
])('a key is added: %j', (text, expected) => expect(withKey(text)).toBe(expected))
