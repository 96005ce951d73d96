/** Finds the configurations among the files of a workspace: which file is a main one, and which belong to it. */
import type { Document } from '../syntax/tree.ts'
import { walk } from '../syntax/tree.ts'
import type { Config } from './config.ts'
import { fromHaproxy } from './haproxy.ts'
import { expand, includedFrom, type Surroundings } from './include.ts'
import { fromNginx } from './nginx.ts'
import { folderOf } from './path.ts'

/** Every configuration of a workspace. `surroundings`: where a file stands in the containers that run it. */
export function configsOf(documents: readonly Document[], surroundings: (file: string) => readonly Surroundings[]): readonly Config[] {
  const nginx = documents.filter(document => document.dialect === 'nginx')
  const haproxy = documents.filter(document => document.dialect === 'haproxy')
  return [...nginxConfigs(nginx, surroundings), ...haproxyConfigs(haproxy)]
}

/** A file that another one includes is no configuration of its own. */
function nginxConfigs(documents: readonly Document[], surroundings: (file: string) => readonly Surroundings[]): readonly Config[] {
  const byFile = new Map(documents.map(document => [document.file, document]))
  const including = documents.filter(document => hasInclude(document))
  const included = new Set(including.flatMap(main => includedFrom(main, byFile, surroundings(main.file))))
  const upstreams = namesIn(documents, 'upstream', name => name.toLowerCase())
  const mains = documents.filter(document => !included.has(document.file))
  /** Files that only include each other have no main one: each is judged, so that the cycle is told. */
  const inCycle = including.filter(main => included.has(main.file) && expand(main, byFile, surroundings(main.file)).problems.length > 0)
  return [...mains, ...inCycle].map(main => {
    const expanded = expand(main, byFile, surroundings(main.file))
    return fromNginx(expanded, upstreams)
  })
}

const hasInclude = (document: Document): boolean => {
  for (const { name } of walk(document.directives)) if (name.text === 'include') return true
  return false
}

/** HAProxy includes nothing: a configuration is what its command line names. Without that each file stands alone, but may lean on its neighbours. */
function haproxyConfigs(documents: readonly Document[]): readonly Config[] {
  return documents.map(document => {
    const neighbours = documents.filter(other => other !== document && folderOf(other.file) === folderOf(document.file))
    const own = namesIn([document], /^(?:backend|listen)$/, name => name)
    const elsewhere = [...namesIn(neighbours, /^(?:backend|listen)$/, name => name)].filter(name => !own.has(name))
    return fromHaproxy([document], new Set(elsewhere))
  })
}

function namesIn(documents: readonly Document[], kind: string | RegExp, normal: (name: string) => string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const document of documents) {
    for (const { name, args } of walk(document.directives)) {
      if (args[0] && (typeof kind === 'string' ? name.text === kind : kind.test(name.text))) names.add(normal(args[0].text))
    }
  }
  return names
}
