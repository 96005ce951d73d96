/** The ports that a process is told to listen on by its command line. */
import { slice, type Word } from '../syntax/text.ts'
import type { Process } from './command.ts'
import { isLoopbackHost, isPort, listenOf } from './listen.ts'
import { ANY_PROGRAM, type Program, programNamed } from './programs.ts'
import type { Argument } from './shell.ts'
import type { Port } from './topology.ts'

export interface Told {
  readonly ports: readonly Port[]
  /** These are all: the program is known, and its words say where it listens. */
  readonly settled: boolean
  /** An option names a port that is not known here. */
  readonly unread: boolean
}

/** A variable of the environment; undefined when it is not set, null when it is not known. */
type Environment = (name: string) => Word | null | undefined

/** `service`: the environment of the service. */
export function toldOf(process: Process, service: Environment): Told {
  const environment: Environment = name =>
    process.variables.has(name) ? (process.variables.get(name) ?? null) : service(name)
  const known = programNamed(process.name)
  const program = known ? { ...known, protocol: protocolOf(known, process.args) } : ANY_PROGRAM
  const options = optionsOf(process.args, program)
  const host = hostOf(program, options, environment)
  const given = options.flatMap(option => portsOf(option, program, host))
  const unread = options.some(({ kind, value }) => kind !== 'host' && value === undefined)
  const settled = known !== undefined && !program.more && !unread && process.args.every(word => word !== undefined)
  if (given.length > 0) return { ports: program.address ? given : given.slice(-1), settled, unread }
  if (unread || !known || options.some(({ kind }) => kind !== 'host')) return { ports: [], settled: false, unread }
  return otherwise(process, program, host, settled, environment)
}

/** A web server speaks HTTP unless an option gives it a certificate; a word that is not known may be that option. */
function protocolOf({ protocol, tls }: Program, args: readonly Argument[]): Port['protocol'] {
  if (!tls) return protocol
  if (args.includes(undefined)) return undefined
  return args.some(word => tls.some(option => word!.text === option || word!.text.startsWith(`${option}=`)))
    ? 'https'
    : 'http'
}

interface Option {
  readonly kind: 'port' | 'address' | 'host'
  readonly name: string
  /** Undefined when it is not known. */
  readonly value: Word | undefined
}

/** Options that name a port, an address or a host, in the order of the command line: `--port 80`, `--port=80`, `-p80`. */
function optionsOf(args: readonly Argument[], program: Program): readonly Option[] {
  const kinds = (['port', 'address', 'host'] as const).flatMap(kind =>
    (program[kind] ?? []).map(name => ({ kind, name })),
  )
  const found = args.flatMap((word, index): Option[] => {
    if (!word) return []
    const option = kinds.find(
      ({ name }) =>
        word.text === name || word.text.startsWith(`${name}=`) || (isShort(name) && isGlued(word.text, name)),
    )
    if (!option) return []
    if (word.text === option.name)
      return index + 1 < args.length && !isOption(args[index + 1]) ? [{ ...option, value: args[index + 1] }] : []
    const cut = word.text[option.name.length] === '=' ? option.name.length + 1 : option.name.length
    return [{ ...option, value: slice(word, cut) }]
  })
  if (!program.plain) return found
  const plain = args.filter(word => !word?.text.startsWith('-'))
  const address = plain.find(word => word && listenOf(word))
  const doubtful = plain.some(word => word === undefined || word.text.includes(':'))
  return address || doubtful ? [...found, { kind: 'address', name: '', value: address }] : found
}

const isShort = (name: string): boolean => /^-\w$/.test(name)
const isGlued = (text: string, name: string): boolean =>
  text.startsWith(name) && /^[\d.:*[]/.test(text.slice(name.length))
const isOption = (word: Argument): boolean => word !== undefined && /^--?[a-z]/i.test(word.text)

/** The host that it binds, if a word says so: null when a word does, but is not known. */
function hostOf(program: Program, options: readonly Option[], environment: Environment): string | null | undefined {
  const option = options.findLast(({ kind }) => kind === 'host')
  if (option) return option.value?.text ?? null
  const variable = program.variables?.host === undefined ? undefined : environment(program.variables.host)
  return variable === null ? null : variable?.text
}

function portsOf({ kind, name, value }: Option, program: Program, host: string | null | undefined): readonly Port[] {
  if (kind === 'host' || !value) return []
  const protocol = program.speaks?.[name] ?? program.protocol
  return Array.from(value.text.matchAll(/[^,;]+/g), match =>
    slice(value, match.index, match.index + match[0].length),
  ).flatMap(part => {
    const listen = listenOf(part)
    if (!listen || (kind === 'port' && !isPort(part.text))) return []
    const bare = listen.port.text === part.text
    return [
      port(listen.number, listen.port, bare ? isLoopback(program, host) : listen.loopback, protocol ?? listen.protocol),
    ]
  })
}

const isLoopback = (program: Program, host: string | null | undefined): boolean =>
  host === undefined ? program.loopback === true : host !== null && isLoopbackHost(host)

const port = (number: number, { at }: Word, loopback: boolean, protocol: Port['protocol']): Port => ({
  number,
  source: 'command',
  at,
  ...(protocol && { protocol }),
  ...(loopback && { loopback }),
})

/** Told nothing by its words: a variable may tell it, or it listens where it always does. */
function otherwise(
  process: Process,
  program: Program,
  host: string | null | undefined,
  settled: boolean,
  environment: Environment,
): Told {
  const { port: name, addresses = [] } = program.variables ?? {}
  const variables = [...(name === undefined ? [] : [name]), ...addresses].map(environment)
  const values = variables.flatMap(variable => (variable?.text ? variable : []))
  const options = values.map((value): Option => ({ kind: 'address', name: '', value }))
  const told = options.flatMap(option => portsOf(option, program, host))
  const unread = variables.includes(null) || told.length < values.length
  if (told.length > 0 || unread)
    return { ports: told.map(each => ({ ...each, source: 'environment' })), settled: settled && !unread, unread }
  if (!program.otherwise) return { ports: [], settled: false, unread: false }
  const usual = port(program.otherwise.port, process.at, isLoopback(program, host), program.protocol)
  return { ports: [usual], settled, unread: false }
}
