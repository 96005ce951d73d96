/** What scripts/bench.ts measures, each in a process of its own: `node measures.mjs "open, warm" nginx nginx.conf` prints the milliseconds of its runs. */
import { readFileSync } from 'node:fs'
import { engine as ohm } from '../../server/syntax/engine-ohm.ts'
import { type ParseOptions, parse } from '../../server/syntax/parse.ts'
import { type Dialect, type Document, walk } from '../../server/syntax/tree.ts'
import { createWorkspace, type Workspace } from '../../server/workspace.ts'

/** How long each of several runs takes, given a configuration. */
type Measure = (dialect: Dialect, text: string) => readonly number[]

export const measures: Readonly<Record<string, Measure>> = {
  // No code has been compiled yet, and nothing read: what a command line feels.
  'open, first in its process': (dialect, text) => repeat(1, () => read(dialect, text)),
  'open, warm': (dialect, text) => repeat(60, () => read(dialect, text)).slice(20),
  'open, ohm-js interpreting': (dialect, text) => repeat(4, () => read(dialect, text, { engine: ohm })).slice(1),
  // One character typed into a value in the middle of the file.
  'keystroke in the middle': (dialect, text) => type(dialect, text, 400, {}),
  'keystroke, and a look at every word': (dialect, text) => type(dialect, text, 400, {}, look),
  'keystroke, ohm-js interpreting': (dialect, text) => type(dialect, text, 60, { engine: ohm }),
  // From the text to the findings of every rule, with a compose file that runs it.
  'findings, first in its process': (dialect, text) => repeat(1, () => opened(dialect, text).findings()),
  'findings after a keystroke': (dialect, text) => {
    const workspace = opened(dialect, text)
    const runs = Array.from(edits(dialect, text, 400), edited => {
      const begin = performance.now()
      workspace.set('/shop/gateway', edited, dialect)
      workspace.findings()
      return performance.now() - begin
    })
    return runs.slice(runs.length / 4)
  },
}

const opened = (dialect: Dialect, text: string): Workspace => {
  const workspace = createWorkspace()
  const path = { nginx: '/etc/nginx/nginx.conf', haproxy: '/usr/local/etc/haproxy/haproxy.cfg' }[dialect]
  const service = `    image: ${dialect}\n    volumes: ["./gateway:${path}:ro"]\n`
  workspace.set('/shop/compose.yaml', `services:\n  gateway:\n${service}`)
  workspace.set('/shop/gateway', text, dialect)
  return workspace
}

const read = (dialect: Dialect, text: string, options: ParseOptions = {}): Document =>
  parse('file', dialect, text, options)

/** What moves with an edit is moved when it is looked at. */
function look(document: Document): void {
  let words = 0
  for (const { args } of walk(document.directives)) words += 1 + args.length
  if (words === 0) throw new Error('The configuration has no words')
}

function repeat(times: number, run: () => unknown): readonly number[] {
  return Array.from({ length: times }, () => {
    const begin = performance.now()
    run()
    return performance.now() - begin
  })
}

/** The texts while one character after the other is typed at the end of a line in the middle. One at a time: all together they fill the memory. */
function* edits(dialect: Dialect, text: string, times: number): Generator<string> {
  const place = text.indexOf(dialect === 'nginx' ? ';' : '\n', text.length / 2)
  for (let index = 0; index < times; index += 1) {
    yield text.slice(0, place) + '0123456789'.repeat(2).slice(0, index % 21) + text.slice(place)
  }
}

/** Types one character after the other, and measures the reading of each text. The first quarter only warms up. */
function type(
  dialect: Dialect,
  text: string,
  times: number,
  options: ParseOptions,
  then: (document: Document) => void = () => {},
): readonly number[] {
  let document = read(dialect, text, options)
  const runs = Array.from(edits(dialect, text, times), edited => {
    const begin = performance.now()
    document = read(dialect, edited, { ...options, previous: document })
    then(document)
    return performance.now() - begin
  })
  return runs.slice(times / 4)
}

const [, program, name, dialect, config] = process.argv
if (program === import.meta.filename && name && config) {
  const runs = measures[name]?.(dialect === 'haproxy' ? 'haproxy' : 'nginx', readFileSync(config, 'utf8'))
  console.log(JSON.stringify(runs ?? []))
}
