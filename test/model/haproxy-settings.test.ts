/** What is in force in sections of HAProxy, and for servers of both dialects. */
import { describe, expect, test } from 'vitest'
import { globalSetting, linesIn, settingIn } from '../../server/model/haproxy-settings.ts'
import { hasUnknownOptions, optionsOf } from '../../server/model/target-options.ts'
import { configs } from './show.ts'

const read = (text: string) => configs({ '/p/haproxy.cfg': text })[0]!

describe('settings', () => {
  const cases: readonly (readonly [name: string, setting: string, text: string, expected: string])[] = [
    ['its own', 'balance', 'defaults\nbackend a\n balance leastconn\n', 'backend: leastconn'],
    ['of the defaults', 'balance', 'defaults\n balance source\nbackend a\n', 'defaults: source'],
    ['none', 'balance', 'defaults\nbackend a\n', 'default: '],
    ['the last of two', 'balance', 'defaults\nbackend a\n balance source\n balance first\n', 'backend: first'],
    ['of two words', 'timeout server', 'defaults\n timeout server 5s\nbackend a\n', 'defaults: 5s'],
    [
      'an option with its values',
      'option httpchk',
      'defaults\nbackend a\n option httpchk GET /up\n',
      'backend: GET /up',
    ],
    ['taken back', 'option httpchk', 'defaults\n option httpchk\nbackend a\n no option httpchk\n', 'backend off: '],
    [
      'a new defaults forgets the first',
      'retries',
      'defaults\n retries 5\ndefaults\n mode http\nbackend a\n',
      'default: ',
    ],
    ['unless it is made from it', 'retries', 'defaults x\n retries 5\ndefaults y from x\nbackend a\n', 'defaults: 5'],
    [
      'the defaults that it names',
      'retries',
      'defaults x\n retries 5\ndefaults y\n retries 6\nbackend a from x\n',
      'defaults: 5',
    ],
    [
      'a line that may not be there',
      'retries',
      'defaults\n retries 5\nbackend a\n .if defined(X)\n retries 6\n .endif\n',
      'defaults?: 5',
    ],
    [
      'a section that may not be there',
      'retries',
      'defaults\n.if defined(X)\ndefaults\n retries 6\n.endif\nbackend a\n',
      'default?: ',
    ],
    ['defaults of another file', 'retries', 'backend a\n server s a:1\n', 'default?: '],
  ]
  test.each(cases)('%s', (_, name, text, expected) => {
    const config = read(text)
    const { section, values, negation, certain } = settingIn(config, config.upstreams[0]!, name)
    const where = `${section?.kind ?? 'default'}${negation ? ' off' : ''}${certain ? '' : '?'}`
    expect(`${where}: ${values.map(word => word.text).join(' ')}`).toBe(expected)
  })

  test.each([
    ['the last global', 'global\n maxconn 10\n maxconn 20\ndefaults\nglobal\n maxconn 30\n', '30', true],
    ['an earlier one', 'global\n maxconn 10\nglobal\n daemon\n', '10', true],
    ['none', 'global\n daemon\n', undefined, true],
    ['perhaps another', 'global\n maxconn 10\n.if feature(THREAD)\n maxconn 20\n.endif\n', '10', false],
  ])('of the process: %s', (_, text, value, certain) => {
    const found = globalSetting(read(text), 'maxconn')
    expect([found.values[0]?.text, found.certain]).toEqual([value, certain])
  })

  test('one that replaces another', () => {
    const config = read('defaults\n option httpchk\nbackend a\n option tcp-check\n')
    const { directive } = settingIn(config, config.upstreams[0]!, 'option httpchk', 'option tcp-check')
    expect(directive?.args[0]?.text).toBe('tcp-check')
  })

  test('rules of the defaults come first', () => {
    const config = read(
      'defaults x\n http-request deny\nbackend a from x\n http-request allow\n .if defined(X)\n http-request auth\n .endif\n',
    )
    expect(settingIn(config, config.upstreams[0]!, 'http-request').perhaps.map(line => line.args[0]?.text)).toEqual([
      'auth',
    ])
    const { lines, certain } = linesIn(config, config.upstreams[0]!, 'http-request')
    expect([lines.map(({ args }) => args[0]?.text), certain]).toEqual([['deny', 'allow'], false])
  })
})

describe('options of servers', () => {
  const shown = (file: string, text: string): string => {
    const [target] = configs({ [file]: text })[0]!.upstreams.at(-1)!.targets
    const options = [...optionsOf(target!)].map(([name, { values }]) =>
      [name, ...values.map(value => value.text)].join(' '),
    )
    return `${options.join(', ')}${hasUnknownOptions(target!) ? ' ?' : ''}`
  }

  const haproxy: readonly (readonly [name: string, text: string, expected: string])[] = [
    ['flags and values', 'backend a\n server s a:1 check inter 2s backup\n', 'check, inter 2s, backup'],
    [
      'default-server of the defaults, of the section, and its own',
      'defaults\n default-server weight 1 fall 2\nbackend a\n default-server weight 2 check\n server s a:1 weight 3\n',
      'fall 2, check, weight 3',
    ],
    ['a default-server below does not count', 'backend a\n server s a:1 check\n default-server ssl\n', 'check'],
    [
      'opposites',
      'backend a\n default-server check ssl disabled\n server s a:1 no-check no-ssl enabled\n',
      'no-check, no-ssl, enabled',
    ],
    ['values that look like options', 'backend a\n server s a:1 sni check ca-file ssl\n', 'sni check, ca-file ssl'],
    [
      'a source',
      'backend a\n server s a:1 source 10.0.0.1 usesrc clientip check\n',
      'source 10.0.0.1 usesrc clientip, check',
    ],
    ['a template', 'backend a\n server-template s 1-3 a:1 check resolvers r\n', 'check, resolvers r'],
    ['an environment variable', 'backend a\n server s a:1 check "$OPTIONS"\n', 'check, $OPTIONS ?'],
    [
      'a default-server that may not be there',
      'backend a\n .if defined(X)\n default-server ssl\n .endif\n server s a:1\n',
      'ssl ?',
    ],
    ['after one', 'defaults\n.if defined(X)\n.endif\nbackend a\n server s a:1 ssl\n', 'ssl'],
  ]
  test.each(haproxy)('%s', (_, text, expected) => expect(shown('/p/haproxy.cfg', text)).toBe(expected))

  const nginx: readonly (readonly [name: string, server: string, expected: string])[] = [
    ['values', 'server a:1 weight=5 max_fails=0 fail_timeout=5s;', 'weight 5, max_fails 0, fail_timeout 5s'],
    ['flags', 'server a:1 backup resolve;', 'backup, resolve'],
    ['none', 'server a:1;', ''],
  ]
  test.each(nginx)('of nginx: %s', (_, server, expected) =>
    expect(shown('/p/nginx.conf', `events {} http { upstream u { ${server} } }`)).toBe(expected),
  )

  test('a parameter’s halves stand where they were written', () => {
    const text = 'events {} http { upstream u { server a:1 weight=5; } }'
    const { name, values } = optionsOf(configs({ '/p/nginx.conf': text })[0]!.upstreams[0]!.targets[0]!).get('weight')!
    expect([name, values[0]!].map(({ at }) => text.slice(at.start, at.end))).toEqual(['weight', '5'])
  })
})
