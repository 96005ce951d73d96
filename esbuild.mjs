/** Builds what is shipped into dist/: the extension's two halves, the command line, and the rules' pages. `--production` minifies. */
import { cp, rm } from 'node:fs/promises'
import { build } from 'esbuild'

const production = process.argv.includes('--production')
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: production,
  logLevel: 'warning',
  outdir: 'dist',
}

/** For VS Code, which loads CommonJS. */
const commonjs = {
  ...common,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  external: ['vscode'],
  define: { 'import.meta.url': 'moduleUrl', 'import.meta.dirname': '__dirname' },
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href" },
}

/** For Node alone: one file that runs wherever it lies. Some of what it bundles is CommonJS, and requires Node's own modules. */
const executable = {
  ...common,
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)",
  },
}

await Promise.all([
  build({ ...commonjs, entryPoints: { client: 'client/extension.ts', server: 'server/main.ts' } }),
  build({ ...executable, entryPoints: { cli: 'server/cli.ts' } }),
  rm('dist/rules', { recursive: true, force: true }).then(() =>
    cp('server/rules', 'dist/rules', { recursive: true, filter: file => !/\.\w+$/.test(file) || file.endsWith('.md') }),
  ),
])
