/** The packaged extension, as `npm run package` makes it. */
import { readFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')
export const manifest: {
  readonly version: string
  readonly engines: { readonly vscode: string }
  readonly icon: string
} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
export const vsix = path.join(root, `gatelint-${manifest.version}.vsix`)
