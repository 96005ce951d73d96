/** Where HAProxy's own manual explains a keyword. */
import { type Entry, versions } from './haproxy.ts'

/** What a name is: a keyword of a frontend, backend, listen or defaults (perhaps with its second word), or an option of their lines. */
export type ManualPart = 'proxy' | 'bind' | 'server'

/** The address of a keyword, by its chapter; `entry` says in which versions of the manual it stands. */
export const manualOf = (part: ManualPart, name: string, entry: Pick<Entry, 'since' | 'until'>): string =>
  `${pageOf(entry)}#${CHAPTERS[part]}-${encodeURIComponent(name)}`

/** The address of a section of any other kind. */
export const manualOfSection = (section: string, entry: Pick<Entry, 'since' | 'until'>): string => {
  const chapter = SECTIONS[section]
  return `${pageOf(entry)}${chapter ? `#${chapter}` : ''}`
}

const CHAPTERS: Readonly<Record<ManualPart, string>> = { proxy: '4.2', bind: '5.1', server: '5.2' }

const SECTIONS: Readonly<Record<string, string>> = {
  global: '3',
  defaults: '4',
  frontend: '4',
  backend: '4',
  listen: '4',
  resolvers: '5.3.2',
  cache: '6.2.1',
}

/** A version that is maintained for long, unless another one alone has the keyword. */
function pageOf({ since, until }: Pick<Entry, 'since' | 'until'>): string {
  const usual = versions.indexOf(USUAL)
  const version =
    since !== undefined && versions.indexOf(since) > usual
      ? since
      : until !== undefined && versions.indexOf(until) < usual
        ? until
        : USUAL
  return `https://docs.haproxy.org/${version}/configuration.html`
}

const USUAL = '3.2'
