/** What holds for every text: reading ends, everything has its place, and a reading after an edit is as good as a fresh one. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generateConfig } from '../../scripts/generate-config.ts'
import { parse } from '../../server/syntax/parse.ts'
import { type Span, type Word, within } from '../../server/syntax/text.ts'
import type { Dialect, Directive, Document } from '../../server/syntax/tree.ts'
import { walk } from '../../server/syntax/tree.ts'
import { randomLine, randomOf, randomText } from './random.ts'

const dialects: readonly Dialect[] = ['nginx', 'haproxy']

/** Texts that look like configurations more than fast-check's own do. */
const texts = fc.oneof(
  fc.integer().map(seed => randomText(randomOf(seed))),
  fc.string({ unit: 'binary' }),
)

describe.each(dialects)('%s', dialect => {
  test('every span lies in the text, and every part in its whole', () => {
    fc.assert(
      fc.property(texts, text => {
        const document = parse('file', dialect, text)
        const whole: Span = { file: 'file', start: 0, end: text.length }
        for (const { at } of [...document.problems, ...document.comments]) expectWithin(at, whole)
        for (const directive of walk(document.directives)) {
          expectWithin(directive.at, whole)
          for (const part of partsOf(directive)) expectWithin(part, directive.at)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('things stand in the order of the text, and do not overlap', () => {
    fc.assert(
      fc.property(texts, text => {
        const { directives, comments, problems } = parse('file', dialect, text)
        const bodies = [directives, ...[...walk(directives)].flatMap(({ body }) => body ?? [])].map(body =>
          [body].flat(),
        )
        for (const body of bodies) expectOrdered(body.map(({ at }) => at))
        for (const { name, args } of walk(directives)) expectOrdered([name, ...args].map(({ at }) => at))
        expectOrdered(comments.map(({ at }) => at))
        const starts = problems.map(({ at }) => at.start)
        expect(starts).toEqual(starts.toSorted((a, b) => a - b))
      }),
      { numRuns: 3000 },
    )
  })

  test('a word without offsets is the text at its place; with offsets each character has one, in order', () => {
    fc.assert(
      fc.property(texts, text => {
        for (const { name, args } of walk(parse('file', dialect, text).directives)) {
          for (const word of [name, ...args]) expectOffsets(word, text)
        }
      }),
      { numRuns: 3000 },
    )
  })

  test('what would mend a problem does, and no other comes of it', () => {
    const random = randomOf(1)
    for (let done = 0; done < 5000; done++) {
      let text = sound[dialect]
      for (let faults = random.below(3); faults >= 0; faults--) text = damaged(text, random)
      const before = parse('file', dialect, text).problems
      const edits = before.flatMap(({ insert }) => insert ?? [])
      const mended = edits
        .toReversed()
        .reduce((now, { at, text: mend }) => now.slice(0, at.start) + mend + now.slice(at.end), text)
      const left = parse('file', dialect, mended).problems
      expect(left.length, JSON.stringify([text, mended])).toBeLessThanOrEqual(before.length - edits.length)
    }
  })

  test('a reading after edits is the same as a fresh one', () => {
    for (let seed = 0; seed < 200; seed++) {
      const random = randomOf(seed)
      // Half of the texts are in order at first, so that there is something to take over.
      let text =
        seed % 2
          ? generateConfig(dialect, 20 + random.below(150))
          : Array.from({ length: 4 }, () => randomText(random)).join('\n')
      let document = parse('file', dialect, text)
      for (let edit = 0; edit < 15; edit++) {
        const before = document
        text = edited(text, random)
        document = parse('file', dialect, text, { previous: document })
        const fresh = parse('file', dialect, text)
        expect(plain(document), `seed ${seed}, edit ${edit}: ${JSON.stringify([before.text, text])}`).toBe(plain(fresh))
      }
    }
  })
})

const sound: Readonly<Record<Dialect, string>> = {
  nginx: `http {
    index a "b c"; # d
    server {
      listen 80;
      server_name a
                  b;
      location ~ "^/x{2}$" {
        root /x;
        return 200 'a b';
      }
    }
    map $host $a {
      default 0;
      "x y" 'z';
    }
  }
`,
  haproxy: `# a
global
  setenv A "b \${HOME} \\"c" # d
  setenv B 'e $'
defaults
  log-format a\\ b"\\x41"\\#c
`,
}

/** A few characters are lost, or one comes that means something. */
function damaged(text: string, random: ReturnType<typeof randomOf>): string {
  const start = random.below(text.length)
  const come = random.of(['', '', '"', "'", ';', '{', '}', '\\', '#', '$', ' ', '\n', '${', 'x', '{2}'])
  return text.slice(0, start) + come + text.slice(start + random.of([0, 0, 1, 1, 3, 12]))
}

/** One edit: characters go, others come, mostly few. */
function edited(text: string, random: ReturnType<typeof randomOf>): string {
  const start = random.below(text.length + 1)
  const end = Math.min(text.length, start + random.of([0, 0, 1, 1, 2, 10, 60]))
  const typed = random.of([
    '',
    'x',
    ';',
    '}',
    '{',
    '"',
    "'",
    '\\',
    '#',
    '\n',
    ' ',
    randomLine(random),
    randomText(random),
  ])
  return text.slice(0, start) + typed + text.slice(end)
}

/** JSON: two documents differ in nothing else. */
const plain = ({ directives, problems, comments }: Document): string =>
  JSON.stringify({ directives, problems, comments })

const partsOf = ({ name, args, body = [], lua }: Directive): readonly Span[] => [
  ...[name, ...args, ...body].map(({ at }) => at),
  ...(lua ? [lua] : []),
]

function expectWithin(inner: Span, outer: Span): void {
  if (inner.start > inner.end || !within(inner, outer))
    expect.fail(`${JSON.stringify(inner)} in ${JSON.stringify(outer)}`)
}

function expectOrdered(spans: readonly Span[]): void {
  const late = spans.find((span, index) => index > 0 && span.start < spans[index - 1]!.end)
  if (late) expect.fail(`${JSON.stringify(late)} begins before the end of the one before`)
}

function expectOffsets({ text: decoded, at, offsets }: Word, text: string): void {
  if (!offsets) {
    expect(text.slice(at.start, at.end)).toBe(decoded)
    return
  }
  expect(offsets).toHaveLength(decoded.length + 1)
  for (const [index, offset] of offsets.entries()) {
    if (offset < at.start || offset > at.end) expect.fail(`${offset} is not in ${JSON.stringify(at)}`)
    if (index > 0 && offset <= offsets[index - 1]! && index < decoded.length) expect.fail(`${offsets} do not rise`)
  }
}
