/** Cases of the compose specification: files, and what the services come to, as short texts. */
import { describe, expect, test } from 'vitest'
import type { Mapping, Port, Service } from '../../server/topology/topology.ts'
import { projectIn, serviceIn, topology } from './facts.ts'

/** What is told of a service. A case names those that matter to it. */
type Facts = { readonly [name in keyof typeof FACTS]?: string }

/** `section`: that of the specification. The service is `api`, unless the expected facts name another. */
export type Case = readonly [
  section: string,
  title: string,
  files: string,
  expected: Facts | Readonly<Record<string, Facts>>,
]

const FACTS = {
  image: ({ image }: Service) => image?.text ?? '',
  command: ({ command }: Service) => command?.map(({ text }) => text).join(' ') ?? 'unknown',
  ports: ({ mappings }: Service) => list(mappings.map(mapping)),
  expose: ({ ports }: Service) => list(ports.flatMap(exposed)),
  environment: ({ environment }: Service) =>
    list([...environment].map(([name, value]) => `${name}=${value?.text ?? '?'}`)),
  networks: ({ networks }: Service) =>
    list(
      networks.map(({ network, aliases, address, address6 }) =>
        [network, ...[...aliases, address, address6].flatMap(word => word?.text ?? [])].join(' '),
      ),
    ),
  mode: ({ networkMode }: Service) =>
    'name' in networkMode ? `${networkMode.kind} ${networkMode.name}` : networkMode.kind,
  names: ({ otherNames }: Service) => list(otherNames.map(({ text }) => text)),
  mounts: ({ mounts }: Service) => list(mounts.map(({ from, to }) => `${from}:${to}`)),
  hosts: ({ hosts = [] }: Service) =>
    list(hosts.map(({ name, address, service }) => `${name.text}=${address?.text ?? service ?? '?'}`)),
  dependsOn: ({ dependsOn = [] }: Service) =>
    list(
      dependsOn.map(({ name, condition = '?', required, restart }) =>
        [
          name.text,
          condition.replace(/^service_/, ''),
          ...(required ? [] : ['optional']),
          ...(restart ? ['restart'] : []),
        ].join(' '),
      ),
    ),
  healthcheck: ({ healthcheck }: Service) => {
    if (!healthcheck) return ''
    const { disabled, command, interval, timeout, startPeriod, retries } = healthcheck
    const times = Object.entries({ interval, timeout, startPeriod, retries }).flatMap(([name, amount]) =>
      amount ? `${name}=${amount.value}` : [],
    )
    return [disabled ? 'disabled' : (command?.map(({ text }) => text).join(' ') ?? 'unknown'), ...times].join(' | ')
  },
  restart: ({ restart }: Service) => restart?.policy ?? '',
  replicas: ({ replicas }: Service) => String(replicas?.value ?? ''),
  stopGracePeriod: ({ stopGracePeriod }: Service) => String(stopGracePeriod?.value ?? ''),
  memoryLimit: ({ memoryLimit }: Service) => String(memoryLimit?.value ?? ''),
  active: ({ active }: Service) => String(active),
  complete: ({ complete }: Service) => String(complete),
}

const list = (items: readonly string[]): string => items.join(', ')
const mapping = ({ host, published, target }: Mapping): string =>
  `${host ? `${host.text} ` : ''}${published ?? ''}:${target}`
const exposed = ({ source, number }: Port): readonly string[] => (source === 'expose' ? [String(number)] : [])

/** One test for each case, under its section. */
export function check(cases: readonly Case[], main = 'compose.yaml'): void {
  for (const section of new Set(cases.map(([name]) => name))) {
    describe(section, () => {
      test.each(cases.filter(([name]) => name === section))('%s: %s', (_, __, files, expected) => {
        const whole = topology(files)
        const services = Object.values(expected).every(value => typeof value === 'string')
          ? { api: expected }
          : expected
        for (const [name, facts] of Object.entries(services as Record<string, Facts>)) {
          const service = serviceIn(whole, name, main)
          const told = Object.fromEntries(Object.keys(facts).map(fact => [fact, FACTS[fact as keyof Facts](service)]))
          expect(told, name).toEqual(facts)
        }
      })
    })
  }
}

/** The services of the project of a file, with a mark where not everything is known. */
export function servicesOf(files: string, file = 'compose.yaml'): string {
  const { services, complete } = projectIn(topology(files), file)
  return `${services.map(({ name }) => name.text).join(' ')}${complete ? '' : ' …'}`
}
