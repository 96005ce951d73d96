/** The ports that a process is told to listen on by its command line. */
import { type Edit, pointAt, slice, type Word } from '../syntax/text.ts'
import type { Process } from './command.ts'
import { isLoopbackHost, isPort, listenOf } from './listen.ts'
import { ANY_PROGRAM, type Program } from './program-facts.ts'
import { programNamed } from './programs.ts'
import { type Argument, splitWords } from './shell.ts'
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
  const args = known ? withVariable(process.args, known, environment) : process.args
  const program = known ? { ...known, protocol: protocolOf(known, args) } : ANY_PROGRAM
  const options = optionsOf(args, program)
  const host = hostOf(program, options, environment)
  const isRestyled = args.some(word => !word || program.restyles?.test(word.text))
  const context: Context = { process, program, host, isRestyled, opens: opensHost(process, program, host) }
  const given = options
    .flatMap(option => portsOf(option, context))
    .map(each => ({ ...each, ...readsOf(each, program) }))
  const unread = options.some(({ kind, value }) => kind !== 'host' && value === undefined)
  const settled = known !== undefined && !hasMore(program, args) && !unread && !args.includes(undefined)
  if (given.length > 0) return { ports: program.address ? given : given.slice(-1), settled, unread }
  const isElsewhere = !known || hasMore(program, args) || options.some(({ kind }) => kind !== 'host')
  if (unread || isElsewhere) return { ports: [], settled: false, unread }
  return otherwise(context, settled, environment)
}

/** What is known of a program while its options are read. */
interface Context {
  readonly process: Process
  readonly program: Program
  /** The host that it binds, where a word says so; null when one does, but is not known. */
  readonly host: Word | null | undefined
  /** A word may make it speak another protocol than it does by itself. */
  readonly isRestyled: boolean
  /** What makes it bind every address. */
  readonly opens: Edit | undefined
}

/** A variable may hold options, which count where the command line has none of their kind. */
function withVariable(args: readonly Argument[], program: Program, environment: Environment): readonly Argument[] {
  const name = program.variables?.options
  const value = name === undefined ? undefined : environment(name)
  if (value === undefined) return args
  return optionsOf(args, program).length > 0 ? args : [...args, ...(value ? splitWords(value) : [undefined])]
}

/** Whether it may listen elsewhere, too: always, or because of one of these words. */
const hasMore = ({ more }: Program, args: readonly Argument[]): boolean =>
  typeof more === 'object' ? args.some(word => word && more.test(word.text)) : more === true

/** A web server speaks HTTP unless an option gives it a certificate; a word that is not known may be that option. */
function protocolOf({ protocol, tls }: Program, args: readonly Argument[]): Port['protocol'] {
  if (!tls) return protocol
  if (args.includes(undefined)) return undefined
  return args.some(word => tls.some(option => word!.text === option || word!.text.startsWith(`${option}=`)))
    ? 'https'
    : 'http'
}

/** A web server of the table speaks HTTP/2 over TLS at most, unless the table says otherwise. */
const readsOf = (
  { protocol }: Port,
  { tls, http2, noProxyHeader }: Program,
): Pick<Port, 'http1' | 'proxyProtocol'> => ({
  ...(tls && !http2 && protocol === 'http' && { http1: true }),
  ...(noProxyHeader && { proxyProtocol: false }),
})

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
function hostOf(program: Program, options: readonly Option[], environment: Environment): Word | null | undefined {
  const option = options.findLast(({ kind }) => kind === 'host')
  if (option) return option.value ?? null
  return program.variables?.host === undefined ? undefined : environment(program.variables.host)
}

/** The edit that gives it the host for every address: in the place of the one that is written, or as one more option. */
function opensHost({ last, style }: Process, program: Program, host: Word | null | undefined): Edit | undefined {
  if (host) return replacing(host)
  const option = program.host?.findLast(name => name.startsWith('--')) ?? program.host?.[0]
  return host === undefined && option !== undefined ? behind(last, [option, EVERYWHERE], style) : undefined
}

const EVERYWHERE = '0.0.0.0'

const replacing = ({ at }: Word): Edit | undefined => (at.scattered ? undefined : { at, text: EVERYWHERE })

/** More words behind one, written as that one is. */
function behind({ at }: Word, words: readonly string[], style: Process['style']): Edit | undefined {
  if (at.scattered || !style) return undefined
  const between = style === 'line' ? ' ' : '", "'
  return { at: pointAt(at.file, at.end), text: words.map(word => between + word).join('') }
}

function portsOf({ kind, name, value }: Option, context: Context): readonly Port[] {
  if (kind === 'host' || !value) return []
  const { program } = context
  const protocol = context.isRestyled ? undefined : (program.speaks?.[name] ?? program.protocol)
  return Array.from(value.text.matchAll(/[^,;]+/g), match =>
    slice(value, match.index, match.index + match[0].length),
  ).flatMap(part => {
    const listen = listenOf(part)
    if (!listen || (kind === 'port' && !isPort(part.text))) return []
    const bare = listen.port.text === part.text
    const opens = bare
      ? program.plain && !part.at.scattered
        ? { at: pointAt(part.at.file, part.at.start), text: `${EVERYWHERE}:` }
        : context.opens
      : listen.host && replacing(listen.host)
    const loopback = bare ? isLoopback(context) : listen.loopback
    return [port(listen.number, listen.port, loopback, protocol ?? listen.protocol, opens)]
  })
}

const isLoopback = ({ program, host }: Context): boolean =>
  host === undefined ? program.loopback === true && !program.asksFile : host !== null && isLoopbackHost(host.text)

const port = (
  number: number,
  { at }: Word,
  loopback: boolean,
  protocol: Port['protocol'],
  opens: Edit | undefined,
): Port => ({
  number,
  source: 'command',
  at,
  ...(protocol && { protocol }),
  ...(loopback && { loopback, ...(opens && { opens }) }),
})

/** Told nothing by its words: a variable may tell it, or it listens where it always does. */
function otherwise(context: Context, settled: boolean, environment: Environment): Told {
  const { process, program } = context
  const { port: name, addresses = [] } = program.variables ?? {}
  const variables = [...(name === undefined ? [] : [name]), ...addresses].map(environment)
  const values = variables.flatMap(variable => (variable?.text ? variable : []))
  const options = values.map((value): Option => ({ kind: 'address', name: '', value }))
  const told = options.flatMap(option => portsOf(option, context)).map(each => ({ ...each, ...readsOf(each, program) }))
  const unread = variables.includes(null) || told.length < values.length
  if (told.length > 0 || unread)
    return { ports: told.map(each => ({ ...each, source: 'environment' })), settled: settled && !unread, unread }
  if (!program.otherwise) return { ports: [], settled: false, unread: false }
  const { port: number } = program.otherwise
  const opens = program.plain ? behind(process.last, [`${EVERYWHERE}:${number}`], process.style) : context.opens
  const usual = port(number, process.at, isLoopback(context), program.protocol, opens)
  return {
    ports: [{ ...usual, ...readsOf(usual, program) }],
    settled: settled && !program.asksFile,
    unread: false,
  }
}
