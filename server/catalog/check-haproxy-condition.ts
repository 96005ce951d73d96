/** Conditions, ACLs and sample expressions: names that HAProxy does not know, and what is left open. */
import { isSpelling } from '../syntax/nearest.ts'
import { slice, type Word } from '../syntax/text.ts'
import * as catalog from './haproxy.ts'
import { isKnown, type Line, type Report, rewrite, type Suggest } from './haproxy-lines.ts'

/** ACLs that HAProxy declares itself (acl.c, default_acl_list). */
const predefined: ReadonlySet<string> = new Set([
  ...['TRUE', 'FALSE', 'LOCALHOST', 'HTTP', 'HTTP_1.0', 'HTTP_1.1', 'HTTP_2.0', 'HTTP_3.0', 'HTTP_CONTENT'],
  ...['HTTP_URL_ABS', 'HTTP_URL_SLASH', 'HTTP_URL_STAR', 'METH_CONNECT', 'METH_DELETE', 'METH_GET', 'METH_HEAD'],
  ...['METH_OPTIONS', 'METH_POST', 'METH_PUT', 'METH_TRACE', 'RDP_COOKIE', 'REQ_CONTENT', 'WAIT_END'],
])

/** What a condition's names are held against. */
export interface Acls {
  /** Declared above, by name. */
  readonly above: ReadonlySet<string>
  /** Declared anywhere in the section. */
  readonly all: ReadonlyMap<string, Word>
  /** Others may be declared where it is not known: none is undefined. */
  readonly open: boolean
}

/** The words behind `if` or `unless`, as parse_acl_cond() reads them. */
export function checkCondition(
  words: readonly Word[],
  from: number,
  acls: Acls,
  report: Report,
  suggest: Suggest,
): void {
  for (let at = from; at < words.length; at += 1) {
    const word = words[at]!
    const { text } = word
    if (text === 'or' || text === '||') continue
    let bare = 0
    while (text.charCodeAt(bare) === 33) bare += 1
    if (bare === text.length) continue
    if (bare === text.length - 1 && text.endsWith('{')) {
      const end = closing(words, at + 1)
      if (end < 0) {
        const glued = words.slice(at + 1).find(({ text }) => text.endsWith('}') && text !== '}')
        report(
          'wrong-arguments',
          word,
          `The "}" that closes this "{" is missing.${glued ? ' It must stand alone, with a space before it.' : ''}`,
          glued
            ? {
                fixes: [
                  {
                    title: 'Put a space before "}"',
                    edits: [{ at: { ...glued.at, start: glued.at.end - 1, end: glued.at.end - 1 }, text: ' ' }],
                    safe: true,
                  },
                ],
              }
            : {},
        )
        return
      }
      if (end === at + 1)
        report('wrong-arguments', word, 'Nothing stands between these braces: a sample such as "path" was expected.')
      else checkExpression(words.slice(at + 1, end), report, suggest)
      at = end
      continue
    }
    checkName(bare === 0 ? word : slice(word, bare), acls, report, suggest)
  }
}

function closing(words: readonly Word[], from: number): number {
  for (let at = from; at < words.length; at += 1) if (words[at]!.text === '}') return at
  return -1
}

function checkName(word: Word, acls: Acls, report: Report, suggest: Suggest): void {
  const { text } = word
  if (acls.above.has(text) || predefined.has(text)) return
  if (/^(?:and|&&|AND)$/.test(text)) {
    report('wrong-arguments', word, `HAProxy has no "${text}": conditions that stand side by side must all hold.`, {
      fixes: [
        { title: `Remove "${text}"`, edits: [{ at: { ...word.at, end: word.at.end + 1 }, text: '' }], safe: true },
      ],
    })
    return
  }
  if (text.startsWith('{')) {
    report('wrong-arguments', word, 'A space was expected behind "{".', {
      fixes: [
        {
          title: 'Put a space behind "{"',
          edits: [{ at: { ...word.at, start: word.at.start + 1, end: word.at.start + 1 }, text: ' ' }],
          safe: true,
        },
      ],
    })
    return
  }
  if (acls.open || !/^[\w.:-]+$/.test(text)) return
  const below = acls.all.get(text)
  if (below) {
    report(
      'undefined-acl',
      word,
      `The ACL "${text}" is declared only further down: HAProxy wants it above the line that uses it.`,
      {
        related: { at: below.at, message: 'It is declared here.' },
      },
    )
    return
  }
  const meant = suggest(text, () => [...acls.all.keys(), ...predefined], `acl ${[...acls.all.keys()].join(' ')}`)
  report(
    'undefined-acl',
    word,
    `No ACL "${text}" is declared in this section.${meant ? ` Was "${meant}" meant?` : ''}`,
    meant ? { fixes: rewrite(word, meant, isSpelling(text, meant)) } : {},
  )
}

/** `acl NAME fetch …`. */
export function checkAcl({ args }: Line, report: Report, suggest: Suggest): void {
  const [name, ...words] = args
  if (!name || words.length === 0) return
  const strange = /[^\w.:-]/.exec(name.text)
  if (name.text === 'or')
    report('bad-value', name, 'No ACL can be named "or": between conditions it means an alternative.')
  else if (strange && isKnown(name)) {
    report(
      'bad-value',
      name,
      `"${strange[0]}" may not stand in the name of an ACL: letters, digits, "-", "_", "." and ":" may.`,
    )
  }
  checkExpression(words, report, suggest)
}

/** Flags of an ACL that stand alone (acl.c). */
const flags = /^-[inuM]$/
const methods = /^(?:found|bool|int|ip|bin|len|str|beg|sub|dir|dom|end|reg)$/

/** A fetch with its converters, flags and patterns: what stands behind the name of an ACL, or within braces. */
function checkExpression(words: readonly Word[], report: Report, suggest: Suggest): void {
  const [first] = words
  if (!first || !isKnown(first)) return
  checkSample(first, 0, true, report, suggest)
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at]!
    const { text } = word
    if (text.charCodeAt(0) !== 45 || text === '--' || text === '-') return
    if (flags.test(text)) continue
    if (text !== '-f' && text !== '-m') {
      if (/^-[A-Za-z]$/.test(text))
        report('bad-value', word, `ACLs know no flag "${text}". Write "--" before a pattern that begins with "-".`)
      return
    }
    at += 1
    const value = words[at]
    if (!value)
      report(
        'wrong-arguments',
        word,
        text === '-f'
          ? '"-f" expects the name of a file.'
          : '"-m" expects a way to match, such as "str", "beg" or "reg".',
      )
    else if (text === '-m' && !methods.test(value.text)) {
      report(
        'bad-value',
        value,
        `"${value.text}" is no way to match: "found", "bool", "int", "ip", "bin", "len", "str", "beg", "sub", "dir", "dom", "end" or "reg" was expected.`,
      )
    }
  }
}

const nameEnd = /[^A-Za-z0-9_.+-]/g

/**
 * A fetch and its converters, from an index of a word on. The arguments of a name end at the first `)` outside quotes. Returns the
 * index behind it, or -1 where the reading lost its way.
 */
export function checkSample(word: Word, from: number, isAcl: boolean, report: Report, suggest: Suggest): number {
  const { text } = word
  let at = from
  for (let index = 0; ; index += 1) {
    nameEnd.lastIndex = at
    const end = nameEnd.exec(text)?.index ?? text.length
    const name = text.slice(at, end)
    if (name === '') return -1
    const known =
      index > 0
        ? catalog.converters().get(name)
        : (catalog.fetches().get(name) ?? (isAcl ? catalog.aclKeywords().get(name) : undefined))
    if (!known && !name.startsWith('lua.')) {
      unknownSample(slice(word, at, end), index === 0, isAcl, report, suggest)
      return -1
    }
    at = end
    const isOpen = text.charCodeAt(at) === 40
    const close = isOpen ? endOfArguments(text, at + 1) : at
    if (close < 0) {
      report('wrong-arguments', slice(word, end - name.length), `The ")" behind the arguments of "${name}" is missing.`)
      return -1
    }
    if (known && 'least' in known)
      checkSampleArguments(
        slice(word, end - name.length, end),
        known as catalog.Sample,
        isOpen ? text.slice(at + 1, close) : '',
        report,
      )
    at = isOpen ? close + 1 : at
    if (text.charCodeAt(at) !== 44) return at
    at += 1
  }
}

function checkSampleArguments(word: Word, sample: catalog.Sample, written: string, report: Report): void {
  const { name, least, most, current, types } = sample
  if (!current || /["'\\]/.test(written)) return
  const count = written === '' ? 0 : written.split(',').length
  // No argument at all is an empty text, where a text comes first (arg.c, make_arg_list).
  if (count < least && !(count === 0 && types[0] === 'str')) {
    report(
      'wrong-arguments',
      word,
      `"${name}" expects ${least === 1 ? 'an argument' : `${least} arguments`} in parentheses.`,
    )
  } else if (count > most && !/[()[\]]/.test(written)) {
    const takes = most === 0 ? 'no arguments' : most === 1 ? 'one argument' : `${most} arguments`
    report('wrong-arguments', word, `"${name}" takes ${takes}, not ${count}.`)
  }
}

function endOfArguments(text: string, from: number): number {
  let quote = 0
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (quote !== 0) {
      if (unit === quote) quote = 0
      else if (unit === 92 && quote === 34) at += 1
    } else if (unit === 34 || unit === 39) quote = unit
    else if (unit === 92) at += 1
    else if (unit === 41) return at
  }
  return -1
}

function unknownSample(word: Word, isFetch: boolean, isAcl: boolean, report: Report, suggest: Suggest): void {
  if (!isKnown(word)) return
  const table = isFetch ? catalog.fetches() : catalog.converters()
  const names =
    isFetch && isAcl
      ? (): Iterable<string> => [...table.keys(), ...catalog.aclKeywords().keys()]
      : (): Iterable<string> => table.keys()
  const meant = suggest(word.text, names, isFetch ? 'fetch' : 'converter')
  report(
    'unknown-directive',
    word,
    `HAProxy knows no ${isFetch ? 'sample fetch' : 'converter'} "${word.text}".${meant ? ` Was "${meant}" meant?` : ''}`,
    meant ? { fixes: rewrite(word, meant, isSpelling(word.text, meant)) } : {},
  )
}

/** The `%[…]` in a log format; and, where no text of other kinds stands in it, its aliases, such as `%ci`. */
export function checkLogFormat(word: Word, withAliases: boolean, report: Report, suggest: Suggest): void {
  const { text } = word
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at)) {
    at += 1
    if (text.charCodeAt(at) === 37) {
      at += 1
      continue
    }
    if (text.charCodeAt(at) === 123) {
      const close = text.indexOf('}', at)
      if (close < 0) return
      at = close + 1
    }
    if (text.charCodeAt(at) === 91) {
      if (text.indexOf(']', at) < 0) {
        report('wrong-arguments', slice(word, at - 1), 'The "]" that closes this "%[" is missing.')
        return
      }
      const start = text.charCodeAt(at + 1) === 32 ? at + 2 : at + 1
      if (checkSample(word, start, false, report, suggest) < 0) return
    } else if (withAliases) {
      const alias = /^[A-Za-z][A-Za-z0-9]*/.exec(text.slice(at))?.[0]
      if (alias && !catalog.logAliases().has(alias)) {
        report(
          'unknown-directive',
          slice(word, at - 1, at + alias.length),
          `HAProxy knows no "%${alias}" in a log format. Write "%%" for a percent sign.`,
        )
      }
    }
  }
}
