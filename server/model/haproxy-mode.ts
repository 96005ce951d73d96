/** Puts a proxy of HAProxy into HTTP mode. */
import type { Edit } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Config } from './config.ts'
import { linesAfter, linesBefore } from './insert.ts'

/** The `mode` that a section says itself: the last one counts. */
export const modeLine = ({ body }: Directive): Directive | undefined =>
  body?.findLast(({ name, args }) => name.text === 'mode' && args[0])

/** In the place of the section's own mode, else as its first line. */
export function httpMode(config: Config, section: Directive): Edit {
  const own = modeLine(section)?.args[0]
  const [first] = section.body ?? []
  if (own) return { at: own.at, text: 'http' }
  return first ? linesBefore(config, first, ['mode http']) : linesAfter(config, section, ['mode http'], undefined)
}
