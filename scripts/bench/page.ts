/** The figures in docs/speed.md: each part stands between two comments of its name, and only a run writes there. */
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { markdown, type Table } from './figures.ts'

/** The page with the tables of one part in place of those that it had. `where`: what `machine` said when it began. */
export function withTables(page: string, part: string, tables: readonly Table[], where: string): string {
  const [begin, end] = [`<!-- ${part} -->\n`, `<!-- /${part} -->`]
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`The page has no place for the part "${part}"`)
  const text = [`${where}; \`npm run bench -- ${part}\`.\n`, ...tables.map(markdown)].join('\n')
  return `${page.slice(0, from + begin.length)}\n${text}\n${page.slice(to)}`
}

/** What it was measured on, and how much else ran there in the last minute: 0 is nothing. `date`: as 2030-01-31. */
export const machine = (date: string): string =>
  `${date}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`
