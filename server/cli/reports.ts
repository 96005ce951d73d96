/** Where reports go: to standard output, or to files, in as many formats as were asked for. */
import { resolve } from 'node:path'
import { slashed } from '../files.ts'
import { formats } from '../output/formats.ts'
import type { Results } from '../output/results.ts'
import { replaceTexts } from '../write.ts'
import { type Console, hasColors, type When } from './console.ts'
import type { Report } from './report.ts'

/** Writes every report. Where all go to files, people are told as well. Answers what could not be written. */
export async function writeReports(
  reports: readonly Report[],
  results: Results,
  color: When,
  console: Console,
): Promise<readonly { readonly path: string; readonly message: string }[]> {
  const toOut = reports.filter(({ file }) => file === undefined)
  for (const { format } of toOut.length > 0 ? toOut : [{ format: 'pretty' as const }])
    console.out(formats[format](results, hasColors(color, console)))
  const texts = reports.flatMap(({ format, file }) =>
    file === undefined ? [] : [[slashed(resolve(console.cwd, file)), formats[format](results, false)] as const],
  )
  const failure = await replaceTexts(new Map(texts))
  return failure ? [failure] : []
}
