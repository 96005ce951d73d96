/** Which controller an Ingress is for, and which one each annotation is for. */
import { ownOf } from '../syntax/own.ts'
import type { Word } from '../syntax/text.ts'
import type { KubeObject } from './cluster.ts'
import type { Cluster } from './topology.ts'
import { get, wordOf } from './values.ts'

/** The class that an Ingress names. */
export const classOf = ({ value, annotations }: KubeObject): Word | undefined =>
  wordOf(get(get(value, 'spec'), 'ingressClassName')) ?? annotations.get('kubernetes.io/ingress.class')?.value

/** Each controller by its own name for itself, as an IngressClass has it. */
const CONTROLLERS: Readonly<Record<string, string>> = {
  'k8s.io/ingress-nginx': 'ingress-nginx',
  'nginx.org/ingress-controller': "NGINX's own controller",
  'haproxy.org/ingress-controller': "HAProxy's own controller",
  'haproxy-ingress.github.io/controller': 'HAProxy Ingress',
  'traefik.io/ingress-controller': 'Traefik',
  'ingress.k8s.aws/alb': 'the AWS Load Balancer Controller',
  'ingress-controllers.konghq.com/kong': 'Kong',
  'azure/application-gateway': 'the Application Gateway controller',
}

/** What classes are called by default; two controllers share some names. */
const BY_CLASS: readonly (readonly [name: RegExp, controllers: readonly string[]])[] = [
  [/^nginx/, ['ingress-nginx', "NGINX's own controller"]],
  [/^haproxy/, ["HAProxy's own controller", 'HAProxy Ingress']],
  [/^traefik/, ['Traefik']],
  [/^alb$/, ['the AWS Load Balancer Controller']],
  [/^kong$/, ['Kong']],
  [/^azure[-/]application-gateway$/, ['the Application Gateway controller']],
]

const BY_PREFIX: Readonly<Record<string, string>> = {
  'nginx.ingress.kubernetes.io': 'ingress-nginx',
  'nginx.org': "NGINX's own controller",
  'nginx.com': "NGINX's own controller",
  'haproxy.org': "HAProxy's own controller",
  'haproxy-ingress.github.io': 'HAProxy Ingress',
  'traefik.ingress.kubernetes.io': 'Traefik',
  'alb.ingress.kubernetes.io': 'the AWS Load Balancer Controller',
  'konghq.com': 'Kong',
  'appgw.ingress.kubernetes.io': 'the Application Gateway controller',
}

/** The controllers that an Ingress may be for; none where its class says nothing. */
export function controllersOf(ingress: KubeObject, { objects }: Cluster): readonly string[] {
  const name = classOf(ingress)?.text
  if (name === undefined) return []
  const declared = objects.find(each => each.kind === 'IngressClass' && each.name.text === name)
  const controller = declared && wordOf(get(get(declared.value, 'spec'), 'controller'))?.text
  if (controller !== undefined) return [ownOf(CONTROLLERS, controller)].flatMap(known => known ?? [])
  return BY_CLASS.find(([pattern]) => pattern.test(name))?.[1] ?? []
}

/** The controller that obeys an annotation; undefined for one that is nobody's, or everybody's. */
export const controllerOf = (annotation: string): string | undefined =>
  ownOf(BY_PREFIX, annotation.slice(0, Math.max(annotation.indexOf('/'), 0)))

/** Whether ingress-nginx may be the one that reads an Ingress: its class may be, or its annotations are. */
export const mayBeIngressNginx = (ingress: KubeObject, cluster: Cluster): boolean => {
  const may = controllersOf(ingress, cluster)
  const isMeant = [...ingress.annotations.keys()].some(key => controllerOf(key) === 'ingress-nginx')
  return isMeant && (may.length === 0 || may.includes('ingress-nginx'))
}

/** Whether nothing speaks against ingress-nginx, and its class or its annotations speak for it. */
export const isForIngressNginx = (ingress: KubeObject, cluster: Cluster): boolean =>
  mayBeIngressNginx(ingress, cluster) ||
  (controllersOf(ingress, cluster).includes('ingress-nginx') &&
    ![...ingress.annotations.keys()].some(key => controllerOf(key)))

/** Whether some class is the one for Ingresses that name none. */
export const hasDefaultClass = ({ objects }: Cluster): boolean =>
  objects.some(
    ({ kind, annotations }) =>
      kind === 'IngressClass' && annotations.get('ingressclass.kubernetes.io/is-default-class')?.value.text === 'true',
  )
