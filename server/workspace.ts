/** The heart: texts in, findings out. Pure and synchronous; who reads disks and who shows findings is not known here. */
import { withListeners } from './chain.ts'
import { type Kind, kindOf } from './kinds.ts'
import { lintConfig, lintSettings, lintSilences, lintTopology } from './lint.ts'
import type { Config } from './model/config.ts'
import { configsOf } from './model/configs.ts'
import { containerPaths, type Surroundings } from './model/include.ts'
import { releaseOfImage } from './model/release.ts'
import type { Finding, Rule, SilenceContext, View } from './rule.ts'
import { rules as allRules } from './rules/index.ts'
import { type Given, type Resolved, resolve } from './settings/resolve.ts'
import type { Settings } from './settings/settings.ts'
import { silence } from './silence.ts'
import { isGateway, type Rigid, readSource, type Source } from './source.ts'
import { positionIn } from './syntax/parse.ts'
import { lineStarts, offsetAt, type Position, positionAt } from './syntax/text.ts'
import type { Document } from './syntax/tree.ts'
import { type Manifest, topologyOf } from './topology/manifest.ts'
import type { Placement, Topology } from './topology/topology.ts'

/** What is in a workspace, and what is wrong with it. */
export interface Workspace {
  /** Takes the text of a file, new or changed. Answers whether anything can come of it: the file is one of ours and has changed. */
  set(file: string, text: string, language?: string): boolean
  /** Takes the files that one running nginx has read, by their paths in its container or on its machine, the main one first. */
  setDump(files: ReadonlyMap<string, string>): void
  delete(file: string): boolean
  text(file: string): string | undefined
  /** Every file that counts, with its kind. */
  files(): ReadonlyMap<string, Kind>
  /** Files that take no part, and why. */
  aside(): ReadonlyMap<string, 'template' | 'ignored'>
  /** Settings that do not come from the files of the workspace. */
  settle(given: Given): void
  settings(): Resolved
  /** All findings, in the order of files and places. `rules`: only these, whether they are on or not. */
  findings(rules?: readonly Rule[]): readonly Finding[]
  /** The gateways' configurations, as the rules see them. */
  configs(): readonly Config[]
  topology(): Topology
  /** Each configuration with what is known about who runs beside it: what a rule looks at. */
  views(): readonly View[]
  /** The configurations that a file is or holds, a template's among them. */
  documents(file: string): readonly Document[]
  /** What was read of a manifest, apart from all other files. */
  manifest(file: string): Manifest | undefined
  /** The position of an offset in a file. */
  locate(file: string, offset: number): Position
  /** The offset of a position in a file. */
  offset(file: string, position: Position): number
}

export function createWorkspace(): Workspace {
  const files = new Map<string, Read>()
  const dumped = new Set<string>()
  const seen = new Set<string>()
  let manifested: Topology | undefined
  let topology: Topology | undefined
  let configs: readonly Config[] | undefined
  let settings: Resolved | undefined
  let given: Given = {}
  let told: readonly Finding[] | undefined

  const forget = (kind: Kind): void => {
    told = undefined
    configs = undefined
    topology = undefined
    if (!isGateway(kind)) manifested = undefined
    if (kind === 'settings') settings = undefined
  }

  const see = (file: string): void => {
    if (!seen.has(file)) told = undefined
    seen.add(file)
  }

  const settingsFiles = (): readonly Settings[] => Array.from(files.values()).flatMap(file => file.settings ?? [])

  const counting = (): readonly Source[] =>
    Array.from(files).flatMap(([path, file]) => (workspace.settings().isIgnored(path) ? [] : [file]))

  /** A template's output is not known here: it takes no part, and nothing is said of it. */
  const understood = (): readonly Source[] => counting().filter(({ template }) => !template)

  /** A chart's template may bring any object of Kubernetes: that it is there counts. */
  const manifests = (): readonly Source[] =>
    counting().filter(({ template, kind }) => !template || kind === 'kubernetes')

  /** What the manifests alone say. */
  const declared = (): Topology =>
    (manifested ??= topologyOf(
      manifests().flatMap(file => file.manifest ?? []),
      workspace.settings().compose,
    ))

  const placementsOf = (file: string, topology = declared()): readonly Placement[] =>
    dumped.has(file) ? placementsOfDump(topology) : topology.placementsOf(file)

  /** A dump comes from a service that we know if a file of the workspace stands in it where the dump has the very same text. */
  const placementsOfDump = (topology: Topology): readonly Placement[] =>
    Array.from(files, ([file, { text }]) =>
      dumped.has(file)
        ? []
        : topology.placementsOf(file).filter(({ path }) => dumped.has(path) && files.get(path)!.text === text),
    ).flat()

  const surroundingsFor = (file: string): readonly Surroundings[] => {
    if (dumped.has(file)) return [surroundingsOfDump(file)]
    const release = workspace.settings().versionOf(file, 'haproxy')
    const set = surroundingsSet(file, workspace.settings())
    const placed = placementsOf(file)
      .map(surroundingsOf)
      .map(one => ({ ...one, release: one.release ?? release }))
    if (placed.length === 0 && files.get(file)?.kind === 'haproxy' && (set || release !== undefined))
      return [{ ...(set ?? surroundingsAlone(file)), release }]
    if (!set) return placed
    if (placed.length === 0) return [set]
    return placed.map(one => ({
      ...one,
      mounts: [...one.mounts, ...set.mounts],
      environment: new Map([...set.environment, ...one.environment]),
    }))
  }

  /** What is wrong with a template whatever the engine makes of it. */
  const inTemplate = ({ document, covers }: Rigid, rules: readonly Rule[], settings: Resolved): readonly Finding[] => {
    const release = settings.versionOf(document.file, document.dialect)
    return configsOf([document], () => []).flatMap(config =>
      lintConfig(
        {
          config: { ...config, complete: false },
          topology: workspace.topology(),
          placements: [],
          release,
          files: seen,
        },
        rules.filter(({ templates }) => templates),
        settings,
      ).filter(({ at, related = [], fixes = [] }) =>
        [at, ...related.map(other => other.at), ...fixes.flatMap(({ edits }) => edits.map(edit => edit.at))].every(
          covers,
        ),
      ),
    )
  }

  const silenceContext = (rules: readonly Rule[], settings: Resolved): SilenceContext => ({
    ids: allRules.map(({ id }) => id),
    ran: (id, file) => rules.some(rule => rule.id === id && settings.levelOf(rule, file) !== 'off'),
    needsReason: settings.needsReason,
    text: file => files.get(file)?.text ?? '',
  })

  const judge = (asked?: readonly Rule[]): readonly Finding[] => {
    const settings = workspace.settings()
    const on = settings.rulesIn(allRules)
    const rules = asked?.map(({ strict, ...rule }) => rule) ?? on
    /** What a comment silences is known once all rules have spoken. */
    const running = rules.some(({ checkSilences }) => checkSilences) ? on : rules
    const found = [
      ...lintSettings(settings.files, running, settings),
      ...lintTopology(workspace.topology(), running, settings),
      ...workspace.views().flatMap(view => lintConfig(view, running, settings)),
      ...counting().flatMap(({ rigid }) => (rigid ? inTemplate(rigid, running, settings) : [])),
    ]
    const { left, uses } = silence(
      found,
      counting()
        .filter(({ template, rigid }) => !template || rigid)
        .flatMap(({ silences }) => silences),
    )
    const idle = lintSilences(uses, silenceContext(running, settings), rules, settings)
    const ids = new Set(rules.map(({ id }) => id))
    return distinct([...left.filter(({ rule }) => ids.has(rule)), ...idle])
  }

  const workspace: Workspace = {
    set(file, text, language) {
      const before = files.get(file)
      const kind = kindOfLanguage(language) ?? kindOf(file, text)
      if (!kind) {
        const wasOurs = files.has(file) && workspace.delete(file)
        see(file)
        return wasOurs
      }
      see(file)
      if (before?.text === text && before.kind === kind) return false
      if (before && before.kind !== kind) forget(before.kind)
      files.set(file, readSource(file, kind, text, before))
      forget(kind)
      return true
    },
    setDump(dump) {
      for (const [file, text] of dump) {
        files.set(file, { ...readSource(file, 'nginx', text), template: false })
        dumped.add(file)
      }
      forget('nginx')
    },
    delete(file) {
      if (seen.delete(file)) told = undefined
      const before = files.get(file)
      if (!before) return false
      files.delete(file)
      forget(before.kind)
      return true
    },
    text: file => files.get(file)?.text,
    files: () => new Map(Array.from(files, ([file, { kind }]) => [file, kind])),
    topology: () =>
      (topology ??= withListeners(
        declared(),
        workspace
          .configs()
          .map(config => ({ config, placements: placementsOfConfig(config, file => placementsOf(file)) })),
        counting().flatMap(({ pools }) => pools ?? []),
      )),
    configs: () =>
      (configs ??= configsOf(
        understood().flatMap(file => file.documents),
        surroundingsFor,
      )),
    views: () =>
      workspace.configs().map(config => ({
        config,
        topology: workspace.topology(),
        placements: placementsOfConfig(config, file => placementsOf(file, workspace.topology())),
        release: workspace.settings().versionOf(config.documents[0]!.file, config.dialect),
        files: seen,
      })),
    aside: () => {
      const aside = new Map<string, 'template' | 'ignored'>()
      for (const [path, { template }] of files) {
        if (workspace.settings().isIgnored(path)) aside.set(path, 'ignored')
        else if (template) aside.set(path, 'template')
      }
      return aside
    },
    settings: () => (settings ??= resolve(settingsFiles(), given)),
    settle(now) {
      given = now
      forget('settings')
    },
    findings(asked) {
      if (asked) return judge(asked)
      told ??= judge()
      return told
    },
    documents: file => files.get(file)?.documents ?? [],
    manifest: file => files.get(file)?.manifest,
    locate(file, offset) {
      const known = files.get(file)
      if (!known) return { line: 0, character: 0 }
      const [document] = known.documents
      // Of a text that is being typed into nobody looks for all line feeds.
      const position = document && !known.starts ? positionIn(document, offset) : undefined
      return position ?? positionAt(startsOf(known), offset)
    },
    offset(file, position) {
      const known = files.get(file)
      return known ? offsetAt(startsOf(known), known.text, position) : 0
    },
  }
  return workspace
}

/** A file, and where its lines begin once somebody has asked. */
interface Read extends Source {
  starts?: readonly number[]
}

const startsOf = (read: Read): readonly number[] => (read.starts ??= lineStarts(read.text))

/** An editor's language id says more than the path: "NGINX", "haproxy-2.8". `gatelint`: settings, whatever their file is called. */
const kindOfLanguage = (language = ''): Kind | undefined =>
  /^nginx/i.test(language)
    ? 'nginx'
    : /^haproxy/i.test(language)
      ? 'haproxy'
      : language === 'gatelint'
        ? 'settings'
        : undefined

/** How a file looks from a container that runs it. */
const surroundingsOf = ({ path, service, project }: Placement): Surroundings => ({
  path,
  mounts: service.mounts,
  environment: service.environment,
  command: service.command?.map(word => word.text),
  container: `${project.file} ${service.name.text}`,
  release: releaseOfImage('haproxy', service.base?.text ?? ''),
  stockMain:
    service.pristine &&
    STOCK_IMAGE.test(service.base?.text ?? '') &&
    !service.mounts.some(({ to }) => /^\/etc\/nginx(?:\/nginx\.conf)?\/?$/.test(to)),
})

/** How a file looks from where the settings say that it stands; undefined where they say nothing. */
function surroundingsSet(file: string, settings: Resolved): Surroundings | undefined {
  const mounts = settings.pathMapOf(file)
  const environment = settings.environmentOf(file)
  if (mounts.length === 0 && environment.size === 0) return undefined
  const path = mounts.flatMap(mount => containerPaths(mount, file))[0] ?? file
  return { ...surroundingsAlone(file), path, mounts, environment }
}

/** Of a file that nobody is known to run nothing is known but where it stands. */
const surroundingsAlone = (file: string): Surroundings => ({
  path: file,
  mounts: [],
  environment: new Map(),
  command: undefined,
  container: `settings of ${file}`,
  stockMain: false,
})

/** A file of a dump stands where the dump says, and so do all others. */
const surroundingsOfDump = (file: string): Surroundings => ({
  path: file,
  mounts: [{ from: '/', to: '/' }],
  environment: new Map(),
  command: undefined,
  container: 'dump',
  stockMain: false,
  whole: true,
})

/** The images whose main file includes `conf.d` and nothing else of its own. */
const STOCK_IMAGE = /^(?:[\w.-]+(?::\d+)?\/)*(?:nginx|nginx-unprivileged|openresty)(?:[:@].*)?$/

/** The main file says who runs a configuration; where nobody is known to run it, the first of its included files that says so. */
const placementsOfConfig = (
  { documents }: Config,
  placementsOf: (file: string) => readonly Placement[],
): readonly Placement[] =>
  documents.map(document => placementsOf(document.path)).find(placements => placements.length > 0) ?? []

/** In order, and each once: a file that two configurations include is judged twice. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map(
    findings.map(found => [
      `${found.at.file}\n${found.at.start} ${found.at.end} ${found.rule}\n${found.message}`,
      found,
    ]),
  )
  return [...seen.values()].sort(
    (a, b) =>
      compare(a.at.file, b.at.file) || a.at.start - b.at.start || a.at.end - b.at.end || compare(a.rule, b.rule),
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
