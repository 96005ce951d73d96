/** Text on a terminal: nothing in it can steer the terminal, and it is known how wide it stands. */

/** A text of one line with everything in it made visible: a control character becomes its picture, other unseen ones a replacement mark. */
export const visible = (text: string): string =>
  text.replace(UNSEEN, found => {
    const code = found.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : '\ufffd'
  })

/** Control characters, half characters, blanks without width, and the marks that turn the direction of reading. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]/gu

/** A path that begins a line, made visible. One that a log of CI would take for a command to it begins with "./". */
export const lineBegin = (path: string): string => visible(/^\s*(?:::|##\[)/.test(path) ? `./${path}` : path)

/** A text of JSON with everything escaped that it leaves bare and that steers terminals. Such characters stand in its strings only. */
export const harmless = (json: string): string =>
  json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** One character as a reader counts them. */
export interface Cell {
  /** Where it stands in the line, in UTF-16 units. */
  readonly start: number
  readonly end: number
  /** Where it stands on the terminal, from 0. */
  readonly column: number
  readonly width: number
  readonly shown: string
}

/** A line as it is shown: tabs as blanks, a byte order mark not at all. */
export function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = []
  let column = 0
  for (const { segment, index } of segmentsOf(line)) {
    if (index === 0 && segment === '\ufeff') continue
    const width = segment === '\t' ? TAB - (column % TAB) : Math.max(...Array.from(visible(segment), widthOf))
    const shown = segment === '\t' ? ' '.repeat(width) : visible(segment)
    cells.push({ start: index, end: index + segment.length, column, width, shown })
    column += width
  }
  return cells
}

const TAB = 4

/** Made when it is first needed: that takes as long as reading a hundred files. */
let segmenter: Intl.Segmenter | undefined
const segmentsOf = (line: string): Intl.Segments => {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return segmenter.segment(line)
}

const widthOf = (char: string): number => (NARROW.test(char) ? 0 : WIDE.test(char) ? 2 : 1)

/** What stands on the character before it. */
const NARROW = /[\p{M}\u200c\u200d]/u

/** Pictures, and the scripts of East Asia. */
const WIDE =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]/u
