/** Reading as a whole: configurations within other files, edits, and sizes that nobody has. */
import { describe, expect, test } from 'vitest'
import { generateConfig } from '../../scripts/generate-config.ts'
import { parse, parseLines } from '../../server/syntax/parse.ts'
import type { Dialect, Directive } from '../../server/syntax/tree.ts'
import { walk } from '../../server/syntax/tree.ts'
import { dedent, plain, render } from './render.ts'

describe('a configuration within another file', () => {
  /** Reads the lines below `|`, without their indentation, each at its own place. */
  const within = (dialect: Dialect, host: string) => {
    const lines = host.split('\n')
    let offset = 0
    const places = lines.map(line => {
      const start = offset
      offset += line.length + 1
      return { text: line.slice(4), offset: start + Math.min(4, line.length) }
    })
    return parseLines('compose.yaml', dialect, host, places.slice(lines.findIndex(line => line.endsWith('|')) + 1))
  }

  const words = (directive: Directive, host: string): readonly string[] =>
    [directive.name, ...directive.args].map(({ at }) => host.slice(at.start, at.end))

  test('nginx: words, problems and comments stand where they are in the file', () => {
    const host = 'a:\n  b: |\n    server {\n      listen 80\n      set $a "x\n       y"; # z\n    }\n'
    const document = within('nginx', host)
    expect(render(document)).toBe(
      dedent(`
        server {
          listen 80
          set $a "x\\n   y"
        ! missing-semicolon 4:16 "" +";" 4:16
        #^ z`),
    )
    expect(document.text).toBe(host)
    expect([...walk(document.directives)].map(directive => words(directive, host))).toEqual([
      ['server'],
      ['listen', '80'],
      ['set', '$a', '"x\n       y"'],
    ])
    const [, value] = document.directives[0]!.body![1]!.args
    expect(value?.offsets?.map(offset => host[offset])).toEqual([...'x\n   y"'])
  })

  test('HAProxy: a block that ends without a line feed is told', () => {
    const host = 'b: |\n    global\n      daemon'
    expect(render(within('haproxy', host))).toBe('global {\n  daemon\n! missing-newline 3:13 "" +"\\n" 3:13')
    expect(within('haproxy', `${host}\n`).problems).toEqual([])
  })

  test('no lines at all', () => {
    expect(parseLines('file', 'nginx', 'x', []).directives).toEqual([])
    expect(parseLines('file', 'haproxy', 'x', []).problems).toEqual([])
  })
})

describe('an edit', () => {
  test('leaves the objects of what stands before it and behind it alone, and moves those behind', () => {
    const before = parse('file', 'nginx', 'a {\n b;\n}\nc;\nd {\n e;\n}\n')
    const after = parse('file', 'nginx', 'a {\n b;\n}\nc 1;\nd {\n e;\n}\n', { previous: before })
    expect(after.directives[0]).toBe(before.directives[0])
    expect(after.directives[2]).toBe(before.directives[2])
    expect(plain(after.directives[2]?.body?.[0]?.at)).toEqual({ file: 'file', start: 20, end: 22 })
  })

  test('after another edit of the same reading does not see that one', () => {
    const text = generateConfig('nginx', 60)
    const first = parse('file', 'nginx', text)
    const edit = (to: string): string => text.replace('keepalive 8', to)
    parse('file', 'nginx', edit('keepalive 8; } upstream other { server a'), { previous: first })
    const other = parse('file', 'nginx', edit('keepalive 16'), { previous: first })
    expect(plain(other.directives)).toEqual(plain(parse('file', 'nginx', edit('keepalive 16')).directives))
  })

  test('of another file, or in another dialect, starts afresh', () => {
    const text = 'global\n a b;\n'
    const nginx = parse('file', 'nginx', text)
    expect(plain(parse('file', 'haproxy', text, { previous: nginx }))).toEqual(plain(parse('file', 'haproxy', text)))
    expect(plain(parse('other', 'nginx', text, { previous: nginx }))).toEqual(plain(parse('other', 'nginx', text)))
  })

  test('may be made ten thousand times before anybody looks', () => {
    const text = 'a;\nb {\n c {\n  d;\n }\n}\n'
    let document = parse('file', 'nginx', text)
    for (let typed = 0; typed < 10_000; typed++) {
      document = parse('file', 'nginx', 'x'.repeat(typed % 50) + text, { previous: document })
    }
    expect(plain(document.directives)).toEqual(plain(parse('file', 'nginx', document.text).directives))
  })
})
