/** What well-known images listen on when nobody tells them otherwise. From their documentation and Dockerfiles. */
import type { Word } from '../syntax/text.ts'
import type { Port, Protocol } from './topology.ts'

export interface Image {
  /** As a message names it: "PostgreSQL". */
  readonly product: string
  readonly ports: readonly { readonly number: number; readonly protocol: Protocol }[]
  /** Where its configuration stands: files of one's own there may say anything. */
  readonly config?: string
}

type Row = readonly [names: string, product: string, ports: string, config?: string]

/** Names are the last part of the image's path, or its last two. A port without a protocol speaks HTTP. */
const ROWS: readonly Row[] = [
  ['nginx', 'nginx', '80', '/etc/nginx'],
  ['nginxinc/nginx-unprivileged nginx-unprivileged bitnami/nginx', 'nginx', '8080', '/'],
  ['openresty/openresty openresty', 'OpenResty', '80', '/'],
  ['httpd', 'Apache', '80', '/usr/local/apache2/conf'],
  ['caddy', 'Caddy', '80', '/etc/caddy'],
  [
    'postgres postgis/postgis pgvector/pgvector timescale/timescaledb bitnami/postgresql supabase/postgres',
    'PostgreSQL',
    '5432/tcp',
  ],
  ['mysql mysql/mysql-server bitnami/mysql percona percona/percona-server', 'MySQL', '3306/tcp', '/etc'],
  ['mariadb bitnami/mariadb linuxserver/mariadb', 'MariaDB', '3306/tcp', '/etc'],
  ['mongo bitnami/mongodb mongodb/mongodb-community-server', 'MongoDB', '27017/tcp', '/etc'],
  ['redis bitnami/redis redis/redis-stack-server', 'Redis', '6379/tcp', '/'],
  ['valkey/valkey bitnami/valkey', 'Valkey', '6379/tcp', '/'],
  ['keydb eqalpha/keydb', 'KeyDB', '6379/tcp', '/'],
  ['memcached', 'Memcached', '11211/tcp'],
  ['mssql/server', 'SQL Server', '1433/tcp'],
  ['cassandra', 'Cassandra', '9042/tcp', '/etc'],
  ['bitnami/kafka confluentinc/cp-kafka apache/kafka', 'Kafka', '9092/tcp'],
  ['zookeeper bitnami/zookeeper confluentinc/cp-zookeeper', 'ZooKeeper', '2181/tcp'],
  ['eclipse-mosquitto', 'Mosquitto', '1883/tcp', '/mosquitto'],
  ['nats', 'NATS', '4222/tcp 8222 6222/tcp', '/'],
  ['rabbitmq bitnami/rabbitmq', 'RabbitMQ', '5672/tcp 15672 15692', '/etc'],
  ['elasticsearch elasticsearch/elasticsearch bitnami/elasticsearch', 'Elasticsearch', '9200 9300/tcp', '/usr/share'],
  ['opensearchproject/opensearch opensearch', 'OpenSearch', '9200 9300/tcp 9600', '/usr/share'],
  ['kibana kibana/kibana', 'Kibana', '5601', '/usr/share'],
  ['clickhouse/clickhouse-server clickhouse yandex/clickhouse-server', 'ClickHouse', '8123 9000/tcp 9009/tcp', '/etc'],
  ['neo4j', 'Neo4j', '7474 7687/tcp'],
  ['couchdb', 'CouchDB', '5984', '/opt/couchdb'],
  ['influxdb', 'InfluxDB', '8086', '/etc'],
  ['solr', 'Solr', '8983'],
  ['getmeili/meilisearch', 'Meilisearch', '7700'],
  ['typesense/typesense', 'Typesense', '8108'],
  ['qdrant/qdrant', 'Qdrant', '6333 6334'],
  ['minio/minio bitnami/minio', 'MinIO', '9000 9001'],
  ['grafana/grafana grafana/grafana-oss grafana/grafana-enterprise', 'Grafana', '3000', '/etc/grafana'],
  ['prom/prometheus', 'Prometheus', '9090'],
  ['prom/alertmanager', 'Alertmanager', '9093 9094/tcp'],
  ['grafana/loki', 'Loki', '3100', '/etc/loki'],
  ['jaegertracing/all-in-one', 'Jaeger', '16686 14268 14250 14269 4317 4318 5778 9411'],
  ['openzipkin/zipkin', 'Zipkin', '9411'],
  ['keycloak/keycloak jboss/keycloak', 'Keycloak', '8080 8443/https 9000', '/opt'],
  ['gitea/gitea', 'Gitea', '3000 22/tcp'],
  ['jenkins/jenkins', 'Jenkins', '8080 50000/tcp'],
  ['sonarqube', 'SonarQube', '9000', '/opt'],
  ['sonatype/nexus3', 'Nexus', '8081'],
  ['portainer/portainer-ce portainer/portainer', 'Portainer', '9000 9443/https 8000'],
  ['n8nio/n8n', 'n8n', '5678'],
  ['nodered/node-red', 'Node-RED', '1880', '/data'],
  ['metabase/metabase', 'Metabase', '3000'],
  ['ghost', 'Ghost', '2368'],
  ['adminer', 'Adminer', '8080'],
  ['phpmyadmin phpmyadmin/phpmyadmin', 'phpMyAdmin', '80'],
  ['dpage/pgadmin4', 'pgAdmin', '80 443/https'],
  ['mongo-express', 'mongo-express', '8081'],
  ['mailhog/mailhog', 'MailHog', '8025 1025/tcp'],
  ['axllent/mailpit', 'Mailpit', '8025 1025/tcp'],
  ['vaultwarden/server', 'Vaultwarden', '80 3012'],
  ['louislam/uptime-kuma', 'Uptime Kuma', '3001'],
  ['hashicorp/vault vault', 'Vault', '8200 8201/tcp', '/vault'],
  ['hashicorp/http-echo', 'http-echo', '5678'],
  ['ollama/ollama', 'Ollama', '11434'],
  ['open-webui/open-webui', 'Open WebUI', '8080'],
  ['localstack/localstack', 'LocalStack', '4566'],
  ['linuxserver/jellyfin jellyfin/jellyfin', 'Jellyfin', '8096 8920/https', '/config'],
  ['home-assistant/home-assistant homeassistant/home-assistant', 'Home Assistant', '8123', '/config'],
  ['odoo', 'Odoo', '8069 8072', '/etc/odoo'],
  [
    'mattermost/mattermost-team-edition mattermost/mattermost-enterprise-edition',
    'Mattermost',
    '8065',
    '/mattermost/config',
  ],
  ['traefik/whoami containous/whoami', 'whoami', '80'],
  ['kennethreitz/httpbin', 'httpbin', '80'],
  ['mccutchen/go-httpbin', 'go-httpbin', '8080'],
  ['directus/directus', 'Directus', '8055'],
  ['postgrest/postgrest', 'PostgREST', '3000', '/etc'],
  ['hasura/graphql-engine', 'Hasura', '8080'],
  ['gotenberg/gotenberg', 'Gotenberg', '3000'],
  ['darthsim/imgproxy', 'imgproxy', '8080'],
  ['tomcat', 'Tomcat', '8080', '/usr/local/tomcat/conf'],
  ['registry', 'the registry', '5000 5001', '/etc'],
  ['hashicorp/consul consul', 'Consul', '8500 8501/https 8502 8600/tcp 8300/tcp 8301/tcp 8302/tcp', '/consul'],
  ['etcd coreos/etcd bitnami/etcd', 'etcd', '2379 2380'],
  ['authelia/authelia', 'Authelia', '9091', '/config'],
  ['apache/superset', 'Superset', '8088'],
  ['requarks/wiki', 'Wiki.js', '3000 3443/https'],
  ['strapi/strapi', 'Strapi', '1337'],
  ['redis/redisinsight', 'Redis Insight', '5540'],
  ['nacos/nacos-server', 'Nacos', '8848 9848 9849 7848/tcp'],
  ['provectuslabs/kafka-ui kafbat/kafka-ui', 'Kafka UI', '8080'],
  ['schickling/mailcatcher dockage/mailcatcher', 'MailCatcher', '1080 1025/tcp'],
  ['prom/node-exporter', 'the node exporter', '9100'],
  ['cadvisor/cadvisor google/cadvisor', 'cAdvisor', '8080'],
  ['goauthentik/server', 'authentik', '9000 9443/https 9300'],
  ['temporalio/ui', 'Temporal UI', '8080'],
  ['varnish', 'Varnish', '80 8443/tcp', '/etc/varnish'],
  ['envoyproxy/envoy', 'Envoy', '10000 9901', '/'],
  ['kong kong/kong-gateway', 'Kong', '8000 8443/https 8001 8444/https 8002 8445/https', '/etc/kong'],
  ['redis/redis-stack', 'Redis', '6379/tcp 8001', '/'],
  ['dragonflydb/dragonfly', 'Dragonfly', '6379/tcp'],
  ['apache/couchdb', 'CouchDB', '5984', '/opt/couchdb'],
  ['cockroachdb/cockroach', 'CockroachDB', '26257/tcp 8080'],
  ['arangodb arangodb/arangodb', 'ArangoDB', '8529', '/etc'],
  ['rethinkdb', 'RethinkDB', '28015/tcp 29015/tcp 8080', '/etc'],
  ['scylladb/scylla', 'ScyllaDB', '9042/tcp 9160/tcp 10000', '/etc'],
  ['questdb/questdb', 'QuestDB', '9000 9003 9009/tcp 8812/tcp', '/var'],
  ['manticoresearch/manticore', 'Manticore Search', '9306/tcp 9308 9312/tcp', '/etc'],
  ['chromadb/chroma', 'Chroma', '8000', '/'],
  ['semitechnologies/weaviate', 'Weaviate', '8080 50051'],
  ['logstash logstash/logstash', 'Logstash', '5044/tcp 9600', '/usr/share'],
  ['graylog/graylog', 'Graylog', '9000', '/usr/share'],
  ['victoriametrics/victoria-metrics', 'VictoriaMetrics', '8428'],
  ['grafana/tempo', 'Tempo', '3200 4317 4318 9095', '/'],
  ['grafana/pyroscope', 'Pyroscope', '4040', '/'],
  ['prom/pushgateway', 'the Pushgateway', '9091'],
  ['prom/blackbox-exporter', 'the blackbox exporter', '9115'],
  ['prom/mysqld-exporter', 'the MySQL exporter', '9104'],
  ['prom/snmp-exporter', 'the SNMP exporter', '9116'],
  ['prometheuscommunity/postgres-exporter', 'the PostgreSQL exporter', '9187'],
  ['oliver006/redis_exporter', 'the Redis exporter', '9121'],
  ['nginx/nginx-prometheus-exporter', 'the nginx exporter', '9113'],
  ['jaegertracing/jaeger', 'Jaeger', '16686 4317 4318 5778 5779 9411 8888 8889 13133 14250', '/'],
  ['netdata/netdata', 'Netdata', '19999', '/etc/netdata'],
  ['gogs/gogs', 'Gogs', '3000 22/tcp', '/data'],
  ['forgejo/forgejo', 'Forgejo', '3000 22/tcp', '/data'],
  ['jetbrains/teamcity-server', 'TeamCity', '8111', '/opt'],
  ['jetbrains/youtrack', 'YouTrack', '8080', '/opt'],
  ['atlassian/confluence atlassian/confluence-server', 'Confluence', '8090 8091', '/opt'],
  ['atlassian/jira-software atlassian/jira-core atlassian/jira-servicemanagement', 'Jira', '8080', '/opt'],
  ['atlassian/bitbucket atlassian/bitbucket-server', 'Bitbucket', '7990 7999/tcp', '/var'],
  ['verdaccio/verdaccio', 'Verdaccio', '4873', '/verdaccio'],
  ['redmine', 'Redmine', '3000', '/usr/src'],
  ['rocketchat/rocket.chat rocket.chat', 'Rocket.Chat', '3000'],
  ['outlinewiki/outline', 'Outline', '3000'],
  ['nocodb/nocodb', 'NocoDB', '8080'],
  ['flowiseai/flowise', 'Flowise', '3000'],
  ['plausible/analytics plausible/community-edition', 'Plausible', '8000'],
  ['umami-software/umami', 'Umami', '3000'],
  ['codercom/code-server', 'code-server', '8080', '/'],
  ['rocker/rstudio', 'RStudio Server', '8787', '/etc'],
  [
    'jupyter/base-notebook jupyter/minimal-notebook jupyter/scipy-notebook jupyter/datascience-notebook',
    'Jupyter',
    '8888',
    '/',
  ],
  ['filebrowser/filebrowser', 'File Browser', '80', '/'],
  ['owncloud/server', 'ownCloud', '8080', '/etc'],
  ['onlyoffice/documentserver', 'ONLYOFFICE', '80 443/https', '/etc'],
  ['paperless-ngx/paperless-ngx paperlessngx/paperless-ngx', 'Paperless-ngx', '8000'],
  ['immich-app/immich-server', 'Immich', '2283 3001'],
  ['photoprism/photoprism', 'PhotoPrism', '2342'],
  ['linuxserver/sonarr', 'Sonarr', '8989', '/config'],
  ['linuxserver/radarr', 'Radarr', '7878', '/config'],
  ['linuxserver/prowlarr', 'Prowlarr', '9696', '/config'],
  ['linuxserver/bazarr', 'Bazarr', '6767', '/config'],
  ['linuxserver/tautulli tautulli/tautulli', 'Tautulli', '8181', '/config'],
  ['linuxserver/overseerr sctx/overseerr fallenbagel/jellyseerr', 'Overseerr', '5055'],
  ['linuxserver/calibre-web', 'Calibre-Web', '8083', '/config'],
  ['amir20/dozzle', 'Dozzle', '8080'],
  ['gethomepage/homepage', 'Homepage', '3000'],
  ['nginxdemos/hello', 'nginx', '80', '/etc/nginx'],
  ['mendhak/http-https-echo', 'an echo server', '8080 8443/https'],
  ['ealen/echo-server', 'an echo server', '80'],
  ['wiremock/wiremock', 'WireMock', '8080'],
  ['mockserver/mockserver', 'MockServer', '1080'],
  ['swaggerapi/swagger-ui swaggerapi/swagger-editor', 'Swagger UI', '8080', '/etc'],
  ['rediscommander/redis-commander', 'Redis Commander', '8081'],
  ['dbgate/dbgate', 'DbGate', '3000'],
  ['dbeaver/cloudbeaver', 'CloudBeaver', '8978', '/opt'],
  ['sosedoff/pgweb', 'pgweb', '8081'],
  ['ankane/pghero', 'PgHero', '8080'],
  ['trinodb/trino', 'Trino', '8080', '/etc/trino'],
  ['redpandadata/console', 'Redpanda Console', '8080', '/etc'],
  ['obsidiandynamics/kafdrop', 'Kafdrop', '9000'],
  ['confluentinc/cp-schema-registry', 'the schema registry', '8081', '/etc'],
  ['confluentinc/cp-kafka-rest', 'the Kafka REST proxy', '8082', '/etc'],
  ['supabase/studio', 'Supabase Studio', '3000'],
  ['selenium/standalone-chrome selenium/standalone-firefox', 'Selenium', '4444 5900/tcp 7900'],
  ['searxng/searxng', 'SearXNG', '8080', '/etc'],
  ['vllm/vllm-openai', 'vLLM', '8000'],
  ['localai/localai', 'LocalAI', '8080'],
  ['emqx emqx/emqx', 'EMQX', '1883/tcp 8083 8084/https 8883/tcp 18083', '/opt'],
  ['osixia/openldap', 'OpenLDAP', '389/tcp 636/tcp'],
  ['plantuml/plantuml-server', 'PlantUML', '8080'],
  ['yuzutech/kroki', 'Kroki', '8000'],
  ['jgraph/drawio', 'draw.io', '8080 8443/https'],
  ['etherpad/etherpad', 'Etherpad', '9001', '/opt'],
  ['excalidraw/excalidraw', 'Excalidraw', '80', '/etc/nginx'],
  ['matrixdotorg/synapse element-hq/synapse', 'Synapse', '8008 8448/https', '/data'],
  ['vectorim/element-web', 'Element', '80', '/etc/nginx'],
  ['dessalines/lemmy', 'Lemmy', '8536', '/config'],
  ['dessalines/lemmy-ui', 'Lemmy UI', '1234'],
  ['esphome/esphome', 'ESPHome', '6052', '/config'],
  ['fireflyiii/core', 'Firefly III', '8080', '/etc'],
  ['snipe/snipe-it', 'Snipe-IT', '80', '/etc'],
]

/** Images whose tag decides. */
const BY_TAG: readonly { readonly names: readonly string[]; readonly tag: RegExp; readonly image: Image }[] = [
  {
    names: ['php', 'wordpress', 'nextcloud', 'drupal', 'matomo', 'joomla', 'mediawiki', 'roundcube/roundcubemail'],
    tag: /fpm/,
    image: { product: 'php-fpm', ports: [{ number: 9000, protocol: 'fastcgi' }], config: '/usr/local/etc/php-fpm' },
  },
  {
    names: ['php', 'wordpress', 'nextcloud', 'drupal', 'matomo', 'joomla', 'mediawiki', 'roundcube/roundcubemail'],
    tag: /apache/,
    image: { product: 'Apache', ports: [{ number: 80, protocol: 'http' }], config: '/etc/apache2' },
  },
  {
    names: ['wordpress', 'nextcloud', 'drupal', 'matomo', 'joomla', 'mediawiki', 'roundcube/roundcubemail'],
    tag: /^(?!.*(?:alpine|cli)).*$/,
    image: { product: 'Apache', ports: [{ number: 80, protocol: 'http' }], config: '/etc/apache2' },
  },
  {
    names: ['bitnami/php-fpm'],
    tag: /./,
    image: { product: 'php-fpm', ports: [{ number: 9000, protocol: 'fastcgi' }], config: '/opt/bitnami' },
  },
  /** From .NET 8 on the images set ASPNETCORE_HTTP_PORTS=8080 (Microsoft Learn, "Default ASP.NET Core port changed to 8080"). */
  {
    names: ['dotnet/aspnet'],
    tag: /^(?:[89]|\d\d)\./,
    image: { product: 'ASP.NET Core', ports: [{ number: 8080, protocol: 'http' }] },
  },
  {
    names: ['dotnet/aspnet', 'dotnet/core/aspnet'],
    tag: /^[2-7]\./,
    image: { product: 'ASP.NET Core', ports: [{ number: 80, protocol: 'http' }] },
  },
]

const TABLE: ReadonlyMap<string, Image> = new Map(
  ROWS.flatMap(([names, product, ports, config]) => {
    const image = { product, ports: ports.split(' ').map(portOf), ...(config !== undefined && { config }) }
    return names.split(' ').map(name => [name, image] as const)
  }),
)

function portOf(written: string): { readonly number: number; readonly protocol: Protocol } {
  const [number, protocol] = written.split('/')
  return { number: Number(number), protocol: protocol === 'tcp' || protocol === 'https' ? protocol : 'http' }
}

/** An image's name in parts: "ghcr.io/org/app:1@sha256:…" is org/app with the tag 1. */
export function imageName(image: string): { readonly path: string; readonly last: string; readonly tag: string } {
  const [name = ''] = image.split('@')
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  const whole = (colon < 0 ? name : name.slice(0, colon)).toLowerCase()
  const parts = whole.split('/')
  if (parts.length > 1 && /[.:]|^localhost$/.test(parts[0]!)) parts.shift()
  if (parts[0] === 'library' && parts.length > 1) parts.shift()
  return { path: parts.join('/'), last: parts.at(-1) ?? '', tag: colon < 0 ? 'latest' : name.slice(colon + 1) }
}

/** The row of the table for an image; undefined for one that is not known. */
export function knownImage(image: string): Image | undefined {
  const { path, tag } = imageName(image)
  if (tag.includes('…')) return TABLE.get(path)
  const tail = path.split('/').slice(-2).join('/')
  const byTag = BY_TAG.find(
    ({ names, tag: pattern }) => (names.includes(path) || names.includes(tail)) && pattern.test(tag),
  )
  return byTag?.image ?? TABLE.get(path) ?? TABLE.get(tail)
}

/** Whether an image brings a language or a distribution and nothing that tells a program where to listen: no `PORT`, no host. */
export const isBare = (image: string): boolean => BARE.has(imageName(image).path) || knownImage(image) !== undefined

const BARE = new Set(
  `python node ruby php golang rust openjdk eclipse-temurin amazoncorretto ibmjava sapmachine maven gradle perl elixir erlang haskell swift
  oven/bun denoland/deno debian ubuntu alpine fedora rockylinux almalinux amazonlinux centos busybox scratch bitnami/python bitnami/node
  astral-sh/uv dotnet/aspnet dotnet/sdk dotnet/runtime distroless/static distroless/base distroless/python3 distroless/java17-debian12
  circleci/python cimg/python cimg/node pypy buildpack-deps`.split(/\s+/),
)

/** The evidence that an image's name is. */
export function imagePorts(base: Word): readonly Port[] {
  const image = knownImage(base.text)
  return (image?.ports ?? []).map(({ number, protocol }) => ({
    number,
    source: 'image',
    at: base.at,
    protocol,
    product: image!.product,
  }))
}
