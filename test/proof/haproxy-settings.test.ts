/** What the model says to be in force in a section, and for a server, is what the real HAProxy goes by. */
import { describe, expect, test, vi } from 'vitest'
import { settingIn } from '../../server/model/haproxy-settings.ts'
import { optionsOf } from '../../server/model/target-options.ts'
import { configs } from '../model/show.ts'
import type { Neighbour, Request } from './lab/job.ts'
import { observe } from './lab/lab.ts'

vi.setConfig({ testTimeout: 60_000 })

const request = (path: string): Request => ({
  method: 'GET',
  host: 'localhost',
  tls: false,
  path,
  headers: {},
  bodyBytes: 0,
  times: 1,
  patienceMs: 5000,
})

async function statusOf(text: string, path: string, neighbours: readonly Neighbour[] = []): Promise<string> {
  const { answers } = await observe({
    server: 'haproxy',
    files: [{ path: 'haproxy.cfg', text }],
    neighbours,
    names: neighbours.map(({ name }) => name),
    requests: [request(path)],
  })
  return answers[0]![0]!.status
}

const times = ' mode http\n timeout connect 1s\n timeout client 5s\n timeout server 1s\n'
const frontend = (from: string, lines = ''): string => `frontend web${from}\n bind :80\n${lines}`

/** A `monitor-uri` in force answers 200 by itself. */
describe('a setting', () => {
  const cases: readonly (readonly [name: string, text: string])[] = [
    ['of the defaults above', `defaults\n${times} monitor-uri /up\n${frontend('')}`],
    ['of none', `defaults\n${times}${frontend('')}`],
    ['of its own', `defaults\n${times}${frontend('', ' monitor-uri /up\n')}`],
    ['its own before that of the defaults', `defaults\n${times} monitor-uri /up\n${frontend('', ' monitor-uri /x\n')}`],
    ['the last of two', `defaults\n${times}${frontend('', ' monitor-uri /x\n monitor-uri /up\n')}`],
    ['a new defaults forgets', `defaults\n monitor-uri /up\ndefaults\n${times}${frontend('')}`],
    ['a defaults from another one', `defaults a\n monitor-uri /up\ndefaults b from a\n${times}${frontend('')}`],
    ['the defaults that is named', `defaults a\n${times} monitor-uri /up\ndefaults b\n${times}${frontend(' from a')}`],
    ['and no other', `defaults a\n${times}\ndefaults b\n${times} monitor-uri /up\n${frontend(' from a')}`],
  ]
  test.each(cases)('%s', async (_, text) => {
    const [config] = configs({ '/p/haproxy.cfg': text })
    const { values, certain } = settingIn(config!, config!.gateways[0]!, 'monitor-uri')
    expect(certain).toBe(true)
    expect(await statusOf(text, '/up')).toBe(values[0]?.text === '/up' ? '200' : '503')
  })
})

/** A server in use answers 200. */
describe('an option of a server', () => {
  const cases: readonly (readonly [name: string, lines: string, inDefaults?: string])[] = [
    ['its own', ' server s api:3000 disabled\n'],
    ['of the default-server above', ' default-server disabled\n server s api:3000\n'],
    ['not of the one below', ' server s api:3000\n default-server disabled\n'],
    ['of the defaults', ' server s api:3000\n', ' default-server disabled\n'],
    ['its own before all others', ' default-server disabled\n server s api:3000 enabled\n'],
    ['the section before the defaults', ' default-server enabled\n server s api:3000\n', ' default-server disabled\n'],
    ['the last of two lines', ' default-server disabled\n default-server enabled\n server s api:3000\n'],
    ['lines add up', ' default-server disabled\n default-server weight 5\n server s api:3000\n'],
  ]
  test.each(cases)('%s', async (_, lines, inDefaults = '') => {
    const text = `defaults\n${times}${inDefaults}${frontend('', ' default_backend app\n')}backend app\n${lines}`
    const [config] = configs({ '/p/haproxy.cfg': text })
    const isDown = optionsOf(config!.upstreams[0]!.targets[0]!).has('disabled')
    const api: Neighbour = { name: 'api', backends: [{ kind: 'http', port: 3000 }], drop: false }
    expect(await statusOf(text, '/', [api])).toBe(isDown ? '503' : '200')
  })
})
