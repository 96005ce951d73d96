/** Renames what has a name, in all files that speak of it, or says why it does not. */

import { placeKey } from '../model/note.ts'
import type { Edit, Span, Word } from '../syntax/text.ts'
import type { Workspace } from '../workspace.ts'
import { hindranceOf } from './hindrances.ts'
import { objectionTo } from './new-name.ts'
import { boundTo, type Known, namesAt } from './places.ts'
import { hindranceOfServices, objectionToName, wordsOfService } from './rename-service.ts'
import { boundServices, type ServiceName, serviceNamesAt } from './service-names.ts'
import { isIn } from './targets.ts'

/** `refused`: one sentence that says why. */
export type Renamable = { readonly at: Span; readonly text: string } | { readonly refused: string }
export type Renamed = { readonly edits: readonly Edit[] } | { readonly refused: string }

/** The name at a place, if it can be renamed; undefined where no name stands that is known here. */
export function renamableAt(workspace: Workspace, file: string, offset: number): Renamable | undefined {
  const subject = subjectAt(workspace, file, offset)
  return subject && ('refused' in subject ? subject : { at: subject.word.at, text: subject.word.text })
}

/** The edits that give another name to what stands at a place. They leave the meaning as it is. */
export function renamedAt(workspace: Workspace, file: string, offset: number, to: string): Renamed | undefined {
  const subject = subjectAt(workspace, file, offset)
  if (!subject || 'refused' in subject) return subject
  const refused = subject.objection(to)
  if (refused !== undefined) return { refused }
  const places = new Map(subject.words.map(word => [placeKey(word.at), word]))
  return { edits: Array.from(places.values(), ({ at }) => ({ at, text: to })) }
}

interface Subject {
  /** The one that was asked for. */
  readonly word: Word
  /** All places of the name. */
  readonly words: readonly Word[]
  objection(to: string): string | undefined
}

function subjectAt(
  workspace: Workspace,
  file: string,
  offset: number,
): Subject | { readonly refused: string } | undefined {
  const names = namesAt(workspace, file, offset)
  return names.length > 0
    ? nameSubject(workspace, names, file, offset)
    : serviceSubject(workspace, serviceNamesAt(workspace, file, offset), file, offset)
}

function nameSubject(workspace: Workspace, names: readonly Known[], file: string, offset: number) {
  const bound = boundTo(workspace, names)
  const refused = hindranceOf(workspace, bound)
  if (refused !== undefined) return { refused }
  const words = bound.flatMap(({ name }) => [...name.declared, ...name.used])
  return { word: wordAt(words, file, offset)!, words, objection: (to: string) => objectionTo(bound, to) }
}

/** A service may also be asked for by an address, which is no name. */
function serviceSubject(workspace: Workspace, names: readonly ServiceName[], file: string, offset: number) {
  const services = boundServices(workspace, names)
  if (services.length === 0) return undefined
  const refused = hindranceOfServices(workspace, services)
  if (refused !== undefined) return { refused }
  const words = services.flatMap(service => wordsOfService(workspace, service))
  const word = wordAt(words, file, offset)
  if (!word) return undefined
  const objection = (to: string): string | undefined =>
    services
      .map(service => (service.kind === 'key' ? objectionToName(workspace, service, to) : undefined))
      .find(found => found !== undefined)
  return { word, words, objection }
}

const wordAt = (words: readonly Word[], file: string, offset: number): Word | undefined =>
  words.find(({ at }) => isIn(at, file, offset))
