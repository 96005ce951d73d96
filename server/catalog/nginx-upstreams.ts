/** What nginx refuses in an upstream as a whole: no server at all, and parameters that do not go with the way of balancing. */
import { once } from '../syntax/remembered.ts'
import { type Word, withoutWords } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Fault } from './fault.ts'
import { Context } from './nginx.ts'
import type { Block, Report } from './nginx-blocks.ts'
import type { Survey } from './nginx-survey.ts'

/** Checks the body of an upstream, of http or stream. `knowsResolve`: the release that reads it may know the parameter. */
export function checkUpstream(
  { directive, body, contexts, outer }: Block,
  survey: Survey,
  knowsResolve: boolean,
  report: Report,
): void {
  const name = directive?.args[0]
  if (!name || (contexts !== Context.upstream && contexts !== Context.streamUpstream)) return
  if (survey.complete && !survey.extended && body.every(each => WITHOUT_SERVERS.test(each.name.text))) {
    report('empty-upstream', name.at, `The upstream "${name.text}" has no server: nginx does not start.`)
  }
  checkBackups(body, name, report)
  const hasZone = body.some(isZone)
  const hasResolver = body.some(isResolver) || (outer !== undefined && resolves(outer.body))
  for (const each of body) {
    const word =
      each.name.text === 'server' && !each.body ? each.args.find(({ text }) => text === 'resolve') : undefined
    if (!word) continue
    if (!knowsResolve) {
      const message = 'resolve came with nginx 1.27.3: the release that runs here does not know it.'
      report('unknown-directive', word.at, message)
      continue
    }
    if (!survey.complete || (hasZone && hasResolver)) continue
    const missing = hasZone ? 'a resolver, here or in the block around' : 'a zone in its upstream'
    report(
      'resolve-without-zone',
      word.at,
      `A server with resolve needs ${missing}, and there is none: nginx does not start.`,
    )
  }
}

/** Backups beside a way of balancing that knows none, and an upstream of nothing else. */
function checkBackups(body: readonly Directive[], upstream: Word, report: Report): void {
  const servers = body.filter(({ name, body: block }) => name.text === 'server' && !block)
  let method: Directive | undefined
  for (const each of body) {
    if (WITHOUT_BACKUP.has(each.name.text)) method = each
    const mark = servers.includes(each) ? backupOf(each) : undefined
    if (!mark || !method) continue
    report('misplaced-backup', mark.at, `With ${method.name.text} nginx takes no backup servers: it does not start.`, {
      related: { at: method.name.at, message: 'The servers are chosen so' },
      fixes: [
        withoutBackup(each, mark),
        { title: `Remove ${method.name.text}`, edits: [{ at: method.at, text: '' }], safe: false },
      ],
    })
  }
  const marks = servers.map(backupOf)
  const [first] = servers
  if (method || !first || !marks.every(mark => mark) || body.some(({ name }) => !PLAIN.test(name.text))) return
  report(
    'misplaced-backup',
    upstream.at,
    `Every server of "${upstream.text}" is a backup, and there is none that it could stand in for: nginx does not start.`,
    { fixes: [withoutBackup(first, marks[0]!)] },
  )
}

const backupOf = ({ args }: Directive): Word | undefined => args.slice(1).find(({ text }) => text === 'backup')

function withoutBackup({ args }: Directive, mark: Word): Fault['fixes'][number] {
  const edits = [withoutWords(args[args.indexOf(mark) - 1]!, mark)]
  return { title: `Let ${args[0]!.text} be no backup`, edits, safe: false }
}

/** What an upstream can hold besides servers; anything else might bring some. */
const WITHOUT_SERVERS = /^(?:zone|keepalive\w*|hash|ip_hash|least_conn|random)$/

/** What an upstream is made of, so that no other server can be in it. */
const PLAIN = /^(?:server|zone|keepalive\w*|least_conn)$/

/** Ways of balancing that know no backup (NGX_HTTP_UPSTREAM_BACKUP is not among their flags). */
const WITHOUT_BACKUP = new Set(['ip_hash', 'hash', 'random'])

const isZone = ({ name }: Directive): boolean => name.text === 'zone'
/** Asked of the block around for each upstream in it. */
const resolves = once((body: readonly Directive[]): boolean => body.some(isResolver))

const isResolver = ({ name }: Directive): boolean => name.text === 'resolver'
