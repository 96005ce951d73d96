/** The comments of a manifest, and which statement each of them stands at. */
import { Lexer } from 'yaml'
import type { Span } from '../syntax/text.ts'
import type { Comment } from '../syntax/tree.ts'

/** A kind of file by how its comments and statements are written. */
export type Notation = 'yaml' | 'dockerfile' | 'env'

export interface CommentedManifest {
  readonly at: Span
  readonly comments: readonly Comment[]
  covered(comment: Comment): Span | undefined
}

/** A comment on a line of its own stands at the next statement with all that lies in it, any other at the one of its line. */
export function commentsIn(notation: Notation, file: string, text: string): CommentedManifest {
  const offsets = notation === 'yaml' ? yamlComments(text) : lineComments(text)
  const comments = offsets.map((start): Comment => {
    const end = endOfLine(text, start)
    const before = text.slice(startOfLine(text, start), start)
    return { text: text.slice(start + 1, end), at: { file, start, end }, alone: before.trim() === '' }
  })
  return {
    at: { file, start: 0, end: text.length },
    comments,
    covered: ({ at, alone }) => {
      const line = startOfLine(text, at.start)
      const start = alone ? nextStatement(text, endOfLine(text, at.start) + 1) : line
      return start === undefined ? undefined : { file, start, end: endOfStatement(notation, text, start) }
    },
  }
}

/** Where each comment begins. The lexer knows what only looks like one, as in a quoted or a block scalar; its marks take no room. */
function yamlComments(text: string): readonly number[] {
  const offsets: number[] = []
  let at = 0
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue
    if (token.startsWith('#')) offsets.push(at)
    at += token.length
  }
  return offsets
}

/** What the lexer tells beside the text: the begin of a document, the end of a flow collection, a scalar. */
const MARKS = new Set(['\u0002', '\u0018', '\u001f'])

/** In a Dockerfile and a `.env` a comment has its line alone. */
const lineComments = (text: string): readonly number[] =>
  Array.from(text.matchAll(/^[ \t]*#/gm), ({ 0: found, index }) => index + found.length - 1)

const startOfLine = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

const endOfLine = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

const isMute = (line: string): boolean => /^\s*(?:#|$)/.test(line)

/** The beginning of the first line from an offset on that says something. */
function nextStatement(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at = endOfLine(text, at) + 1) {
    if (!isMute(text.slice(at, endOfLine(text, at)))) return at
  }
  return undefined
}

function endOfStatement(notation: Notation, text: string, start: number): number {
  if (notation === 'env') return endOfLine(text, start)
  const first = text.slice(start, endOfLine(text, start))
  let end = start + first.length
  let continues = notation === 'yaml' || CONTINUES.test(first)
  for (let at = end + 1; continues && at < text.length; at = endOfLine(text, at) + 1) {
    const line = text.slice(at, endOfLine(text, at))
    if (isMute(line)) continue
    if (notation === 'yaml' && !isWithin(first, line)) break
    end = at + line.length
    continues = notation === 'yaml' || CONTINUES.test(line)
  }
  return end
}

/** A line of a Dockerfile that goes on in the next one. */
const CONTINUES = /[\\`][ \t]*\r?$/

/** Lines that are further in belong to a node, and the items of a list may stand right under their key. */
function isWithin(first: string, line: string): boolean {
  const [own, other] = [indentOf(first), indentOf(line)]
  return other > own || (other === own && /^\s*- /.test(line) && !/^\s*-(?:\s|$)/.test(first))
}

const indentOf = (line: string): number => line.length - line.trimStart().length
