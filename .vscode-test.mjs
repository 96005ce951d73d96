/**
 * The tests inside VS Code: `npm run build && npx vscode-test`, which downloads VS Code. Where VSCODE_TEST_EXECUTABLE
 * names an executable that takes the same arguments, such as test/editor/code.ts, it is used instead.
 */
import { defineConfig } from '@vscode/test-cli'
import { buildSync } from 'esbuild'
import { tsImport } from 'tsx/esm/api'

const { writeProject } = await tsImport('./test/editor/project.ts', import.meta.url)
const executable = process.env.VSCODE_TEST_EXECUTABLE

buildSync({
  entryPoints: ['test/editor/suite/*.ts'],
  outdir: '.vscode-test/suite',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  sourcemap: 'inline',
  external: ['vscode', 'mocha'],
})

export default defineConfig({
  files: '.vscode-test/suite/*.cjs',
  workspaceFolder: writeProject('.vscode-test/workspace'),
  mocha: { ui: 'bdd', timeout: 30_000, reporter: `${import.meta.dirname}/test/editor/reporter.cjs` },
  ...(executable && { useInstallation: { fromPath: executable } }),
})
