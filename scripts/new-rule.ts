/** Begins a rule: `npm run new-rule -- ID SEVERITY GROUP "SUMMARY"` writes its file and its page, and puts it into the list. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { groups, severities } from '../server/rule.ts'

const [id = '', severity = '', group = '', summary = ''] = process.argv.slice(2)
const folder = new URL('../server/rules/', import.meta.url)
const list = new URL('index.ts', folder)
const name = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

const wrong = [
  !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id) && `"${id}" is no id: it names the fault, as "port-mismatch".`,
  existsSync(new URL(`${id}.ts`, folder)) && `There is a rule ${id} already.`,
  !severities.some(known => known === severity) && `The severity is one of ${severities.join(', ')}.`,
  !groups.some(known => known === group) && `The group is one of ${groups.join(', ')}.`,
  !/^[A-Z].*\.$/.test(summary) && 'The summary is one sentence: what the rule finds.',
].filter(message => message !== false)

if (wrong.length > 0) {
  console.error(wrong.join('\n'))
  console.error('npm run new-rule -- ID SEVERITY GROUP "SUMMARY"')
  process.exitCode = 2
} else {
  writeFileSync(new URL(`${id}.ts`, folder), rule())
  writeFileSync(new URL(`${id}.md`, folder), page())
  writeFileSync(list, listed(readFileSync(list, 'utf8')))
  console.log(
    `server/rules/${id}.ts and ${id}.md are begun. The page fails until both say something: npx vitest run test/pages -t ${id}`,
  )
}

function rule(): string {
  return `/** ${summary} */
import type { Rule } from '../rule.ts'

export const ${name}: Rule = {
  id: '${id}',
  severity: '${severity}',
  group: '${group}',
  summary: '${summary.replaceAll("'", "\\'")}',
  *check() {},
}
`
}

/** The headings that every page has; the test of the pages asks for the rest. */
function page(): string {
  const headings = [
    'What it finds',
    'Why it answers 502',
    'Examples',
    'Fix and its safety',
    'Silent when',
    'References',
  ]
  return `# ${id}\n\n${summary}\n${headings.map(heading => `\n## ${heading}\n`).join('')}`
}

/** In the order of the ids. */
function listed(text: string): string {
  const sorted = (lines: readonly string[], more: string): string => [...lines, more].sort().join('\n')
  const imports = text.match(/^import \{ \w+ \} from '\.\/.*'$/gm) ?? []
  const names = text.match(/^ {2}\w+,$/gm) ?? []
  const ids = new Map(imports.map(line => [/\{ (\w+) \}/.exec(line)![1]!, /'\.\/(.*)\.ts'/.exec(line)![1]!]))
  ids.set(name, id)
  const order = [...ids].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([known]) => `  ${known},`)
  return text
    .replace(imports.join('\n'), sorted(imports, `import { ${name} } from './${id}.ts'`))
    .replace(names.join('\n'), order.join('\n'))
}
