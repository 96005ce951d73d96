/** The health check of a service: as its compose file says, on top of what its Dockerfile says. */
import { slice, type Word } from '../syntax/text.ts'
import { countOf, durationOf } from './amounts.ts'
import { programWords, shellWords } from './exec-form.ts'
import type { HealthCheck } from './topology.ts'
import { get, itemsOf, type Value, wordOf } from './values.ts'

/** `image`: the check of the image, each part of which counts until the service says otherwise (moby, `daemon/commit.go`). */
export function healthCheckOf(service: Value, image: HealthCheck | undefined): HealthCheck | undefined {
  const entry = service.kind === 'table' ? service.entries.get('healthcheck') : undefined
  if (entry?.value.kind === 'unknown') return { at: entry.key.at, disabled: false, command: undefined }
  if (entry?.value.kind !== 'table') return image
  const check = entry.value
  const at = entry.key.at
  const test = get(check, 'test')
  const first = wordOf(itemsOf(test)[0])
  const isSwitchedOff =
    wordOf(get(check, 'disable'))?.text === 'true' || (test?.kind === 'list' && first?.text === 'NONE')
  if (isSwitchedOff) return { at, disabled: true, command: undefined }
  const written = (key: string): Word | undefined => wordOf(get(check, key))
  return {
    ...image,
    at,
    disabled: test ? false : (image?.disabled ?? false),
    command: test && test.kind !== 'none' ? wordsOf(test) : image?.command,
    ...timesOf(written('interval'), written('timeout'), written('start_period'), written('retries')),
  }
}

/** A string is a line for the shell; a list begins with what it is: `CMD` or `CMD-SHELL`. */
function wordsOf(test: Value): readonly Word[] | undefined {
  if (test.kind === 'scalar') return shellWords(test.word)
  const words = itemsOf(test).map(item => wordOf(item))
  const known = words.flatMap(word => word ?? [])
  if (test.kind !== 'list' || known.length < words.length) return undefined
  const [kind, ...rest] = known
  if (kind?.text === 'CMD') return rest
  return kind?.text === 'CMD-SHELL' && rest[0] ? shellWords(rest[0]) : known
}

/** `HEALTHCHECK [--interval=…] CMD …` or `HEALTHCHECK NONE`. `shell`: what runs a line. */
export function healthCheckIn(rest: Word, shell: readonly Word[] | undefined): HealthCheck {
  const flags = /^(?:--\S+\s+)*/.exec(rest.text)![0]
  const tail = slice(rest, flags.length)
  const command = /^CMD\s+/i.exec(tail.text)
  if (!command) return { at: rest.at, disabled: /^NONE$/i.test(tail.text), command: undefined }
  const flag = (name: string): Word | undefined => {
    const match = new RegExp(`--${name}=(\\S+)`).exec(flags)
    return match
      ? slice(rest, match.index + match[0].length - match[1]!.length, match.index + match[0].length)
      : undefined
  }
  return {
    at: rest.at,
    disabled: false,
    command: programWords(slice(tail, command[0].length), shell),
    ...timesOf(flag('interval'), flag('timeout'), flag('start-period'), flag('retries')),
  }
}

type Times = Pick<HealthCheck, 'interval' | 'timeout' | 'startPeriod' | 'retries'>

function timesOf(
  interval: Word | undefined,
  timeout: Word | undefined,
  startPeriod: Word | undefined,
  retries: Word | undefined,
): Times {
  const read = {
    interval: durationOf(interval),
    timeout: durationOf(timeout),
    startPeriod: durationOf(startPeriod),
    retries: countOf(retries),
  }
  return Object.fromEntries(Object.entries(read).filter(([, amount]) => amount !== undefined))
}
