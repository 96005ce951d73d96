/** What a directive of nginx means, what counts of it at its place, and what its values are in words. */
import { Context, type NginxDirective } from '../catalog/nginx.ts'
import { formInWords } from '../catalog/nginx-forms.ts'
import { meaningOfNginx } from '../catalog/nginx-meanings.ts'
import { effective } from '../model/effective.ts'
import { slice } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { partsOf } from '../syntax/value.ts'
import { factLines, SIZES, TIMES, worth } from './facts-nginx.ts'
import { type Here, type Hover, placeInWords, touches } from './here.ts'
import { inForceLines } from './hover-in-force.ts'
import { hoverName } from './hover-name.ts'
import { hoverVariable } from './hover-variable.ts'
import { valueInWords } from './in-words.ts'
import { blockAt, directiveFor, occurrenceOf } from './place.ts'
import { code, type Sentence, say } from './prose.ts'
import { waitsOf } from './waits.ts'

/** Undefined where there is nothing to say. */
export function hoverNginx(here: Here): Hover | undefined {
  const { view, cursor } = here
  const { document, around, directive, word, index, offset } = cursor
  if (!directive || !word) return undefined
  const { scope, contexts } = blockAt(view, document, around)
  // Lines of a map, and of its like, are no directives.
  const known = contexts === 0 ? undefined : directiveFor(directive.name.text, contexts)
  if (index === 0 && known) return { at: word.at, lines: directiveLines(here, directive, known) }
  const variable = partsOf(word).find(part => part.kind === 'variable' && touches(part.word.at, offset))
  if (variable?.kind === 'variable') return hoverVariable(here, variable.name, variable.word, scope)
  return (index > 0 ? hoverName(here) : undefined) ?? (known && hoverValue(known, here))
}

function directiveLines(here: Here, directive: Directive, known: NginxDirective): readonly Sentence[] {
  const meaning = meaningOfNginx(directive.name.text)
  return [
    say`${code(formInWords(known))}`,
    meaning === undefined ? [] : say`${meaning}`,
    ...(/_pass$/.test(known.name) ? waitLines(here, directive) : inForceLines(here, directive, known)),
    ...factLines(known),
  ]
}

/** How long a route waits, which is said elsewhere or nowhere. */
function waitLines({ workspace, view, cursor }: Here, directive: Directive): readonly Sentence[] {
  const found = view && occurrenceOf(view.config, directive)
  if (!found) return []
  return waitsOf(found.scope, directive).flatMap(({ name, what }): readonly Sentence[] => {
    const { value, directive: given } = effective(view.config, found.scope, name)
    if (given)
      return [
        say`Waits for ${what}: ${worth(TIME, given.args[0]?.text ?? '')}, by ${code(name)} at ${placeInWords(workspace, cursor.document.file, given.at)}.`,
      ]
    return value === undefined ? [] : [say`Waits for ${what}: ${worth(TIME, value)}, the default of ${code(name)}.`]
  })
}

const TIME = { kind: 'time' } as const

/** A time or a size that does not say by itself what it is. */
function hoverValue(known: NginxDirective, { cursor }: Here): Hover | undefined {
  const word = cursor.word!
  const equals = word.text.indexOf('=')
  const value = equals > 0 ? slice(word, equals + 1) : word
  const kind = kindOf(known, cursor.index, equals > 0 ? word.text.slice(0, equals) : undefined)
  const words = kind && valueInWords('nginx', kind, value.text)
  return words === undefined ? undefined : { at: value.at, lines: [say`${code(value.text)} is ${words}.`] }
}

function kindOf(
  { kind, name, contexts }: NginxDirective,
  index: number,
  parameter: string | undefined,
): 'time' | 'size' | undefined {
  if (parameter !== undefined) return TIME_PARAMETERS.test(parameter) && contexts !== Context.main ? 'time' : undefined
  if (TIMES.test(kind) || TIME_DIRECTIVES.test(name)) return 'time'
  return (SIZES.test(kind) && (kind !== 'buffers' || index === 2)) || (name === 'zone' && index === 2)
    ? 'size'
    : undefined
}

/** Of those that read their arguments in a way of their own. */
const TIME_DIRECTIVES = /^(?:keepalive_timeout|\w+_cache_valid)$/
const TIME_PARAMETERS = /^(?:fail_timeout|slow_start|inactive|valid|manager_sleep|loader_sleep)$/
