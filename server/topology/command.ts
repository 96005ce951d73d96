/** Finds the processes that a service starts: through shells, wrappers and waiting scripts to the programs with their arguments. */
import { slice, type Word } from '../syntax/text.ts'
import type { BuiltImage } from './build.ts'
import { subcommandsOf } from './programs.ts'
import { type Argument, commandsOf, type Simple, splitWords } from './shell.ts'
import { GAP, type Variables } from './substitute.ts'
import { get, partOf, type Value, wordOf } from './values.ts'
import { isPreparing, wrapperLength } from './wrappers.ts'

/** The words that a container starts with; undefined where the image decides. */
export function commandOf(service: Value, image: BuiltImage | undefined): readonly Argument[] | undefined {
  const entrypoint = written(get(service, 'entrypoint'))
  const command = written(get(service, 'command'))
  if (entrypoint) return [...entrypoint, ...(command ?? [])]
  const words = [...(image?.entrypoint ?? []), ...(command ?? image?.command ?? [])]
  return words.length > 0 ? words : undefined
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
  readonly args: readonly Argument[]
}

export interface Processes {
  /** Every program that may go on running. */
  readonly running: readonly Process[]
  /** All that is started was understood. */
  readonly readable: boolean
}

/** A script in a script in a script is as far as anybody goes. */
const DEEPEST = 5

/** `variables`: the environment of the service, for the scripts in it. */
export function processesOf(words: readonly Argument[], variables: Variables): Processes {
  return fromWords(words, variables, 0)
}

function fromWords(words: readonly Argument[], variables: Variables, depth: number): Processes {
  const bare = unwrap(words)
  const [first, ...args] = bare.words
  if (!first || depth > DEEPEST) return { running: [], readable: bare.words.length === 0 && bare.readable }
  const name = baseName(first.text)
  if (/^(?:ba|da|a|z|k)?sh$/.test(name)) return fromShell(args, variables, depth)
  const plain = args.flatMap(word => (word && !word.text.startsWith('-') ? word.text : []))
  if (isPreparing(name, plain)) return { running: [], readable: bare.readable }
  const subcommands = subcommandsOf(name)
  const cut = args.findIndex(word => word && subcommands.includes(word.text))
  const process =
    cut < 0 ? { name, at: first, args } : { name: `${name} ${args[cut]!.text}`, at: first, args: args.slice(cut + 1) }
  return { running: [process], readable: bare.readable }
}

function fromShell(args: readonly Argument[], variables: Variables, depth: number): Processes {
  const at = args.findIndex(word => word && /^-[a-z]*c$/.test(word.text))
  const script = at < 0 ? undefined : args[at + 1]
  if (!script) return { running: [], readable: false }
  return fromScript(script, variables, depth + 1)
}

function fromScript(script: Word, variables: Variables, depth: number): Processes {
  const locals = new Map<string, Argument>()
  const scoped: Variables = (name, fallback) =>
    locals.has(name) ? (locals.get(name)?.text ?? null) : variables(name, fallback)
  const running: Process[] = []
  let readable = true
  for (const simple of commandsOf(script, scoped)) {
    const words = withoutKeywords(simple)
    if (!words) {
      readable = false
      continue
    }
    const start = words.findIndex(word => !word || !ASSIGNMENT.test(word.text))
    const rest = start < 0 ? [] : words.slice(start)
    const assigned = rest[0]?.text === 'export' ? rest : start < 0 ? words : words.slice(0, start)
    for (const word of assigned) if (word && ASSIGNMENT.test(word.text)) locals.set(...assignment(word))
    if (rest.length === 0) continue
    const inner = fromWords(rest, scoped, depth + 1)
    running.push(...inner.running)
    readable &&= inner.readable && (simple.then !== '&' || inner.running.length === 0)
  }
  return { running, readable }
}

const ASSIGNMENT = /^[A-Za-z_]\w*=/

function assignment(word: Word): readonly [string, Word] {
  const cut = word.text.indexOf('=')
  return [word.text.slice(0, cut), slice(word, cut + 1)]
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

/** Takes away what only starts something else: `exec`, `tini --`, `gosu user`, `poetry run`, `python -m`, `wait-for-it.sh db:5432 --`. */
function unwrap(words: readonly Argument[]): { readonly words: readonly Argument[]; readonly readable: boolean } {
  let rest = words
  let readable = true
  for (let step = 0; step < 20; step += 1) {
    const [first] = rest
    if (!first) break
    const name = baseName(first.text)
    const skip = wrapperLength(name, rest)
    if (skip > 0) {
      rest = rest.slice(skip)
      continue
    }
    if (!/(?:^|[-_.])(?:entry-?point|start|run|init)(?:\.sh)?$|\.sh$/.test(name) || rest.length < 2) break
    readable = false
    rest = rest.slice(1)
  }
  return { words: rest, readable }
}

/** The name of a program without its folder, its version and its extension. */
export const baseName = (path: string): string =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/^(python|php|ruby|pypy|pip)[\d.]+$/, '$1')
    .replace(/\.(?:exe|js|cjs|mjs)$/, '')
