/** A part of a file cannot be read. */
import type { Report, Rule } from '../rule.ts'
import type { SyntaxProblem } from '../syntax/tree.ts'

export const syntaxError: Rule = {
  id: 'syntax-error',
  severity: 'error',
  group: 'language',
  summary: 'A part of a file cannot be read: the server refuses to start with it.',
  *check({ config }) {
    for (const document of config.documents) yield* document.problems.map(reportOf)
    yield* config.problems
  },
  checkTopology: ({ problems }) => problems.map(reportOf),
}

const reportOf = ({ message, at, insert, related }: SyntaxProblem): Report => ({
  at,
  message,
  related: related ? [related] : [],
  fixes: insert ? [{ title: insert.title, edits: [{ at: insert.at, text: insert.text }], safe: true }] : [],
})
