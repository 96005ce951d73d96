/** Reads one file of the workspace, apart from all others. */
import { dialectOfText, hasPlaceholders, isTemplate, type Kind, kindOf } from './kinds.ts'
import type { PoolFile } from './pools.ts'
import { rules } from './rules/index.ts'
import { readSettings, type Settings } from './settings/settings.ts'
import { commented, type Silence, silencesIn } from './silence.ts'
import { commonIn, editedPart } from './syntax/lines.ts'
import { parse } from './syntax/parse.ts'
import { plainOf } from './syntax/template.ts'
import type { Span } from './syntax/text.ts'
import type { Dialect, Directive, Document } from './syntax/tree.ts'
import { parseWithin } from './syntax/within.ts'
import { commentsIn, type Notation } from './topology/comments.ts'
import type { Embedded } from './topology/embedded.ts'
import { type Manifest, readManifest } from './topology/manifest.ts'
import { readPools } from './topology/php-fpm.ts'

/** A file as it was read. */
export interface Source {
  readonly kind: Kind
  readonly text: string
  /** The configurations that it is or holds. */
  readonly documents: readonly Document[]
  readonly manifest?: Manifest
  readonly settings?: Settings
  /** Pools of PHP-FPM. */
  readonly pools?: PoolFile
  /** The comments that silence findings here. */
  readonly silences: readonly Silence[]
  /** Of a gateway's configuration: the word that such comments begin with stands somewhere. */
  readonly mayBeSilenced?: boolean
  /** The input of some template engine. */
  readonly template: boolean
  /** Of such a gateway's configuration, what is there whatever the engine makes of its marks; undefined where that is not told. */
  readonly rigid?: Rigid
}

/** The part of a template that is no template. */
export interface Rigid {
  readonly document: Document
  /** Whether a place stands there as written, and so does every block around it. */
  covers(at: Span): boolean
}

/** `before`: an earlier reading of the same file. The result is the same without. */
export function readSource(file: string, kind: Kind, text: string, before?: Source): Source {
  // Marks of a template, and of a silence, stand on one line: a configuration that had none gets one by a line that is new.
  const isKnown = isGateway(kind) && before?.kind === kind && !before.template && !before.mayBeSilenced
  const common = isKnown ? commonIn(before.text, text) : undefined
  const news = common ? editedPart(text, common) : text
  const mayBeSilenced = news.includes('gatelint-ignore')
  const silences = mayBeSilenced && !isGateway(kind) ? silencesIn(commentsIn(notationOf(kind), file, text)) : []
  if (kind === 'settings')
    return { kind, text, settings: readSettings(file, text, rules), silences, documents: [], template: false }
  if (kind === 'php-fpm')
    return { kind, text, pools: { file, pools: readPools(file, text) }, silences: [], documents: [], template: false }
  const template = isTemplate(news)
  if (isGateway(kind)) {
    const document = parse(file, kind, text, { previous: before?.documents[0], common })
    const rigid = template ? rigidOf(file, kind, text) : undefined
    return {
      kind,
      text,
      documents: [document],
      silences: mayBeSilenced ? silencesIn(commented(document)) : [],
      mayBeSilenced,
      template,
      ...(rigid && { rigid }),
    }
  }
  const manifest = readManifest(kind, file, text, template)
  const documents = ('embedded' in manifest ? manifest.embedded : []).flatMap(embedded => {
    const dialect = template && isTemplate(embedded.word.text) ? undefined : dialectOf(embedded)
    return dialect ? [parseWithin(text, dialect, embedded)] : []
  })
  const within = mayBeSilenced ? documents.flatMap(document => silencesIn(commented(document))) : []
  const isRendered = template && (hasPlaceholders(text) || !isOwnTemplate(manifest, text))
  return { kind, text, manifest, documents, silences: [...silences, ...within], template: isRendered }
}

/** Braces that only the engine's marks bring into balance tell nothing of what stands where. */
function rigidOf(file: string, dialect: Dialect, text: string): Rigid | undefined {
  const plain = plainOf(text)
  const document = plain && parse(file, dialect, plain.text)
  if (!document || document.problems.length > 0) return undefined
  return {
    document: { ...document, text },
    covers({ start, end }) {
      if (!plain.covers(start, end)) return false
      for (let body = document.directives; ; ) {
        const around: Directive | undefined = body.find(({ at }) => at.start <= start && start < at.end)
        if (!around) return true
        const head = (around.args.at(-1) ?? around.name).at.end
        // A section of HAProxy ends where another begins, which any mark above may bring.
        if (!plain.covers(around.at.start, dialect === 'haproxy' ? end : head)) return false
        body = around.body ?? []
      }
    },
  }
}

/** Docker has templates of its own, in values of a compose file (`tag: "{{.Name}}"`) and in what a `RUN` does. They are not the file's. */
function isOwnTemplate(manifest: Manifest, text: string): boolean {
  if (manifest.kind === 'compose') return manifest.complete
  if (manifest.kind !== 'dockerfile' || /\{%|<%|^[ \t]*\{\{/m.test(text)) return false
  return (
    manifest.args.every(({ rest }) => !isTemplate(rest.text)) &&
    manifest.stages.every(
      ({ from, instructions }) =>
        !isTemplate(from.text) && instructions.every(({ name, rest }) => name === 'RUN' || !isTemplate(rest.text)),
    )
  )
}

/** How comments are written in a file that is no gateway's. */
export const notationOf = (kind: Exclude<Kind, Dialect>): Notation =>
  kind === 'dockerfile' || kind === 'env' ? kind : 'yaml'

export const isGateway = (kind: Kind | undefined): kind is Dialect => kind === 'nginx' || kind === 'haproxy'

/** Told by the name as that of a file; a name without an ending says nothing where it is any name at all. */
function dialectOf({ path, word, isFileName }: Embedded): Dialect | undefined {
  const kind = kindOf(path, word.text)
  if (isGateway(kind)) return kind
  return isFileName || /\.[^/]*$/.test(path) || word.text.startsWith('#!') ? undefined : dialectOfText(word.text)
}
