/** What an image holds that is built from a Dockerfile. */
import type { Word } from '../syntax/text.ts'
import type { Instruction } from './dockerfile.ts'
import type { HealthCheck, Mount } from './topology.ts'

export interface BuiltImage {
  /** The image that all begins with; undefined when a variable in its name is not known. */
  readonly base: Word | undefined
  /** The words of `ENTRYPOINT` and `CMD`; a shell form is `/bin/sh -c …`. Undefined where there is none: the base image's counts. */
  readonly entrypoint: readonly Word[] | undefined
  readonly command: readonly Word[] | undefined
  /** By name; undefined for a value that is not known. */
  readonly environment: ReadonlyMap<string, Word | undefined>
  /** Each word of `EXPOSE`; undefined for one that is not known. */
  readonly exposed: readonly (Word | undefined)[]
  readonly copies: readonly Mount[]
  readonly healthcheck: HealthCheck | undefined
  /** Every `RUN`. */
  readonly runs: readonly Word[]
  /** All that is in it is the base image's, or one of its `copies`: nothing was run, nothing came from elsewhere. */
  readonly plain: boolean
  readonly workdir: string | undefined
  /** What runs a line, where `SHELL` says it. */
  readonly shell: readonly Word[] | undefined
  /** The arguments that its last stage knows: what is built on that stage knows them, too. */
  readonly args: ReadonlyMap<string, string | null | undefined>
  /** What is carried out when something is built on it. */
  readonly triggers: readonly Instruction[]
}

/** A folder that is sent to the builder. */
export interface Context {
  readonly folder: string
  /** What its `.dockerignore` leaves out of it. */
  readonly without?: Mount['without']
}

/** What a `COPY` or an `ADD` brings. */
/** Something that is begun with, or copied from. */
export type Named =
  | { readonly kind: 'folder'; readonly context: Context }
  | { readonly kind: 'image'; readonly image: BuiltImage }
