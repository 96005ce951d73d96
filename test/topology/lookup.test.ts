/** What host names mean for a service: who answers, who is apart, who is missing, and what cannot be said. */
import { describe, expect, test } from 'vitest'
import { found, from, topology } from './facts.ts'

/** Each: a title, the compose file (and others), the host, and who answers the service `gateway`. */
type Case = readonly [title: string, text: string, host: string, expected: string]

const check = (cases: readonly Case[]): void => {
  test.each(cases)('%s', (_, text, host, expected) => {
    const whole = topology(text)
    expect(found(whole.lookup(host, from(whole)))).toBe(expected)
  })
}

const gateway = '  gateway: { image: nginx }\n'
const pair = (api: string, more = ''): string =>
  `name: shop\nservices:\n${gateway}  api: { image: example/api${api && `, ${api}`} }\n${more}`

describe('names', () => {
  check([
    ['of a service', pair(''), 'api', 'service api'],
    ['in other case', pair(''), 'API', 'service api'],
    ['of itself', pair(''), 'gateway', 'service gateway'],
    ['container_name', pair('container_name: backend'), 'backend', 'service api'],
    ['hostname', pair('hostname: backend'), 'backend', 'service api'],
    ['an alias', pair('networks: { default: { aliases: [backend] } }'), 'backend', 'service api'],
    ['the generated one', pair(''), 'shop-api-1', 'service api'],
    ['the generated one of another number', pair(''), 'shop-api-2', 'unknown'],
    ['the generated one of another project', pair(''), 'store-api-1', 'unknown'],
    ['the generated one of old', pair(''), 'shop_api_1', 'missing, nearest api'],
    ['of a swarm', pair(''), 'shop_api', 'unknown'],
    [
      'two of one name',
      `${pair('networks: { default: { aliases: [app] } }')}  web: { image: nginx, networks: { default: { aliases: [app] } } }\n`,
      'app',
      'unknown',
    ],
    ['behind a profile', pair('profiles: [extra]'), 'api', 'service api'],
    ['without replicas', pair('deploy: { replicas: 0 }'), 'api', 'service api'],
    ['a public one', pair(''), 'api.example.com', 'unknown'],
    ['an address', pair(''), '10.0.0.1', 'unknown'],
    ['an IPv6 address', pair(''), '[::1]', 'unknown'],
    ['the container itself', pair(''), 'localhost', 'unknown'],
    ['the host', pair(''), 'host.docker.internal', 'unknown'],
    ['with a variable', pair(''), '$backend', 'unknown'],
    ['a unix socket', pair(''), 'unix:/run/app.sock', 'unknown'],
    ['a container’s id', pair(''), '0123456789ab', 'unknown'],
  ])
})

describe('missing', () => {
  const other = (text: string): string => `${pair('')}==> ${text}`
  check([
    ['a slip', pair(''), 'apii', 'missing, nearest api'],
    ['nothing near', pair(''), 'database', 'missing'],
    [
      'an extra host',
      `services:\n  gateway: { image: nginx, extra_hosts: ["legacy:10.0.0.1"] }\n`,
      'legacy',
      'unknown',
    ],
    [
      'a link’s alias',
      `services:\n  gateway: { image: nginx, links: ["api:backend"] }\n  api: { image: example/api }\n`,
      'backend',
      'service api',
    ],
    [
      'a link’s alias across networks',
      `services:\n  gateway: { image: nginx, links: ["api:backend"], networks: [a] }\n  api: { image: x, networks: [b] }\nnetworks: { a: , b: }\n`,
      'backend',
      'unknown',
    ],
    [
      'an extra host of the name of a service',
      `services:\n  gateway: { image: nginx, extra_hosts: { api: 10.0.0.1 } }\n  api: { image: example/api }\n`,
      'api',
      'unknown',
    ],
    [
      'a link without an alias',
      `services:\n  gateway: { image: nginx, links: [api] }\n  api: { image: example/api }\n`,
      'api',
      'service api',
    ],
    [
      'on an external network',
      `services:\n  gateway: { image: nginx, networks: [edge] }\nnetworks: { edge: { external: true } }\n`,
      'api',
      'unknown',
    ],
    ['an include that is not there', `include: [gone.yaml]\n${pair('')}`, 'apii', 'unknown'],
    ['a name that is not known', pair('container_name: "${NAME}"'), 'backend', 'unknown'],
    ['a service that extends what is not there', pair('extends: { file: gone.yml, service: x }'), 'backend', 'unknown'],
    ['broken YAML', `${pair('')}  db: [\n`, 'apii', 'unknown'],
    [
      'declared in a variant beside',
      other('compose.prod.yaml\nservices: { worker: { image: example/worker } }\n'),
      'worker',
      'unknown',
    ],
    [
      'declared below',
      other('worker/compose.yaml\nservices: { worker: { image: example/worker } }\n'),
      'worker',
      'unknown',
    ],
    [
      'declared below, as an alias',
      other('worker/compose.yaml\nservices: { w: { image: x, networks: { default: { aliases: [worker] } } } }\n'),
      'worker',
      'unknown',
    ],
    [
      'declared below, as a container',
      other('worker/compose.yaml\nservices: { w: { image: x, container_name: worker } }\n'),
      'worker',
      'unknown',
    ],
    ['in host mode', `services:\n  gateway: { image: nginx, network_mode: host }\n`, 'api', 'unknown'],
    [
      'in the network of another',
      `services:\n  gateway: { image: nginx, network_mode: "service:vpn" }\n  vpn: { image: x }\n`,
      'apii',
      'missing',
    ],
    [
      'in the network of something',
      `services:\n  gateway: { image: nginx, network_mode: "container:vpn" }\n`,
      'api',
      'unknown',
    ],
    ['a network that is not declared', `services:\n  gateway: { image: nginx, networks: [edge] }\n`, 'api', 'unknown'],
  ])

  test('every name in reach is known', () => {
    const whole = topology(
      'services:\n  gateway: { image: nginx, networks: [a] }\n  api: { image: x, container_name: backend, networks: { a: { aliases: [app] }, b: { aliases: [hidden] } } }\n  db: { image: postgres, networks: [b] }\nnetworks: { a: , b: }\n',
    )
    const lookup = whole.lookup('nobody', from(whole))
    expect(lookup.kind === 'missing' && lookup.known.map(({ text }) => text)).toEqual(['api', 'backend', 'app'])
  })
})

describe('networks', () => {
  const two = (gatewayOn: string, apiOn: string, networks = 'a: , b: '): string =>
    `services:\n  gateway: { image: nginx${gatewayOn && `, networks: ${gatewayOn}`} }\n  api: { image: example/api${apiOn && `, networks: ${apiOn}`} }\nnetworks: { ${networks} }\n`
  check([
    ['one in common', two('[a, b]', '[b]'), 'api', 'service api'],
    ['none in common', `name: shop\n${two('[a]', '[b]')}`, 'api', 'apart api'],
    ['the implicit one and another', `name: shop\n${two('', '[a]')}`, 'api', 'apart api'],
    ['the implicit one, named', `name: shop\n${two('', '[default]')}`, 'api', 'service api'],
    ['two keys of one name', two('[a]', '[b]', 'a: { name: x }, b: { name: x }'), 'api', 'service api'],
    ['two each, none in common', two('[a, b]', '[c, d]', 'a: , b: , c: , d: '), 'api', 'apart api'],
    [
      'an alias of another network',
      `name: shop\n${two('[a]', '{ a: , b: { aliases: [backend] } }')}`,
      'backend',
      'unknown',
    ],
    [
      'external ones of two names',
      `name: shop\n${two('[a]', '[b]', 'a: { external: true }, b: ')}`,
      'api',
      'apart api',
    ],
    [
      'a name that is not known',
      `name: shop\n${two('[a, b]', '[c]', 'a: { name: "${A}" }, b: , c: ')}`,
      'api',
      'unknown',
    ],
    [
      'the other one in host mode',
      `services:\n  gateway: { image: nginx }\n  api: { image: x, network_mode: host }\n`,
      'api',
      'unknown',
    ],
    [
      'an overlay beside may join them',
      `name: shop\n${two('[a]', '[b]')}==> compose.prod.yaml\nservices: { gateway: { networks: [a, b] } }\n`,
      'api',
      'unknown',
    ],
    [
      'a variant beside has them apart, too',
      `name: shop\n${two('[a]', '[b]')}==> compose.prod.yaml\n${two('[a]', '[b]')}`,
      'api',
      'apart api',
    ],
    [
      'an override joins them',
      `name: shop\n${two('[a]', '[b]')}==> compose.override.yaml\nservices: { gateway: { networks: [b] } }\n`,
      'api',
      'service api',
    ],
    [
      'the address that it is given there',
      `services:\n  gateway: { image: nginx, networks: [a] }\n  api: { image: x, networks: { a: { ipv4_address: 172.28.0.20 } } }\nnetworks: { a: }\n`,
      '172.28.0.20',
      'service api',
    ],
    [
      'an address that it is given on another network',
      `services:\n  gateway: { image: nginx, networks: [a] }\n  api: { image: x, networks: { a: , b: { ipv4_address: 172.28.0.20 } } }\nnetworks: { a: , b: }\n`,
      '172.28.0.20',
      'unknown',
    ],
    [
      'an address of version 6',
      `services:\n  gateway: { image: nginx, networks: [a] }\n  api: { image: x, networks: { a: { ipv6_address: "2001:db8::20" } } }\nnetworks: { a: }\n`,
      '[2001:db8::20]',
      'service api',
    ],
    [
      'through another service’s network',
      `services:\n  gateway: { image: nginx, network_mode: "service:vpn" }\n  vpn: { image: x, networks: [a] }\n  api: { image: x, networks: [a] }\nnetworks: { a: }\n`,
      'api',
      'service api',
    ],
  ])

  test('another project on one external network', () => {
    const text = `services:\n  gateway: { image: nginx, networks: [edge] }\nnetworks: { edge: { external: true } }\n==> b/compose.yaml\nservices:\n  api: { image: example/api, networks: [front] }\nnetworks: { front: { name: edge } }\n`
    const whole = topology(text)
    expect(found(whole.lookup('api', from(whole)))).toBe('service api')
  })

  test('a variant in the folder has a network of the same name, but may not run beside', () => {
    const text = `${pair('')}==> compose.prod.yaml\nname: shop\nservices: { worker: { image: x } }\n`
    const whole = topology(text)
    expect(found(whole.lookup('worker', from(whole)))).toBe('unknown')
  })
})
