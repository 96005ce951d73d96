/** Positions of offsets: by the lines that were read of a configuration the same as by the line feeds of its text. */
import { expect, test } from 'vitest'
import { parse, positionIn } from '../../server/syntax/parse.ts'
import { lineStarts, positionAt } from '../../server/syntax/text.ts'

const text = 'events { }\r\nhttp {\n\n  server { }\n}\n'

test.each([
  ['LF and CRLF', text],
  ['no line feed at the end', text.trimEnd()],
  ['a byte order mark', `\uFEFF${text}`],
  ['nothing', ''],
])('in a text with %s', (_, content) => {
  const first = parse('/nginx.conf', 'nginx', content)
  const edited = content.replace('server', 'server # more\n')
  const second = parse('/nginx.conf', 'nginx', edited, { previous: first })
  for (let offset = 0; offset <= edited.length; offset++)
    expect(positionIn(second, offset)).toEqual(positionAt(lineStarts(edited), offset))
  expect(positionIn(first, 0)).toBe(undefined)
})
