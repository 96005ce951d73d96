/** Matches regular expressions as JavaScript does, by trying one way after another, and counts what it tries. */

/** How many characters were tried in finding every match in a text, and the matches themselves. */
export interface Effort {
  /** Infinite where it was given up. */
  readonly tries: number
  readonly matches: readonly string[]
}

/** Gives what looks through a text for all matches of an expression. */
export function compiled({ source, flags }: RegExp): (text: string) => Effort {
  let text = ''
  let tries = 0
  const groups: (readonly [from: number, to: number] | undefined)[] = []

  /** Tries to match from a place on; where that succeeds, whether what comes behind it does. */
  type Part = (at: number, rest: (at: number) => boolean) => boolean

  const one = (atom: string): ((backward: boolean) => Part) => {
    const is = new RegExp(`^${atom}$`, flags.replace(/[gym]/g, ''))
    const known = new Map<string, boolean>()
    const fits = (char: string): boolean => {
      const before = known.get(char)
      if (before !== undefined) return before
      known.set(char, is.test(char))
      return known.get(char)!
    }
    return backward => (at, rest) => {
      if (++tries > MOST_TRIES) throw GIVEN_UP
      const from = backward ? at - 1 : at
      return from >= 0 && from < text.length && fits(text[from]!) && rest(backward ? from : at + 1)
    }
  }

  const isWord = (char: string | undefined): boolean => char !== undefined && /\w/.test(char)
  const isEdge = (at: number): boolean => isWord(text[at - 1]) !== isWord(text[at])
  const places: Readonly<Record<string, (at: number) => boolean>> = {
    '^': at => at === 0 || (flags.includes('m') && text[at - 1] === '\n'),
    $: at => at === text.length || (flags.includes('m') && text[at] === '\n'),
    '\\b': isEdge,
    '\\B': at => !isEdge(at),
  }

  let read = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const sticky = new RegExp(pattern, 'sy')
    sticky.lastIndex = read
    const found = sticky.exec(source)
    if (found) read = sticky.lastIndex
    return found
  }

  function choice(backward: boolean): Part {
    const ways = [sequence(backward)]
    while (take(/\|/)) ways.push(sequence(backward))
    return ways.length === 1 ? ways[0]! : (at, rest) => ways.some(way => way(at, rest))
  }

  function sequence(backward: boolean): Part {
    const parts: Part[] = []
    while (read < source.length && !/[|)]/.test(source[read]!)) parts.push(repeated(backward))
    return (backward ? parts : parts.reverse()).reduce<Part>(
      (behind, part) => (at, rest) => part(at, next => behind(next, rest)),
      (at, rest) => rest(at),
    )
  }

  function repeated(backward: boolean): Part {
    const part = atom(backward)
    const found = take(/([*+?]|\{(\d+)(,?)(\d*)\})(\??)/)
    if (!found) return part
    const [, sign, least, comma, most, lazy] = found
    const min = sign === '+' ? 1 : Number(least ?? 0)
    const max =
      sign === '?' ? 1 : least === undefined || (comma && !most) ? Number.POSITIVE_INFINITY : Number(most || least)
    const again = (count: number, at: number, rest: (at: number) => boolean): boolean => {
      const more = (): boolean =>
        count < bounded(min, max) && part(at, next => (next !== at || count < min) && again(count + 1, next, rest))
      if (count < Math.min(min, MOST_COUNTED)) return more()
      return lazy ? rest(at) || more() : more() || rest(at)
    }
    return (at, rest) => again(0, at, rest)
  }

  function atom(backward: boolean): Part {
    const place = take(/\^|\$|\\[bB]/)?.[0]
    if (place) return (at, rest) => places[place]!(at) && rest(at)
    const look = take(/\(\?(<?)([=!])/)
    if (look) {
      const inner = choice(look[1] === '<')
      read++
      return (at, rest) => inner(at, () => true) === (look[2] === '=') && rest(at)
    }
    if (take(/\(\?:/)) {
      const inner = choice(backward)
      read++
      return inner
    }
    if (take(/\((?:\?<\w+>)?/)) {
      const number = groups.push(undefined)
      const inner = choice(backward)
      read++
      return (at, rest) => {
        const before = groups[number - 1]
        const fits = inner(at, end => {
          groups[number - 1] = [Math.min(at, end), Math.max(at, end)]
          return rest(end)
        })
        if (!fits) groups[number - 1] = before
        return fits
      }
    }
    const back = take(/\\([1-9])/)
    if (back)
      return (at, rest) => {
        const [from, to] = groups[Number(back[1]) - 1] ?? [0, 0]
        tries += to - from
        return text.startsWith(text.slice(from, to), at) && rest(at + to - from)
      }
    return one(take(/\[(?:[^\\\]]|\\.)*\]|\\u\{\w+\}|\\u\w{4}|\\x\w\w|\\[pP]\{\w+(?:=\w+)?\}|\\c\w|\\?./)![0])(backward)
  }

  const whole = choice(false)
  if (read < source.length) throw new Error(`What stands at ${read} of /${source}/ is not known here.`)

  const allIn = (): readonly string[] => {
    const matches: string[] = []
    for (let start = 0; start <= text.length; ) {
      groups.fill(undefined)
      let end = -1
      const found = whole(start, at => {
        end = at
        return true
      })
      if (found) matches.push(text.slice(start, end))
      else if (flags.includes('y')) break
      start = found && end > start ? end : start + 1
    }
    return matches
  }

  return now => {
    text = now
    tries = 0
    try {
      const matches = allIn()
      return { matches, tries }
    } catch (error) {
      if (error !== GIVEN_UP) throw error
      return { matches: [], tries: Number.POSITIVE_INFINITY }
    }
  }
}

const MOST_TRIES = 30_000
const GIVEN_UP = new Error('This takes too long.')

/** What may be repeated so and so often, and no more, takes no longer for a longer text: it is counted as if that was not often. */
const MOST_COUNTED = 8
const bounded = (min: number, max: number): number =>
  Number.isFinite(max) ? Math.min(max, Math.max(MOST_COUNTED, Math.min(min, MOST_COUNTED))) : max
