/** Which rules may explain a line of a server's log: those whose pages show such a line. */

/** One kind of line, with the rules that explain it, the likeliest first. */
export interface Symptom {
  /** The first line of the kind, as it was given. */
  readonly line: string
  readonly count: number
  readonly rules: readonly string[]
}

/**
 * The kinds of lines in a log of nginx or HAProxy that a page explains, the most frequent first, and how many lines are of no such kind.
 * `pages`: the text of each rule's page. Lines of an access log that tell of no fault are not counted.
 */
export function symptomsIn(
  log: string,
  pages: ReadonlyMap<string, string>,
): { readonly symptoms: readonly Symptom[]; readonly unknown: number } {
  const shown = Array.from(pages, ([rule, page]) => ({ rule, signs: linesShown(page).map(signOf) }))
  const found = new Map<string, { line: string; count: number; rules: readonly string[] }>()
  let unknown = 0
  for (const line of log.split(/\r?\n/).filter(line => line.trim() !== '')) {
    const sign = signOf(line)
    const known = found.get(sign.whole)
    if (known) {
      known.count += 1
      continue
    }
    const explaining = (part: keyof Sign): readonly string[] =>
      sign[part] === ''
        ? []
        : shown.filter(({ signs }) => signs.some(each => each[part] === sign[part])).map(({ rule }) => rule)
    const rules = [...new Set([...explaining('whole'), ...explaining('core')])]
    if (rules.length > 0) found.set(sign.whole, { line, count: 1, rules })
    else unknown += 1
  }
  return { symptoms: [...found.values()].sort((a, b) => b.count - a.count), unknown }
}

/** What a line says, without what differs from request to request. */
interface Sign {
  readonly whole: string
  /** What failed, without what the server was about to do. */
  readonly core: string
}

/** The blocks of a page that show logs are marked as text. */
const linesShown = (page: string): readonly string[] =>
  [...page.matchAll(/^```text\n([\s\S]*?)^```/gm)].flatMap(([, block]) =>
    block!.split('\n').filter(line => line !== ''),
  )

function signOf(line: string): Sign {
  const [, ended] = TERMINATION.exec(line) ?? []
  if (ended) return { whole: line.includes('<NOSRV>') ? `${ended} <NOSRV>` : ended, core: ended }
  const whole = line
    .replace(PREFIX, '')
    .replace(/, (?:client|server|request|upstream|host|resolver|referrer): .*$/, '')
    .replace(/ in \S+:\d+\s*$/, '')
    .replace(/"[^"]*"|'[^']*'/g, '""')
    .replace(/\[[\da-f:]+\]|(?<!\d)\d+(?:\.\d+){3}/g, '#')
    .replace(/\bto resolve \S+/, 'to resolve #')
    .replace(/^\S+ could not be resolved/, '# could not be resolved')
    .replace(/error:[0-9A-F]+:/, '')
    .replace(/\d+/g, '#')
    .trim()
  return { whole, core: whole.split(' while ')[0]! }
}

/** How HAProxy ended a session (configuration manual, 8.5): alone, or in front of the counts of connections. Two dashes: as it should. */
const TERMINATION = /(?:^|\s)([a-zA-Z][A-Z]|-[A-Z])(?:[A-Z-]{2})?(?=\s*(?:$|…|\d+\/\d+\/\d+\/\d+\/\d+))/

/** When, how bad, and by which process. */
const PREFIX =
  /^(?:\d{4}\/\d\d\/\d\d [\d:]+ )?(?:nginx: )?(?:\[\w+\]\s*)?(?:\(\d+\) : |\d+#\d+: )?(?:\*\d+ )?(?:config : )?(?:\[[^\]]+:\d+\] : )?/
