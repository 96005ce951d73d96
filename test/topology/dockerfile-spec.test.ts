/** Dockerfiles as the builder reads them (Dockerfile reference; BuildKit, `dockerfile2llb`). */
import { describe, expect, test } from 'vitest'
import { listening, places, serviceIn, topology } from './facts.ts'
import { type Case, check } from './spec.ts'

/** A service that is built from a Dockerfile with these lines. */
const built = (lines: string, more = ''): string => `services: { api: { build: ., ${more} } }\n==> Dockerfile\n${lines}`

const variables: readonly Case[] = [
  ['ARG', 'a default', built('FROM x\nARG V=1\nENV A=$V\n'), { environment: 'A=1' }],
  [
    'ARG',
    'given by the build',
    built('FROM x\nARG V=1\nENV A=$V\n', '').replace('build: .', 'build: { context: ., args: { V: 2 } }'),
    { environment: 'A=2' },
  ],
  [
    'ARG',
    'given by a variable of the project',
    `${built('FROM x\nARG V=1\nENV A=$V\n').replace('build: .', 'build: { context: ., args: [V] }')}==> .env\nV=3\n`,
    { environment: 'A=3' },
  ],
  [
    'ARG',
    'without a value: the reference’s default counts',
    built('FROM x\nARG V\nENV A=${V:-4}\n'),
    { environment: 'A=4' },
  ],
  [
    'ARG',
    'above all stages: only where it is asked for again',
    built('ARG V=1\nFROM x\nENV A=${V}\nARG V\nENV B=$V\n'),
    { environment: 'A=?, B=1' },
  ],
  ['ARG', 'above all stages, in FROM', built('ARG V=8\nFROM node:${V}-alpine\nENV A=1\n'), { environment: 'A=1' }],
  ['ARG', 'a default of another argument', built('FROM x\nARG V=1\nARG W=${V}2\nENV A=$W\n'), { environment: 'A=12' }],
  ['ARG', 'several on a line', built('FROM x\nARG V=1 W=2\nENV A=$V$W\n'), { environment: 'A=12' }],
  [
    'ARG',
    'a stage that begins with another one knows its arguments',
    built('FROM x AS a\nARG V=1\nFROM a\nENV A=$V\n'),
    { environment: 'A=1' },
  ],
  ['ARG', 'another stage does not', built('FROM x AS a\nARG V=1\nFROM x\nENV A=${V}\n'), { environment: 'A=?' }],
  ['ENV', 'counts before ARG', built('FROM x\nENV V=1\nARG V=2\nENV A=$V\n'), { environment: 'V=1, A=1' }],
  ['ENV', 'on one line the values of before', built('FROM x\nENV A=1\nENV A=2 B=$A\n'), { environment: 'A=2, B=1' }],
  ['ENV', 'the old form', built('FROM x\nENV A one two\n'), { environment: 'A=one two' }],
  ['ENV', 'quotes', built('FROM x\nENV A="one two" B=one\\ two\n'), { environment: 'A=one two, B=one two' }],
  [
    'ENV',
    'of the stage that it begins with',
    built('FROM x AS a\nENV A=1\nFROM a\nENV B=${A}2\n'),
    { environment: 'A=1, B=12' },
  ],
  [
    'ENV',
    'operators',
    built('FROM x\nARG V\nARG W=1\nENV A=${V:-d} B=${W:+e} C=x${V:+e}\n'),
    { environment: 'A=d, B=e, C=x' },
  ],
  ['ENV', 'an escaped dollar sign', built('FROM x\nENV A=\\$B\n'), { environment: 'A=$B' }],
]

const commands: readonly Case[] = [
  ['CMD', 'exec form', built('FROM x\nCMD ["a", "b"]\n'), { command: 'a b' }],
  ['CMD', 'shell form', built('FROM x\nCMD a b\n'), { command: '/bin/sh -c a b' }],
  ['CMD', 'the last one counts', built('FROM x\nCMD a\nCMD ["b"]\n'), { command: 'b' }],
  ['SHELL', 'runs lines', built('FROM x\nSHELL ["/bin/bash", "-ec"]\nCMD a\n'), { command: '/bin/bash -ec a' }],
  [
    'SHELL',
    'of the stage that it begins with',
    built('FROM x AS a\nSHELL ["/bin/bash", "-c"]\nFROM a\nCMD b\n'),
    { command: '/bin/bash -c b' },
  ],
  ['ENTRYPOINT', 'with a command', built('FROM x\nENTRYPOINT ["a"]\nCMD ["b"]\n'), { command: 'a b' }],
  [
    'ENTRYPOINT',
    'the command of a service',
    built('FROM x\nENTRYPOINT ["a"]\nCMD ["b"]\n', 'command: c d'),
    { command: 'a c d' },
  ],
  [
    'ENTRYPOINT',
    'makes the command below void',
    built('FROM x AS a\nCMD ["b"]\nFROM a\nENTRYPOINT ["c"]\n'),
    { command: 'c' },
  ],
  [
    'ENTRYPOINT',
    'not the one of its own stage',
    built('FROM x AS a\nCMD ["b"]\nFROM a\nCMD ["d"]\nENTRYPOINT ["c"]\n'),
    { command: 'c d' },
  ],
  [
    'ENTRYPOINT',
    'a command on top of it',
    built('FROM x AS a\nENTRYPOINT ["c"]\nFROM a\nCMD ["d"]\n'),
    { command: 'c d' },
  ],
  [
    'ENTRYPOINT',
    'of a service: the image’s command is void',
    built('FROM x\nENTRYPOINT ["a"]\nCMD ["b"]\n', 'entrypoint: ["e"]'),
    { command: 'e' },
  ],
  [
    'ENTRYPOINT',
    'none of a service: the image’s command is what runs',
    built('FROM x\nENTRYPOINT ["a"]\nCMD ["b"]\n', 'entrypoint: []'),
    { command: 'b' },
  ],
  [
    'HEALTHCHECK',
    'exec form with times',
    built('FROM x\nHEALTHCHECK --interval=5s --retries=2 CMD ["a", "b"]\n'),
    { healthcheck: 'a b | interval=5000 | retries=2' },
  ],
  [
    'HEALTHCHECK',
    'shell form',
    built('FROM x\nHEALTHCHECK CMD a b || exit 1\n'),
    { healthcheck: '/bin/sh -c a b || exit 1' },
  ],
  [
    'HEALTHCHECK',
    'NONE',
    built('FROM x AS a\nHEALTHCHECK CMD a\nFROM a\nHEALTHCHECK NONE\n'),
    { healthcheck: 'disabled' },
  ],
  [
    'HEALTHCHECK',
    'times of the service on it',
    built('FROM x\nHEALTHCHECK --interval=5s CMD a\n', 'healthcheck: { interval: 9s }'),
    { healthcheck: '/bin/sh -c a | interval=9000' },
  ],
  [
    'HEALTHCHECK',
    'switched off by the service',
    built('FROM x\nHEALTHCHECK CMD a\n', 'healthcheck: { disable: true }'),
    { healthcheck: 'disabled' },
  ],
  [
    'ONBUILD',
    'is carried out in what is built on it',
    built('FROM x AS a\nONBUILD ENV A=1\nENV B=2\nFROM a\nENV C=$A\n'),
    { environment: 'B=2, A=1, C=1' },
  ],
  ['ONBUILD', 'not in the stage itself', built('FROM x\nONBUILD ENV A=1\n'), { environment: '' }],
  [
    'ONBUILD',
    'only once',
    built('FROM x AS a\nONBUILD ENV A=1\nFROM a AS b\nENV A=2\nFROM b\n'),
    { environment: 'A=2' },
  ],
]

const text: readonly Case[] = [
  ['lines', 'go on after a backslash', built('FROM x\nENV A=1 \\\n  B=2\n'), { environment: 'A=1, B=2' }],
  [
    'lines',
    'comments and empty lines between them',
    built('FROM x\nENV A=1 \\\n# no\n\n  B=2\n'),
    { environment: 'A=1, B=2' },
  ],
  ['lines', 'the escape of a directive', built('# escape=`\nFROM x\nENV A=1 `\n  B=2\n'), { environment: 'A=1, B=2' }],
  [
    'lines',
    'the escape below another directive',
    built('# syntax=docker/dockerfile:1\n# escape=`\nFROM x\nENV A=1 `\n  B=2\n'),
    { environment: 'A=1, B=2' },
  ],
  [
    'lines',
    'below a comment it is a comment',
    built('# A comment.\n# escape=`\nFROM x\nENV A=1 \\\n  B=2\n'),
    { environment: 'A=1, B=2' },
  ],
  ['lines', 'names in any case', built('from x as a\nenv A=1\nFrom a\n'), { environment: 'A=1' }],
  [
    'here-documents',
    'of a RUN are no instructions',
    built('FROM x\nRUN <<EOF\nENV A=0\nEOF\nENV A=1\n'),
    { environment: 'A=1' },
  ],
  [
    'here-documents',
    'two of them',
    built('FROM x\nRUN <<A cat <<"B"\nENV A=0\nA\nENV A=0\nB\nENV A=1\n'),
    { environment: 'A=1' },
  ],
  [
    'here-documents',
    'a string for a shell is none',
    built('FROM x\nRUN cat <<<EOF\nENV A=1\n'),
    { environment: 'A=1' },
  ],
  ['here-documents', 'nor is a shift', built('FROM x\nRUN echo $((x<<y))\nENV A=1\n'), { environment: 'A=1' }],
]

const stages: readonly Case[] = [
  ['stages', 'the last one', built('FROM x\nENV A=1\nFROM x\nENV A=2\n'), { environment: 'A=2' }],
  [
    'stages',
    'a target',
    built('FROM x AS a\nENV A=1\nFROM x\nENV A=2\n').replace('build: .', 'build: { context: ., target: a }'),
    { environment: 'A=1' },
  ],
  [
    'stages',
    'a target by its number',
    built('FROM x\nENV A=1\nFROM x\nENV A=2\n').replace('build: .', 'build: { context: ., target: "0" }'),
    { environment: 'A=1' },
  ],
  [
    'stages',
    'the platform is no image',
    built('FROM --platform=linux/amd64 x AS a\nENV A=1\nFROM a\n'),
    { environment: 'A=1' },
  ],
  [
    'images of the repository',
    'by the name that another service gives it',
    'services:\n  base: { build: base, image: shop/base }\n  api: { build: . }\n==> base/Dockerfile\nFROM x\nENV A=1\nCMD ["a"]\n==> Dockerfile\nFROM shop/base:latest\nENV B=2\n',
    { environment: 'A=1, B=2', command: 'a' },
  ],
  [
    'images of the repository',
    'by the name that compose makes up',
    'name: shop\nservices:\n  base: { build: base }\n  api: { build: . }\n==> base/Dockerfile\nFROM x\nENV A=1\n==> Dockerfile\nFROM shop-base\n',
    { environment: 'A=1' },
  ],
  [
    'images of the repository',
    'not of another project',
    'services: { api: { image: "shop/base:1" } }\n==> lib/compose.yaml\nservices: { base: { build: ., image: "shop/base:1" } }\n==> lib/Dockerfile\nFROM x\nENV A=1\n',
    { environment: '' },
  ],
  [
    'images of the repository',
    'an image that begins with itself',
    'services: { api: { build: ., image: nginx } }\n==> Dockerfile\nFROM nginx\nENV A=1\n',
    { environment: 'A=1' },
  ],
  [
    'images of the repository',
    'two that begin with each other',
    'services:\n  api: { build: a, image: shop/a }\n  b: { build: b, image: shop/b }\n==> a/Dockerfile\nFROM shop/b\nENV A=1\n==> b/Dockerfile\nFROM shop/a\nENV B=1\n',
    { environment: 'B=1, A=1' },
  ],
  [
    'additional_contexts',
    'a service',
    'services:\n  base: { build: base }\n  api: { build: { context: ., additional_contexts: { lib: "service:base" } } }\n==> base/Dockerfile\nFROM x\nENV A=1\n==> Dockerfile\nFROM lib\n',
    { environment: 'A=1' },
  ],
  [
    'additional_contexts',
    'a folder',
    'services:\n  api: { build: { context: ., additional_contexts: ["lib=./conf"] } }\n==> Dockerfile\nFROM x\nCOPY --from=lib a.conf /etc/a.conf\n',
    { mounts: 'conf/a.conf:/etc/a.conf' },
  ],
]

const copies: readonly Case[] = [
  [
    'COPY',
    'into the working folder',
    built('FROM x\nWORKDIR /etc\nWORKDIR nginx\nCOPY a.conf .\n'),
    { mounts: 'a.conf:/etc/nginx/a.conf' },
  ],
  [
    'COPY',
    'with flags',
    built('FROM x\nCOPY --chown=a:b --chmod=644 --link a.conf /etc/b.conf\n'),
    { mounts: 'a.conf:/etc/b.conf' },
  ],
  [
    'COPY',
    'several into a folder',
    built('FROM x\nCOPY a.conf b.conf /etc/c/\n'),
    { mounts: 'a.conf:/etc/c/a.conf, b.conf:/etc/c/b.conf' },
  ],
  ['COPY', 'the JSON form', built('FROM x\nCOPY ["a b.conf", "/etc/"]\n'), { mounts: 'a b.conf:/etc/a b.conf' }],
  [
    'COPY',
    'with variables',
    built('FROM x\nARG E=prod\nCOPY $E.conf /etc/a.conf\n'),
    { mounts: 'prod.conf:/etc/a.conf' },
  ],
  [
    'COPY',
    'from an earlier stage',
    built('FROM x AS a\nCOPY a.conf /tmp/\nFROM x\nCOPY --from=a /tmp/a.conf /etc/b.conf\n'),
    { mounts: 'a.conf:/etc/b.conf' },
  ],
  [
    'COPY',
    'from another image',
    built('FROM x\nCOPY --from=nginx /etc/nginx/nginx.conf /etc/b.conf\n'),
    { mounts: '' },
  ],
  [
    'COPY',
    'from a context elsewhere',
    'services: { api: { build: { context: "https://shop.example/repo.git", dockerfile_inline: "FROM x\\nCOPY a.conf /etc/" } } }\n',
    { mounts: '' },
  ],
  [
    'COPY',
    'from a context that is another folder, the Dockerfile beside it',
    'services: { api: { build: { context: web, dockerfile: ../docker/web.Dockerfile } } }\n==> docker/web.Dockerfile\nFROM x\nCOPY a.conf /etc/a.conf\n',
    { mounts: 'web/a.conf:/etc/a.conf' },
  ],
]

check([...variables, ...commands, ...text, ...stages, ...copies])

describe('EXPOSE', () => {
  test.each([
    ['numbers and protocols', 'EXPOSE 80 81/tcp 82/udp', '80 dockerfile, 81 dockerfile'],
    ['a range', 'EXPOSE 80-82', '80 dockerfile, 81 dockerfile, 82 dockerfile'],
    ['a variable', 'ARG P=80\nEXPOSE $P ${P}80', '80 dockerfile, 8080 dockerfile'],
    ['a variable that is not known', 'EXPOSE $P', ' | unread'],
  ])('%s', (_, lines, expected) => expect(listening(serviceIn(topology(built(`FROM x\n${lines}\n`))))).toBe(expected))
})

describe('who runs a file that is copied', () => {
  const gateway = 'services: { gateway: { build: . } }\n'
  const dockerfile = (copy: string): string => `${gateway}==> Dockerfile\nFROM nginx\n${copy}\n`
  const conf = 'gateway /etc/nginx/conf.d/a.conf'
  test.each([
    ['a folder', dockerfile('COPY conf /etc/nginx/conf.d'), conf],
    ['a pattern', dockerfile('COPY conf/*.conf /etc/nginx/conf.d/'), conf],
    ['a folder that a pattern matches', dockerfile('COPY con? /etc/nginx/conf.d/'), conf],
    ['a pattern that does not match', dockerfile('COPY conf/*.cfg /etc/nginx/conf.d/'), ''],
    ['left out', `${dockerfile('COPY conf /etc/nginx/conf.d')}==> .dockerignore\nconf\n`, ''],
    ['left out by a pattern', `${dockerfile('COPY . /etc/nginx')}==> .dockerignore\n**/*.conf\n`, ''],
    [
      'left out and brought back',
      `${dockerfile('COPY conf /etc/nginx/conf.d')}==> .dockerignore\n# all\n*\n!conf/a.conf\n`,
      conf,
    ],
    [
      'left out but for another',
      `${dockerfile('COPY conf /etc/nginx/conf.d')}==> .dockerignore\nconf/*\n!conf/b.conf\n`,
      '',
    ],
    [
      'a name deeper down is not meant',
      `${dockerfile('COPY conf /etc/nginx/conf.d')}==> .dockerignore\na.conf\n`,
      conf,
    ],
    [
      'the list of the Dockerfile itself',
      `${dockerfile('COPY conf /etc/nginx/conf.d')}==> .dockerignore\nconf\n==> Dockerfile.dockerignore\n*.log\n`,
      conf,
    ],
    [
      'a mount is not asked',
      'services: { gateway: { image: nginx, volumes: ["./conf:/etc/nginx/conf.d"] } }\n==> .dockerignore\nconf\n',
      conf,
    ],
  ])('%s', (_, files, expected) => expect(places(topology(files), 'conf/a.conf').join()).toBe(expected))

  test('a file without an ending into a folder', () => {
    const files = dockerfile('COPY site /etc/nginx/sites-enabled/')
    expect(places(topology(files), 'site')).toEqual(['gateway /etc/nginx/sites-enabled/site'])
  })
})
