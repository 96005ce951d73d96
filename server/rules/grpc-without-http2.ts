/** gRPC is passed on by a server that listens without HTTP/2, over which its clients call. */

import type { Config, Gateway, Route } from '../model/config.ts'
import { effective } from '../model/effective.ts'
import { where } from '../model/gathered.ts'
import { occurrences } from '../model/occurrences.ts'
import type { Rule } from '../rule.ts'
import { pointAt } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'

export const grpcWithoutHttp2: Rule = {
  id: 'grpc-without-http2',
  severity: 'warning',
  group: 'protocol',
  summary: 'A server passes gRPC on, and listens without HTTP/2: its clients cannot speak to it.',
  *check({ config }) {
    if (config.dialect !== 'nginx' || !config.complete) return
    for (const gateway of passingGrpc(config.gateways, config)) {
      const route = gateway.routes.find(isGrpc)!
      const listens = listensOf(gateway)
      const [first] = listens
      if (!first || takesHttp2(config, gateway, listens)) continue
      yield {
        at: first.at,
        message:
          'gRPC is passed on from here, and nothing listens for HTTP/2: clients of gRPC, which speak nothing else, get a broken connection.',
        related: [{ at: route.directive.at, message: 'gRPC is passed on here' }],
        fixes: [
          {
            title: 'Listen for HTTP/2',
            edits: listens.map(({ args }) => ({
              at: pointAt(args.at(-1)!.at.file, args.at(-1)!.at.end),
              text: ' http2',
            })),
            safe: false,
          },
        ],
      }
    }
  },
}

const isGrpc = ({ directive }: Route): boolean => directive.name.text === 'grpc_pass'
const passingGrpc = where((gateway: Gateway) => gateway.routes.some(isGrpc))

const listensOf = ({ scope }: Gateway): readonly Directive[] =>
  scope.body.filter(({ name, args }) => name.text === 'listen' && args.length > 0)

/** The options of an address count for every server that listens there (ngx_http_add_addresses). */
function takesHttp2(config: Config, gateway: Gateway, listens: readonly Directive[]): boolean {
  const told = effective(config, gateway.scope, 'http2')
  if (told.value !== 'off' && (told.directive || !told.certain)) return true
  const addresses = new Set(listens.map(({ args }) => args[0]!.text))
  return occurrences(config, 'listen').some(
    ({ directive: { args } }) =>
      addresses.has(args[0]?.text ?? '') && args.some(({ text }) => /^(?:http2|quic)$/.test(text)),
  )
}
