/** Worlds drawn at random: a gateway, services, networks and ports, some broken in known ways; and the files that somebody would have written for them. */

/** A process in a container, and what is said of it. */
export interface Service {
  readonly name: string
  readonly aliases: readonly string[]
  readonly networks: readonly string[]
  /** Where its process listens. */
  readonly port: number
  readonly bind: 'all' | 'loopback'
  readonly program: 'uvicorn' | 'gunicorn' | 'http.server' | 'flask'
  /** The host's side of a published port. */
  readonly published: number | undefined
  /** Compose starts it only when it is asked to. */
  readonly profile: string | undefined
}

/** One address that the gateway asks. */
export interface Target {
  readonly host: string
  readonly port: number
  readonly down: boolean
}

/** One way of a request: to the servers of an upstream, or to an address that is written in place. */
export interface Route {
  readonly path: string
  readonly style: 'direct' | 'upstream' | 'variable'
  readonly targets: readonly Target[]
}

export interface World {
  readonly dialect: 'nginx' | 'haproxy'
  readonly gatewayNetworks: readonly string[]
  readonly services: readonly Service[]
  readonly routes: readonly Route[]
}

/** Numbers from 0 up to but not including 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function drawWorld(seed: number): World {
  const random = randomFrom(seed)
  const below = (end: number): number => Math.floor(random() * end)
  const chance = (part: number): boolean => random() < part
  const pick = <T>(all: readonly T[]): T => all[below(all.length)]!
  const some = <T>(all: readonly T[]): readonly T[] => {
    const taken = all.filter(() => chance(0.5))
    return taken.length > 0 ? taken : [pick(all)]
  }

  const networks = pick([['default'], ['front', 'back'], ['front', 'back', 'data']])
  const names = NAMES.toSorted(() => random() - 0.5).slice(0, 2 + below(4))
  const services = names.map((name, index): Service => {
    const port = 3000 + index * 100 + below(90)
    return {
      name,
      aliases: networks[0] !== 'default' && chance(0.2) ? [`${name}-internal`] : [],
      networks: some(networks),
      port,
      bind: chance(0.12) ? 'loopback' : 'all',
      program: pick(['uvicorn', 'gunicorn', 'http.server', 'flask']),
      published: chance(0.4) ? 8000 + index : undefined,
      profile: chance(0.08) ? 'extra' : undefined,
    }
  })
  const target = (): Target => {
    const service = pick(services)
    const host = chance(0.12) ? misspelt(service.name, random) : pick([service.name, ...service.aliases])
    const port = chance(0.2) ? pick([service.published ?? 9999, service.port + 1, pick(services).port]) : service.port
    return { host, port, down: false }
  }
  const dialect = pick(['nginx', 'nginx', 'haproxy'] as const)
  const routes = Array.from({ length: 1 + below(4) }, (_, index): Route => {
    const style = dialect === 'haproxy' ? 'upstream' : pick(['direct', 'upstream', 'variable'] as const)
    const targets = Array.from({ length: style === 'upstream' ? 1 + below(3) : 1 }, target)
    const isDown = style === 'upstream' && chance(0.15)
    return {
      path: `/r${index}/`,
      style,
      targets: targets.map(each => ({ ...each, down: isDown || (chance(0.05) && style === 'upstream') })),
    }
  })
  return { dialect, gatewayNetworks: some(networks), services, routes }
}

const NAMES = ['api', 'shop', 'catalog', 'payments', 'accounts', 'search', 'mailer', 'reports']

/** A letter too many, or one too few. */
const misspelt = (name: string, random: () => number): string => (random() < 0.5 ? `${name}x` : name.slice(0, -1))

/** The compose file and the gateway's configuration. `line` of a target: where it stands in the configuration, from 0. */
export function filesOf(world: World): {
  readonly files: Readonly<Record<string, string>>
  readonly lineOf: ReadonlyMap<Target, number>
} {
  const lineOf = new Map<Target, number>()
  const lines = world.dialect === 'nginx' ? nginxOf(world, lineOf) : haproxyOf(world, lineOf)
  const path = world.dialect === 'nginx' ? '/etc/nginx/nginx.conf' : '/usr/local/etc/haproxy/haproxy.cfg'
  const isDefault = world.gatewayNetworks[0] === 'default'
  const networks = [...new Set([...world.gatewayNetworks, ...world.services.flatMap(each => each.networks)])]
  const compose = [
    'services:',
    '  gateway:',
    `    image: ${world.dialect === 'nginx' ? 'nginx:1.27' : 'haproxy:2.9'}`,
    '    restart: always',
    `    volumes: ["./gateway.conf:${path}:ro"]`,
    ...(isDefault ? [] : [`    networks: [${world.gatewayNetworks.join(', ')}]`]),
    ...world.services.flatMap(service => serviceLines(service, isDefault)),
    ...(isDefault ? [] : ['networks:', ...networks.map(name => `  ${name}:`)]),
  ]
  return { files: { 'compose.yaml': `${compose.join('\n')}\n`, 'gateway.conf': `${lines.join('\n')}\n` }, lineOf }
}

function serviceLines(service: Service, isDefault: boolean): readonly string[] {
  const { name, aliases, networks, published, port, profile } = service
  return [
    `  ${name}:`,
    '    image: python:3.12',
    '    restart: always',
    `    command: ${JSON.stringify(commandOf(service))}`,
    ...(published ? [`    ports: ["${published}:${port}"]`] : []),
    ...(profile ? [`    profiles: [${profile}]`] : []),
    ...(isDefault
      ? []
      : [
          '    networks:',
          ...networks.map(each => `      ${each}:${aliases.length > 0 ? ` { aliases: [${aliases.join(', ')}] }` : ''}`),
        ]),
  ]
}

function commandOf({ program, port, bind }: Service): readonly string[] {
  const address = bind === 'all' ? '0.0.0.0' : '127.0.0.1'
  return {
    uvicorn: ['uvicorn', 'app:app', '--host', address, '--port', String(port)],
    gunicorn: ['gunicorn', '--bind', `${address}:${port}`, 'app:app'],
    'http.server': ['python3', '-m', 'http.server', '--bind', address, String(port)],
    flask: ['flask', '--app', 'app', 'run', `--host=${address}`, `--port=${port}`],
  }[program] as readonly string[]
}

function nginxOf({ routes }: World, lineOf: Map<Target, number>): readonly string[] {
  const lines = ['events {}', 'http {', '  resolver 127.0.0.11 valid=10s;']
  const put = (target: Target, line: string): void => {
    lineOf.set(target, lines.length)
    lines.push(line)
  }
  for (const [index, { style, targets }] of routes.entries()) {
    if (style !== 'upstream') continue
    lines.push(`  upstream pool${index} {`)
    for (const target of targets) put(target, `    server ${target.host}:${target.port}${target.down ? ' down' : ''};`)
    lines.push('  }')
  }
  lines.push('  server {', '    listen 80;')
  for (const [index, { path, style, targets }] of routes.entries()) {
    const [first] = targets
    const address = `${first!.host}:${first!.port}`
    lines.push(`    location ${path} {`)
    if (style === 'upstream') lines.push(`      proxy_pass http://pool${index};`)
    else if (style === 'direct') put(first!, `      proxy_pass http://${address};`)
    else {
      put(first!, `      set $to${index} ${address};`)
      lines.push(`      proxy_pass http://$to${index};`)
    }
    lines.push('    }')
  }
  return [...lines, '  }', '}']
}

function haproxyOf({ routes }: World, lineOf: Map<Target, number>): readonly string[] {
  const lines = [
    'defaults',
    '  mode http',
    '  timeout connect 5s',
    '  timeout client 30s',
    '  timeout server 30s',
    'frontend web',
    '  bind :80',
    ...routes.map(({ path }, index) => `  use_backend pool${index} if { path_beg ${path} }`),
    '  default_backend pool0',
  ]
  for (const [index, { targets }] of routes.entries()) {
    lines.push(`backend pool${index}`)
    for (const [number, target] of targets.entries()) {
      lineOf.set(target, lines.length)
      lines.push(`  server s${number} ${target.host}:${target.port}${target.down ? ' disabled' : ''}`)
    }
  }
  return lines
}
