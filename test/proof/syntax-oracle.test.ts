/** What we call broken, the real servers refuse, and nothing else: their own verdicts on small texts. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { arities } from '../../server/syntax/nginx-statements.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { Dialect } from '../../server/syntax/tree.ts'
import { randomOf } from '../syntax/random.ts'

const folder = mkdtempSync(join(tmpdir(), 'gatelint-oracle-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** `accepted`, or the first thing that the server says against it. A text without listeners: nothing is opened. */
function verdict(dialect: Dialect, text: string): string {
  const config = join(folder, dialect)
  writeFileSync(config, text)
  const [program, args] =
    dialect === 'nginx'
      ? (['nginx', ['-t', '-q', '-p', folder, '-e', 'stderr', '-c', config]] as const)
      : (['haproxy', ['-c', '-f', config]] as const)
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (error) throw error
  // HAProxy answers 2 when it has nothing to listen on.
  if (status === 0 || (dialect === 'haproxy' && status === 2)) return 'accepted'
  return /^.*\[(?:ALERT|emerg)\].*$/m.exec(stderr)?.[0] ?? stderr
}

const isSound = (dialect: Dialect, text: string): boolean => parse('file', dialect, text).problems.length === 0

describe('nginx', () => {
  const before = 'pid nginx.pid; events { }\n'

  test.each([
    'http { index a b; }',
    'http {\n  index\n  a\n  b\n;}',
    'http { index "a b" \'c\'; }',
    'http { index "a";}',
    'http{index a;}',
    'http { index a#b; }',
    'http { index a"b; }',
    'http { index a}b; }',
    'http { index "a\nb"; }',
    'http { index "a\\"b"; }',
    "http { index 'a\\'b'; }",
    'http { index a\\;b; }',
    'http { index a\\\nb; }',
    'http { index "a")b; }',
    'http { index a # b; }\n; }',
    'http { index a; # }\n}',
    'http { map $host $a { default 0; "x" 1; "~^y$" 2; } }',
    'http { map $host $a{ default ""; } }',
    "http { log_format a 'b'\n  'c'\n  \"d\"; }",
    'http { upstream a { server 127.0.0.1:1; } }',
    'http { "index" a; }',
    'http { add_header a ${host}b; }',
    'http { add_header a "$host;"; }',
    '\t\r\n http { }\r\n',
    'http { index a; }  ',
    '# only a comment',
    '',
  ])('accepts %j, and so do we', text => {
    expect(verdict('nginx', before + text)).toBe('accepted')
    expect(isSound('nginx', before + text)).toBe(true)
  })

  test.each([
    'http { index a }',
    'http { index a',
    'http { index a;',
    'http {',
    'http { } }',
    'http { index a;; }',
    'http { index a; };',
    'http { ; }',
    'http { { index a; } }',
    'http { index "a"b; }',
    'http { index "a""b"; }',
    'http { index "a"#b\n; }',
    'http { index "a"}',
    'http { index "a; }',
    "http { index 'a; }",
    'http { index "a;\n index "b"; }',
    'http { index a\\',
    'http { index a}',
    'http { index a\nindex b; }\n}',
    'http { index a; } "',
    'http\nindex a;\n}',
    'http { upstream a\nserver 127.0.0.1:1;\n} }',
    'http { map $host $a { ~^b{2}$ c; } }',
    'http { map $host $a { ~^b{2,}c{3}$ c; } }',
    '\ufeffhttp { }',
  ])('refuses %j, and so do we', text => {
    // nginx skips no byte order mark, wherever the file begins.
    const whole = text.startsWith('\ufeff') ? text + before : before + text
    expect(verdict('nginx', whole)).not.toBe('accepted')
    expect(isSound('nginx', whole)).toBe(false)
  })

  /** Modules that are often not there. */
  const modules = ['mail', 'stream']

  /** The reader believes so much of some directives, to see where a ";" is missing. */
  test.each(
    [...arities]
      .filter(([name]) => !modules.includes(name))
      .flatMap(([name, all]) => all.map(arity => [name, arity] as const)),
  )('refuses more arguments for %s, and fewer', (name, { least, most, block }) => {
    const tail = block ? '{ }' : ';'
    const contexts = ['%', 'events { % }', 'http { % }', 'http { server { listen unix:s; % } }']
    const deeper = ['http { server { listen unix:s; location / { % } } }', 'http { upstream a { % } }']
    const counts = [least - 1, most + 1].filter(count => count >= 0 && Number.isFinite(count))
    for (const count of counts) {
      const statement = `${name}${' x'.repeat(count)} ${tail}`
      const said = [...contexts, ...deeper].map(context => verdict('nginx', `pid p;${context.replace('%', statement)}`))
      expect(said.join('')).toContain(`invalid number of arguments in "${name}" directive`)
    }
  })

  test('says the same as we do of texts that were damaged at random', () => {
    const sound =
      'http {\n  index a "b c"; # d\n  map $host $a {\n    default 0;\n    "x y" \'1\';\n  }\n' +
      '  log_format b \'$host\'\n    "$uri";\n  upstream c { server 127.0.0.1:1; }\n  add_header X ${host}y\\;z;\n}\n'
    const lexical = /unexpected (?:"|end of file)|too long parameter|expecting/
    compare('nginx', 400, text => before + text, sound, lexical)
  })
})

describe('HAProxy', () => {
  const many = (count: number): string => `global\n presetenv ${'w '.repeat(count - 2)}w\n`

  test.each([
    'global\n maxconn 5\n',
    'global\n maxconn "5"\n',
    "global\n maxconn '5' # a\n",
    'global\r\n maxconn 5\r\n',
    'global\n max"con"n 5#a\n',
    'global\n setenv A a\\ b\n',
    'global\n setenv A "a b ${HOME} $HOME ${X-y z} ${HOME[*]}"\n',
    'global\n setenv A "\\$x \\" \\# \\\\ \\x41 \\q"\n',
    "global\n setenv A '$ \\x ${ \"'\n",
    'global\n setenv A $\n',
    'global\n setenv A a\\\n',
    'global\n setenv A a\rb "\n',
    '.if 1\nglobal\n.endif\n',
    'global\n.if 0\n foo\n .bar\n.elif 0\n.else\n.endif\n',
    '[scope]\nglobal\n',
    '"glo"bal\n',
    '# only a comment\n',
    'global\n setenv A "${X-"b"}"\n',
    '',
  ])('accepts %j, and so do we', text => {
    expect(verdict('haproxy', text)).toBe('accepted')
    expect(isSound('haproxy', text)).toBe(true)
  })

  test.each([
    'global\n maxconn 5',
    'global\n ',
    'global\n# a',
    'maxconn 5\n',
    'global\n setenv A "b\n',
    "global\n setenv A 'b\n",
    'global\n setenv A "b\r\n',
    'global\n setenv A "b\\"\n',
    'global\n setenv A "${X"\n',
    'global\n setenv A "${X-y"\n',
    'global\n setenv A "$"\n',
    'global\n setenv A "$1"\n',
    'global\n setenv A "${}"\n',
    'global\n setenv A "${X[0]}"\n',
    'global\n setenv A "${HOME[*"\n',
    'global\n setenv A \\x4\n',
    'global\n setenv A "\\xg0"\n',
    'global\n setenv A b\0\n',
    '.endif\n',
    '.else\n',
    'global\n.if 1\n',
    'global\n.foo\n',
    '.if 0\n.else\n.else\n.endif\n',
    '.if 0\n.else\n.elif 1\n.endif\n',
    '.if 0\n "\n.endif\n',
    many(65),
    many(64).replace(/\n$/, ' \n'),
    '\ufeffglobal\n',
  ])('refuses %j, and so do we', text => {
    expect(verdict('haproxy', text)).not.toBe('accepted')
    expect(isSound('haproxy', text)).toBe(false)
  })

  test('says the same as we do of texts that were damaged at random', () => {
    const sound =
      '# a\nglobal\n setenv A "b ${HOME} \\"c" # d\n setenv B \'e $\' \n.if 1\n maxconn 5\n.else\n maxconn 6\n.endif\n' +
      'defaults\n log-format a\\ b"\\x41"\\#c\n'
    const lexical =
      /unmatched|forbidden first|truncated or invalid|too many words|Missing LF|out of section|lone|non-terminated|not permitted/
    compare('haproxy', 400, text => text, sound, lexical)
  })
})

/**
 * Damages a sound text in many ways. What the server accepts must be sound for us; what it refuses for its shape must
 * not. What it refuses for its meaning says nothing.
 */
function compare(
  dialect: Dialect,
  times: number,
  whole: (text: string) => string,
  sound: string,
  lexical: RegExp,
): void {
  const random = randomOf(times)
  const told = { accepted: 0, refused: 0 }
  for (let done = 0; done < times; done++) {
    const start = random.below(sound.length)
    const end = start + random.of([0, 0, 1, 1, 3, 12])
    const inserted = random.of(['', '', '"', "'", ';', '{', '}', '\\', '#', '$', ' ', '\n', '${', 'x'])
    const text = whole(sound.slice(0, start) + inserted + sound.slice(end))
    const said = verdict(dialect, text)
    if (said !== 'accepted' && !lexical.test(said)) continue
    const isAccepted = said === 'accepted'
    told[isAccepted ? 'accepted' : 'refused']++
    expect(isSound(dialect, text), `${JSON.stringify(text)}: ${said}`).toBe(isAccepted)
  }
  // Both kinds came up, or the test would prove nothing.
  expect(Math.min(told.accepted, told.refused)).toBeGreaterThan(20)
}
