/** The attributes of services and networks as the compose specification has them ("Services", "Networks", "Configs", "Secrets", "Deploy"). */
import { describe, expect, test } from 'vitest'
import type { Span } from '../../server/syntax/text.ts'
import { filesOf, found, from, projectIn, serviceIn, topology } from './facts.ts'
import { type Case, check } from './spec.ts'

/** A service with these keys, and what stands beside `services`. */
const service = (keys: string, beside = ''): string => `services:\n  api:\n    image: x\n    ${keys}\n${beside}`

const ports: readonly Case[] = [
  ['ports: short syntax', 'the container’s side alone', service('ports: ["3000"]'), { ports: ':3000' }],
  ['ports: short syntax', 'a number', service('ports: [3000]'), { ports: ':3000' }],
  ['ports: short syntax', 'a range', service('ports: ["3000-3002"]'), { ports: ':3000, :3001, :3002' }],
  ['ports: short syntax', 'both sides', service('ports: ["8000:80"]'), { ports: '8000:80' }],
  ['ports: short syntax', 'two ranges', service('ports: ["9090-9091:8080-8081"]'), { ports: '9090:8080, 9091:8081' }],
  [
    'ports: short syntax',
    'a range for one: the engine takes any of it',
    service('ports: ["3000-3005:80"]'),
    { ports: ':80' },
  ],
  ['ports: short syntax', 'an address', service('ports: ["127.0.0.1:8001:8001"]'), { ports: '127.0.0.1 8001:8001' }],
  [
    'ports: short syntax',
    'an address and ranges',
    service('ports: ["127.0.0.1:5000-5001:5000-5001"]'),
    { ports: '127.0.0.1 5000:5000, 127.0.0.1 5001:5001' },
  ],
  [
    'ports: short syntax',
    'an address, the engine draws the port',
    service('ports: ["127.0.0.1::5000"]'),
    { ports: '127.0.0.1 :5000' },
  ],
  ['ports: short syntax', 'IPv6', service('ports: ["[::1]:6001:6001"]'), { ports: '::1 6001:6001' }],
  [
    'ports: short syntax',
    'all addresses',
    service('ports: ["0.0.0.0:80:80", "[::]:81:81"]'),
    { ports: '80:80, 81:81' },
  ],
  ['ports: short syntax', 'UDP is none of ours', service('ports: ["6060:6060/udp", "80:80/tcp"]'), { ports: '80:80' }],
  [
    'ports: long syntax',
    'all of it',
    service(
      'ports: [{ name: web, target: 80, host_ip: 127.0.0.1, published: "8080", protocol: tcp, app_protocol: http, mode: host }]',
    ),
    { ports: '127.0.0.1 8080:80' },
  ],
  ['ports: long syntax', 'the container’s side alone', service('ports: [{ target: 80 }]'), { ports: ':80' }],
  [
    'ports: long syntax',
    'a range of the host',
    service('ports: [{ target: 80, published: "8000-8010" }]'),
    { ports: ':80' },
  ],
  ['ports: long syntax', 'UDP', service('ports: [{ target: 80, protocol: udp }]'), { ports: '' }],
  [
    'expose',
    'numbers, ranges, protocols',
    service('expose: ["3000", 8000, "8080-8081", "53/udp", "90/tcp"]'),
    { expose: '3000, 8000, 8080, 8081, 90' },
  ],
]

const names: readonly Case[] = [
  [
    'container_name',
    'and hostname',
    service('container_name: c\n    hostname: h\n    domainname: d.example'),
    { names: 'c, h' },
  ],
  [
    'links',
    'with and without an alias',
    service('links: [db, "db:database", "cache:cache"]'),
    { hosts: 'database=db', dependsOn: 'db started restart, cache started restart' },
  ],
  ['external_links', 'with an alias', service('external_links: ["other:o", plain]'), { hosts: 'o=?, plain=?' }],
  [
    'extra_hosts',
    'an equals sign',
    service('extra_hosts: ["a=162.242.195.82", "b=50.31.209.229"]'),
    { hosts: 'a=162.242.195.82, b=50.31.209.229' },
  ],
  ['extra_hosts', 'a colon', service('extra_hosts: ["a:162.242.195.82"]'), { hosts: 'a=162.242.195.82' }],
  [
    'extra_hosts',
    'a table',
    service('extra_hosts: { a: 10.0.0.1, b: [10.0.0.2, 10.0.0.3] }'),
    { hosts: 'a=10.0.0.1, b=10.0.0.2, b=10.0.0.3' },
  ],
  ['extra_hosts', 'IPv6', service('extra_hosts: ["a=::1", "b=[::2]", "c:::3"]'), { hosts: 'a=::1, b=::2, c=::3' }],
  [
    'extra_hosts',
    'the host',
    service('extra_hosts: ["host.docker.internal:host-gateway"]'),
    { hosts: 'host.docker.internal=host-gateway' },
  ],
]

const networks: readonly Case[] = [
  ['networks', 'none is the default one', service(''), { networks: 'default' }],
  ['networks', 'an empty list is the default one, too', service('networks: []'), { networks: 'default' }],
  ['networks', 'a list', service('networks: [a, b]', 'networks: { a: , b: }\n'), { networks: 'a, b' }],
  [
    'networks: aliases',
    'for each network',
    service('networks: { a: { aliases: [x, y] }, b: { aliases: [z] } }', 'networks: { a: , b: }\n'),
    { networks: 'a x y, b z' },
  ],
  [
    'networks: ipv4_address, ipv6_address',
    'both',
    service(
      'networks: { a: { ipv4_address: 172.16.238.10, ipv6_address: "2001:3984:3989::10" } }',
      'networks: { a: }\n',
    ),
    { networks: 'a 172.16.238.10 2001:3984:3989::10' },
  ],
  ['network_mode', 'host', service('network_mode: host'), { mode: 'host' }],
  ['network_mode', 'none', service('network_mode: none'), { mode: 'none' }],
  [
    'network_mode',
    'a service',
    service('network_mode: "service:db"'),
    { mode: 'service db', dependsOn: 'db started restart' },
  ],
  [
    'network_mode',
    'a container of the project',
    'services:\n  db: { image: y, container_name: c }\n  api: { image: x, network_mode: "container:c" }\n',
    { mode: 'service db' },
  ],
  ['network_mode', 'a container of nobody', service('network_mode: "container:c"'), { mode: 'unknown' }],
]

const files: readonly Case[] = [
  ['configs', 'short syntax', service('configs: [a]', 'configs: { a: { file: ./a.conf } }\n'), { mounts: 'a.conf:/a' }],
  [
    'configs',
    'long syntax',
    service('configs: [{ source: a, target: /etc/b.conf, mode: 0440 }]', 'configs: { a: { file: ./a.conf } }\n'),
    { mounts: 'a.conf:/etc/b.conf' },
  ],
  ['configs', 'external', service('configs: [a]', 'configs: { a: { external: true } }\n'), { mounts: '' }],
  [
    'secrets',
    'short syntax',
    service('secrets: [a]', 'secrets: { a: { file: ./a.key } }\n'),
    { mounts: 'a.key:/run/secrets/a' },
  ],
  [
    'secrets',
    'long syntax',
    service('secrets: [{ source: a, target: b }]', 'secrets: { a: { file: ./a.key } }\n'),
    { mounts: 'a.key:/run/secrets/b' },
  ],
  [
    'secrets',
    'a target of its own',
    service('secrets: [{ source: a, target: /etc/b }]', 'secrets: { a: { file: ./a.key } }\n'),
    { mounts: 'a.key:/etc/b' },
  ],
  [
    'volumes',
    'short syntax with a mode',
    service('volumes: ["./a.conf:/etc/a.conf:ro,z"]'),
    { mounts: 'a.conf:/etc/a.conf' },
  ],
  ['volumes', 'a named volume', service('volumes: ["data:/data"]', 'volumes: { data: }\n'), { mounts: '' }],
  [
    'volumes',
    'a named volume that is a folder',
    service(
      'volumes: ["data:/data"]',
      'volumes: { data: { driver: local, driver_opts: { type: none, o: bind, device: ./conf } } }\n',
    ),
    { mounts: 'conf:/data' },
  ],
  [
    'volumes',
    'long syntax, a bind without a dot',
    service('volumes: [{ type: bind, source: a.conf, target: /etc/a.conf, read_only: true }]'),
    { mounts: 'a.conf:/etc/a.conf' },
  ],
  [
    'volumes',
    'long syntax, a volume',
    service('volumes: [{ type: volume, source: data, target: /data }]', 'volumes: { data: }\n'),
    { mounts: '' },
  ],
  [
    'volumes',
    'long syntax, a part of a volume',
    service(
      'volumes: [{ type: volume, source: data, target: /data, volume: { subpath: a } }]',
      'volumes: { data: { driver_opts: { o: bind, device: ./conf } } }\n',
    ),
    { mounts: 'conf/a:/data' },
  ],
  ['volumes', 'an anonymous one', service('volumes: ["/data"]'), { mounts: '' }],
  [
    'develop',
    'a file that is synchronised',
    service(
      'develop: { watch: [{ action: sync+restart, path: ./a.conf, target: /etc/a.conf }, { action: rebuild, path: package.json }] }',
    ),
    { mounts: 'a.conf:/etc/a.conf' },
  ],
]

const lifecycle: readonly Case[] = [
  ['depends_on', 'short syntax', service('depends_on: [db, redis]'), { dependsOn: 'db started, redis started' }],
  [
    'depends_on',
    'long syntax',
    service(
      'depends_on: { db: { condition: service_healthy, restart: true }, job: { condition: service_completed_successfully }, redis: { condition: service_started, required: false } }',
    ),
    { dependsOn: 'db healthy restart, job completed_successfully, redis started optional' },
  ],
  [
    'depends_on',
    'a condition that is not known',
    service('depends_on: { db: { condition: "${C}" } }'),
    { dependsOn: 'db ?' },
  ],
  ['depends_on', 'what shares volumes', service('volumes_from: ["db:ro", "container:c"]'), { dependsOn: 'db started' }],
  [
    'healthcheck',
    'all of it',
    service(
      'healthcheck: { test: ["CMD", "curl", "-f", "http://localhost"], interval: 1m30s, timeout: 10s, retries: 3, start_period: 40s, start_interval: 5s }',
    ),
    { healthcheck: 'curl -f http://localhost | interval=90000 | timeout=10000 | startPeriod=40000 | retries=3' },
  ],
  [
    'healthcheck',
    'a line for the shell',
    service('healthcheck: { test: curl -f http://localhost || exit 1 }'),
    { healthcheck: '/bin/sh -c curl -f http://localhost || exit 1' },
  ],
  [
    'healthcheck',
    'CMD-SHELL',
    service('healthcheck: { test: ["CMD-SHELL", "a || b"] }'),
    { healthcheck: '/bin/sh -c a || b' },
  ],
  ['healthcheck', 'NONE', service('healthcheck: { test: ["NONE"] }'), { healthcheck: 'disabled' }],
  ['healthcheck', 'disable', service('healthcheck: { disable: true, test: [CMD, a] }'), { healthcheck: 'disabled' }],
  ['healthcheck', 'the image decides', service(''), { healthcheck: '' }],
  ['restart', 'no', service('restart: "no"'), { restart: 'no' }],
  ['restart', 'on-failure with a number', service('restart: on-failure:3'), { restart: 'on-failure' }],
  ['restart', 'nothing', service(''), { restart: '' }],
  [
    'deploy: restart_policy',
    'counts before restart',
    service('restart: always\n    deploy: { restart_policy: { condition: none } }'),
    { restart: 'no' },
  ],
  ['deploy: restart_policy', 'any', service('deploy: { restart_policy: { condition: any } }'), { restart: 'always' }],
  ['deploy: replicas', 'a number', service('deploy: { replicas: 6, endpoint_mode: vip }'), { replicas: '6' }],
  ['scale', 'counts before', service('scale: 3'), { replicas: '3' }],
  ['stop_grace_period', 'with two units', service('stop_grace_period: 1m30s'), { stopGracePeriod: '90000' }],
  ['stop_grace_period', 'without a unit is none', service('stop_grace_period: 90'), { stopGracePeriod: '' }],
  ['mem_limit', 'units', service('mem_limit: 1.5g'), { memoryLimit: '1610612736' }],
  [
    'deploy: resources',
    'limits',
    service('deploy: { resources: { limits: { cpus: "0.50", memory: 50M }, reservations: { memory: 20M } } }'),
    { memoryLimit: '52428800' },
  ],
]

check([...ports, ...names, ...networks, ...files, ...lifecycle])

describe('networks of the project', () => {
  const told = (text: string): readonly string[] =>
    Array.from(projectIn(topology(text)).networks ?? [], ([key, { name, external, internal, subnets }]) =>
      [
        key,
        name ?? '?',
        ...(external ? ['external'] : []),
        ...(internal ? ['internal'] : []),
        ...subnets.map(({ text }) => text),
      ].join(' '),
    )
  const shop = (networks: string): string => `name: shop\nservices: { api: { image: x } }\nnetworks: ${networks}\n`
  test.each([
    ['the implicit one', 'name: shop\nservices: { api: { image: x } }\n', ['default shop_default']],
    ['the default one with a name', shop('{ default: { name: front } }'), ['default front']],
    ['internal', shop('{ a: { internal: true } }'), ['default shop_default', 'a shop_a internal']],
    [
      'external',
      shop('{ a: { external: true }, b: { external: true, name: outer } }'),
      ['default shop_default', 'a a external', 'b outer external'],
    ],
    [
      'ipam',
      shop('{ a: { ipam: { config: [{ subnet: 172.28.0.0/16 }, { subnet: "2001:db8::/64" }] } } }'),
      ['default shop_default', 'a shop_a 172.28.0.0/16 2001:db8::/64'],
    ],
    ['a name that is not known', shop('{ a: { name: "${N}" } }'), ['default shop_default', 'a ?']],
  ])('%s', (_, text, expected) => expect(told(text)).toEqual(expected))
})

describe('names in reach', () => {
  test.each([
    [
      'an alias of a link',
      'services:\n  gateway: { image: nginx, links: ["api:backend"] }\n  api: { image: x }\n',
      'backend',
      'service api',
    ],
    [
      'an extra host',
      'services:\n  gateway: { image: nginx, extra_hosts: ["backend=10.0.0.1"] }\n  api: { image: x }\n',
      'backend',
      'unknown',
    ],
    [
      'extra hosts that are not known',
      'services:\n  gateway: { image: nginx, extra_hosts: ["${HOSTS}"] }\n  api: { image: x }\n',
      'backend',
      'unknown',
    ],
    [
      'a name of another network',
      'services:\n  gateway: { image: nginx, networks: [a] }\n  api: { image: x, networks: [b] }\nnetworks: { a: , b: }\n',
      'api',
      'apart api',
    ],
    [
      'an internal network',
      'services:\n  gateway: { image: nginx, networks: [a] }\n  api: { image: x, networks: [a] }\nnetworks: { a: { internal: true } }\n',
      'api',
      'service api',
    ],
  ])('%s', (_, text, host, expected) => {
    const whole = topology(text)
    expect(found(whole.lookup(host, from(whole)))).toBe(expected)
  })
})

test('everything has the place where it was written', () => {
  const text = `services:
  api:
    image: x
    depends_on:
      db: { condition: service_healthy }
    healthcheck: { test: ["CMD", "true"], interval: '5s' }
    restart: "always"
    stop_grace_period: 3s
    mem_limit: 1g
    scale: 2
    extra_hosts: ["a=10.0.0.1"]
    ports: ["127.0.0.1:1:1"]
    networks: { n: { ipv6_address: "::2" } }
networks:
  n: { internal: true, ipam: { config: [{ subnet: 10.0.0.0/8 }] } }
`
  const whole = topology(text)
  const { dependsOn, healthcheck, restart, stopGracePeriod, memoryLimit, replicas, hosts, mappings, networks } =
    serviceIn(whole)
  const { internal, subnets } = projectIn(whole).networks!.get('n')!
  const written = ({ file, start, end }: Span): string => filesOf(text).get(file)!.slice(start, end)
  const spans = [
    dependsOn![0]!.name.at,
    dependsOn![0]!.conditionAt!,
    healthcheck!.at,
    healthcheck!.command![0]!.at,
    healthcheck!.interval!.at,
    restart!.at,
    stopGracePeriod!.at,
    memoryLimit!.at,
    replicas!.at,
    hosts![0]!.name.at,
    hosts![0]!.address!.at,
    mappings[0]!.host!.at,
    networks[0]!.address6!.at,
    internal!,
    subnets[0]!.at,
  ]
  expect(spans.map(written)).toEqual(
    'db service_healthy healthcheck true 5s always 3s 1g 2 a 10.0.0.1 127.0.0.1 ::2 true 10.0.0.0/8'.split(' '),
  )
})
