/** Who runs a configuration: mounts, configs and copies, and the paths at which a gateway reads them. */
import { describe, expect, test } from 'vitest'
import { places, serviceIn, topology } from './facts.ts'

/** Each: a title, the keys of the service `gateway` (and other files), the configuration, and where it is run. */
type Case = readonly [title: string, gateway: string, file: string, expected: readonly string[]]

const check = (cases: readonly Case[]): void => {
  test.each(cases)('%s', (_, text, file, expected) => {
    const [keys = '', ...files] = text.split(/^(?===> )/m)
    const service = keys
      .trim()
      .split('\n')
      .map(line => `    ${line}`)
      .join('\n')
    const whole = topology(`services:\n  gateway:\n${service}\n${files.join('')}`)
    expect(places(whole, file).map(place => place.replace(/^gateway /, ''))).toEqual(expected)
  })
}

const main = '/etc/nginx/nginx.conf'

describe('volumes', () => {
  check([
    ['a file', 'image: nginx\nvolumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]', 'nginx.conf', [main]],
    [
      'a folder',
      'image: nginx\nvolumes: ["./conf:/etc/nginx/conf.d"]',
      'conf/site.conf',
      ['/etc/nginx/conf.d/site.conf'],
    ],
    ['a folder with a slash', 'image: nginx\nvolumes: ["conf/../conf/:/etc/nginx/conf.d/"]', 'conf/site.conf', []],
    [
      'a folder with dots and a slash',
      'image: nginx\nvolumes: ["./conf/../conf/:/etc/nginx/conf.d/"]',
      'conf/site.conf',
      ['/etc/nginx/conf.d/site.conf'],
    ],
    ['a named volume', 'image: nginx\nvolumes: ["conf:/etc/nginx/conf.d"]', 'conf/site.conf', []],
    [
      'the long form',
      'image: nginx\nvolumes:\n  - { type: bind, source: ./nginx.conf, target: /etc/nginx/nginx.conf, read_only: true }',
      'nginx.conf',
      [main],
    ],
    [
      'the working folder',
      'image: nginx\nvolumes: ["${PWD}/nginx.conf:/etc/nginx/nginx.conf", "$PWD/x:/x"]',
      'nginx.conf',
      [main],
    ],
    [
      'a variable with a default',
      'image: nginx\nvolumes: ["${CONF:-./nginx.conf}:/etc/nginx/nginx.conf"]',
      'nginx.conf',
      [main],
    ],
    [
      'a variable that only a sample tells',
      'image: nginx\nvolumes: ["${CONF}:/etc/nginx/nginx.conf"]\n==> .env.example\nCONF=./nginx.conf\n',
      'nginx.conf',
      [main],
    ],
    ['a variable that nobody tells', 'image: nginx\nvolumes: ["${CONF}:/etc/nginx/nginx.conf"]', 'nginx.conf', []],
    [
      'Windows paths',
      'image: nginx\nvolumes: [".\\\\conf\\\\nginx.conf:/etc/nginx/nginx.conf"]',
      'conf/nginx.conf',
      [main],
    ],
    ['a file of the same beginning', 'image: nginx\nvolumes: ["./nginx:/etc/nginx"]', 'nginx.conf', []],
    [
      'the later of two at one place',
      'image: nginx\nvolumes: ["./a.conf:/etc/nginx/nginx.conf", "./b.conf:/etc/nginx/nginx.conf"]',
      'a.conf',
      [],
    ],
    [
      'a deeper one covers',
      'image: nginx\nvolumes: ["./conf:/etc/nginx", "./b.conf:/etc/nginx/nginx.conf"]',
      'conf/nginx.conf',
      [],
    ],
    [
      'the deeper one',
      'image: nginx\nvolumes: ["./conf:/etc/nginx", "./b.conf:/etc/nginx/nginx.conf"]',
      'b.conf',
      [main],
    ],
    [
      'templates are rendered',
      'image: nginx\nvolumes: ["./templates:/etc/nginx/templates"]',
      'templates/default.conf.template',
      ['/etc/nginx/conf.d/default.conf'],
    ],
    [
      'templates of another folder are rendered to another one',
      'image: nginx\nenvironment: { NGINX_ENVSUBST_TEMPLATE_DIR: /etc/nginx/in/, NGINX_ENVSUBST_OUTPUT_DIR: /etc/nginx }\nvolumes: ["./in:/etc/nginx/in"]',
      'in/nginx.conf.template',
      ['/etc/nginx/nginx.conf'],
    ],
    [
      'templates of another suffix',
      'image: nginx\nenvironment: { NGINX_ENVSUBST_TEMPLATE_SUFFIX: .tmpl }\nvolumes: ["./templates:/etc/nginx/templates"]',
      'templates/site.conf.tmpl',
      ['/etc/nginx/conf.d/site.conf'],
    ],
    [
      'HAProxy',
      'image: haproxy:3.0\nvolumes: ["./haproxy:/usr/local/etc/haproxy:ro"]',
      'haproxy/haproxy.cfg',
      ['/usr/local/etc/haproxy/haproxy.cfg'],
    ],
    [
      'what the command names',
      'image: haproxy:3.0\ncommand: haproxy -f /conf/haproxy.cfg\nvolumes: ["./haproxy.cfg:/conf/haproxy.cfg"]',
      'haproxy.cfg',
      ['/conf/haproxy.cfg'],
    ],
    [
      'what a script names',
      'image: example/gateway\ncommand: ["sh", "-c", "nginx -c /srv/nginx.conf -g \'daemon off;\'"]\nvolumes: ["./nginx.conf:/srv/nginx.conf"]',
      'nginx.conf',
      ['/srv/nginx.conf'],
    ],
    ['served, not run', 'image: nginx\nvolumes: [".:/usr/share/nginx/html"]', 'nginx.conf', []],
    [
      'a file alone, to be taken from there',
      'image: nginx\nvolumes: ["./nginx.conf:/tmp/nginx.conf"]',
      'nginx.conf',
      ['/tmp/nginx.conf'],
    ],
    ['the whole project at the side', 'image: nginx\nvolumes: [".:/data"]', 'samples/nginx.conf', []],
    ['a copy of the whole project somewhere', 'image: node:20\nvolumes: [".:/app"]', 'nginx.conf', []],
    [
      'OpenResty',
      'image: openresty/openresty\nvolumes: ["./nginx.conf:/usr/local/openresty/nginx/conf/nginx.conf"]',
      'nginx.conf',
      ['/usr/local/openresty/nginx/conf/nginx.conf'],
    ],
    [
      'development',
      'image: nginx\ndevelop: { watch: [{ action: sync, path: ./conf, target: /etc/nginx/conf.d }] }',
      'conf/a.conf',
      ['/etc/nginx/conf.d/a.conf'],
    ],
    [
      'an override adds one',
      'image: nginx\n==> compose.override.yaml\nservices: { gateway: { volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] } }\n',
      'nginx.conf',
      [main],
    ],
  ])
})

describe('configs and secrets', () => {
  check([
    [
      'a config with a target',
      'image: nginx\nconfigs: [{ source: site, target: /etc/nginx/conf.d/site.conf }]\n==> compose.override.yaml\nconfigs: { site: { file: ./site.conf } }\nservices: {}\n',
      'site.conf',
      ['/etc/nginx/conf.d/site.conf'],
    ],
    [
      'a config at its own name',
      'image: nginx\nconfigs: [site]\n==> compose.override.yaml\nconfigs: { site: { file: ./site.conf } }\nservices: {}\n',
      'site.conf',
      ['/site'],
    ],
    [
      'a bound volume',
      'image: nginx\nvolumes: ["conf:/etc/nginx/conf.d"]\n==> compose.override.yaml\nvolumes: { conf: { driver_opts: { type: none, o: bind, device: ./conf } } }\nservices: {}\n',
      'conf/a.conf',
      ['/etc/nginx/conf.d/a.conf'],
    ],
  ])
})

describe('copies', () => {
  const dockerfile = (...lines: readonly string[]): string => `build: .\n==> Dockerfile\n${lines.join('\n')}\n`
  check([
    ['a file onto a file', dockerfile('FROM nginx', 'COPY nginx.conf /etc/nginx/nginx.conf'), 'nginx.conf', [main]],
    ['a file into a folder', dockerfile('FROM nginx', 'COPY nginx.conf /etc/nginx/'), 'nginx.conf', [main]],
    [
      'a file into a folder of the image',
      dockerfile('FROM nginx', 'COPY site.conf /etc/nginx/conf.d'),
      'site.conf',
      ['/etc/nginx/conf.d/site.conf'],
    ],
    [
      'several files',
      dockerfile('FROM nginx', 'COPY a.conf b.conf /etc/nginx/conf.d/'),
      'b.conf',
      ['/etc/nginx/conf.d/b.conf'],
    ],
    ['a list', dockerfile('FROM nginx', 'COPY ["nginx.conf", "/etc/nginx/nginx.conf"]'), 'nginx.conf', [main]],
    [
      'a folder',
      dockerfile('FROM nginx', 'ADD conf.d /etc/nginx/conf.d'),
      'conf.d/a.conf',
      ['/etc/nginx/conf.d/a.conf'],
    ],
    [
      'a wildcard',
      dockerfile('FROM nginx', 'COPY conf/*.conf /etc/nginx/conf.d/'),
      'conf/a.conf',
      ['/etc/nginx/conf.d/a.conf'],
    ],
    ['what the wildcard leaves out', dockerfile('FROM nginx', 'COPY conf/*.conf /etc/nginx/conf.d/'), 'conf/a.txt', []],
    [
      'a relative place',
      dockerfile('FROM nginx', 'WORKDIR /etc', 'WORKDIR nginx', 'COPY nginx.conf .'),
      'nginx.conf',
      [main],
    ],
    ['a place that is not known', dockerfile('FROM nginx', 'COPY nginx.conf conf.d/'), 'nginx.conf', []],
    [
      'a variable',
      dockerfile('FROM nginx', 'ARG CONF=nginx.conf', 'COPY ${CONF} /etc/nginx/nginx.conf'),
      'nginx.conf',
      [main],
    ],
    [
      'options',
      dockerfile('FROM nginx', 'COPY --chown=nginx:nginx --chmod=644 nginx.conf /etc/nginx/nginx.conf'),
      'nginx.conf',
      [main],
    ],
    [
      'from another stage',
      dockerfile('FROM node AS a', 'FROM nginx', 'COPY --from=a nginx.conf /etc/nginx/nginx.conf'),
      'nginx.conf',
      [],
    ],
    [
      'from another stage that has it from the project',
      dockerfile(
        'FROM node AS a',
        'WORKDIR /app',
        'COPY . .',
        'FROM nginx',
        'COPY --from=a /app/conf/nginx.conf /etc/nginx/',
      ),
      'conf/nginx.conf',
      [main],
    ],
    [
      'from a numbered stage, a folder',
      dockerfile('FROM node', 'COPY deploy/conf /conf/nginx', 'FROM nginx', 'COPY --from=0 /conf /etc'),
      'deploy/conf/nginx.conf',
      [main],
    ],
    [
      'in another stage',
      dockerfile('FROM nginx AS a', 'COPY nginx.conf /etc/nginx/nginx.conf', 'FROM node'),
      'nginx.conf',
      [],
    ],
    [
      'a later one of that name covers',
      dockerfile('FROM nginx', 'COPY a.conf /etc/nginx/nginx.conf', 'COPY b.conf /etc/nginx/nginx.conf'),
      'a.conf',
      [],
    ],
    [
      'a volume covers',
      `${dockerfile('FROM nginx', 'COPY nginx.conf /etc/nginx/nginx.conf').replace('build: .', 'build: .\nvolumes: ["./dev.conf:/etc/nginx/nginx.conf"]')}`,
      'nginx.conf',
      [],
    ],
    [
      'from the web',
      dockerfile('FROM nginx', 'ADD https://example.com/nginx.conf /etc/nginx/nginx.conf'),
      'nginx.conf',
      [],
    ],
    [
      'from the text itself',
      dockerfile('FROM nginx', 'COPY <<EOF /etc/nginx/nginx.conf', 'events {}', 'EOF'),
      'nginx.conf',
      [],
    ],
    [
      'the context is below',
      'build: ./web\n==> web/Dockerfile\nFROM nginx\nCOPY nginx.conf /etc/nginx/nginx.conf\n',
      'web/nginx.conf',
      [main],
    ],
    [
      'the context is above',
      'build: { context: .., dockerfile: deploy/web/Dockerfile }\n==> web/Dockerfile\nFROM nginx\n',
      'nginx.conf',
      [],
    ],
  ])

  test('the context is above the compose file', () => {
    const whole = topology(
      '==> deploy/compose.yaml\nservices: { web: { build: { context: .., dockerfile: deploy/Dockerfile } } }\n==> deploy/Dockerfile\nFROM nginx\nCOPY nginx/ /etc/nginx/\n',
    )
    expect(places(whole, 'nginx/nginx.conf')).toEqual(['web /etc/nginx/nginx.conf'])
  })
})

describe('several', () => {
  test('services that run one file', () => {
    const gateway = (name: string): string =>
      `  ${name}: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }\n`
    const whole = topology(`services:\n${gateway('a')}${gateway('b')}==> compose.prod.yaml\nservices:\n${gateway('c')}`)
    expect(places(whole, 'nginx.conf')).toEqual([`a ${main}`, `b ${main}`, `c ${main}`])
  })

  test('a file that nobody mounts', () => {
    expect(places(topology('services: { gateway: { image: nginx } }\n'), 'nginx.conf')).toEqual([])
  })

  test('the place that says so', () => {
    const text =
      'services:\n  gateway:\n    image: nginx\n    volumes:\n      - "./nginx.conf:/etc/nginx/nginx.conf:ro"\n'
    const [placement] = topology(text).placementsOf('nginx.conf')
    expect(text.slice(placement!.at.start, placement!.at.end)).toBe('./nginx.conf:/etc/nginx/nginx.conf:ro')
  })

  test('mounts are paths of the workspace', () => {
    const whole = topology(
      '==> a/compose.yaml\nservices: { gateway: { image: nginx, volumes: ["../conf:/etc/nginx", "/srv:/srv", "~/x:/x"] } }\n',
    )
    expect(serviceIn(whole, 'gateway', 'a/compose.yaml').mounts.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'conf /etc/nginx',
      '/srv /srv',
    ])
  })
})
