/** A report as the command line asks for it. */
import { formats } from '../output/formats.ts'

export interface Report {
  readonly format: keyof typeof formats
  /** Undefined for standard output. */
  readonly file: string | undefined
}

/** "json", or "sarif=gatelint.sarif". Undefined for a format that there is not. */
export function reportOf(text: string): Report | undefined {
  const [, name = '', file] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? []
  return name in formats ? { format: name as Report['format'], file: file || undefined } : undefined
}
