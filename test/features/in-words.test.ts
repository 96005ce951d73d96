/** Times and sizes as people say them. */
import { expect, test } from 'vitest'
import { sizeInWords, timeInWords, valueInWords } from '../../server/features/in-words.ts'

test.each([
  [0, 'no time'],
  [1, '1 millisecond'],
  [0.5, '500 microseconds'],
  [1500, '1 second 500 milliseconds'],
  [60_000, '1 minute'],
  [90_061_000, '1 day 1 hour 1 minute 1 second'],
])('%d milliseconds', (ms, words) => expect(timeInWords(ms)).toBe(words))

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [512, '512 bytes'],
  [16_384, '16 KiB'],
  [1_572_864, '1.5 MiB'],
  [2 ** 30, '1 GiB'],
])('%d bytes', (bytes, words) => expect(sizeInWords(bytes)).toBe(words))

test.each([
  ['nginx', 'time', '60', '1 minute'],
  ['nginx', 'time', '60s', '1 minute'],
  ['nginx', 'time', '30s', undefined],
  ['nginx', 'time', '500ms', undefined],
  ['nginx', 'time', '1d', '1 day'],
  ['nginx', 'time', '$x', undefined],
  ['nginx', 'size', '10m', '10 MiB'],
  ['haproxy', 'time', '5000', '5 seconds'],
  ['haproxy', 'time', '5s', undefined],
  ['haproxy', 'time', '1m', '1 minute'],
  ['haproxy', 'size', '1m', '1 MiB'],
] as const)('%s %s %s', (dialect, kind, text, words) => expect(valueInWords(dialect, kind, text)).toBe(words))
