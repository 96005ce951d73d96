/** What is to be known of a directive of nginx wherever it stands, and of its values. */
import { contextNames, type NginxDirective } from '../catalog/nginx.ts'
import { manualOf } from '../catalog/nginx-manual.ts'
import { valueInWords } from './in-words.ts'
import { code, listed, type Sentence, say } from './prose.ts'

/** What the documentation begins with. Also what a completion shows. */
export function factLines(known: NginxDirective): readonly Sentence[] {
  const { contexts, since, gone, replacement, module } = known
  const places = contextNames(contexts).map(text => text.replace(/^the main context$/, 'main'))
  return [
    say`${known.default === undefined ? [] : say`Default: ${worth(known, known.default)}. `}Stands ${places.length > MOST_PLACES ? 'nearly everywhere' : say`in ${listed(places)}`}.`,
    since ? say`Since nginx ${since}.` : [],
    gone ? say`Gone since nginx ${gone}${replacement ? say`; ${code(replacement)} took its place` : ''}.` : [],
    module
      ? say`Brought by ${module === 'plus' ? 'the commercial edition' : say`the module ${code(module)}`}.`
      : [{ link: 'nginx documentation', to: manualOf(known) }],
  ]
}

const MOST_PLACES = 8

/** A value with what it is in words. */
export function worth({ kind }: Pick<NginxDirective, 'kind'>, text: string): Sentence {
  const read = TIMES.test(kind) ? 'time' : SIZES.test(kind) ? 'size' : undefined
  const words = read && valueInWords('nginx', read, text)
  return words === undefined ? say`${code(text)}` : say`${code(text)} (${words})`
}

/** How nginx reads what is a time, and what a size. */
export const TIMES = /^(?:time|seconds)$/
export const SIZES = /^(?:size|offset|value-size|buffers)$/
