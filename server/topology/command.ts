/** Finds the processes that a service starts: through shells, wrappers and waiting scripts to the programs with their arguments. */
import { slice, type Word, within } from '../syntax/text.ts'
import type { BuiltImage } from './built-image.ts'
import { subcommandsOf } from './programs.ts'
import { type Argument, commandsOf, type Simple, splitWords } from './shell.ts'
import { GAP, type Variables } from './substitute.ts'
import { get, partOf, type Value, wordOf } from './values.ts'
import { isPreparing, wrapperLength } from './wrappers.ts'

/** The words that a container starts with; undefined where the image decides. A list of none is an entrypoint, but no command (moby, `daemon/commit.go`). */
export function commandOf(service: Value, image: BuiltImage | undefined): readonly Argument[] | undefined {
  const entrypoint = written(get(service, 'entrypoint'))
  const command = written(get(service, 'command'))
  const own = command?.length === 0 ? undefined : command
  if (entrypoint && entrypoint.length > 0) return [...entrypoint, ...(own ?? [])]
  const words = [...(entrypoint ?? image?.entrypoint ?? []), ...(own ?? image?.command ?? [])]
  return words.length > 0 ? words : undefined
}

/** How the words that {@link commandOf} gives are written: those of a Dockerfile, unless a shell has them, are JSON. `base`: the image. */
export const styleIn =
  (service: Value, base: Word | undefined): StyleOf =>
  word => {
    if (base && within(word.at, base.at)) return undefined
    const own = [get(service, 'command'), get(service, 'entrypoint')].find(value => value && within(word.at, value.at))
    if (!own) return word.at.file === service.at.file ? undefined : 'list'
    if (own.kind === 'scalar') return 'line'
    const isQuoted = own.kind === 'list' && own.flow && own.items.every(item => item.kind === 'scalar' && item.quoted)
    return isQuoted ? 'list' : undefined
  }

function written(value: Value | undefined): readonly Argument[] | undefined {
  const line = partOf(value)
  if (line) return splitWords(line).map(word => (word.text.includes(GAP) ? undefined : word))
  if (value?.kind === 'list') return value.items.map(item => wordOf(item))
  return value?.kind === 'unknown' ? [undefined] : undefined
}

/** A program that is run. */
export interface Process {
  /** Its name without the path; with its subcommand where that makes it another program ("next dev", "manage.py runserver"). */
  readonly name: string
  readonly at: Word
  /** The last word of its name, behind which options may stand. */
  readonly last: Word
  /** How another word is written behind one of its words; undefined where that is not known. */
  readonly style: Style | undefined
  readonly args: readonly Argument[]
  /** Variables that are set for it on the way: by `export`, `env`, or in front of it. Undefined for a value that is not known. */
  readonly variables: ReadonlyMap<string, Argument>
}

/** Words of a line stand behind spaces, those of a list in double quotes and behind commas. */
export type Style = 'line' | 'list'
type StyleOf = (word: Word) => Style | undefined

export interface Processes {
  /** Every program that may go on running. */
  readonly running: readonly Process[]
  /** All that is started was understood. */
  readonly readable: boolean
}

/** A script in a script in a script is as far as anybody goes. */
const DEEPEST = 5

/** `variables`: the environment of the service, for the scripts in it. `style`: how a word is written. */
export function processesOf(
  words: readonly Argument[],
  variables: Variables,
  style: StyleOf = () => undefined,
): Processes {
  return fromWords(words, { variables, set: new Map(), depth: 0, style })
}

/** Where a command stands. */
interface Scope {
  readonly variables: Variables
  readonly set: ReadonlyMap<string, Argument>
  readonly depth: number
  readonly style: StyleOf
}

function fromWords(words: readonly Argument[], scope: Scope): Processes {
  const bare = unwrap(words)
  const inner = { ...scope, set: new Map([...scope.set, ...bare.set]) }
  const [first, ...args] = bare.words
  if (!first || scope.depth > DEEPEST) return { running: [], readable: bare.words.length === 0 && bare.readable }
  const name = baseName(first.text)
  if (/^(?:ba|da|a|z|k)?sh$/.test(name)) return fromShell(args, inner)
  const plain = args.flatMap(word => (word && !word.text.startsWith('-') ? word.text : []))
  if (isPreparing(name, plain)) return { running: [], readable: bare.readable }
  const subcommands = subcommandsOf(name)
  const cut = args.findIndex(word => word && subcommands.includes(word.text))
  const process =
    cut < 0
      ? { name, at: first, last: first, args }
      : { name: `${name} ${args[cut]!.text}`, at: first, last: args[cut]!, args: args.slice(cut + 1) }
  return { running: [{ ...process, style: scope.style(process.last), variables: inner.set }], readable: bare.readable }
}

function fromShell(args: readonly Argument[], scope: Scope): Processes {
  const at = args.findIndex(word => word && /^-[a-z]*c$/.test(word.text))
  const script = at < 0 ? undefined : args[at + 1]
  return script ? fromScript(script, scope) : { running: [], readable: false }
}

function fromScript(script: Word, scope: Scope): Processes {
  const set = new Map(scope.set)
  const variables: Variables = (name, fallback) =>
    set.has(name) ? (set.get(name)?.text ?? null) : scope.variables(name, fallback)
  const running: Process[] = []
  let readable = true
  for (const simple of commandsOf(script, variables)) {
    const words = withoutKeywords(simple)
    const start = words?.findIndex(word => !word || !ASSIGNMENT.test(word.text)) ?? -1
    const command = words?.slice(start < 0 ? words.length : start) ?? []
    const isExport = command[0]?.text === 'export'
    for (const [name, value] of assignments(isExport || start < 0 ? (words ?? []) : [])) set.set(name, value)
    const own = new Map([...set, ...assignments(words?.slice(0, Math.max(start, 0)) ?? [])])
    const inner =
      command.length === 0
        ? { running: [], readable: words !== undefined }
        : fromWords(command, { variables, set: own, depth: scope.depth + 1, style: () => 'line' })
    running.push(...inner.running)
    readable &&= inner.readable && (simple.then !== '&' || inner.running.length === 0)
  }
  return { running, readable }
}

const ASSIGNMENT = /^[A-Za-z_]\w*=/

/** The variables that words of the form `NAME=value` set. */
function assignments(words: readonly Argument[]): readonly (readonly [string, Argument])[] {
  return words.flatMap(word => {
    const cut = word && ASSIGNMENT.test(word.text) ? word.text.indexOf('=') : -1
    return word && cut > 0 ? [[word.text.slice(0, cut), slice(word, cut + 1)] as const] : []
  })
}

const KEYWORDS = new Set(['if', 'then', 'else', 'elif', 'fi', 'while', 'until', 'do', 'done', '{', '}', '!'])

/** The words of a command within `if` and loops; undefined where the syntax is beyond that. */
function withoutKeywords({ words }: Simple): readonly Argument[] | undefined {
  let at = 0
  while (at < words.length && KEYWORDS.has(words[at]?.text ?? '')) at += 1
  const first = words[at]?.text
  if (first === 'for' || first === 'esac') return []
  if (first === 'case' || first === 'function' || first === 'eval') return undefined
  return words.slice(at)
}

interface Unwrapped {
  readonly words: readonly Argument[]
  readonly set: readonly (readonly [string, Argument])[]
  readonly readable: boolean
}

/** Takes away what only starts something else: `exec`, `tini --`, `gosu user`, `poetry run`, `python -m`, `wait-for-it.sh db:5432 --`. */
function unwrap(words: readonly Argument[]): Unwrapped {
  const set: (readonly [string, Argument])[] = []
  let rest = words
  let readable = true
  for (let step = 0; step < 20; step += 1) {
    const [first] = rest
    if (!first) break
    const name = baseName(first.text)
    const skip = wrapperLength(name, rest)
    if (skip > 0) {
      set.push(...assignments(rest.slice(1, skip)))
      rest = rest.slice(skip)
      continue
    }
    if (!SCRIPT.test(name) || rest.length < 2) break
    readable = false
    rest = rest.slice(1)
  }
  return { words: rest, set, readable }
}

/** A script of one's own, that most likely ends in `exec "$@"`. */
const SCRIPT = /(?:^|[-_.])(?:entry-?point|start|run|init)$|\.sh$/

/** The name of a program without its folder and its version. */
function baseName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/^(python|php|ruby|pip)[\d.]+$/, '$1')
  return path.includes('node_modules/') ? name.replace(/\.[cm]?js$/, '') : name
}
