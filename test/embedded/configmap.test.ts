/** Configurations in the ConfigMaps of Kubernetes: what is read of them, where it stands, and how it is fixed there. */
import { describe, expect, test } from 'vitest'
import { applyEdits } from '../../server/fix.ts'
import { silenceFile, silenceStatement } from '../../server/silencing.ts'
import { type Case, check, told, workspaceOf } from './check.ts'

/** A ConfigMap with these entries under `data`. */
const configMap = (data: string, name = 'gateway'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${data}`

const broken = 'events {}\nhttp {\n  server {\n    listen 80\n  }\n}\n'

/** Each line with so many blanks in front. */
const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by))

const inData = (header: string, text: string, by = 4): string =>
  configMap(`  nginx.conf: ${header}\n${indented(text, by)}`)

const cases: Readonly<Record<string, Case>> = {
  'a literal block': {
    files: { 'k8s.yaml': inData('|', broken) },
    found: ['k8s.yaml:10:18-18 syntax-error'],
    fixed: { 'k8s.yaml': inData('|', broken).replace('listen 80', 'listen 80;') },
  },
  'a block that is stripped': {
    files: { 'k8s.yaml': inData('|-', broken) },
    found: ['k8s.yaml:10:18-18 syntax-error'],
    fixed: { 'k8s.yaml': inData('|-', broken).replace('listen 80', 'listen 80;') },
  },
  'a block that keeps its empty lines': {
    files: { 'k8s.yaml': inData('|+', `\n${broken}\n\n`) },
    found: ['k8s.yaml:11:18-18 syntax-error'],
    fixed: { 'k8s.yaml': inData('|+', `\n${broken}\n\n`).replace('listen 80', 'listen 80;') },
  },
  'an indentation of its own': {
    files: { 'k8s.yaml': inData('|2', indented(broken, 2)) },
    found: ['k8s.yaml:10:20-20 syntax-error'],
    fixed: { 'k8s.yaml': inData('|2', indented(broken, 2)).replace('listen 80', 'listen 80;') },
  },
  'a comment behind the header': {
    files: { 'k8s.yaml': inData('| # the main file', broken) },
    found: ['k8s.yaml:10:18-18 syntax-error'],
    fixed: { 'k8s.yaml': inData('| # the main file', broken).replace('listen 80', 'listen 80;') },
  },
  'words over several lines keep their places': {
    files: { 'k8s.yaml': inData('|', "events {}\nhttp {\n  log_format x 'a\n    b\n\n    c'\n}\n") },
    found: ['k8s.yaml:12:11-11 syntax-error'],
    fixed: { 'k8s.yaml': inData('|', "events {}\nhttp {\n  log_format x 'a\n    b\n\n    c';\n}\n") },
  },
  'several documents and ConfigMaps, each by itself': {
    files: {
      'k8s.yaml': `${inData('|', broken)}---\n${inData('|', broken)}---\nkind: Service\nmetadata: { name: x }\n`,
    },
    found: ['k8s.yaml:10:18-18 syntax-error', 'k8s.yaml:23:18-18 syntax-error'],
    fixed: {
      'k8s.yaml':
        `${inData('|', broken)}---\n${inData('|', broken)}---\nkind: Service\nmetadata: { name: x }\n`.replaceAll(
          'listen 80',
          'listen 80;',
        ),
    },
  },
  'a list': {
    files: {
      'k8s.yaml': `apiVersion: v1\nkind: List\nitems:\n- kind: ConfigMap\n  data:\n    default.conf: |\n      server {\n        listen 80\n      }\n`,
    },
    found: ['k8s.yaml:8:18-18 syntax-error'],
    fixed: {
      'k8s.yaml': `apiVersion: v1\nkind: List\nitems:\n- kind: ConfigMap\n  data:\n    default.conf: |\n      server {\n        listen 80;\n      }\n`,
    },
  },
  'HAProxy: lines are put in with the indentation of the block': {
    files: {
      'k8s.yaml': configMap(
        '  haproxy.cfg: |\n    frontend web\n      bind :80\n      default_backend app\n    backend app\n      server a 10.0.0.1:80\n  other: x\n',
      ),
    },
    found: ['k8s.yaml:7:5-13 haproxy-timeouts-missing', 'k8s.yaml:10:5-12 haproxy-timeouts-missing'],
    fixed: {
      'k8s.yaml': configMap(
        '  haproxy.cfg: |\n    frontend web\n      bind :80\n      default_backend app\n      timeout client 50s\n    backend app\n      server a 10.0.0.1:80\n      timeout connect 5s\n      timeout server 50s\n  other: x\n',
      ),
    },
  },
  'HAProxy: a section that is empty': {
    files: {
      'k8s.yaml': configMap(
        '  haproxy.cfg: |\n    defaults\n    frontend web\n      bind :80\n      default_backend app\n    backend app\n      server a 10.0.0.1:80\n',
      ),
    },
    found: ['k8s.yaml:7:5-13 haproxy-timeouts-missing'],
    fixed: {
      'k8s.yaml': configMap(
        '  haproxy.cfg: |\n    defaults\n        timeout connect 5s\n        timeout client 50s\n        timeout server 50s\n    frontend web\n      bind :80\n      default_backend app\n    backend app\n      server a 10.0.0.1:80\n',
      ),
    },
  },
  'HAProxy: a stripped block ends without a line feed, which is for a person to mend': {
    files: {
      'k8s.yaml': configMap(
        '  haproxy.cfg: |-\n    global\n      daemon\n    frontend web\n      bind :80\n      timeout client 50s\n',
      ),
    },
    found: ['k8s.yaml:11:25-25 syntax-error'],
  },
  'nginx: a line is put in in front, with the indentation of the block': {
    files: {
      'k8s.yaml': inData(
        '|',
        'events {}\nhttp {\n  server {\n    location / {\n      set $to api;\n      proxy_pass http://$to:80;\n    }\n  }\n}\n',
      ),
    },
    found: ['k8s.yaml:12:22-35 no-resolver'],
  },
  'the files of one ConfigMap include each other': {
    files: {
      'k8s.yaml': configMap(
        '  nginx.conf: |\n    events {}\n    http {\n      include up.conf;\n      server { location / { proxy_pass http://app; } }\n    }\n  up.conf: |\n    upstream app {\n      server 10.0.0.1:80\n    }\n',
      ),
    },
    found: ['k8s.yaml:14:25-25 syntax-error'],
    fixed: {
      'k8s.yaml': configMap(
        '  nginx.conf: |\n    events {}\n    http {\n      include up.conf;\n      server { location / { proxy_pass http://app; } }\n    }\n  up.conf: |\n    upstream app {\n      server 10.0.0.1:80;\n    }\n',
      ),
    },
  },
  'a file that includes itself': {
    files: { 'k8s.yaml': configMap('  nginx.conf: |\n    events {}\n    include nginx.conf;\n') },
    found: ['k8s.yaml:8:13-23 syntax-error'],
  },
  'who is reached is not known': {
    files: {
      'compose.yaml': 'services: { api: { image: nginx } }\n',
      'k8s.yaml': inData('|', 'events {}\nhttp { server { location / { proxy_pass http://apo:1; } } }\n'),
    },
  },
  'a comment silences the next statement': {
    files: {
      'k8s.yaml': configMap(
        '  haproxy.cfg: |\n    # gatelint-ignore haproxy-timeouts-missing: streams\n    frontend web\n      bind :80\n      default_backend app\n    backend app\n      server a 10.0.0.1:80\n      timeout connect 5s\n      timeout server 50s\n',
      ),
    },
  },
  'a comment silences its block alone': {
    files: {
      'k8s.yaml': `${inData('|', `# gatelint-ignore-file syntax-error\n${broken}`)}---\n${inData('|', broken)}`,
    },
    found: ['k8s.yaml:24:18-18 syntax-error'],
    fixed: {
      'k8s.yaml': `${inData('|', `# gatelint-ignore-file syntax-error\n${broken}`)}---\n${inData('|', broken.replace('80', '80;'))}`,
    },
  },
}

Object.assign(cases, {
  'double quotes': {
    files: { 'k8s.yaml': configMap('  nginx.conf: "events {}\\nhttp {\\n  server { listen 80 }\\n}\\n"\n') },
    found: ['k8s.yaml:6:55-55 syntax-error'],
    fixed: { 'k8s.yaml': configMap('  nginx.conf: "events {}\\nhttp {\\n  server { listen 80; }\\n}\\n"\n') },
  },
} satisfies Record<string, Case>)

describe('found and fixed', () => {
  for (const [name, each] of Object.entries(cases)) check(name, each)
})

describe('left alone', () => {
  const silent: Readonly<Record<string, string>> = {
    'a key of another kind': configMap(`  start.sh: |\n${indented(broken, 4)}`),
    'a snippet for some other program': configMap(`  server-snippet: |\n${indented('location / { return 200 }\n', 4)}`),
    'another kind of manifest': inData('|', broken).replace('ConfigMap', 'Secret'),
    'a template': inData('|', broken).replace('listen 80', 'listen {{ .Values.port }}'),
    'what is no YAML': `${inData('|', broken)}  - [\n`,
    'a block that belongs to others, too': `${configMap(`  nginx.conf: *text\n`)}x: &text |\n${indented(broken, 2)}`,
  }
  for (const [name, text] of Object.entries(silent)) check(name, { files: { 'k8s.yaml': text } })
})

test('every manifest counts, and nothing else in YAML', () => {
  const kinds = (text: string): readonly string[] => [...workspaceOf({ 'a.yaml': text }).files().values()]
  expect(kinds(inData('|', broken))).toEqual(['kubernetes'])
  expect(kinds(configMap('  app.properties: |\n    a=b\n'))).toEqual(['kubernetes'])
  expect(kinds('kind: Deployment\n')).toEqual([])
})

describe('silencing by a comment', () => {
  const text = inData('|', `server {\n  listen 80\n}\n`)
  const workspace = workspaceOf({ 'k8s.yaml': text })
  const [found] = workspace.findings()
  const [document] = workspace.configs().flatMap(config => config.documents)
  const edited = (edit: Parameters<typeof applyEdits>[1][number] | undefined): string =>
    applyEdits(text, edit ? [edit] : [])

  test('the statement', () => {
    expect(told(workspace, found!)).toBe('k8s.yaml:8:16-16 syntax-error')
    expect(edited(silenceStatement(document!, found!))).toBe(
      text.replace('  listen 80', '  # gatelint-ignore syntax-error\n      listen 80'),
    )
  })
  test('the whole block', () => {
    expect(edited(silenceFile(document!, found!))).toBe(
      text.replace('server {', '# gatelint-ignore-file syntax-error\n    server {'),
    )
  })
})
