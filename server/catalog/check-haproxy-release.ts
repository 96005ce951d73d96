/** Finds what the HAProxy that runs does not know, though another release does. Only where its release is known. */
import { ownOf } from '../syntax/own.ts'
import { gatheringWith } from '../syntax/runs.ts'
import type { Word } from '../syntax/text.ts'
import type { Fault } from './fault.ts'
import * as catalog from './haproxy.ts'
import { type HaproxyConfig, isKnown, type Line, type SectionRead, sectionsOf } from './haproxy-lines.ts'

/**
 * `release`: "2.8", "2.8.5". Of releases before 2.4 the tables do not know all names, and nothing is told. What stands between `.if` and `.endif` is not judged. Only frontends, backends and their kin: of what newer
 * releases bring, the settings of `global` are now and then taken back into older ones (`tune.peers.max-updates-at-once` in 2.6).
 */
export function releaseFaults(config: HaproxyConfig, release: string): readonly Fault[] {
  const [major, minor] = release.split('.')
  const running = catalog.versions.indexOf(`${major}.${minor}`)
  if (running < catalog.versions.indexOf('2.4')) return []
  return foreign(sectionsOf(config), running)
}

const foreign = gatheringWith(
  (running: number) => [running],
  ({ section }: SectionRead, running): readonly Fault[] =>
    section.conditional || !section.isProxy
      ? []
      : section.lines.flatMap(line =>
          [...namesIn(line)].flatMap(({ word, entry, what }) => {
            const message = isKnown(word) && foreignIn(entry, running)
            if (!message) return []
            const said = `${what ? `The ${what} ` : ''}"${word.text}" ${message}`
            return [{ kind: 'unknown-directive' as const, at: word.at, message: said, refused: true, fixes: [] }]
          }),
        ),
)

/** Why a release does not know a name; undefined where it does, or where no maintained release does, which is told anyway. */
function foreignIn({ since, until, current }: catalog.Entry, running: number): string | undefined {
  if (!current) return undefined
  const runs = `${catalog.versions[running]}, which runs here, does not know it`
  if (since !== undefined && catalog.versions.indexOf(since) > running) return `came with HAProxy ${since}: ${runs}.`
  if (until !== undefined && catalog.versions.indexOf(until) < running)
    return `is gone: HAProxy ${until} was the last version that had it, and ${runs}.`
  return undefined
}

interface Name {
  readonly word: Word
  readonly entry: catalog.Entry
  /** What it is, where it is not the line's keyword. */
  readonly what?: string
}

/** The names of a line that the tables have. What stands behind an unknown one is left alone: it may be its value. */
function* namesIn({ section, keyword, args }: Line): Generator<Name> {
  const known = section.keywords.get(keyword.text)
  if (!known) return
  yield { word: keyword, entry: known }
  const [first] = args
  const named = first && ownOf(TABLES, keyword.text)?.().get(first.text)
  if (named) yield { word: first, entry: named, what: keyword.text }
  const options = ownOf(OPTIONS, keyword.text)
  if (options) yield* optionsIn(args, options.from, options.table())
  const ruleSet = /^(?:http|tcp)-(?:request|response|after-response)$/.test(keyword.text) ? keyword.text : undefined
  const action = ruleSet && first && catalog.actionsOf(ruleSet).get(first.text)
  if (action) yield { word: first, entry: action, what: 'action' }
}

function* optionsIn(args: readonly Word[], from: number, table: ReadonlyMap<string, catalog.Option>): Generator<Name> {
  for (let at = from; at < args.length; at += 1) {
    const option = table.get(args[at]!.text)
    if (!option) return
    yield { word: args[at]!, entry: option, what: 'option' }
    if (option.words < 0) return
    at += option.words
  }
}

const TABLES: Readonly<Record<string, () => ReadonlyMap<string, catalog.Entry>>> = {
  option: catalog.options,
  timeout: catalog.timeouts,
  balance: catalog.balanceAlgorithms,
  filter: catalog.filters,
}

/** Behind how many words the options of a line begin. */
const OPTIONS: Readonly<
  Record<string, { readonly from: number; readonly table: () => ReadonlyMap<string, catalog.Option> }>
> = {
  server: { from: 2, table: catalog.serverOptions },
  'default-server': { from: 0, table: catalog.serverOptions },
  bind: { from: 1, table: catalog.bindOptions },
}
