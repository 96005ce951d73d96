/** An include names a file that is not in the container: nginx does not start. */
import type { Config } from '../model/config.ts'
import { hasWildcard } from '../model/glob.ts'
import { linesBefore } from '../model/insert.ts'
import { occurrences } from '../model/occurrences.ts'
import { folderOf, join } from '../model/path.ts'
import type { Fix, Report, Rule, View } from '../rule.ts'
import { isSpelling, nearest } from '../syntax/nearest.ts'
import { slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { isNginxs, isStockFile, originOf } from '../topology/container-files.ts'
import type { Placement } from '../topology/topology.ts'

export const missingInclude: Rule = {
  id: 'missing-include',
  severity: 'error',
  group: 'references',
  summary: 'An include names a file that is not in the container: nginx does not start.',
  *check(view) {
    const { config, placements } = view
    if (config.dialect !== 'nginx' || placements.length === 0) return
    for (const { directive } of occurrences(config, 'include')) {
      const [file, ...more] = directive.args
      if (!file || more.length > 0 || directive.body || hasWildcard(file.text) || /[$"'\\]/.test(file.text)) continue
      const all = placements.map(placement => missingIn(view, placement, directive))
      const [first] = all
      if (first && all.every(one => one)) yield first
    }
  },
}

/** What is wrong with the include in one container; undefined where the file is there, or may be. */
function missingIn({ config, files }: View, placement: Placement, include: Directive): Report | undefined {
  const file = include.args[0]!
  const folder = folderRead(config, placement)
  const path = folder && join(folder, file.text)
  if (!path || isStockFile(path)) return undefined
  const origin = originOf(path, placement)
  if (!origin) return undefined
  const related = [{ at: placement.at, message: `"${placement.service.name.text}" runs this configuration` }]
  if (origin.kind === 'image') {
    if (!isNginxs(placement.service, path)) return undefined
    return {
      at: file.at,
      message: `The image "${origin.image}" has no ${path}, and nothing is mounted or copied there: nginx does not start ("open() … failed (2: No such file or directory)").`,
      related,
      fixes: [...stockNamed(file, path), ...proxyHeaders(config, include, path)],
    }
  }
  // A file that git ignores is not looked at: only a name that is nearly the same tells that none was meant to be made.
  const near = files.has(origin.file) ? undefined : nearest(nameOf(origin.file), filesBeside(files, origin.file))
  if (!near) return undefined
  return {
    at: file.at,
    severity: 'warning',
    message: `There is no ${nameOf(path)} in the folder that stands at ${folderOf(path)}: without it, nginx does not start ("open() … failed (2: No such file or directory)"). There is ${near.text}.`,
    related: [...related, { at: { file: near.file, start: 0, end: 0 }, message: 'It may be meant' }],
    fixes: [renamed(file, near.text)],
  }
}

/** Where nginx takes relative paths from; undefined where the file may not be what it reads. */
function folderRead({ context }: Config, { path }: Placement): string | undefined {
  if (context === 'http') return '/etc/nginx'
  return path === '/etc/nginx/nginx.conf' ? folderOf(path) : undefined
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

const filesBeside = (
  files: ReadonlySet<string>,
  file: string,
): readonly { readonly text: string; readonly file: string }[] =>
  Array.from(files)
    .filter(other => folderOf(other) === folderOf(file))
    .map(other => ({ text: nameOf(other), file: other }))

/** The same with another name at its end. */
function renamed(file: Word, name: string): Fix {
  const from = file.text.lastIndexOf('/') + 1
  return {
    title: `Include ${file.text.slice(0, from)}${name}`,
    edits: [{ at: slice(file, from).at, text: name }],
    safe: isSpelling(file.text.slice(from), name),
  }
}

/** A file of the image whose name is nearly the same. */
function stockNamed(file: Word, path: string): readonly Fix[] {
  if (folderOf(path) !== '/etc/nginx') return []
  const near = nearest(
    nameOf(path),
    ['mime.types', 'fastcgi_params', 'scgi_params', 'uwsgi_params'].map(text => ({ text })),
  )
  return near ? [renamed(file, near.text)] : []
}

/** What Debian's package has in its file of that name, which the image has not. */
const PROXY_PARAMS = [
  'proxy_set_header Host $host;',
  'proxy_set_header X-Real-IP $remote_addr;',
  'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
  'proxy_set_header X-Forwarded-Proto $scheme;',
]

function proxyHeaders(config: Config, include: Directive, path: string): readonly Fix[] {
  if (path !== '/etc/nginx/proxy_params') return []
  const { text } = linesBefore(config, include, PROXY_PARAMS.slice(0, -1))
  const edits = [{ at: include.at, text: text + PROXY_PARAMS.at(-1) }]
  return [{ title: "Write the headers that Debian's file of that name sets", edits, safe: false }]
}
