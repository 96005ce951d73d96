/** The form of the statement that is being typed, with the word that is being written between « and ». */
import { describe, expect, test } from 'vitest'
import { signatureAt } from '../../server/features/signature.ts'
import { inLocation, marked } from './marked.ts'

function shown(texts: Readonly<Record<string, string>>): string | undefined {
  const { workspace, file, offset } = marked(texts)
  const found = signatureAt(workspace, file, offset)
  if (!found) return undefined
  const { label, parameters, active } = found
  const written = active === undefined ? undefined : parameters[active]
  if (!written) return label
  const [from, to] = written
  return `${label.slice(0, from)}«${label.slice(from, to)}»${label.slice(to)}`
}

describe('nginx', () => {
  test.each([
    [inLocation('proxy_set_header |'), 'proxy_set_header «HEADER» VALUE'],
    [inLocation('proxy_set_header Host |;'), 'proxy_set_header HEADER «VALUE»'],
    [inLocation('proxy_set_header Host $h|;'), 'proxy_set_header HEADER «VALUE»'],
    [inLocation('proxy_set_header Host $host |;'), 'proxy_set_header HEADER VALUE'],
    ['http { server { listen 80 |', 'listen [ADDRESS:]PORT «[PARAMETER ...]»'],
    ['http { server { listen 80 ssl |', 'listen [ADDRESS:]PORT «[PARAMETER ...]»'],
    ['http { server { location /|', 'location [MODIFIER] «URI»'],
    ['http { server { location ~ |', 'location [MODIFIER] «URI»'],
    ['http { proxy_buffering |', 'proxy_buffering «on|off»'],
    ['http { upstream a { server |', 'server «ADDRESS» [PARAMETER ...]'],
    ['stream { server { proxy_pass |', 'proxy_pass «ADDRESS»'],
    [inLocation('return 301 |;'), 'return STATUS «[TEXT|URL]»'],
  ])('%s', (text, form) => expect(shown({ 'nginx.conf': text })).toBe(form))

  test.each([
    'http { proxy_|pass',
    'http { foo_bar |',
    inLocation('internal |'),
    'http { # listen |',
    'http { map $a $b { x | } }',
  ])('nothing in %s', text => expect(shown({ 'nginx.conf': text })).toBeUndefined())
})

describe('HAProxy', () => {
  test.each([
    ['backend a\n  server |', 'server «NAME» ADDRESS[:PORT] [OPTION ...]'],
    ['backend a\n  server one |', 'server NAME «ADDRESS[:PORT]» [OPTION ...]'],
    ['backend a\n  server one b:1 check inter |', 'server NAME ADDRESS[:PORT] «[OPTION ...]»'],
    ['backend a\n  timeout server |', 'timeout server «TIME»'],
    ['backend a\n  no option httpchk |', 'option httpchk «[METHOD]» [URI] [VERSION]'],
    ['frontend a\n  http-request set-header X |', 'http-request set-header NAME «FORMAT» [if|unless CONDITION]'],
    ['frontend a\n  use_backend |', 'use_backend «BACKEND» [if|unless CONDITION]'],
    ['frontend a |', 'frontend NAME «[from DEFAULTS]»'],
    ['global\n  maxconn |', 'maxconn «NUMBER»'],
  ])('%s', (text, form) => expect(shown({ 'haproxy.cfg': text })).toBe(form))

  test('a word that nobody knows has none', () =>
    expect(shown({ 'haproxy.cfg': 'backend a\n  foo |' })).toBeUndefined())
})
