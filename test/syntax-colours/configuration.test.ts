/** What the editor does with the keys: which letters are one word, and where lines are indented. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sections } from '../../server/syntax/haproxy.ts'

const configurationOf = (language: string) =>
  JSON.parse(
    readFileSync(new URL(`../../syntaxes/${language}.language-configuration.json`, import.meta.url), 'utf8'),
  ) as {
    readonly wordPattern: string
    readonly indentationRules: Readonly<Record<string, string>>
    readonly onEnterRules: readonly { readonly beforeText: string; readonly action: { readonly indent: string } }[]
  }
const nginx = configurationOf('nginx')
const haproxy = configurationOf('haproxy')

describe('words', () => {
  test.each<readonly [pattern: string, text: string, words: readonly string[]]>([
    [nginx.wordPattern, 'proxy_pass http://api-v2:8080/$uri;', ['proxy_pass', 'http', 'api-v2', '8080', '$uri']],
    [nginx.wordPattern, 'try_files $1 @fall-back =404;', ['try_files', '$1', '@fall-back', '404']],
    [nginx.wordPattern, '"${request_id}"', ['request_id']],
    [
      haproxy.wordPattern,
      'acl is-api req.hdr(host),lower -m str',
      ['acl', 'is-api', 'req.hdr', 'host', 'lower', 'm', 'str'],
    ],
    [haproxy.wordPattern, '.if defined(X)', ['.if', 'defined', 'X']],
    [haproxy.wordPattern, 'server web-1 10.0.0.1:80', ['server', 'web-1', '10.0.0.1', '80']],
  ])('%s: %s', (pattern, text, words) => expect(text.match(new RegExp(pattern, 'g'))).toEqual(words))
})

describe('indentation', () => {
  const fits = (rule: string | undefined, line: string): boolean => new RegExp(rule!).test(line)
  test.each([
    ['server {', true],
    ['  location ~ "^/a{2}" { # here', true],
    ["  if ($a = 'x') {", true],
    ['http { server {', true],
    ['} server {', true],
    ['location / { return 200 "}";', true],
    ['server { listen 80; }', false],
    ['set $a "${b}";', false],
    ['set $a "{";', false],
    ['# server {', false],
    ['listen 80; # {', false],
    ['root /srv;', false],
  ])('the line after %j is deeper: %s', (line, deeper) =>
    expect(fits(nginx.indentationRules.increaseIndentPattern, line)).toBe(deeper),
  )

  test.each([
    ['frontend web', true, true],
    ['  backend api from base', true, true],
    ['global', true, true],
    ['  mode http', false, false],
    ['  cache-use small', false, false],
    ['  peer a 10.0.0.1:1024', false, false],
    ['  ring-buffer x', false, false],
  ])('%j begins a section: %s', (line, deeper, out) => {
    expect(fits(haproxy.indentationRules.increaseIndentPattern, line)).toBe(deeper)
    expect(fits(haproxy.indentationRules.decreaseIndentPattern, line)).toBe(out)
    expect(haproxy.onEnterRules.some(rule => rule.action.indent === 'indent' && fits(rule.beforeText, line))).toBe(
      deeper,
    )
  })

  test('all sections do', () => {
    expect([...sections].filter(name => !fits(haproxy.indentationRules.increaseIndentPattern, `${name} a`))).toEqual([])
  })
})
