/** Medians, spreads and ratios, and the tables that hold them: for a terminal and for docs/speed.md. */

/** Cells are text; the first column says what was measured. */
export interface Table {
  readonly title: string
  readonly heads: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** What one must know to read it. */
  readonly note?: string
}

/** The value below which that part of them lies; NaN of none. */
export const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN

export const median = (values: readonly number[]): number => quantile(values, 0.5)
export const p95 = (values: readonly number[]): number => quantile(values, 0.95)

/** A figure with three digits, or all before its point; "not here" where nothing was measured. */
export const shown = (value: number): string => {
  if (Number.isNaN(value)) return 'not here'
  return value >= 100 ? grouped(Math.round(value)) : value.toPrecision(3)
}

/** 10000 as 10,000. */
export const grouped = (value: number): string => value.toLocaleString('en-US')

/** How many times the others' median; empty where there is nothing to compare. */
export const times = (values: readonly number[], others: readonly number[]): string =>
  values.length > 0 && others.length > 0 ? (median(values) / median(others)).toFixed(2) : ''

/** A goal with what became of it. The limit is NaN where that was not measured; a value that is, has missed it. */
export const goal = (says: string, value: number, limit: number): string =>
  Number.isNaN(limit) ? `${says}: not measured` : `${says}: ${value <= limit ? 'met' : '**not met**'}`

export function printed({ title, heads, rows, note }: Table): string {
  const lines = [heads, ...rows].map(row => row.map(cell => cell.replaceAll('**', '')))
  const widths = heads.map((_, column) => Math.max(...lines.map(row => row[column]!.length)))
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')
  return `\n${[title, ...lines.map(line), ...(note ? [note] : [])].join('\n')}`
}

export function markdown({ title, heads, rows, note }: Table): string {
  const line = (row: readonly string[]): string => `| ${row.join(' | ')} |`
  const rule = `|${heads.map((_, column) => (column === 0 ? '---' : '--:')).join('|')}|`
  return `### ${title}\n\n${[line(heads), rule, ...rows.map(line)].join('\n')}\n${note ? `\n${note}\n` : ''}`
}
