/** Builds a Dockerfile in the mind: what the image holds that comes of it. */
import { join } from '../model/path.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { BuiltImage, Context, Named } from './built-image.ts'
import { copiesOf } from './copies.ts'
import type { Dockerfile, Instruction, Stage } from './dockerfile.ts'
import { jsonWords, programWords } from './exec-form.ts'
import { healthCheckIn } from './health.ts'
import { expandWords, splitWords } from './shell.ts'
import { substitute, type Variables } from './substitute.ts'

/** How an image is built. */
export interface Settings {
  /** The stage that is asked for; undefined for the last one. */
  readonly target: string | undefined
  /** The build's arguments; null for a value that is not known. */
  readonly args: ReadonlyMap<string, string | null>
  /** The folder that `COPY` reads from; undefined when it is not in the workspace. */
  readonly context: Context | undefined
  /** What another name than a stage's stands for: a context of its own, or an image that is built from a Dockerfile of the workspace. */
  named(name: string): Named | undefined
}

/** Far more than any real image holds: each stage that copies all of another one may double it. */
const MOST_COPIES = 500

/** Undefined when there is no such stage. */
export function build(dockerfile: Dockerfile, settings: Settings): BuiltImage | undefined {
  const { stages } = dockerfile
  const { target, args } = settings
  const last = target === undefined ? stages.length - 1 : indexOf(stages, target)
  const globals: Arguments = new Map()
  for (const { name, rest } of dockerfile.args)
    if (name === 'ARG') declare(rest, globals, args, other => argumentOf(globals, other))
  const images: BuiltImage[] = []
  for (const stage of stages.slice(0, last + 1)) {
    const before = stages.slice(0, images.length)
    const from = substitute(stage.from, name => argumentOf(globals, name), 'backslash')
    const source = (name: string): Named | undefined => {
      const image = images[indexOf(before, name)]
      return image ? { kind: 'image', image } : settings.named(name)
    }
    const found = from && (sameStage(before, images, from.text) ?? settings.named(from.text))
    const below = found?.kind === 'image' ? found.image : undefined
    images.push({ ...evaluate(stage, below, globals, settings, source), ...(!below && { base: from }) })
  }
  return images[last]
}

/** A stage is begun with by its name alone, the last one of it counts. */
function sameStage(stages: readonly Stage[], images: readonly BuiltImage[], wanted: string): Named | undefined {
  const image = images[stages.findLastIndex(({ name }) => isSame(name, wanted))]
  return image && { kind: 'image', image }
}

/** Stages are asked for by their name or their number. */
const indexOf = (stages: readonly Stage[], wanted: string): number =>
  stages.findLastIndex(({ name }, at) => isSame(name, wanted) || String(at) === wanted)

const isSame = (name: Word | undefined, wanted: string): boolean => name?.text.toLowerCase() === wanted.toLowerCase()

/** One stage on top of what it begins with. The triggers that were left there (`ONBUILD`) come first. */
function evaluate(
  stage: Stage,
  below: BuiltImage | undefined,
  globals: Arguments,
  { args, context }: Settings,
  source: (name: string) => Named | undefined,
): BuiltImage {
  const environment = new Map(below?.environment)
  const exposed = [...(below?.exposed ?? [])]
  const copies = [...(below?.copies ?? [])]
  const runs = [...(below?.runs ?? [])]
  const triggers: Instruction[] = []
  const locals: Arguments = new Map(below?.args)
  let { entrypoint, command, healthcheck, workdir, shell } = below ?? {}
  let ownCommand = false
  let plain = below?.plain ?? true

  const variables: Variables = name =>
    environment.has(name) ? (environment.get(name)?.text ?? null) : argumentOf(locals, name)
  const known = (word: Word): Word | undefined => substitute(word, variables, 'backslash')
  for (const instruction of [...(below?.triggers ?? []), ...stage.instructions]) {
    const { name, rest } = instruction
    if (name === 'ARG') declare(rest, locals, args, variables, globals)
    else if (name === 'ENV') {
      for (const [key, value] of pairsOf(rest, variables)) environment.set(key, value)
    } else if (name === 'EXPOSE') exposed.push(...splitWords(rest).map(known))
    else if (name === 'WORKDIR') workdir = folder(known(unquoted(rest)), workdir)
    else if (name === 'RUN') runs.push(rest)
    else if (name === 'SHELL') shell = jsonWords(rest)
    else if (name === 'HEALTHCHECK') healthcheck = healthCheckIn(rest, shell)
    else if (name === 'ONBUILD') triggers.push(...triggerOf(rest))
    else if (name === 'COPY' || name === 'ADD') {
      const brought = copiesOf(instruction, { known, workdir, context, source })
      copies.push(...brought.slice(0, Math.max(MOST_COPIES - copies.length, 0)))
      plain &&= name === 'COPY' && brought.length > 0 && !/--from=|\$/.test(rest.text)
    } else if (name === 'CMD') {
      command = programWords(rest, shell)
      ownCommand = true
    } else if (name === 'ENTRYPOINT') {
      entrypoint = programWords(rest, shell)
      /** An entrypoint makes the command of what the stage begins with void. */
      if (!ownCommand) command = []
    }
  }
  return {
    base: below?.base,
    entrypoint,
    command,
    environment,
    exposed,
    copies,
    healthcheck,
    runs,
    plain: plain && runs.length === 0,
    workdir,
    shell,
    args: locals,
    triggers,
  }
}

/** Arguments by name: undefined when no value was given, null for one that is not known. */
type Arguments = Map<string, string | null | undefined>

/** One that nobody declared may be the base image's, or one of those that the builder brings. */
const argumentOf = (values: ReadonlyMap<string, string | null | undefined>, name: string): string | null | undefined =>
  values.has(name) ? values.get(name) : null

/** An instruction that is carried out when something is built on the image. */
function triggerOf(rest: Word): readonly Instruction[] {
  const name = /^([A-Za-z]+)\s+/.exec(rest.text)
  return name ? [{ name: name[1]!.toUpperCase(), rest: slice(rest, name[0].length), files: [] }] : []
}

/** `ARG a=1 b`: what the build is given counts before the default, and that of an `ARG` above all stages before nothing. */
function declare(
  rest: Word,
  into: Arguments,
  given: ReadonlyMap<string, string | null>,
  variables: Variables,
  globals?: Arguments,
): void {
  for (const { word, value } of expandWords(rest, variables)) {
    const [whole, name] = /^([^=]+)=?/.exec(word.text) ?? []
    if (whole === undefined || name === undefined) continue
    const fallback = whole === name ? globals?.get(name) : (value?.text.slice(whole.length) ?? null)
    into.set(name, given.has(name) ? given.get(name) : fallback)
  }
}

/** `ENV a=1 b="2 3"`, or the old `ENV a 1 2`. All of them are worked out before the first one is set. */
function pairsOf(rest: Word, variables: Variables): readonly (readonly [string, Word | undefined])[] {
  const old = /^([^\s=]+)\s+/.exec(rest.text)
  if (old) return [[old[1]!, substitute(slice(rest, old[0].length), variables, 'backslash')]]
  return expandWords(rest, variables).flatMap(({ word, value }) => {
    const cut = word.text.indexOf('=')
    return cut > 0 ? [[word.text.slice(0, cut), value && slice(value, cut + 1)] as const] : []
  })
}

const unquoted = (word: Word): Word => splitWords(word)[0] ?? word

const folder = (word: Word | undefined, below: string | undefined): string | undefined =>
  word && (word.text.startsWith('/') ? join('/', word.text) : below === undefined ? undefined : join(below, word.text))
