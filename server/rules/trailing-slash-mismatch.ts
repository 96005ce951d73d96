/** A location and the path of its target do not agree on the slash at their ends. */
import { occurrences } from '../model/occurrences.ts'
import type { Fix, Rule } from '../rule.ts'
import { pointAt, slice, type Word } from '../syntax/text.ts'

export const trailingSlashMismatch: Rule = {
  id: 'trailing-slash-mismatch',
  severity: 'info',
  group: 'names',
  strict: true,
  summary:
    'A location and the path of its target do not agree on the slash at their ends: the path of requests is glued wrongly.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    for (const { directive, scope } of occurrences(config, 'proxy_pass')) {
      const prefix = scope.block && prefixOf(scope.block.args)
      const path = directive.args[0] && pathOf(directive.args[0])
      if (!prefix || !path || path.text.endsWith('/') === prefix.text.endsWith('/')) continue
      const asked = `${prefix.text}${prefix.text.endsWith('/') ? '' : '/'}users`
      const becomes = path.text + asked.slice(prefix.text.length)
      yield {
        at: path.at,
        message: `nginx puts "${path.text}" in the place of "${prefix.text}": "${asked}" becomes "${becomes}", which the service is unlikely to know.`,
        related: [{ at: prefix.at, message: 'In this location' }],
        fixes: fixesFor(prefix, path),
      }
    }
  },
}

/** The prefix of a location that is no single file and not all there is. */
function prefixOf([first, second]: readonly Word[]): Word | undefined {
  const prefix = first?.text === '^~' ? second : second ? undefined : first
  return prefix?.text.startsWith('/') && prefix.text !== '/' && !FILE.test(prefix.text) ? prefix : undefined
}

/** The path behind host and port, where no variable is near. */
function pathOf(word: Word): Word | undefined {
  const [, before, path] = /^(https?:\/\/[^/?$]+)(\/[^?$]*)$/i.exec(word.text) ?? []
  return path && !/^https?:\/\/unix:/i.test(word.text) && !FILE.test(path) ? slice(word, before!.length) : undefined
}

const FILE = /\.\w+$/

function fixesFor(prefix: Word, path: Word): readonly Fix[] {
  const end = (word: Word) => pointAt(word.at.file, slice(word, 0).at.end)
  if (prefix.text.endsWith('/'))
    return [{ title: `Pass "${path.text}/" on`, edits: [{ at: end(path), text: '/' }], safe: false }]
  const location: Fix = {
    title: `Let the location be "${prefix.text}/"`,
    edits: [{ at: end(prefix), text: '/' }],
    safe: false,
  }
  const trimmed: Fix = {
    title: path.text === '/' ? 'Pass the whole path on' : `Pass "${path.text.slice(0, -1)}" on`,
    edits: [{ at: slice(path, path.text.length - 1).at, text: '' }],
    safe: false,
  }
  return [location, trimmed]
}
