/** Renders a model as text, so that a test is a table of configurations and what they mean. */
import type { Config, Destination, Route, Setting } from '../../server/model/config.ts'
import { configsOf } from '../../server/model/configs.ts'
import type { Surroundings } from '../../server/model/include.ts'
import type { Dialect } from '../../server/syntax/tree.ts'
import { read } from '../read.ts'

/** The configurations of a few files, whose paths say their dialect. */
export const configs = (
  files: Readonly<Record<string, string>>,
  surroundings: (file: string) => readonly Surroundings[] = () => [],
): readonly Config[] =>
  configsOf(
    Object.entries(files).map(([file, text]) => read(file, dialectOf(file), text)),
    surroundings,
  )

const dialectOf = (file: string): Dialect => (file.endsWith('.cfg') ? 'haproxy' : 'nginx')

/** Each route on a line: "match → protocol host:port, host:port [read 1s, resolver]". */
export const routes = (config: Config): readonly string[] =>
  config.gateways.flatMap(gateway => gateway.routes).map(line)

const line = (route: Route): string => {
  const settings = [
    ...Object.entries(route.timeouts).flatMap(([name, setting]: [string, Setting | undefined]) =>
      setting ? [`${name} ${setting.ms ?? '?'}`] : [],
    ),
    ...(route.resolver ? ['resolver'] : []),
  ]
  return `${route.match || '·'} → ${route.protocol} ${goal(route.to)}${settings.length > 0 ? ` [${settings.join(', ')}]` : ''}${route.conditional ? ' perhaps' : ''}`
}

function goal(to: Destination): string {
  if (to.kind === 'unknown') return '?'
  if (to.kind === 'undeclared') return `undeclared ${to.name.text}`
  const targets = to.upstream.targets.map(
    target =>
      `${target.host.text}:${target.portNumber ?? '?'}${target.tls ? ' tls' : ''}${target.down ? ' down' : ''}${target.dynamic ? ' dynamic' : ''}${target.conditional ? ' perhaps' : ''}`,
  )
  return `${to.kind === 'upstream' ? `${to.upstream.name.text}(${targets.join(', ')})` : targets.join(', ')}`
}
