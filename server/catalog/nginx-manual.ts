/** Where nginx's own documentation explains a directive. */
import { Context, type NginxDirective } from './nginx.ts'
import { pages as table } from './nginx-manual.gen.ts'

/** The address of the directive on its module's page; where the documentation has none, that of the index of all directives. */
export function manualOf({ name, contexts }: NginxDirective): string {
  const pages = pagesByName().get(name) ?? []
  const family = familyOf(contexts)
  const own = pages.filter(page => family.folder === folderOf(page))
  const page =
    own.find(page => page.includes('_upstream_module') === family.upstream) ??
    own[0] ??
    pages.find(page => folderOf(page) === '') ??
    (family.folder === '' ? pages[0] : undefined)
  return page ? `${MANUAL}${page}.html#${name}` : `${MANUAL}dirindex.html`
}

const MANUAL = 'https://nginx.org/en/docs/'

const UPSTREAM = Context.upstream | Context.streamUpstream
const STREAM = Context.stream | Context.streamServer | Context.streamUpstream
const MAIL = Context.mail | Context.mailServer

/** One name may mean something else in each family of contexts, and in an `upstream`. */
function familyOf(contexts: number): { readonly folder: string; readonly upstream: boolean } {
  const isOnly = (some: number): boolean => (contexts & some) !== 0 && (contexts & ~some) === 0
  const core = Context.main | Context.events
  return {
    folder: isOnly(STREAM) ? 'stream' : isOnly(MAIL) ? 'mail' : contexts & core ? '' : 'http',
    upstream: isOnly(UPSTREAM),
  }
}

const folderOf = (page: string): string => page.slice(0, Math.max(0, page.indexOf('/')))

let read: ReadonlyMap<string, readonly string[]> | undefined

function pagesByName(): ReadonlyMap<string, readonly string[]> {
  if (read) return read
  const found = new Map<string, string[]>()
  for (const line of table.trim().split('\n')) {
    const [page, names] = line.split(': ')
    for (const name of names!.split(' ')) found.set(name, [...(found.get(name) ?? []), page!])
  }
  read = found
  return found
}
