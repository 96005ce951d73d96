/** Conditions, ACLs and sample expressions: names that HAProxy does not know, and what is left open. */
import { pointAt, slice, stretch, type Word } from '../syntax/text.ts'
import { checkPatterns } from './check-haproxy-patterns.ts'
import { checkSample } from './check-haproxy-sample.ts'
import { type Context, isKnown, type Line, reportUnknown } from './haproxy-lines.ts'

/** ACLs that HAProxy declares itself (acl.c, default_acl_list). */
export const predefinedAcls: ReadonlySet<string> = new Set([
  ...['TRUE', 'FALSE', 'LOCALHOST', 'HTTP', 'HTTP_1.0', 'HTTP_1.1', 'HTTP_2.0', 'HTTP_3.0', 'HTTP_CONTENT'],
  ...['HTTP_URL_ABS', 'HTTP_URL_SLASH', 'HTTP_URL_STAR', 'METH_CONNECT', 'METH_DELETE', 'METH_GET', 'METH_HEAD'],
  ...['METH_OPTIONS', 'METH_POST', 'METH_PUT', 'METH_TRACE', 'RDP_COOKIE', 'REQ_CONTENT', 'WAIT_END'],
])

/** Where a condition begins: at `if` or `unless`, from an index on; the number of words where there is none. */
export function conditionAt(args: readonly Word[], from: number): number {
  for (let at = from; at < args.length; at += 1) {
    const { text } = args[at]!
    if (text === 'if' || text === 'unless') return at
  }
  return args.length
}

/** The words behind `if` or `unless`, as parse_acl_cond() reads them. */
export function checkCondition(words: readonly Word[], from: number, context: Context): void {
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
        context.report(
          'wrong-arguments',
          word,
          `The "}" that closes this "{" is missing.${glued ? ' It must stand alone, with a space before it.' : ''}`,
          glued
            ? {
                fixes: [
                  {
                    title: 'Put a space before "}"',
                    edits: [{ at: pointAt(glued.at.file, glued.at.end - 1), text: ' ' }],
                    safe: true,
                  },
                ],
              }
            : {},
        )
        return
      }
      if (end === at + 1)
        context.report(
          'wrong-arguments',
          word,
          'Nothing stands between these braces: a sample such as "path" was expected.',
        )
      else checkExpression(words.slice(at + 1, end), context)
      at = end
      continue
    }
    checkName(bare === 0 ? word : slice(word, bare), context)
  }
}

function closing(words: readonly Word[], from: number): number {
  for (let at = from; at < words.length; at += 1) if (words[at]!.text === '}') return at
  return -1
}

function checkName(word: Word, context: Context): void {
  const { acls, report } = context
  const { text } = word
  if (acls.above.has(text) || predefinedAcls.has(text)) return
  if (/^(?:and|&&|AND)$/.test(text)) {
    report('wrong-arguments', word, `HAProxy has no "${text}": conditions that stand side by side must all hold.`, {
      fixes: [
        {
          title: `Remove "${text}"`,
          edits: [{ at: stretch(word.at, word.at.start, word.at.end + 1), text: '' }],
          safe: true,
        },
      ],
    })
    return
  }
  if (text.startsWith('{')) {
    const behind = pointAt(word.at.file, word.at.start + 1)
    report('wrong-arguments', word, 'A space was expected behind "{".', {
      fixes: [{ title: 'Put a space behind "{"', edits: [{ at: behind, text: ' ' }], safe: true }],
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
      { related: { at: below.at, message: 'It is declared here.' } },
    )
    return
  }
  const names = [...acls.above]
  reportUnknown(
    context,
    'undefined-acl',
    word,
    `No ACL "${text}" is declared in this section.`,
    () => [...names, ...predefinedAcls],
    `acl ${names.join(' ')}`,
  )
}

/** `acl NAME fetch …`. */
export function checkAcl({ args }: Line, context: Context): void {
  const [name, ...words] = args
  if (!name || words.length === 0) return
  const strange = /[^\w.:-]/.exec(name.text)
  if (name.text === 'or')
    context.report('bad-value', name, 'No ACL can be named "or": between conditions it means an alternative.')
  else if (strange && isKnown(name)) {
    context.report(
      'bad-value',
      name,
      `"${strange[0]}" may not stand in the name of an ACL: letters, digits, "-", "_", "." and ":" may.`,
    )
  }
  checkExpression(words, context)
}

/** Flags of an ACL that stand alone (acl.c). */
const flags = /^-[inuM]$/
const methods = /^(?:found|bool|int|ip|bin|len|str|beg|sub|dir|dom|end|reg)$/

/** A fetch with its converters, flags and patterns: what stands behind the name of an ACL, or within braces. */
function checkExpression(words: readonly Word[], context: Context): void {
  const [first] = words
  if (!first || !isKnown(first)) return
  checkSample(first, 0, true, context)
  checkPatterns(words, context)
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at]!
    const { text } = word
    if (text.charCodeAt(0) !== 45 || text === '--' || text === '-') return
    if (flags.test(text)) continue
    if (text !== '-f' && text !== '-m') {
      if (/^-[A-Za-z]$/.test(text))
        context.report(
          'bad-value',
          word,
          `ACLs know no flag "${text}". Write "--" before a pattern that begins with "-".`,
        )
      return
    }
    at += 1
    const value = words[at]
    if (!value)
      context.report(
        'wrong-arguments',
        word,
        text === '-f'
          ? '"-f" expects the name of a file.'
          : '"-m" expects a way to match, such as "str", "beg" or "reg".',
      )
    else if (text === '-m' && !methods.test(value.text)) {
      context.report(
        'bad-value',
        value,
        `"${value.text}" is no way to match: "found", "bool", "int", "ip", "bin", "len", "str", "beg", "sub", "dir", "dom", "end" or "reg" was expected.`,
      )
    }
  }
}
