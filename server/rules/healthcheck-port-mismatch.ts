/** A container asks itself on a port on which it does not listen. */
import type { Report, Rule } from '../rule.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { Port, Service } from '../topology/topology.ts'

export const healthcheckPortMismatch: Rule = {
  id: 'healthcheck-port-mismatch',
  severity: 'warning',
  group: 'health',
  summary: 'A health check asks a port on which its service does not listen: the service never gets healthy.',
  check: () => [],
  *checkTopology({ projects }) {
    const told = new Set<string>()
    for (const project of projects) {
      for (const service of project.services) {
        const report = judge(service, project.services)
        const place = report && `${report.at.file} ${report.at.start}`
        if (!place || told.has(place)) continue
        told.add(place)
        yield report
      }
    }
  },
}

/** Only of a service that is told where to listen, and by a check that asks one port of it. */
function judge(service: Service, others: readonly Service[]): Report | undefined {
  const { healthcheck, ports, portsClosed, name } = service
  if (!healthcheck?.command || healthcheck.disabled || !portsClosed) return undefined
  const asked = healthcheck.command.flatMap(portsIn)
  const [port] = asked
  if (!port || asked.length > 1) return undefined
  const told = ports.filter(({ source }) => TOLD.includes(source))
  const number = Number(port.text)
  if (ports.some(each => each.number === number && each.source !== 'healthcheck')) return undefined
  const waiting = others.find(({ dependsOn }) =>
    dependsOn?.some(each => each.name.text === name.text && each.condition === 'service_healthy'),
  )
  const numbers = [...new Set(told.map(each => each.number))]
  return {
    at: port.at,
    message: `The health check of "${name.text}" asks port ${number}, and it listens on ${numbers.join(', ')}: it never becomes healthy${waiting ? `, and "${waiting.name.text}", which waits for that, is never started` : ''}.`,
    related: told.map(each => ({ at: each.at, message: `It listens on ${each.number}` })),
    fixes: numbers.map(each => ({
      title: `Ask port ${each}`,
      edits: [{ at: port.at, text: String(each) }],
      safe: numbers.length === 1,
    })),
  }
}

const TOLD: readonly Port['source'][] = ['command', 'environment', 'config']

/** Of a URL or an address of the container itself. */
const portsIn = (word: Word): readonly Word[] =>
  Array.from(word.text.matchAll(/(?<![\w.-])(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0):(\d{1,5})(?!\d)/g), match =>
    slice(word, match.index + match[0].length - match[1]!.length, match.index + match[0].length),
  )
