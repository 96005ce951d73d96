/** What must hold of every workspace, however broken: nothing throws, nothing points outside of the texts, and answers agree with each other. */
import { completionAt } from '../../server/features/completion.ts'
import { foldsOf } from '../../server/features/folding.ts'
import { formatEdits } from '../../server/features/format.ts'
import { hintsIn } from '../../server/features/hints.ts'
import { hoverAt } from '../../server/features/hover.ts'
import { linksIn } from '../../server/features/links.ts'
import { outlineOf } from '../../server/features/outline.ts'
import { definitionAt, referencesAt } from '../../server/features/places.ts'
import { renamableAt, renamedAt } from '../../server/features/rename.ts'
import { signatureAt } from '../../server/features/signature.ts'
import { applyEdits, byFile, chooseFixes } from '../../server/fix.ts'
import { formats } from '../../server/output/formats.ts'
import { reachOf } from '../../server/reach.ts'
import type { Edit, Finding } from '../../server/rule.ts'
import { rules } from '../../server/rules/index.ts'
import { parse } from '../../server/syntax/parse.ts'
import type { Span } from '../../server/syntax/text.ts'
import { type Directive, type Document, walk } from '../../server/syntax/tree.ts'
import { createWorkspace, type Workspace } from '../../server/workspace.ts'
import type { Case } from './inputs.ts'
import type { Files } from './seeds.ts'

/** What is wrong with a case: which property does not hold, and what was seen. */
export interface Wrong {
  readonly property: string
  readonly seen: string
}

/** Checks the reports in formats for machines: what is wrong with a text, if anything. */
export type Validate = (format: keyof typeof formats, text: string) => string | undefined

/** Holds against a case what must hold of all, and one of the other properties in its turn; tells the first that does not hold. */
export function wrongOf(input: Case, validate: Validate): Wrong | undefined {
  const turns = Object.keys(inTurn)
  const turn = turns[input.number % turns.length]!
  const asked = { ...always, [turn]: inTurn[turn]! }
  let property = 'reading'
  try {
    const workspace = open(input.files)
    for (const [name, check] of Object.entries(asked)) {
      property = name
      const seen = check(input, workspace, validate)
      if (seen !== undefined) return { property, seen }
    }
    return undefined
  } catch (error) {
    const seen = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { property: `nothing throws (${property})`, seen }
  }
}

/** `workspace`: the case's, as it was read. */
type Property = (input: Case, workspace: Workspace, validate: Validate) => string | undefined

const always: Readonly<Record<string, Property>> = {
  'findings and their fixes lie in the texts': (_, workspace) => {
    for (const finding of workspace.findings()) {
      if (/This is a fault of gatelint/.test(finding.message)) return finding.message
      const { at, related = [], fixes = [] } = finding
      const spans = [at, ...related.map(other => other.at), ...fixes.flatMap(({ edits }) => edits.map(edit => edit.at))]
      const outside = spans.find(span => isOutside(span, workspace))
      if (outside) return `${finding.rule}: ${show(outside)}`
    }
    return undefined
  },
  'the tree covers the text, in its order': ({ files }, workspace) => {
    for (const file of files.keys()) {
      for (const document of workspace.documents(file)) {
        const wrong = wrongIn(document)
        if (wrong) return wrong
      }
    }
    return undefined
  },
}

const inTurn: Readonly<Record<string, Property>> = {
  'safe fixes come to an end': ({ files }, workspace) => {
    let now = files
    for (let round = 0; round < ROUNDS; round++) {
      const findings = (round === 0 ? workspace : open(now)).findings()
      const edits = chooseFixes(findings, { unsafe: false })
      if (edits.length === 0) return undefined
      const next = edited(now, edits)
      if (round === ROUNDS - 1) return edits.map(({ at, text }) => `${show(at)} ${JSON.stringify(text)}`).join('\n')
      now = next
    }
    return undefined
  },
  'every format tells them, as its readers want': ({ files }, workspace, validate) => {
    const results = resultsOf(workspace, files)
    for (const [name, format] of Object.entries(formats)) {
      const wrong = validate(name as keyof typeof formats, format(results, name === 'pretty'))
      if (wrong) return `${name}: ${wrong}`
    }
    return undefined
  },
  'the editor has an answer everywhere': ({ files, file, random }, workspace) => {
    const text = files.get(file)!
    const whole = [...(foldsOf(workspace, file) ?? []), ...linksIn(workspace, file), ...outlineOf(workspace, file)]
    if (!Array.isArray(whole) || hintsIn(workspace, file, 0, text.length) === undefined) return 'no answer'
    for (let asked = 0; asked < 6; asked++) {
      const offset = random.below(text.length + 1)
      hoverAt(workspace, file, offset)
      completionAt(workspace, file, offset)
      signatureAt(workspace, file, offset)
      const places = [
        definitionAt(workspace, file, offset)?.from,
        ...referencesAt(workspace, file, offset).map(({ at }) => at),
      ]
      const renamable = renamableAt(workspace, file, offset)
      if (renamable && 'at' in renamable) places.push(renamable.at)
      const renamed = renamable && 'at' in renamable ? renamedAt(workspace, file, offset, 'another') : undefined
      if (renamed && 'edits' in renamed) places.push(...renamed.edits.map(({ at }) => at))
      const outside = places.find(place => place && isOutside(place, workspace))
      if (outside) return show(outside)
    }
    return undefined
  },
  'a formatted text is formatted, and reads the same': ({ files, file }, workspace) => {
    const [document] = workspace.documents(file)
    if (!document || !isWhole(document, files.get(file)!)) return undefined
    const options = { tabSize: 4, insertSpaces: true }
    const once = applyEdits(document.text, formatEdits(document, undefined, options))
    const formatted = parse(file, document.dialect, once)
    // A line feed at the end mends what HAProxy misses there.
    if (words(formatted) !== words(document) || formatted.problems.length > document.problems.length)
      return `It reads otherwise: ${JSON.stringify(once)}`
    const twice = applyEdits(once, formatEdits(formatted, undefined, options))
    return twice === once ? undefined : `Formatted again it is another: ${JSON.stringify(once)}`
  },
  'an edit gives what a fresh reading gives': ({ files, file, random }, workspace) => {
    const text = files.get(file)!
    const start = random.below(text.length + 1)
    const edited =
      text.slice(0, start) +
      random.of(['', 'x', ';', '\n', '}', ' ', '"']) +
      text.slice(start + random.of([0, 0, 1, 9]))
    workspace.set(file, edited)
    const told = tellAll(workspace)
    const fresh = tellAll(open(new Map(files).set(file, edited)))
    if (told !== fresh) return `${told}\n-- and fresh --\n${fresh}`
    const [document] = workspace.documents(file)
    if (!document || !isWhole(document, edited)) return undefined
    const again = parse(file, document.dialect, edited)
    return plain(document) === plain(again) ? undefined : 'The tree after the edit is another than that of the text.'
  },
}

/** Whether a configuration is a file of its own, and no template of one. */
const isWhole = ({ at, text }: Document, whole: string): boolean => text === whole && at.end - at.start === whole.length

/** More fixes in a row than any text can need. */
const ROUNDS = 100

/** With all advice, so that every rule speaks. */
function open(files: Files): Workspace {
  const workspace = createWorkspace()
  if (![...files.keys()].some(file => file.includes('.gatelint.')))
    workspace.set('/p/.gatelint.yaml', 'extends: strict\n')
  for (const [file, text] of files) workspace.set(file, text)
  return workspace
}

const isOutside = ({ file, start, end }: Span, workspace: Workspace): boolean => {
  const length = workspace.text(file)?.length
  // A place in a file that is not looked at is its beginning.
  if (length === undefined) return start !== 0 || end !== 0
  return !(0 <= start && start <= end && end <= length)
}

const show = ({ file, start, end }: Span): string => `${file} ${start}-${end}`

const tellAll = (workspace: Workspace): string =>
  workspace
    .findings()
    .map(({ at, rule, severity, message, fixes }) => `${show(at)} ${severity} ${rule} ${message} ${editsOf(fixes)}`)
    .join('\n')

const editsOf = (fixes: Finding['fixes'] = []): string =>
  fixes.flatMap(({ edits }) => edits.map(({ at, text }) => `${show(at)} ${text}`)).join(' ')

const edited = (files: Files, edits: readonly Edit[]): Files =>
  new Map([...files].map(([file, text]) => [file, applyEdits(text, byFile(edits).get(file) ?? [])]))

const partsOf = ({ name, args, body = [] }: Directive): readonly Span[] => [name, ...args, ...body].map(({ at }) => at)

function wrongIn({ at, directives, comments, problems }: Document): string | undefined {
  const inside = (inner: Span, outer: Span): boolean =>
    outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end
  const stray = [...problems, ...comments].find(part => !inside(part.at, at))
  if (stray) return `${show(stray.at)} is not in ${show(at)}`
  for (const directive of walk(directives)) {
    const parts = partsOf(directive)
    const out = parts.find(part => !inside(part, directive.at))
    if (out) return `${show(out)} is not in ${show(directive.at)}`
    if (!inside(directive.at, at)) return `${show(directive.at)} is not in ${show(at)}`
    const late = parts.find((part, index) => index > 0 && part.start < parts[index - 1]!.end)
    if (late) return `${show(late)} begins before the end of the one before`
  }
  return undefined
}

const plain = ({ directives, problems, comments }: Document): string =>
  JSON.stringify({ directives, problems, comments })

/** What the server reads, without where it stands. */
const words = ({ directives }: Document): string =>
  JSON.stringify(
    [...walk(directives)].map(({ name, args, body }) => [name.text, ...args.map(({ text }) => text), body?.length]),
  )

const resultsOf = (workspace: Workspace, files: Files): Parameters<(typeof formats)['json']>[0] => {
  const findings = workspace.findings()
  return {
    findings,
    rules,
    files: files.size,
    checked: [...files.keys()],
    reach: reachOf(workspace.views(), findings),
    fixed: 0,
    known: 0,
    fixable: true,
    durationMs: 1,
    docs: rule => `file:///rules/${rule}.md`,
    version: '1.0.0',
    text: file => workspace.text(file) ?? '',
    locate: workspace.locate,
    show: file => file.slice('/p/'.length),
  }
}
