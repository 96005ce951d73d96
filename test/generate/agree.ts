/** Holds what we say of a configuration against what its server says: who is wrong, and where. */
import { directivesNamed } from '../../server/catalog/nginx.ts'
import { isPlaceholder } from '../../server/catalog/nginx-values.ts'
import { createWorkspace } from '../../server/workspace.ts'
import type { Verdict } from '../proof/haproxy-ask.ts'
import type { Refusal } from '../proof/nginx-ask.ts'

/** What is ours to say of a text: the errors, by line (from 1). */
export interface Ours {
  readonly line: number
  readonly rule: string
  readonly message: string
}

const RELEASES = 'versions: { nginx: "1.22.1", haproxy: "2.6.12" }\n'

/** The errors in a configuration that stands alone and is read by the releases of Debian. */
export function errorsIn(dialect: 'nginx' | 'haproxy', text: string): readonly Ours[] {
  const file = dialect === 'nginx' ? '/p/nginx.conf' : '/p/haproxy.cfg'
  const workspace = createWorkspace()
  workspace.set('/p/.gatelint.yaml', RELEASES)
  workspace.set(file, text)
  return workspace
    .findings()
    .filter(({ severity }) => severity === 'error')
    .map(({ at, rule, message }) => ({ line: workspace.locate(at.file, at.start).line + 1, rule, message }))
}

/** A disagreement. `false alarm`: the server takes the text; `missed`: it refuses it and we say nothing; `elsewhere`: on another line. */
export interface Disagreement {
  readonly kind: 'false alarm' | 'missed' | 'elsewhere'
  readonly message: string
}

/** What no text tells: files that are not there, names that nobody resolves, modules and memory that the machine lacks. */
const NOT_IN_THE_TEXT =
  /No such file|Is a directory|Not a directory|Permission denied|host not found|cannot load|could not build|not supported on this platform|is not supported|unsupported on|Address already in use|requires the "|PEM_|SSL_CTX|BIO_|fopen|getpwnam|getgrnam|mmap\(|mkdir\(|dlopen|sched_setaffinity|Cannot assign requested/

/** What newer releases take, and Debian's does not yet: how many arguments a directive has is known of the newest alone. */
const NEWER = /invalid number of arguments in "keepalive"/

/** What nginx finds when it has read all: it names the end, the block, or nothing. */
const AT_THE_END =
  /variable$|no servers|zone|shared memory|no resolver|ssl_certificate|conflicting|duplicate location|no events|must be|cannot be used|conflicting|unexpected end of file|no port in|hash|not allowed|inherit/

/** A directive that some module brings, though this nginx lacks it. */
const isOfModule = (name: string): boolean =>
  directivesNamed(name)?.some(({ module, since }) => module !== undefined || since === undefined) ?? false

/** Why a refusal says nothing about us: the text does not tell, or what stands there may yet be filled in. */
function isBeyondTheText(text: string, { line, message }: Refusal): boolean {
  const unknown = /unknown directive "([^"]*)"/.exec(message)?.[1]
  const words = line === undefined ? [] : text.split('\n')[line - 1]!.split(/[\s;]+/)
  return (
    NOT_IN_THE_TEXT.test(message) ||
    NEWER.test(message) ||
    (unknown !== undefined && (isOfModule(unknown) || unknown.includes('$'))) ||
    words.some(isPlaceholder)
  )
}

/** What is between nginx and us about a text. */
export function withNginx(text: string, theirs: Refusal | undefined): Disagreement | undefined {
  const ours = errorsIn('nginx', text)
  if (!theirs) {
    const [first] = ours
    return first && { kind: 'false alarm', message: `${first.line}: ${first.rule}: ${first.message}` }
  }
  if (isBeyondTheText(text, theirs)) return undefined
  if (ours.length === 0) return { kind: 'missed', message: theirs.message }
  // Where braces or quotes do not match, the one reads on what the other takes for something else.
  if (theirs.line === undefined || AT_THE_END.test(theirs.message)) return undefined
  if (ours.some(({ line, rule }) => rule === 'syntax-error' || isOneDirective(text, line, theirs.line!)))
    return undefined
  return {
    kind: 'elsewhere',
    message: `${theirs.message}\n    ours: ${ours.map(({ line, rule }) => `${line} ${rule}`).join(', ')}`,
  }
}

/** A directive of several lines: nginx names the last one, and we the place that is wrong. */
const isOneDirective = (text: string, first: number, last: number): boolean =>
  first <= last &&
  text
    .split('\n')
    .slice(first - 1, last - 1)
    .every(line => !/[;{}]\s*$/.test(line))

/** Files, sockets, modules of the build and memory, of which no text of HAProxy tells. */
const NOT_FOR_HAPROXY =
  /No such file|error opening file|unknown (?:keyword|option) '(?:51|wurfl|deviceatlas|ot-)|unable to (?:open|load|stat|read)|failed to open|cannot open|could not resolve|not compiled|compiled without|not supported by|built without|Failed to load|not available|can't open|cannot change|permission|user id|unable to find|ulimit/i

/** What is between HAProxy and us about a text. It names each line that it refuses, unless it finds the fault behind the last one. */
export function withHaproxy(text: string, { refused, lines, output }: Verdict): Disagreement | undefined {
  const ours = errorsIn('haproxy', text)
  if (!refused) {
    const [first] = ours
    return first && { kind: 'false alarm', message: `${first.line}: ${first.rule}: ${first.message}` }
  }
  const alerts = output.split('\n').filter(alert => alert.startsWith('[ALERT]'))
  const missed = lines.filter(line => !ours.some(other => other.line === line))
  const ofText = alerts.filter(alert => !NOT_FOR_HAPROXY.test(alert) && !/Error\(s\) found|Fatal errors/.test(alert))
  if (ours.length === 0) return ofText[0] === undefined ? undefined : { kind: 'missed', message: ofText[0] }
  const alert = ofText.find(alert => missed.some(line => alert.includes(`haproxy.cfg:${line}]`)))
  return alert === undefined || ours.some(({ rule }) => rule === 'syntax-error')
    ? undefined
    : {
        kind: 'elsewhere',
        message: `${alert}\n    ours: ${ours.map(({ line, rule }) => `${line} ${rule}`).join(', ')}`,
      }
}
