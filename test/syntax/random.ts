/** Random texts that look enough like configurations to reach every corner of a grammar; the same for the same seed. */

/** mulberry32: 32 bits of state, good in all of its bits. Gives numbers from 0 up to, but not including, 1. */
export function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export interface Random {
  /** A whole number below `limit`. */
  below(limit: number): number
  of<T>(values: readonly T[]): T
}

export function randomOf(seed: number): Random {
  const next = generator(seed)
  const below = (limit: number): number => Math.floor(next() * limit)
  return { below, of: values => values[below(values.length)]! }
}

/** Single characters: what the grammars know first of all, then what nobody thinks of. */
const special = [
  ...' \t\r;{}#"\'\\$[]()%-=,!|.:@*',
  ...'\u000b\u000c\0\u0001\u007f\u0080\u00a0\u00e9\u2028\ufeff\uffff',
]
const astral = ['\u{1f600}', '\u{10ffff}', '\ud83d', '\ude00', '\udfff\ud800']
const plain = [...'abcdefxyzABCXYZ0123456789_']

/** What sizes, times, log formats and sample expressions are made of. */
const quantity = [...'0123456789kKmMgGsdhwyu ', 'ms', 'us', '10', '5m', '30s']
const sample = [...'%[](),"\'\\{}+ab1 .-_', '%[', '%[src(', '"a', "'b"]

/** Pieces as people write them, and as they go wrong. */
const pieces = [
  ...[
    'server',
    'listen 80;',
    'location ~ ^/(a|b){2}$ {',
    'proxy_pass http://$host:8080/;',
    '}',
    '} }',
    '# note',
    '"a b"',
  ],
  ...[
    "'$remote_addr'",
    '${a}',
    '${',
    '$',
    '$1',
    '\\"',
    '\\n',
    '\\',
    '"unclosed',
    "'unclosed",
    '"a"b',
    'a"b',
    'a}b',
    '"")',
  ],
  ...[
    'content_by_lua_block {',
    '--[[',
    ']]',
    '--[==[',
    ']==]',
    '[[',
    '--',
    'local s = "}"',
    "'\\''",
    '{{',
    '${{',
    'a\\ b',
  ],
  ...[
    'frontend web',
    'bind :80',
    'use_backend b if { path_beg /a } !c or d',
    'http-request set-header X "%[src,lower]"',
  ],
  ...['"${HOME}"', '"${X-a b}"', '"${X[*]}"', '"${X[0]}"', '"$"', '"\\$x"', '\\x41', '\\x4', '\\ ', '\\#', 'a#b', '\r'],
  ...[
    '%ci:%cp [%tr] %{+Q}r',
    '%[req.hdr(host),field(1,.)]',
    '%%',
    '%',
    '{ req.hdr(x) -m found }',
    '||',
    'or',
    '! a',
    '{',
    '}',
  ],
  ...['60', '1m30s', '500ms', '1d 2h', '10k', '4G', '5us', '1y', '1M', '99999999999'],
]

/** A text of one line. */
export function randomLine(random: Random): string {
  const length = random.of([0, 1, 2, 3, 5, 8, 13, 30])
  const mostly = random.of([special, plain, pieces, pieces, quantity, quantity, sample, [...special, ...plain]])
  /** Some lines have nothing else in them. */
  const pure = random.of([8, 8, 5])
  let text = ''
  for (let index = 0; index < length; index++) {
    const from = random.below(8) > pure ? random.of([special, plain, pieces, astral]) : mostly
    text += random.of(from) + (mostly === pieces && random.below(2) ? ' ' : '')
  }
  return text
}

/** A text of several lines. */
export const randomText = (random: Random): string =>
  Array.from({ length: random.of([1, 2, 3, 6, 12]) }, () => randomLine(random)).join(random.of(['\n', '\n', '\r\n']))
