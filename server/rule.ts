/** What a rule is, and what it yields: findings with their fixes. A rule looks at a view; it reads nothing else and keeps nothing. */
import type { Config } from './model/config.ts'
import type { Edit, Span, Word } from './syntax/text.ts'
import type { Placement, Topology } from './topology/topology.ts'

export type { Edit } from './syntax/text.ts'

/** `error`: refuses to start, or 5xx for sure, proved by what the files say. `warning`: likely in ordinary operation. `info`: worth knowing. */
export const severities = ['error', 'warning', 'info'] as const
export type Severity = (typeof severities)[number]

/** What a rule is about. The order is that of causes: of several findings on one target, the earliest group's is the cause, and is told alone. */
export const groups = [
  'language',
  'references',
  'reachability',
  'kubernetes',
  'names',
  'protocol',
  'tls',
  'timeouts',
  'keep-alive',
  'buffers',
  'retries',
  'websocket',
  'capacity',
  'health',
  'redundancy',
  'error pages',
] as const
export type Group = (typeof groups)[number]

/** What a rule may look at: one gateway's configuration, and everything that is known about who runs beside it. */
export interface View {
  readonly config: Config
  readonly topology: Topology
  /** Every place in which this configuration is run; none where the manifests do not tell. */
  readonly placements: readonly Placement[]
  /** The release of the server that somebody says runs, where no image tag does. */
  readonly release?: string | undefined
  /** Every file that was looked at, ours or not. What is not among them may still be there: ignored by git, or of another ending. */
  readonly files: ReadonlySet<string>
}

/** One way to mend a finding. All its edits belong together. */
export interface Fix {
  /** What it does, as a menu entry; names the other file when it edits one. */
  readonly title: string
  readonly edits: readonly Edit[]
  /** Cannot change anything but the fault: `--fix` and fix-all apply it unasked. */
  readonly safe: boolean
}

/** Another place that belongs to a finding, in this file or another. */
export interface Related {
  readonly at: Span
  readonly message: string
}

/** What a rule yields. */
export interface Report {
  readonly at: Span
  /** What happens and why, in one or two sentences that name both sides. */
  readonly message: string
  /** Where it differs from the rule's own: with the strength of the evidence. */
  readonly severity?: Severity
  readonly related?: readonly Related[]
  /** The target that it speaks of, where `at` is another place: a fault of the same target with an earlier cause is told alone. */
  readonly target?: Span
  /** The best first. */
  readonly fixes?: readonly Fix[]
}

export interface Rule {
  /** Names the fault, not the cure, in kebab-case; also the name of the rule's file and of its page. */
  readonly id: string
  /** The severity of a report that names none. */
  readonly severity: Severity
  readonly group: Group
  /** Advice that a clean, ordinary project need not heed: on only where the preset `strict` is asked for. */
  readonly strict?: true
  /**
   * It may also speak of what a template engine has yet to render: each finding lies in lines that are there whatever comes of the
   * engine's marks, and depends on no others.
   */
  readonly templates?: true
  /** What it points at is there to no effect, or is not what one writes any more: editors draw that paler, or struck out. */
  readonly tag?: 'unnecessary' | 'deprecated'
  /** One sentence: what it finds. The first line of its page. */
  readonly summary: string
  /** What a person may set, by names. */
  readonly options?: Readonly<Record<string, Option>>
  /** What is wrong with one configuration. `options`: times in milliseconds. */
  check(view: View, options: Readonly<Record<string, number>>): Iterable<Report>
  /** What is wrong with the manifests alone, told once for the whole workspace. */
  checkTopology?(topology: Topology): Iterable<Report>
  /** What is wrong with gatelint's own settings. */
  checkSettings?(settings: readonly SettingsFile[]): Iterable<Report>
  /** What is wrong with the comments that silence findings. `rules`: those that there are, and whether they are on. */
  checkSilences?(silences: readonly SilenceUse[], context: SilenceContext): Iterable<Report>
}

/** A comment that silences findings, and what it is good for. */
export interface SilenceUse {
  readonly at: Span
  /** Nothing else stands on its line. */
  readonly alone: boolean
  /** It stands at something. */
  readonly covers: boolean
  readonly reason: string | undefined
  readonly rules: readonly { readonly rule: Word; readonly used: boolean }[]
}

/** A number that a person may set. */
export interface Option {
  readonly summary: string
  readonly kind: 'time' | 'count'
  /** Times in milliseconds. */
  readonly default: number
}

export interface SilenceContext {
  /** Every rule by its id; whether it looked at a file. */
  readonly ids: readonly string[]
  ran(rule: string, file: string): boolean
  /** Whether comments in a file must give a reason. */
  needsReason(file: string): boolean
  text(file: string): string
}

/** A settings file, with what its reading found wrong. */
export interface SettingsFile {
  readonly file: string
  readonly problems: readonly Report[]
}

/** A report with the rule that made it. */
export interface Finding extends Report {
  readonly rule: string
  readonly severity: Severity
}
