/** The expressions of nginx's locations, as far as JavaScript reads them as PCRE does, and never for long. */

/** Whether the expression matches a URI; undefined where finding out could take too long. */
export type UriPattern = (uri: string) => boolean | undefined

/** The expression in JavaScript's terms; undefined for all that the two languages read differently, and for repeated groups. */
export function uriPattern(pcre: string, ignoresCase: boolean): UriPattern | undefined {
  const [, flag = '', text = ''] = /^(\(\?i\))?(.*)$/s.exec(pcre)!
  if (!PLAIN_PCRE.test(text) || /\)[*+{]/.test(text)) return undefined
  const tries = triesOf(text)
  try {
    const pattern = new RegExp(text.replaceAll('(?P<', '(?<'), ignoresCase || flag ? 'i' : '')
    return uri => (tries(uri.length) > MOST_TRIES ? undefined : pattern.test(uri))
  } catch {
    return undefined
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
