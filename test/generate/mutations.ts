/** Writes the files of a workspace in other ways that people write them: other line ends, blanks, quotes, comments, names, order, places. */
import { parse } from '../../server/syntax/parse.ts'
import { type Dialect, type Directive, type Document, walk } from '../../server/syntax/tree.ts'
import type { Random } from '../syntax/random.ts'

export interface Written {
  readonly path: string
  readonly language: string
  readonly text: string
}

/** Gives the files back as they are where it has nothing to change. */
export type Mutation = (files: readonly Written[], random: Random) => readonly Written[]

/** By name, so that a failure says what was done. */
export const mutations = {
  'line ends of Windows': files => files.map(file => ({ ...file, text: file.text.replace(/\r?\n/g, '\r\n') })),
  tabs: each(text => text.replace(/^(?: {2})+/gm, blanks => '\t'.repeat(blanks.length / 2))),
  'blanks at line ends': each((text, _, random) =>
    text.replace(/(?<![\\\s])(?=\r?$)/gm, () => random.of(['', '', '  ', '\t'])),
  ),
  'comments between': each((text, document, random) => {
    const places = [...walk(document.directives)].map(({ at }) => text.lastIndexOf('\n', at.start - 1) + 1)
    const open = new Set(places.filter(place => isBetween(document, place)))
    return insertedAll(text, Array.from(open).filter(chance(random, 3)), () => `  # note ${random.below(100)}\n`)
  }),
  'comments behind': each((text, document, random) => {
    const ends = [...walk(document.directives)].filter(({ body }) => !body).map(({ at }) => at.end)
    const open = ends.filter(end => /^;?[ \t]*(?:\r?\n|$)/.test(text.slice(end)) && isBetween(document, end))
    return insertedAll(
      text,
      open.map(end => (text[end] === ';' ? end + 1 : end)).filter(chance(random, 3)),
      () => ` # why ${random.below(100)}`,
    )
  }),
  quotes: each((text, document, random) => {
    const words = [...walk(document.directives)].flatMap(({ args }) => args).map(({ at }) => at)
    const plain = words.filter(({ start, end }) => /^[\w.:/-]+$/.test(text.slice(start, end)) && !isQuoted(text, start))
    return plain
      .toSorted((a, b) => b.start - a.start)
      .filter(chance(random, 3))
      .reduce((done, { start, end }) => `${done.slice(0, start)}"${done.slice(start, end)}"${done.slice(end)}`, text)
  }),
  'a word a line': each((text, document, random) => {
    const gaps = [...walk(document.directives)]
      .flatMap(({ name, args }) =>
        args.map((word, index) => [(args[index - 1] ?? name).at.end, word.at.start] as const),
      )
      .filter(([from, to]) => /^[ \t]+$/.test(text.slice(from, to)))
    const other = document.dialect === 'nginx' ? ['\n      ', '   ', ' # so\n      '] : ['   ', '\t']
    const between = (): string => random.of(other)
    return gaps
      .toSorted(([a], [b]) => b - a)
      .filter(chance(random, 4))
      .reduce((done, [from, to]) => done.slice(0, from) + between() + done.slice(to), text)
  }),
  'another order': each((text, document, random) => {
    const blocks = [document.directives, ...[...walk(document.directives)].map(({ body }) => body ?? [])]
    const pairs = blocks.flatMap(body => body.slice(1).map((later, index) => [body[index]!, later] as const))
    const pair = pairs.length > 0 ? random.of(pairs) : undefined
    if (!pair || pair.some(({ at }) => document.dialect === 'haproxy' && text.slice(at.start, at.end).includes('\n')))
      return text
    const [first, second] = pair.map(({ at }) => at) as [Directive['at'], Directive['at']]
    const cut = ({ start, end }: Directive['at']): string => text.slice(start, end)
    return (
      text.slice(0, first.start) +
      cut(second) +
      text.slice(first.end, second.start) +
      cut(first) +
      text.slice(second.end)
    )
  }),
  'all on a line': each((text, document) =>
    document.dialect === 'nginx' && document.comments.length === 0
      ? `${text.trim().replace(/\s*\n\s*/g, ' ')}\n`
      : text,
  ),
  'other names': (files, random) => {
    const services = files.flatMap(({ path, text }) =>
      /compose/.test(path) ? Array.from(text.matchAll(/^ {2}([\w-]+):/gm), ([, name]) => name!) : [],
    )
    if (services.length === 0) return files
    const name = random.of(services)
    const other = `${random.of(['the-', 'shop_', 'X'])}${name}`
    const known = new RegExp(`(?<![\\w.-]|[^/]/)${name}(?![\\w-])`, 'g')
    return files.map(file => ({ ...file, text: file.text.replace(known, other) }))
  },
  'a block in a file of its own': (files, random) => {
    const main = files.find(({ path }) => path === '/p/nginx.conf')
    const document = main && parse(main.path, 'nginx', main.text)
    const inner = document ? [...walk(document.directives)].flatMap(({ body }) => body ?? []) : []
    const blocks = inner.filter(({ at }) => at.file === main?.path)
    if (!main || blocks.length === 0 || files.some(({ path }) => path === PART)) return files
    const { at } = random.of(blocks)
    const text = `${main.text.slice(0, at.start)}include parts/one.conf;${main.text.slice(at.end)}`
    const part = { path: PART, language: 'nginx', text: `${main.text.slice(at.start, at.end)}\n` }
    const mounted = /"(?:\.\/nginx\.conf:\/etc\/nginx\/nginx\.conf)[^"]*"/
    return [
      part,
      ...files.map(file =>
        file === main
          ? { ...file, text }
          : { ...file, text: file.text.replace(mounted, all => `${all}, "./parts:/etc/nginx/parts:ro"`) },
      ),
    ]
  },
  'within the manifest': files => {
    const compose = files.find(({ path }) => path === '/p/compose.yaml')
    const [mount, name, target] = /volumes: \["\.\/([\w.]+):([^":]+)[^"]*"\]/.exec(compose?.text ?? '') ?? []
    const file = files.find(({ path }) => path === `/p/${name}`)
    if (!compose || !mount || !file || /^configs:|\t/m.test(compose.text + file.text)) return files
    const lines = file.text
      .replaceAll('$', '$$$$')
      .split('\n')
      .map(line => line && `      ${line}`)
    const text = `${compose.text.replace(mount, `configs: [{ source: gateway, target: ${target} }]`).trimEnd()}\nconfigs:\n  gateway:\n    content: |\n${lines.join('\n')}`
    return files.flatMap(each => (each === file ? [] : each === compose ? [{ ...each, text }] : [each]))
  },
} satisfies Readonly<Record<string, Mutation>>

const PART = '/p/parts/one.conf'

/** Of the files that are configurations, each by itself. */
function each(change: (text: string, document: Document, random: Random) => string): Mutation {
  return (files, random) =>
    files.map(file => {
      if (file.language !== 'nginx' && file.language !== 'haproxy') return file
      return { ...file, text: change(file.text, parse(file.path, file.language as Dialect, file.text), random) }
    })
}

const chance = (random: Random, of: number) => (): boolean => random.below(of) === 0

/** No word, however many lines it has, and no comment goes over this place. */
const isBetween = ({ directives, comments }: Document, place: number): boolean =>
  [...walk(directives)].every(
    ({ name, args, lua }) =>
      [name, ...args].every(({ at }) => place <= at.start || at.end < place || at.end === place) && !lua,
  ) && comments.every(({ at }) => place <= at.start || at.end < place)

const isQuoted = (text: string, start: number): boolean => /["']/.test(text[start - 1] ?? '') || text[start] === '"'

const insertedAll = (text: string, places: readonly number[], put: () => string): string =>
  [...new Set(places)].sort((a, b) => b - a).reduce((done, at) => done.slice(0, at) + put() + done.slice(at), text)
