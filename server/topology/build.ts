/** What an image holds that a Dockerfile builds: the last stage, or the one that is asked for, with the stages of the file that it begins with. */
import { join } from '../model/path.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { Dockerfile, Stage } from './dockerfile.ts'
import { splitWords } from './shell.ts'
import { substitute, type Variables } from './substitute.ts'
import type { Mount } from './topology.ts'

export interface BuiltImage {
  /** The image that all begins with; undefined when a variable in its name is not known. */
  readonly base: Word | undefined
  /** The words of `ENTRYPOINT` and `CMD`; a shell form is `/bin/sh -c …`. Undefined where there is none: the base image's counts. */
  readonly entrypoint: readonly Word[] | undefined
  readonly command: readonly Word[] | undefined
  /** By name; undefined for a value that is not known. */
  readonly environment: ReadonlyMap<string, Word | undefined>
  /** Each word of `EXPOSE`; undefined for one that is not known. */
  readonly exposed: readonly (Word | undefined)[]
  readonly copies: readonly Mount[]
  /** The command of `HEALTHCHECK`. */
  readonly healthcheck: Word | undefined
  /** Every `RUN`. */
  readonly runs: readonly Word[]
}

/** Undefined when there is no such stage. `args`: the build's arguments. `context`: the folder that `COPY` reads from; undefined when that is not in the workspace. */
export function build(
  dockerfile: Dockerfile,
  target: string | undefined,
  args: ReadonlyMap<string, string | null>,
  context: string | undefined,
): BuiltImage | undefined {
  const { stages } = dockerfile
  const index =
    target === undefined
      ? stages.length - 1
      : stages.findIndex(({ name }, at) => name?.text.toLowerCase() === target.toLowerCase() || String(at) === target)
  const chain = chainOf(stages, index)
  if (!chain[0]) return undefined
  const globals = new Map<string, string | null>()
  for (const { name, rest } of dockerfile.args) if (name === 'ARG') declare(rest, globals, args, globals)
  return evaluate(chain, globals, args, context)
}

/** A stage with those of the file that it begins with, the first one first. */
function chainOf(stages: readonly Stage[], index: number): readonly Stage[] {
  const stage = stages[index]
  if (!stage) return []
  const before = stages.findLastIndex(
    ({ name }, at) => at < index && name?.text.toLowerCase() === stage.from.text.toLowerCase(),
  )
  return [...chainOf(stages, before), stage]
}

function evaluate(
  chain: readonly Stage[],
  globals: ReadonlyMap<string, string | null>,
  args: ReadonlyMap<string, string | null>,
  context: string | undefined,
): BuiltImage {
  const environment = new Map<string, Word | undefined>()
  const exposed: (Word | undefined)[] = []
  const copies: Mount[] = []
  const runs: Word[] = []
  let entrypoint: readonly Word[] | undefined
  let command: readonly Word[] | undefined
  let healthcheck: Word | undefined
  let workdir: string | undefined

  for (const { instructions } of chain) {
    const locals = new Map<string, string | null>()
    const variables: Variables = name =>
      environment.has(name) ? (environment.get(name)?.text ?? null) : (locals.get(name) ?? null)
    const known = (word: Word): Word | undefined => substitute(word, variables, 'backslash')
    let ownCommand = false
    for (const { name, rest } of instructions) {
      if (name === 'ARG') declare(rest, locals, args, globals)
      else if (name === 'ENV') for (const [key, value] of pairsOf(rest)) environment.set(key, value && known(value))
      else if (name === 'EXPOSE') exposed.push(...splitWords(rest).map(known))
      else if (name === 'WORKDIR') workdir = folder(known(unquoted(rest)), workdir)
      else if (name === 'RUN') runs.push(rest)
      else if (name === 'HEALTHCHECK') healthcheck = /^none$/i.test(rest.text) ? undefined : afterFlags(rest)
      else if (name === 'COPY' || name === 'ADD') copies.push(...copiesOf(rest, known, workdir, context))
      else if (name === 'CMD') {
        command = programOf(rest)
        ownCommand = true
      } else if (name === 'ENTRYPOINT') {
        entrypoint = programOf(rest)
        /** An entrypoint makes the command of what the stage begins with void. */
        if (!ownCommand) command = []
      }
    }
  }
  const base = substitute(chain[0]!.from, name => globals.get(name) ?? null, 'backslash')
  return { base, entrypoint, command, environment, exposed, copies, healthcheck, runs }
}

/** `ARG a=1 b`: what the build is given counts before the default, and that of an `ARG` above all stages before nothing. */
function declare(
  rest: Word,
  into: Map<string, string | null>,
  given: ReadonlyMap<string, string | null>,
  globals: ReadonlyMap<string, string | null>,
): void {
  for (const word of splitWords(rest)) {
    const [, name, value] = /^([^=]+)(?:=(.*))?$/s.exec(word.text) ?? []
    if (!name) continue
    const fallback =
      value === undefined
        ? undefined
        : substitute({ text: value, at: word.at }, other => into.get(other) ?? globals.get(other) ?? null, 'backslash')
            ?.text
    into.set(name, given.has(name) ? given.get(name)! : (fallback ?? globals.get(name) ?? null))
  }
}

/** `ENV a=1 b="2 3"`, or the old `ENV a 1 2`. */
function pairsOf(rest: Word): readonly (readonly [string, Word | undefined])[] {
  const old = /^([^\s=]+)\s+/.exec(rest.text)
  if (old) return [[old[1]!, slice(rest, old[0].length)]]
  return splitWords(rest).flatMap(word => {
    const cut = word.text.indexOf('=')
    return cut > 0 ? [[word.text.slice(0, cut), slice(word, cut + 1)] as const] : []
  })
}

const unquoted = (word: Word): Word => splitWords(word)[0] ?? word

const folder = (word: Word | undefined, below: string | undefined): string | undefined =>
  word && (word.text.startsWith('/') ? join('/', word.text) : below === undefined ? undefined : join(below, word.text))

/** The exec form is a JSON array; whatever is none is run by a shell. */
function programOf(rest: Word): readonly Word[] {
  const words = jsonWords(rest)
  if (words) return words
  const { file, start } = rest.at
  const put = (text: string): Word => ({
    text,
    at: { file, start, end: start },
    offsets: Array.from({ length: text.length + 1 }, () => start),
  })
  return [put('/bin/sh'), put('-c'), rest]
}

/** The strings of a JSON array, each with its place; undefined for anything else. */
export function jsonWords(rest: Word): readonly Word[] | undefined {
  const { text } = rest
  if (!/^\s*\[/.test(text) || !isStrings(text)) return undefined
  return Array.from(text.matchAll(/"((?:[^"\\]|\\.)*)"/g), match => {
    const inner = slice(rest, match.index + 1, match.index + 1 + match[1]!.length)
    const value: string = JSON.parse(match[0])
    return value === inner.text
      ? inner
      : {
          text: value,
          at: inner.at,
          offsets: [...Array.from({ length: value.length }, () => inner.at.start), inner.at.end],
        }
  })
}

const isStrings = (text: string): boolean =>
  /^\s*\[\s*(?:"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"\s*(?:,\s*(?=")|(?=\])))*\]\s*$/.test(text) &&
  !/[\u0000-\u001f]/.test(text.replace(/\s/g, ' '))

const afterFlags = (rest: Word): Word => {
  const flags = /^(?:--\S+\s+)*/.exec(rest.text)![0].length
  const command = /^CMD\s+/i.exec(rest.text.slice(flags))?.[0].length ?? 0
  return slice(rest, flags + command)
}

/** What `COPY` or `ADD` takes from the build context. */
function copiesOf(
  rest: Word,
  known: (word: Word) => Word | undefined,
  workdir: string | undefined,
  context: string | undefined,
): readonly Mount[] {
  const flags = /^(?:--\S+\s+)*/.exec(rest.text)![0]
  if (context === undefined || /--from=/.test(flags)) return []
  const tail = slice(rest, flags.length)
  const words = (jsonWords(tail) ?? splitWords(tail)).map(known)
  const target = words.at(-1)
  const sources = words.slice(0, -1)
  const to = !target
    ? undefined
    : target.text.startsWith('/')
      ? target.text
      : workdir === undefined
        ? undefined
        : `${workdir}/${target.text}`
  if (to === undefined) return []
  return sources.flatMap(source =>
    source && !/^[a-z]+:\/\/|^<<|^git@/.test(source.text) ? copy(source, to, sources.length > 1, context) : [],
  )
}

/** A file that is copied into a folder keeps its name there; of a folder its content is copied. */
function copy(source: Word, to: string, several: boolean, context: string): Mount {
  const path = join(context, source.text.replace(/^\/+/, ''))
  const wildcard = path.search(/[*?[]/)
  if (wildcard >= 0)
    return {
      from: path.slice(0, Math.max(path.lastIndexOf('/', wildcard), 0)),
      to: join('/', to),
      at: source.at,
      via: 'copy',
      pattern: path,
    }
  const name = path.slice(path.lastIndexOf('/') + 1)
  const intoFolder = several || /\/\.{0,2}$/.test(to) || STOCK_FOLDER.test(to)
  return {
    from: path,
    to: join('/', intoFolder && isFileName(name) ? `${to}/${name}` : to),
    at: source.at,
    via: 'copy',
  }
}

/** Folders that the images of the gateways bring: what is copied there goes into them, also without a slash at the end. */
const STOCK_FOLDER = /\/(?:nginx|conf\.d|templates|sites-(?:available|enabled)|haproxy)$/

/** No disk is read: what has an extension is taken for a file, but for names such as `conf.d`. */
const isFileName = (name: string): boolean => /.\.[a-z0-9_-]+$/i.test(name) && !/\.d$/.test(name)
