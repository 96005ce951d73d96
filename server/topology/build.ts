/** What an image holds that a Dockerfile builds. */
import { join } from '../model/path.ts'
import { slice, type Word } from '../syntax/text.ts'
import { copiesOf } from './copies.ts'
import type { Dockerfile, Stage } from './dockerfile.ts'
import { programWords } from './exec-form.ts'
import { healthCheckIn } from './health.ts'
import { splitWords } from './shell.ts'
import { substitute, type Variables } from './substitute.ts'
import type { HealthCheck, Mount } from './topology.ts'

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
  readonly healthcheck: HealthCheck | undefined
  /** Every `RUN`. */
  readonly runs: readonly Word[]
  readonly workdir: string | undefined
}

/** How an image is built. */
export interface Settings {
  /** The stage that is asked for; undefined for the last one. */
  readonly target: string | undefined
  /** The build's arguments; null for a value that is not known. */
  readonly args: ReadonlyMap<string, string | null>
  /** The folder that `COPY` reads from; undefined when it is not in the workspace. */
  readonly context: string | undefined
}

/** Undefined when there is no such stage. */
export function build(dockerfile: Dockerfile, settings: Settings): BuiltImage | undefined {
  const { stages } = dockerfile
  const { target, args } = settings
  const last = target === undefined ? stages.length - 1 : indexOf(stages, target)
  const globals = new Map<string, string | null>()
  for (const { name, rest } of dockerfile.args) if (name === 'ARG') declare(rest, globals, args, globals)
  const images: BuiltImage[] = []
  for (const stage of stages.slice(0, last + 1)) {
    const before = stages.slice(0, images.length)
    const below = images[before.findLastIndex(({ name }) => isSame(name, stage.from.text))]
    const copiedBy = (name: string): readonly Mount[] | undefined => images[indexOf(before, name)]?.copies
    images.push(evaluate(stage, below, globals, settings, copiedBy))
  }
  return images[last]
}

/** Stages are asked for by their name or their number. */
const indexOf = (stages: readonly Stage[], wanted: string): number =>
  stages.findLastIndex(({ name }, at) => isSame(name, wanted) || String(at) === wanted)

const isSame = (name: Word | undefined, wanted: string): boolean => name?.text.toLowerCase() === wanted.toLowerCase()

/** One stage on top of the one that it begins with. */
function evaluate(
  stage: Stage,
  below: BuiltImage | undefined,
  globals: ReadonlyMap<string, string | null>,
  { args, context }: Settings,
  copiedBy: (stage: string) => readonly Mount[] | undefined,
): BuiltImage {
  const environment = new Map(below?.environment)
  const exposed = [...(below?.exposed ?? [])]
  const copies = [...(below?.copies ?? [])]
  const runs = [...(below?.runs ?? [])]
  let { entrypoint, command, healthcheck, workdir } = below ?? {}
  let ownCommand = false

  const locals = new Map<string, string | null>()
  const variables: Variables = name =>
    environment.has(name) ? (environment.get(name)?.text ?? null) : (locals.get(name) ?? null)
  const known = (word: Word): Word | undefined => substitute(word, variables, 'backslash')
  for (const instruction of stage.instructions) {
    const { name, rest } = instruction
    if (name === 'ARG') declare(rest, locals, args, globals)
    else if (name === 'ENV') for (const [key, value] of pairsOf(rest)) environment.set(key, value && known(value))
    else if (name === 'EXPOSE') exposed.push(...splitWords(rest).map(known))
    else if (name === 'WORKDIR') workdir = folder(known(unquoted(rest)), workdir)
    else if (name === 'RUN') runs.push(rest)
    else if (name === 'HEALTHCHECK') healthcheck = healthCheckIn(rest, undefined)
    else if (name === 'COPY' || name === 'ADD')
      copies.push(...copiesOf(instruction, { known, workdir, context, copiedBy }))
    else if (name === 'CMD') {
      command = programWords(rest)
      ownCommand = true
    } else if (name === 'ENTRYPOINT') {
      entrypoint = programWords(rest)
      /** An entrypoint makes the command of what the stage begins with void. */
      if (!ownCommand) command = []
    }
  }
  const base = below ? below.base : substitute(stage.from, name => globals.get(name) ?? null, 'backslash')
  return { base, entrypoint, command, environment, exposed, copies, healthcheck, runs, workdir }
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
