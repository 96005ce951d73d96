/** ingress-nginx takes whole numbers of seconds; what is none is left aside. */
import type { Fix, Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { Annotation } from '../topology/cluster.ts'
import type { Cluster } from '../topology/topology.ts'

export const ingressTimeoutAnnotationInvalid: Rule = {
  id: 'ingress-timeout-annotation-invalid',
  severity: 'warning',
  group: 'timeouts',
  summary: 'A time for ingress-nginx is no whole number of seconds in quotes: it does not count.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, annotationsOf, judge),
}

type Part = Annotation & { readonly at: Annotation['value']['at'] }

const annotationsOf = ({ objects }: Cluster): readonly Part[] =>
  objects
    .filter(({ kind }) => kind === 'Ingress')
    .flatMap(({ annotations }) => [...annotations.values()])
    .filter(({ key }) => NUMBERS.test(key.text))
    .map(annotation => ({ ...annotation, at: annotation.value.at }))

const NUMBERS =
  /^nginx\.ingress\.kubernetes\.io\/proxy-(?:(?:connect|read|send)-timeout|next-upstream-(?:timeout|tries)|buffers-number)$/

function judge({ key, value, quoted, at }: Part): Report | undefined {
  const name = key.text.slice(key.text.indexOf('/') + 1)
  const { text } = value
  if (/^-?\d+$/.test(text)) {
    if (quoted) return undefined
    return {
      at,
      severity: 'error',
      message: `The annotation ${name} is a number: annotations are texts, and the API server refuses the Ingress.`,
      fixes: [{ title: `Put ${text} in quotes`, edits: [{ at, text: `"${text}"` }], safe: true }],
    }
  }
  if (/[$<{]/.test(text)) return undefined
  return {
    at,
    message: `The annotation ${name} takes a whole number${name.endsWith('timeout') ? ' of seconds' : ''}, and "${text}" is none: ingress-nginx leaves it aside, and the default stays${/(?:read|send)-timeout$/.test(name) ? ': longer requests are answered 504 after 60 seconds' : ''}.`,
    fixes: inSeconds(text, at, quoted),
  }
}

/** "5m" is 300 seconds. */
function inSeconds(text: string, at: Part['at'], quoted: boolean): readonly Fix[] {
  const [, number, unit] = /^(\d+)([smhd])$/.exec(text) ?? []
  if (!number || !unit) return []
  const seconds = String(Number(number) * SECONDS[unit]!)
  return [{ title: `Write ${seconds}`, edits: [{ at, text: quoted ? seconds : `"${seconds}"` }], safe: true }]
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }
