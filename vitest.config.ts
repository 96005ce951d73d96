/** The tests that need Node alone, and the proofs on the real servers; the editor's own are started by scripts/test.mjs. */
import { defineConfig } from 'vitest/config'

/** With GATELINT_ENGINE=ohm, ohm-js itself reads everything in place of the compiled grammars: the results must be the same. */
const ohm = process.env.GATELINT_ENGINE === 'ohm'
const engine = { find: /^\.\/engine-compiled\.ts$/, replacement: `${import.meta.dirname}/server/syntax/engine-ohm.ts` }

/** What only the compiled grammars are asked for: sizes that ohm-js cannot read, and that both read alike. */
const compiledAlone = ['test/syntax/sizes.test.ts', 'test/syntax/differential.test.ts']

export default defineConfig({
  resolve: { alias: ohm ? [engine] : [] },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/editor/**', 'node_modules/**', ...(ohm ? compiledAlone : [])],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})
