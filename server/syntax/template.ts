/** Texts that some engine has yet to render: where its marks stand, and what of the text is there whatever they come to. */

/** Whether a text is a template of some engine (Jinja, Go, ERB, Handlebars …), whose output is not known here. */
export const isTemplate = (text: string): boolean => hasMarks(text) || hasPlaceholders(text)

const hasMarks = (text: string): boolean => ['{{', '{%', '<%'].some(mark => text.includes(mark))

/** Whether names stand in a text that something else is to be put in the place of. */
export function hasPlaceholders(text: string): boolean {
  return PLACEHOLDERS.some(({ mark, form }) => {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
      form.lastIndex = at
      if (form.test(text)) return true
    }
    return false
  })
}

/** Names in capitals that something else is to be put in the place of: `{NAME}`, `!NAME!`. Each stands at the beginning of a word or of a part of it. */
const PLACEHOLDERS = [
  { mark: '{', form: /(?<![^\s"'/:=@])\{[A-Z][A-Z0-9_]*\}/y },
  { mark: '!', form: /(?<![^\s"'/:=@])![A-Z][A-Z0-9_]*!/y },
  { mark: '%', form: /(?<![^\s"'/:=@])(?:%[A-Z][A-Z0-9_]{3,}%|%%[A-Z][A-Z0-9_]+%%)/y },
  { mark: '__', form: /(?<![^\s"'/:=@])__[A-Z][A-Z0-9_]*__/y },
  { mark: '@', form: /(?<![^\s"'/:=@])@[A-Z][A-Z0-9_]+@/y },
]

/** What of a template is there whatever comes of its marks. */
export interface Plain {
  /** The text with blanks in the place of everything else: as long, with the same lines. */
  readonly text: string
  /** Whether a part of the text stands on lines without a mark, and between none that may leave it out or repeat it. */
  covers(start: number, end: number): boolean
}

/**
 * Reads the marks of Jinja, Go, Handlebars, ERB and EJS, and names to be replaced. Undefined where it is not told what they leave out:
 * blocks that do not pair, a mark that does not end.
 */
export function plainOf(text: string): Plain | undefined {
  const marks = marksIn(text)
  const gone: { start: number; end: number }[] = []
  let open = 0
  let from = 0
  for (const { start, end, turns } of marks) {
    if (turns > 0 && open === 0) from = start
    open += turns
    if (open < 0) return undefined
    if (open === 0) gone.push({ start: turns < 0 ? from : start, end })
  }
  if (open > 0 || /\{\{|\{%|<%/.test(without(text, gone))) return undefined
  const touched = gone.map(({ start, end }) => ({
    start: text.lastIndexOf('\n', start - 1) + 1,
    end: text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end),
  }))
  return {
    text: without(text, gone),
    covers: (start, end) => !touched.some(mark => start <= mark.end && end >= mark.start),
  }
}

/** With letters in the place of a value within a line, and blanks in that of what has lines of its own. */
function without(text: string, gone: readonly { readonly start: number; readonly end: number }[]): string {
  let out = ''
  for (const { start, end } of gone) {
    const cut = text.slice(start, end)
    const isWord = !cut.includes('\n') && !/^(?:[{<]%|\{#|\{\{[#^/!-])/.test(cut) && !isAlone(text, start, end)
    out += text.slice(out.length, start) + cut.replace(/[^\r\n]/g, isWord ? 'x' : ' ')
  }
  return out + text.slice(out.length)
}

/** Whether nothing but other marks stands on the line. */
function isAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  const after = /[^\n]*/.exec(text.slice(end, end + MOST_OF_LINE))![0]
  return /^\s*$/.test((before + after).replace(/\{\{.{0,1024}?\}\}|\{%.{0,1024}?%\}|<%.{0,1024}?%>/g, ''))
}

/** A line that is longer holds more than marks. */
const MOST_OF_LINE = 4096

interface Mark {
  readonly start: number
  readonly end: number
  /** 1 where it opens a block of the engine, -1 where it closes one, 0 for all others. */
  readonly turns: number
}

function marksIn(text: string): readonly Mark[] {
  const found: Mark[] = []
  for (const match of text.matchAll(MARKS)) {
    found.push({ start: match.index, end: match.index + match[0].length, turns: turnsOf(match[0]) })
  }
  return [...found, ...placeholdersIn(text)]
    .sort((a, b) => a.start - b.start)
    .filter((mark, index, all) => index === 0 || mark.start >= all[index - 1]!.end || mark.turns !== 0)
}

/** None is longer, so that no text takes more than time in proportion to it. */
const MARKS =
  /\{\{\{.{0,1024}?\}\}\}|\{\{!--[\s\S]{0,1024}?--\}\}|\{\{[\s\S]{0,1024}?\}\}|\{%[\s\S]{0,1024}?%\}|\{#[\s\S]{0,1024}?#\}|<%[\s\S]{0,1024}?%>/g

function turnsOf(mark: string): number {
  const inner = /^(?:\{\{[-~]?|\{%[-+]?|<%[-_]?)\s*([\s\S]*?)\s*(?:[-~_+]?(?:\}\}|%\}|%>))$/.exec(mark)?.[1] ?? ''
  if (mark.startsWith('{%')) {
    if (/^end\w*/.test(inner)) return -1
    return /^(?:if|unless|for|macro|call|filter|block|raw|verbatim|with|trans|autoescape|case|capture|comment|embed)\b/.test(
      inner,
    ) || /^set\s+\w+\s*$/.test(inner)
      ? 1
      : 0
  }
  if (mark.startsWith('<%')) {
    if (mark.startsWith('<%=') || mark.startsWith('<%#')) return 0
    const opens =
      /\bdo\b(?:\s*\|[^|]*\|)?$|^(?:if|unless|case|while|until|for|begin)\b/.test(inner) || /\{$/.test(inner)
    const closes = /^(?:end\b|\})/.test(inner)
    return Number(opens) - Number(closes)
  }
  if (/^(?:\/|end\b)/.test(inner)) return -1
  return /^(?:[#^](?!\s*else\b)|(?:if|range|with|define|block)\b(?!\s*\())/.test(inner) ? 1 : 0
}

function* placeholdersIn(text: string): Generator<Mark> {
  for (const { mark, form } of PLACEHOLDERS) {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
      form.lastIndex = at
      const found = form.exec(text)
      if (found) yield { start: at, end: at + found[0].length, turns: 0 }
    }
  }
}
