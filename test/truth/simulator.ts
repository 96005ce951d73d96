/** What would happen to each request of a world, worked out from the world itself: it knows nothing of the linter, and the linter nothing of it. */
import type { Route, Service, Target, World } from './world.ts'

/** What becomes of one address. */
export type Fate =
  /** It is not asked. */
  | 'down'
  /** Its name means nothing where the gateway stands. */
  | 'no such name'
  /** Nobody listens there, where others can reach it. */
  | 'refused'
  | 'answers'

/** Where the engine's name server leads, a process answers or the kernel refuses. */
export function fateOf({ host, port, down }: Target, world: World): Fate {
  if (down) return 'down'
  const service = world.services.find(each => isCalled(each, host) && isStarted(each) && shares(each, world))
  if (!service) return 'no such name'
  return service.port === port && service.bind === 'all' ? 'answers' : 'refused'
}

/** Whether any request of a route gets an answer from a service. */
export const isAlive = ({ targets }: Route, world: World): boolean =>
  targets.some(target => fateOf(target, world) === 'answers')

/** Whether the gateway starts: nginx and HAProxy look names up at the start, but for a name that stands in a variable. A server that is down is looked up, too. */
export const starts = (world: World): boolean =>
  world.routes.every(
    ({ style, targets }) =>
      style === 'variable' || targets.every(target => fateOf({ ...target, down: false }, world) !== 'no such name'),
  )

const isCalled = ({ name, aliases }: Service, host: string): boolean => name === host || aliases.includes(host)

/** `docker compose up` without a profile. */
const isStarted = ({ profile }: Service): boolean => profile === undefined

const shares = ({ networks }: Service, { gatewayNetworks }: World): boolean =>
  networks.some(network => gatewayNetworks.includes(network))
