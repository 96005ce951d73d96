/** How the statement that is being typed goes on: its form, and which of its words is being written. */
import * as catalog from '../catalog/haproxy.ts'
import { formOf as haproxyForm } from '../catalog/haproxy-forms.ts'
import { meaningOfHaproxy } from '../catalog/haproxy-meanings.ts'
import { takes } from '../catalog/nginx.ts'
import { formOf } from '../catalog/nginx-forms.ts'
import { meaningOfNginx } from '../catalog/nginx-meanings.ts'
import type { Workspace } from '../workspace.ts'
import { secondOf } from './facts-haproxy.ts'
import { blockAt, directiveFor, viewOf } from './place.ts'
import { type Sentence, say } from './prose.ts'
import { type Statement, statementAt } from './statement.ts'

export interface Signature {
  /** "proxy_set_header HEADER VALUE". */
  readonly label: string
  /** Where each word of the form stands in the label. */
  readonly parameters: readonly (readonly [from: number, to: number])[]
  /** Which one is being written; undefined behind the last. */
  readonly active: number | undefined
  readonly lines: readonly Sentence[]
}

/** Undefined at a name, and behind one that is not known or stands alone. */
export function signatureAt(workspace: Workspace, file: string, offset: number): Signature | undefined {
  const statement = statementAt(workspace, file, offset)
  if (!statement || statement.before.length === 0) return undefined
  return statement.document.dialect === 'nginx' ? nginxSignature(workspace, statement) : haproxySignature(statement)
}

function nginxSignature(workspace: Workspace, { document, around, before, typed }: Statement): Signature | undefined {
  const view = viewOf(workspace, document)
  const { contexts } = blockAt(view, document, around)
  const [name = '', ...args] = before
  const known = contexts === 0 ? undefined : directiveFor(name, contexts)
  if (!known) return undefined
  const words = formOf(known)
  // What may be left out at the beginning is left out, unless more words follow than could stand without it.
  const skips =
    words[0]?.optional && words.length === 2 && args.length === 0 && /^[/@$\w]/.test(typed) && takes(known, 1)
  return signature(name, words, args.length + (skips ? 1 : 0), meaningOfNginx(name))
}

function haproxySignature({ around, before }: Statement): Signature | undefined {
  const words = /^(?:no|default)$/.test(before[0]!) ? before.slice(1) : before
  const [keyword, second] = words
  if (keyword === undefined) return undefined
  const section = around[0]?.name.text
  if (section === undefined)
    return signature(keyword, haproxyForm(keyword), words.length - 1, meaningOfHaproxy(keyword, 'section'))
  const known = catalog.keywordsOf(section).get(keyword)
  if (!known) return undefined
  const form = second === undefined ? undefined : secondOf(known, second)
  if (!form)
    return signature(keyword, haproxyForm(keyword, known), words.length - 1, meaningOfHaproxy(keyword, 'keyword'))
  const kind = keyword === 'option' || keyword === 'timeout' ? keyword : 'action'
  return signature(
    `${keyword} ${second}`,
    haproxyForm(`${keyword} ${second}`, form),
    words.length - 2,
    meaningOfHaproxy(second!, kind),
  )
}

function signature(
  name: string,
  words: readonly { readonly label: string }[],
  written: number,
  meaning: string | undefined,
): Signature | undefined {
  if (words.length === 0) return undefined
  let label = name
  const parameters = words.map((word): readonly [number, number] => {
    const from = label.length + 1
    label += ` ${word.label}`
    return [from, label.length]
  })
  return { label, parameters, active: activeOf(words, written), lines: meaning === undefined ? [] : [say`${meaning}`] }
}

/** One that repeats takes all that follow, but for those that must stand behind it. */
function activeOf(words: readonly { readonly label: string }[], written: number): number | undefined {
  const repeated = words.findIndex(({ label }) => label.includes('...'))
  if (repeated >= 0 && written > repeated) return repeated
  return written < words.length ? written : undefined
}
