/** Writes a grammar as a module of plain JavaScript: one function for each rule, which answers where its match ends, or -1. */
import { type CharacterSet, charactersOf, complement, isEvery } from './characters.ts'
import type { Expression, Rules } from './expressions.ts'

/**
 * The module's text. It exports `match(start, text)`, `tokens` (the names of the rules that are tokens) and under the
 * name of each its number. Throws on a rule that the grammar lacks.
 */
export function emitModule(file: string, name: string, rules: Rules, starts: readonly string[]): string {
  const tokens = [...rules].filter(([, { isToken }]) => isToken).map(([token]) => token)
  const tables = createTables()
  const emit = createEmitter(name, rules, tokens, tables)
  const functions = reachable(rules, starts, name).map(emit)
  return [
    `// Made by scripts/compile-grammars.ts from ${file}: change the grammar, not this.`,
    '// @ts-nocheck: plain JavaScript',
    ...tokens.map((token, index) => `export const ${token} = ${index}`),
    `export const tokens: readonly string[] = [${tokens.map(token => `'${token}'`).join(', ')}]`,
    '',
    ...tables.lines(),
    // No rule of a grammar can have a name with "$".
    "let $text = ''",
    'const $out = new Array(3000).fill(0)',
    'let $length = 0',
    'const $grow = () => { while ($out.length < $length) $out.push(0) }',
    '',
    `const $starts = { ${starts.map(start => `${start}: ${functionOf(start)}`).join(', ')} }`,
    'export type Start = keyof typeof $starts',
    'export function match(start: Start, input: string): number[] | undefined {',
    '  $text = input',
    '  $length = 0',
    '  return $starts[start](0) === input.length ? $out.slice(0, $length) : undefined',
    '}',
    '',
    ...functions.map(indent),
    '',
  ].join('\n')
}

/** Indents by the braces that end and begin lines. */
function indent(code: string): string {
  let depth = 0
  const lines = code.split('\n').filter(line => line !== '')
  return lines
    .map(line => `${'  '.repeat(line.startsWith('}') ? --depth : line.endsWith('{') ? depth++ : depth)}${line}`)
    .join('\n')
}

const functionOf = (rule: string): string => `match_${rule}`

/** The rules that need a function: what the start rules apply, and what those apply. */
function reachable(rules: Rules, starts: readonly string[], grammar: string): readonly string[] {
  const { setOf } = charactersOf(rules)
  const found = new Set(starts)
  for (const name of found) {
    const rule = rules.get(name)
    if (!rule) throw new Error(`${grammar}: there is no rule "${name}"`)
    for (const applied of appliedBy(rule.body)) if (!setOf({ is: 'rule', name: applied })) found.add(applied)
  }
  return [...found]
}

function appliedBy(expression: Expression): readonly string[] {
  switch (expression.is) {
    case 'rule':
      return [expression.name]
    case 'choice':
      return expression.options.flatMap(appliedBy)
    case 'sequence':
      return expression.parts.flatMap(appliedBy)
    case 'repeat':
    case 'optional':
    case 'peek':
      return appliedBy(expression.body)
    default:
      return []
  }
}

/** The emitter of one rule's function. `at` is the position, `c` the character that is looked at (NaN at the end of the text). */
function createEmitter(
  grammar: string,
  rules: Rules,
  tokens: readonly string[],
  tables: Tables,
): (name: string) => string {
  const { setOf, beginningOf } = charactersOf(rules)
  const yielding = yieldingRules(rules)
  let labels = 0

  const yieldsTokens = (expression: Expression): boolean => appliedBy(expression).some(name => yielding.has(name))
  const look = 'c = $text.charCodeAt(at)'

  /** Statements that move `at` behind a match, or run `fail`. After a failure `at` and `$length` are anything. */
  const code = (expression: Expression, fail: string): string => {
    const set = setOf(expression)
    if (set) return `${look}; if (!(${tables.test(set)})) ${fail}; at++`
    switch (expression.is) {
      case 'text':
        return `if (!$text.startsWith(${JSON.stringify(expression.text)}, at)) ${fail}; at += ${expression.text.length}`
      case 'end':
        return `if (at < $text.length) ${fail}`
      case 'sequence':
        return expression.parts.map(part => code(part, fail)).join('\n')
      case 'choice':
        return choice(expression.options, fail)
      case 'repeat':
        return repeat(expression.body, expression.least, fail)
      case 'optional':
        return optional(expression.body)
      case 'peek':
        return peek(expression.body, expression.wanted, fail)
      case 'rule':
        return `next = ${functionOf(expression.name)}(at); if (next < 0) ${fail}; at = next`
      default:
        throw new Error(`${grammar}: ${expression.is} should be a set of characters`)
    }
  }

  /** What a failed attempt has to put back. */
  const mark = (id: number, tried: boolean): { readonly save: string; readonly restore: string } => ({
    save: `const at${id} = at${tried ? `, length${id} = $length` : ''}`,
    restore: `at = at${id}${tried ? `; $length = length${id}` : ''}`,
  })

  /** Nothing is tried where its first character does not fit. */
  const guard = (expression: Expression, fail: string): string => {
    const { set, empty } = beginningOf(expression)
    return empty || setOf(expression) || isEvery(set) ? '' : `${look}; if (!(${tables.test(set)})) ${fail}\n`
  }

  const choice = (options: readonly Expression[], fail: string): string => {
    const id = labels++
    const { save, restore } = mark(id, options.some(yieldsTokens))
    const attempts = options.map((option, index) => {
      const leave = `break option${id}_${index}`
      return `option${id}_${index}: {
${guard(option, leave)}${code(option, leave)}
break choice${id}
}
${restore}`
    })
    return `choice${id}: {\n${save}\n${attempts.join('\n')}\n${fail}\n}`
  }

  const repeat = (body: Expression, least: 0 | 1, fail: string): string => {
    const id = labels++
    const enough = least ? `if (at === from${id}) ${fail}` : ''
    const from = least ? `const from${id} = at\n` : ''
    const set = setOf(body)
    if (set) return `${from}while (${look}, ${tables.test(set)}) at++\n${enough}`
    const { save, restore } = mark(id, yieldsTokens(body))
    return `${from}loop${id}: for (;;) {
${save}
once${id}: {
${code(body, `break once${id}`)}
continue loop${id}
}
${restore}
break
}
${enough}`
  }

  const optional = (body: Expression): string => {
    const set = setOf(body)
    if (set) return `${look}; if (${tables.test(set)}) at++`
    const id = labels++
    const { save, restore } = mark(id, yieldsTokens(body))
    const leave = `break once${id}`
    const attempt = `${guard(body, leave)}${code(body, leave)}`
    return `optional${id}: {\n${save}\nonce${id}: {\n${attempt}\nbreak optional${id}\n}\n${restore}\n}`
  }

  /** Looks and takes nothing, neither characters nor tokens; but what `&x` finds may hold tokens, as with ohm. */
  const peek = (body: Expression, wanted: boolean, fail: string): string => {
    if (yieldsTokens(body)) throw new Error(`${grammar}: a token within "&" or "~" cannot be compiled`)
    const id = labels++
    const { save, restore } = mark(id, false)
    if (wanted) return `{\n${save}\n${code(body, fail)}\n${restore}\n}`
    return `{\n${save}\nnot${id}: {\n${code(body, `break not${id}`)}\n${fail}\n}\n${restore}\n}`
  }

  return name => {
    const { body, isToken } = rules.get(name)!
    const index = tokens.indexOf(name)
    const head = isToken ? 'const token = $length; $length += 3; if ($length > $out.length) $grow()\n' : ''
    const tail = isToken ? `$out[token] = ${index}; $out[token + 1] = from; $out[token + 2] = at\n` : ''
    return `function ${functionOf(name)}(from) {\nlet at = from, c = 0, next = 0\n${head}${code(body, 'return -1')}\n${tail}return at\n}`
  }
}

/** The rules that are tokens or apply one, however deep. */
function yieldingRules(rules: Rules): ReadonlySet<string> {
  const found = new Set([...rules].filter(([, { isToken }]) => isToken).map(([name]) => name))
  for (let before = -1; before < found.size; ) {
    before = found.size
    for (const [name, { body }] of rules) if (appliedBy(body).some(applied => found.has(applied))) found.add(name)
  }
  return found
}

/** Sets of characters as tests: by comparing where that is short, else by a bit in a table of the ASCII characters. */
interface Tables {
  /** An expression that tells whether `c` is in a set; false for NaN. */
  test(set: CharacterSet): string
  lines(): readonly string[]
}

function createTables(): Tables {
  const sets: CharacterSet[] = []
  const known = new Map<string, number>()
  const numberOf = (set: CharacterSet): number => {
    const key = JSON.stringify(set)
    if (!known.has(key)) known.set(key, sets.push(set) - 1)
    return known.get(key)!
  }
  const single = (set: CharacterSet): boolean => set.length <= 2 && set.every(([first, last]) => first === last)

  const above = (set: CharacterSet): string => {
    const ranges = set.filter(([, last]) => last >= 128).map(([first, last]) => [Math.max(first, 128), last] as const)
    return (
      ranges.map(([first, last]) => `c >= ${first}${last < 0xffff ? ` && c <= ${last}` : ''}`).join(' || ') || 'false'
    )
  }

  return {
    test(set) {
      if (isEvery(set)) return 'c === c'
      if (single(set)) return set.map(([code]) => `c === ${code}`).join(' || ')
      const others = complement(set)
      if (single(others)) return ['c === c', ...others.map(([code]) => `c !== ${code}`)].join(' && ')
      const number = numberOf(set)
      return `c < 128 ? (ascii${number >> 3}[c] & ${1 << (number & 7)}) !== 0 : ${above(set)}`
    },
    lines: () =>
      Array.from({ length: Math.ceil(sets.length / 8) }, (_, table) => {
        const bits = Array.from({ length: 128 }, (_, code) =>
          sets
            .slice(table * 8, table * 8 + 8)
            .reduce(
              (sum, set, bit) => sum | (set.some(([first, last]) => code >= first && code <= last) ? 1 << bit : 0),
              0,
            ),
        )
        return `const ascii${table} = new Uint8Array([${bits.join(',')}])`
      }),
  }
}
