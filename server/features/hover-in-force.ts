/** What counts of a directive of nginx where it stands: in whose place it does, where it does not any more, and what a lower block says. */
import type { NginxDirective } from '../catalog/nginx.ts'
import { Context } from '../catalog/nginx.ts'
import type { Config } from '../model/config.ts'
import { effective, isInherited } from '../model/effective.ts'
import { type Occurrence, occurrences } from '../model/occurrences.ts'
import { outwards } from '../model/scope.ts'
import { within } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { worth } from './facts-nginx.ts'
import { firstOf, type Here, placeInWords } from './here.ts'
import { isSame, occurrenceOf } from './place.ts'
import { listed, type Sentence, say } from './prose.ts'

/** None for a directive that says something of its own block alone. */
export function inForceLines(
  { workspace, view, cursor }: Here,
  directive: Directive,
  known: NginxDirective,
): readonly Sentence[] {
  if (!view || directive.body || known.block || !hasLevels(known) || !isInherited(known.name)) return []
  const found = occurrenceOf(view.config, directive)
  if (!found) return []
  const { directives, cutOff } = effective(view.config, found.scope, known.name)
  const tell = (other: Directive): string => placeInWords(workspace, cursor.document.file, other.at)
  const written = ({ args }: Directive): Sentence => worth(known, args.map(({ text }) => text).join(' '))
  const counts = directives.some(other => isSame(other, directive))
  const [outer] = cutOff
  const last = directives.at(-1)
  const inner = firstOf(below(view.config, found, known.name), MOST_PLACES)
  return [
    !counts && last
      ? say`Does not count here: ${written(last)} at ${tell(last)} does.`
      : outer
        ? say`Counts here in place of ${written(outer)} at ${tell(outer)}${cutOff.length > 1 ? ' and of others further out' : ''}.`
        : directives.length > 1
          ? say`Counts here together with ${directives.length - 1} more of its kind.`
          : [],
    inner.some.length > 0
      ? say`Blocks within say something else: ${listed(inner.some.map(({ directive }) => tell(directive)))}${inner.more > 0 ? ` and ${inner.more} more places` : ''}.`
      : [],
  ]
}

const MOST_PLACES = 3

const LEVELS = [
  [Context.http, Context.server, Context.location],
  [Context.stream, Context.streamServer],
]

/** It may stand in blocks of which one is around the other. */
const hasLevels = ({ contexts }: NginxDirective): boolean =>
  LEVELS.some(levels => levels.filter(level => contexts & level).length > 1)

/** Those of a name in the blocks within the block of another one. */
function below(config: Config, { scope }: Occurrence, name: string): readonly Occurrence[] {
  const own = new Set(scope.body)
  return occurrences(config, name).filter(other => !own.has(other.directive) && isWithin(other, scope.block))
}

/** Of an included file the blocks around it tell. */
function isWithin(occurrence: Occurrence, block: Directive | undefined): boolean {
  if (!block) return true
  const { at } = occurrence.directive
  if (at.file === block.at.file) return within(at, block.at)
  for (const level of outwards(occurrence.scope)) if (level.block && isSame(level.block, block)) return true
  return false
}
