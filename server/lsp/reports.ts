/** Answers what a client's commands ask for: the way of requests, everything that is wrong, and what helps to find a fault of gatelint. */
import { version } from '../../package.json'
import { requestDocument } from '../features/request-document.ts'
import { count, countsOf } from '../output/results.ts'
import { unix } from '../output/unix.ts'
import type { Finding } from '../rule.ts'
import { FIRST_SETTINGS, SETTINGS_NAMES } from '../settings/first.ts'
import type { Session } from './session.ts'

/** What a client may show of the workspace: `gatelint/status`. */
export interface Status {
  readonly gateways: number
  readonly routes: number
  readonly services: number
  /** What cannot be meant of the settings, each in a sentence. */
  readonly problems: readonly string[]
}

export interface Reporting {
  /** The findings that are the user's concern. */
  shown(): readonly Finding[]
  /** Reads all files again, and tells what is wrong. */
  readAgain(): Promise<void>
  /** What cannot be meant of the settings, each in a sentence. */
  problems(): readonly string[]
}

export function statusOf({ dialogue }: Pick<Session, 'dialogue'>, { problems }: Pick<Reporting, 'problems'>): Status {
  const { workspace } = dialogue()
  const gateways = workspace.configs().flatMap(config => config.gateways)
  const { projects } = workspace.topology()
  return {
    gateways: gateways.length,
    routes: gateways.reduce((sum, { routes }) => sum + routes.length, 0),
    services: projects.reduce((sum, { services }) => sum + services.length, 0),
    problems: problems(),
  }
}

export function serveReports(session: Session, reporting: Reporting): void {
  const { connection, dialogue, settled, options } = session

  connection.onRequest('gatelint/graph', async (asked?: { readonly links?: boolean }) => {
    await settled()
    const { workspace, uriOf } = dialogue()
    const link = (at: Finding['at']): string => `${uriOf(at.file)}#L${workspace.locate(at.file, at.start).line + 1}`
    return requestDocument(workspace, { show: nameOf(session), link: asked?.links ? link : undefined })
  })

  connection.onRequest('gatelint/firstSettings', () => ({ names: SETTINGS_NAMES, text: FIRST_SETTINGS }))

  connection.onRequest('gatelint/lintWorkspace', async () => {
    await reporting.readAgain()
    const { workspace } = dialogue()
    const findings = reporting.shown()
    const counts = countsOf(findings).join(', ') || 'Nothing is wrong'
    const lines = unix({ findings, locate: workspace.locate, show: nameOf(session) })
    return `${lines}${counts} in ${count(workspace.files().size, 'file')}.`
  })

  connection.onRequest('gatelint/debugInformation', async () => {
    await settled()
    const { workspace } = dialogue()
    return {
      version,
      ...statusOf(session, reporting),
      files: tally(workspace.files().values()),
      aside: tally(workspace.aside().values()),
      findings: tally(workspace.findings().map(({ rule }) => rule)),
      settings: options(),
    }
  })
}

/** How many there are of each name. */
function tally(names: Iterable<string>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

/** A file by its path in its folder of the workspace; where there are several, with the folder's name. */
function nameOf({ folders }: Session): (file: string) => string {
  const known = folders()
  return file => {
    const folder = known.filter(one => file.startsWith(`${one}/`)).sort((a, b) => b.length - a.length)[0]
    return folder === undefined ? file : file.slice(known.length > 1 ? folder.lastIndexOf('/') + 1 : folder.length + 1)
  }
}
