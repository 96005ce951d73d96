/** What belongs into the http block stands where nginx looks for its main file. */
import type { Config } from '../model/config.ts'
import { linesAfter, linesBefore } from '../model/insert.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Directive } from '../syntax/tree.ts'
import { isOfficial } from '../topology/container-files.ts'

export const fragmentAsMain: Rule = {
  id: 'fragment-as-main',
  severity: 'error',
  group: 'references',
  summary: "A fragment is mounted in the place of nginx's main file: nginx does not start.",
  *check({ config, placements }) {
    const [document] = config.documents
    if (config.dialect !== 'nginx' || placements.length === 0 || !document) return
    const isMain = placements.every(
      ({ path, service }) => path === MAIN && isOfficial(service) && service.pristine && !service.rewrites,
    )
    const first = isMain ? document.directives.find(({ name, body }) => body && FOR_HTTP.test(name.text)) : undefined
    if (!first || document.directives.some(({ name }) => /^(?:http|stream|mail)$/.test(name.text))) return
    yield {
      at: first.name.at,
      message: `This file is "${MAIN}" in the container, where "${first.name.text}" may stand within "http" alone: nginx does not start.`,
      related: [{ at: placements[0]!.at, message: `"${placements[0]!.service.name.text}" mounts it here` }],
      fixes: wrapped(config, document.directives),
    }
  },
}

/** Where the official image starts nginx from. */
const MAIN = '/etc/nginx/nginx.conf'

const FOR_HTTP = /^(?:server|upstream|map|geo|split_clients|location)$/

/** What a main file needs around a server, unless lines stand there that belong outside. */
function wrapped(config: Config, directives: readonly Directive[]): readonly Fix[] {
  if (directives.some(({ name }) => !FOR_HTTP.test(name.text) || name.text === 'location')) return []
  return [
    {
      title: 'Put an http block around it',
      edits: [
        linesBefore(config, directives[0]!, ['events {}', 'http {', 'include /etc/nginx/mime.types;']),
        linesAfter(config, directives.at(-1)!, ['}'], directives[0]),
      ],
      safe: false,
    },
  ]
}
