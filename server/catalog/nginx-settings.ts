/** The arguments of directives that set up processes, logs, limits, caches and who may come. */
import type { Word } from '../syntax/text.ts'
import { Context } from './nginx.ts'
import { anything, type Check, isPositive, oneOf, type Place, parameters, type Refuse } from './nginx-own.ts'
import { either, isNumber, isOffset, isSize, isTime } from './nginx-values.ts'

const something = (value: string): boolean => value !== ''
const namedSize = (value: string): boolean => /^[^:]+:.+$/.test(value) && isSize(value.slice(value.indexOf(':') + 1))
const isRate = (value: string): boolean => isPositive(value.replace(/r\/[sm]$/, ''))

const LEVELS = ['debug', 'info', 'notice', 'warn', 'error', 'crit', 'alert', 'emerg']
const DEBUG_LEVEL = /^debug_(?:core|alloc|mutex|event|http|mail|stream)$/

const logParameters = parameters(2, {
  'buffer=': value => isSize(value) && !/^0+[kKmM]?$/.test(value),
  'flush=': value => isTime(value, false),
  'gzip=': value => /^[1-9]$/.test(value),
  'if=': anything,
  gzip: anything,
})

const limitZone = parameters(1, { 'zone=': namedSize }, 'zone=')
const limitRequests = parameters(
  0,
  { 'zone=': something, 'burst=': isPositive, 'delay=': isPositive, nodelay: anything },
  'zone=',
)

const EXPIRES = /^(?:epoch|max|off)$/

const inSeconds = (value: string): boolean => isTime(value, true)
const inMilliseconds = (value: string): boolean => isTime(value, false)
const onOff = (value: string): boolean => value === 'on' || value === 'off'

/** ngx_http_file_cache_set_slot; those of the commercial edition, too. */
const cachePath = parameters(
  1,
  {
    'levels=': value => /^[12](?::[12]){0,2}$/.test(value),
    'use_temp_path=': onOff,
    'keys_zone=': namedSize,
    'inactive=': inSeconds,
    'max_size=': isOffset,
    'min_free=': isOffset,
    'loader_files=': isNumber,
    'loader_sleep=': inMilliseconds,
    'loader_threshold=': inMilliseconds,
    'manager_files=': isNumber,
    'manager_sleep=': inMilliseconds,
    'manager_threshold=': inMilliseconds,
    'purger=': anything,
    'purger_files=': anything,
    'purger_sleep=': anything,
    'purger_threshold=': anything,
  },
  'keys_zone=',
)

/** ngx_http_file_cache_valid_set_slot. */
function cacheValid(args: readonly Word[], refuse: Refuse, { name }: Place): void {
  const time = args.at(-1)!
  if (!isTime(time.text, true)) refuse(time, `${name} ends with a time such as 10m, not with "${time.text}".`)
  for (const status of args.slice(0, -1)) {
    if (status.text === 'any' || /^[1-5]\d\d$/.test(status.text)) continue
    refuse(status, `${name} is for statuses from 100 to 599, or any: not for "${status.text}".`, { words: ['any'] })
  }
}

export const settingChecks: Readonly<Record<string, Check>> = {
  worker_processes: ([count], refuse) => {
    if (count!.text === 'auto' || isPositive(count!.text)) return
    refuse(count!, `worker_processes is a number or auto, not "${count!.text}".`, { words: ['auto'] })
  },
  worker_connections: ([count], refuse) => {
    if (!isNumber(count!.text)) refuse(count!, `worker_connections is a number, not "${count!.text}".`)
  },
  error_log: (args, refuse) => {
    for (const level of args.slice(1)) {
      if (LEVELS.includes(level.text) || DEBUG_LEVEL.test(level.text)) continue
      refuse(level, `error_log has no level "${level.text}": ${either(LEVELS)} is expected.`, { words: LEVELS })
    }
  },
  access_log: (args, refuse, place) => {
    const [file, format] = args
    if (file!.text === 'off' || !format) return
    knownFormat(format, refuse, place)
    logParameters(args, refuse, place)
  },
  keepalive_timeout: ([time], refuse) => {
    if (isTime(time!.text, false)) return
    refuse(time!, `nginx refuses "${time!.text}" as a value of keepalive_timeout: a time such as 65s is expected.`)
  },
  limit_req_zone: parameters(1, { 'zone=': namedSize, 'rate=': isRate, sync: anything }, 'zone='),
  limit_conn_zone: limitZone,
  limit_req: (args, refuse, place) => {
    limitRequests(args, refuse, place)
    const zone = args.find(({ text }) => text.startsWith('zone='))
    if (zone) knownZone(zone, zone.text.slice(5), refuse, place)
  },
  limit_conn: ([zone, count], refuse, place) => {
    if (count && !(isPositive(count.text) && Number(count.text) <= 65535)) {
      refuse(count, `limit_conn allows a number of connections: "${count.text}" is none from 1 to 65535.`)
    } else knownZone(zone!, zone!.text, refuse, place)
  },
  proxy_cache_path: cachePath,
  fastcgi_cache_path: cachePath,
  uwsgi_cache_path: cachePath,
  scgi_cache_path: cachePath,
  proxy_cache_valid: cacheValid,
  fastcgi_cache_valid: cacheValid,
  uwsgi_cache_valid: cacheValid,
  scgi_cache_valid: cacheValid,
  expires: (args, refuse) => {
    const value = args.at(-1)!
    if (args.length === 2 && args[0]!.text !== 'modified') {
      refuse(args[0]!, `Only modified may stand before the time of expires, not "${args[0]!.text}".`, {
        words: ['modified'],
      })
    } else if (
      !value.text.includes('$') &&
      !EXPIRES.test(value.text) &&
      !isTime(value.text.replace(/^[-+@]/, ''), true)
    ) {
      refuse(value, `expires takes a time such as 30d, epoch, max or off, not "${value.text}".`, {
        words: ['epoch', 'max', 'off'],
      })
    }
  },
  open_file_cache: parameters(0, { 'max=': isPositive, 'inactive=': inSeconds, off: anything }),
  resolver: ([first, ...more], refuse) => {
    if ([first!, ...more].every(({ text }) => /^(?:valid|ipv[46]|status_zone)=/.test(text))) {
      refuse(first!, 'resolver needs the address of a name server.')
    }
  },
  hash: oneOf(1, ['consistent']),
  aio: ([way], refuse) => {
    if (/^(?:on|off|threads(?:=.+)?)$/.test(way!.text)) return
    refuse(way!, `aio is on, off or threads, not "${way!.text}".`, { words: ['on', 'off', 'threads'] })
  },
  proxy_cache: knownCache,
  fastcgi_cache: knownCache,
  uwsgi_cache: knownCache,
  scgi_cache: knownCache,
  ssl_session_cache: (args, refuse) => {
    for (const cache of args) {
      const shared = cache.text.startsWith('shared:') && namedSize(cache.text.slice(7))
      if (shared || /^(?:off|none|builtin(?::\d+)?)$/.test(cache.text)) continue
      refuse(
        cache,
        `ssl_session_cache does not take "${cache.text}": off, none, builtin, or shared with a name and a size is expected, as in shared:SSL:10m.`,
      )
    }
  },
  add_header: oneOf(2, ['always']),
  add_trailer: oneOf(2, ['always']),
  allow: network,
  deny: network,
}

function knownFormat(format: Word, refuse: Refuse, { survey, block }: Place): void {
  if (!survey.complete || survey.extended) return
  const inStream = (block.contexts & (Context.stream | Context.streamServer)) !== 0
  const formats = [...survey.formats].filter(name => !inStream || name !== 'combined')
  if (formats.some(name => name.toLowerCase() === format.text.toLowerCase())) return
  refuse(format, `There is no log_format ${format.text}.`, { words: formats })
}

function knownZone(at: Word, name: string, refuse: Refuse, { survey }: Place): void {
  if (!survey.complete || survey.extended || name === '' || survey.zones.has(name)) return
  refuse(at, `There is no zone ${name}: nothing gives it a size.`)
}

function knownCache([zone]: readonly Word[], refuse: Refuse, place: Place): void {
  if (zone!.text !== 'off' && !zone!.text.includes('$')) knownZone(zone!, zone!.text, refuse, place)
}

function network([address]: readonly Word[], refuse: Refuse, { name }: Place): void {
  if (address!.text === 'all' || address!.text === 'unix:' || isNetwork(address!.text)) return
  refuse(
    address!,
    `${name} takes an address, a network such as 10.0.0.0/8, or all: "${address!.text}" is none of these.`,
    { words: ['all'] },
  )
}

/** ngx_ptocidr. */
function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  if (more.length > 0) return false
  if (address.includes(':')) return /^[\da-f:.]+$/i.test(address) && isMask(bits, 128)
  return isIpv4(address) && (isMask(bits, 32) || isIpv4(bits!))
}

const isMask = (bits: string | undefined, most: number): boolean =>
  bits === undefined || (isNumber(bits) && Number(bits) <= most)

const isIpv4 = (text: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every(part => Number(part) <= 255)
