/** What is gathered of the parts of a configuration: after an edit only what it changes is looked at again, and nothing else is another. */
import { describe, expect, test } from 'vitest'
import { answeredAs } from '../../server/answered.ts'
import type { Upstream } from '../../server/model/config.ts'
import { hopLists, hops } from '../../server/model/config.ts'
import { gathering, hopsWhere } from '../../server/model/gathered.ts'
import { occurrences, occurrencesWhere } from '../../server/model/occurrences.ts'
import { createWorkspace } from '../../server/workspace.ts'

const compose = `services:
  edge:
    image: haproxy:3.0
    volumes: ["./haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]
  api: { image: example/api }
`

const numbers = Array.from({ length: 200 }, (_, index) => index)

const haproxy = `defaults
    mode http
${numbers.map(n => `frontend f${n}\n    bind :${2000 + n} # ${n}\n    default_backend b${n}\nbackend b${n}\n    server s api:${3000 + n} check\n`).join('')}`

/** A workspace, and what it is after the text of its gateway has become another. */
function edited(before: string, after: string) {
  const workspace = createWorkspace()
  workspace.set('/shop/compose.yaml', compose)
  workspace.set('/shop/haproxy.cfg', before)
  const first = workspace.views()[0]!
  return {
    first,
    next: () => {
      workspace.set('/shop/haproxy.cfg', after)
      return workspace.views()[0]!
    },
  }
}

describe('after an edit', () => {
  test.each<readonly [name: string, from: string, to: string, looks: number]>([
    ['of nothing', '', '', 0],
    ['of one server, its own upstream', 'api:3100 check', 'api:3100 check inter 1s', 1],
    ['of a comment', '# 100', '# hundred', 0],
    ['of what is in force everywhere, all', 'mode http', 'mode tcp', 200],
    ['of a section at the end, that one', 'api:3199 check', 'api:3199', 1],
  ])('%s is looked at again', (_, from, to, looks) => {
    let count = 0
    const gather = gathering(({ name }: Upstream) => {
      count += 1
      return [name.text]
    })
    const { first, next } = edited(haproxy, haproxy.replace(from, to))
    gather(first.config.upstreams, first.config)
    count = 0
    const { config } = next()
    expect(gather(config.upstreams, config)).toEqual(config.upstreams.map(({ name }) => name.text))
    expect(count).toBe(looks)
  })

  test.each<readonly [name: string, from: string, to: string, same: boolean]>([
    ['a server', 'api:3100 check', 'api:3100', true],
    ['a line beside a bind', 'default_backend b100', 'default_backend b101', true],
    ['a bind', ':2100 #', ':9999 #', false],
    ['a bind that is added', 'default_backend b100', 'default_backend b100\n    bind :9999', false],
  ])('%s: the topology is the same, or another', (_, from, to, same) => {
    const { first, next } = edited(haproxy, haproxy.replace(from, to))
    const now = next()
    expect(now.topology === first.topology).toBe(same)
    expect(now.placements === first.placements).toBe(same)
    const ports = now.topology.projects[0]!.services[0]!.ports.map(({ number }) => number)
    expect(ports).toEqual([...haproxy.replace(from, to).matchAll(/bind :(\d+)/g)].map(([, port]) => Number(port)))
  })

  test('targets are the very same, but for those of the upstream that has changed', () => {
    const { first, next } = edited(haproxy, haproxy.replace('api:3100 check', 'api:3100'))
    const before = hopLists(first.config)
    const now = hopLists(next().config)
    expect(now.filter((list, index) => list !== before[index]).flat()).toMatchObject([{ target: { portNumber: 3100 } }])
  })
})

describe('what is asked for', () => {
  test('is found among all targets, in their order', () => {
    const { first, next } = edited(haproxy, haproxy.replaceAll('9 check', '9'))
    const unchecked = hopsWhere(({ target }) => !target.options.some(({ text }) => text === 'check'))
    expect(unchecked(first.config)).toEqual([])
    const { config } = next()
    expect(unchecked(config)).toEqual(hops(config).filter(({ target }) => target.portNumber! % 10 === 9))
  })

  test('is found among directives, each in its blocks', () => {
    const { config } = edited(haproxy, haproxy).first
    const even = occurrencesWhere('bind', ({ args }) => Number(args[0]!.text.slice(1)) % 2 === 0)
    const expected = occurrences(config, 'bind').filter((_, index) => index % 2 === 0)
    expect(even(config).map(({ directive }) => directive)).toEqual(expected.map(({ directive }) => directive))
    expect(even(config).map(({ scope }) => scope.block)).toEqual(expected.map(({ scope }) => scope.block))
  })

  test('is found by what names lead to', () => {
    const { first } = edited(haproxy.replace('api:3007', 'nobody:3007'), haproxy)
    expect(answeredAs(first, 'service')).toHaveLength(199)
    expect(answeredAs(first, 'missing')).toMatchObject([{ hop: { target: { portNumber: 3007 } } }])
    expect(answeredAs({ ...first, placements: [] }, 'service')).toEqual([])
  })
})
