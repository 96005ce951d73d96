/** What files say is shown as it is: none of it becomes markup. */
import { describe, expect, test } from 'vitest'
import { hoverAt } from '../../server/features/hover.ts'
import { code, listed, say, toMarkdown, toPlainText } from '../../server/features/prose.ts'
import { marked } from './marked.ts'

/** The text without what is escaped or stands in a code span, as CommonMark reads them. */
function outsideOfCode(markdown: string): string {
  let rest = ''
  for (let at = 0; at < markdown.length; ) {
    if (markdown[at] === '\\') {
      at += 2
      continue
    }
    const fence = /^`+/.exec(markdown.slice(at))?.[0]
    if (!fence) {
      rest += markdown[at]
      at += 1
      continue
    }
    const close = new RegExp(`(?<!\`)${fence}(?!\`)`).exec(markdown.slice(at + fence.length))
    expect(close, `a code span that nothing closes in ${markdown}`).not.toBeNull()
    at += fence.length + close!.index + fence.length
  }
  return rest
}

const evil = [
  '`code`',
  '``` js',
  '[a](command:workbench.action.terminal.new)',
  '![a](https://evil.example/x.png)',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'command:x',
  'https://evil.example/',
  'www.evil.example',
  'me@evil.example',
  'a\n\n# heading',
  '- list\n1. list',
  '&lt;b&gt; &#96;',
  '\\`x\\`',
  '|a|b|\n|-|-|\n|c|d|',
  '$(alert)',
  '---',
  '`',
  ' `',
  'a`b``c',
  '_emphasis_',
  '===',
  '12. list',
]

describe.each(evil)('%j', text => {
  test('in a sentence, and as code', () => {
    const markdown = toMarkdown([say`${text} and ${code(text)}`, say`second ${text}`])
    const left = outsideOfCode(markdown)
    expect(left).not.toMatch(/[<>[\]()!*#`&@]|\b_|_\b|:\/\/|www\./)
    expect(markdown.split('\n').filter(line => line !== '')).toHaveLength(2)
    expect(markdown).not.toMatch(/^(?:[-+]|\d+[.)]) /m)
  })
  test('in a hover', () => {
    const quoted = JSON.stringify(text)
    const { workspace, file, offset } = marked({
      'nginx.conf': `http { server { proxy_set_h|eader B b; }\n proxy_set_header A ${quoted}; }`,
    })
    expect(outsideOfCode(toMarkdown(hoverAt(workspace, file, offset)!.lines))).not.toMatch(
      /<|\(command:|\(https:\/\/evil/,
    )
  })
})

test('only our own links are links', () => {
  expect(toMarkdown([[{ link: 'the [manual]', to: 'https://nginx.org/en/docs/dirindex.html' }]])).toBe(
    '[the \\[manual\\]](https://nginx.org/en/docs/dirindex.html)',
  )
})

test('marks that turn the direction of writing are left out', () => {
  expect(toPlainText([say`${code('a\u202Eb\u2066c')}`])).toBe('abc')
})

test('long values are cut', () => {
  expect(toPlainText([say`${code('x'.repeat(500))}`]).length).toBe(121)
})

test('lines and lists', () => {
  expect(toMarkdown([say`head`, say`one ${code('a b')}`, say`two`])).toBe('head\n\none `a b`  \ntwo')
  expect(toPlainText([say`${listed(['a', 'b', 'c'])} or ${listed(['d'])}, ${3}`])).toBe('a, b and c or d, 3')
})
