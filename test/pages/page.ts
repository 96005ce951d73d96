/** Reads a rule's page as its test: sections, cases, the files of each case, the texts after the fixes, the proof. CONTRIBUTING.md describes the format. */
import { isMark, looksLikeMark } from './marks.ts'

export interface Page {
  readonly id: string
  /** The paragraph under the title. */
  readonly summary: string
  readonly cases: readonly Case[]
  /** What is wrong with the page itself, each with its line: "line 12: …". */
  readonly problems: readonly string[]
}

/** A small workspace, and what is claimed of it. */
export interface Case {
  readonly name: string
  /** Whether something must be found here, or nothing. */
  readonly kind: 'example' | 'silent'
  readonly line: number
  readonly files: readonly PageFile[]
  readonly outcomes: readonly Outcome[]
  readonly proof?: Block
}

export interface PageFile {
  /** Relative to the workspace, with `/`. */
  readonly path: string
  readonly language: string
  readonly text: string
  /** The line of the page on which the text begins. */
  readonly line: number
}

/** The texts after a fix: the first safe one of every finding, or the one of a title. */
export interface Outcome {
  readonly title?: string
  readonly files: readonly PageFile[]
}

export interface Block {
  readonly text: string
  readonly line: number
}

const sections = [/^What it finds$/, /^Why it /, /^Examples$/, /^Fix and its safety$/, /^Silent when$/, /^References$/]
const sectionNames = ['What it finds', 'Why it …', 'Examples', 'Fix and its safety', 'Silent when', 'References']
const kinds: Readonly<Record<string, Case['kind']>> = { Examples: 'example', 'Silent when': 'silent' }

const standardPaths: Readonly<Record<string, string>> = {
  nginx: 'nginx.conf',
  haproxy: 'haproxy.cfg',
  yaml: 'compose.yaml',
  dockerfile: 'Dockerfile',
  env: '.env',
}

export function readPage(text: string): Page {
  const problems: string[] = []
  const cases: Draft[] = []
  const headings: string[] = []
  const summary: string[] = []
  let id = ''
  let kind: Case['kind'] | undefined
  let path: string | undefined

  for (const { line, heading, fence, plain } of partsOf(text, problems)) {
    const complain = (message: string): void => void problems.push(`line ${line}: ${message}`)
    if (heading) {
      if (heading.level === 1) id = heading.text
      if (heading.level === 2) {
        headings.push(heading.text)
        kind = kinds[heading.text]
      }
      if (heading.level === 3 && kind) cases.push(newCase(heading.text, kind, line))
    } else if (fence && kind) {
      if (!cases.at(-1)) complain('A block of a case stands under a "###" heading.')
      else take(cases.at(-1)!, fence, path, complain)
    } else if (fence && (standardPaths[fence.language] || fence.language === 'proof')) {
      complain(`A ${fence.language} block stands outside of the cases, where nothing tests it.`)
    } else if (plain && headings.length === 0 && id) summary.push(plain)
    path = kind && plain ? /^`([^`]+)`$/.exec(plain)?.[1] : undefined
  }

  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) problems.unshift('line 1: The page opens with "# " and the id of its rule.')
  if (summary.length !== 1)
    problems.unshift('line 3: Between the title and the first heading stands the summary, on one line.')
  if (headings.length !== sections.length || !sections.every((section, index) => section.test(headings[index]!)))
    problems.push(
      `line 1: The headings are ${headings.join(', ') || 'missing'}; they must be ${sectionNames.join(', ')}.`,
    )
  for (const wanted of Object.values(kinds))
    if (!cases.some(found => found.kind === wanted)) problems.push(`line 1: The page has no case of kind "${wanted}".`)
  for (const found of cases) problems.push(...problemsOf(found))
  return { id, summary: summary.join(' '), cases, problems }
}

interface Draft extends Case {
  readonly files: PageFile[]
  readonly outcomes: { readonly title?: string; readonly files: PageFile[] }[]
  proof?: Block
}

const newCase = (name: string, kind: Case['kind'], line: number): Draft => ({
  name,
  kind,
  line,
  files: [],
  outcomes: [],
})

/** Puts a block where it belongs in its case. */
function take(draft: Draft, fence: Fence, named: string | undefined, complain: (message: string) => void): void {
  const { language, info, line } = fence
  if (language === 'proof') {
    if (draft.proof) complain('A case has one proof at most.')
    draft.proof = { text: fence.text, line }
    return
  }
  const path = named ?? standardPaths[language]
  if (!path) {
    if (info)
      complain(`"${info}" stands after a language that names no file; put the path in backticks on the line before.`)
    return
  }
  const [read, bare, fixed, title] = /^(no-newline\s*)?(fixed(?:: (.+))?)?$/.exec(info) ?? []
  if (read === undefined) {
    complain(`"${info}" is unknown here; "fixed", "fixed: title" and "no-newline" may stand there.`)
    return
  }
  const file: PageFile = { path, language, text: bare ? fence.text.slice(0, -1) : fence.text, line }
  if (!fixed) {
    if (draft.files.some(other => other.path === path)) complain(`The case has ${path} twice.`)
    draft.files.push(file)
    return
  }
  const before = draft.files.find(other => other.path === path)
  if (!before) {
    complain(`The case has no ${path} that could be fixed.`)
    return
  }
  if (before.text === file.text) complain(`The fixed ${path} is the same as before.`)
  const outcome = draft.outcomes.find(other => other.title === title)
  if (!outcome) draft.outcomes.push({ ...(title && { title }), files: [file] })
  else if (outcome.files.some(other => other.path === path)) complain(`${path} is fixed twice in the same way.`)
  else outcome.files.push(file)
}

function problemsOf(found: Case): string[] {
  const at = `line ${found.line}:`
  if (found.files.length === 0) return [`${at} The case "${found.name}" has no files.`]
  const lines = found.files.flatMap(file =>
    file.text.split('\n').map((text, index) => ({ text, line: file.line + index })),
  )
  const marked = lines.some(({ text }) => isMark(text))
  const problems = lines
    .filter(({ text }) => looksLikeMark(text) && !isMark(text))
    .map(
      ({ text, line }) => `line ${line}: "${text.trim()}" cannot be read as a mark such as "# ^^^^ error: some-rule".`,
    )
  if (found.kind === 'example' && !marked) problems.push(`${at} The example "${found.name}" marks no finding.`)
  if (found.kind === 'silent' && marked) problems.push(`${at} The silent case "${found.name}" marks a finding.`)
  return problems
}

interface Fence {
  readonly language: string
  /** What follows the language. */
  readonly info: string
  readonly text: string
  /** The line on which the text begins. */
  readonly line: number
}

interface Part {
  readonly line: number
  readonly heading?: { readonly level: number; readonly text: string }
  readonly fence?: Fence
  readonly plain?: string
}

/** Headings, fenced blocks and lines of prose, without the blank ones. */
function partsOf(page: string, problems: string[]): readonly Part[] {
  const parts: Part[] = []
  let open: { ticks: string; language: string; info: string; lines: string[]; line: number } | undefined
  for (const [index, text] of page.split(/\r?\n/).entries()) {
    const line = index + 1
    if (open) {
      if (text.trimEnd() !== open.ticks) {
        open.lines.push(text)
        continue
      }
      const { language, info, lines } = open
      parts.push({
        line: open.line,
        fence: { language, info, line: open.line + 1, text: lines.map(l => `${l}\n`).join('') },
      })
      open = undefined
      continue
    }
    const [, ticks, language = '', info = ''] = /^(`{3,})\s*([^\s`]*)\s*([^`]*)$/.exec(text) ?? []
    const [, level, title] = /^(#{1,6}) +(.+?)\s*$/.exec(text) ?? []
    if (ticks) open = { ticks, language, info: info.trim(), lines: [], line }
    else if (level) parts.push({ line, heading: { level: level.length, text: title! } })
    else if (text.trim()) parts.push({ line, plain: text.trim() })
  }
  if (open) problems.push(`line ${open.line}: The block is not closed.`)
  return parts
}
