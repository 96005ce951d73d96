/** What scripts/bench.ts measures, each in a process of its own: `node measures.mjs "keystroke" nginx.conf` prints the milliseconds of its runs. */
import { readFileSync } from 'node:fs'
import { engine as ohm } from '../../server/syntax/engine-ohm.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { Document } from '../../server/syntax/tree.ts'

/** How long each of several runs takes, given the text of a configuration. The first one counts only where it says so. */
type Measure = (text: string) => readonly number[]

const file = 'nginx.conf'

export const measures: Readonly<Record<string, Measure>> = {
  'open, first in its process': text => repeat(1, () => parse(file, 'nginx', text)),
  'open, warm': text => repeat(60, () => parse(file, 'nginx', text)).slice(20),
  // One character typed into a value in the middle of the file: its line is read anew, and the tree put together.
  'keystroke in the middle': text => type(text, 400, (edited, previous) => parse(file, 'nginx', edited, { previous })),
  'open, ohm-js interpreting': text => repeat(4, () => parse(file, 'nginx', text, { engine: ohm })).slice(1),
  'keystroke, ohm-js interpreting': text =>
    type(text, 60, (edited, previous) => parse(file, 'nginx', edited, { previous, engine: ohm })),
}

function repeat(times: number, run: () => unknown): readonly number[] {
  return Array.from({ length: times }, () => {
    const begin = performance.now()
    run()
    return performance.now() - begin
  })
}

/** Types one character after the other, and measures the reading of each text. The first quarter only warms up. */
function type(text: string, times: number, read: (text: string, previous: Document) => Document): readonly number[] {
  const place = text.indexOf(';', text.length / 2)
  let typed = ''
  let document = read(text, parse(file, 'nginx', ''))
  const runs = Array.from({ length: times }, () => {
    typed = typed.length < 20 ? `${typed}${typed.length % 10}` : ''
    const edited = text.slice(0, place) + typed + text.slice(place)
    const begin = performance.now()
    document = read(edited, document)
    return performance.now() - begin
  })
  return runs.slice(times / 4)
}

const [, program, name, config] = process.argv
if (program === import.meta.filename && name && config) {
  console.log(JSON.stringify(measures[name]?.(readFileSync(config, 'utf8')) ?? []))
}
