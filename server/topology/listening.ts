/** Where a service listens: all evidence, and whether it closes the question. */
import type { Word } from '../syntax/text.ts'
import type { BuiltImage } from './built-image.ts'
import { processesOf, styleIn } from './command.ts'
import type { Environment } from './environment.ts'
import { healthCheckOf } from './health.ts'
import { healthcheckPorts } from './healthcheck.ts'
import { imageName, imagePorts, isBare, knownImage } from './images.ts'
import { exposedBy, exposeOf, portsOf } from './ports.ts'
import { programOf, subcommandsOf } from './programs.ts'
import type { Argument } from './shell.ts'
import type { Variables } from './substitute.ts'
import { toldOf } from './told.ts'
import type { Mapping, Mount, Port, Source } from './topology.ts'
import { get, type Value } from './values.ts'
import { toldByEnvironment } from './variables.ts'

export interface Listening {
  readonly ports: readonly Port[]
  readonly portsClosed: boolean
  readonly portsUnread: boolean
  readonly mappings: readonly Mapping[]
}

/** What is known of a service before its ports are. */
export interface Running {
  readonly name: string
  readonly service: Value
  readonly image: BuiltImage | undefined
  readonly base: Word | undefined
  readonly command: readonly Argument[] | undefined
  readonly environment: Environment
  readonly mounts: readonly Mount[]
}

const RANK: readonly Source[] = [
  'command',
  'environment',
  'config',
  'healthcheck',
  'ports',
  'expose',
  'dockerfile',
  'image',
]

export function listeningOf(running: Running): Listening {
  const { name, service, image, base, command, environment } = running
  const { values } = environment
  const variable = (wanted: string): Word | null | undefined =>
    values.has(wanted)
      ? (values.get(wanted) ?? null)
      : environment.complete && base && isBare(base.text)
        ? undefined
        : null
  const variables: Variables = wanted => {
    const word = variable(wanted)
    return word ? word.text : word
  }
  const started = command && processesOf(impliedProgram(running, command), variables, styleIn(service, base))
  const told = (started?.running ?? []).map(process => toldOf(process, variable))
  const byEnvironment = toldByEnvironment(values, name, base, image !== undefined)
  const declared = portsOf(service)
  const exposed = exposeOf(service)
  const fromFile = exposedBy(image?.exposed ?? [])
  const strong = [...told.flatMap(({ ports }) => ports), ...byEnvironment.ports]
  const settled = [...told, byEnvironment].some(each => each.settled && each.ports.length > 0)
  const ports = [
    ...strong,
    ...healthcheckPorts(healthCheckOf(service, image?.healthcheck)),
    ...declared.ports,
    ...exposed.ports,
    ...fromFile.ports,
    ...(settled ? [] : stock(running)),
  ]
  const unreadOrder = told.some(({ unread }) => unread) || byEnvironment.unread || command?.includes(undefined) === true
  return {
    ports: distinct(ports).toSorted((a, b) => RANK.indexOf(a.source) - RANK.indexOf(b.source)),
    portsClosed:
      !unreadOrder &&
      (started
        ? started.readable && told.length === 1 && told[0]!.settled && told[0]!.ports.length > 0
        : false || (!command && byEnvironment.settled)),
    portsUnread: unreadOrder || declared.unread || exposed.unread || fromFile.unread || !environment.complete,
    mappings: declared.mappings,
  }
}

/** A command that only holds arguments is for the program that the image starts. */
function impliedProgram({ service, image, base }: Running, command: readonly Argument[]): readonly Argument[] {
  const [first] = command
  if (!base || !first || get(service, 'entrypoint') || image?.entrypoint) return command
  const program = programOf(imageName(base.text).last)
  const isArgument = first.text.startsWith('-') || subcommandsOf(program).includes(first.text)
  return isArgument ? [{ text: program, at: base.at }, ...command] : command
}

/** What the image listens on by itself, unless something stands where its configuration is, or a `RUN` may have changed it. */
function stock({ base, mounts, image, environment }: Running): readonly Port[] {
  const known = base && knownImage(base.text)
  if (!known || (known.ports[0]?.protocol !== 'tcp' && mayMove(environment.values))) return []
  const { config } = known
  if (config === undefined) return imagePorts(base)
  const mounted = mounts.some(({ to }) => to.startsWith(config) || config.startsWith(`${to}/`))
  const changed = image?.runs.some(({ text }) => text.includes(config) || /\bsed\b/.test(text)) ?? false
  return mounted || changed ? [] : imagePorts(base)
}

/** Whether a variable looks as if it told the image's program, which is no database, where to listen: those of peers tell where others do. */
const mayMove = (environment: ReadonlyMap<string, Word | undefined>): boolean =>
  [...environment.keys()].some(name => MOVES.test(name) && !OF_A_PEER.test(name))

const MOVES = /(?:^|_)(?:PORT|PORT_NUMBER|LISTEN(?:ERS|_\w+)?|BIND(?:_\w+)?|ADDRESS)$/i

const OF_A_PEER =
  /(?:^|_)(?:DB|DATABASE|SQL|MYSQL|MARIADB|PG|POSTGRES|POSTGRESQL|MONGO|MONGODB|REDIS|CACHE|MEMCACHED?|SMTP|MAIL|EMAIL|IMAP|LDAP|RABBITMQ|AMQP|KAFKA|ELASTIC\w*|ES|S3|PROXY|UPSTREAM|BACKEND|REMOTE|TARGET|CLIENT)_/i

/** Each number once for each source; bound to the loopback address and to another one, it is reached. */
const distinct = (ports: readonly Port[]): readonly Port[] => {
  const seen = new Map<string, Port>()
  for (const port of ports) {
    const key = `${port.source} ${port.number}`
    const before = seen.get(key)
    const isElsewhere = before && (before.at.file !== port.at.file || before.at.start !== port.at.start)
    if (!before || (before.loopback && !port.loopback && isElsewhere)) seen.set(key, port)
  }
  return [...seen.values()]
}
