/** The patterns behind a sample in an ACL: numbers, addresses and regular expressions that HAProxy cannot read. */
import type { Word } from '../syntax/text.ts'
import * as catalog from './haproxy.ts'
import { isPlain, type Report } from './haproxy-lines.ts'
import { patternFault } from './pattern.ts'

/** Looks at what follows a fetch without converters. What its flags make of the patterns is left alone, but for `-i` and `-m reg`. */
export function checkPatterns([first, ...words]: readonly Word[], { report }: { readonly report: Report }): void {
  const name = /^[\w.]+(?:\([^()]*\))?$/.test(first!.text) ? first!.text.replace(/\(.*/, '') : ''
  const isRegular =
    /_reg$/.test(name) || words.some(({ text }, index) => text === '-m' && words[index + 1]?.text === 'reg')
  if (isRegular) {
    const start = words.findLastIndex(({ text }) => /^-[imn]$/.test(text))
    const from = start < 0 ? 0 : words[start]!.text === '-m' ? start + 2 : start + 1
    if (!words.some(({ text }) => text === '-f' || text === '-M'))
      for (const word of words.slice(from)) checkRegex(word, report)
  } else if (name !== '' && !words.some(({ text }) => text.startsWith('-') && !/^-\d/.test(text))) {
    const { result } = catalog.fetches().get(name) ?? {}
    // Versions of TLS are written with a point (pat_parse_dotted_ver).
    if (result === 'sint' && !name.endsWith('ssl_ver')) checkNumbers(words, report)
    if (result === 'ipv4' || result === 'ipv6' || result === 'addr') checkNetworks(words, report)
  }
}

/** A number or a range of some; before it, how to compare (pat_parse_int). */
function checkNumbers(words: readonly Word[], report: Report): void {
  for (const word of words) {
    if (/^(?:eq|g[et]|l[et])$|^-?\d*:-?\d*$|^-?\d+$/.test(word.text) || !isPlain(word)) continue
    const message = `"${word.text}" is no number: one such as 5 was expected, a range such as 5:10, or "eq", "ge", "gt", "le" or "lt" before it.`
    report('bad-value', word, message)
    return
  }
}

/** Whatever looks like an address of IPv4 must be one; names are looked up. */
function checkNetworks(words: readonly Word[], report: Report): void {
  for (const word of words) {
    const [, address = '', mask = '32'] = /^(\d+(?:\.\d+){3})(?:\/(\d+))?$/.exec(word.text) ?? []
    if (address === '' || (Number(mask) <= 32 && address.split('.').every(part => Number(part) <= 255))) continue
    report(
      'bad-value',
      word,
      `"${word.text}" is no address and no network: neither may have a part greater than 255, or more than 32 bits.`,
    )
  }
}

/** What is open in a regular expression is an error in each of the libraries that HAProxy is built with. */
export function checkRegex(word: Word | undefined, report: Report): void {
  if (!word || !isPlain(word)) return
  const fault = patternFault(word.text)
  if (fault?.endsWith('is not closed')) {
    report('bad-value', word, `HAProxy cannot read the regular expression "${word.text}": ${fault}.`)
  }
}
