/** A tree as text that people can read and write: one line for each directive, a body indented. */
import { expect } from 'vitest'
import { parse } from '../../server/syntax/parse.ts'
import type { Dialect, Directive, Document } from '../../server/syntax/tree.ts'

/**
 * The words as JSON where they are not plain, `{` for a body, `lua{…}` for a raw one. Below, each problem as its kind
 * and `line:column` from 1, with what stands there, `+"…"` for what would mend it, and `->` for the place
 * that belongs to it; each comment as `#text`, with
 * `^` where it stands behind something.
 */
export function render(document: Document): string {
  const { text, problems, comments, directives } = document
  const place = (offset: number): string => {
    const before = text.slice(0, offset)
    return `${before.split('\n').length}:${offset - before.lastIndexOf('\n')}`
  }
  const lines = [
    ...renderAll(directives, text),
    ...problems.map(({ kind, at, insert, related }) => {
      const mending = insert ? ` +${JSON.stringify(insert.text)} ${place(insert.at.start)}` : ''
      const other = related ? ` -> ${place(related.at.start)}` : ''
      return `! ${kind} ${place(at.start)} ${JSON.stringify(text.slice(at.start, at.end))}${mending}${other}`
    }),
    ...comments.map(comment => `#${comment.alone ? '' : '^'}${comment.text}`),
  ]
  return lines.join('\n')
}

/** What was read, as it is now: values that compare, without the lines on which they stand. */
export const plain = <T>(read: T): T => JSON.parse(JSON.stringify(read))

/** Holds the rendering of a text against what is expected; both may be indented as suits the table. */
export function check(dialect: Dialect, text: string, expected: string): void {
  expect(render(parse('file', dialect, text))).toBe(dedent(expected))
}

/** Without the indentation that all lines share, and without blank lines at both ends. */
export function dedent(text: string): string {
  const lines = text.replace(/^\n|\n *$/g, '').split('\n')
  const depth = Math.min(...lines.filter(line => line.trim() !== '').map(line => line.search(/\S/)))
  return lines.map(line => line.slice(depth)).join('\n')
}

/** Directives in lines; a stack instead of recursion, as blocks may nest deep. */
function renderAll(directives: readonly Directive[], text: string): readonly string[] {
  const lines: string[] = []
  const stack = [...directives].reverse().map(directive => ({ directive, indent: '' }))
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { directive, indent } = next
    const { name, args, body, lua } = directive
    const words = [name, ...args].map(word =>
      /^[^\s"{}#\\]+$/.test(word.text) ? word.text : JSON.stringify(word.text),
    )
    const tail = lua ? ` lua{${text.slice(lua.start, lua.end)}}` : body ? ' {' : ''
    lines.push(indent + words.join(' ') + tail)
    for (const inner of [...(body ?? [])].reverse()) stack.push({ directive: inner, indent: `${indent}  ` })
  }
  return lines
}
