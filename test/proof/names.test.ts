/** Which names the gateway of a compose file can resolve. */
import { expect, test } from 'vitest'
import { composeNames } from './lab/names.ts'

const gateway = 'gateway: { volumes: ["./conf/nginx.conf:/etc/nginx/nginx.conf"] }'

const cases: Record<string, [services: readonly string[], inReach: string]> = {
  'the default network': [[gateway, 'api: {}'], 'api gateway'],
  'a network of its own': [[gateway, 'api: { networks: [back] }'], 'gateway'],
  'other names': [
    [gateway, 'api: { container_name: the-api, networks: { default: { aliases: [a, b] } } }'],
    'a api b gateway the-api',
  ],
  'an alias on another network': [[gateway, 'api: { networks: { default: , back: { aliases: [a] } } }'], 'api gateway'],
  'nobody is seen to run the file': [['api: { networks: [back] }', 'web: {}'], 'api web'],
  'the image holds the file': [['gateway: { build: . , networks: [front] }', 'api: {}'], 'gateway'],
  'the network of another service': [
    [
      'gateway: { network_mode: "service:vpn", configs: [nginx.conf] }',
      'vpn: { networks: [a] }',
      'api: { networks: [a] }',
      'db: {}',
    ],
    'api vpn',
  ],
  "the host's network": [['gateway: { network_mode: host, volumes: ["./nginx.conf:/x"] }', 'api: {}'], ''],
  'a profile that nobody asks for': [[gateway, 'api: { profiles: [debug] }', 'web: {}'], 'gateway web'],
  'extra hosts': [
    ['gateway: { extra_hosts: ["host.docker.internal:host-gateway"], volumes: ["./nginx.conf:/x"] }'],
    'gateway host.docker.internal',
  ],
}

test.each(Object.entries(cases))('%s', (_, [services, inReach]) => {
  const texts = new Map([
    ['compose.yaml', `services:\n${services.map(service => `  ${service}\n`).join('')}`],
    ['Dockerfile', 'FROM nginx\nCOPY conf/nginx.conf /etc/nginx/nginx.conf\n'],
  ])
  expect([...composeNames(texts, 'conf/nginx.conf').inReach].sort().join(' ')).toBe(inReach)
})

test('an override file adds a network', () => {
  const texts = new Map([
    ['compose.yaml', `services:\n  ${gateway}\n  api: { networks: [back] }\n`],
    ['compose.override.yaml', 'services:\n  gateway: { networks: [back] }\n'],
  ])
  expect([...composeNames(texts, 'nginx.conf').inReach].sort()).toEqual(['api', 'gateway'])
})
