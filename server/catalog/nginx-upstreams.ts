/** What nginx refuses in an upstream as a whole: no server at all, and parameters that do not go with the way of balancing. */
import type { Directive } from '../syntax/tree.ts'
import { Context } from './nginx.ts'
import type { Block, Report } from './nginx-blocks.ts'
import type { Survey } from './nginx-survey.ts'

/** Checks the body of an upstream, of http or stream. */
export function checkUpstream({ directive, body, contexts, outer }: Block, survey: Survey, report: Report): void {
  const name = directive?.args[0]
  if (!name || (contexts !== Context.upstream && contexts !== Context.streamUpstream)) return
  if (survey.complete && !survey.extended && body.every(each => WITHOUT_SERVERS.test(each.name.text))) {
    report('empty-upstream', name.at, `The upstream "${name.text}" has no server: nginx does not start.`)
  }
  let method: string | undefined
  const hasZone = body.some(isZone)
  const hasResolver = body.some(isResolver) || outer?.body.some(isResolver)
  for (const each of body) {
    if (WITHOUT_BACKUP.has(each.name.text)) method = each.name.text
    if (each.name.text !== 'server' || each.body) continue
    for (const word of each.args.slice(1)) {
      if (word.text === 'backup' && method) {
        report('bad-value', word.at, `With ${method}, nginx takes no backup servers.`)
      } else if (word.text === 'resolve' && survey.complete && (!hasZone || !hasResolver)) {
        const missing = hasZone ? 'a resolver, here or in the block around' : 'a zone in its upstream'
        report('bad-value', word.at, `A server with resolve needs ${missing}, and there is none.`)
      }
    }
  }
}

/** What an upstream can hold besides servers; anything else might bring some. */
const WITHOUT_SERVERS = /^(?:zone|keepalive\w*|hash|ip_hash|least_conn|random)$/

/** Ways of balancing that know no backup (NGX_HTTP_UPSTREAM_BACKUP is not among their flags). */
const WITHOUT_BACKUP = new Set(['ip_hash', 'hash', 'random'])

const isZone = ({ name }: Directive): boolean => name.text === 'zone'
const isResolver = ({ name }: Directive): boolean => name.text === 'resolver'
