/** Which directives of nginx say how long a pass waits. */
import type { Scope } from '../model/config.ts'
import { modeOf } from '../model/scope.ts'
import type { Directive } from '../syntax/tree.ts'

/** The names of the two, and what is waited for. */
export function waitsOf(
  scope: Scope,
  { name: { text } }: Directive,
): readonly { readonly name: string; readonly what: string }[] {
  const family = /^(proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass$/.exec(text)?.[1]
  if (!family) return []
  return [
    { name: `${family}_connect_timeout`, what: 'a connection' },
    { name: modeOf(scope) === 'tcp' ? `${family}_timeout` : `${family}_read_timeout`, what: 'an answer' },
  ]
}
