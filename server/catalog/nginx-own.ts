/** How the checks of arguments are written: what they are given, and the forms that several of them share. */
import type { Word } from '../syntax/text.ts'
import type { Block } from './nginx-blocks.ts'
import type { Survey } from './nginx-survey.ts'
import { either, isNumber } from './nginx-values.ts'

/** Says what is wrong with a word. `words`: those that it could have been meant for. */
export type Refuse = (
  word: Word,
  message: string,
  more?: { readonly words?: readonly string[]; readonly refused?: boolean },
) => void

export interface Place {
  /** The directive's name. */
  readonly name: string
  /** The block in which it stands. */
  readonly block: Block
  readonly survey: Survey
}

/** Checks the arguments of one directive. */
export type Check = (args: readonly Word[], refuse: Refuse, place: Place) => void

/**
 * Parameters in any order after the first `from` arguments: "name=" with a test of its value, or a bare word. `needs` is the
 * one that may not be missing.
 */
export function parameters(
  from: number,
  known: Readonly<Record<string, (value: string) => boolean>>,
  needs?: string,
): Check {
  const names = Object.keys(known)
  const bare = names.filter(name => !name.endsWith('='))
  return (args, refuse, { name }) => {
    let needed = needs === undefined
    for (const word of args.slice(from)) {
      const parameter = names.find(each => (each.endsWith('=') ? word.text.startsWith(each) : word.text === each))
      needed ||= parameter === needs
      if (parameter === undefined) refuse(word, `${name} has no parameter "${word.text}".`, { words: bare })
      else if (!known[parameter]!(word.text.slice(parameter.length))) {
        refuse(word, `nginx refuses "${word.text}" as a parameter of ${name}.`)
      }
    }
    if (!needed) refuse(args[0]!, `${name} needs the parameter ${needs}.`)
  }
}

/** One of some words, as the argument of that index, if there is one. */
export const oneOf =
  (index: number, words: readonly string[]): Check =>
  (args, refuse, { name }) => {
    const word = args[index]
    if (word && !words.includes(word.text)) {
      refuse(word, `${name} does not take "${word.text}" there: ${either(words)} is expected.`, { words })
    }
  }

export const anything = (): boolean => true
export const isPositive = (value: string): boolean => isNumber(value) && Number(value) > 0

/** Bytes that a zone of shared memory has at least: eight pages, of 4k at least. */
export const LEAST_ZONE = 8 * 4096
