/** HAProxy is to send a file that is not where it is said to be. */
import { occurrences } from '../model/occurrences.ts'
import type { Fix, Rule } from '../rule.ts'
import type { Word } from '../syntax/text.ts'
import { originOf } from '../topology/container-files.ts'
import type { Placement } from '../topology/topology.ts'

export const errorfileMissing: Rule = {
  id: 'errorfile-missing',
  severity: 'error',
  group: 'references',
  summary: 'An error file of HAProxy is not in the container: HAProxy does not start.',
  *check({ config, placements }) {
    if (config.dialect !== 'haproxy' || placements.length === 0) return
    for (const { directive } of occurrences(config, 'errorfile')) {
      const path = directive.args[1]
      if (!path || !placements.every(placement => isAbsent(path.text, placement))) continue
      const from = placements[0]!
      yield {
        at: path.at,
        message: `The image "${from.service.base!.text}" has no such file, and nothing is mounted there: HAProxy does not start.`,
        related: [{ at: from.at, message: `"${from.service.name.text}" runs this configuration` }],
        fixes: inImage(path),
      }
    }
  },
}

/** Debian's package puts its error files there, and the official image does not. */
const DEBIAN = '/etc/haproxy/errors/'

/** Where the official image has them (docker-library/haproxy: `cp -R examples/errorfiles`). */
const IMAGE = '/usr/local/etc/haproxy/errors/'
const BROUGHT = /^(?:400|403|408|500|502|503|504)\.http$/

/** In the official image, with nothing else at the path or above it. */
function isAbsent(path: string, placement: Placement): boolean {
  return path.startsWith(DEBIAN) && originOf(path, placement)?.kind === 'image'
}

const inImage = (path: Word): readonly Fix[] => {
  const name = path.text.slice(DEBIAN.length)
  return BROUGHT.test(name)
    ? [{ title: `Use the image's own ${name}`, edits: [{ at: path.at, text: IMAGE + name }], safe: true }]
    : []
}
