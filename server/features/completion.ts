/** What can be written at a place: names that the languages know, and names that the files around declare. */

import { formInWords } from '../catalog/nginx-forms.ts'
import { meaningOfNginx } from '../catalog/nginx-meanings.ts'
import { rules } from '../rules/index.ts'
import { pointAt, stretch } from '../syntax/text.ts'
import type { Workspace } from '../workspace.ts'
import { completeHaproxy } from './completion-haproxy.ts'
import { completeNginx } from './completion-nginx.ts'
import { factsOf, headingOf } from './facts-haproxy.ts'
import { factLines } from './facts-nginx.ts'
import { directiveFor, viewOf } from './place.ts'
import { code, type Sentence, say } from './prose.ts'
import { statementAt } from './statement.ts'
import type { About, Completion } from './suggestion.ts'

export type { About, Completion, Suggestion } from './suggestion.ts'

/** The characters behind which completions are asked for, though nobody has typed a letter yet. */
export const TRIGGERS: readonly string[] = ['$', '{', '@', '/', ' ', '[', ',']

/** Undefined where nothing can be offered. `trigger`: the character that has asked for it, in the place of a person. */
export function completionAt(
  workspace: Workspace,
  file: string,
  offset: number,
  trigger?: string,
): Completion | undefined {
  if (trigger !== undefined && !isWelcome(workspace, file, offset, trigger)) return undefined
  const silencing = ruleNames(workspace, file, offset)
  if (silencing) return silencing
  const statement = statementAt(workspace, file, offset)
  if (!statement) return undefined
  const view = viewOf(workspace, statement.document)
  return statement.document.dialect === 'nginx' ? completeNginx(statement, view) : completeHaproxy(statement, view)
}

/** Whether somebody who types that character is likely to look for a name: what pops up unasked is in the way of the next key. */
function isWelcome(workspace: Workspace, file: string, offset: number, trigger: string): boolean {
  const text = workspace.text(file) ?? ''
  const before = text.slice(Math.max(0, offset - 4), offset)
  if (trigger === ' ')
    return (
      (statementAt(workspace, file, offset)?.before.length ?? 0) > 0 ||
      /ignore $/.test(text.slice(Math.max(0, offset - 7), offset))
    )
  return !Object.hasOwn(WELCOME, trigger) || WELCOME[trigger]!.test(before)
}

const WELCOME: Readonly<Record<string, RegExp>> = {
  '{': /\$\{$/,
  '/': /:\/\/$/,
  '[': /%\[$/,
  '@': /\s@$/,
  ',': /[\w)],$/,
}

/** What is told of a suggestion once somebody looks at it. */
export function documentationOf(about: About): readonly Sentence[] {
  switch (about.of) {
    case 'nginx': {
      const known = directiveFor(about.name, about.contexts)
      const meaning = meaningOfNginx(about.name)
      return known
        ? [say`${code(formInWords(known))}`, meaning === undefined ? [] : say`${meaning}`, ...factLines(known)]
        : []
    }
    case 'rule': {
      const rule = rules.find(({ id }) => id === about.name)
      return rule ? [say`${rule.summary}`] : []
    }
    default:
      return [say`${code(headingOf(about))}`, ...factsOf(about)]
  }
}

/** The rules that a comment can silence: `# gatelint-ignore rule, rule: reason`, in any file. */
function ruleNames(workspace: Workspace, file: string, offset: number): Completion | undefined {
  const text = workspace.text(file) ?? ''
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  const [, typed] =
    /#\s*gatelint-ignore(?:-(?:file|start|end))?\s+(?:[\w-]+\s*,\s*|[\w-]+\s+)*([\w-]*)$/.exec(line) ?? []
  if (typed === undefined) return undefined
  const end = offset + /^[\w-]*/.exec(text.slice(offset, offset + LONGEST_ID))![0].length
  return {
    at: stretch(pointAt(file, offset), offset - typed.length, end),
    items: rules.map(({ id, summary }) => ({
      label: id,
      kind: 'rule',
      detail: summary,
      about: { of: 'rule', name: id },
    })),
  }
}

const LONGEST_ID = 80
