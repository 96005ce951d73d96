/** A name at one place: what it is the name of, and whether the place declares it or uses it. */
import { type Span, slice, type Word } from '../syntax/text.ts'

/** What has a name. Those of HAProxy that have a section of their own are called as it is. */
export type NameKind =
  | 'upstream'
  | 'named location'
  | 'variable'
  | 'zone'
  | 'log format'
  | 'frontend'
  | 'backend'
  | 'defaults'
  | 'acl'
  | 'server'
  | 'resolvers'
  | 'peers'
  | 'userlist'
  | 'cache'
  | 'fcgi-app'
  | 'mailers'
  | 'http-errors'
  | 'ring'

export interface Note {
  readonly kind: NameKind
  /** Two notes of one kind and one key speak of the same thing: the name as the server compares it, within what it counts. */
  readonly key: string
  /** The name alone, without the quotes, the `$` or the `@` around it. */
  readonly name: Word
  readonly declares: boolean
}

/** A note of a name; quotes that stand around it do not belong to it. */
export const note = (kind: NameKind, key: string, name: Word, declares = false): Note => ({
  kind,
  key,
  name: slice(name, 0),
  declares,
})

/** Tells one place from another. */
export const placeKey = ({ file, start, end }: Span): string => `${file}\n${start} ${end}`
