/** Variables of the environment that tell a program where to listen, and which images obey them. */
import { slice, type Word } from '../syntax/text.ts'
import { imageName, knownImage } from './images.ts'
import { listenOf } from './listen.ts'
import type { Port } from './topology.ts'

interface Setting {
  readonly name: string
  /** The image that obeys it. */
  readonly image: RegExp
  /** It obeys for sure, and listens nowhere else. */
  readonly settles?: boolean
}

/** Read as a port, an address, a URL, or a list of them. */
const SETTINGS: readonly Setting[] = [
  { name: 'GF_SERVER_HTTP_PORT', image: /(?:^|\/)grafana(?:-oss|-enterprise)?$/, settles: true },
  { name: 'KC_HTTP_PORT', image: /keycloak/ },
  { name: 'KC_HTTPS_PORT', image: /keycloak/ },
  { name: 'ASPNETCORE_URLS', image: /dotnet/, settles: true },
  { name: 'ASPNETCORE_HTTP_PORTS', image: /dotnet/, settles: true },
  { name: 'ASPNETCORE_HTTPS_PORTS', image: /dotnet/, settles: true },
  { name: 'DOTNET_URLS', image: /dotnet/, settles: true },
  { name: 'SERVER_PORT', image: /(?:java|jdk|jre|temurin|corretto|maven|gradle|kafka-ui|kibana)/ },
  { name: 'MANAGEMENT_SERVER_PORT', image: /(?:java|jdk|jre|temurin|corretto|maven|gradle)/ },
  { name: 'QUARKUS_HTTP_PORT', image: /(?:java|jdk|jre|temurin|corretto|maven|gradle|ubi)/ },
  { name: 'N8N_PORT', image: /(?:^|\/)n8n$/, settles: true },
  { name: 'MB_JETTY_PORT', image: /(?:^|\/)metabase$/, settles: true },
  { name: 'GITEA__server__HTTP_PORT', image: /(?:^|\/)gitea$/ },
  { name: 'PGADMIN_LISTEN_PORT', image: /(?:^|\/)pgadmin4$/, settles: true },
  { name: 'ROCKET_PORT', image: /(?:^|\/)vaultwarden\/server$/ },
  { name: 'UPTIME_KUMA_PORT', image: /(?:^|\/)uptime-kuma$/, settles: true },
  { name: 'PGRST_SERVER_PORT', image: /(?:^|\/)postgrest$/ },
  { name: 'HASURA_GRAPHQL_SERVER_PORT', image: /(?:^|\/)graphql-engine$/, settles: true },
  { name: 'MEILI_HTTP_ADDR', image: /(?:^|\/)meilisearch$/, settles: true },
  { name: 'REGISTRY_HTTP_ADDR', image: /(?:^|\/)registry$/ },
  { name: 'OAUTH2_PROXY_HTTP_ADDRESS', image: /(?:^|\/)oauth2-proxy$/ },
  { name: 'NGINX_HTTP_PORT_NUMBER', image: /(?:^|\/)nginx$/ },
  { name: 'APACHE_HTTP_PORT_NUMBER', image: /./ },
  { name: 'RI_APP_PORT', image: /redisinsight/ },
  { name: 'SONAR_WEB_PORT', image: /sonarqube/ },
  { name: 'QUERY_PORT', image: /(?:^|\/)zipkin$/ },
  { name: 'OLLAMA_HOST', image: /(?:^|\/)ollama$/, settles: true },
  { name: 'MM_SERVICESETTINGS_LISTENADDRESS', image: /mattermost/ },
  { name: 'http.port', image: /(?:^|\/)(?:elasticsearch|opensearch)$/ },
  { name: 'server__port', image: /(?:^|\/)ghost$/, settles: true },
  { name: 'FORGEJO__server__HTTP_PORT', image: /(?:^|\/)forgejo$/ },
  { name: 'MICRONAUT_SERVER_PORT', image: /(?:java|jdk|jre|temurin|corretto|maven|gradle)/ },
  { name: 'JETTY_PORT', image: /(?:^|\/)jetty$/ },
  { name: 'JENKINS_OPTS', image: /(?:^|\/)jenkins$/ },
  { name: 'ATL_TOMCAT_PORT', image: /(?:^|\/)(?:confluence|jira)/ },
  { name: 'MINIO_ADDRESS', image: /(?:^|\/)minio$/ },
  { name: 'MINIO_CONSOLE_ADDRESS', image: /(?:^|\/)minio$/ },
  { name: 'RABBITMQ_NODE_PORT', image: /(?:^|\/)rabbitmq$/ },
  { name: 'KONG_PROXY_LISTEN', image: /(?:^|\/)kong(?:-gateway)?$/ },
  { name: 'KONG_ADMIN_LISTEN', image: /(?:^|\/)kong(?:-gateway)?$/ },
  { name: 'SCHEMA_REGISTRY_LISTENERS', image: /cp-schema-registry$/ },
  { name: 'PAPERLESS_PORT', image: /(?:^|\/)paperless-ngx$/, settles: true },
  { name: 'IMMICH_PORT', image: /(?:^|\/)immich-server$/ },
  { name: 'WHOAMI_PORT_NUMBER', image: /(?:^|\/)whoami$/, settles: true },
  { name: 'VARNISH_HTTP_PORT', image: /(?:^|\/)varnish$/ },
  { name: 'LEMMY_UI_HOST', image: /(?:^|\/)lemmy-ui$/ },
  { name: 'IMGPROXY_BIND', image: /imgproxy/ },
  { name: 'INFLUXD_HTTP_BIND_ADDRESS', image: /influxdb/ },
  {
    name: 'PORT',
    image:
      /(?:^|\/)(?:open-webui|flowise|directus|nocodb|rocket\.chat|wekan|outline|mongo-express|node-red|swagger-ui|echo-server|homepage|overseerr|jellyseerr|etherpad|dbgate|redis-commander)$/,
    settles: true,
  },
]

/** Names that most programs of one's own read. A database's variable of such a name tells of something else. */
const GENERIC =
  /^(?:PORT|port|(?:HTTP|SERVER|APP|LISTEN|HTTP_LISTEN|FLASK_RUN|UVICORN|GRANIAN|STREAMLIT_SERVER|GRADIO_SERVER|NITRO|NUXT)_PORT)$/

export interface Told {
  readonly ports: readonly Port[]
  readonly settled: boolean
  readonly unread: boolean
}

/** What the environment says. `name`: the service's, whose own `<NAME>_PORT` counts. `base`: its image, if that is known. `built`: with something of one's own on top. */
export function toldByEnvironment(
  environment: ReadonlyMap<string, Word | undefined>,
  name: string,
  base: Word | undefined,
  built: boolean,
): Told {
  const path = base ? imageName(base.text).path : ''
  const product = base && knownImage(base.text)
  const readsGeneric = !product || (built && product.ports[0]?.protocol !== 'tcp')
  const own = `${name.toUpperCase().replaceAll('-', '_')}_PORT`
  const ports: Port[] = []
  let settled = false
  let unread = false
  for (const [key, value] of environment) {
    const setting = SETTINGS.find(each => each.name === key && each.image.test(path))
    const generic = readsGeneric && (GENERIC.test(key) || key === own)
    if (!setting && !generic) continue
    const found = value ? portsIn(value) : []
    if (found.length === 0 && value?.text !== '') unread = true
    ports.push(...found)
    settled ||= setting?.settles === true && found.length > 0
  }
  return { ports, settled: settled && !unread, unread }
}

function portsIn(value: Word): readonly Port[] {
  const words = Array.from(value.text.matchAll(/[^,;\s]+/g), ({ 0: text, index }) =>
    slice(value, index, index + text.length),
  )
  return words.flatMap((word): Port[] => {
    const listen = listenOf(word)
    if (!listen) return []
    const { number, port, loopback, protocol } = listen
    return [
      { number, source: 'environment', at: port.at, ...(loopback && { loopback }), ...(protocol && { protocol }) },
    ]
  })
}
