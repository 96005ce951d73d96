/** The expressions of nginx's locations, as far as JavaScript reads them as PCRE does, and never for long. */

/** Whether the expression matches a URI; undefined where it is none that both languages read alike, and where finding out could take too long. */
export type UriPattern = (uri: string) => boolean | undefined

/** The expression in JavaScript's terms. It is read when a URI comes that begins as it does: of many expressions in a server most see none. */
export function uriPattern(pcre: string, ignoresCase: boolean): UriPattern {
  const opening = ignoresCase ? '' : openingOf(pcre)
  let read: UriPattern | undefined
  return uri => {
    if (!uri.startsWith(opening)) return false
    read ??= reading(pcre, ignoresCase)
    return read(uri)
  }
}

/** The letters with which all that an anchored expression matches begins; none where a choice may begin otherwise. */
function openingOf(pcre: string): string {
  const [, letters = ''] = /^\^([\w/-]+)/.exec(pcre) ?? []
  if (letters === '' || hasOuterChoice(pcre)) return ''
  return /^[?*+{]/.test(pcre.slice(1 + letters.length)) ? letters.slice(0, -1) : letters
}

/** A `|` outside of all groups, by the look of it: what stands in a class, or behind a `\\`, is no group. */
function hasOuterChoice(pcre: string): boolean {
  if (!pcre.includes('|')) return false
  // Quoted letters, and comments.
  if (/\\Q|\(\?#/.test(pcre)) return true
  let depth = 0
  for (const [mark] of pcre.matchAll(/\\.|\[\^?\]?[^\]]*\]?|[()|]/gs)) {
    if (mark === '|' && depth <= 0) return true
    depth += mark === '(' ? 1 : mark === ')' ? -1 : 0
  }
  return false
}

function reading(pcre: string, ignoresCase: boolean): UriPattern {
  const unread: UriPattern = () => undefined
  const [, flag = '', text = ''] = /^(\(\?i\))?(.*)$/s.exec(pcre)!
  if (!PLAIN_PCRE.test(text) || /\)[*+{]/.test(text)) return unread
  const tries = triesOf(text)
  try {
    const pattern = new RegExp(text.replaceAll('(?P<', '(?<'), ignoresCase || flag ? 'i' : '')
    return uri => (tries(uri.length) > MOST_TRIES ? undefined : pattern.test(uri))
  } catch {
    return unread
  }
}

/** No escapes but those of both languages, no classes with names, no comments, no verbs. */
const PLAIN_PCRE =
  /^(?:[^\\[(]|\\[dDwWsSbB\W_]|\[(?!:)(?:[^\\\][]|\\[dDwWsS\W_])+\]|\((?!\?|\*)|\(\?(?::|[=!]|<[=!]|P?<\w+>))*$/s

/** Some milliseconds. */
const MOST_TRIES = 1_000_000

/** How many ways there are, at most, for an expression to take a text of some length: each repetition ends anywhere, each choice goes any way. */
function triesOf(text: string): (length: number) => number {
  const bare = text.replace(/\\.|\[[^[\]\\]*(?:\\.[^[\]\\]*)*\]/gs, 'x')
  const repetitions = bare.match(/[*+]|\{\d+,\}/g)?.length ?? 0
  const isAnchored = bare.startsWith('^') && !bare.includes('|')
  let choices = 2 ** (bare.match(/(?<!\()\?/g)?.length ?? 0)
  for (const group of bare.split(/[()]/)) choices *= group.split('|').length
  for (const [, least, most] of bare.matchAll(/\{(\d+),(\d+)\}/g))
    choices *= Math.max(1, Number(most) - Number(least) + 1)
  return length => choices * (length + 1) ** (repetitions + (isAnchored ? 0 : 1))
}
