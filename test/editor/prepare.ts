/** What all tests in the editor need, made once before them: a browser, a VS Code server, the packaged extension. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { install } from './install.ts'
import { chromiumPath } from './vscode.ts'

export default function prepare(): void {
  if (!existsSync(chromiumPath)) {
    throw new Error(
      `There is no Chromium at ${chromiumPath}: install it (apt-get install chromium), or name it in CHROMIUM.`,
    )
  }
  install()
  execFileSync('npm', ['run', '--silent', 'package'], { stdio: ['ignore', 'ignore', 'inherit'] })
}
