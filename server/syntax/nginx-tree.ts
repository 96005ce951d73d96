/** Puts an nginx tree together, word by word: a stack of open blocks, and what is wrong with them. */
import * as problem from './nginx-problems.ts'
import { pointAt, type Span, slice, stretch, type Word } from './text.ts'
import type { Directive, SyntaxProblem } from './tree.ts'

/** The blocks whose statements are entries of any words, not directives. */
const tables = new Set(['charset_map', 'geo', 'map', 'split_clients', 'types'])

/** A tree that grows with the text. Each function tells what comes next in it. */
export interface Tree {
  word(word: Word): void
  /** A ";". */
  semicolon(at: Span): void
  /** A "{"; with the line that the block begins, if it begins one. */
  open(at: Span, line?: LineStart): void
  /** A "}"; with its column, if it begins a line. Answers the block that it closes, if nothing is wrong with that. */
  close(at: Span, column?: number): SoundBlock | undefined
  /** A Lua body, between its braces; `end` is behind the whole block. */
  lua(body: Span, end: number): void
  /** A whole directive that was read before. */
  directive(directive: Directive): void
  /** Something is wrong with the directive that is being read. What is told after that follows from it, and is dropped. */
  fault(problem: SyntaxProblem): void
  /** Something is wrong with it, but what is meant is clear: what is told after that is another fault. */
  slip(problem: SyntaxProblem): void
  /** The directive that is being read has no ";", but is over. Nothing happens where none is being read. */
  endWithoutSemicolon(): void
  /** The block that is being read has no "{", but has begun. */
  openWithoutBrace(): void
  /** Whether a directive is being read. */
  isPending(): boolean
  /** Its words. */
  pending(): readonly Word[]
  /** Whether what is read stands directly in a block of entries. */
  isInTable(): boolean
  /** Closes what is open at the end of the text. */
  end(offset: number): void
  readonly directives: readonly Directive[]
  readonly problems: SyntaxProblem[]
}

/** The number of a line, and the column of its first word. */
export interface LineStart {
  readonly number: number
  readonly column: number
}

/** A block that begins a line. */
export interface SoundBlock {
  readonly directive: Directive
  readonly line: number
}

/** A block that is not closed yet. */
interface Block {
  /** The line that it begins, if it begins one. */
  readonly line: LineStart | undefined
  /** How many problems and doubts there were before it. */
  readonly faults: number
  readonly name: Word
  readonly args: readonly Word[]
  readonly opener: Span
  readonly outer: Directive[]
}

export function createTree(file: string): Tree {
  const directives: Directive[] = []
  const problems: SyntaxProblem[] = []
  const blocks: Block[] = []
  let body = directives
  let name: Word | undefined
  let args: Word[] = []
  let isFaulty = false
  /** How many problems and doubts there were before it. */
  let faultsBefore = 0
  /** The openers of blocks whose closing brace stands further left than they do: it was meant for another block. */
  const doubtful: Span[] = []

  const faults = (): number => problems.length + doubtful.length

  const startAnew = (): void => {
    name = undefined
    args = []
    isFaulty = false
  }

  const finish = (end: number): void => {
    if (!name) return
    body.push({ name, args, at: stretch(name.at, name.at.start, end) })
    startAnew()
  }

  const leave = ({ name, args, outer }: Block, end: number): Directive => {
    const directive = { name, args, at: stretch(name.at, name.at.start, end), body }
    outer.push(directive)
    body = outer
    return directive
  }

  const fault = (found: SyntaxProblem): void => {
    if (!isFaulty) problems.push(found)
    isFaulty = true
  }

  const close = (at: Span, column?: number): SoundBlock | undefined => {
    const block = blocks.pop()
    if (!block) {
      problems.push(problem.unexpectedClose(at))
      return undefined
    }
    const { line, opener } = block
    if (line && column !== undefined && column < line.column) doubtful.push(opener)
    const directive = leave(block, at.end)
    return line && block.faults === faults() ? { directive, line: line.number } : undefined
  }

  const open = (at: Span, line?: LineStart): void => {
    const before = name ? faultsBefore : faults()
    if (!name) problems.push(problem.unexpectedOpen(at))
    const named = name ?? { text: '', at: stretch(at, at.start, at.start) }
    blocks.push({ name: named, args, opener: at, outer: body, line, faults: before })
    body = []
    startAnew()
  }

  /** In `return 200}` the brace belongs to the word for nginx; whoever wrote it meant to close the block. */
  const withoutBrace = (word: Word): Word =>
    blocks.length > 0 && !word.offsets && /^[^{]+\}$/.test(word.text) ? slice(word, 0, word.text.length - 1) : word

  const endWithoutSemicolon = (): void => {
    const last = args.pop()
    if (!name) return
    const given = last ?? name
    const meant = withoutBrace(given)
    if (last) args.push(meant)
    else name = meant
    fault(problem.missingSemicolon(meant))
    finish(meant.at.end)
    if (meant !== given) close({ file, start: meant.at.end, end: given.at.end })
  }

  return {
    directives,
    problems,
    fault,
    open,
    endWithoutSemicolon,
    slip: found => problems.push(found),
    word(word) {
      if (name) {
        args.push(word)
      } else {
        name = word
        faultsBefore = faults()
      }
    },
    semicolon(at) {
      if (name) finish(at.end)
      else problems.push(problem.unexpectedSemicolon(at))
    },
    close(at, column) {
      endWithoutSemicolon()
      return close(at, column)
    },
    openWithoutBrace() {
      const last = args.at(-1) ?? name
      if (!name || !last) return
      fault(problem.missingBrace(name, last))
      open(pointAt(file, last.at.end))
    },
    lua(lua, end) {
      if (!name) return
      body.push({ name, args, at: stretch(name.at, name.at.start, end), lua })
      startAnew()
    },
    directive: directive => body.push(directive),
    isPending: () => name !== undefined,
    pending: () => (name ? [name, ...args] : []),
    isInTable: () => tables.has(blocks.at(-1)?.name.text ?? ''),
    end(offset) {
      endWithoutSemicolon()
      for (let block = blocks.pop(); block; block = blocks.pop()) {
        problems.push(problem.unclosedBlock(block.opener, block.name.text, doubtful[0]))
        leave(block, offset)
      }
      problems.sort((a, b) => a.at.start - b.at.start)
    },
  }
}
