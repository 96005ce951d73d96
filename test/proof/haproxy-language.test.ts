/** Small configurations that the real HAProxy refuses or accepts: the catalogue must say the same, of the very line. */
import { execFile } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsOf } from '../../server/catalog/check-haproxy.ts'
import { parse } from '../../server/syntax/parse.ts'
import { lineStarts, positionAt } from '../../server/syntax/text.ts'
import { accepted, refused } from './haproxy-language.ts'

let folder: string
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'haproxy-language-'))
})
afterAll(() => fs.rmSync(folder, { recursive: true }))

/** What HAProxy says of a text: whether it would start, and the lines that it complains of. */
interface Verdict {
  readonly refused: boolean
  readonly lines: readonly number[]
  readonly output: string
}

/** A configuration that is right but listens to nothing ends with 2 and no alert: that counts as accepted. */
async function ask(name: string, text: string): Promise<Verdict> {
  const file = path.join(folder, `${name}.cfg`)
  fs.writeFileSync(file, text)
  const output = await new Promise<string>((resolve, reject) =>
    execFile('haproxy', ['-c', '-dr', '-f', file], (error, stdout, stderr) =>
      error && typeof error.code !== 'number' ? reject(error) : resolve(stdout + stderr),
    ),
  )
  const alerts = output.split('\n').filter(line => line.startsWith('[ALERT]'))
  const lines = alerts.flatMap(line => [...line.matchAll(/\[[^\]]*\.cfg:(\d+)\]/g)].map(([, number]) => Number(number)))
  return { refused: alerts.length > 0, lines: [...new Set(lines)], output }
}

/** The lines of which ours says that HAProxy refuses them. */
function ours(text: string): { readonly lines: readonly number[]; readonly messages: readonly string[] } {
  const document = parse('haproxy.cfg', 'haproxy', text)
  const starts = lineStarts(text)
  const found = faultsOf({ directives: document.directives, complete: true }).filter(fault => fault.refused)
  return {
    lines: [...new Set(found.map(({ at }) => positionAt(starts, at.start).line + 1))],
    messages: found.map(({ message }) => message),
  }
}

/** Checks the cases of a table, two at a time, and shows all that disagree. Returns their number. */
async function each(
  table: string,
  check: (text: string, name: string) => Promise<string | undefined>,
): Promise<number> {
  const texts = table.split(/^---\n/m).map(text => text.replace(/^\n/, ''))
  const left = texts.entries()
  const disagreements: string[] = []
  const work = async (): Promise<void> => {
    for (const [index, text] of left) {
      const disagreement = await check(text, String(index))
      if (disagreement !== undefined) disagreements.push(disagreement)
    }
  }
  await Promise.all([work(), work()])
  expect(disagreements).toEqual([])
  return texts.length
}

describe('what HAProxy refuses is refused on the very line', () => {
  let count = 0
  test.each(Object.entries(refused))('%s', { timeout: 60_000 }, async (_name, table) => {
    count += await each(table, async (text, name) => {
      const line = text.split('\n').findIndex(line => line.endsWith('# refused')) + 1
      const { output, ...real } = await ask(name, text)
      // Of what it finds only after the last line, HAProxy names no place.
      const agrees = real.refused && (real.lines.length === 0 || real.lines.includes(line))
      const { lines } = ours(text)
      return agrees && lines.join() === `${line}` ? undefined : `${text}\nlines: ${lines.join()}\n${output}`
    })
  })
  test('there are enough of them', () => expect(count).toBeGreaterThanOrEqual(120))
})

describe('what HAProxy accepts is not refused', () => {
  let count = 0
  test.each(Object.entries(accepted))('%s', { timeout: 60_000 }, async (_name, table) => {
    count += await each(table, async (text, name) => {
      const real = await ask(name, text)
      const { messages } = ours(text)
      return real.refused || messages.length > 0 ? [text, ...messages, real.output].join('\n') : undefined
    })
  })
  test('there are enough of them', () => expect(count).toBeGreaterThanOrEqual(60))
})
