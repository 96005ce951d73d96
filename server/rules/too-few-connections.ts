/** A gateway allows so few connections that an ordinary load is turned away. */
import type { Config } from '../model/config.ts'
import { type Occurrence, occurrences } from '../model/occurrences.ts'
import { inForce } from '../model/scope.ts'
import type { Report, Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'

export const tooFewConnections: Rule = {
  id: 'too-few-connections',
  severity: 'warning',
  group: 'capacity',
  summary: 'A gateway allows so few connections, or so few open files for them, that an ordinary load is turned away.',
  options: {
    least: { summary: 'So many connections of one process are enough.', kind: 'count', default: 128 },
  },
  *check({ config }, { least = 128 }) {
    yield* config.dialect === 'nginx' ? ofNginx(config, least) : ofHaproxy(config, least)
  },
}

/** nginx's default is 512; a request that is handed on takes two (ngx_get_connection, for the client and for the upstream). */
function* ofNginx(config: Config, least: number): Generator<Report> {
  for (const { directive } of occurrences(config, 'worker_connections')) {
    const most = numberOf(directive)
    if (most === undefined || most >= least) continue
    yield {
      at: directive.args[0]!.at,
      message: `One worker takes ${most} connections, and each request that is handed on needs two: from ${requests(Math.max(1, Math.floor(most / 2)))} at a time on, clients are cut off or answered 500.`,
      fixes: [{ title: 'Allow 1024', edits: [{ at: directive.args[0]!.at, text: '1024' }], safe: true }],
    }
  }
  for (const found of occurrences(config, 'worker_rlimit_nofile')) yield* ofFiles(config, found)
}

/** Every connection is an open file. */
function* ofFiles(config: Config, { directive }: Occurrence): Generator<Report> {
  const files = numberOf(directive)
  const [events] = occurrences(config, 'events')
  const connections =
    events &&
    inForce({ block: events.directive, body: events.directive.body ?? [], outer: undefined }, 'worker_connections')
  const most = connections && numberOf(connections)
  if (files === undefined || most === undefined || files >= most) return
  yield {
    at: directive.args[0]!.at,
    message: `A worker may open ${files} files and take ${most} connections, each of which is a file: when the files are used up, requests are answered 500.`,
    related: [{ at: connections!.at, message: 'So many connections are allowed here' }],
    fixes: [
      { title: `Allow ${most * 2} files`, edits: [{ at: directive.args[0]!.at, text: String(most * 2) }], safe: true },
    ],
  }
}

/** More clients than that wait in the kernel, unseen (`global.maxconn`, listener_accept). */
function* ofHaproxy(config: Config, least: number): Generator<Report> {
  for (const { directive, scope } of occurrences(config, 'maxconn')) {
    const most = numberOf(directive)
    if (scope.block?.name.text !== 'global' || most === undefined || most === 0 || most >= least) continue
    yield {
      at: directive.args[0]!.at,
      severity: 'info',
      message: `HAProxy takes ${most} connections at a time in all: further clients wait without an answer until they give up.`,
      fixes: [{ title: 'Allow 2000', edits: [{ at: directive.args[0]!.at, text: '2000' }], safe: false }],
    }
  }
}

const requests = (number: number): string => `${number} ${number === 1 ? 'request' : 'requests'}`

const numberOf = ({ args }: Directive): number | undefined =>
  args.length === 1 && /^\d+$/.test(args[0]!.text) ? Number(args[0]!.text) : undefined
