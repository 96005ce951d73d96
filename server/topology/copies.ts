/** What `COPY` and `ADD` bring from the workspace into an image. */
import { below, join } from '../model/path.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { Context, Named } from './built-image.ts'
import type { Instruction } from './dockerfile.ts'
import { isRendered } from './embedded.ts'
import { jsonWords } from './exec-form.ts'
import { splitWords } from './shell.ts'
import type { Mount } from './topology.ts'

/** Where an instruction stands. */
export interface Surroundings {
  readonly known: (word: Word) => Word | undefined
  readonly workdir: string | undefined
  /** The folder that is sent to the builder; undefined when it is not in the workspace. */
  readonly context: Context | undefined
  /** What `--from` names: an earlier stage, an image, another folder; undefined for what is not in the workspace. */
  readonly source: (name: string) => Named | undefined
}

export function copiesOf(
  { rest, files }: Instruction,
  { known, workdir, context, source }: Surroundings,
): readonly Mount[] {
  const flags = /^(?:--\S+\s+)*/.exec(rest.text)![0]
  const named = /--from=(\S+)/.exec(flags)?.[1]
  const found = named === undefined ? undefined : source(named)
  const sent = named === undefined ? context : found?.kind === 'folder' ? found.context : undefined
  const tail = slice(rest, flags.length)
  const words = (jsonWords(tail) ?? splitWords(tail)).map(known)
  const to = absolute(words.at(-1)?.text, workdir)
  const sources = words.slice(0, -1)
  if (to === undefined) return []
  const several = sources.length > 1
  const marks = sources.filter(source => source?.text.startsWith('<<'))
  const own = files.map(({ path, name }, index) => ({
    from: path,
    to: join('/', several || to.endsWith('/') ? `${to}/${name}` : to),
    at: marks[index]?.at ?? rest.at,
    via: 'copy' as const,
  }))
  const brought = sources.flatMap(word => {
    if (!word || /^[a-z]+:\/\/|^<<|^git@/.test(word.text)) return []
    if (found?.kind === 'image') return fromImage(word, to, several, found.image.copies)
    if (!sent) return []
    const copy = place(join(sent.folder, word.text.replace(/^\/+/, '')), word, to, several)
    return [sent.without ? { ...copy, without: sent.without } : copy]
  })
  return [...brought, ...own.filter(mount => !isRendered(mount.to))]
}

/** A path in the image, its slash at the end kept. */
function absolute(path: string | undefined, workdir: string | undefined): string | undefined {
  if (path === undefined || path.startsWith('/')) return path
  return workdir === undefined ? undefined : `${workdir}/${path}`
}

/** A file that is copied into a folder keeps its name there; of a folder its content is copied. */
function place(path: string, { at }: Word, to: string, several: boolean): Mount {
  const wildcard = path.search(/[*?[]/)
  if (wildcard >= 0) {
    const from = path.slice(0, Math.max(path.lastIndexOf('/', wildcard), 0))
    return { from, to: join('/', to), at, via: 'copy', pattern: path }
  }
  const name = path.slice(path.lastIndexOf('/') + 1)
  const into = several || /\/\.{0,2}$/.test(to) || STOCK_FOLDER.test(to)
  if (into && isFileName(name)) return { from: path, to: join('/', `${to}/${name}`), at, via: 'copy' }
  return { from: path, to: join('/', to), at, via: 'copy', ...(into && { into }) }
}

/** What another image had from the workspace, as a whole or in part. */
function fromImage(source: Word, to: string, several: boolean, copies: readonly Mount[]): readonly Mount[] {
  const path = join('/', source.text)
  const covering = copies.findLast(copy => copy.pattern === undefined && below(copy.to, path) !== undefined)
  const whole = covering ? [place(join(covering.from, below(covering.to, path)!), source, to, several)] : []
  const parts = copies.flatMap(copy => {
    const inner = below(path, copy.to)
    return inner ? [{ ...copy, to: join(join('/', to), inner), at: source.at }] : []
  })
  return [...whole, ...parts]
}

/** Folders that the images of the gateways bring: what is copied there goes into them, also without a slash at the end. */
const STOCK_FOLDER = /\/(?:nginx|conf\.d|templates|sites-(?:available|enabled)|haproxy)$/

/** No disk is read: what has an extension is taken for a file, but for names such as `conf.d`. */
const isFileName = (name: string): boolean => /.\.[a-z0-9_-]+$/i.test(name) && !/\.d$/.test(name)
