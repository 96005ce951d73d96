/** Which expressions of locations are read, and for which URIs they are answered. */
import { expect, test } from 'vitest'
import { uriPattern } from '../../server/model/uri-pattern.ts'

const long = `/${'a'.repeat(300)}`

test.each<readonly [pcre: string, uri: string, fits: boolean | undefined]>([
  ['\\.php$', '/index.php', true],
  ['\\.php$', long, false],
  ['\\.(?:css|js|jpe?g|gif|png|ico|svg|woff2?|ttf|eot|map|webp|avif|mp4|webm|pdf|txt|xml|json)$', '/a.jpeg', true],
  ['^/api/v\\d+/(.*)\\.(php|phtml)$', '/api/v2/cart.php', true],
  ['^(.+\\.php)(/.+)$', '/index.php/cart', true],
  ['^/(a|b){2}$', '/ab', undefined],
  ['[[:alpha:]]', '/a', undefined],
  ['.*.*.*x', '/short', false],
  ['.*.*.*x', long, undefined],
  [`^/${'(a|a)'.repeat(30)}x`, long, undefined],
  [`^/${'a?'.repeat(30)}x`, long, undefined],
  [`^/${'a{1,9}'.repeat(9)}x`, long, undefined],
])('%s and %s', (pcre, uri, fits) => {
  expect(uriPattern(pcre, false)(uri)).toBe(fits)
})

test.each<readonly [pcre: string, uri: string, ignoresCase: boolean, fits: boolean | undefined]>([
  ['^/shop/(.+)$', '/other/1', false, false],
  ['^/shop/(.+)$', '/shop/1', false, true],
  ['^/shop/(.+)$', '/SHOP/1', true, true],
  // The last letter before a repetition may be missing.
  ['^/shops?$', '/shop', false, true],
  ['^/shop{0,1}$', '/sho', false, true],
  ['^/shop|/other', '/other', false, true],
  ['^/shop(?:|s|[|)])/a', '/shop/a', false, true],
  ['^/shop[(]|/other', '/other', false, true],
  ['^/shop\\(|/other', '/other', false, true],
  ['^/shop\\Q(\\E|/other', '/other', false, undefined],
  ['^/shop(?#()|/other', '/other', false, undefined],
  // What JavaScript cannot read matches nothing that begins otherwise.
  ['^/shop/[[:alpha:]]+$', '/other', false, false],
  ['^/shop/[[:alpha:]]+$', '/shop/a', false, undefined],
])('%s begins as %s does, or not', (pcre, uri, ignoresCase, fits) => {
  expect(uriPattern(pcre, ignoresCase)(uri)).toBe(fits)
})
