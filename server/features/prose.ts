/** Sentences that name what stands in files: whatever a file says is shown as it is, and never becomes markup. */

/** Plain text, a piece of configuration, or a link; the address of a link is our own. */
export type Piece = string | { readonly code: string } | { readonly link: string; readonly to: string }
export type Sentence = readonly Piece[]

export const code = (text: string): Piece => ({ code: text })

/** A sentence with pieces in it: say`${code(name)} is a time.` */
export function say(texts: TemplateStringsArray, ...pieces: readonly (Piece | number | Sentence)[]): Sentence {
  return texts.flatMap((text, index): readonly Piece[] => {
    const piece = pieces[index]
    const put =
      piece === undefined ? [] : typeof piece === 'number' ? [String(piece)] : isSentence(piece) ? piece : [piece]
    return [text, ...put]
  })
}

const isSentence = (piece: Piece | Sentence): piece is Sentence => Array.isArray(piece)

/** Pieces one after another: "a, b and c". */
export const listed = (pieces: readonly Piece[], last = 'and'): Sentence =>
  pieces.flatMap((piece, index): readonly Piece[] =>
    index === 0 ? [piece] : [index === pieces.length - 1 ? ` ${last} ` : ', ', piece],
  )

/** The first line is a heading; the others stand below each other. */
export function toMarkdown([heading, ...lines]: readonly Sentence[]): string {
  const [first, ...rest] = [heading ?? [], ...lines].map(line => asText(line.map(markdownOf).join('').trim()))
  return [first, rest.join('  \n')].filter(text => text !== '').join('\n\n')
}

export const toPlainText = (lines: readonly Sentence[]): string =>
  lines.map(line => line.map(plainOf).join('').trim()).join('\n')

function markdownOf(piece: Piece): string {
  if (typeof piece === 'string') return escaped(piece)
  return 'code' in piece ? codeSpan(shortened(onOneLine(piece.code))) : `[${escaped(piece.link)}](${piece.to})`
}

const plainOf = (piece: Piece): string =>
  onOneLine(typeof piece === 'string' ? piece : 'code' in piece ? shortened(piece.code) : `${piece.link}: ${piece.to}`)

/** Any of these may begin markup, an entity, or an address that a viewer would make a link of. */
const escaped = (text: string): string =>
  onOneLine(text)
    .replace(/[\\`*{}[\]()#+<>&|~!=@]|(?<!\w)_|_(?!\w)/g, '\\$&')
    .replace(/:(?=\/\/)|\/(?=\/)|(?<=www)\./gi, '\\$&')

/** What begins a list, or a rule, at the beginning of a line. */
const asText = (line: string): string => line.replace(/^(\d*)([-.])/, '$1\\$2')

/** Fenced by more backticks than it has in a row (CommonMark, section 6.1). */
function codeSpan(text: string): string {
  if (text.trim() === '') return '` `'
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = /^[` ]|[` ]$/.test(text) ? ' ' : ''
  return `${fence}${pad}${text}${pad}${fence}`
}

/** A blank line would end a code span; the marks that turn the direction of writing could hide what stands there. */
const onOneLine = (text: string): string =>
  text.replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g, ' ').replace(TURNS, '')

const TURNS = /[\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

const shortened = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)

const LONGEST = 120
