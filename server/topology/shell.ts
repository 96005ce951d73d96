/** Takes command lines apart as a POSIX shell does, as far as is needed to see which programs run with which words. */
import { offsetOf, slice, type Word } from '../syntax/text.ts'
import { referenceEnd, substitute, type Variables } from './substitute.ts'

/** A word of a command line; undefined when it is not known: it holds a variable that is not, or another command's output. */
export type Argument = Word | undefined

/** One simple command of a script. */
export interface Simple {
  readonly words: readonly Argument[]
  /** What follows it: `&` leaves it running. */
  readonly then: ';' | '&&' | '||' | '|' | '&'
}

/** The words of a line in which nothing but quotes and backslashes has a meaning: compose splits `command: …` so. */
export const splitWords = (line: Word): readonly Word[] =>
  scan(line, undefined).flatMap(({ words }) => words.flatMap(word => word ?? []))

/** The same, each with what it comes to: variables are replaced, but for those in single quotes or behind a backslash. */
export const expandWords = (
  line: Word,
  variables: Variables,
): readonly { readonly word: Word; readonly value: Argument }[] => {
  const words: { readonly word: Word; readonly value: Argument }[] = []
  for (let at = 0; at < line.text.length; at += 1) {
    if (/\s/.test(line.text[at]!)) continue
    const { word, end } = wordAt(line, at, undefined, false)
    if (word) words.push({ word, value: wordAt(slice(line, at, end), 0, variables, false).word })
    at = end
  }
  return words
}

/** The simple commands of a script. Keywords (`if`, `do`) stand as words of their own. */
export const commandsOf = (script: Word, variables: Variables): readonly Simple[] =>
  scan(script, variables).filter(({ words }) => words.length > 0)

/** With `variables` the text is a script: operators, comments and variables have their meaning. */
function scan(line: Word, variables: Variables | undefined): readonly Simple[] {
  const { text } = line
  const commands: Simple[] = []
  let words: Argument[] = []
  let skipNext = false
  let at = 0

  const endCommand = (then: Simple['then']): void => {
    commands.push({ words, then })
    words = []
    skipNext = false
  }

  while (at < text.length) {
    const char = text[at]!
    if (char === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) at += text[at + 1] === '\r' ? 3 : 2
    else if (char === ' ' || char === '\t' || char === '\r') at += 1
    else if (char === '\n') {
      if (variables) endCommand(';')
      at += 1
    } else if (variables && char === '#') {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end
    } else if (variables && redirection(text, at)) {
      at += redirection(text, at)
      skipNext = true
    } else if (variables && /[;&|()]/.test(char)) {
      const operator = /^(?:&&|\|\||;|&|\||[()])/.exec(text.slice(at, at + 2))![0]
      if (operator === '(' || operator === ')') endCommand(';')
      else endCommand(operator as Simple['then'])
      at += operator.length
    } else {
      const { word, end } = wordAt(line, at, variables, variables !== undefined)
      if (skipNext) skipNext = false
      else words.push(word)
      at = end
    }
  }
  endCommand(';')
  return commands
}

/** The length of `>`, `2>&`, `<<<` …; 0 where none begins. */
const redirection = (text: string, at: number): number =>
  /^(?:\d*[<>]{1,3}[&|]?|&>>?)/.exec(text.slice(at, at + 8))?.[0].length ?? 0

/** One word with its quotes taken away and its variables replaced. In a script operators end it, too. */
function wordAt(
  line: Word,
  start: number,
  variables: Variables | undefined,
  isScript: boolean,
): { readonly word: Argument; readonly end: number } {
  const { text } = line
  const place = (index: number): number => offsetOf(line, index)
  const offsets: number[] = []
  let value = ''
  let known = true
  let quote = ''
  let at = start
  const put = (part: string, from: number): void => {
    value += part
    for (let i = 0; i < part.length; i += 1) offsets.push(place(from))
  }

  while (at < text.length) {
    const char = text[at]!
    if (quote === '' && (/\s/.test(char) || (isScript && /[;&|()<>]/.test(char)))) break
    if (char === quote) {
      quote = ''
      at += 1
    } else if (quote === '' && (char === '"' || char === "'")) {
      quote = char
      at += 1
    } else if (
      char === '\\' &&
      quote !== "'" &&
      at + 1 < text.length &&
      (quote === '' || /["\\$`\n]/.test(text[at + 1]!))
    ) {
      if (text[at + 1] !== '\n') put(text[at + 1]!, at)
      at += 2
    } else if (
      variables &&
      quote !== "'" &&
      (char === '`' || (char === '$' && /[\w{(@*#?!$-]/.test(text[at + 1] ?? '')))
    ) {
      const end = expansionEnd(text, at)
      const found =
        char === '$' && referenceEnd(text, at) === end
          ? substitute(slice(line, at, end), variables, 'backslash')
          : undefined
      if (found) put(found.text, at)
      else known = false
      at = end
    } else {
      put(char, at)
      at += 1
    }
  }
  const whole = { file: line.at.file, start: place(start), end: place(at) }
  const simple = offsets.every((offset, index) => offset === offsets[0]! + index)
  const inner =
    offsets.length > 0 && simple ? { ...whole, start: offsets[0]!, end: offsets[0]! + offsets.length } : whole
  const word =
    simple && offsets.length > 0
      ? { text: value, at: inner }
      : { text: value, at: whole, offsets: [...offsets, whole.end] }
  return { word: known ? word : undefined, end: at }
}

/** Where `$NAME`, `${…}`, `$(…)`, `$1` or a back-quoted command ends. */
function expansionEnd(text: string, at: number): number {
  const reference = text[at] === '$' ? referenceEnd(text, at) : undefined
  if (reference !== undefined) return reference
  const [open, close] =
    text[at] === '`' ? ['', '`'] : text[at + 1] === '(' ? ['(', ')'] : text[at + 1] === '{' ? ['{', '}'] : ['', '']
  if (close === '') return at + 2
  let depth = 0
  for (let i = at + (open === '' ? 1 : 2); i < text.length; i += 1) {
    if (text[i] === open) depth += 1
    else if (text[i] === close) {
      if (depth === 0) return i + 1
      depth -= 1
    }
  }
  return text.length
}
