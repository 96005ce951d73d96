/** The arguments of directives that set up processes, logs, limits, caches and who may come. */
import type { Word } from '../syntax/text.ts'
import { nginxTimeOf } from '../syntax/value.ts'
import { Context } from './nginx.ts'
import {
  anything,
  type Check,
  isPositive,
  LEAST_ZONE,
  oneOf,
  type Place,
  parameters,
  type Refuse,
} from './nginx-own.ts'
import { bytesOf, isNumber, isOffset, isSize, isTime } from './nginx-values.ts'

const something = (value: string): boolean => value !== ''
const namedSize = (value: string): boolean => /^[^:]+:.+$/.test(value) && isSize(value.slice(value.indexOf(':') + 1))
/** Large enough for requests, connections or sessions to be kept in. */
const sharedSize = (value: string): boolean =>
  namedSize(value) && bytesOf(value.slice(value.indexOf(':') + 1)) >= LEAST_ZONE
const isRate = (value: string): boolean => isPositive(value.replace(/r\/[sm]$/, ''))

const logParameters = parameters(2, {
  'buffer=': value => isSize(value) && !/^0+[kKmM]?$/.test(value),
  'flush=': value => isTime(value, false),
  'gzip=': value => /^[1-9]$/.test(value),
  'if=': anything,
  gzip: anything,
})

const limitZone = parameters(1, { 'zone=': sharedSize }, 'zone=')
const limitRequests = parameters(
  0,
  { 'zone=': something, 'burst=': isPositive, 'delay=': isPositive, nodelay: anything },
  'zone=',
)

/** A day, in milliseconds. */
const DAY = 86_400_000

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
  access_log: (args, refuse, place) => {
    const [file, format] = args
    if (file!.text === 'off' && format) refuse(format, 'Nothing may follow where access_log is off.', {})
    if (file!.text !== 'off' && !format && place.block.contexts & (Context.stream | Context.streamServer))
      refuse(file!, 'In stream, access_log needs the name of a log_format.')
    if (file!.text === 'off' || !format) return
    knownFormat(format, refuse, place)
    logParameters(args, refuse, place)
  },
  keepalive_timeout: ([time, header], refuse) => {
    const wrong = !isTime(time!.text, false) ? time : header && !isTime(header.text, true) ? header : undefined
    if (!wrong) return
    refuse(wrong, `nginx refuses "${wrong.text}" as a value of keepalive_timeout: a time such as 65s is expected.`)
  },
  limit_req_zone: parameters(1, { 'zone=': sharedSize, 'rate=': isRate, sync: anything }, 'zone='),
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
      value.text.startsWith('@') &&
      isTime(value.text.slice(1), true) &&
      (nginxTimeOf(value.text.slice(1)) ?? 0) > DAY
    ) {
      refuse(value, `expires @ takes a time of the day, less than 24 hours: not "${value.text}".`)
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
  resolver: (args, refuse) => {
    const servers = args.filter(({ text }) => !/^(?:valid|ipv[46]|status_zone)=/.test(text))
    if (servers.length === 0) refuse(args[0]!, 'resolver needs the address of a name server.')
    for (const word of args) {
      const [, name, value = ''] = /^(valid|ipv[46])=(.*)$/.exec(word.text) ?? []
      if (name && !(name === 'valid' ? inSeconds(value) : onOff(value)))
        refuse(word, `nginx refuses "${word.text}" as a parameter of resolver.`)
    }
  },
  random: (args, refuse, place) => {
    oneOf(0, ['two'])(args, refuse, place)
    if (args[1] && !/^least_(?:conn|time=.+)$/.test(args[1].text))
      refuse(args[1], `random has no way to choose between two that is called "${args[1].text}".`, {
        words: ['least_conn'],
      })
  },
  ssl_ocsp_cache: ([cache], refuse) => {
    if (cache!.text === 'off' || (cache!.text.startsWith('shared:') && sharedSize(cache!.text.slice(7)))) return
    refuse(
      cache!,
      `ssl_ocsp_cache is off, or shared with a name and a size, as in shared:OCSP:10m: not "${cache!.text}".`,
      {
        words: ['off'],
      },
    )
  },
  debug_connection: ([address], refuse) => {
    if (!address!.text.includes('/') || isNetwork(address!.text)) return
    refuse(address!, `debug_connection takes a network such as 10.0.0.0/8: "${address!.text}" is none.`)
  },
  hash: oneOf(1, ['consistent']),
  proxy_cache: knownCache,
  fastcgi_cache: knownCache,
  uwsgi_cache: knownCache,
  scgi_cache: knownCache,
  ssl_session_cache: (args, refuse) => {
    for (const cache of args) {
      const shared = cache.text.startsWith('shared:') && sharedSize(cache.text.slice(7))
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
  if (address.includes(':')) return IPV6.test(address) && isMask(bits, 128)
  return isIpv4(address) && isMask(bits, 32)
}

/** Eight groups, or fewer around one "::". */
const IPV6 = /^(?=(?:[^:]*:){2,8}[^:]*$)(?!.*::.*::)(?:[\da-f]{1,4}|:)(?:::?[\da-f]{1,4}|::)*(?::\d+(?:\.\d+){3})?:?$/i

const isMask = (bits: string | undefined, most: number): boolean =>
  bits === undefined || (isNumber(bits) && Number(bits) <= most)

const isIpv4 = (text: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every(part => Number(part) <= 255)
