/** Whether a gateway is all that runs where it runs: then nobody else listens on its loopback, or makes a socket there. */
import type { Placement } from './topology.ts'

/** An image that runs a gateway and nothing else, to which nothing but files was added, in a network namespace of its own. */
export function isAlone({ service, project }: Placement): boolean {
  const joined = project.services.some(
    ({ networkMode }) => networkMode.kind === 'service' && networkMode.name === service.name.text,
  )
  return hasOwnNetwork(service) && service.pristine && !joined && GATEWAY_IMAGE.test(service.base?.text ?? '')
}

/** In a pod the containers have one network together. */
const hasOwnNetwork = ({ networkMode }: Placement['service']): boolean =>
  networkMode.kind === 'networks' || (networkMode.kind === 'pod' && networkMode.alone)

const GATEWAY_IMAGE =
  /^(?:[\w.-]+(?::\d+)?\/)*(?:nginx|nginx-unprivileged|openresty|freenginx|angie|haproxy|haproxy-alpine)(?:[:@].*)?$/
