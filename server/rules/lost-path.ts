/** A variable in a target makes nginx send one fixed path, whatever was asked for. */

import type { Config } from '../model/config.ts'
import { linesBefore } from '../model/insert.ts'
import { type Occurrence, occurrencesWhere } from '../model/occurrences.ts'
import type { Fix, Rule } from '../rule.ts'
import { slice, type Word } from '../syntax/text.ts'

export const lostPath: Rule = {
  id: 'lost-path',
  severity: 'warning',
  group: 'names',
  summary:
    'With a variable in the target nginx sends the path that is written there, and the path of the request is lost.',
  *check({ config }) {
    if (config.dialect !== 'nginx') return
    for (const pass of withPath(config)) {
      const path = pathOf(pass.directive.args[0])!
      const prefix = prefixOf(pass)
      if (!prefix || !isForMany(prefix.text, path.text)) continue
      if (pass.scope.body.some(({ name }) => name.text === 'internal')) continue
      yield {
        at: path.at,
        message: `With a variable in the target nginx does not put the rest of the path behind "${path.text}": every request below "${prefix.text}" asks for "${path.text}" itself.`,
        fixes: [keepPath(config, pass, prefix, path)],
      }
    }
  },
}

/** The path of a target with a variable in front of it, where it is written out. One in capitals is the environment's, gone before nginx reads it. */
function pathOf(word: Word | undefined): Word | undefined {
  if (!word?.text.includes('$')) return undefined
  const [, before, path] =
    /^((?:\w+:\/\/)?[^/?\s]*\$\{?(?![A-Z][A-Z0-9_]*\b)\w[^/?\s]*)(\/[^$?]*)$/.exec(word.text) ?? []
  return path && !word.at.scattered ? slice(word, before!.length) : undefined
}

const withPath = occurrencesWhere('proxy_pass', ({ args }) => pathOf(args[0]) !== undefined)

/** The prefix of the location around, where it is one. */
function prefixOf({ scope: { block } }: Occurrence): Word | undefined {
  const [first, second] = block?.name.text === 'location' ? block.args : []
  const prefix = first?.text === '^~' ? second : second ? undefined : first
  return prefix?.text.startsWith('/') ? prefix : undefined
}

/** Whether many paths are asked for below the prefix, and one of them alone is unlikely to be meant: a folder, not a page. */
const isForMany = (prefix: string, path: string): boolean =>
  path.endsWith('/') || (prefix.endsWith('/') && prefix !== '/' && !/\.\w+$/.test(path))

/** What nginx does with a path where no variable is: it stands for the prefix of the location. */
function keepPath(config: Config, { directive }: Occurrence, prefix: Word, path: Word): Fix {
  const remove = { at: path.at, text: '' }
  if (prefix.text === '/' && path.text === '/')
    return { title: 'Pass the path of the request on', edits: [remove], safe: true }
  const rewrite = `rewrite ^${prefix.text.replace(/[.*+?^$()|[\]\\]/g, '\\$&')}(.*)$ ${path.text}$1 break;`
  return {
    title: `Put the rest of the path behind "${path.text}"`,
    edits: [linesBefore(config, directive, [rewrite]), remove],
    safe: false,
  }
}
