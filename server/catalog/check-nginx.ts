/** What nginx refuses in single directives of a configuration: unknown names, wrong places, wrong arguments, what stands twice. */
import type { Config } from '../model/config.ts'
import { isSpelling, nearest } from '../syntax/nearest.ts'
import { indexSpans } from '../syntax/span-index.ts'
import type { Word } from '../syntax/text.ts'
import type { Directive, ProblemKind } from '../syntax/tree.ts'
import type { Fault } from './fault.ts'
import {
  ANYWHERE,
  argumentCounts,
  Context,
  contextNames,
  directivesNamed,
  type NginxDirective,
  takes,
} from './nginx.ts'
import { checkAddress } from './nginx-addresses.ts'
import { type Block, contextsInside, outermost, type Report } from './nginx-blocks.ts'
import { clean, outsideOf } from './nginx-clean.ts'
import { checkDuplicates } from './nginx-duplicates.ts'
import { addListeners, checkCertificates, checkListen, type Listeners } from './nginx-listeners.ts'
import { checkParameters } from './nginx-parameters.ts'
import { type Survey, surveyOf } from './nginx-survey.ts'
import { tellUnknown, type Unknown } from './nginx-unknown.ts'
import { checkUpstream } from './nginx-upstreams.ts'
import { either, isPlaceholder, misfitOf } from './nginx-values.ts'
import { checkVariables } from './nginx-variables.ts'

export interface NginxOptions {
  /** The release that reads the configuration, "1.24.0" or "1.24", where it is known; else whatever any release from 1.18 on takes is fine. */
  readonly version?: string | undefined
}

type Input = Pick<Config, 'directives' | 'documents' | 'context' | 'complete'>

/** The faults of an nginx configuration, its includes in place, in the order in which nginx would come to them. */
export function faultsOf(config: Input, { version }: NginxOptions = {}): readonly Fault[] {
  const faults: Fault[] = []
  const contexts = outermost(config.context, config.directives)
  const check: Check = {
    survey: surveyOf(config),
    report: (kind, at, message, more) => faults.push({ kind, at, message, refused: true, fixes: [], ...more }),
    version: version !== undefined && /^\d+(?:\.\d+)*$/.test(version) ? versionOf(version) : undefined,
    broken: brokenPlaces(config),
    skipped: 0,
    faults,
    outside: undefined,
    listeners: new Map(),
    unknown: [],
  }
  checkBody({ directive: undefined, body: config.directives, contexts, outer: undefined }, check, 0)
  if (check.unknown.length > 0) tellUnknown(check.unknown, check.survey, check.report)
  if (check.survey.complete && !check.broken.structure) checkCertificates(check.listeners, check.report)
  return faults.length > 1 ? inOrder(faults, config) : faults
}

/** What the checks of one configuration share. */
interface Check {
  readonly survey: Survey
  readonly report: Report
  readonly version: number | undefined
  readonly broken: BrokenPlaces
  /** At how many directives a syntax problem kept a check from looking. */
  skipped: number
  readonly listeners: Listeners
  readonly faults: readonly Fault[]
  readonly unknown: Unknown[]
  /** What the blocks of `http` depend on outside of them, put together when it is first asked for. */
  outside: readonly unknown[] | undefined
}

/** Blocks nested deeper than any real configuration are left alone. */
const DEEPEST = 200

function checkBody(block: Block, check: Check, depth: number): void {
  const { body, contexts } = block
  for (const directive of body) {
    if (contexts === Context.http && directive.body && depth < DEEPEST) checkOnce(directive, block, check, depth)
    else checkHead(directive, block, check)
  }
  if (!check.broken.structure) checkWhole(block, check)
  if (depth >= DEEPEST || contexts === Context.http) return
  for (const directive of body) checkInside(directive, block, check, depth)
}

/** Checks a directive by itself, without what stands in it. */
function checkHead(directive: Directive, block: Block, check: Check): void {
  const variants = directivesNamed(directive.name.text)
  if (!variants) {
    if (!isBroken(directive, check)) check.unknown.push({ directive, block })
    return
  }
  const here = firstAt(variants, block.contexts)
  if (here) checkDirective(directive, here, variants, block, check)
  else if (!check.broken.structure) tellMisplaced(directive, variants, block.contexts, check)
}

/** Checks what stands in a directive. */
function checkInside(directive: Directive, block: Block, check: Check, depth: number): void {
  const inner = innerOf(directive, block)
  if (inner) checkBody(inner, check, depth + 1)
}

function innerOf(directive: Directive, block: Block): (Block & { readonly directive: Directive }) | undefined {
  const { body } = directive
  const contexts = body ? contextsInside(directive.name.text, block.contexts) : 0
  return body && contexts !== 0 ? { directive, body, contexts, outer: block } : undefined
}

/**
 * A block of `http` in which nothing was found before, and nothing was left out, is not looked through again. Its listeners count all
 * the same. While something else cannot be read, as half a statement that somebody types, less would be looked at, and not more found.
 */
function checkOnce(directive: Directive, around: Block, check: Check, depth: number): void {
  const { faults, unknown, survey, version, broken } = check
  check.outside ??= outsideOf(survey, around.body, version)
  if (clean.get(directive, check.outside)) {
    if (directive.name.text !== 'server' || broken.structure) return
    const server = innerOf(directive, around)
    if (server) addListeners(server, check.listeners, check.report)
    return
  }
  const before = faults.length + unknown.length + check.skipped
  checkHead(directive, around, check)
  checkInside(directive, around, check, depth)
  const isClean = !broken.structure && faults.length + unknown.length + check.skipped === before
  if (isClean) clean.put(directive, check.outside, true)
}

function isBroken(directive: Directive, check: Check): boolean {
  if (!check.broken.has(directive)) return false
  check.skipped += 1
  return true
}

/** What the directives of one block are together. */
function checkWhole(block: Block, { survey, report, listeners, version }: Check): void {
  checkDuplicates(block, report)
  checkUpstream(block, survey, version === undefined || version >= RESOLVE_SINCE, report)
  if (block.contexts === Context.server || block.contexts === Context.streamServer) {
    addListeners(block, listeners, report)
  }
}

/** The directive that nginx takes a name for in a context: nginx's own before that of a module. */
function firstAt(variants: readonly NginxDirective[], contexts: number): NginxDirective | undefined {
  for (const variant of variants) if (variant.contexts & contexts) return variant
  return undefined
}

function checkDirective(
  directive: Directive,
  here: NginxDirective,
  variants: readonly NginxDirective[],
  block: Block,
  check: Check,
): void {
  const { name, args, body, lua } = directive
  const { contexts } = block
  if (here.since !== undefined || here.gone !== undefined) tellVersion(directive, here, variants, check)
  if (lua || isBroken(directive, check)) return
  const fits =
    takes(here, args.length) && (here.block === undefined || here.block === (body !== undefined))
      ? here
      : variants.find(
          variant =>
            variant.contexts & contexts &&
            takes(variant, args.length) &&
            (variant.block === undefined || variant.block === (body !== undefined)),
        )
  if (!fits) {
    if (variants.some(({ module, contexts: where }) => module !== undefined && where & contexts)) return
    tellArguments(directive, here, check)
    return
  }
  if (fits.module !== undefined) return
  if (fits.kind !== 'own') {
    const misfit = misfitOf(fits, args)
    if (misfit) tellMisfit(name, misfit, check)
    else checkParameters(directive, block, check.survey, check.report)
  } else {
    if (name.text === 'listen') checkListen(directive, block, check.report)
    checkAddress(directive, block, check.survey, check.report)
    checkParameters(directive, block, check.survey, check.report)
  }
  checkVariables(directive, fits, block, check.survey, check.report)
}

function tellMisfit(name: Word, misfit: NonNullable<ReturnType<typeof misfitOf>>, { report }: Check): void {
  const { word, expected, words } = misfit
  const near =
    words &&
    nearest(
      word.text,
      words.map(text => ({ text })),
    )?.text
  const hint = word.text.includes('$') ? ' It takes no variables.' : ''
  report('bad-value', word.at, `nginx refuses "${word.text}" as a value of ${name.text}: ${expected}.${hint}`, {
    fixes: near
      ? [{ title: `Write ${near}`, edits: [{ at: word.at, text: near }], safe: isSpelling(word.text, near) }]
      : [],
  })
}

function tellArguments({ name, args, body }: Directive, here: NginxDirective, { report }: Check): void {
  if (args.some(({ text }) => isPlaceholder(text))) return
  const given = args.length === 0 ? 'none' : String(args.length)
  report(
    'wrong-arguments',
    name.at,
    here.block && !body
      ? `${name.text} opens a block: nginx expects a "{" after it.`
      : here.block === false && body
        ? `${name.text} takes no block: nginx expects a ";" where the "{" stands.${name.text === 'rewrite' ? QUOTES : ''}`
        : `${name.text} takes ${argumentCounts(here)}, and it has ${given}.`,
  )
}

/** A brace ends an unquoted word, in the middle of a regular expression as well. */
const QUOTES = ' A regular expression with braces stands in quotes.'

function tellMisplaced(
  { name }: Directive,
  variants: readonly NginxDirective[],
  contexts: number,
  { report, survey }: Check,
): void {
  const all = variants.reduce((bits, variant) => bits | variant.contexts, 0)
  const foreign = variants.every(({ module }) => module !== undefined)
  if (all === ANYWHERE || (foreign && survey.extended && variants.some(({ module }) => module === 'plus'))) return
  const here = contextNames(contexts)
  report(
    'misplaced-directive',
    name.at,
    `nginx does not take ${name.text} ${here.length === 1 ? `in ${here[0]}` : 'here'}: it may stand in ${either(contextNames(all))}.`,
  )
}

/** Without a known release, only what went before 1.18 is told, and as no more than that. */
function tellVersion(
  { name }: Directive,
  here: NginxDirective,
  variants: readonly NginxDirective[],
  { version, report }: Check,
): void {
  if (variants.some(({ module }) => module !== undefined)) return
  const { since, gone, replacement } = here
  if (gone !== undefined && versionOf(gone) <= (version ?? OLDEST)) {
    const instead = replacement && /^\w+$/.test(replacement) ? ` It is ${replacement} now.` : ''
    report('unknown-directive', name.at, `nginx has no ${name.text} any more since ${gone}.${instead}`, {
      refused: version !== undefined,
    })
  } else if (since !== undefined && version !== undefined && versionOf(since) > version) {
    report(
      'unknown-directive',
      name.at,
      `${name.text} came with nginx ${since}: the release that runs here does not know it.`,
    )
  }
}

/** A number by which releases are in order; "1.25" stands for the last one of that line. */
const versionOf = (version: string): number => {
  const [major, minor = MOST, patch = MOST] = version.split('.').map(part => Number.parseInt(part, 10))
  return (major! * 1000 + minor) * 1000 + patch
}

const MOST = 999

const OLDEST = versionOf('1.18.0')

/** A server of an upstream may have `resolve` since this release, which until then only the commercial edition knew. */
const RESOLVE_SINCE = versionOf('1.27.3')

/** Where the reader stumbled: what stands there is not what was meant. */
interface BrokenPlaces {
  /** The braces do not match: nobody knows in which block a directive stands. */
  readonly structure: boolean
  has(directive: Directive): boolean
}

const STRUCTURAL: ReadonlySet<ProblemKind> = new Set([
  'unclosed-quote',
  'unclosed-block',
  'unexpected-close',
  'unexpected-open',
])

function brokenPlaces({ documents }: Input): BrokenPlaces {
  const problems = documents.flatMap(document => document.problems)
  const places = indexSpans(problems.map(({ at }) => at))
  return {
    structure: problems.some(({ kind }) => STRUCTURAL.has(kind)),
    has: ({ at: { file, start, end }, name, body }) =>
      problems.length > 0 &&
      (places.anyWithin(file, start, body ? name.at.end + 1 : end) || places.anyAround(file, start, end)),
  }
}

function inOrder(faults: readonly Fault[], { documents }: Input): readonly Fault[] {
  const rank = new Map(documents.map(({ file }, index) => [file, index]))
  return faults.toSorted((a, b) => (rank.get(a.at.file) ?? 0) - (rank.get(b.at.file) ?? 0) || a.at.start - b.at.start)
}
