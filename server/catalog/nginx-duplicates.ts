/** What nginx refuses because of what stands beside it: the same directive, location, upstream or entry of a map again. */
import { gatheringAlone } from '../syntax/runs.ts'
import { type Span, stretch, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { Context, directivesNamed } from './nginx.ts'
import type { Block, Report } from './nginx-blocks.ts'
import { checkEntries } from './nginx-entries.ts'
import { isPlaceholder } from './nginx-values.ts'

/** Checks one block, without those inside it. */
export function checkDuplicates(block: Block, report: Report): void {
  const { contexts } = block
  if (contexts & (Context.http | Context.stream)) checkUpstreams(block.body, report)
  // Of the servers and upstreams, which are many, nothing else stands for itself.
  const body = contexts === Context.http ? besideServers(block.body) : block.body
  checkOnce({ ...block, body }, report)
  checkNamed(body, report)
  if (contexts & (Context.server | Context.location)) checkLocations(block, report)
  for (const directive of body) checkEntries(directive, report)
}

const besideServers = gatheringAlone((directive: Directive) =>
  directive.body && /^(?:server|upstream)$/.test(directive.name.text) ? [] : [directive],
)

function checkOnce({ body, contexts }: Block, report: Report): void {
  let known: Map<string, Directive> | undefined
  for (const directive of body) {
    const key = onceKey(directive.name.text, contexts)
    if (key === undefined) continue
    known ??= new Map()
    const before = known.get(key)
    if (before) tellTwice(directive, before, report)
    else known.set(key, directive)
  }
}

/** Whether a directive of this name may be put into a block: it is allowed there, and does not stand there already if it may stand once. */
export function fitsInto(name: string, { body, contexts }: Block): boolean {
  const key = onceKey(name, contexts)
  return (
    directivesNamed(name)?.some(variant => variant.contexts & contexts) === true &&
    (key === undefined || body.every(other => onceKey(other.name.text, contexts) !== key))
  )
}

/** The name under which a directive may stand once in its block; `root` and `alias` fill the same place (ngx_http_core_root). */
function onceKey(name: string, contexts: number): string | undefined {
  if (name === 'alias' || name === 'root') return 'root'
  const variants = directivesNamed(name)
  if (!variants) return undefined
  for (const variant of variants) if (variant.contexts & contexts) return variant.once ? name : undefined
  return undefined
}

function tellTwice({ name, args, at }: Directive, first: Directive, report: Report): void {
  if (args.some(({ text }) => isPlaceholder(text))) return
  const message =
    name.text === first.name.text
      ? `${name.text} stands in this block already, which nginx refuses.`
      : `${first.name.text} stands in this block already: nginx refuses ${name.text} beside it.`
  report('duplicate-directive', name.at, message, {
    related: { at: first.name.at, message: 'The first one.' },
    fixes: [{ title: `Remove this ${name.text}`, edits: [{ at, text: '' }], safe: false }],
  })
}

/** What may stand often, but of one name once: where the name is. */
const NAMED: Readonly<Record<string, (args: readonly Word[]) => string | undefined>> = {
  log_format: ([name]) => name?.text,
  limit_conn: ([zone]) => zone?.text,
  limit_req: args => args.find(({ text }) => text.startsWith('zone='))?.text,
  limit_req_zone: zoneOf,
  limit_conn_zone: zoneOf,
  proxy_cache_path: zoneOf,
  fastcgi_cache_path: zoneOf,
  uwsgi_cache_path: zoneOf,
  scgi_cache_path: zoneOf,
}

function zoneOf(args: readonly Word[]): string | undefined {
  for (const { text } of args) {
    const name = /^(?:keys_)?zone=([^:]+):/.exec(text)?.[1]
    if (name) return name
  }
  return undefined
}

function checkNamed(body: readonly Directive[], report: Report): void {
  let known: Map<string, Directive> | undefined
  for (const directive of body) {
    const { name, args, at } = directive
    const named = Object.hasOwn(NAMED, name.text) ? NAMED[name.text]!(args) : undefined
    if (named === undefined || isPlaceholder(named)) continue
    known ??= new Map()
    const key = `${name.text} ${named}`
    const before = known.get(key)
    if (before) {
      report(
        'duplicate-directive',
        name.at,
        `A ${name.text} of this name stands in this block already, which nginx refuses.`,
        {
          related: { at: before.name.at, message: 'The first one.' },
          fixes: [{ title: `Remove this ${name.text}`, edits: [{ at, text: '' }], safe: false }],
        },
      )
    } else known.set(key, directive)
  }
}

/** Locations of the same name and kind in one block; regular expressions may repeat (ngx_http_join_exact_locations). */
function checkLocations({ body, directive }: Block, report: Report): void {
  let known: Map<string, Directive> | undefined
  const outer = directive?.name.text === 'location' ? locationOf(directive) : undefined
  for (const location of body) {
    if (location.name.text !== 'location' || !location.body) continue
    const place = locationOf(location)
    if (!place || isPlaceholder(place.name)) continue
    if (outer) checkNesting(location, place, outer, report)
    if (place.kind === 'regex' || place.kind === 'named') continue
    known ??= new Map()
    const key = `${place.kind} ${place.name}`
    const before = known.get(key)
    if (before) {
      report(
        'duplicate-directive',
        headOf(location),
        `A location ${place.name} stands in this block already, which nginx refuses.`,
        {
          related: { at: headOf(before), message: 'The first one.' },
        },
      )
    } else known.set(key, location)
  }
}

interface Place {
  readonly kind: 'prefix' | 'exact' | 'regex' | 'named'
  readonly name: string
}

/** As ngx_http_core_location reads it: the modifier may touch the name. */
function locationOf({ args }: Directive): Place | undefined {
  const [first, second] = args
  if (!first || args.length > 2) return undefined
  const text = first.text
  if (second) {
    if (text === '=') return { kind: 'exact', name: second.text }
    if (text === '^~') return { kind: 'prefix', name: second.text }
    return text === '~' || text === '~*' ? { kind: 'regex', name: second.text } : undefined
  }
  if (text.startsWith('=')) return { kind: 'exact', name: text.slice(1) }
  if (text.startsWith('^~')) return { kind: 'prefix', name: text.slice(2) }
  if (text.startsWith('~')) return { kind: 'regex', name: text.slice(1) }
  return { kind: text.startsWith('@') ? 'named' : 'prefix', name: text }
}

function checkNesting(location: Directive, place: Place, outer: Place, report: Report): void {
  const at = headOf(location)
  if (outer.kind === 'exact')
    report('misplaced-directive', at, `nginx takes no location inside the exact location ${outer.name}.`)
  else if (outer.kind === 'named')
    report('misplaced-directive', at, `nginx takes no location inside the named location ${outer.name}.`)
  else if (place.kind === 'named')
    report(
      'misplaced-directive',
      at,
      `A named location such as ${place.name} may stand in a server only, not in a location.`,
    )
  else if (place.kind !== 'regex' && !isPlaceholder(outer.name) && !insideOf(place.name, outer)) {
    report(
      'misplaced-directive',
      at,
      `The location ${place.name} does not lie within ${outer.name}, in which it stands: nginx refuses it.`,
    )
  }
}

/** The outer name, a regular expression as well, must begin the inner one. */
const insideOf = (inner: string, outer: Place): boolean => inner.startsWith(outer.name)

const headOf = ({ name, args }: Directive): Span => stretch(name.at, name.at.start, args.at(-1)?.at.end ?? name.at.end)

/** Upstreams of one name, whatever their case (ngx_http_upstream_add). */
function checkUpstreams(body: readonly Directive[], report: Report): void {
  let known: Map<string, Word> | undefined
  for (const { name, args, body: block } of body) {
    const upstream = args[0]
    if (name.text !== 'upstream' || !block || !upstream || isPlaceholder(upstream.text)) continue
    known ??= new Map()
    const key = upstream.text.toLowerCase()
    const before = known.get(key)
    if (before) {
      report('duplicate-name', upstream.at, `There is an upstream "${before.text}" already: nginx does not start.`, {
        related: { at: before.at, message: 'The first one.' },
      })
    } else known.set(key, upstream)
  }
}
