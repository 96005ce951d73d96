/** Variables as the compose specification has them ("Interpolation", "Services: env_file", "environment"; compose-go, `template` and `dotenv`). */
import { describe, expect, test } from 'vitest'
import { projectIn, serviceIn, topology } from './facts.ts'
import { type Case, check } from './spec.ts'

/** One value of a service, with a `.env` beside it. */
const value = (written: string, env = ''): string => `services:\n  api:\n    image: '${written}'\n==> .env\n${env}\n`

const operators: readonly Case[] = [
  ['Interpolation', '$NAME', value('x$A', 'A=1'), { image: 'x1' }],
  ['Interpolation', '$NAME ends where no name goes on', value('$A.$B-c', 'A=1\nB=2'), { image: '1.2-c' }],
  ['Interpolation', '${NAME}', value('x${A}y', 'A=1'), { image: 'x1y' }],
  [':-', 'unset', value('${A:-d}'), { image: 'd' }],
  [':-', 'empty', value('${A:-d}', 'A='), { image: 'd' }],
  [':-', 'set', value('${A:-d}', 'A=1'), { image: '1' }],
  ['-', 'unset', value('${A-d}'), { image: 'd' }],
  ['-', 'empty', value('x${A-d}', 'A='), { image: 'x' }],
  [':?', 'set', value('${A:?no}', 'A=1'), { image: '1' }],
  [':?', 'empty, which compose refuses', value('${A:?no}', 'A='), { image: '…' }],
  ['?', 'empty', value('x${A?no}', 'A='), { image: 'x' }],
  [':+', 'set', value('${A:+d}', 'A=1'), { image: 'd' }],
  [':+', 'empty', value('x${A:+d}', 'A='), { image: 'x' }],
  ['+', 'empty', value('${A+d}', 'A='), { image: 'd' }],
  ['+', 'unset', value('x${A+d}'), { image: 'x' }],
  ['nested', 'a default that is a variable', value('${A:-${B}}', 'B=2'), { image: '2' }],
  ['nested', 'a default of a default', value('${A:-${B:-d}}'), { image: 'd' }],
  ['nested', 'text around it', value('${A:-x${B:-y}z}-w'), { image: 'xyz-w' }],
  ['nested', 'what replaces a value', value('${A:+-${B}}', 'A=1\nB=2'), { image: '-2' }],
  ['nested', 'braces in a default', value('${A:-{d}}e', 'A=1'), { image: '1e' }],
  ['nested', 'an operator in a default', value('${A:-b:-c}'), { image: 'b:-c' }],
  ['$$', 'is a dollar sign', value('$$A', 'A=1'), { image: '$A' }],
  ['$$', 'before a brace', value('$${A}', 'A=1'), { image: '${A}' }],
  ['$$', 'three', value('$$$A', 'A=1'), { image: '$1' }],
  ['no variable', 'a digit', value('$1'), { image: '$1' }],
  ['no variable', 'a parenthesis', value('$(a)'), { image: '$(a)' }],
  ['no variable', 'at the end', value('a$'), { image: 'a$' }],
  ['no variable', 'a form that compose refuses', value('${A/b/c}', 'A=1'), { image: '' }],
  [
    'before merging',
    'each file by itself',
    `${value('x')}==> compose.override.yaml\nservices: { api: { image: "\${A:-y}" } }\n`,
    { image: 'y' },
  ],
  [
    'values, not keys',
    'a table',
    `services: { api: { image: x, environment: { "$A": "1" } } }\n==> .env\nA=N\n`,
    { environment: '$A=1' },
  ],
  [
    'values, not keys',
    'a list',
    `services: { api: { image: x, environment: ["$A=1"] } }\n==> .env\nA=N\n`,
    { environment: 'N=1' },
  ],
  [
    'values, not keys',
    'a network that a list names',
    'services: { api: { image: x, networks: ["${N:-back}"] } }\nnetworks: { back: }\n',
    { networks: 'back', complete: 'true' },
  ],
  [
    'values, not keys',
    'a short form within a variable',
    'services: { api: { image: x, ports: ["${P}"] } }\n==> .env\nP=127.0.0.1:80:8080\n',
    { ports: '127.0.0.1 80:8080' },
  ],
  [
    'the project’s name',
    'is a variable',
    'name: shop\nservices: { api: { image: "${COMPOSE_PROJECT_NAME}/x" } }\n',
    { image: 'shop/x' },
  ],
]

/** A `.env` with `A` in it, as the value of `A`. */
const dotenv = (text: string): string =>
  `services: { api: { image: x, environment: { A: "\${A}" } } }\n==> .env\n${text}`

const files: readonly Case[] = [
  ['.env', 'spaces around', dotenv('  A = 1  \n'), { environment: 'A=1' }],
  ['.env', 'a colon', dotenv('A: 1\n'), { environment: 'A=1' }],
  ['.env', 'export', dotenv('export A=1\n'), { environment: 'A=1' }],
  ['.env', 'a mark at the beginning, Windows line ends', dotenv('\uFEFFA=1\r\nB=2\r\n'), { environment: 'A=1' }],
  ['.env', 'a comment line', dotenv('# A=0\nA=1\n  # A=2\n'), { environment: 'A=1' }],
  ['.env', 'a comment after a value', dotenv('A=1 # one\n'), { environment: 'A=1' }],
  ['.env', 'a hash in a value', dotenv('A=1#2\n'), { environment: 'A=1#2' }],
  ['.env', 'the last one counts', dotenv('A=1\nA=2\n'), { environment: 'A=2' }],
  ['.env', 'double quotes', dotenv('A="1 # 2" # three\n'), { environment: 'A=1 # 2' }],
  ['.env', 'single quotes keep variables', dotenv("B=1\nA='$B'\n"), { environment: 'A=$B' }],
  ['.env', 'escapes in double quotes', dotenv('A="a\\"b\\\\c\\$d"\n'), { environment: 'A=a"b\\c$d' }],
  ['.env', 'a quote in single quotes', dotenv("A='it\\'s'\n"), { environment: "A=it's" }],
  ['.env', 'several lines', dotenv('A="1\n2"\nB=3\n'), { environment: 'A=1\n2' }],
  ['.env', 'a variable above', dotenv('B=1\nA=$B-${B}-${C:-d}\n'), { environment: 'A=1-1-d' }],
  ['.env', 'two on a line after a quote', dotenv('B="1" A=2\n'), { environment: 'A=2' }],
  ['.env', 'a quote that is not closed', dotenv('A="1\n'), { environment: 'A=?' }],
  ['.env', 'an empty value', dotenv('A=\nB=2\n'), { environment: 'A=' }],
]

/** A service with an `env_file`, and a `.env` of the project. */
const envFile = (text: string, more = '', env = ''): string =>
  `services:\n  api:\n    image: x\n    env_file: a.env\n    ${more}\n==> a.env\n${text}\n==> .env\n${env}\n`

const services: readonly Case[] = [
  [
    'env_file',
    'of several the later counts',
    'services: { api: { image: x, env_file: [a.env, b.env] } }\n==> a.env\nA=1\nB=1\n==> b.env\nB=2\n',
    { environment: 'A=1, B=2' },
  ],
  [
    'env_file',
    'long form',
    'services: { api: { image: x, env_file: [{ path: a.env, required: false }] } }\n==> a.env\nA=1\n',
    { environment: 'A=1' },
  ],
  [
    'env_file',
    'raw',
    "services: { api: { image: x, env_file: [{ path: a.env, format: raw }] } }\n==> a.env\nA='$B' # c\n",
    { environment: "A='$B' # c" },
  ],
  ['env_file', 'variables of the project count first', envFile('B=1\nA=$B', '', 'B=2'), { environment: 'B=1, A=2' }],
  ['env_file', 'then those of the service', envFile('A=${B:-0}', 'environment: { B: 3 }'), { environment: 'A=3, B=3' }],
  [
    'env_file',
    'is no source of variables for the compose file',
    envFile('V=1', 'hostname: "h${V:-0}"'),
    { names: 'h0' },
  ],
  ['env_file', 'a bare name', envFile('A', '', 'A=1'), { environment: 'A=1' }],
  ['environment', 'counts before env_file', envFile('A=1\nB=1', 'environment: { A: 2 }'), { environment: 'A=2, B=1' }],
  [
    'environment',
    'a bare name takes the project’s value',
    envFile('', 'environment: [A]', 'A=1'),
    { environment: 'A=1' },
  ],
  ['environment', 'null does so, too', envFile('', 'environment: { A: }', 'A=1'), { environment: 'A=1' }],
  ['environment', 'a bare name that nobody sets', envFile('', 'environment: [A]'), { environment: 'A=?' }],
  [
    'environment',
    'counts before the image',
    'services: { api: { build: ., environment: { A: 2 } } }\n==> Dockerfile\nFROM x\nENV A=1 B=1\n',
    { environment: 'A=2, B=1' },
  ],
  [
    'environment',
    'an equals sign in a value',
    'services: { api: { image: x, environment: ["A=b=c"] } }\n',
    { environment: 'A=b=c' },
  ],
]

check([...operators, ...files, ...services])

describe('the project’s name', () => {
  const api = 'services: { api: { image: x } }\n'
  test.each([
    ['name', `name: shop\n${api}`, 'shop'],
    ['the last file that says one', `name: shop\n${api}==> compose.override.yaml\nname: store\n${api}`, 'store'],
    ['COMPOSE_PROJECT_NAME counts before', `name: shop\n${api}==> .env\nCOMPOSE_PROJECT_NAME=store\n`, 'store'],
    ['name with a variable', `name: "\${N:-shop}"\n${api}`, 'shop'],
    [
      'not that of an included file',
      `include: [lib/compose.yaml]\nname: shop\n==> lib/compose.yaml\nname: store\n${api}`,
      'shop',
    ],
  ])('%s', (_, text, expected) => expect(projectIn(topology(text)).name).toBe(expected))
})

test('a value knows the place where it was written', () => {
  const text = 'services: { api: { image: x, env_file: a.env } }\n==> a.env\nA=\'1\'\nB="a\\"2"\n'
  const { environment } = serviceIn(topology(text))
  expect(environment.get('A')!.at).toEqual({ file: 'a.env', start: 3, end: 4 })
  expect(environment.get('B')!.offsets).toEqual([9, 10, 12, 13])
})
