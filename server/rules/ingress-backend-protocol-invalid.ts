/** A protocol that ingress-nginx does not know. */
import type { Report, Rule } from '../rule.ts'
import { isSpelling, nearest } from '../syntax/nearest.ts'
import type { Word } from '../syntax/text.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { Cluster } from '../topology/topology.ts'

export const ingressBackendProtocolInvalid: Rule = {
  id: 'ingress-backend-protocol-invalid',
  severity: 'warning',
  group: 'protocol',
  summary: 'The protocol that an Ingress asks for is none that ingress-nginx knows: it speaks HTTP.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, valuesOf, judge),
}

const valuesOf = ({ objects }: Cluster): readonly Word[] =>
  objects.flatMap(({ kind, annotations }) =>
    kind === 'Ingress' ? (annotations.get('nginx.ingress.kubernetes.io/backend-protocol')?.value ?? []) : [],
  )

/** ingress-nginx, annotations/backendprotocol: letters may be small. */
const PROTOCOLS = ['HTTP', 'HTTPS', 'GRPC', 'GRPCS', 'FCGI', 'AUTO_HTTP']

function judge({ text, at }: Word): Report | undefined {
  if (PROTOCOLS.includes(text.toUpperCase()) || /[$<{]/.test(text)) return undefined
  const near = nearest(
    text.toUpperCase(),
    PROTOCOLS.map(name => ({ text: name })),
  )?.text
  return {
    at,
    message: `ingress-nginx knows no protocol "${text}" and speaks HTTP: a backend that speaks another one is answered with 400 or 502. It knows ${PROTOCOLS.join(', ')}.`,
    fixes: near ? [{ title: `Use ${near}`, edits: [{ at, text: near }], safe: isSpelling(text, near) }] : [],
  }
}
