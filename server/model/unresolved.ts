/** What becomes of a gateway whose target has a name that does not resolve. */
import type { Config } from './config.ts'

/** `dynamic`: the name is looked up per request, not at start. */
export const unresolved = ({ dialect }: Config, dynamic: boolean): string =>
  dynamic
    ? `requests are answered ${dialect === 'nginx' ? '502' : '503'}`
    : dialect === 'nginx'
      ? 'nginx does not start ("host not found in upstream")'
      : 'HAProxy does not start ("could not resolve address")'
