/** What well-known images send and take that a gateway's defaults do not fit. From their documentation. */
import type { FoundService } from './agree.ts'
import { imageName } from './images.ts'
import type { Service } from './topology.ts'

/** An image as a message names it, and what is known of it. */
export interface Habits {
  readonly product: string
  /** Its answers have long headers: cookies of a login, or lists of what may be cached. */
  readonly longHeaders: boolean
  /** Its requests have long bodies. `any`: layers of images and packages, of any length. */
  readonly bodies: 'any' | 'files' | undefined
}

type Row = readonly [names: string, product: string, longHeaders: boolean, bodies: Habits['bodies']]

/** Names are the last part of the image's path, or the whole of it. */
const ROWS: readonly Row[] = [
  ['oauth2-proxy', 'OAuth2 Proxy', true, undefined],
  ['keycloak', 'Keycloak', true, undefined],
  ['goauthentik/server', 'authentik', true, undefined],
  ['authelia', 'Authelia', true, undefined],
  ['dexidp/dex', 'Dex', true, undefined],
  ['magento-php magento-cloud-docker-php', 'Magento', true, undefined],
  ['registry', 'the registry', false, 'any'],
  ['nexus3 nexus', 'Nexus', false, 'any'],
  ['gitea forgejo', 'Gitea', false, 'any'],
  ['gitlab-ce gitlab-ee', 'GitLab', false, 'any'],
  ['minio', 'MinIO', false, 'any'],
  ['nextcloud', 'Nextcloud', false, 'files'],
  ['owncloud owncloud/server', 'ownCloud', false, 'files'],
  ['seafile-mc', 'Seafile', false, 'files'],
  ['wordpress', 'WordPress', false, 'files'],
  ['immich-server', 'Immich', false, 'files'],
  ['photoprism', 'PhotoPrism', false, 'files'],
  ['paperless-ngx', 'Paperless', false, 'files'],
  ['mattermost-team-edition mattermost-enterprise-edition', 'Mattermost', false, 'files'],
]

const TABLE: ReadonlyMap<string, Habits> = new Map(
  ROWS.flatMap(([names, product, longHeaders, bodies]) =>
    names.split(' ').map(name => [name, { product, longHeaders, bodies }] as const),
  ),
)

/** What is known of the image that a service runs. */
const habitsOf = ({ base, image }: Service): Habits | undefined => {
  const { path, last } = imageName((base ?? image)?.text ?? '')
  const tail = path.split('/').slice(-2).join('/')
  return TABLE.get(tail) ?? TABLE.get(last)
}

/** Whose pages do not work without websockets, as the manual of each says of gateways in front of it. */
const WEBSOCKETS: ReadonlyMap<string, string> = new Map([
  ['home-assistant', 'Home Assistant'],
  ['uptime-kuma', 'Uptime Kuma'],
  ['code-server', 'code-server'],
  ['node-red', 'Node-RED'],
  ['jupyterhub', 'JupyterHub'],
  ['base-notebook', 'Jupyter'],
  ['minimal-notebook', 'Jupyter'],
  ['scipy-notebook', 'Jupyter'],
])

/** The program of an image that needs websockets, as a message names it. */
export const needsWebsockets = ({ base }: Service): string | undefined =>
  WEBSOCKETS.get(imageName(base?.text ?? '').last)

/** In megabytes, as the manual of each states the least that it runs with. */
const MEMORY: ReadonlyMap<string, number> = new Map([
  ['keycloak', 750],
  ['elasticsearch', 1024],
  ['opensearch', 1024],
  ['sonarqube', 2048],
  ['gitlab-ce', 4096],
  ['gitlab-ee', 4096],
])

/** How many megabytes of memory the program of an image asks for at least; undefined where that is not known. */
export const memoryOf = ({ base }: Service): number | undefined => MEMORY.get(imageName(base?.text ?? '').last)

/** What is known of the image of the service that a host is, from everywhere that the gateway runs. */
export function habitsAt(
  found: readonly FoundService[],
): { readonly habits: Habits; readonly service: Service } | undefined {
  const [first, ...others] = found.map(({ lookup }) => lookup.service)
  const habits = first && others.every(other => other === first) ? habitsOf(first) : undefined
  return habits && { habits, service: first! }
}
