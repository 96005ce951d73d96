/** Which expressions of locations are read, and for which URIs they are answered. */
import { expect, test } from 'vitest'
import { uriPattern } from '../../server/model/uri-pattern.ts'

const long = `/${'a'.repeat(300)}`

test.each<readonly [pcre: string, uri: string, fits: boolean | undefined | 'unread']>([
  ['\\.php$', '/index.php', true],
  ['\\.php$', long, false],
  ['\\.(?:css|js|jpe?g|gif|png|ico|svg|woff2?|ttf|eot|map|webp|avif|mp4|webm|pdf|txt|xml|json)$', '/a.jpeg', true],
  ['^/api/v\\d+/(.*)\\.(php|phtml)$', '/api/v2/cart.php', true],
  ['^(.+\\.php)(/.+)$', '/index.php/cart', true],
  ['^/(a|b){2}$', '/ab', 'unread'],
  ['[[:alpha:]]', '/a', 'unread'],
  ['.*.*.*x', '/short', false],
  ['.*.*.*x', long, undefined],
  [`^/${'(a|a)'.repeat(30)}x`, long, undefined],
  [`^/${'a?'.repeat(30)}x`, long, undefined],
  [`^/${'a{1,9}'.repeat(9)}x`, long, undefined],
])('%s and %s', (pcre, uri, fits) => {
  const pattern = uriPattern(pcre, false)
  expect(pattern ? pattern(uri) : 'unread').toBe(fits)
})
