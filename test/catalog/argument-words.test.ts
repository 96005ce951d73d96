/** The words that completions offer for arguments are such as the checks take. */
import { expect, test } from 'vitest'
import { Context, directiveNames, directivesNamed, type NginxDirective, takes } from '../../server/catalog/nginx.ts'
import { argumentWords } from '../../server/catalog/nginx-argument-words.ts'
import { createWorkspace } from '../../server/workspace.ts'

/** A configuration with a line in a block in which it may stand. */
function around({ contexts }: NginxDirective, line: string): string {
  if (contexts & Context.location) return `events {} http { server { location / { ${line} } } }`
  if (contexts & Context.server) return `events {} http { server { ${line} } }`
  if (contexts & Context.http) return `events {} http { ${line} }`
  if (contexts & Context.upstream) return `events {} http { upstream a { ${line} server b; } }`
  if (contexts & Context.streamServer)
    return `events {} stream { server { listen 1; proxy_pass 127.0.0.1:1; ${line} } }`
  if (contexts & Context.events) return `events { ${line} }`
  return `${line} events {}`
}

/** What stands alone only together with other arguments, or with another line. */
const NEED_MORE =
  /^(?:expires modified|\w+_cache_valid any|proxy_cookie_flags ~|proxy_redirect default|error_page =.*)$/

/** In stream, a log needs the name of its format. */
const isLogOfStream = ({ name, contexts }: NginxDirective): boolean =>
  name === 'access_log' && (contexts & Context.location) === 0

test('each of them, as the only argument', () => {
  let tried = 0
  const refused: string[] = []
  for (const name of directiveNames()) {
    for (const directive of directivesNamed(name)!) {
      if (directive.module || directive.gone || directive.block || !takes(directive, 1) || name === 'include') continue
      if (directive.contexts & (Context.mail | Context.mailServer)) continue
      for (const word of argumentWords(directive, 1)) {
        if (/[=:@]$/.test(word) || NEED_MORE.test(`${name} ${word}`) || isLogOfStream(directive)) continue
        tried += 1
        const workspace = createWorkspace()
        workspace.set('/shop/nginx.conf', around(directive, `${name} ${word};`))
        const found = workspace
          .findings()
          .filter(({ rule }) => /^(?:bad-value|undefined-variable|wrong-arguments|syntax-error)$/.test(rule))
          .map(({ message }) => `${name} ${word}: ${message}`)
        refused.push(...found)
      }
    }
  }
  expect(refused).toEqual([])
  expect(tried).toBeGreaterThan(500)
})
