/** Whether a gateway is all that runs where it runs: then nobody else listens on its loopback, or makes a socket there. */
import type { Placement } from './topology.ts'

/** An image that runs a gateway and nothing else, to which nothing but files was added, in a network namespace of its own. */
export function isAlone({ service, project }: Placement): boolean {
  const joined = project.services.some(
    ({ networkMode }) => networkMode.kind === 'service' && networkMode.name === service.name.text,
  )
  return (
    service.networkMode.kind === 'networks' &&
    service.pristine &&
    !joined &&
    GATEWAY_IMAGE.test(service.base?.text ?? '')
  )
}

const GATEWAY_IMAGE =
  /^(?:[\w.-]+(?::\d+)?\/)*(?:nginx|nginx-unprivileged|openresty|freenginx|angie|haproxy|haproxy-alpine)(?:[:@].*)?$/
