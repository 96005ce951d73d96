/** What makes pods: their labels, and their containers with everything that says where they listen. */
import { join } from '../model/path.ts'
import { scatteredAt, type Word } from '../syntax/text.ts'
import type { ContainerPort, KubeObject, Probe } from './cluster.ts'
import { commandOf } from './command.ts'
import type { Environment } from './environment.ts'
import { isRead, wordsIn } from './kubernetes.ts'
import { BARE } from './kubernetes-services.ts'
import { isPort } from './listen.ts'
import { listeningOf } from './listening.ts'
import { isPristine } from './pristine.ts'
import type { Container, Mount, Port, Workload } from './topology.ts'
import { get, itemsOf, type Table, tableOf, type Value, wordOf } from './values.ts'

/** Where each kind has the template of its pods. Argo's Rollout and OpenShift's DeploymentConfig are a Deployment to a Service. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Rollout: ['spec', 'template'],
  DeploymentConfig: ['spec', 'template'],
}

export const isWorkload = (kind: string): boolean => Object.hasOwn(TEMPLATES, kind)

/** Undefined for an object of another kind. */
export function workloadOf(object: KubeObject): Workload | undefined {
  if (!isWorkload(object.kind)) return undefined
  const template = TEMPLATES[object.kind]!.reduce<Value | undefined>(get, object.value)
  const pod = get(template, 'spec') ?? { kind: 'none', at: object.at }
  const labels = get(get(template, 'metadata'), 'labels')
  const running = itemsOf(get(pod, 'containers'))
  const sidecars = itemsOf(get(pod, 'initContainers')).filter(
    each => wordOf(get(each, 'restartPolicy'))?.text === 'Always',
  )
  const hostNetwork = wordOf(get(pod, 'hostNetwork'))?.text === 'true'
  const containers = [...running, ...sidecars].flatMap(value => containerOf(value, object, hostNetwork))
  const spec = get(object.value, 'spec')
  return {
    ...object,
    podLabels: wordsIn(labels),
    containers: containers.map(container => ({ ...container, networkMode: modeOf(hostNetwork, containers) })),
    hostNetwork,
    replicas: wordOf(get(spec, 'replicas')),
    strategy: wordOf(get(get(spec, 'strategy'), 'type')),
    maxUnavailable: wordOf(get(get(get(spec, 'strategy'), 'rollingUpdate'), 'maxUnavailable')),
    grace: wordOf(get(pod, 'terminationGracePeriodSeconds')),
    serviceName: object.kind === 'StatefulSet' ? wordOf(get(spec, 'serviceName')) : undefined,
    unread:
      containers.length < running.length + sidecars.length ||
      containers.length === 0 ||
      containers.some(({ declared, value }) => declared.length < itemsOf(get(value, 'ports')).length) ||
      !isRead(labels),
    pod,
  }
}

/** A container by itself in its pod has a network of its own. */
const modeOf = (hostNetwork: boolean, containers: readonly unknown[]): Container['networkMode'] =>
  hostNetwork ? { kind: 'host' } : { kind: 'pod', alone: containers.length === 1 }

function containerOf(value: Value, owner: KubeObject, hostNetwork: boolean): readonly Container[] {
  const container = wordOf(get(value, 'name'))
  if (!container || value.kind !== 'table') return []
  const image = wordOf(get(value, 'image'))
  const environment = environmentOf(value)
  const service = asCompose(value, environment)
  const command = commandOf(service, undefined)
  const words = command?.flatMap(word => word ?? [])
  const declared = itemsOf(get(value, 'ports')).flatMap(declaredPort)
  const probes = PROBES.flatMap(kind => probeOf(kind, value) ?? [])
  const mounts = itemsOf(get(value, 'volumeMounts')).flatMap(unknownMount)
  const listening = listeningOf({
    name: owner.name.text,
    service,
    image: undefined,
    base: image,
    command,
    environment,
    mounts,
  })
  return [
    {
      ...BARE,
      name: owner.name,
      networkMode: hostNetwork ? { kind: 'host' } : { kind: 'pod', alone: false },
      image,
      base: image,
      pristine: image !== undefined && isPristine(undefined, command),
      command: words && words.length === command!.length ? words : undefined,
      ...listening,
      ports: [...listening.ports, ...probed(probes, declared), ...declared.flatMap(asEvidence)],
      environment: environment.values,
      ...(!environment.complete && { environmentOpen: true }),
      mounts,
      container,
      declared,
      probes,
      preStop: get(get(value, 'lifecycle'), 'preStop') !== undefined,
      value,
    },
  ]
}

/** `command` takes the place of the image's entrypoint, and `args` that of its command. `$(NAME)` is a variable of the container. */
function asCompose(container: Table, { values }: Environment): Table {
  const read = (key: string): readonly Value[] => itemsOf(get(container, key)).map(item => withVariables(item, values))
  const entries = [
    ['entrypoint', 'command'],
    ['command', 'args'],
  ].flatMap(([key, from]) => {
    const entry = container.entries.get(from!)
    if (!entry || entry.value.kind === 'none') return []
    const value: Value = { kind: 'list', at: entry.value.at, flow: false, items: read(from!) }
    return [{ key: { text: key!, at: entry.key.at }, value, shared: true }]
  })
  return tableOf(entries, container)
}

/** A word is known if it is one variable, or ends in one as "--port=$(PORT)" does; of any other it is not told which part came from where. */
function withVariables(item: Value, values: Environment['values']): Value {
  if (item.kind !== 'scalar' || !item.word.text.includes('$(')) return item
  const [, before, name] = /^([^$]*)\$\(([A-Za-z_]\w*)\)$/.exec(item.word.text) ?? []
  const value = name === undefined ? undefined : values.get(name)
  return value
    ? { ...item, word: { text: before! + value.text, at: scatteredAt(item.at) } }
    : { kind: 'unknown', at: item.at }
}

/** `env` counts over `envFrom`, whose names are not known here. A value from elsewhere is set, but not known. */
function environmentOf(container: Table): Environment {
  const listed = itemsOf(get(container, 'env')).flatMap(item => {
    const name = wordOf(get(item, 'name'))
    return name ? [[name.text, get(item, 'valueFrom') ? undefined : plain(get(item, 'value'))] as const] : []
  })
  return { values: new Map(listed), complete: itemsOf(get(container, 'envFrom')).length === 0 }
}

const plain = (value: Value | undefined): Word | undefined => {
  const word = wordOf(value)
  return word?.text.includes('$(') ? undefined : word
}

function declaredPort(item: Value): readonly ContainerPort[] {
  const number = wordOf(get(item, 'containerPort'))
  if (!number || !isPort(number.text)) return []
  return [
    {
      number: Number(number.text),
      at: number.at,
      name: wordOf(get(item, 'name')),
      protocol: wordOf(get(item, 'protocol'))?.text ?? 'TCP',
    },
  ]
}

const asEvidence = ({ number, at, protocol }: ContainerPort): readonly Port[] =>
  protocol === 'TCP' ? [{ number, source: 'expose', at }] : []

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const

function probeOf(kind: Probe['kind'], container: Table): Probe | undefined {
  const entry = container.entries.get(kind)
  const probe = entry?.value
  const by = (['httpGet', 'tcpSocket', 'grpc', 'exec'] as const).find(each => get(probe, each))
  if (!entry || !by) return undefined
  const seconds = (key: string, otherwise: number): number => {
    const text = wordOf(get(probe, key))?.text ?? ''
    return /^\d+$/.test(text) ? Number(text) : otherwise
  }
  return {
    kind,
    at: entry.key.at,
    by,
    port: wordOf(get(get(probe, by), 'port')),
    tls: wordOf(get(get(probe, by), 'scheme'))?.text.toUpperCase() === 'HTTPS',
    path: wordOf(get(get(probe, by), 'path')),
    patience: seconds('initialDelaySeconds', 0) + seconds('periodSeconds', 10) * seconds('failureThreshold', 3),
  }
}

/** A port that the kubelet asks is as good as one that a health check asks, and tells what is spoken there. */
function probed(probes: readonly Probe[], declared: readonly ContainerPort[]): readonly Port[] {
  const asked = probes.flatMap(({ by, port, tls }): readonly Port[] => {
    if (!port) return []
    const named = declared.find(({ name }) => name?.text === port.text)
    const number = named?.number ?? (isPort(port.text) ? Number(port.text) : undefined)
    if (number === undefined) return []
    return [
      { number, source: 'healthcheck', at: port.at, ...(by === 'httpGet' && { protocol: tls ? 'https' : 'http' }) },
    ]
  })
  return [...new Map(asked.toReversed().map(port => [port.number, port])).values()]
}

/** Where something stands in the container, whatever it is: what a ConfigMap brings is put in once it is known. */
function unknownMount(item: Value): readonly Mount[] {
  const [name, path] = [wordOf(get(item, 'name')), wordOf(get(item, 'mountPath'))]
  return name && path ? [{ from: `volume:${name.text}`, to: join('/', path.text), at: name.at, via: 'volume' }] : []
}
