/** The arguments of directives that work on answers, on addresses that nginx itself takes, and on what it passes to others. */
import type { Word } from '../syntax/text.ts'
import { type Check, isPositive, LEAST_ZONE, oneOf, type Place, parameters, type Refuse } from './nginx-own.ts'
import { bytesOf, isNumber, isOffset, isSize, isTime } from './nginx-values.ts'
import { patternFault } from './pattern.ts'

const inSeconds = (value: string): boolean => isTime(value, true)

/** An argument that stands alone, beside the many that stand in pairs. */
const alone =
  (words: readonly string[]): Check =>
  (args, refuse, { name }) => {
    const [word] = args
    if (args.length > 1 || words.includes(word!.text)) return
    refuse(word!, `${name} takes one word alone only where it is ${words.join(' or ')}, not "${word!.text}".`, {
      words,
    })
  }

/** ngx_http_upstream_bind_set_slot: an address of this machine, whose port may be missing. */
const bind: Check = ([address, transparent], refuse, { name }) => {
  if (!address!.text.includes('$') && !(address!.text === 'off' && !transparent) && !isAddress(address!.text)) {
    refuse(address!, `${name} takes an IP address, or off alone: "${address!.text}" is none.`, { words: ['off'] })
  } else if (transparent && transparent.text !== 'transparent') {
    refuse(transparent, `Only transparent may follow the address of ${name}, not "${transparent.text}".`, {
      words: ['transparent'],
    })
  }
}

const isAddress = (text: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(text) || text.includes(':')

const param = oneOf(2, ['if_not_empty'])
const cookie = alone(['off'])

/** ngx_open_file_cache and its kin for logs: a cache has a size, or is off. */
const cacheOf = (known: Readonly<Record<string, (value: string) => boolean>>): Check => {
  const each = parameters(0, { 'max=': isPositive, 'inactive=': inSeconds, off: () => true, ...known })
  return (args, refuse, place) => {
    each(args, refuse, place)
    if (args.some(({ text }) => !CACHE_REST.test(text))) return
    refuse(args[0]!, `${place.name} needs the parameter max=.`)
  }
}

/** What says nothing of the size of a cache. */
const CACHE_REST = /^(?:inactive|min_uses|valid|max=0*$)/

/** Bytes that are a power of two (ngx_http_gzip_window and ngx_http_gzip_hash). */
const power =
  (most: number): Check =>
  ([size], refuse, { name }) => {
    const bytes = bytesOf(size!.text)
    if (bytes >= 512 && bytes <= most * 1024 && Number.isInteger(Math.log2(bytes))) return
    refuse(size!, `${name} is a power of two from 512 to ${most}k, not "${size!.text}".`)
  }

export const answerChecks: Readonly<Record<string, Check>> = {
  proxy_bind: bind,
  fastcgi_bind: bind,
  uwsgi_bind: bind,
  scgi_bind: bind,
  grpc_bind: bind,
  memcached_bind: bind,
  fastcgi_param: param,
  uwsgi_param: param,
  scgi_param: param,
  proxy_cookie_path: pairs(cookie),
  proxy_cookie_domain: pairs(cookie),
  proxy_cookie_flags: cookie,
  proxy_redirect: pairs((args, refuse, place) => {
    alone(['off', 'default'])(args, refuse, place)
    if (args.length === 1 && args[0]!.text === 'default') checkDefault(args[0]!, refuse, place)
  }),
  /** ngx_http_fastcgi_split_path_info: what the script is, and what follows. */
  fastcgi_split_path_info: ([pattern], refuse) => {
    if (tellPattern(pattern!, pattern!.text, refuse)) return
    const groups = capturesIn(pattern!.text)
    if (groups === undefined || groups === 2) return
    refuse(
      pattern!,
      `fastcgi_split_path_info needs two groups, for the script and for the path behind it: here ${groups === 1 ? 'is 1' : `are ${groups}`}.`,
    )
  },
  gzip_disable: (args, refuse) => {
    for (const word of args) tellPattern(word, word.text, refuse)
  },
  valid_referers: (args, refuse) => {
    for (const word of args) {
      if (word.text.startsWith('~')) tellPattern(word, word.text.slice(1), refuse)
      else if (word.text === '' || /^[^/]*[^./]\*$|^\*$/.test(word.text)) {
        refuse(word, `valid_referers takes names such as *.example.com: "${word.text}" is none.`)
      }
    }
  },
  gzip_window: power(32),
  gzip_hash: power(128),
  userid_expires: ([time], refuse) => {
    if (/^(?:off|max)$/.test(time!.text) || inSeconds(time!.text)) return
    refuse(time!, `userid_expires takes a time such as 30d, max or off, not "${time!.text}".`, {
      words: ['max', 'off'],
    })
  },
  userid_mark: ([mark], refuse) => {
    if (/^(?:off|[A-Za-z0-9=])$/.test(mark!.text)) return
    refuse(mark!, `userid_mark is off, or one letter, digit or "=": not "${mark!.text}".`, { words: ['off'] })
  },
  index: (args, refuse) => {
    for (const word of args) if (word.text === '') refuse(word, 'The name of an index is empty.')
  },
  directio: ([size], refuse) => {
    if (size!.text === 'off' || isOffset(size!.text)) return
    refuse(size!, `directio takes a size such as 4m, or off: not "${size!.text}".`, { words: ['off'] })
  },
  /** ngx_http_disable_symlinks. */
  disable_symlinks: (args, refuse) => {
    const way = args.find(({ text }) => !text.startsWith('from='))
    const from = args.find(({ text }) => text.startsWith('from='))
    const other = args.find(word => word !== way && !word.text.startsWith('from='))
    if (way && !WAYS.includes(way.text))
      refuse(way, `disable_symlinks has no parameter "${way.text}".`, { words: WAYS })
    else if (!way) refuse(args[0]!, 'disable_symlinks needs on, off or if_not_owner.')
    else if (other) refuse(other, `disable_symlinks is ${way.text} already: nginx takes no "${other.text}" beside it.`)
    else if (from && way.text === 'off') refuse(from, 'Where disable_symlinks is off, nginx takes no "from=".')
  },
  modern_browser: ([name, version], refuse) => {
    if (version && !BROWSERS.includes(name!.text)) {
      refuse(name!, `modern_browser knows no browser "${name!.text}": ${BROWSERS.join(', ')} are known.`, {
        words: BROWSERS,
      })
    } else if (version && !/^\d+(?:\.\d+){0,3}$/.test(version.text)) {
      refuse(version, `The version of a browser is up to four numbers with dots, not "${version.text}".`)
    }
  },
  open_file_cache: cacheOf({}),
  open_log_file_cache: cacheOf({ 'max=': isNumber, 'min_uses=': isNumber, 'valid=': inSeconds }),
  keepalive: ([count], refuse) => {
    if (!isNumber(count!.text)) refuse(count!, `keepalive is a number of connections, not "${count!.text}".`)
  },
  zone: checkZone,
  starttls: oneOf(0, ['off', 'on', 'only']),
  protocol: oneOf(0, ['imap', 'pop3', 'smtp']),
}

const WAYS = ['on', 'off', 'if_not_owner']
const BROWSERS = ['msie', 'gecko', 'opera', 'safari', 'konqueror']

/** Pairs of a text, perhaps a pattern, and what it becomes. */
function pairs(single: Check): Check {
  return (args, refuse, place) => {
    single(args, refuse, place)
    const [from] = args
    if (args.length < 2 || !from!.text.startsWith('~')) return
    tellPattern(from!, from!.text.replace(/^~\*?/, ''), refuse)
  }
}

/** Tells what is wrong with a pattern; true if something is. */
export function tellPattern(word: Word, pattern: string, refuse: Refuse): boolean {
  const fault = patternFault(pattern)
  if (fault) refuse(word, `nginx cannot read the regular expression "${pattern}": ${fault}.`)
  return fault !== undefined
}

/** How many groups a pattern catches; undefined where some have names or are not caught. */
const capturesIn = (pattern: string): number | undefined => {
  if (/\(\?|\[[^[\]]*[()]/.test(pattern)) return undefined
  return pattern.replace(/\\./g, '').split('(').length - 1
}

/** What a redirect by default is made of must stand above it (ngx_http_proxy_redirect). */
function checkDefault(word: Word, refuse: Refuse, { block }: Place): void {
  const pass = block.body.find(({ name }) => name.text === 'proxy_pass')
  const [target] = pass?.args ?? []
  if (!pass || pass.at.start > word.at.start) {
    refuse(word, 'proxy_redirect default is made of the proxy_pass of this block, which must stand above it.')
  } else if (target?.text.includes('$')) {
    refuse(word, 'proxy_redirect cannot be default where proxy_pass has variables.')
  }
}

function checkZone([name, size]: readonly Word[], refuse: Refuse, { survey }: Place): void {
  if (!size && name!.text !== '' && survey.complete && !survey.extended && !survey.zones.has(name!.text)) {
    refuse(name!, `Nothing gives the zone ${name!.text} a size, as in "zone ${name!.text} 64k".`)
  } else if (name!.text === '') refuse(name!, 'The zone has no name.')
  else if (size && !isSize(size.text)) refuse(size, `The size of a zone is written as 64k: not as "${size.text}".`)
  else if (size && bytesOf(size.text) < LEAST_ZONE)
    refuse(size, `A zone of ${size.text} is too small: nginx takes 32k at least.`)
}
