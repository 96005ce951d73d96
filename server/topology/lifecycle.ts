/** How a service is started, kept and ended: what it waits for, how often it runs, what becomes of it when it stops. */
import { slice, type Word } from '../syntax/text.ts'
import { countOf, durationOf, sizeOf } from './amounts.ts'
import type { Amount, Dependency, Restart, Service } from './topology.ts'
import { entriesOf, get, isUnknown, itemsOf, type Value, wordOf } from './values.ts'

type Lifecycle = Pick<Service, 'dependsOn' | 'restart' | 'replicas' | 'stopGracePeriod' | 'memoryLimit'>

export function lifecycleOf(service: Value): Lifecycle {
  const deploy = get(service, 'deploy')
  const restart = restartOf(service, deploy)
  const replicas = firstKnown([get(service, 'scale'), get(deploy, 'replicas')], countOf)
  const stopGracePeriod = durationOf(wordOf(get(service, 'stop_grace_period')))
  const limit = get(get(get(deploy, 'resources'), 'limits'), 'memory')
  const memoryLimit = firstKnown([limit, get(service, 'mem_limit')], sizeOf)
  return {
    dependsOn: dependenciesOf(service),
    ...(restart && { restart }),
    ...(replicas && { replicas }),
    ...(stopGracePeriod && { stopGracePeriod }),
    ...(memoryLimit && { memoryLimit }),
  }
}

/** The first that is written counts; where that is not known, no other does. */
function firstKnown(
  values: readonly (Value | undefined)[],
  read: (word: Word | undefined) => Amount | undefined,
): Amount | undefined {
  const first = values.find(value => value && value.kind !== 'none')
  return read(wordOf(first))
}

/** What is asked for, and what compose waits for unasked: links, shared namespaces, shared volumes (compose-go, `Normalize`). */
function dependenciesOf(service: Value): readonly Dependency[] {
  const asked = entriesOf(get(service, 'depends_on')).map(({ key, value }) => dependency(key, value))
  const linked = itemsOf(get(service, 'links')).flatMap(link => upToColon(wordOf(link)))
  const shared = ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'].flatMap(key => shares(wordOf(get(service, key))))
  const volumes = itemsOf(get(service, 'volumes_from')).flatMap(from =>
    wordOf(from)?.text.startsWith('container:') ? [] : upToColon(wordOf(from)),
  )
  const implied = [...linked, ...shared, ...volumes].map(name => ({
    name,
    condition: 'service_started' as const,
    required: true,
    restart: !volumes.includes(name),
  }))
  /** What is asked for counts before what is implied. */
  const all = new Map([...implied, ...asked].map(each => [each.name.text, each]))
  const names = new Set([...asked, ...implied].map(({ name }) => name.text))
  return Array.from(names, name => all.get(name)!)
}

function dependency(name: Word, value: Value): Dependency {
  const written = get(value, 'condition')
  const word = wordOf(written)
  const condition = CONDITIONS.find(
    known => known === (written && written.kind !== 'none' ? word?.text : CONDITIONS[0]),
  )
  return {
    name,
    condition: isUnknown(value) ? undefined : condition,
    ...(word && { conditionAt: word.at }),
    required: wordOf(get(value, 'required'))?.text !== 'false' && !isUnknown(get(value, 'required')),
    restart: wordOf(get(value, 'restart'))?.text === 'true',
  }
}

const CONDITIONS = ['service_started', 'service_healthy', 'service_completed_successfully'] as const

const upToColon = (word: Word | undefined): readonly Word[] =>
  word ? [slice(word, 0, `${word.text}:`.indexOf(':'))] : []

const shares = (word: Word | undefined): readonly Word[] =>
  word?.text.startsWith('service:') ? [slice(word, 'service:'.length)] : []

/** What `deploy` says counts before `restart` (docker/compose, `getRestartPolicy`). */
function restartOf(service: Value, deploy: Value | undefined): Restart | undefined {
  const policy = get(deploy, 'restart_policy')
  if (policy && policy.kind !== 'none') {
    const word = wordOf(get(policy, 'condition'))
    const known = word && { any: 'always', none: 'no', 'on-failure': 'on-failure' }[word.text]
    return known ? { policy: known as Restart['policy'], at: word.at } : undefined
  }
  const word = wordOf(get(service, 'restart'))
  const known = POLICIES.find(policy => policy === word?.text.replace(/^on-failure:\d+$/, 'on-failure'))
  return word && known && { policy: known, at: word.at }
}

const POLICIES = ['no', 'always', 'on-failure', 'unless-stopped'] as const
