/** The arguments of directives that set up nginx's processes, their events and their logs. */
import type { Word } from '../syntax/text.ts'
import type { Block } from './nginx-blocks.ts'
import { type Check, isPositive, oneOf, type Refuse } from './nginx-own.ts'
import { either, isNumber } from './nginx-values.ts'

const LEVELS = ['debug', 'info', 'notice', 'warn', 'error', 'crit', 'alert', 'emerg']
const DEBUG_LEVEL = /^debug_(?:core|alloc|mutex|event|http|mail|stream)$/

export const processChecks: Readonly<Record<string, Check>> = {
  worker_processes: ([count], refuse) => {
    if (count!.text === 'auto' || isPositive(count!.text)) return
    if (isNumber(count!.text)) refuse(count!, 'Without a worker process nginx answers nothing.', { refused: false })
    else refuse(count!, `worker_processes is a number or auto, not "${count!.text}".`, { words: ['auto'] })
  },
  worker_connections: ([count], refuse) => {
    if (isPositive(count!.text)) return
    refuse(count!, `worker_connections is a number, and at least 1, not "${count!.text}".`)
  },
  worker_priority: ([priority], refuse) => {
    if (isNumber(priority!.text.replace(/^[-+]/, ''))) return
    refuse(priority!, `worker_priority is a number such as -5, not "${priority!.text}".`)
  },
  /** ngx_set_cpu_affinity. */
  worker_cpu_affinity: (args, refuse) => {
    const masks = args[0]!.text === 'auto' ? args.slice(1) : args
    if (masks !== args && masks.length > 1) refuse(masks[1]!, 'Behind auto, worker_cpu_affinity takes one mask.')
    for (const mask of masks) {
      if (/^[01 ]*$/.test(mask.text)) continue
      refuse(mask, `A mask of worker_cpu_affinity has a 0 or a 1 for each CPU: "${mask.text}" has something else.`)
    }
  },
  /** ngx_thread_pool, which passes over what it does not know. */
  thread_pool: (args, refuse) => {
    for (const word of args.slice(1)) {
      const [, name, value = ''] = /^(threads|max_queue)=(.*)$/.exec(word.text) ?? []
      if (name === 'threads' ? !isPositive(value) : name && !isNumber(value))
        refuse(word, `nginx refuses "${word.text}" as a parameter of thread_pool.`)
    }
    if (!args.some(({ text }) => text.startsWith('threads=')))
      refuse(args[0]!, 'thread_pool needs the parameter threads=.')
  },
  use: oneOf(0, ['epoll', 'poll', 'select', 'kqueue', 'eventport', '/dev/poll']),
  error_log: (args, refuse) => checkLevels(args.slice(1), refuse),
  /** ngx_http_core_set_aio, and what ngx_thread_pool_init_worker asks for at the end. */
  aio: ([way], refuse, { block, survey }) => {
    const pool = /^threads=(.+)$/.exec(way!.text)?.[1]
    if (!/^(?:on|off|threads)$/.test(way!.text) && pool === undefined) {
      refuse(way!, `aio is on, off or threads, not "${way!.text}".`, { words: ['on', 'off', 'threads'] })
    } else if (pool !== undefined && survey.complete && pool !== 'default' && !/\$/.test(pool)) {
      if (!hasPool(block, pool)) refuse(way!, `There is no thread_pool ${pool}.`)
    }
  },
}

/** Levels exclude each other; only those of debugging stand together (ngx_log_set_levels). */
function checkLevels(levels: readonly Word[], refuse: Refuse): void {
  let first: Word | undefined
  for (const level of levels) {
    if (!LEVELS.includes(level.text) && !DEBUG_LEVEL.test(level.text)) {
      refuse(level, `error_log has no level "${level.text}": ${either(LEVELS)} is expected.`, { words: LEVELS })
    } else if (first && !(DEBUG_LEVEL.test(first.text) && DEBUG_LEVEL.test(level.text))) {
      refuse(level, `error_log has the level ${first.text} already: nginx takes no ${level.text} beside it.`)
    }
    first ??= level
  }
}

/** Whether the outermost level, where alone they may stand, has a pool of this name. It is not known for a part of a configuration. */
function hasPool(block: Block, pool: string): boolean {
  let top = block
  while (top.outer) top = top.outer
  return (
    !top.body.some(({ name }) => name.text === 'http') ||
    top.body.some(({ name, args }) => name.text === 'thread_pool' && args[0]?.text === pool)
  )
}
