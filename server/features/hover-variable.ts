/** Where a variable of nginx gets its value, and what it can be. */
import { isBuiltIn } from '../catalog/nginx.ts'
import { meaningOfNginxVariable } from '../catalog/nginx-meanings.ts'
import type { Config, Mode, Scope } from '../model/config.ts'
import { definitionsOf, expansions } from '../model/nginx-values.ts'
import { type Occurrence, occurrences } from '../model/occurrences.ts'
import { modeOf } from '../model/scope.ts'
import type { Word } from '../syntax/text.ts'
import { firstOf, type Here, type Hover, placeInWords } from './here.ts'
import { code, listed, type Sentence, say } from './prose.ts'

/** `word`: the variable with its `$`. */
export function hoverVariable(
  { workspace, view, cursor }: Here,
  name: string,
  word: Word,
  scope: Scope | undefined,
): Hover | undefined {
  const mode = modeOf(scope)
  const config = view?.config
  const given = firstOf(config ? definedBy(config, name.toLowerCase()) : [], MOST)
  const builtIn = isBuiltIn(name.toLowerCase(), mode === 'tcp' ? 'stream' : 'http')
  const lines: readonly Sentence[] = [
    say`variable ${code(`$${name}`)}`,
    /^\d$/.test(name)
      ? say`What the parentheses number ${name} of the last regular expression have matched.`
      : builtIn
        ? say`${meaningOfNginxVariable(name.toLowerCase()) ?? 'nginx gives it its value.'}`
        : [],
    ...given.some.map(({ directive }) => {
      const at = placeInWords(workspace, cursor.document.file, directive.at)
      const kind = directive.name.text
      if (directive.body)
        return say`Found by ${code(kind)} from ${code(directive.args.length > 1 ? directive.args[0]!.text : '$remote_addr')} (${at}).`
      return say`Set by ${code(kind)} to ${code(directive.args[1]?.text ?? '')} (${at}).`
    }),
    given.more > 0 ? say`Given in ${given.more} more places.` : [],
    ...(config && scope ? valueLines(config, word, scope, mode) : []),
  ]
  return lines.some((line, index) => index > 0 && line.length > 0) ? { at: word.at, lines } : undefined
}

const MOST = 4

const GIVING = ['set', 'map', 'geo', 'split_clients', 'auth_request_set', 'perl_set', 'js_set', 'js_var']

/** The lines and blocks that give a variable its value. */
function definedBy(config: Config, name: string): readonly Occurrence[] {
  return GIVING.flatMap(kind => occurrences(config, kind)).filter(({ directive: { args, body } }) => {
    const given = (body ? args.at(-1) : args[0])?.text.toLowerCase()
    return given === `$${name}`
  })
}

/** What it can be at a place, where the configuration itself says so. */
function valueLines(config: Config, word: Word, scope: Scope, mode: Mode): readonly Sentence[] {
  const blocks = ['map', 'geo', 'split_clients']
    .flatMap(kind => occurrences(config, kind))
    .map(({ directive: block, scope }) => ({
      block,
      mode: modeOf(scope),
    }))
  const values = expansions(word, scope, { definitions: definitionsOf(blocks), environment: () => undefined }, mode)
  const texts = [...new Set(values?.map(({ text }) => text) ?? [])]
  if (texts.length === 0) return []
  const { some, more } = firstOf(texts, MOST)
  return [say`Here it is ${listed(some.map(code), 'or')}${more > 0 ? `, or one of ${more} more` : ''}.`]
}
