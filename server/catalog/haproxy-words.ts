/** The words that can follow a keyword or an option of HAProxy, where these are few. */

/** Behind a keyword of a frontend, backend, listen or defaults. */
export const wordsBehind = (keyword: string): readonly string[] => WORDS.get(keyword) ?? []

/** Behind an option of a `server` or a `bind` line. */
export const wordsOfOption = (option: string): readonly string[] => OPTION_WORDS.get(option) ?? []

const TIMES = '1s 5s 10s 30s 1m 5m 1h'

const table = (entries: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> =>
  new Map(
    Object.entries(entries).flatMap(([names, words]) =>
      names.split(' ').map(name => [name, words.split(' ')] as const),
    ),
  )

const WORDS = table({
  mode: 'http tcp',
  'http-reuse': 'never safe aggressive always',
  'retry-on':
    'none conn-failure empty-response junk-response response-timeout 0rtt-rejected all-retryable-errors 404 408 425 500 501 502 503 504',
  'hash-type': 'map-based consistent',
  log: 'global stdout stderr',
  redirect: 'location prefix scheme',
  stick: 'on match store-request store-response',
  'stick-table': 'type size expire store nopurge peers',
  stats: 'enable uri refresh auth realm hide-version admin show-legends show-node show-modules scope',
  monitor: 'fail',
  cookie: 'insert indirect nocache rewrite prefix postonly preserve httponly secure maxidle maxlife domain dynamic',
  capture: 'cookie request response',
  compression: 'algo type offload direction',
  'tcp-request': 'connection content session inspect-delay',
  'tcp-response': 'content inspect-delay',
  'http-check': 'send expect connect send-state disable-on-404 comment set-var unset-var',
  'tcp-check': 'connect expect send send-binary comment set-var unset-var',
  errorfile: '400 401 403 404 405 407 408 410 425 429 500 502 503 504',
})

const OPTION_WORDS = table({
  'inter fastinter downinter slowstart agent-inter pool-purge-delay': TIMES,
  verify: 'none required optional',
  proto: 'h2 fcgi http',
  'check-proto': 'h2 fcgi http',
  alpn: 'h2,http/1.1 h2 http/1.1',
  'ssl-min-ver ssl-max-ver': 'TLSv1.0 TLSv1.1 TLSv1.2 TLSv1.3',
  'on-error': 'fastinter fail-check sudden-death mark-down',
  'on-marked-down': 'shutdown-sessions',
  'on-marked-up': 'shutdown-backup-sessions',
  observe: 'layer4 layer7',
  'init-addr': 'last libc none',
  'resolve-prefer': 'ipv4 ipv6',
  'ca-file': '@system-ca',
  sni: 'str() req.hdr(host)',
})

/** Times that are often chosen. */
export const times: readonly string[] = TIMES.split(' ')
