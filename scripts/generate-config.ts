/** Writes a configuration of so many lines, hardly any of them twice, that its server accepts: `npx tsx scripts/generate-config.ts nginx 10000`. */

/** The same text for the same number of lines. The last line before the end is filled with comments. */
export function generateConfig(dialect: 'nginx' | 'haproxy', lines: number): string {
  const { head, site, tail } = dialect === 'nginx' ? nginx : haproxy
  const written = [...head]
  for (let number = 0; ; number++) {
    const next = site(number)
    const room = lines - tail.length - written.length
    if (next.length <= room) {
      written.push(...next)
    } else {
      const filling = Array.from(
        { length: Math.max(0, room) },
        (_, line) => `# Nothing after site ${number - 1}, line ${line}.`,
      )
      return `${[...written, ...filling, ...tail].join('\n')}\n`
    }
  }
}

interface Parts {
  readonly head: readonly string[]
  /** What one site has. */
  site(number: number): readonly string[]
  readonly tail: readonly string[]
}

const count = <T>(length: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length }, (_, index) => make(index))

const nameOf = (site: number): string => `shop-${site.toString(36)}`
/** Above those of well-known services. */
const portOf = (site: number): number => 30_000 + ((site * 37) % 30_000)
const addressOf = (site: number, peer: number): string =>
  `10.${site % 250}.${(site >> 3) % 250}.${peer + 1}:${portOf(site) + peer}`
/** nginx binds what it checks: so many sockets any process may open. */
const LISTENERS = 400

const nginx: Parts = {
  head: [
    'worker_processes 2;',
    'pid /tmp/generated-nginx.pid;',
    'error_log stderr crit;',
    'events { worker_connections 512; }',
    'http {',
    '    access_log off;',
    '    server_names_hash_max_size 32768;',
    '    server_names_hash_bucket_size 256;',
    '    variables_hash_max_size 4096;',
    '    proxy_headers_hash_max_size 2048;',
    '    limit_req_zone $binary_remote_addr zone=everyone:10m rate=50r/s;',
  ],
  site(site) {
    const name = nameOf(site)
    return [
      '',
      `    # Site ${site}: ${name}, kept by team ${site % 17}`,
      `    upstream ${name} {`,
      ...count(
        2 + (site % 3),
        peer => `        server ${addressOf(site, peer)} weight=${peer + 1} max_fails=${site % 5};`,
      ),
      `        keepalive ${8 + (site % 64)};`,
      '    }',
      `    server { # ${name}`,
      `        listen 127.0.0.1:${30_000 + (site % LISTENERS)}; # ${name}`,
      `        server_name ${name}.example.com`,
      `                    www.${name}.example.com;`,
      `        set $tenant_${site % 200} "${name} \\"${site}\\"";`,
      `        proxy_http_version 1.1; # for ${name}`,
      `        client_max_body_size ${1 + (site % 90)}m; # ${name} uploads`,
      `        if ($host = 'old-${name}.example.com') { return 301 https://${name}.example.com$request_uri; }`,
      ...count(3 + (site % 4), index => locationOf(name, site, index)).flat(),
      '    }',
    ]
  },
  tail: ['}'],
}

function locationOf(name: string, site: number, index: number): readonly string[] {
  const path = `/${name}/part-${index}`
  return [
    `        location ${index % 2 ? `~ ^${path}/(.+)\\.(js|css)$` : `${path}/`} {`,
    `            proxy_pass http://${name}${index % 2 ? '' : `/v${index}/`};`,
    `            proxy_set_header Connection ""; # ${name}-${index}`,
    `            proxy_set_header X-Part "${name}-${index}; site $host";`,
    `            proxy_set_header X-Request-${site}-${index} $request_id;`,
    `            proxy_read_timeout ${20_000 + site * 10 + index}ms;`,
    `            proxy_next_upstream_timeout ${site * 10 + index + 1}s;`,
    `            add_header X-Cache-${index} "age=\${arg_${name.replaceAll('-', '_')}}" always;`,
    `            limit_req zone=everyone burst=${1 + site * 10 + index} nodelay;`,
    `            error_page ${500 + (index % 5)} /errors/${name}-${index}.html;`,
    '        }',
  ]
}

const haproxy: Parts = {
  head: [
    'global',
    '    maxconn 2000',
    'defaults',
    '    log 127.0.0.1:514 local0',
    '    mode http',
    '    timeout connect 5s',
    '    timeout client 30s',
    '    timeout server 30s',
  ],
  site(site) {
    const name = nameOf(site)
    return [
      '',
      `# Site ${site}: ${name}, kept by team ${site % 17}`,
      `frontend ${name}`,
      `    bind 127.0.0.1:${portOf(site)} # for ${name}`,
      `    acl is-old-${site} hdr(host) -i old-${name}.example.com`,
      `    http-request redirect location https://${name}.example.com/ if is-old-${site} !{ path_beg /${name}/ }`,
      `    http-request set-header X-Site-${site} "%[src,lower] site ${site}"`,
      `    log-format "%ci:%cp [%tr] ${name} %{+Q}r"`,
      `    default_backend ${name}-servers`,
      `backend ${name}-servers`,
      `    option httpchk # ${name}`,
      `    http-check send meth GET uri /health/${site} ver HTTP/1.1 hdr Host ${name}.example.com`,
      `    timeout server ${20_000 + site}ms`,
      ...count(
        3 + (site % 4),
        peer => `    server ${name}-${peer} ${addressOf(site, peer)} check inter ${2 + peer}s weight ${peer + 1}`,
      ),
    ]
  },
  tail: [],
}

if (process.argv[1] === import.meta.filename) {
  const [dialect = 'nginx', lines = '10000'] = process.argv.slice(2)
  process.stdout.write(generateConfig(dialect === 'haproxy' ? 'haproxy' : 'nginx', Number(lines)))
}
