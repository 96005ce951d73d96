/** What the parts measure, built as it is shipped: a loader that compiles on the fly would be measured, too. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { buildSync } from 'esbuild'

/** Where everything is, and a folder to write to. */
export interface Built {
  readonly folder: string
  readonly cli: string
  /** The VS Code extension. */
  readonly client: string
  /** measures.ts: `node measures.mjs NAME ARGUMENTS…` prints milliseconds. */
  readonly measures: string
  /** bare.ts: `node bare.mjs nginx.conf` does nothing but read. */
  readonly bare: string
}

export function build(folder: string): Built {
  const root = join(import.meta.dirname, '../..')
  const dist = join(folder, 'dist')
  execFileSync(process.execPath, ['esbuild.mjs', '--production', `--outdir=${dist}`], { cwd: root, stdio: 'pipe' })
  const [measures, bare] = [join(folder, 'measures.mjs'), join(folder, 'bare.mjs')]
  const js = "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)"
  buildSync({
    entryPoints: [join(import.meta.dirname, 'measures.ts'), join(import.meta.dirname, 'bare.ts')],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    banner: { js },
    // None of what is bundled is the program itself.
    define: { 'import.meta.filename': '""' },
  })
  return { folder, cli: join(dist, 'cli.cjs'), client: join(dist, 'client.cjs'), measures, bare }
}
