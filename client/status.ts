/** The language status item: the one place that tells, unasked, how the server fares. */
import { type Disposable, LanguageStatusSeverity, languages } from 'vscode'
import type { Filter } from './documents.ts'

/** How the server fares. */
export type Status = 'starting' | 'running' | 'failed' | 'disabled'

export function createStatus(selector: readonly Filter[]): Disposable & { show(status: Status): void } {
  const item = languages.createLanguageStatusItem('gatelint', selector)
  item.name = 'gatelint'
  return {
    show(status) {
      item.busy = status === 'starting'
      item.severity = status === 'failed' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information
      item.text = texts[status]
      item.command = status === 'failed' ? restart : showOutput
    },
    dispose: () => item.dispose(),
  }
}

const texts: Readonly<Record<Status, string>> = {
  starting: 'gatelint is starting',
  running: 'gatelint',
  failed: 'gatelint has stopped',
  disabled: 'gatelint is switched off',
}
const restart = { command: 'gatelint.restart', title: 'Restart' }
const showOutput = { command: 'gatelint.showOutputChannel', title: 'Show Output' }
