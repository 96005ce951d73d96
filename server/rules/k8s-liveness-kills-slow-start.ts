/** A container that takes long to start is killed before it is up. */
import type { Report, Rule } from '../rule.ts'
import type { Span } from '../syntax/text.ts'
import { inEveryCluster } from '../topology/agree.ts'
import type { Probe } from '../topology/cluster.ts'
import type { Cluster, Container, Workload } from '../topology/topology.ts'

export const k8sLivenessKillsSlowStart: Rule = {
  id: 'k8s-liveness-kills-slow-start',
  severity: 'info',
  group: 'health',
  strict: true,
  summary: 'A liveness probe gives a program that starts slowly less than a minute, and kills it before it is up.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, probesOf, judge),
}

interface Part {
  readonly at: Span
  readonly probe: Probe
  readonly container: Container
  readonly workload: Workload
}

const probesOf = ({ workloads }: Cluster): readonly Part[] =>
  workloads.flatMap(workload =>
    workload.containers.flatMap(container =>
      container.probes
        .filter(({ kind }) => kind === 'livenessProbe')
        .map(probe => ({ at: probe.at, probe, container, workload })),
    ),
  )

/** Programs for the Java machine, and others that set themselves up when they start. */
const SLOW =
  /(?:^|\/)(?:openjdk|eclipse-temurin|amazoncorretto|tomcat|wildfly|keycloak|elasticsearch|opensearch|jenkins|sonarqube|neo4j|nexus3|kafka|solr|artifactory[\w-]*|confluence[\w-]*|jira[\w-]*|gitlab-ce|gitlab-ee)(?:[:@]|$)/

/** Seconds. */
const ENOUGH = 60

function judge({ at, probe, container, workload }: Part): Report | undefined {
  const isSlow = SLOW.test(container.image?.text ?? '')
  const waits = container.probes.some(({ kind }) => kind === 'startupProbe')
  if (!isSlow || waits || probe.patience >= ENOUGH) return undefined
  return {
    at,
    message: `The livenessProbe of "${workload.name.text}" gives up ${probe.patience} seconds after the start, and programs such as "${container.image!.text}" often take longer: the container is killed before it is up, again and again, and gateways answer 502 or 503. A startupProbe would wait for it.`,
  }
}
