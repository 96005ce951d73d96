/** Conditions of `.if`: what they come to, and which lines take part. */
import { describe, expect, test } from 'vitest'
import { valueOfCondition } from '../../server/model/haproxy-if.ts'
import { liveSections } from '../../server/model/haproxy-live.ts'
import { parse } from '../../server/syntax/parse.ts'
import { createWorkspace } from '../../server/workspace.ts'

const process = { variables: new Set(['A']), release: '2.6.12' }

describe('what a condition comes to', () => {
  test.each<readonly [string, boolean | undefined]>([
    ['', false],
    ['0', false],
    ['1', true],
    ['12', true],
    ['!0', true],
    ['! 1', false],
    ['!!1', true],
    ['(1)', true],
    ['!(0 || 1)', false],
    ['1 && 0', false],
    ['0 || 1', true],
    ['0 && 1 || 1', true],
    ['1 || 0 && 0', true],
    ['defined(A)', true],
    ['defined(B)', undefined],
    ['!defined(A)', false],
    ['defined(B) && 0', false],
    ['defined(B) || 1', true],
    ['defined(B) && 1', undefined],
    ['streq(a,a)', true],
    ['streq(a,b)', false],
    ['strneq(a,b)', true],
    ['streq($A,a)', undefined],
    ['feature(OPENSSL)', undefined],
    ['version_atleast(2.6)', true],
    ['version_atleast(2.6.13)', false],
    ['version_atleast(2.6-dev3)', undefined],
    ['version_before(2.8)', true],
    ['version_atleast(2.4) && version_before(2.6)', false],
    ['true', undefined],
    ['(1', undefined],
    ['1 2', undefined],
  ])('%s', (text, value) => expect(valueOfCondition(text, process)).toBe(value))

  test('a release of which only the branch is known', () => {
    const branch = { variables: new Set<string>(), release: '2.6' }
    expect(valueOfCondition('version_atleast(2.6.3)', branch)).toBeUndefined()
    expect(valueOfCondition('version_atleast(2.8)', branch)).toBe(false)
  })
})

/** The lines that are left, each by its words. */
const left = (text: string): readonly string[] =>
  liveSections(parse('haproxy.cfg', 'haproxy', text).directives, process).flatMap(section =>
    [section, ...(section.body ?? [])].map(({ name, args }) => [name, ...args].map(word => word.text).join(' ')),
  )

describe('lines that take part', () => {
  test.each<readonly [string, string, readonly string[]]>([
    ['none is hidden', 'global\n daemon\n', ['global', 'daemon']],
    ['a dead branch', 'global\n.if 0\n daemon\n.endif\n maxconn 5\n', ['global', 'maxconn 5']],
    ['the other one', 'global\n.if 0\n daemon\n.else\n maxconn 5\n.endif\n', ['global', 'maxconn 5']],
    ['the first that holds', 'global\n.if 0\n a\n.elif 1\n b\n.elif 1\n c\n.else\n d\n.endif\n', ['global', 'b']],
    [
      'what is not known stays',
      'global\n.if defined(B)\n a\n.else\n b\n.endif\n',
      ['global', '.if defined(B)', 'a', '.else', 'b', '.endif'],
    ],
    [
      'behind what is not known, a dead one',
      'global\n.if defined(B)\n a\n.elif 0\n b\n.elif 1\n c\n.else\n d\n.endif\n',
      ['global', '.if defined(B)', 'a', '.elif 0', '.elif 1', 'c', '.else', '.endif'],
    ],
    ['all within a dead one', 'global\n.if 0\n.if defined(B)\n a\n.endif\n.endif\n b\n', ['global', 'b']],
    ['sections', '.if 0\nfrontend a\n bind :80\n.endif\nfrontend b\n bind :81\n', ['frontend b', 'bind :81']],
    [
      'a dead section with lines behind it that are none of its own',
      'global\n.if 0\nfrontend a\n.endif\n bind :80\n',
      ['global', '.if 0', 'frontend a', '.endif', 'bind :80'],
    ],
  ])('%s', (_, text, expected) => expect(left(text)).toEqual(expected))

  test('the release is that of the image, or of the settings', () => {
    const text =
      'defaults\n mode http\n timeout connect 1s\n timeout client 1s\n timeout server 1s\nfrontend web\n bind :80\n.if version_atleast(2.8)\n default_backend nope\n.endif\n'
    const found = (files: Readonly<Record<string, string>>): readonly string[] => {
      const workspace = createWorkspace()
      for (const [file, content] of Object.entries(files)) workspace.set(`/p/${file}`, content)
      return workspace
        .configs()
        .flatMap(({ gateways }) =>
          gateways.flatMap(({ routes }) =>
            routes.map(({ to, conditional }) => `${to.kind}${conditional ? ' perhaps' : ''}`),
          ),
        )
    }
    const run = (tag: string) =>
      `services:\n  web: { image: "haproxy:${tag}", volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg"] }\n`
    expect(found({ 'haproxy.cfg': text, 'compose.yaml': run('2.6.12') })).toEqual([])
    expect(found({ 'haproxy.cfg': text, 'compose.yaml': run('3.0.1') })).toEqual(['undeclared'])
    expect(found({ 'haproxy.cfg': text, 'compose.yaml': run('latest') })).toEqual(['unknown perhaps'])
    expect(found({ 'haproxy.cfg': text, '.gatelint.yaml': 'versions: { haproxy: "2.6" }\n' })).toEqual([])
  })
})
