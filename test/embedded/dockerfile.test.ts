/** Configurations that a Dockerfile brings itself, in here-documents: read, placed in the services that build it, and fixed where they stand. */
import { describe } from 'vitest'
import { type Case, check } from './check.ts'

const compose = `services:
  gateway:
    build: .
  api:
    image: example/api
    ports: ["8080:3000"]
`
const wrong = 'server {\n  location / { proxy_set_header Host $host; proxy_pass http://api:8080; }\n}\n'
const right = wrong.replace('8080', '3000')

const found = ['Dockerfile:4:67-71 port-mismatch']

const project = (...lines: readonly string[]): Case['files'] => ({
  'compose.yaml': compose,
  Dockerfile: `${lines.join('\n')}\n`,
})

/** A Dockerfile that copies this text so. */
const copy = (mark: string, target: string, text: string, end = 'EOF'): Case['files'] =>
  project('FROM nginx:1.27', `COPY <<${mark} ${target}`, `${text}${end}`)

const fixedBy = (files: Case['files'], from = '8080', to = '3000'): Case['files'] => ({
  Dockerfile: files.Dockerfile!.replace(from, to),
})

const site = '/etc/nginx/conf.d/default.conf'
const main = copy('"EOF"', '/etc/nginx/nginx.conf', `events {}\nhttp {\n  include conf.d/*.conf;\n}\n`)
const tabbed = `# 🚀 日本\n${wrong}`.replace(/^/gm, '\t').replace(/\t$/, '')

const cases: Readonly<Record<string, Case>> = {
  'double quotes': { files: copy('"EOF"', site, wrong), found, fixed: fixedBy(copy('"EOF"', site, wrong)) },
  'single quotes': { files: copy("'EOF'", site, wrong), found, fixed: fixedBy(copy("'EOF'", site, wrong)) },
  'without its tabs': {
    files: copy('-"EOF"', site, tabbed, '\tEOF'),
    found: ['Dockerfile:5:68-72 port-mismatch'],
    fixed: fixedBy(copy('-"EOF"', site, tabbed, '\tEOF')),
  },
  'words over several lines, without their tabs': {
    files: copy('-"EOF"', site, '\tserver {\n\t\tadd_header A "a\n\t\tb"\n\t}\n', '\tEOF'),
    found: ['Dockerfile:5:5-5 syntax-error'],
    fixed: fixedBy(copy('-"EOF"', site, '\tserver {\n\t\tadd_header A "a\n\t\tb"\n\t}\n', '\tEOF'), 'b"', 'b";'),
  },
  'into a folder, under the name of its mark': {
    files: copy('"site.conf"', '/etc/nginx/conf.d/', wrong, 'site.conf'),
    found,
    fixed: fixedBy(copy('"site.conf"', '/etc/nginx/conf.d/', wrong, 'site.conf')),
  },
  'several at once': {
    files: project(
      'FROM nginx',
      `COPY <<"a.conf" <<"b.conf" /etc/nginx/conf.d/`,
      'upstream app { server api:8080; }',
      'a.conf',
      'server { location / { proxy_pass http://app; } }',
      'b.conf',
    ),
    found: ['Dockerfile:3:27-31 port-mismatch'],
    fixed: fixedBy(
      project(
        'FROM nginx',
        `COPY <<"a.conf" <<"b.conf" /etc/nginx/conf.d/`,
        'upstream app { server api:8080; }',
        'a.conf',
        'server { location / { proxy_pass http://app; } }',
        'b.conf',
      ),
    ),
  },
  'no quotes, and nothing to replace': {
    files: copy('EOF', site, 'server {\n  location / { proxy_pass http://api:8080; }\n}\n'),
    found: ['Dockerfile:4:38-42 port-mismatch'],
    fixed: fixedBy(copy('EOF', site, 'server {\n  location / { proxy_pass http://api:8080; }\n}\n')),
  },
  'it includes a file of the workspace': {
    files: {
      ...main,
      Dockerfile: `${main.Dockerfile}COPY site.conf ${site}\n`,
      'site.conf': wrong,
    },
    found: ['site.conf:2:67-71 port-mismatch'],
    fixed: { 'site.conf': right },
  },
  HAProxy: {
    files: project(
      'FROM haproxy:2.9',
      'COPY <<"EOF" /usr/local/etc/haproxy/haproxy.cfg',
      'frontend web',
      '  bind :80',
      '  default_backend app',
      '  timeout client 50s',
      'backend app',
      '  server a 10.0.0.1:80',
      'EOF',
    ),
    found: ['Dockerfile:7:1-8 haproxy-timeouts-missing'],
    fixed: {
      Dockerfile:
        'FROM haproxy:2.9\nCOPY <<"EOF" /usr/local/etc/haproxy/haproxy.cfg\nfrontend web\n  bind :80\n  default_backend app\n  timeout client 50s\nbackend app\n  server a 10.0.0.1:80\n  timeout connect 5s\n  timeout server 50s\nEOF\n',
    },
  },
  'from an earlier stage': {
    files: project(
      'FROM nginx AS conf',
      `COPY <<"EOF" /made/site.conf\n${wrong}EOF`,
      'FROM nginx',
      `COPY --from=conf /made/site.conf ${site}`,
    ),
    found,
    fixed: fixedBy(
      project(
        'FROM nginx AS conf',
        `COPY <<"EOF" /made/site.conf\n${wrong}EOF`,
        'FROM nginx',
        `COPY --from=conf /made/site.conf ${site}`,
      ),
    ),
  },
  'a stage that is left behind: nobody runs it': {
    files: project('FROM nginx AS old', `COPY <<"EOF" ${site}\n${wrong}EOF`, 'FROM nginx'),
  },
  'what holds everywhere is found there, too': {
    files: project('FROM nginx AS old', `COPY <<"EOF" ${site}\nserver {\n  listen 80\n}\nEOF`, 'FROM nginx'),
    found: ['Dockerfile:4:12-12 syntax-error'],
    fixed: fixedBy(
      project('FROM nginx AS old', `COPY <<"EOF" ${site}\nserver {\n  listen 80\n}\nEOF`, 'FROM nginx'),
      '80',
      '80;',
    ),
  },
  'the instructions behind it count': {
    files: {
      'compose.yaml': compose
        .replace('build: .', 'image: nginx\n    volumes: ["./site.conf:/etc/nginx/conf.d/site.conf"]')
        .replace('image: example/api\n    ports: ["8080:3000"]', 'build: .'),
      Dockerfile: `FROM node\nCOPY <<app.js /app/\nx\napp.js\nCMD ["node", "app.js", "--port", "4000"]\n`,
      'site.conf': right,
    },
    found: ['site.conf:2:67-71 port-mismatch'],
  },
}

describe('found and fixed', () => {
  for (const [name, each] of Object.entries(cases)) check(name, each)
})

describe('left alone', () => {
  const silent: Readonly<Record<string, Case['files']>> = {
    'no quotes: the builder replaces what looks like its variables': copy('EOF', site, wrong),
    'a template of the image': copy('"EOF"', '/etc/nginx/templates/default.conf.template', wrong),
    'a script': copy('"EOF"', '/entrypoint.sh', `#!/bin/sh\ncat > x <<END\n${wrong}END\n`),
    'a page': copy('"EOF"', '/usr/share/nginx/html/index.html', '<h1>server {</h1>\n'),
    'what a shell writes': project('FROM nginx', `RUN cat > ${site} <<"EOF"\n${wrong}EOF`),
  }
  for (const [name, files] of Object.entries(silent)) check(name, { files })
})
