/** Reads HAProxy's C source: the tables of keywords that it registers, and the comparisons by which its sections know theirs. */
import { execFileSync } from 'node:child_process'

/** The files of one version, by their path. */
export type Source = ReadonlyMap<string, string>

const git = (mirror: string, args: readonly string[], input = ''): Buffer =>
  execFileSync('git', ['-C', mirror, ...args], { input, maxBuffer: 1 << 28 })

/** One released line, such as 3.2, and the newest tag of it: of a line that is not released yet, its newest development tag. */
export interface Line {
  readonly version: string
  readonly tag: string
}

/** All lines from 1.5 on, the oldest first. */
export function linesOf(mirror: string): readonly Line[] {
  const newest = new Map<string, string>()
  for (const tag of git(mirror, ['tag', '--sort=version:refname']).toString().split('\n')) {
    const [, version, rest] = /^v(\d+\.\d+)([.-].*)$/.exec(tag) ?? []
    if (!version || !rest || order(version) < order('1.5') || rest.includes('-rc')) continue
    if (rest.startsWith('.') || !newest.get(version)?.includes(`${version}.`)) newest.set(version, tag)
  }
  return [...newest].map(([version, tag]) => ({ version, tag })).sort((a, b) => order(a.version) - order(b.version))
}

const order = (version: string): number => {
  const [major, minor] = version.split('.').map(Number)
  return major! * 1000 + minor!
}

/** The C files and the configuration manual of a tag, comments taken from the C files. */
export function sourceOf(mirror: string, tag: string): Source {
  const paths = git(mirror, [
    'ls-tree',
    '-r',
    '--name-only',
    tag,
    '--',
    'src/',
    'addons/',
    'contrib/',
    'doc/configuration.txt',
  ])
    .toString()
    .split('\n')
    .filter(path => /^(?:src\/[\w-]+\.c|(?:addons|contrib)\/.*\.c|doc\/configuration\.txt)$/.test(path))
  const answer = git(mirror, ['cat-file', '--batch'], paths.map(path => `${tag}:${path}\n`).join(''))
  const files = new Map<string, string>()
  let at = 0
  for (const path of paths) {
    const lineEnd = answer.indexOf(10, at)
    const size = Number(answer.toString('latin1', at, lineEnd).split(' ')[2])
    const text = answer.toString('latin1', lineEnd + 1, lineEnd + 1 + size)
    files.set(path, path.endsWith('.c') ? withoutComments(text) : text)
    at = lineEnd + 1 + size + 1
  }
  return files
}

const withoutComments = (text: string): string =>
  text.replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, part =>
    part.startsWith('/') ? ' ' : part,
  )

/** The text from a brace to the one that closes it. */
export function braced(text: string, open: number): string {
  let depth = 0
  for (const { 0: found, index } of text.slice(open).matchAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}]/g)) {
    if (found === '{') depth += 1
    if (found === '}') depth -= 1
    if (depth === 0) return text.slice(open, open + index + 1)
  }
  return text.slice(open)
}

/** The body of each function of a file, by its name. */
export function functionsOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const match of text.matchAll(/\b(\w+)\([^;{}()]*(?:\([^;{}()]*\)[^;{}()]*)*\)\s*\n\{/g))
    found.set(match[1]!, braced(text, match.index + match[0].length - 1))
  return found
}

/** The initialiser of each variable whose declaration holds a type's name. */
export function tablesOf(text: string, type: string): readonly { readonly name: string; readonly body: string }[] {
  const head = new RegExp(`\\b${type}\\s+(\\w+)(?:\\[\\w*\\])?\\s*=\\s*\\{`, 'g')
  return [...text.matchAll(head)].map(match => ({
    name: match[1]!,
    body: braced(text, match.index + match[0].length - 1),
  }))
}

/** The rows of such a table that begin with a string: what is written between their braces, split at the commas of the first level. */
export function rowsOf(body: string): readonly (readonly string[])[] {
  const rows = body.slice(1)
  return [...rows.matchAll(/\{\s*("(?:[^"\\]|\\.)*"|CFG_\w+)/g)].map(match =>
    fieldsOf(braced(rows, match.index).slice(1, -1)),
  )
}

function fieldsOf(row: string): readonly string[] {
  const fields = ['']
  let depth = 0
  for (const [part] of row.matchAll(/"(?:[^"\\]|\\.)*"|[\s\S]/g)) {
    if (/^[({]$/.test(part)) depth += 1
    if (/^[)}]$/.test(part)) depth -= 1
    if (part === ',' && depth === 0) fields.push('')
    else fields[fields.length - 1] += part
  }
  return fields.map(field => field.trim().replace(/^"([\s\S]*)"$/, '$1'))
}

/** The stretches of a function that follow each comparison of one of its words with a keyword, up to the next one. */
export function branchesOf(body: string, word: string): readonly { readonly keyword: string; readonly text: string }[] {
  const test = new RegExp(`strcmp\\(\\s*${word.replace(/[[\]()*]/g, '\\$&')}\\s*,\\s*"([^"]+)"\\s*\\)`, 'g')
  const found = [...body.matchAll(test)]
  const branches = found.map((match, index) => ({
    keyword: match[1]!,
    text: body.slice(match.index + match[0].length, found[index + 1]?.index ?? body.length),
  }))
  // Of "a || b", both have the branch of b.
  for (let index = branches.length - 2; index >= 0; index -= 1) {
    const { keyword, text } = branches[index]!
    if (/^[\s=0)]*\|\|[\s(!]*$/.test(text)) branches[index] = { keyword, text: branches[index + 1]!.text }
  }
  return branches
}
