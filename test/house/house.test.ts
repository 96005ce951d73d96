/** The house rules that a machine can keep: who may import whom, and that nothing of a rule is missing. */
import * as fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { rules } from '../../server/rules/index.ts'

const root = new URL('../../', import.meta.url)
const read = (file: string): string => fs.readFileSync(new URL(file, root), 'utf8')
const below = (folder: string): readonly string[] =>
  fs
    .readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .map(file => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter(file => file.endsWith('.ts'))
    .sort()

/** What the files of each room may import. The first room that fits a file is its room. */
const rooms: readonly (readonly [room: RegExp, mayImport: RegExp])[] = [
  [/^client\//, /^(vscode|vscode-languageclient(\/(node|browser))?|client\/)/],
  [/^server\/syntax\//, /^(ohm-js|server\/syntax\/)/],
  [/^server\/catalog\//, /^server\/(syntax\/|catalog\/|model\/(config|address|release)\.ts)/],
  [/^server\/model\//, /^server\/(syntax|catalog|model)\//],
  [/^server\/topology\//, /^(yaml$|server\/(syntax\/|topology\/|model\/(path|glob)\.ts))/],
  [/^server\/rule\.ts$/, /^server\/(model\/config|topology\/topology|syntax\/text)\.ts$/],
  [/^server\/answered\.ts$/, /^server\/(rule|model\/config|syntax\/runs|topology\/(agree|topology))\.ts$/],
  [/^server\/rules\/index\.ts$/, /^server\/(rule|rules\/[\w-]+)\.ts$/],
  [
    /^server\/rules\//,
    /^server\/(answered|rule|model\/(?!(?:nginx|haproxy)\.ts)[\w-]+|topology\/(topology|cluster|agree|alone|app-times|balancers|image-habits|verdict|container-files|ingress-controllers|waiting|kubernetes-(?:edits|endpoints|policies|routes|services))|catalog\/[\w-]+|syntax\/(text|tree|nearest|remembered|runs|value))\.ts$/,
  ],
  [
    /^server\/settings\//,
    /^(ignore$|server\/(settings\/[\w-]+|rule|model\/path|topology\/(groups|values|yaml)|syntax\/(own|text|value|nearest))\.ts$)/,
  ],
  [/^server\/kinds\.ts$/, /^server\/(catalog\/nginx|syntax\/template|topology\/php-fpm)\.ts$/],
  [/^server\/dump\.ts$/, /^$/],
  [/^server\/fix\.ts$/, /^server\/rule\.ts$/],
  [/^server\/silence\.ts$/, /^server\/(rule|syntax\/(text|tree))\.ts$/],
  [/^server\/silencing\.ts$/, /^server\/(fix|rule|silence|syntax\/(text|tree)|topology\/comments)\.ts$/],
  [/^server\/lint\.ts$/, /^server\/(rule|settings\/resolve|topology\/topology|syntax\/(text|tree))\.ts$/],
  [/^server\/pools\.ts$/, /^server\/(topology\/(images|php-fpm|topology)|syntax\/text)\.ts$/],
  [
    /^server\/chain\.ts$/,
    /^server\/(pools|model\/(config|listeners|waits)|topology\/(alone|topology)|syntax\/remembered)\.ts$/,
  ],
  [
    /^server\/(?:workspace|source)\.ts$/,
    /^server\/(chain|kinds|pools|source|lint|silence|rule|rules\/index|settings\/[\w-]+|model\/[\w-]+|topology\/[\w-]+|syntax\/[\w-]+)\.ts$/,
  ],
  [
    /^server\/doctor\.ts$/,
    /^server\/(rule|model\/(address|config|listeners)|topology\/(namesake|topology|verdict)|syntax\/text)\.ts$/,
  ],
  [/^server\/reach\.ts$/, /^server\/(doctor|rule)\.ts$/],
  [
    /^server\/output\/doctor\.ts$/,
    /^(picocolors|server\/(doctor|topology\/topology|syntax\/text|output\/[\w-]+)\.ts)$/,
  ],
  [/^server\/output\//, /^(picocolors|server\/(rule|reach|syntax\/text|output\/[\w-]+)\.ts)$/],
  [
    /^server\/features\//,
    /^server\/(features\/[\w-]+|workspace|doctor|kinds|rule|rules\/index|model\/[\w-]+|topology\/[\w-]+|catalog\/[\w-]+|syntax\/[\w-]+)\.ts$/,
  ],
  [/^server\/walk\.ts$/, /^(ignore|server\/kinds\.ts)$/],
  [/^server\/files\.ts$/, /^(node:[\w/]+|server\/(kinds|walk)\.ts)$/],
  [/^server\/write\.ts$/, /^(node:[\w/]+|server\/files\.ts)$/],
  [
    /^server\/(action\.ts$|cli(\.ts$|\/))/,
    /^(node:[\w/]+|commander|diff|package\.json|server\/(cli\/[\w-]+|connect|files|write|kinds|doctor|dump|fix|reach|workspace|rule|rules\/index|settings\/[\w-]+|syntax\/nearest|output\/[\w-]+)\.ts)$/,
  ],
  [
    /^server\/(lsp\.ts$|lsp\/)/,
    /^(vscode-languageserver(\/node|-textdocument)?|vscode-uri|package\.json|server\/(lsp\/[\w-]+|features\/[\w-]+|files|walk|kinds|fix|silencing|source|workspace|rule|rules\/index|model\/path|settings\/(first|resolve|settings)|output\/(results|unix)|syntax\/(text|tree))\.ts)$/,
  ],
  [/^server\/connect\.ts$/, /^(vscode-languageserver\/node|server\/(lsp|files|frames)\.ts)$/],
  [/^server\/frames\.ts$/, /^$/],
  [/^server\/browser\.ts$/, /^(vscode-languageserver(\/browser)?|server\/(lsp|lsp\/(mirror|remote-disk))\.ts)$/],
  [/^server\/main\.ts$/, /^server\/(browser|files)\.ts$/],
]

/** The modules that a file imports, those of the project by their path in it. */
const importsOf = (file: string): readonly string[] =>
  [...read(file).matchAll(/^(?:import|export)\b[^']*?\bfrom '([^']+)'|\bimport\('([^']+)'\)/gm)]
    .map(([, name, dynamic]) => (name ?? dynamic)!)
    .map(name =>
      name.startsWith('.') ? new URL(name, new URL(file, root)).pathname.slice(root.pathname.length) : name,
    )

describe('arrows run down only', () => {
  test.each([...below('client'), ...below('server')])('%s', file => {
    const room = rooms.find(([files]) => files.test(file))
    expect(room, `${file} stands in no room`).toBeDefined()
    expect(importsOf(file).filter(name => !room![1].test(name))).toEqual([])
  })
})

test('no file imports itself by a detour', () => {
  const graph = new Map(below('server').map(file => [file, importsOf(file).filter(name => name.startsWith('server/'))]))
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    expect(path, 'an import cycle').not.toContain(file)
    if (done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
})

test('every file opens with a sentence that says what it is for', () => {
  const mute = [...below('client'), ...below('server'), ...below('test'), ...below('scripts')]
    .filter(file => !file.endsWith('.gen.ts'))
    .filter(file => !/^(?:#![^\n]*\n)?\/\*\*\s+\S/.test(read(file)))
  expect(mute).toEqual([])
})

test('every rule has a file and a page of its name, and stands in the list once, in order', () => {
  const ids = rules.map(rule => rule.id)
  const named = (ending: string): readonly string[] =>
    fs
      .readdirSync(new URL('server/rules', root))
      .filter(file => file.endsWith(ending) && file !== 'index.ts')
      .map(file => file.slice(0, -ending.length))
      .sort()
  expect(ids).toEqual([...new Set(ids)].sort())
  expect(named('.ts')).toEqual(ids)
  expect(named('.md')).toEqual(ids)
})

test('a rule stays short: about a hundred lines at most', () => {
  const long = rules.map(rule => ({ id: rule.id, lines: read(`server/rules/${rule.id}.ts`).split('\n').length }))
  expect(long.filter(({ lines }) => lines > 120)).toEqual([])
})

test('nothing is skipped, focused or left for later', () => {
  const marks = /\b(?:test|it|describe)\.(?:skip|only|todo)\b|\b(?:TO-?DO|FIX-?ME|XX-?X)\b(?!'|\/)/
  const found = [...below('client'), ...below('server'), ...below('test'), ...below('scripts')]
    .filter(file => !file.endsWith('house.test.ts'))
    .filter(file => marks.test(read(file)))
  expect(found).toEqual([])
})
