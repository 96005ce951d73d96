/** The servers that everything is measured beside. */
import type { Dialect } from '../../server/syntax/tree.ts'

export interface Server {
  readonly dialect: Dialect
  /** As people write it. */
  readonly name: string
  /** How it is asked to check a file, for a table. */
  readonly checks: string
  /** The file's usual name, and where it stands in the official image. */
  readonly file: string
  readonly path: string
  /** The arguments that check a file. */
  check(file: string): readonly string[]
}

export const servers: readonly Server[] = [
  {
    dialect: 'nginx',
    name: 'nginx',
    checks: '`nginx -t`',
    file: 'nginx.conf',
    path: '/etc/nginx/nginx.conf',
    check: file => ['nginx', '-t', '-q', '-c', file],
  },
  {
    dialect: 'haproxy',
    name: 'HAProxy',
    checks: '`haproxy -c`',
    file: 'haproxy.cfg',
    path: '/usr/local/etc/haproxy/haproxy.cfg',
    check: file => ['haproxy', '-c', '-q', '-f', file],
  },
]
