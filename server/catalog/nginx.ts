/** What nginx knows by name: its directives with all that they take, and its variables. */
import { httpVariables, streamVariables, directives as table } from './nginx.gen.ts'
import { modules } from './nginx-modules.ts'

/** One directive in one family of contexts: `server` is four of them, in `http`, `upstream`, `stream` and `mail`. */
export interface NginxDirective {
  readonly name: string
  /** The contexts in which it may stand: bits of {@link Context}. */
  readonly contexts: number
  /** The counts of arguments that it takes: bit 0 for none, up to bit 7; bit 8 for any more. */
  readonly counts: number
  /** It opens a block; undefined where that is not known. */
  readonly block: boolean | undefined
  readonly kind: ValueKind
  /** The words that a value of kind `enum` or `words` can be, lower case. */
  readonly words: readonly string[]
  /** The least and the greatest value of kind `number`. */
  readonly bounds: readonly [least: number, most: number] | undefined
  /** The release that brought it; undefined where that was 1.18.0 or before, or is not known. */
  readonly since: string | undefined
  /** The first release without it. */
  readonly gone: string | undefined
  /** nginx refuses it a second time in the same block. */
  readonly once: boolean
  /** The value without it, where that is a constant and the same in all releases. */
  readonly default: string | undefined
  /** What nginx says to use in its place. */
  readonly replacement: string | undefined
  /** The module that brings it, where that is none of nginx's own; "plus" for the commercial edition. */
  readonly module: string | undefined
}

/** How nginx reads the arguments; `own` for a way that this directive shares with no other. */
export type ValueKind =
  | 'own'
  | 'flag'
  | 'text'
  | 'texts'
  | 'pair'
  | 'number'
  | 'size'
  | 'offset'
  | 'time'
  | 'seconds'
  | 'buffers'
  | 'enum'
  | 'words'
  | 'path'
  | 'access'
  | 'value'
  | 'value-size'
  | 'values'

/** The blocks in which nginx tells directives apart, each a bit. */
export const Context = {
  main: 1 << 0,
  events: 1 << 1,
  http: 1 << 2,
  server: 1 << 3,
  location: 1 << 4,
  upstream: 1 << 5,
  ifInServer: 1 << 6,
  ifInLocation: 1 << 7,
  limitExcept: 1 << 8,
  stream: 1 << 9,
  streamServer: 1 << 10,
  streamUpstream: 1 << 11,
  mail: 1 << 12,
  mailServer: 1 << 13,
} as const

export const ANYWHERE = (1 << 14) - 1

/** How one says where a directive may stand, in the order of the bits. */
const CONTEXT_NAMES = [
  'the main context',
  'events',
  'http',
  'server',
  'location',
  'upstream',
  'if in server',
  'if in location',
  'limit_except',
  'stream',
  'server of stream',
  'upstream of stream',
  'mail',
  'server of mail',
]

/** The names of the contexts in a set of bits. */
export const contextNames = (contexts: number): readonly string[] =>
  CONTEXT_NAMES.filter((_, bit) => contexts & (1 << bit))

const LETTERS = 'mehsluijxHSUMN'
const MORE = 1 << 8

/** Whether a directive takes so many arguments. */
export const takes = ({ counts }: NginxDirective, count: number): boolean =>
  (counts & (count > 7 ? MORE : 1 << count)) !== 0

/** How many arguments a directive takes, in words: "one argument", "1 or 2 arguments", "at least one argument". */
export function argumentCounts(directive: NginxDirective): string {
  const counts = [0, 1, 2, 3, 4, 5, 6, 7].filter(count => takes(directive, count))
  const least = counts[0]
  if (takes(directive, 8))
    return least === 0 ? 'any arguments' : `at least ${least === 1 ? 'one argument' : `${least} arguments`}`
  if (counts.length === 1) return least === 0 ? 'no arguments' : least === 1 ? 'one argument' : `${least} arguments`
  return `${counts.slice(0, -1).join(', ')} or ${counts.at(-1)} arguments`
}

/** Everything that goes by a name; undefined for a name that nothing known here brings. */
export function directivesNamed(name: string): readonly NginxDirective[] | undefined {
  const known = read.get(name)
  if (known) return known
  const found = lines()
    .get(name)
    ?.map(({ module, line }) => (module ? fromModule(module, line, name) : fromSource(line)))
  if (found) read.set(name, found)
  return found
}

/** All names. */
export const directiveNames = (): Iterable<string> => lines().keys()

const read = new Map<string, readonly NginxDirective[]>()

/** A line of the tables; `module` for one of a module that is none of nginx's own. */
interface Line {
  readonly module: string | undefined
  readonly line: string
}

let sorted: ReadonlyMap<string, readonly Line[]> | undefined

/** The lines that speak of each name, gathered at the first question. Only those that are asked for are read: a file has few of them. */
function lines(): ReadonlyMap<string, readonly Line[]> {
  if (sorted) return sorted
  const found = new Map<string, Line[]>()
  const add = (name: string, line: Line): void => {
    const others = found.get(name)
    if (others) others.push(line)
    else found.set(name, [line])
  }
  for (const line of table.trim().split('\n')) add(line.slice(0, line.indexOf('|')), { module: undefined, line })
  for (const [module, text] of Object.entries(modules)) {
    for (const line of text.trim().split(/\n\s*/)) {
      for (const name of line.slice(line.indexOf(': ') + 2).split(' ')) add(name, { module, line })
    }
  }
  sorted = found
  return found
}

function fromSource(line: string): NginxDirective {
  const [name, , contexts, args, kinds, since, gone, once, value, replacement] = line.split('|')
  const [kind, limits = ''] = kinds!.split(':')
  const bounds = kind === 'number' && limits ? limits.split('-').map(Number) : undefined
  return {
    name: name!,
    contexts: contextsOf(contexts!),
    counts: countsOf(args!),
    block: args!.includes('{'),
    kind: kind as ValueKind,
    words: limits && !bounds ? limits.toLowerCase().split(',') : [],
    bounds: bounds && [bounds[0]!, bounds[1]!],
    since: since || undefined,
    gone: gone || undefined,
    once: once === '!',
    default: value || undefined,
    replacement: replacement || undefined,
    module: undefined,
  }
}

/** "contexts arguments: name name …", as nginx-modules.ts explains. */
function fromModule(module: string, line: string, name: string): NginxDirective {
  const [contexts, args] = line.slice(0, line.indexOf(': ')).split(' ')
  return {
    name,
    contexts: contextsOf(contexts!),
    counts: countsOf(args!),
    block: args!.includes('{') ? true : args!.includes('?') ? undefined : false,
    kind: args === 'f' ? 'flag' : 'own',
    words: [],
    bounds: undefined,
    since: undefined,
    gone: undefined,
    once: false,
    default: undefined,
    replacement: undefined,
    module,
  }
}

const contextsOf = (letters: string): number =>
  letters === '*' ? ANYWHERE : [...letters].reduce((bits, letter) => bits | (1 << LETTERS.indexOf(letter)), 0)

function countsOf(args: string): number {
  const counts = args.replace(/[{?]/g, '')
  if (counts === '*' || counts === '') return 0x1ff
  if (counts === '+') return 0x1fe
  if (counts === '++') return 0x1fc
  if (counts === 'f') return 0x2
  return [...counts].reduce((bits, count) => bits | (1 << Number(count)), 0)
}

/** A variable's world: those of `http` and `stream` differ. */
export type VariableFamily = 'http' | 'stream'

interface Variables {
  /** Whether the configuration may give it a value. */
  readonly names: ReadonlyMap<string, boolean>
  readonly prefixes: readonly string[]
}

const readVariables = new Map<VariableFamily, Variables>()

function variables(family: VariableFamily): Variables {
  const known = readVariables.get(family)
  if (known) return known
  const names = new Map<string, boolean>()
  for (const entry of (family === 'http' ? httpVariables : streamVariables).trim().split(/\s+/)) {
    const [, name, changeable] = /^(\w+)(=?)/.exec(entry)!
    names.set(name!, changeable === '=')
  }
  const found = { names, prefixes: [...names.keys()].filter(name => name.endsWith('_')) }
  readVariables.set(family, found)
  return found
}

/** Whether nginx itself brings a variable of this name (without `$`, in lower case), or the family of names that it belongs to: `arg_page`. */
export function isBuiltIn(name: string, family: VariableFamily): boolean {
  const { names, prefixes } = variables(family)
  return (
    names.has(name) ||
    /^\d+$/.test(name) ||
    prefixes.some(prefix => name.length > prefix.length && name.startsWith(prefix))
  )
}

/** Whether nginx itself brings a variable and lets no configuration change it (NGX_HTTP_VAR_CHANGEABLE). */
export const isFixed = (name: string, family: VariableFamily): boolean =>
  variables(family).names.get(name) === false && !name.endsWith('_')

/** All names; one with `_` at its end begins a whole family. */
export const variableNames = (family: VariableFamily): Iterable<string> => variables(family).names.keys()
