/** What an application server is told about time by its command line and environment. */
import { ownOf } from '../syntax/own.ts'
import { once } from '../syntax/remembered.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { FoundService } from './agree.ts'
import { type Process, processesOf } from './command.ts'
import { type Argument, splitWords } from './shell.ts'
import type { Amount, Service } from './topology.ts'

/** Times in milliseconds. */
export interface AppTimes {
  /** Its name, for a message. */
  readonly program: string
  /** A request that takes longer ends with the process that works on it: the connection is closed without an answer. `at`: where it was told so. */
  readonly kill?: Amount
  /** It waits so long for somebody else. */
  readonly waits?: Amount
  /** As `kill`, where nothing tells it otherwise but a file of its own perhaps. */
  readonly killByDefault?: number
  /** A kept connection over which nothing comes for so long is closed. Without `at` the program's default. */
  readonly idle?: { readonly ms: number; readonly at?: Word['at'] }
}

/** What is known of a service that runs one such program, and nothing else; undefined for any other. */
export const appTimesOf = once(({ command, environment, waits, requestLimit, name }: Service): AppTimes | undefined => {
  if (waits) return { program: `The gateway in "${name.text}"`, waits }
  const php = environment.get('PHP_FPM_REQUEST_TERMINATE_TIMEOUT') ?? requestLimit
  if (php) return phpTimes(php)
  if (!command) return undefined
  const { running } = processesOf(command, name =>
    environment.has(name) ? (environment.get(name)?.text ?? null) : undefined,
  )
  const [process, ...others] = running
  const read = process && others.length === 0 && ownOf(READERS, process.name)
  if (!read) return undefined
  const more = environment.get('GUNICORN_CMD_ARGS')
  const isUnread = environment.has('GUNICORN_CMD_ARGS') && !more
  const args = process.name === 'gunicorn' && more ? [...splitWords(more), ...process.args] : process.args
  return args.includes(undefined) || isUnread ? undefined : read({ ...process, args }, environment)
})

/** Images of PHP-FPM put this variable into `request_terminate_timeout`: seconds, or a number with a unit (php-fpm.conf). */
function phpTimes(word: Word): AppTimes | undefined {
  const [, number, unit = 's'] = /^(\d{1,6})([smhd])?$/.exec(word.text) ?? []
  const value = Number(number) * { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit]!
  return value > 0 ? { program: 'PHP-FPM', kill: { value, at: word.at } } : undefined
}

/** What is known of the service that a host is, from everywhere that the gateway runs. */
export function timesAt(
  found: readonly FoundService[],
): { readonly times: AppTimes; readonly service: Service } | undefined {
  const [first, ...others] = found.map(({ lookup }) => lookup.service)
  const times = first && others.every(other => other === first) ? appTimesOf(first) : undefined
  return times && { times, service: first! }
}

const READERS: Readonly<
  Record<string, ((process: Process, environment: Service['environment']) => AppTimes) | undefined>
> = {
  /** gunicorn, settings `timeout`, `keepalive`, `worker_class`, `threads`: only a worker of the kind "sync" does not report while it works. */
  gunicorn: ({ args }) => {
    const kind = optionOf(args, ['-k', '--worker-class'])?.text ?? 'sync'
    const isSync = kind === 'sync' && Number(optionOf(args, ['--threads'])?.text ?? 1) <= 1
    const hasFile = optionOf(args, ['-c', '--config']) !== undefined
    const timeout = optionOf(args, ['-t', '--timeout'])
    const told = seconds(timeout)
    const kept = seconds(optionOf(args, ['--keep-alive']))
    return {
      program: 'gunicorn',
      ...(isSync && told && { kill: told }),
      ...(isSync && !timeout && !hasFile && { killByDefault: 30_000 }),
      ...(!isSync && (kept || !hasFile) && { idle: kept ? { ms: kept.value, at: kept.at } : { ms: 2000 } }),
    }
  },
  uvicorn: ({ args }, environment) => ({
    program: 'uvicorn',
    ...idleOf(optionOf(args, ['--timeout-keep-alive']) ?? environment.get('UVICORN_TIMEOUT_KEEP_ALIVE'), 1000),
  }),
  'fastapi run': () => ({ program: 'uvicorn', idle: { ms: 5000 } }),
  'next start': ({ args }) => ({ program: 'Next.js', ...idleOf(optionOf(args, ['--keepAliveTimeout']), 1) }),
  /** `harakiri`: the worker is killed. Many more of its options stand in files. */
  uwsgi: ({ args }) => {
    const told = seconds(optionOf(args, ['--harakiri', '-t']))
    return { program: 'uWSGI', ...(told && { kill: told }) }
  },
}

/** The value of the last of some options: `--timeout 30`, `--timeout=30`, `-t30`. */
function optionOf(args: readonly Argument[], names: readonly string[]): Word | undefined {
  let found: Word | undefined
  for (const [index, word] of args.entries()) {
    const name =
      word && names.find(each => word.text === each || word.text.startsWith(each.startsWith('--') ? `${each}=` : each))
    if (!word || !name) continue
    if (word.text === name) found = args[index + 1]
    else found = slice(word, word.text[name.length] === '=' ? name.length + 1 : name.length)
  }
  return found
}

/** Five seconds unless it is told otherwise, by a number of so many milliseconds; nothing where that is not known. */
function idleOf(word: Word | undefined, unit: number): Pick<AppTimes, 'idle'> {
  if (!word) return { idle: { ms: 5000 } }
  return /^\d{1,9}$/.test(word.text) ? { idle: { ms: Number(word.text) * unit, at: word.at } } : {}
}

/** Zero is no limit. */
const seconds = (word: Word | undefined): Amount | undefined =>
  word && /^[1-9]\d{0,8}$/.test(word.text) ? { value: Number(word.text) * 1000, at: word.at } : undefined
