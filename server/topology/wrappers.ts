/** Programs that only start another one, and programs that end by themselves: neither is the one that listens. */
import { isProgram } from './programs.ts'
import type { Argument } from './shell.ts'

/** How many of the words belong to a program that only starts another; 0 when it starts none. */
export function wrapperLength(name: string, words: readonly Argument[]): number {
  if (PLAIN.has(name)) return ownWords(words)
  if (WITH_USER.has(name)) return Math.max(ownWords(words), 1) + 1
  if (WITH_DASHES.has(name)) return words.findIndex(word => word?.text === '--') + 1
  if (name === 'php')
    return Math.max(
      words.findIndex(word => word && /(?:^|\/)artisan$/.test(word.text)),
      0,
    )
  const runs = WITH_RUN.get(name)
  if (!runs) return 0
  if (/^(?:yarn|pnpm)$/.test(name) && words[1] && isProgram(words[1].text)) return 1
  const at = words.findIndex((word, index) => index > 0 && word !== undefined && runs.test(word.text))
  return at < 0 || at > 3 ? 0 : at + ownWords(words.slice(at))
}

const PLAIN = new Set(
  'exec command nohup time nice tini dumb-init catatonit ddtrace-run opentelemetry-instrument npx bunx env cross-env stdbuf setpriv xvfb-run docker-php-entrypoint python ruby node'.split(
    ' ',
  ),
)

const WITH_USER = new Set(['su-exec', 'gosu', 'setuidgid', 'chpst'])

const WITH_DASHES = new Set(
  'wait-for-it.sh wait-for-it wait-for.sh wait-for dockerize watchmedo dotenv env-cmd'.split(' '),
)

/** The subcommand by which a program runs another one. */
const WITH_RUN: ReadonlyMap<string, RegExp> = new Map([
  ...'poetry pipenv uv pdm hatch rye dotenvx doppler infisical op coverage'
    .split(' ')
    .map(name => [name, /^run$/] as const),
  ...'bundle npm pnpm yarn'.split(' ').map(name => [name, /^(?:exec|dlx)$/] as const),
  ['newrelic-admin', /^run-program$/],
])

/** The program's name, its options, and the variables that it sets. Of `python -m x` the program is x; a script in an argument is none that we read. */
function ownWords(words: readonly Argument[]): number {
  const takesValue = /^-[nuC]$/
  const interpreter = /^(?:python|node|ruby)/.test(words[0]?.text.slice(words[0].text.lastIndexOf('/') + 1) ?? '')
  let at = 1
  while (at < words.length) {
    const text = words[at]?.text
    if (text === undefined || (interpreter && /^-[ce]$/.test(text))) return 0
    if (text === '-m' || text === '--') return at + 1
    if (!text.startsWith('-') && !/^[A-Za-z_]\w*=/.test(text)) return at
    at += takesValue.test(text) && !interpreter ? 2 : 1
  }
  return 0
}

/** Whether a program ends by itself, or goes on without ever listening. `plain`: its words that are no options. */
export function isPreparing(name: string, plain: readonly string[]): boolean {
  if (ENDING.has(name) || CLIENTS.has(name)) return true
  const tasks = TASKS.get(name)
  return tasks !== undefined && plain.some(word => tasks.test(word))
}

const ENDING = new Set(
  `cd export unset set echo printf sleep mkdir rm cp mv ln chmod chown touch cat test [ [[ true false : source . umask ulimit envsubst sed awk
  grep tr tee head tail date ls id whoami pwd ping trap wait exit return break continue shift read apk apt-get apt pip composer alembic prisma
  knex sequelize typeorm wait-for-it.sh wait-for-it wait-for.sh wait-for find install openssl keytool tsc migrate goose cron crond crontab kill`.split(
    /\s+/,
  ),
)

/** Programs that are told the ports of others, never their own. */
const CLIENTS = new Set(
  `curl wget nc ncat telnet ssh scp psql pg_isready pg_dump mysql mysqladmin mysqldump redis-cli mongo mongosh mc stripe ngrok cloudflared celery
  kubectl locust k6 ab wrk hey rsync mosquitto_pub mosquitto_sub kafka-topics kafka-topics.sh`.split(/\s+/),
)

/** Tasks of programs that can do more than tasks. */
const TASKS: ReadonlyMap<string, RegExp> = new Map([
  [
    'manage.py',
    /^(?:migrate|makemigrations|collectstatic|createsuperuser|loaddata|compilemessages|wait_for_db|check|flush|createcachetable|(?:seed|init|setup|create|update|load|import)_?\w*)$/,
  ],
  ['flask', /^(?:db|init-db|seed|create-db|shell|routes)$/],
  [
    'artisan',
    /^(?:migrate(?::\w+)?|(?:db|config|route|view|event|cache|queue|schedule|passport|jwt):\w+|key:generate|storage:link|optimize(?::\w+)?|horizon)$/,
  ],
  ['rails', /^(?:(?:db|assets|tmp):[\w:]+|runner)$/],
  ['rake', /./],
  ['mix', /^(?:ecto\.\w+|deps\.\w+|compile|assets\.\w+)$/],
  ['npm', /^(?:install|i|ci|build|migrate\S*|db:\S+|prisma:\S+|seed\S*|generate)$/],
  ['yarn', /^(?:install|build|migrate\S*|db:\S+|prisma|seed\S*|generate)$/],
  ['pnpm', /^(?:install|i|build|migrate\S*|db:\S+|prisma|seed\S*|generate)$/],
  ['bundle', /^(?:install|check)$/],
  ['poetry', /^install$/],
  ['uv', /^(?:sync|pip)$/],
  ['service', /^(?:cron|ssh|rsyslog)$/],
])
