/** What is shown at the lines of a file, though it is said elsewhere. */
import { describe, expect, test } from 'vitest'
import { hintsIn } from '../../server/features/hints.ts'
import { createWorkspace } from '../../server/workspace.ts'
import { compose } from './marked.ts'

/** The lines of the text that have a hint, with the hint between « and ». */
function shown(file: string, text: string, manifest = compose): readonly string[] {
  const workspace = createWorkspace()
  workspace.set('/shop/compose.yaml', manifest)
  workspace.set(`/shop/${file}`, text)
  let all = text
  for (const { offset, text: hint } of hintsIn(workspace, `/shop/${file}`, 0, text.length).toReversed())
    all = `${all.slice(0, offset)}«${hint}»${all.slice(offset)}`
  return all
    .split('\n')
    .filter(line => line.includes('«'))
    .map(line => line.trim())
}

const nginx = (lines: string, around = ''): string => `events {}
http {
  ${around}
  server {
    listen 80;
    location / {
      ${lines}
    }
  }
}
`

describe('how long nginx waits', () => {
  test.each<readonly [name: string, text: string, lines: readonly string[]]>([
    ['by default', nginx('proxy_pass http://api:3000;'), ['proxy_pass http://api:3000;«waits 60s (default)»']],
    [
      'as a block further out says',
      nginx('proxy_pass http://api:3000;', 'proxy_read_timeout 5m;'),
      ['proxy_pass http://api:3000;«waits 5m (http)»'],
    ],
    ['not where its own block says it', nginx('proxy_read_timeout 5m;\n proxy_pass http://api:3000;'), []],
    ['not where an include may say it', nginx('proxy_pass http://api:3000;', 'include elsewhere.conf;'), []],
    ['over FastCGI', nginx('fastcgi_pass php:9000;'), ['fastcgi_pass php:9000;«waits 60s (default)»']],
  ])('%s', (_, text, lines) => expect(shown('nginx.conf', text)).toEqual(lines))
})

describe('whom a target means', () => {
  const alias = compose.replace('  api:\n', '  api:\n    container_name: shop-api\n')
  test('a service of another name, and a port that is not written', () => {
    const text = nginx('proxy_read_timeout 5s;\n proxy_pass http://shop-api:3000;')
    expect(shown('nginx.conf', text, alias)).toEqual(['proxy_pass http://shop-api:3000«→ api»;'])
    expect(shown('nginx.conf', text.replace(':3000', ''), alias)).toEqual(['proxy_pass http://shop-api«:80 → api»;'])
    expect(shown('nginx.conf', text.replace('shop-', ''), alias)).toEqual([])
  })
  test('nothing where nobody is known to run the configuration', () => {
    const text = nginx('proxy_read_timeout 5s;\n proxy_pass http://shop-api;')
    expect(shown('elsewhere/nginx.conf', text, alias)).toEqual([])
  })
})

test('how long HAProxy waits', () => {
  const text = `defaults
  timeout server 30000
backend one
  server a api:3000
backend two
  timeout server 5s
  server a api:3000
`
  expect(shown('haproxy.cfg', text)).toEqual(['backend one«waits 30000ms (defaults)»'])
})

test('only those of the stretch that is asked for', () => {
  const workspace = createWorkspace()
  const text = nginx('proxy_pass http://api:3000;')
  workspace.set('/shop/nginx.conf', text)
  expect(hintsIn(workspace, '/shop/nginx.conf', 0, text.length)).toHaveLength(1)
  expect(hintsIn(workspace, '/shop/nginx.conf', 0, 20)).toEqual([])
})
