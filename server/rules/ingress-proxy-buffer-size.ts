/** ingress-nginx takes 4 kilobytes of header, and logins answer with more. */
import type { Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { BackendRef } from '../topology/cluster.ts'
import { isForIngressNginx } from '../topology/ingress-controllers.ts'
import { annotate } from '../topology/kubernetes-edits.ts'
import { imagesBehind } from '../topology/kubernetes-services.ts'
import type { Cluster } from '../topology/topology.ts'

export const ingressProxyBufferSize: Rule = {
  id: 'ingress-proxy-buffer-size',
  severity: 'info',
  group: 'buffers',
  strict: true,
  summary:
    'A backend of an Ingress is known for long headers, and ingress-nginx takes 4 kilobytes where nothing is said.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, ({ backends }) => backends, judge),
}

/** Programs that answer a login with several cookies or tokens in the header. */
const LONG_HEADERS =
  /(?:^|\/)(?:keycloak|oauth2-proxy|authentik|goauthentik\/server|identityserver\d*|ory\/(?:kratos|hydra)|dex|zitadel|authelia|nextcloud|sentry)(?:[:@]|$)/

const KEY = 'nginx.ingress.kubernetes.io/proxy-buffer-size'

function judge(ref: BackendRef, cluster: Cluster): Report | undefined {
  const { owner, at, name } = ref
  if (owner.kind !== 'Ingress' || owner.annotations.has(KEY) || !isForIngressNginx(owner, cluster)) return undefined
  const image = imagesBehind(ref, cluster).find(({ text }) => LONG_HEADERS.test(text))
  if (!image) return undefined
  const edit = annotate(owner, KEY, '16k')
  return {
    at,
    message: `"${name.text}" runs ${image.text}, whose answers to a login often have more than 4 kilobytes of header: ingress-nginx takes no more where proxy-buffer-size is not set, and answers 502.`,
    related: [{ at: image.at, message: 'The image' }],
    fixes: edit ? [{ title: 'Take 16 kilobytes: proxy-buffer-size of 16k', edits: [edit], safe: false }] : [],
  }
}
