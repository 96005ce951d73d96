/** An annotation is for another controller than the one that the Ingress is for. */
import type { Edit, Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { KubeObject } from '../topology/cluster.ts'
import { classOf, controllerOf, controllersOf } from '../topology/ingress-controllers.ts'
import type { Cluster } from '../topology/topology.ts'

export const ingressAnnotationWrongController: Rule = {
  id: 'ingress-annotation-wrong-controller',
  severity: 'warning',
  group: 'kubernetes',
  summary: 'The annotations of an Ingress are for another controller than its class.',
  check: () => [],
  checkTopology: topology =>
    inEveryCluster(topology, ({ objects }) => objects.filter(({ kind }) => kind === 'Ingress'), judge),
}

/** Where some annotations are the controller's own, the others may be there for a second one. Traefik can be told to obey those of ingress-nginx. */
function judge(ingress: KubeObject, cluster: Cluster): Report | undefined {
  const may = controllersOf(ingress, cluster)
  const meant = [...ingress.annotations.values()].flatMap(({ key, value, quoted }) => {
    const controller = controllerOf(key.text)
    return controller ? [{ key, value, quoted, controller }] : []
  })
  const [first] = meant
  if (!first || may.length === 0 || meant.some(({ controller }) => may.includes(controller))) return undefined
  if (may.includes('Traefik') && first.controller === 'ingress-nginx') return undefined
  const only = may.length === 1 ? may[0]! : undefined
  const edits = meant.flatMap(({ key, value, quoted }): readonly Edit[] => {
    const other = only && translated(key.text, value.text, only)
    if (!other) return []
    return [
      { at: key.at, text: other.key },
      { at: value.at, text: quoted ? other.value : `"${other.value}"` },
    ]
  })
  return {
    at: first.key.at,
    message: `The annotation ${first.key.text} is for ${first.controller}, and the class "${classOf(ingress)!.text}" for ${may.join(' or ')}: it is left aside, and the default stays.`,
    related: [{ at: classOf(ingress)!.at, message: 'The class is named here' }],
    fixes: edits.length === 2 * meant.length ? [{ title: `Write it for ${only}`, edits, safe: false }] : [],
  }
}

/** Annotations of the same meaning; seconds are bare to ingress-nginx, and have their unit elsewhere. */
const SAME: readonly Readonly<Record<string, string>>[] = [
  {
    'ingress-nginx': 'nginx.ingress.kubernetes.io/proxy-read-timeout',
    "NGINX's own controller": 'nginx.org/proxy-read-timeout',
    "HAProxy's own controller": 'haproxy.org/timeout-server',
  },
  {
    'ingress-nginx': 'nginx.ingress.kubernetes.io/proxy-connect-timeout',
    "NGINX's own controller": 'nginx.org/proxy-connect-timeout',
    "HAProxy's own controller": 'haproxy.org/timeout-connect',
  },
  {
    'ingress-nginx': 'nginx.ingress.kubernetes.io/proxy-send-timeout',
    "NGINX's own controller": 'nginx.org/proxy-send-timeout',
  },
]

function translated(
  key: string,
  value: string,
  to: string,
): { readonly key: string; readonly value: string } | undefined {
  const row = SAME.find(names => Object.values(names).includes(key))
  const other = row?.[to]
  const [, seconds] = /^(\d+)s?$/.exec(value) ?? []
  return other && seconds ? { key: other, value: to === 'ingress-nginx' ? seconds : `${seconds}s` } : undefined
}
