/** Puts the files that an nginx configuration includes in the place of its `include` lines. */

import { groupedBy } from '../syntax/grouped.ts'
import { createMemory } from '../syntax/remembered.ts'
import type { Word } from '../syntax/text.ts'
import type { Directive, Document } from '../syntax/tree.ts'
import type { ConfigProblem, Inclusion } from './config.ts'
import { hasWildcard, matchesGlob } from './glob.ts'
import { below, folderOf, join } from './path.ts'

/** Where a main file stands in the container that reads it, and what else of the workspace stands in there. */
export interface Surroundings {
  /** The main file's path in the container. */
  readonly path: string
  readonly mounts: readonly { readonly from: string; readonly to: string }[]
  /** Names the container. */
  readonly container: string
  /** The image's own main file is in force there: an `http` block that includes `/etc/nginx/conf.d/*.conf` and declares nothing itself. */
  readonly stockMain: boolean
  /** The words that start the server; undefined where they are the image's own, or not known. */
  readonly command: readonly string[] | undefined
  /** The container's environment; undefined for a variable that is set, but to what is not known. */
  readonly environment: ReadonlyMap<string, Word | undefined>
  /** The release of HAProxy that reads it, where its image or the settings tell. */
  readonly release?: string | undefined
  /** Everything that the main file includes is there: what is not adds nothing. */
  readonly whole?: boolean
}

/** A configuration with all its includes in place. */
export interface Expanded {
  readonly directives: readonly Directive[]
  /** The main file first, then the included ones in the order of their reading. */
  readonly documents: readonly Document[]
  /** Every include was found, or is known to add nothing that has a name. */
  readonly complete: boolean
  readonly problems: readonly ConfigProblem[]
  readonly inclusions: readonly Inclusion[]
}

/** The most files that one configuration takes in: beyond it, two files that include each other twice would never end. */
const MOST_INCLUDES = 10_000

/** Of files that include each the next, so many are followed: what lies behind is not known. */
const LONGEST_CHAIN = 64

/** Blocks that were looked through and include nothing: an edit elsewhere does not change that. */
const withoutIncludes = new WeakSet<Directive>()

/** Blocks with their includes in place: the very same as long as they include the same. */
const withIncludes = createMemory<Directive>()

/** Blocks and includes nested deeper than any real configuration are left as they are. */
const DEEPEST = 200

/** The files that come with nginx and declare no upstream, no variable and no server. */
const STOCK =
  /(?:^|\/)(?:mime\.types|(?:fastcgi|uwsgi|scgi|proxy)_params|fastcgi(?:-php)?\.conf|modules-enabled\/\*\.conf|koi-(?:utf|win)|win-utf)$/

/**
 * Expands the includes of a main file. nginx takes a relative path from the folder of the main file, wherever the `include` stands
 * (ngx_conf_include, ngx_conf_full_name), sorts what a wildcard finds, and refuses a missing file only without a wildcard.
 */
export function expand(
  main: Document,
  documents: ReadonlyMap<string, Document>,
  surroundings: readonly Surroundings[],
): Expanded {
  const read = [main]
  const problems: ConfigProblem[] = []
  const inclusions: Inclusion[] = []
  let complete = true
  let included = 0

  /** The very same array where nothing is included: most blocks include nothing. */
  const inPlace = (directives: readonly Directive[], open: readonly string[], depth: number): readonly Directive[] => {
    if (depth > DEEPEST) return directives
    let put: Directive[] | undefined
    for (let index = 0; index < directives.length; index += 1) {
      const directive = directives[index]!
      const instead = isInclude(directive) ? follow(directive, open, depth) : withBody(directive, open, depth)
      if (instead) put ??= directives.slice(0, index)
      if (instead) put?.push(...instead)
      else put?.push(directive)
    }
    return put ?? directives
  }

  /** The block with its includes in place; undefined where it has none. */
  const withBody = (directive: Directive, open: readonly string[], depth: number): readonly Directive[] | undefined => {
    if (withoutIncludes.has(directive) || !directive.body) return undefined
    const body = inPlace(directive.body, open, depth + 1)
    if (body === directive.body) {
      withoutIncludes.add(directive)
      return undefined
    }
    const known = withIncludes.get(directive, body)
    const expanded = known ?? { ...directive, body }
    if (!known) withIncludes.put(directive, body, expanded)
    return [expanded]
  }

  const follow = (directive: Directive, open: readonly string[], depth: number): readonly Directive[] => {
    const pattern = directive.args[0]!
    const found = candidates(pattern.text, main.path, documents, surroundings)
    if (found.length === 0) {
      if (!STOCK.test(pattern.text) && !surroundings.some(({ whole }) => whole)) complete = false
      return [directive]
    }
    inclusions.push({ pattern, documents: found })
    return found.flatMap(document => {
      if (open.includes(document.path)) {
        problems.push({
          message: `This include leads back to ${nameOf(document.path)}, which is being read already: nginx never comes to an end with it.`,
          at: pattern.at,
        })
        return []
      }
      if (open.length > LONGEST_CHAIN) {
        complete = false
        return []
      }
      included += 1
      if (included > MOST_INCLUDES) {
        if (complete)
          problems.push({
            message: `More than ${MOST_INCLUDES} files are included from here: the rest is not read.`,
            at: pattern.at,
          })
        complete = false
        return []
      }
      if (!read.includes(document)) read.push(document)
      return inPlace(document.directives, [...open, document.path], depth + 1)
    })
  }

  const directives = inPlace(main.directives, [main.path], 0)
  return { directives, documents: read, complete, problems, inclusions }
}

const isInclude = ({ name, args, body }: Directive): boolean => name.text === 'include' && args.length === 1 && !body
const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1)

/** First as the container sees it; where nobody is known to run the file, as the repository is laid out. */
function candidates(
  pattern: string,
  main: string,
  documents: ReadonlyMap<string, Document>,
  surroundings: readonly Surroundings[],
): readonly Document[] {
  if (pattern.includes('$')) return []
  for (const { path, mounts, stockMain } of surroundings) {
    const wanted = join(stockMain ? '/etc/nginx' : folderOf(path), pattern)
    const found = hasWildcard(wanted)
      ? matching(documents, file =>
          mounts.some(mount => containerPaths(mount, file).some(there => matchesGlob(wanted, there))),
        )
      : (placesIn(documents, mounts).get(wanted) ?? [])
    if (found.length > 0) return found
  }
  const here = pattern.startsWith('/')
    ? pattern.replace(
        /^\/(?:etc\/nginx|usr\/local\/(?:openresty\/)?nginx\/conf|usr\/local\/etc\/nginx|opt\/bitnami\/nginx\/conf)\//,
        '',
      )
    : pattern
  if (here.startsWith('/')) return []
  const wanted = join(folderOf(main), here)
  return hasWildcard(wanted)
    ? matching(documents, file => matchesGlob(wanted, file))
    : [documents.get(wanted) ?? []].flat()
}

/** Where a file of the workspace stands in the container; a template is rendered beside, without its ending. */
export function containerPaths(
  { from, to }: { readonly from: string; readonly to: string },
  file: string,
): readonly string[] {
  const rest = below(from, file)
  if (rest === undefined) return []
  const path = rest === '' ? to : join(to, rest)
  return [rendered(path)]
}

/** Where the official image puts what it makes of a template: in "conf.d", without the ending. */
function rendered(path: string): string {
  const at = path.indexOf(TEMPLATES)
  if (at < 0 || !path.endsWith(ENDING)) return path
  return `${path.slice(0, at)}/conf.d/${path.slice(at + TEMPLATES.length, -ENDING.length)}`
}

const TEMPLATES = '/templates/'
const ENDING = '.template'

/** Where each document stands in a container, found once for all that is included there by its name. */
function placesIn(
  documents: ReadonlyMap<string, Document>,
  mounts: Surroundings['mounts'],
): ReadonlyMap<string, readonly Document[]> {
  const known = places.get(documents) ?? new Map<Surroundings['mounts'], ReadonlyMap<string, readonly Document[]>>()
  places.set(documents, known)
  const before = known.get(mounts)
  if (before) return before
  const all = matching(documents, () => true)
  const found = groupedBy(all, ({ path }) => mounts.flatMap(mount => containerPaths(mount, path)))
  known.set(mounts, found)
  return found
}

/** By the documents of a workspace, which are others after each edit. */
const places = new WeakMap<
  ReadonlyMap<string, Document>,
  Map<Surroundings['mounts'], ReadonlyMap<string, readonly Document[]>>
>()

const matching = (documents: ReadonlyMap<string, Document>, accept: (file: string) => boolean): readonly Document[] =>
  [...documents.values()].filter(document => accept(document.path)).sort((a, b) => (a.path < b.path ? -1 : 1))
