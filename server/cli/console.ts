/** What a command is run with, and how it ends. */

/** All that a command knows of the outside. */
export interface Console {
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether a person reads what `out` writes. */
  readonly isTerminal: boolean
  /** Whether a person reads what `err` writes. */
  readonly errIsTerminal: boolean
  /** The folder of the rules' pages. */
  readonly pages: URL
  /** All that comes on standard input. */
  stdin(): Promise<string>
  /** The report. */
  out(text: string): void
  /** What is to be said beside it. */
  err(text: string): void
}

/** 0: nothing found, or nothing that matters. 1: findings. 2: what was asked for could not be done. */
export type ExitCode = 0 | 1 | 2

/** The shells that can be told how to complete. */
export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

export type When = 'auto' | 'always' | 'never'

/** Whether to write colours. A flag outranks the environment, NO_COLOR (no-color.org) outranks FORCE_COLOR. */
export function hasColors(when: When, { env, isTerminal }: Console): boolean {
  if (when !== 'auto') return when === 'always'
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return isTerminal && env.TERM !== 'dumb'
}
