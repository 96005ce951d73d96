/** One try may take longer than the whole request: the API server refuses such a route. */
import type { Report, Rule } from '../rule.ts'
import { inEveryCluster } from '../topology/agree.ts'
import { type RouteTimeouts, timeoutsIn } from '../topology/kubernetes-routes.ts'
import type { Cluster } from '../topology/topology.ts'

export const gatewayTimeoutOrder: Rule = {
  id: 'gateway-timeout-order',
  severity: 'error',
  group: 'timeouts',
  summary: 'An HTTPRoute gives one request to the backend more time than the whole request has.',
  check: () => [],
  checkTopology: topology => inEveryCluster(topology, timesOf, judge),
}

const timesOf = ({ objects }: Cluster): readonly RouteTimeouts[] =>
  objects.filter(({ kind }) => kind === 'HTTPRoute').flatMap(timeoutsIn)

/** Zero means no limit. */
function judge({ at, request, backendRequest }: RouteTimeouts): Report | undefined {
  if (request.ms === 0 || backendRequest.ms <= request.ms) return undefined
  return {
    at,
    message: `backendRequest (${backendRequest.word.text}) is longer than request (${request.word.text}): the API server refuses the HTTPRoute, and the former one stays, or none.`,
    related: [{ at: request.word.at, message: 'The whole request has this time' }],
    fixes: [
      {
        title: `Shorten backendRequest to ${request.word.text}`,
        edits: [{ at: backendRequest.word.at, text: request.word.text }],
        safe: true,
      },
      {
        title: `Lengthen request to ${backendRequest.word.text}`,
        edits: [{ at: request.word.at, text: backendRequest.word.text }],
        safe: false,
      },
    ],
  }
}
