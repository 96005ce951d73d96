/** From a name to where it is declared, to all places that use it, and to another name. */
import { describe, expect, test } from 'vitest'
import { definitionAt, referencesAt } from '../../server/features/places.ts'
import { renamableAt, renamedAt } from '../../server/features/rename.ts'
import { applyEdits, byFile } from '../../server/fix.ts'
import { createWorkspace, type Workspace } from '../../server/workspace.ts'
import { readMarked, shown, type Texts, twice } from './marked.ts'

/** From every place that is marked to all the others; and all of them get another name, with the same findings afterwards. */
function check(name: string, files: Texts, to = 'another'): void {
  twice(name, files, files => {
    const { workspace, declared, used } = readMarked(files)
    const before = findingsOf(workspace)
    const all = [...declared, ...used]
    for (const [index, { file, start, end }] of all.entries()) {
      const isUse = index >= declared.length
      const from = `${file}:${workspace.locate(file, start).line + 1}`
      for (const offset of [start, end]) {
        const found = shown(workspace, definitionAt(workspace, file, offset)?.to ?? [])
        if (isUse) expect(found, `definition from ${from}`).toEqual(shown(workspace, declared))
        else expect(found).toContain(shown(workspace, [{ file, start, end }])[0])
        const references = referencesAt(workspace, file, offset)
        expect(
          shown(
            workspace,
            references.filter(({ declares }) => declares).map(({ at }) => at),
          ),
        ).toEqual(shown(workspace, declared))
        expect(
          shown(
            workspace,
            references.map(({ at }) => at),
          ),
          `references from ${from}`,
        ).toEqual(shown(workspace, all))
      }
    }
    const [{ file, start }] = all as [(typeof all)[0]]
    const renamed = renamedAt(workspace, file, start, to)
    expect(renamed).not.toHaveProperty('refused')
    const edits = renamed && 'edits' in renamed ? renamed.edits : []
    expect(
      shown(
        workspace,
        edits.map(({ at }) => at),
      ),
    ).toEqual(shown(workspace, all))
    const after = createWorkspace()
    for (const path of workspace.files().keys())
      after.set(path, applyEdits(workspace.text(path)!, byFile(edits).get(path) ?? []))
    expect(findingsOf(after)).toEqual(before)
  })
}

const findingsOf = (workspace: Workspace): readonly string[] =>
  workspace.findings().map(({ at, rule, severity }) => {
    const { line } = workspace.locate(at.file, at.start)
    return `${at.file}:${line + 1} ${severity} ${rule}`
  })

const http = (lines: string): string => `events {}\nhttp {\n${lines}\n}\n`

describe('nginx', () => {
  check('an upstream, by a pass and by a map', {
    'nginx.conf': http(`
      map $host $pool { default "«app»"; b.example other; }
      upstream ⟪app⟫ { server 10.0.0.1:80; }
      upstream other { server 10.0.0.2:80; }
      server {
        location / { proxy_pass http://«app»; }
        location /app { proxy_pass http://«app»/app; }
        location /b { proxy_pass http://$pool/; }
        location /f { fastcgi_pass «APP»; }
      }`),
  })
  check('an upstream of stream is not that of http', {
    'nginx.conf': `events {}
      stream { upstream ⟪db⟫ { server 10.0.0.1:5432; } server { listen 5432; proxy_pass «db»; } }
      http { upstream db { server 10.0.0.2:80; } server { location / { proxy_pass http://db; } } }
    `,
  })
  check('an upstream, over an include that two configurations have', {
    'one/nginx.conf': http('upstream ⟪app⟫ { server 10.0.0.1:80; } include /p/app.inc;'),
    'two/nginx.conf': http('upstream ⟪app⟫ { server 10.0.0.2:80; } include ../app.inc;'),
    'one/compose.yaml': `services:
  gateway: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf", "../app.inc:/p/app.inc"] }
`,
    'app.inc': 'server { location / { proxy_pass http://«app»; } }\n',
  })
  check('an upstream in a file of which nobody knows what includes it', {
    'conf/upstreams.conf': 'upstream ⟪app⟫ { server 10.0.0.1:80; }\n',
    'conf/site.conf': 'server { location / { proxy_pass http://«app»; } }\n',
  })
  check('a named location, in its own server', {
    'nginx.conf': http(`
      server {
        error_page 502 504 = @«down»;
        location / { try_files $uri @«down»; }
        location @⟪down⟫ { return 503; }
      }
      server { error_page 502 @down; location @down { return 500; } }`),
  })
  check('a named location that an outer level names for two servers', {
    'nginx.conf': http(`
      error_page 502 @«down»;
      server { location @⟪down⟫ { return 503; } }
      server { location @⟪down⟫ { return 500; } }`),
  })
  check('a variable, in every way that it can be written', {
    'nginx.conf': http(`
      log_format plain '$remote_addr $«who»';
      map $«who» $limit { default 1; ~^(?<⟪who⟫>a+)$ 2; }
      server {
        server_name ~^(?<⟪who⟫>[a-z]+)\\.example$;
        set $⟪who⟫ nobody;
        if ($«who» = nobody) { return 403; }
        add_header X-Who "\${«who»}-$«WHO»" always;
        location ~ ^/(?P<⟪who⟫>.+)$ { return 200 $«who»$whoever; }
        location /lua { content_by_lua_block { ngx.say(ngx.var.«who», ngx.var["«who»"], whom) } }
        set $whoever x;
      }`),
  })
  check('a variable of stream is not that of http', {
    'nginx.conf': `events {}
      stream { map $remote_addr $⟪pool⟫ { default 10.0.0.1:80; } server { listen 81; proxy_pass $«pool»; } }
      http { map $remote_addr $pool { default 1; } server { return 200 $pool; } }
    `,
  })
  check('the zones of limits', {
    'nginx.conf': http(`
      limit_req_zone $binary_remote_addr zone=⟪calls⟫:10m rate=5r/s;
      limit_conn_zone $binary_remote_addr zone=open:10m;
      server { limit_conn open 5; location / { limit_req zone=«calls» burst=5; return 200; } }`),
  })
  check('the zone of a cache', {
    'nginx.conf': http(`
      proxy_cache_path /var/cache levels=1:2 keys_zone=⟪pages⟫:10m;
      server { proxy_cache «pages»; location /a { proxy_cache off; return 200; } }`),
  })
  check('a format of logs', {
    'nginx.conf': http(`
      log_format ⟪short⟫ '$remote_addr $status';
      access_log /var/log/all.log «short»;
      server { access_log /var/log/a.log «short» buffer=32k; access_log /var/log/b.log combined; }`),
  })
  check('within the ConfigMap of a manifest', {
    'web.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: web }
data:
  default.conf: |
    # ein Gerät 🙂
    upstream ⟪app⟫ { server 10.0.0.1:80; }
    server { location / { proxy_pass http://«app»; } }
`,
  })
  check('within the configs of a compose file, where a dollar sign is written twice', {
    'compose.yaml': `services:
  gateway: { image: nginx, configs: [{ source: web, target: /etc/nginx/conf.d/default.conf }] }
configs:
  web:
    content: |
      map $$host $$⟪pool⟫ { default 10.0.0.1:80; }
      server { location / { proxy_pass http://$$«pool»; } }
`,
  })
})

describe('HAProxy', () => {
  check('a backend, by all that names one', {
    'haproxy.cfg': `frontend www
  bind :80
  acl up nbsrv(«web») gt 0
  use_backend «web» if up { be_conn(«web») lt 100 } { srv_is_up(«web»/one) }
  http-request set-header X-Free "%[connslots(«web»)] of nbsrv(web)"
  default_backend «web»
backend ⟪web⟫
  server one 10.0.0.1:80
backend other
  server one 10.0.0.1:80 track «web»/one
`,
  })
  check('a listen has both names', {
    'haproxy.cfg': `listen ⟪web⟫
  bind :80
  stick-table type ip size 1m store conn_cur
  server one 10.0.0.1:80
frontend www
  bind :81
  http-request track-sc0 src table «web»
  acl busy fe_conn(«web») gt 100
  default_backend «web»
`,
  })
  check('a table, by the proxy that has one', {
    'haproxy.cfg': `frontend www
  bind :80
  tcp-request connection track-sc0 src table «rates»
  http-request deny if { src_http_req_rate(«rates») gt 10 } or { src,table_http_req_rate(«rates») gt 5 }
  http-request deny if { sc_http_req_rate(0,«rates») gt 10 }
backend ⟪rates⟫
  stick-table type ip size 1m store http_req_rate(10s)
  stick match src table «rates»
  server one 10.0.0.1:80
`,
  })
  check('a server, in its own section', {
    'haproxy.cfg': `backend web
  use-server «one» if { srv_is_up(«one») }
  server ⟪one⟫ 10.0.0.1:80
  server two 10.0.0.2:80 track «one»
backend other
  server one 10.0.0.1:80 track web/«one»
  use-server one if { src 10.0.0.9 }
`,
  })
  check('an ACL, in its own section', {
    'haproxy.cfg': `frontend www
  bind :80
  acl ⟪api⟫ path_beg /api
  acl ⟪api⟫ path_beg /v1
  http-request deny if !«api» or { path /x } «api»
  use_backend web if «api» TRUE
  default_backend web
frontend other
  bind :81
  acl api path_beg /api
  use_backend web if api
backend web
  server one 10.0.0.1:80
`,
  })
  check('an ACL of named defaults, in the sections that take them', {
    'haproxy.cfg': `defaults base
  mode http
  acl ⟪api⟫ path_beg /api
frontend www from base
  bind :80
  http-request deny if «api»
frontend two from base
  bind :81
  http-request deny unless «api»
`,
  })
  check('named defaults', {
    'haproxy.cfg': `defaults ⟪base⟫
  mode http
defaults more from «base»
  timeout client 1s
frontend www from «base»
  bind :80
`,
  })
  check('resolvers', {
    'haproxy.cfg': `resolvers ⟪docker⟫
  nameserver dns 127.0.0.11:53
backend web
  default-server resolvers «docker»
  http-request do-resolve(txn.ip,«docker»,ipv4) str(api)
  server one api:80 resolvers «docker»
`,
  })
  check('peers', {
    'haproxy.cfg': `peers ⟪mates⟫
  peer one 10.0.0.1:1024
backend web
  stick-table type ip size 1m peers «mates»
  server one 10.0.0.1:80
`,
  })
  check('peers, by a table of theirs', {
    'haproxy.cfg': `peers ⟪mates⟫
  table rates type ip size 1m store http_req_rate(10s)
frontend www
  bind :80
  http-request track-sc0 src table «mates»/rates
  http-request deny if { src_http_req_rate(«mates»/rates) gt 9 }
`,
  })
  check('resolvers, by a rule of connections', {
    'haproxy.cfg': `resolvers ⟪docker⟫
  nameserver dns 127.0.0.11:53
frontend www
  bind :80
  tcp-request content do-resolve(txn.ip,«docker»,ipv4) str(api)
`,
  })
  check('an ACL, by the page of statistics', {
    'haproxy.cfg': `frontend www
  bind :80
  mode http
  acl ⟪inside⟫ src 127.0.0.1
  stats enable
  stats admin if «inside»
`,
  })
  check('a cache that defaults use', {
    'haproxy.cfg': `cache ⟪small⟫
  total-max-size 4
defaults base
  mode http
  http-request cache-use «small»
`,
  })
  check('a list of users', {
    'haproxy.cfg': `userlist ⟪staff⟫
  user ann insecure-password x
frontend www
  bind :80
  acl known http_auth(«staff»)
  http-request auth unless known or { http_auth_group(«staff») admins }
`,
  })
  check('a cache', {
    'haproxy.cfg': `cache ⟪small⟫
  total-max-size 4
backend web
  mode http
  http-request cache-use «small»
  http-response cache-store «small»
  server one 10.0.0.1:80
`,
  })
  check('error pages, rings and mailers', {
    'haproxy.cfg': `http-errors ⟪pages⟫
  errorfile 503 /etc/503.http
backend web
  mode http
  errorfiles «pages»
  http-request deny errorfiles «pages» if { path /x }
`,
  })
  check('a ring', {
    'haproxy.cfg': `ring ⟪events⟫
  size 32768
global
  log ring@«events» local0
`,
  })
  check('mailers', {
    'haproxy.cfg': `mailers ⟪post⟫
  mailer one 10.0.0.1:25
backend web
  email-alert mailers «post»
  server one 10.0.0.1:80
`,
  })
  check('what may not be there counts, too', {
    'haproxy.cfg': `frontend www
  bind :80
  .if defined(A)
  use_backend «web» if { path / }
  .endif
  default_backend «web»
backend ⟪web⟫
  server one 10.0.0.1:80
`,
  })
})

const running = `  gateway:
    image: nginx
    volumes: ["./nginx.conf:/etc/nginx/nginx.conf:ro"]
`

describe('services', () => {
  check('of compose: the targets that mean it, and all that names its key', {
    'compose.yaml': `services:
${running}    depends_on: ["«api»"]
  ⟪api⟫:
    image: example/api
    ports: ["8080:3000"]
  worker:
    image: example/worker
    depends_on:
      «api»: { condition: service_started }
    links: ["«api»:backend"]
    volumes_from: ["«api»:ro"]
  side: { image: example/side, network_mode: "service:«api»" }
  twin: { extends: { service: «api» }, command: api.js }
`,
    'compose.override.yaml': `services:
  ⟪api⟫:
    environment: { PORT: 3000 }
`,
    'nginx.conf': http(`
      upstream app { server «api»:3000; }
      server {
        location / { proxy_pass http://app; }
        location /api/ { proxy_pass http://«api»:3000/; }
        location /b { set $to http://«api»:3000; proxy_pass $to; }
      }`),
  })
  check('of two projects that run one configuration', {
    'one/compose.yaml': `services:
  gateway: { image: nginx, volumes: ["../nginx.conf:/etc/nginx/nginx.conf"] }
  ⟪api⟫: { image: example/api, expose: ["3000"] }
`,
    'two/compose.yaml': `services:
  gateway: { image: nginx, volumes: ["../nginx.conf:/etc/nginx/nginx.conf"] }
  ⟪api⟫: { image: example/other, expose: ["3000"] }
`,
    'nginx.conf': http('server { location / { proxy_pass http://«api»:3000; } }'),
  })
  check('whose name is a user, a program, and in a comment', {
    'compose.yaml': `services:
  gateway: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }
  ⟪php⟫: { image: "example/php", command: [php, serve.php], environment: { DB: "mysql://php:x@db/data" }, expose: ["9000"] }
`,
    '.env': '# for php and all others\nB=1\n',
    'nginx.conf': http('server { location / { fastcgi_pass «php»:9000; } }'),
  })
  check('whose name stands in an environment', {
    'compose.yaml': `services:
  gateway:
    image: nginx
    environment: { HOST_OF_API: "«api»" }
    volumes: ["./site.conf.template:/etc/nginx/templates/default.conf.template"]
  ⟪api⟫:
    image: example/api
    expose: ["3000"]
`,
    'site.conf.template': 'server { location / { proxy_pass http://${HOST_OF_API}:3000; } }\n',
  })
})

test('a table is not that of a frontend of the same name, which has none', () => {
  const { workspace, declared, used } = readMarked({
    'haproxy.cfg': `frontend rates
  bind :80
  http-request track-sc0 src table «rates»
backend ⟪rates⟫
  stick-table type ip size 1m store http_req_rate(10s)
`,
  })
  const references = referencesAt(workspace, used[0]!.file, used[0]!.start)
  expect(
    shown(
      workspace,
      references.map(({ at }) => at),
    ),
  ).toEqual(shown(workspace, [...used, ...declared]))
})

describe('of Kubernetes', () => {
  const manifest = `apiVersion: v1
kind: Service
metadata: { name: ⟪api⟫ }
spec: { selector: { app: api }, ports: [{ port: 80, targetPort: 3000 }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: web }
data:
  default.conf: |
    upstream app { server «api»:80; }
    server { location / { proxy_pass http://«api.default.svc»/; } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx, volumeMounts: [{ name: conf, mountPath: /etc/nginx/conf.d }] }]
      volumes: [{ name: conf, configMap: { name: web } }]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { defaultBackend: { service: { name: «api», port: { number: 80 } } } }
`
  twice('a Service is named by targets and Ingresses', { 'k8s.yaml': manifest }, files => {
    const { workspace, declared, used } = readMarked(files)
    for (const { file, start } of [...declared, ...used]) {
      expect(shown(workspace, definitionAt(workspace, file, start)?.to ?? [])).toEqual(shown(workspace, declared))
      const references = referencesAt(workspace, file, start)
      expect(
        shown(
          workspace,
          references.map(({ at }) => at),
        ),
      ).toEqual(shown(workspace, [...declared, ...used]))
    }
  })
  twice('a port leads to that of the Service', { 'k8s.yaml': manifest }, files => {
    const { workspace, used } = readMarked(files)
    const [target] = used
    expect(shown(workspace, definitionAt(workspace, target!.file, target!.end + 1)!.to)).toEqual(['k8s.yaml:4:49 80'])
  })
})

describe('a port', () => {
  const files = {
    'compose.yaml': `services:\n${running}  api: { image: example/api, ports: ["8080:«3000»"] }\n`,
    'nginx.conf': http('server { location / { proxy_pass http://api:¦3000; } }'),
  }
  twice('leads to what says that somebody listens there', files, files => {
    const { workspace, used, cursor } = readMarked(files)
    expect(shown(workspace, definitionAt(workspace, cursor!.file, cursor!.start)!.to)).toEqual(shown(workspace, used))
    const back = referencesAt(workspace, used[0]!.file, used[0]!.start)
    expect(
      shown(
        workspace,
        back.map(({ at }) => at),
      ),
    ).toEqual([...shown(workspace, used), ...shown(workspace, [{ ...cursor!, end: cursor!.end + 4 }])])
  })
})

describe('an include', () => {
  const files = {
    'nginx.conf': http('include /etc/nginx/sites/*.con¦f;'),
    'compose.yaml': `services:\n${running}`.replace(']', ', "./web/sites:/etc/nginx/sites"]'),
    'web/sites/a.conf': 'server { listen 80; }\n',
    'web/sites/b.conf': 'server { listen 81; }\n',
  }
  twice('leads to all files that it brings, as the container has them', files, files => {
    const { workspace, cursor } = readMarked(files)
    expect(shown(workspace, definitionAt(workspace, cursor!.file, cursor!.start)!.to)).toEqual([
      'web/sites/a.conf:1:1 ',
      'web/sites/b.conf:1:1 ',
    ])
  })
})

describe('is not renamed', () => {
  const refuses = (name: string, files: Texts, to: string, why: RegExp): void =>
    twice(name, files, files => {
      const { workspace, cursor } = readMarked(files)
      const { file, start } = cursor!
      const prepared = renamableAt(workspace, file, start)
      const answer = prepared && 'refused' in prepared ? prepared : renamedAt(workspace, file, start, to)
      expect(answer).toEqual({ refused: expect.stringMatching(why) })
    })
  const two = (pass = 'http://app') => ({
    'nginx.conf': http(`
      upstream a¦pp { server 10.0.0.1:80; }
      upstream other { server 10.0.0.2:80; }
      server { location / { proxy_pass ${pass}; } location /b { proxy_pass http://db:80; } }`),
  })
  refuses('to what is no name', two(), 'a b', /is no name that nginx takes/)
  refuses('to what would end the line', two(), 'a;', /is no name that nginx takes/)
  refuses('to what would open a block', two(), 'a{', /is no name that nginx takes/)
  refuses('to nothing', two(), '', /is no name that nginx takes/)
  refuses('to the name of another one', two(), 'Other', /An upstream "Other" is there already/)
  refuses('to the host of a target', two(), 'db', /the host of a target already/)
  refuses('where a request tells the name', two('http://$http_x_pool'), 'b', /nginx.conf:6 leads where only a request/)
  refuses(
    'an upstream whose redirects are rewritten',
    {
      'nginx.conf': http(
        'upstream a¦pp { server 10.0.0.1; } server { location / { proxy_pass http://app; proxy_redirect http://app/ /; } }',
      ),
    },
    'x',
    /nginx\.conf:3 follows from the name "app"/,
  )
  refuses(
    'an upstream whose certificate must bear its name',
    {
      'nginx.conf': http(
        'upstream a¦pp { server 10.0.0.1:443; } server { proxy_ssl_verify on; location / { proxy_pass https://app; } }',
      ),
    },
    'x',
    /nginx\.conf:3 follows from the name "app"/,
  )
  refuses(
    'a zone that a variable may name',
    { 'nginx.conf': http('proxy_cache_path /c keys_zone=pa¦ges:1m; server { proxy_cache $http_x; return 200; }') },
    'x',
    /nginx\.conf:3 names its cache only at a request/,
  )
  refuses(
    'a variable of nginx itself',
    { 'nginx.conf': http('server { return 200 $ho¦st; }') },
    'x',
    /nginx itself brings the variable \$host/,
  )
  refuses(
    'a variable that a module asks for',
    { 'nginx.conf': http('server { set $memcached¦_key $uri; location / { memcached_pass 127.0.0.1:11211; } }') },
    'x',
    /nginx itself reads/,
  )
  const variable = (rest = ''): Texts => ({
    'nginx.conf': http(`server { set $m¦ine 1; set $yours 2; ${rest} return 200 $mine; }`),
  })
  refuses('to a variable of nginx itself', variable(), 'host', /means something else/)
  refuses('to one of its families', variable(), 'http_x', /means something else/)
  refuses('to another variable', variable(), 'Yours', /A variable "Yours" is there already/)
  refuses('to what is no variable', variable(), '1st', /no digit first/)
  refuses('with its dollar sign', variable(), '$ours', /is no name that nginx takes/)
  refuses(
    'what code names in another way',
    variable('content_by_lua_block { f("mine") }'),
    'x',
    /code at nginx\.conf:3/,
  )
  refuses('what code may name that is not read', variable('content_by_lua_file a.lua;'), 'x', /not read here/)
  refuses(
    'what another file uses, of which nobody knows where it belongs',
    {
      'nginx-maps.conf': 'map $host $po¦ol { default 10.0.0.1; }\n',
      'site.conf': 'server { location / { proxy_pass http://$pool; } }\n',
    },
    'x',
    /site\.conf uses "pool", too/,
  )
  const haproxy = (rest = 'use_backend web'): Texts => ({
    'haproxy.cfg': `defaults\n  mode http\nfrontend www\n  bind :80\n  acl api path /\n  acl b path /b\n  ${rest}\nbackend w¦eb\n  server one 10.0.0.1:80\nbackend taken\n  server one 10.0.0.1:80\n`,
  })
  refuses('a backend to what is no name', haproxy(), 'a b', /HAProxy takes/)
  refuses('a backend to a word of conditions', haproxy(), 'if', /means something else/)
  refuses('a backend to another one', haproxy(), 'taken', /is there already/)
  refuses('a backend that a request may name', haproxy('use_backend %[path,field(2,/)]'), 'x', /haproxy\.cfg:7 leads/)
  refuses(
    'a backend that nobody declares',
    { 'haproxy.cfg': 'frontend www\n  bind :80\n  use_backend go¦ne\n' },
    'x',
    /No file of the workspace declares "gone"/,
  )
  refuses(
    'an ACL to one that HAProxy has',
    { 'haproxy.cfg': 'frontend www\n  bind :80\n  acl a¦pi path /\n  http-request deny if api\n' },
    'METH_GET',
    /means something else/,
  )
  refuses(
    'an ACL to another one of the defaults',
    {
      'haproxy.cfg':
        'defaults base\n  acl local src 127.0.0.1\nfrontend www from base\n  bind :80\n  acl a¦pi path /\n  http-request deny if api\n',
    },
    'local',
    /An ACL "local" is there already/,
  )
  const service = (more = '', gateway = 'location / { proxy_pass http://a¦pi:3000; }'): Texts => ({
    'compose.yaml': `services:\n${running}  api: { image: example/api, expose: ["3000"] }\n  db: { image: postgres }\n${more}`,
    'nginx.conf': http(
      `upstream app { server 10.0.0.1; } server { ${gateway} location /x { proxy_pass http://app; } }`,
    ),
  })
  refuses('a service to what is no name', service(), 'a b', /no name of a service/)
  refuses('a service to what YAML takes for something else', service(), 'on', /no name of a service/)
  refuses('a service to a number', service(), '12', /no name of a service/)
  refuses('a service to another one', service(), 'DB', /name of the service "db" already/)
  refuses('a service to an upstream', service(), 'app', /An upstream is called "app" already/)
  refuses(
    'a service whose name an environment holds',
    service('  worker: { image: example/worker, environment: { API: "http://api:3000/" } }\n'),
    'x',
    /compose\.yaml:7 speaks of "api"/,
  )
  refuses(
    'a service whose name a check holds',
    service('  worker: { image: example/worker, healthcheck: { test: ["CMD", "curl", "http://api:3000"] } }\n'),
    'x',
    /compose\.yaml:7 speaks of "api"/,
  )
  refuses(
    'a service that a file of variables names',
    { ...service(), '.env': '# hosts\nAPI_HOST=api\n' },
    'x',
    /\.env:2 speaks of "api"/,
  )
  refuses(
    'a service that a template names',
    { ...service(), 'site.conf.j2': 'server {\n  location / { proxy_pass http://api:3000/{{ path }}; }\n}\n' },
    'x',
    /site\.conf\.j2:2 speaks of "api"/,
  )
  refuses(
    'an upstream that a template may name',
    {
      'app.conf': 'upstream a¦pp { server 10.0.0.1:80; }\nserver { location / { proxy_pass http://app; } }\n',
      'other.conf.j2': 'server {\n  location / { proxy_pass http://app{{ path }}; }\n}\n',
    },
    'x',
    /other\.conf\.j2, which some template engine/,
  )
  refuses(
    'a service that a variable of unknown use names',
    service('', 'location / { proxy_pass http://a¦pi:3000; } location /v { set $v api; proxy_pass http://$v.$arg_d; }'),
    'x',
    /nginx\.conf:3 speaks of "api"/,
  )
  refuses(
    'a service by one of its other names',
    service('  cache: { image: redis, container_name: store }\n', 'location / { proxy_pass http://st¦ore:6379; }'),
    'x',
    /another name of the service "cache"/,
  )
  refuses(
    'a service that a configuration may mean of which nobody knows who runs it',
    { ...service(), 'sites/other.conf': 'server { location / { proxy_pass http://api:3000; } }\n' },
    'x',
    /other\.conf:1 is not known/,
  )
  refuses(
    'a Service of Kubernetes',
    {
      'web.yaml': `apiVersion: v1
kind: Service
metadata: { name: a¦pi }
spec: { ports: [{ port: 80 }] }
`,
    },
    'x',
    /A Service of Kubernetes/,
  )
})

test('an address is no name', () => {
  const { workspace, cursor } = readMarked({
    'compose.yaml': `services:
  gateway: { image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"] }
  api: { image: example/api, networks: { default: { ipv4_address: 172.30.0.2 } } }
`,
    'nginx.conf': http('server { location / { proxy_pass http://172.¦30.0.2:80; } }'),
  })
  expect(definitionAt(workspace, cursor!.file, cursor!.start)).toBeDefined()
  expect(renamableAt(workspace, cursor!.file, cursor!.start)).toBeUndefined()
  expect(renamedAt(workspace, cursor!.file, cursor!.start, 'x')).toBeUndefined()
})

test('nothing that has a name stands there', () => {
  const { workspace } = readMarked({ 'nginx.conf': http('server { listen 80; }') })
  expect(definitionAt(workspace, '/p/nginx.conf', 3)).toBeUndefined()
  expect(referencesAt(workspace, '/p/nginx.conf', 3)).toEqual([])
  expect(renamedAt(workspace, '/p/nginx.conf', 3, 'x')).toBeUndefined()
  expect(definitionAt(workspace, '/p/none.conf', 3)).toBeUndefined()
})
