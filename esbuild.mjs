/**
 * Builds what is shipped into dist/: the extension's two halves for either host, the command line, the rules' pages, the schema of
 * settings, and the licences of what is bundled. `--production` minifies, `--outdir=…` builds elsewhere.
 */
import { execFileSync } from 'node:child_process'
import { chmod, cp, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { noticesOf } from './scripts/notices.mjs'

const production = process.argv.includes('--production')
const outdir = process.argv.find(arg => arg.startsWith('--outdir='))?.slice('--outdir='.length) ?? 'dist'
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: production,
  logLevel: 'warning',
  metafile: true,
  outdir,
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

/** For VS Code in a browser: the extension is CommonJS there, too. */
const browser = { ...common, platform: 'browser', target: 'es2023', outdir: `${outdir}/browser` }

/** A worker, and for the server's process a module. */
const worker = {
  ...browser,
  format: 'iife',
  globalName: 'gatelint',
  footer: { js: "if (typeof module === 'object') module.exports = gatelint" },
}

/** Leaves what a file imports to another bundle, so that what is large is shipped once, and read when it is asked for. */
const leaving = (filter, path) => ({
  name: `leaving-${path}`,
  setup: ({ onResolve }) => onResolve({ filter }, () => ({ path, external: true })),
})

/**
 * For Node alone. What is not needed at once, above all the language server, stands in files of its own: they are read when they are
 * asked for. Some of what is bundled is CommonJS, and requires Node's own modules.
 */
const modules = {
  ...common,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  outExtension: { '.js': '.mjs' },
  banner: {
    js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)",
  },
}

/** The command line may be run, and says what editors may know of settings. */
async function afterCommandLine() {
  await chmod(`${outdir}/cli.cjs`, 0o755)
  await writeFile(`${outdir}/settings.schema.json`, execFileSync(process.execPath, [`${outdir}/cli.cjs`, 'schema']))
}

try {
  await rm(`${outdir}/chunks`, { recursive: true, force: true })
  const built = await Promise.all([
    build({ ...commonjs, entryPoints: { client: 'client/extension.ts' } }),
    build({
      ...commonjs,
      entryPoints: { server: 'server/main.ts' },
      plugins: [leaving(/\/browser\.ts$/, './browser/server.js')],
    }),
    build({
      ...browser,
      format: 'cjs',
      outExtension: commonjs.outExtension,
      external: ['vscode'],
      entryPoints: { client: 'client/browser.ts' },
    }),
    build({ ...worker, entryPoints: { server: 'server/browser.ts' } }),
    build({
      ...commonjs,
      banner: { js: `#!/usr/bin/env node\n${commonjs.banner.js}` },
      entryPoints: { cli: 'server/cli.ts' },
      plugins: [leaving(/\/program\.ts$/, './program.mjs')],
    }),
    build({ ...modules, entryPoints: { program: 'server/cli/program.ts', action: 'server/action.ts' } }),
  ])
  await Promise.all([
    writeFile(`${outdir}/browser/package.json`, '{ "type": "commonjs" }\n'),
    writeFile(`${outdir}/THIRD-PARTY.txt`, noticesOf(built.map(({ metafile }) => metafile))),
    afterCommandLine(),
    rm(`${outdir}/rules`, { recursive: true, force: true }).then(() =>
      cp('server/rules', `${outdir}/rules`, {
        recursive: true,
        filter: file => !/\.\w+$/.test(file) || file.endsWith('.md'),
      }),
    ),
  ])
} catch (error) {
  // What does not build, esbuild has told already.
  if (!error.errors) throw error
  process.exitCode = 1
}
