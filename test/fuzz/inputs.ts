/** The workspaces that fuzzing reads: real ones that went wrong in some way, and texts that are nothing at all. */
import { kindOf } from '../../server/kinds.ts'
import { type Random, randomLine, randomOf, randomText } from '../syntax/random.ts'
import { type Files, textsByKind, workspaces } from './seeds.ts'

/** One case: the same for the same number. */
export interface Case {
  readonly number: number
  readonly kind: Kind
  readonly files: Files
  /** The file that was changed most. */
  readonly file: string
  readonly random: Random
}

const kinds = ['mutated gateway', 'mutated manifest', 'spliced', 'arbitrary text', 'arbitrary bytes', 'long'] as const
export type Kind = (typeof kinds)[number]

/** Of ten cases, three of a mutated gateway, three of a mutated manifest, and one of each other kind. */
const ORDER: readonly Kind[] = [
  kinds[0],
  kinds[1],
  kinds[0],
  kinds[1],
  kinds[2],
  kinds[3],
  kinds[0],
  kinds[1],
  kinds[4],
  kinds[5],
]

/** So many cases of a kind follow each other, so that each property has its turn. */
const TURNS = 5

export function caseOf(seed: number, number: number): Case {
  const random = randomOf(seed * 1_000_003 + number)
  const kind = ORDER[Math.floor(number / TURNS) % ORDER.length]!
  const files = new Map(random.of(workspaces))
  const paths = [...files.keys()]
  const ofGateway = paths.filter(path => /^(?:nginx|haproxy)$/.test(kindOf(path, files.get(path)!) ?? ''))
  const others = paths.filter(path => !ofGateway.includes(path))
  const among = kind === 'mutated manifest' && others.length > 0 ? others : ofGateway.length > 0 ? ofGateway : paths
  const file = random.of(among)
  files.set(file, changed(kind, file, files.get(file)!, random))
  return { number, kind, files, file, random }
}

function changed(kind: Kind, file: string, text: string, random: Random): string {
  switch (kind) {
    case 'arbitrary text':
      return randomText(random)
    case 'arbitrary bytes':
      return bytes(random)
    case 'spliced':
      return spliced(text, random.of(textsByKind.get(kindOf(file, text) ?? 'nginx') ?? [text]), random)
    case 'long':
      return mutated(repeated(text, random), random, 2)
    default:
      return mutated(text, random, 1 + random.below(4))
  }
}

/** Bytes, read as UTF-8 the way an editor does. */
const bytes = (random: Random): string =>
  new TextDecoder().decode(Uint8Array.from({ length: random.below(400) }, () => random.below(256)))

/** The beginning of one text, and the end of another. */
function spliced(text: string, other: string, random: Random): string {
  const lines = text.split('\n')
  const ends = other.split('\n')
  return [...lines.slice(0, random.below(lines.length + 1)), ...ends.slice(random.below(ends.length + 1))].join('\n')
}

/** Some lines again and again. */
function repeated(text: string, random: Random): string {
  const lines = text.split('\n')
  const start = random.below(lines.length)
  const part = lines.slice(start, start + 1 + random.below(6))
  return [
    ...lines.slice(0, start),
    ...Array.from({ length: 5 + random.below(60) }, () => part).flat(),
    ...lines.slice(start),
  ].join('\n')
}

/** Words that are at the edge of what something reads. */
const ODD = [
  '0',
  '-1',
  '1',
  '65536',
  '99999999999999999999',
  '1e3',
  '""',
  "''",
  '*',
  '$',
  '${A}',
  '${A:-b}',
  '{{ x }}',
  '~',
  '[]',
  '{}',
  'null',
  'true',
  '&a',
  '*a',
  '!!x',
  '|',
  '>',
  '- ',
  ': ',
  '..',
  '/',
  '\\',
  '\t',
  '\u0000',
  '\ud83d',
  'é',
  '__proto__',
  'constructor',
  'toString',
  '0x1f',
  '1:2',
  '::1',
  '127.0.0.1',
  'localhost',
  'on',
  'off',
  'include *;',
  '<<: *a',
  'a'.repeat(300),
]

/** A few small changes. */
function mutated(text: string, random: Random, times: number): string {
  let now = text
  for (let done = 0; done < times; done++) now = mutation(now, random)
  return now
}

/** One small change. */
export function mutation(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  const lines = text.split('\n')
  const line = random.below(lines.length)
  switch (random.below(10)) {
    case 0:
      return text.slice(0, at) + text.slice(at + random.of([1, 1, 2, 5, 40]))
    case 1:
      return (
        text.slice(0, at) + random.of([...';{}"\'\\#$ \t\n:-[]&*|>%@!,()', '\r\n', '${', '{{', '}}']) + text.slice(at)
      )
    case 2:
    case 3:
      return otherWord(text, random)
    case 4:
      return lines.toSpliced(line, 1).join('\n')
    case 5:
      return lines.toSpliced(line, 0, lines[random.below(lines.length)]!).join('\n')
    case 6:
      return lines.with(line, random.of(['', ' ', '  ', '\t', '        ']) + lines[line]!.trimStart()).join('\n')
    case 7:
      return lines.toSpliced(line, 0, randomLine(random)).join('\n')
    case 8:
      return random.of([text.slice(0, at), text.slice(at), text.replaceAll('\n', '\r\n'), `\ufeff${text}`])
    default:
      return lines.with(line, lines[random.below(lines.length)]!).join('\n')
  }
}

/** A word in the place of another: an odd one, or one that stands elsewhere in the text. */
function otherWord(text: string, random: Random): string {
  const words = [...text.matchAll(/[^\s;{}:,"']+/g)]
  if (words.length === 0) return text
  const word = random.of(words)
  const put = random.below(2) === 0 ? random.of(ODD) : random.of(words)[0]
  return text.slice(0, word.index) + put + text.slice(word.index + word[0].length)
}
