/** What is measured within a process of its own: `node measures.mjs parse gatelint nginx nginx.conf` prints the milliseconds of its runs. */
import { readFileSync } from 'node:fs'
import Webantic from '@webantic/nginx-config-parser'
import { NginxParser } from 'nginx-conf'
import { engine as ohm } from '../../server/syntax/engine-ohm.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { Dialect, Document } from '../../server/syntax/tree.ts'
import { createWorkspace } from '../../server/workspace.ts'
import { shapes } from './shapes.ts'

/** Who reads: given a text, what reads it once. */
type Reader = (dialect: Dialect, text: string) => () => unknown

export const readers = {
  gatelint: (dialect, text) => () => parse('file', dialect, text),
  'gatelint, a keystroke': (dialect, text) => {
    let document: Document = parse('file', dialect, text)
    const typed = typing(dialect, text)
    return () => {
      document = parse('file', dialect, typed(), { previous: document })
    }
  },
  'ohm-js, interpreting': (dialect, text) => () => parse('file', dialect, text, { engine: ohm }),
  'nginx-conf': (_, text) => () =>
    new NginxParser().parse(text, error => {
      if (error) throw error
    }),
  '@webantic/nginx-config-parser': (_, text) => () => new Webantic().toJSON(text),
} as const satisfies Readonly<Record<string, Reader>>

/** The text while one character after the other is typed into a value in the middle. */
function typing(dialect: Dialect, text: string): () => string {
  const place = text.indexOf(dialect === 'nginx' ? ';' : '\n', text.length / 2)
  let count = 0
  return () => {
    count += 1
    return text.slice(0, place) + '0123456789'.repeat(2).slice(0, count % 21) + text.slice(place)
  }
}

/** Runs until they are many, or have taken long; two at least. */
function repeated(run: () => unknown): readonly number[] {
  const runs: number[] = []
  for (let left = 250; runs.length < 2 || (runs.length < 60 && left > 0); left -= runs.at(-1)!) runs.push(timed(run))
  return runs
}

function timed(run: () => unknown): number {
  const begin = performance.now()
  run()
  return performance.now() - begin
}

/** From texts to the findings of every rule. */
function judged(files: ReadonlyMap<string, string>): number {
  const workspace = createWorkspace()
  return timed(() => {
    for (const [path, text] of files) workspace.set(path, text)
    workspace.findings()
  })
}

const isReader = (name: string): name is keyof typeof readers => Object.hasOwn(readers, name)

const [, , what, name = '', first = '', file = ''] = process.argv
if (what === 'parse' && isReader(name)) {
  const read = readers[name](first === 'haproxy' ? 'haproxy' : 'nginx', readFileSync(file, 'utf8'))
  console.log(JSON.stringify(repeated(read)))
} else if (what === 'judge' && shapes[name]) {
  console.log(JSON.stringify([judged(shapes[name].files(Number(first)))]))
} else throw new Error(`There is nothing to measure called "${what} ${name}"`)
