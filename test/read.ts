/** Reads a configuration by the engine under test: `GATELINT_ENGINE=ohm` takes ohm-js's own interpreter instead of the compiled grammars. */
import type { Engine } from '../server/syntax/engine.ts'
import { parse } from '../server/syntax/parse.ts'
import type { Dialect, Document } from '../server/syntax/tree.ts'

const engine: Engine | undefined =
  process.env.GATELINT_ENGINE === 'ohm' ? (await import('../server/syntax/engine-ohm.ts')).engine : undefined

export const read = (file: string, dialect: Dialect, text: string, previous?: Document): Document =>
  parse(file, dialect, text, { previous, ...(engine && { engine }) })
