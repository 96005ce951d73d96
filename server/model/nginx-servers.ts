/** Finds the blocks of an nginx configuration that its model is made of: servers with their passes, upstreams, definitions of variables. */
import { once } from '../syntax/remembered.ts'
import { type Directive, walk } from '../syntax/tree.ts'
import type { Mode } from './config.ts'
import type { Scope } from './scope.ts'

/** A `server`; or the passes of a fragment that has none around them. */
export interface ServerBlock {
  readonly scope: Scope
  readonly mode: Mode
  /** Of a fragment that has no server around them; those of a server are found in it. */
  readonly passes: Pass[] | undefined
}

/** A `*_pass`, and where it stands. */
export interface Pass {
  readonly directive: Directive
  readonly scope: Scope
}

/** The blocks from which a model is made. */
export interface Survey {
  readonly servers: readonly ServerBlock[]
  readonly upstreams: readonly { readonly block: Directive; readonly mode: Mode }[]
  readonly definitions: readonly { readonly block: Directive; readonly mode: Mode }[]
}

/** A fragment is taken for a part of `http` unless a server in it passes on without any location: only the stream module does that. */
export const fragmentMode = (directives: readonly Directive[]): Mode =>
  directives.some(({ name, body }) => name.text === 'server' && body?.some(inner => inner.name.text === 'proxy_pass'))
    ? 'tcp'
    : 'http'

/** Blocks nested deeper than any real configuration are left alone: each server depends on all that is around it. */
const DEEPEST = 200

/** One walk over all blocks. */
export function survey(directives: readonly Directive[], fragment: Mode | undefined): Survey {
  const servers: ServerBlock[] = []
  const upstreams: { block: Directive; mode: Mode }[] = []
  const definitions: { block: Directive; mode: Mode }[] = []
  const top: Scope = { block: undefined, body: directives, outer: undefined }
  const open: { scope: Scope; mode: Mode | undefined; server: ServerBlock | undefined; depth: number }[] = [
    { scope: top, mode: fragment, server: undefined, depth: 0 },
  ]
  while (open.length > 0) {
    const { scope, mode, server, depth: above } = open.pop()!
    const depth = above + 1
    if (depth > DEEPEST) continue
    let here = server
    const blocks: typeof open = []
    for (const directive of scope.body) {
      const { name, args, body } = directive
      if (mode && (!here || here.passes) && isPass(directive)) {
        if (!here) {
          here = { scope, mode, passes: [] }
          servers.push(here)
        }
        here.passes?.push({ directive, scope })
      }
      if (!body) continue
      const inner: Scope = { block: directive, body, outer: scope }
      if (name.text === 'upstream' && args[0] && mode) upstreams.push({ block: directive, mode })
      else if (/^(?:map|geo|split_clients)$/.test(name.text))
        definitions.push({ block: directive, mode: mode ?? 'http' })
      else if (name.text === 'server' && mode) {
        const own: ServerBlock = { scope: inner, mode, passes: undefined }
        servers.push(own)
        if (declares(directive)) blocks.push({ scope: inner, mode, server: own, depth })
      } else
        blocks.push({
          scope: inner,
          mode:
            name.text === 'http' ? 'http' : name.text === 'stream' ? 'tcp' : name.text === 'mail' ? undefined : mode,
          server: here,
          depth,
        })
    }
    open.push(...blocks.reverse())
  }
  return { servers, upstreams, definitions }
}

const isPass = ({ name, args }: Directive): boolean => args.length > 0 && PASS.test(name.text)

/** Whether something stands in a server that has its place elsewhere. */
const declares = once((server: Directive): boolean => {
  for (const { name, body } of walk(server.body!)) if (body && DECLARES.test(name.text)) return true
  return false
})

const DECLARES = /^(?:server|upstream|map|geo|split_clients|http|stream|mail)$/

/** The passes of a server, in the order of blocks: those of a block before those of the blocks in it. */
export function passesIn(server: Scope): readonly Pass[] {
  const passes: Pass[] = []
  const open = [server]
  for (let scope = open.pop(); scope; scope = open.pop()) {
    const blocks: Scope[] = []
    for (const directive of scope.body) {
      if (isPass(directive)) passes.push({ directive, scope })
      if (directive.body && !/^(?:server|upstream|map|geo|split_clients|mail)$/.test(directive.name.text))
        blocks.push({ block: directive, body: directive.body, outer: scope })
    }
    open.push(...blocks.reverse())
  }
  return passes
}

const PASS = /^(?:(?:proxy|grpc|fastcgi|uwsgi|scgi|memcached)_pass)$/
