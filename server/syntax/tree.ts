/** What both dialects parse into: directives made of words, some with a body. A tree is a plain value and holds no meaning. */
import type { Span, Word } from './text.ts'

export type Dialect = 'nginx' | 'haproxy'

/** An nginx directive or block, or an HAProxy section or line. */
export interface Directive {
  readonly name: Word
  readonly args: readonly Word[]
  /** Present for a block (nginx) and for a section (HAProxy), even when empty. */
  readonly body?: readonly Directive[]
  /** From the name to the `;`, the closing brace, or the end of the last word. A section reaches to the end of its last line. */
  readonly at: Span
  /** The raw text between the braces of a `*_by_lua_block`. Such a directive has no body. */
  readonly lua?: Span
}

/** A comment, without its `#`. */
export interface Comment {
  readonly text: string
  /** From the `#` to the end of the line. */
  readonly at: Span
  /** Nothing else stands on its line. */
  readonly alone: boolean
}

/** What the reader stumbled over, each the first sign of one fault and never its consequence. */
export type ProblemKind =
  | 'missing-semicolon'
  | 'missing-brace'
  | 'unclosed-quote'
  | 'unclosed-block'
  | 'unexpected-close'
  | 'unexpected-open'
  | 'unexpected-semicolon'
  | 'unexpected-text'
  | 'bad-variable'
  | 'bad-escape'
  | 'outside-section'
  | 'missing-newline'
  | 'too-many-words'
  | 'conditional'
  | 'not-yaml'

export interface SyntaxProblem {
  readonly kind: ProblemKind
  /** One sentence that says what the server refuses and what was expected. */
  readonly message: string
  readonly at: Span
  /** The one edit that mends it, where there is just one: nearly always an insertion. */
  readonly insert?: { readonly at: Span; readonly text: string; readonly title: string }
  /** Another place that belongs to it: the opener of an unclosed block. */
  readonly related?: { readonly at: Span; readonly message: string }
}

/** One configuration file, read. Reading never fails: what cannot be read is a problem beside the tree. */
export interface Document {
  /** The file that all spans point into. */
  readonly file: string
  /** By which mounts and includes know it: the path of the file, unless it stands within another file, as in a block of YAML. */
  readonly path: string
  /** All of it: the whole file, or its place within another one. */
  readonly at: Span
  readonly dialect: Dialect
  /** A dollar sign is written twice, as in a compose file. */
  readonly doublesDollars?: boolean
  /** How it is written in YAML, where it does not stand there line for line: in quotes, or folded. */
  readonly notation?: 'double' | 'single' | 'folded'
  /** The whole text of the file, also where the configuration is only a part of it; spans count in it. */
  readonly text: string
  readonly directives: readonly Directive[]
  readonly problems: readonly SyntaxProblem[]
  readonly comments: readonly Comment[]
}

/** Every directive, outermost first, in the order of the text. Nesting may be as deep as a file likes: no recursion. */
export function* walk(directives: readonly Directive[]): Generator<Directive> {
  const open: { readonly body: readonly Directive[]; next: number }[] = [{ body: directives, next: 0 }]
  for (let here = open.at(-1); here; here = open.at(-1)) {
    const directive = here.body[here.next++]
    if (!directive) open.pop()
    else {
      yield directive
      if (directive.body) open.push({ body: directive.body, next: 0 })
    }
  }
}
