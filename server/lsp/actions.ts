/** What can be done about the findings at a place: mend them, mend all of their kind, silence them, read about their rule. */
import { type CodeAction, CodeActionKind, type CodeActionParams, type Range } from 'vscode-languageserver'
import { chooseFixes } from '../fix.ts'
import type { Edit, Finding } from '../rule.ts'
import { type Location, silenceFile, silenceLine, silenceStatement } from '../silencing.ts'
import { isGateway, notationOf } from '../source.ts'
import { within } from '../syntax/text.ts'
import type { Document } from '../syntax/tree.ts'
import { type Dialogue, toDiagnostic, toRange, toWorkspaceEdit } from './diagnostics.ts'
import type { Options } from './options.ts'

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.gatelint`
export const SUPPRESS = `${CodeActionKind.QuickFix}.suppressRule.gatelint`
/** The command that shows a rule's page; the client brings it. */
export const EXPLAIN = 'gatelint.explainRule'

export interface ActionOptions extends Pick<Options['codeAction'], 'disableRuleComment'> {
  /** The client knows the command {@link EXPLAIN}. */
  readonly explains: boolean
}

/** The actions for a range of a file. */
export function actionsFor(
  file: string,
  { range, context }: Pick<CodeActionParams, 'range' | 'context'>,
  dialogue: Dialogue,
  { explains, disableRuleComment: { enable, location } }: ActionOptions,
): readonly CodeAction[] {
  const { workspace } = dialogue
  const inFile = workspace.findings().filter(({ at }) => at.file === file)
  const here = inFile.filter(({ at }) => touches(toRange(workspace, at), range))
  const documents = workspace.configs().flatMap(config => config.documents)
  const documentOf = ({ at }: Finding): Document | undefined => documents.find(document => within(at, document.at))
  const isWanted = ({ kind = '' }: CodeAction): boolean =>
    context.only
      ? context.only.some(only => kind === only || kind.startsWith(`${only}.`) || only === CodeActionKind.Empty)
      : !kind.startsWith(CodeActionKind.Source)

  return [
    ...here.flatMap(finding => fixesOf(finding, dialogue)),
    ...distinctRules(here).flatMap(({ rule }) =>
      fixAll(
        `Fix all ${rule} problems`,
        CodeActionKind.QuickFix,
        inFile.filter(finding => finding.rule === rule),
        dialogue,
        2,
      ),
    ),
    ...(here.length > 0 ? fixAll('Fix all auto-fixable problems', CodeActionKind.QuickFix, inFile, dialogue, 2) : []),
    ...(enable
      ? distinctRules(here).flatMap(finding => silences(finding, documentOf(finding), dialogue, location))
      : []),
    ...(explains ? distinctRules(here).map(({ rule }) => explanation(rule)) : []),
    ...fixAll(
      'Fix all auto-fixable problems',
      FIX_ALL,
      inFile.map(finding => onlyIn(file, finding)),
      dialogue,
      1,
    ),
  ].filter(isWanted)
}

function fixesOf(finding: Finding, dialogue: Dialogue): readonly CodeAction[] {
  return (finding.fixes ?? []).map((fix, index) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(finding, dialogue)],
    isPreferred: index === 0 && fix.safe,
    edit: toWorkspaceEdit(fix.edits, dialogue),
  }))
}

/** One action that mends all that can be mended safely, when that is as many as `least`. */
function fixAll(
  title: string,
  kind: string,
  findings: readonly Finding[],
  dialogue: Dialogue,
  least: number,
): readonly CodeAction[] {
  const mendable = findings.filter(({ fixes }) => fixes?.some(fix => fix.safe))
  if (mendable.length < least) return []
  const edit = toWorkspaceEdit(chooseFixes(mendable, { unsafe: false }), dialogue)
  return [{ title, kind, diagnostics: mendable.map(finding => toDiagnostic(finding, dialogue)), edit }]
}

/** A finding with only those fixes that touch no other file: on saving one file nobody expects another one to change. */
const onlyIn = (file: string, finding: Finding): Finding => ({
  ...finding,
  fixes: (finding.fixes ?? []).filter(({ edits }) => edits.every(({ at }) => at.file === file)),
})

function silences(
  finding: Finding,
  document: Document | undefined,
  dialogue: Dialogue,
  location: Location,
): readonly CodeAction[] {
  const { file } = finding.at
  const text = dialogue.workspace.text(file) ?? ''
  const kind = dialogue.workspace.files().get(file)
  const silence = (title: string, edit: Edit): CodeAction => ({
    title,
    kind: SUPPRESS,
    diagnostics: [toDiagnostic(finding, dialogue)],
    edit: toWorkspaceEdit([edit], dialogue),
  })
  const line = document
    ? silenceStatement(document, finding, location)
    : kind && !isGateway(kind)
      ? silenceLine(notationOf(kind), text, finding, location)
      : undefined
  // Within quotes no comment can stand: one at the beginning of the file speaks of all of it.
  const whole = document && !document.notation ? document : { file, text, at: { file, start: 0, end: text.length } }
  return [
    ...(line ? [silence(`Disable ${finding.rule} for this line`, line)] : []),
    silence(`Disable ${finding.rule} for the entire file`, silenceFile(whole, finding)),
  ]
}

function explanation(rule: string): CodeAction {
  const title = `Show documentation for ${rule}`
  return { title, kind: CodeActionKind.QuickFix, command: { title, command: EXPLAIN, arguments: [rule] } }
}

/** The first finding of each rule. */
const distinctRules = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((finding, index) => findings.findIndex(({ rule }) => rule === finding.rule) === index)

const touches = (a: Range, b: Range): boolean => !isBefore(a.end, b.start) && !isBefore(b.end, a.start)

const isBefore = (a: Range['start'], b: Range['start']): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character)
