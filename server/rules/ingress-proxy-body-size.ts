/** ingress-nginx takes uploads of a megabyte. */
import type { Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { BackendRef } from '../topology/cluster.ts'
import { isForIngressNginx } from '../topology/ingress-controllers.ts'
import { annotate } from '../topology/kubernetes-edits.ts'
import { imagesBehind } from '../topology/kubernetes-services.ts'
import type { Cluster } from '../topology/topology.ts'

export const ingressProxyBodySize: Rule = {
  id: 'ingress-proxy-body-size',
  severity: 'info',
  group: 'capacity',
  strict: true,
  summary: 'A backend of an Ingress takes uploads, and ingress-nginx takes a megabyte where nothing is said.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, ({ backends }) => backends, judge),
}

/** Programs that are sent files. */
const UPLOADS =
  /(?:^|\/)(?:nextcloud|minio|registry|nexus3|gitlab-[ce]e|gitea|forgejo|wordpress|mattermost[\w-]*|immich-server|seafile[\w-]*|owncloud|paperless-ngx|artifactory[\w-]*)(?:[:@]|$)/

const KEY = 'nginx.ingress.kubernetes.io/proxy-body-size'

function judge(ref: BackendRef, cluster: Cluster): Report | undefined {
  const { owner, at, name } = ref
  if (owner.kind !== 'Ingress' || owner.annotations.has(KEY) || !isForIngressNginx(owner, cluster)) return undefined
  const image = imagesBehind(ref, cluster).find(({ text }) => UPLOADS.test(text))
  if (!image) return undefined
  const edit = annotate(owner, KEY, '512m')
  return {
    at,
    message: `"${name.text}" runs ${image.text}, which is sent files: ingress-nginx takes a megabyte where proxy-body-size is not set, and answers 413 to more.`,
    related: [{ at: image.at, message: 'The image' }],
    fixes: edit ? [{ title: 'Take 512 megabytes: proxy-body-size of 512m', edits: [edit], safe: false }] : [],
  }
}
