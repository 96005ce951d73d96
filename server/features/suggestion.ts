/** What a completion offers. */
import type { Span } from '../syntax/text.ts'

export type SuggestionKind =
  | 'block'
  | 'directive'
  | 'value'
  | 'variable'
  | 'upstream'
  | 'service'
  | 'location'
  | 'name'
  | 'function'
  | 'rule'

/** By what the documentation of a suggestion is found once somebody asks for it. */
export type About =
  | { readonly of: 'nginx'; readonly name: string; readonly contexts: number }
  | {
      readonly of: 'section' | 'keyword' | 'server' | 'bind' | 'fetch' | 'converter'
      readonly name: string
      readonly section: string
    }
  | { readonly of: 'rule'; readonly name: string }

export interface Suggestion {
  readonly label: string
  readonly kind: SuggestionKind
  /** Beside the label, in a few words. */
  readonly detail?: string
  /** What is written; the label where it is absent. */
  readonly text?: string
  /** The same with places to fill in, in the notation of the protocol. */
  readonly snippet?: string
  /** It is gone, or there is a better one. */
  readonly deprecated?: boolean
  /** The lower the further up; 5 where it is absent. */
  readonly order?: number
  readonly about?: About
}

export interface Completion {
  /** What the chosen one is written in place of. */
  readonly at: Span
  readonly items: readonly Suggestion[]
}
