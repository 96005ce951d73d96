/** The language status item: the one place that tells, unasked, how the server fares, what it knows, and what is wrong with settings. */
import { type Disposable, LanguageStatusSeverity, languages } from 'vscode'
import type { Filter } from './documents.ts'

/** How the server fares. */
export type ServerState = 'starting' | 'running' | 'failed' | 'disabled'

/** What the server tells of the workspace. */
export interface Status {
  readonly gateways: number
  readonly routes: number
  readonly services: number
  /** What cannot be meant of the settings, each in a sentence. */
  readonly problems: readonly string[]
}

export interface StatusItem extends Disposable {
  show(state: ServerState): void
  tell(status: Status): void
}

export function createStatus(selector: readonly Filter[]): StatusItem {
  const item = languages.createLanguageStatusItem('gatelint', selector)
  item.name = 'gatelint'
  return {
    show(state) {
      item.busy = state === 'starting'
      item.severity = state === 'failed' ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information
      item.text = texts[state]
      item.detail = ''
      item.command = state === 'failed' ? restart : showOutput
    },
    tell({ gateways, routes, services, problems }) {
      const counts = [count(gateways, 'gateway'), count(routes, 'route'), count(services, 'service')].join(', ')
      item.severity = problems.length > 0 ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information
      item.text = `gatelint: ${counts}`
      item.detail = problems[0] ?? ''
    },
    dispose: () => item.dispose(),
  }
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

const texts: Readonly<Record<ServerState, string>> = {
  starting: 'gatelint is starting',
  running: 'gatelint',
  failed: 'gatelint has stopped',
  disabled: 'gatelint is switched off',
}
const restart = { command: 'gatelint.restart', title: 'Restart' }
const showOutput = { command: 'gatelint.showOutputChannel', title: 'Show Output' }
