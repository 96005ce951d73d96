/** What was not checked, and why: for those who wonder about a silence. */
import type { Notice } from '../files.ts'
import type { View } from '../rule.ts'
import type { Workspace } from '../workspace.ts'

/** Each as a path, and what is to be said of it. */
export function unchecked(
  workspace: Workspace,
  views: readonly View[],
  covers: (file: string) => boolean,
): readonly Notice[] {
  const aside = Array.from(workspace.aside(), ([path, why]) => ({ path, message: REASONS[why] }))
  const unplaced = views.flatMap(({ config, placements }) =>
    placements.length > 0 || config.gateways.length === 0
      ? []
      : [
          {
            path: config.documents[0]!.file,
            message: 'is run by nobody that the manifests name: what its names mean is not known',
          },
        ],
  )
  const incomplete = views.flatMap(({ config }) =>
    config.complete || config.gateways.length === 0
      ? []
      : [
          {
            path: config.documents[0]!.file,
            message:
              'is not the whole configuration, or includes files that are not here: what it does not declare may stand there',
          },
        ],
  )
  const unknown = views.flatMap(({ config }) => {
    const routes = config.gateways.flatMap(({ routes }) => routes).filter(({ to }) => to.kind === 'unknown')
    return routes.map(({ directive }) => ({
      path: directive.at.file,
      message: `line ${workspace.locate(directive.at.file, directive.at.start).line + 1}: where it leads is not known before a request comes`,
    }))
  })
  return [...aside, ...unplaced, ...incomplete, ...unknown].filter(({ path }) => covers(path))
}

const REASONS = {
  template: 'is a template: what it comes to is not known here',
  ignored: 'is ignored, as the settings say',
} as const
