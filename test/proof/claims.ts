/** Reads a proof block: who is there, what is asked, and what is claimed to be answered. CONTRIBUTING.md describes the format. */
import type { Block } from '../pages/page.ts'
import type { Backend, BackendKind, Neighbour, Request } from './lab/job.ts'

export interface Proof {
  /** Of the text as it is found. */
  readonly found: Claims
  /** Of the text after a fix. */
  readonly fixed: Claims
  /** What cannot be read or is missing, each with its line: "line 12: …". */
  readonly problems: readonly string[]
}

export interface Claims {
  readonly neighbours: readonly Neighbour[]
  readonly answers: readonly AnswerClaim[]
  /** Whether the server takes the text, and a part of what it says if not. */
  readonly start?: { readonly accepted: boolean; readonly message?: string }
  /** Each a part of the log, or of none of its lines. */
  readonly logs: readonly { readonly part: string; readonly absent: boolean }[]
}

export interface AnswerClaim {
  /** The request as written: "GET /". */
  readonly text: string
  readonly request: Request
  /** The statuses in ascending order: "502", "200 502", "closed". */
  readonly statuses: string
  /** HAProxy's termination state. */
  readonly state?: string
}

type Draft = { -readonly [K in keyof Claims]: Claims[K] } & {
  neighbours: Neighbour[]
  answers: AnswerClaim[]
  logs: { readonly part: string; readonly absent: boolean }[]
}

/** `hasFix`: the case has a text after a fix, so that the proof must speak of it. */
export function readProof(block: Block, hasFix: boolean): Proof {
  const found: Draft = { neighbours: [], answers: [], logs: [] }
  const fixed: Draft = { neighbours: [], answers: [], logs: [] }
  const problems: string[] = []
  for (const [index, line] of block.text.split('\n').entries()) {
    const [, prefix, statement] = /^\s*(fixed\s+)?(.*?)\s*$/.exec(line)!
    if (!statement) continue
    if (!read(statement, prefix ? fixed : found))
      problems.push(`line ${block.line + 1 + index}: "${statement}" cannot be read.`)
  }
  const at = `line ${block.line}:`
  if (!claimsAny(found)) problems.push(`${at} The proof claims nothing of the text as it is found.`)
  if (hasFix && !claimsAny(fixed)) problems.push(`${at} The proof claims nothing of the fixed text.`)
  if (!hasFix && (claimsAny(fixed) || fixed.neighbours.length > 0)) problems.push(`${at} The case has no fixed text.`)
  const moved = new Set(fixed.neighbours.map(neighbour => neighbour.name))
  fixed.neighbours.unshift(...found.neighbours.filter(neighbour => !moved.has(neighbour.name)))
  return { found, fixed, problems }
}

const claimsAny = (claims: Claims): boolean =>
  claims.answers.length > 0 || claims.logs.length > 0 || claims.start !== undefined

/** Adds a statement to the claims; false for one that is none. */
function read(statement: string, claims: Draft): boolean {
  const [, start, message] = /^start: (accepted|refused(?: "(.+)")?)$/.exec(statement) ?? []
  if (start) {
    claims.start = { accepted: start === 'accepted', ...(message && { message }) }
    return true
  }
  const [, no, part] = /^(no )?log: (.+)$/.exec(statement) ?? []
  if (part) {
    claims.logs.push({ part, absent: no !== undefined })
    return true
  }
  const [, request, answer] = /^([A-Z]+ .+): (.+)$/.exec(statement) ?? []
  if (request) {
    const claim = answerClaim(request, answer!)
    if (claim) claims.answers.push(claim)
    return claim !== undefined
  }
  const [, name, what] = /^([^\s"]+): (.+)$/.exec(statement) ?? []
  const neighbour = name && neighbourOf(name, what!)
  if (neighbour) claims.neighbours.push(neighbour)
  return Boolean(neighbour)
}

const standardPatienceMs = 15_000

function answerClaim(text: string, answer: string): AnswerClaim | undefined {
  const [, method, scheme, host, port, path, rest] =
    /^([A-Z]+) (?:(https?):\/\/([^/:\s]+))?(?::(\d+))?(\/\S*)((?: .+)?)$/.exec(text) ?? []
  const [, statuses, state, patience] =
    /^((?:\d{3}(?: (?=\d))?)+|closed|no HTTP|none(?= in))(?: ([A-Za-z-]{4}))?(?: in (\S+))?$/.exec(answer) ?? []
  const patienceMs = patience ? durationOf(patience) : standardPatienceMs
  const more = optionsOf(rest ?? '')
  if (!method || !statuses || !more || patienceMs === undefined || (statuses === 'none') !== Boolean(patience))
    return undefined
  const request: Request = {
    method,
    host: host ?? 'localhost',
    tls: scheme === 'https',
    path: path!,
    ...(port ? { port: Number(port) } : scheme && { port: scheme === 'https' ? 443 : 80 }),
    ...more,
    patienceMs,
  }
  const sorted = /^\d/.test(statuses) ? statuses.split(' ').sort().join(' ') : statuses
  return { text, request, statuses: sorted, ...(state && { state }) }
}

/** What may follow the path of a request; undefined when it cannot be read. */
function optionsOf(
  text: string,
): Pick<Request, 'headers' | 'bodyBytes' | 'http2' | 'keptMs' | 'times' | 'together'> | undefined {
  const headers: Record<string, string> = {}
  let bodyBytes = 0
  let times = 1
  let http2 = false
  let keptMs: number | undefined
  let together = false
  const rest = text.replace(
    / (?:header ([\w-]+)(?:=(\S+)| (\d+[km]))|body (\d+[km]?)|(http2)|kept (\d+m?s)|x(\d+)( at once)?)/g,
    (_, name, value, length, size, second, kept, count, once) => {
      if (name) headers[name] = value ?? 'x'.repeat(bytesOf(length))
      if (size) bodyBytes = bytesOf(size)
      if (second) http2 = true
      if (kept) keptMs = durationOf(kept)
      if (count) times = Number(count)
      if (once) together = true
      return ''
    },
  )
  return rest === '' && times > 0
    ? { headers, bodyBytes, http2, ...(keptMs && { keptMs }), times, together }
    : undefined
}

const backendKinds: ReadonlySet<string> = new Set<BackendKind>([
  ...(['http', 'https', 'grpc', 'grpcs', 'fastcgi', 'uwsgi', 'silent', 'close', 'reset', 'says'] as const),
])

function neighbourOf(name: string, what: string): Neighbour | undefined {
  if (what === 'nothing' || what === 'drop') return { name, backends: [], drop: what === 'drop' }
  const backends = what.split(/, (?=\w+(?: \d+|$))/).map(each => backendOf(each, name.startsWith('unix:')))
  return backends.every(backend => backend !== undefined) ? { name, backends, drop: false } : undefined
}

const backendForm =
  /^([a-z]+)(?: (\d+))?(?: after (\S+))?(?: status (\d{3}))?(?: again (\d{3}|reset))?(?: header (\d+[km]?))?( sni)?( certificate)?( proxied)?( loopback)?(?: "(.+)")?$/

function backendOf(text: string, unix: boolean): Backend | undefined {
  const [, kind, port, after, status, again, header, sni, certificate, proxied, loopback, line] =
    backendForm.exec(text) ?? []
  if (!kind || !backendKinds.has(kind) || Boolean(port) === unix || (kind === 'says') !== Boolean(line))
    return undefined
  const afterMs = after ? durationOf(after) : 0
  if (afterMs === undefined) return undefined
  return {
    kind: kind as BackendKind,
    ...(port && { port: Number(port) }),
    ...(after && { afterMs }),
    ...(status && { status: Number(status) }),
    ...(again && { again: again === 'reset' ? again : Number(again) }),
    ...(header && { headerBytes: bytesOf(header) }),
    ...(sni && { sni: true }),
    ...(certificate && { asksCertificate: true }),
    ...(proxied && { proxied: true }),
    ...(loopback && { loopback: true }),
    ...(line && { line }),
  }
}

function durationOf(text: string): number | undefined {
  const [, count, unit] = /^(\d+)(ms|s)$/.exec(text) ?? []
  return count ? Number(count) * (unit === 's' ? 1000 : 1) : undefined
}

/** "8k", "2m", "512". */
const bytesOf = (text: string): number =>
  Number.parseInt(text, 10) * (text.endsWith('k') ? 1024 : text.endsWith('m') ? 1024 * 1024 : 1)
