/** Configurations of HAProxy, sound and slightly broken, made of what the catalogue says of its sections, actions and samples. */
import { actionsOf, type Keyword, keywordsOf } from '../../server/catalog/haproxy.ts'
import { type Choose, texts } from './choose.ts'
import { ACTIONS, condition, criterion, expression, isOfDebian, LINES, restOf } from './haproxy-values.ts'

/** One configuration: what most lines may refer to, and a few lines under test. */
export const haproxyConfigurations = texts(choose => damaged(configuration(choose), choose))

const SECTIONS = [
  'frontend',
  'frontend',
  'frontend',
  'listen',
  'listen',
  'backend',
  'backend',
  'backend',
  'defaults',
  'global',
  'resolvers',
  'peers',
  'userlist',
  'cache',
  'ring',
  'http-errors',
  'mailers',
  'fcgi-app',
] as const

function configuration(choose: Choose): string {
  const section = choose.of(SECTIONS)
  const lines = choose.some(1, 2, () => `  ${line(section, choose)}`)
  const mode = choose.perhaps(20) ? 'tcp' : 'http'
  const name = section === 'global' || section === 'defaults' ? section : `${section} under_test`
  const bind = section === 'frontend' || section === 'listen' ? ['  bind :8000'] : []
  const known =
    section === 'frontend' || section === 'listen' || section === 'backend' ? ['  acl known src 127.0.0.1'] : []
  const test = [name, ...bind, ...known, ...lines]
  const around = ['defaults', `  mode ${mode}`, '  timeout connect 5s', '  timeout client 5s', '  timeout server 5s']
  const others = [
    'backend app',
    '  server s 127.0.0.1:80',
    'backend t',
    '  stick-table type ip size 1k store gpc0,conn_cur,http_req_rate(10s),conn_rate(10s)',
    'cache c',
    '  total-max-size 4',
    'userlist u',
    '  user a insecure-password b',
    'frontend web',
    '  bind :8001',
    'resolvers r',
    '  nameserver a 127.0.0.1:53',
    'http-errors pages',
    'peers p',
    '  peer a 127.0.0.1:1024',
  ]
  return [
    ...(section === 'global' ? test : ['global', '  localpeer a']),
    ...(section === 'defaults' ? [...around, ...lines] : around),
    ...others,
    ...(section === 'global' || section === 'defaults' ? [] : test),
    '',
  ].join('\n')
}

const RULES = [
  'http-request',
  'http-request',
  'http-response',
  'http-after-response',
  'tcp-request connection',
  'tcp-request session',
  'tcp-request content',
  'tcp-response content',
]

/** One line of a section. */
function line(section: string, choose: Choose): string {
  const isProxy = ['frontend', 'listen', 'backend', 'defaults'].includes(section)
  if (isProxy && choose.perhaps(35)) return rule(choose)
  if (isProxy && choose.perhaps(12)) return `acl ${choose.of(['a', 'known', 'b.c', 'x/y'])} ${criterion(choose)}`
  if (isProxy && choose.perhaps(10)) return `http-request set-var(txn.a) ${expression(choose)}`
  const from = choose.perhaps(4) ? choose.of(SECTIONS) : section
  const all = [...keywordsOf(from).values()]
    .filter(isOfDebian)
    .filter(({ name }) => !(from === 'global' && LEFT_OUT.has(name)) && !RULES.some(rule => rule.startsWith(name)))
  const tried = all.filter(({ name }) => Object.hasOwn(LINES, name))
  const keyword = choose.of(tried.length > 0 && choose.perhaps(60) ? tried : all)
  return keywordLine(keyword, choose)
}

/** What would make the server under test look for other files, threads or users. */
const LEFT_OUT = new Set([
  'chroot',
  'user',
  'group',
  'uid',
  'gid',
  'nbproc',
  'cpu-map',
  'set-dumpable',
  'lua-load',
  'lua-load-per-thread',
  'pidfile',
  'daemon',
  'master-worker',
  'crt-base',
  'ca-base',
  'ssl-engine',
  'ssl-provider',
  'deviceatlas-json-file',
  'thread-groups',
  'thread-group',
  'nbthread',
])

function keywordLine({ name, forms, value, most }: Keyword, choose: Choose): string {
  const written = choose.perhaps(2) ? `${name.slice(0, -1)}` : name
  const no = choose.perhaps(4) ? 'no ' : ''
  if (Object.hasOwn(LINES, name) && choose.perhaps(95)) return `${no}${written} ${choose.of(LINES[name]!)}`.trimEnd()
  const form =
    [...forms.values()].some(isOfDebian) && choose.perhaps(80)
      ? choose.of([...forms.values()].filter(isOfDebian))
      : undefined
  return `${no}${written} ${form ? `${form.name.slice(name.length + 1)} ` : ''}${restOf(form ?? { value, most }, choose)}`.trimEnd()
}

function rule(choose: Choose): string {
  const set = choose.of(RULES)
  const action = choose.of([...actionsOf(set).values()].filter(isOfDebian))
  const rests = Object.hasOwn(ACTIONS, action.name) ? ACTIONS[action.name]! : ['', 'a', 'a b']
  const rest = choose.of(rests)
  const glue = action.isPrefix || rest === '' ? '' : ' '
  const end = choose.perhaps(25) ? ` ${choose.of(['if', 'if', 'if', 'unless', 'when'])} ${condition(choose)}` : ''
  const written = choose.perhaps(2) ? `${action.name}x` : action.name
  return `${choose.perhaps(2) ? choose.of(RULES) : set} ${written}${glue}${rest}${end}`
}

/** Some texts lose a character, or one comes that means something. */
function damaged(text: string, choose: Choose): string {
  if (!choose.perhaps(6)) return text
  const start = choose.below(text.length)
  const come = choose.of(['', '"', "'", '\\', '#', '$', ' ', '{', '}', '%', ',', '('])
  return text.slice(0, start) + come + text.slice(start + choose.of([0, 1, 1, 3]))
}
