/** The tests in a real VS Code: `npm run test:editor`. One after another, as each has a browser and a server of its own. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/editor/**/*.test.ts'],
    globalSetup: 'test/editor/prepare.ts',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
