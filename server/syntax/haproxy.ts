/** Reads HAProxy: lines of words, gathered in sections. */
import * as token from './grammars/haproxy-line.gen.ts'
import { createConditions } from './haproxy-conditions.ts'
import * as problem from './haproxy-problems.ts'
import { problemAt, wordAt } from './haproxy-words.ts'
import { behind, type Lexer, type SourceLine } from './lines.ts'
import type { Word } from './text.ts'
import type { Comment, Directive, Document, SyntaxProblem } from './tree.ts'

/** The words that begin a section, in any version up to 3.3; `spoe-…` ones stand in the files of the SPOE filter. */
export const sections: ReadonlySet<string> = new Set([
  ...['global', 'defaults', 'frontend', 'backend', 'listen', 'resolvers', 'peers', 'mailers', 'userlist', 'cache'],
  ...['http-errors', 'ring', 'program', 'fcgi-app', 'namespace_list', 'log-forward', 'log-profile', 'crt-store'],
  ...['traces', 'acme', 'spoe-agent', 'spoe-group', 'spoe-message'],
])

/** MAX_LINE_ARGS. */
const mostWords = 64

export function readHaproxy(
  file: string,
  lines: readonly SourceLine[],
  lex: Lexer<token.Start>,
): Pick<Document, 'directives' | 'problems' | 'comments'> {
  const directives: Directive[] = []
  const problems: SyntaxProblem[] = []
  const comments: Comment[] = []
  const conditions = createConditions(found => problems.push(found))
  /** The head of the section that is being read, and its lines. */
  let head: readonly Word[] | undefined
  let body: Directive[] = []

  const endSection = (): void => {
    if (!head) return
    const [name, ...args] = head
    const { end } = body.at(-1)?.at ?? head.at(-1)!.at
    directives.push({ name: name!, args, body, at: { file, start: name!.at.start, end } })
    body = []
  }

  const add = (words: readonly Word[]): void => {
    const [name, ...args] = words
    if (sections.has(name!.text)) {
      endSection()
      head = words
      return
    }
    const directive = { name: name!, args, at: { file, start: name!.at.start, end: words.at(-1)!.at.end } }
    if (head) body.push(directive)
    else directives.push(directive)
    if (conditions.see(name!) || head || conditions.areOpen()) return
    // A scope, as "[engine]": the files of SPOE filters have them.
    if (!name!.text.startsWith('[')) problems.push(problem.outsideSection(name!))
  }

  for (let number = 0; number < lines.length; number++) {
    const line = lines[number]!
    const tokens = lex(number, 'line')
    const words: Word[] = []
    const place = (start: number, end: number) => ({ file, start: line.offset + start, end: line.offset + end })
    let fault: SyntaxProblem | undefined
    for (let index = 0; index < tokens.length; index = behind(tokens, index)) {
      const kind = tokens[index]
      const start = tokens[index + 1]!
      const end = tokens[index + 2]!
      if (kind === token.word) {
        if (words.length === mostWords) fault ??= problem.tooManyWords(place(start, end))
        words.push(wordAt(file, line, tokens, index))
        if (words.length === mostWords && /^[ \t\v\f]/.test(line.text.slice(end))) {
          fault ??= problem.tooManyWords(place(start, end))
        }
        for (let inner = index + 3; inner < behind(tokens, index) && !fault; inner += 3) {
          fault = problemAt(tokens[inner]!, place(tokens[inner + 1]!, tokens[inner + 2]!))
        }
      } else if (kind === token.comment) {
        const cut = line.text.endsWith('\r') ? line.text.length - 1 : line.text.length
        comments.push({ text: line.text.slice(start + 1, cut), at: place(start, cut), alone: index === 0 })
      }
    }
    const nul = line.text.indexOf('\0')
    if (nul >= 0) fault = problem.strayNull(place(nul, nul + 1))
    if (fault) problems.push(fault)
    if (words.length > 0) add(words)
  }

  endSection()
  conditions.end()
  const last = lines.at(-1)!
  if (last.text !== '') problems.push(problem.missingNewline(file, last.offset + last.text.length))
  return { directives, problems: problems.sort((a, b) => a.at.start - b.at.start), comments }
}
