/** What a name of a configuration stands for: where it is declared, and how often it is used. */
import { namesOf } from '../model/names.ts'
import { type Here, type Hover, placeInWords } from './here.ts'
import { code, listed, type Sentence, say } from './prose.ts'

/** Of zones, formats, named locations, sections and the like; undefined where none stands. */
export function hoverName({ workspace, view, cursor }: Here): Hover | undefined {
  const { document, offset, word } = cursor
  const [name] = view && word ? namesOf(view.config).at(document.file, offset) : []
  if (!name || !word || name.kind === 'variable') return undefined
  const { kind, text, declared, used } = name
  const places = declared.slice(0, MOST).map(({ at }) => placeInWords(workspace, document.file, at))
  const lines: readonly Sentence[] = [
    say`${kind} ${code(kind === 'named location' ? `@${text}` : text)}`,
    places.length > 0 ? say`Declared at ${listed(places)}.` : say`No declaration of it is known here.`,
    used.length > 0 ? say`Used in ${used.length === 1 ? 'one place' : `${used.length} places`}.` : [],
  ]
  return { at: word.at, lines }
}

const MOST = 3
