/** How HAProxy's keywords are written: the forms of their words, for people. */
import type { Keyword } from './haproxy.ts'

/** One word of a form, as it is shown: "NAME", "[PARAMETER ...]", "http|tcp". */
export interface FormWord {
  readonly label: string
  readonly optional: boolean
}

/** What stands behind a keyword, or behind its two first words: `server`, `timeout client`, `http-request set-header`. */
export function formOf(name: string, keyword?: Keyword): readonly FormWord[] {
  const written = FORMS.get(name) ?? (name.startsWith('timeout ') ? 'TIME' : undefined)
  return wordsOf(written ?? (keyword ? derived(keyword) : ''))
}

/** "[WORD ...]" is any number, "..." repeats the one before it. */
const wordsOf = (form: string): readonly FormWord[] =>
  form === ''
    ? []
    : form
        .replace(/ \.\.\./g, '\u0000')
        .split(/ (?![^[]{0,99}\])/)
        .map(text => text.replaceAll('\u0000', ' ...'))
        .map(label => ({ label, optional: label.startsWith('[') }))

function derived({ least, most, value }: Keyword): string {
  const word = value ? value.toUpperCase() : 'WORD'
  if (most === 0) return ''
  const needed = Array<string>(Math.max(least, value ? 1 : 0)).fill(word)
  const more = most === Number.POSITIVE_INFINITY ? (value ? [] : [`[${word} ...]`]) : []
  const rest = Number.isFinite(most) ? Array<string>(Math.max(0, most - needed.length)).fill(`[${word}]`) : more
  return [...needed, ...rest].join(' ')
}

const FORMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    frontend: 'NAME [from DEFAULTS]',
    backend: 'NAME [from DEFAULTS]',
    listen: 'NAME [from DEFAULTS]',
    defaults: '[NAME] [from DEFAULTS]',
    resolvers: 'NAME',
    acl: 'NAME SAMPLE [FLAG ...] [VALUE ...]',
    balance: 'ALGORITHM [PARAMETER ...]',
    bind: '[ADDRESS]:PORT [OPTION ...]',
    cookie: 'NAME rewrite|insert|prefix [OPTION ...]',
    default_backend: 'BACKEND',
    'default-server': 'OPTION ...',
    server: 'NAME ADDRESS[:PORT] [OPTION ...]',
    'server-template': 'PREFIX COUNT|RANGE FQDN[:PORT] [OPTION ...]',
    use_backend: 'BACKEND [if|unless CONDITION]',
    'use-server': 'SERVER if|unless CONDITION',
    'use-fcgi-app': 'NAME',
    mode: 'http|tcp',
    log: 'global|ADDRESS [format FORMAT] FACILITY [LEVEL]',
    'log-format': 'FORMAT',
    maxconn: 'NUMBER',
    retries: 'NUMBER',
    'retry-on': 'REASON ...',
    redirect: 'location|prefix|scheme TARGET [OPTION ...] [if|unless CONDITION]',
    errorfile: 'STATUS FILE',
    errorfiles: 'NAME [STATUS ...]',
    'monitor-uri': 'URI',
    'http-reuse': 'never|safe|aggressive|always',
    'hash-type': 'METHOD [FUNCTION] [MODIFIER]',
    stick: 'match|on|store-request|store-response SAMPLE [table TABLE] [if|unless CONDITION]',
    'stick-table': 'type TYPE size SIZE [expire TIME] [store DATA]',
    nameserver: 'NAME ADDRESS:PORT',
    hold: 'STATE TIME',
    'option httpchk': '[METHOD] [URI] [VERSION]',
    'option forwardfor': '[except NETWORK] [header NAME] [if-none]',
    'option redispatch': '[INTERVAL]',
    'http-check expect': '[OPTION ...] [!] KIND PATTERN',
    'http-check send': '[meth METHOD] [uri URI] [ver VERSION] [hdr NAME VALUE ...] [body TEXT]',
    'http-check connect': '[OPTION ...]',
    'http-request': 'ACTION [PARAMETER ...] [if|unless CONDITION]',
    'http-response': 'ACTION [PARAMETER ...] [if|unless CONDITION]',
    'http-after-response': 'ACTION [PARAMETER ...] [if|unless CONDITION]',
    'tcp-request': 'connection|content|session|inspect-delay ACTION [if|unless CONDITION]',
    'tcp-response': 'content|inspect-delay ACTION [if|unless CONDITION]',
    'http-request set-header': 'NAME FORMAT [if|unless CONDITION]',
    'http-request add-header': 'NAME FORMAT [if|unless CONDITION]',
    'http-request del-header': 'NAME [if|unless CONDITION]',
    'http-request replace-header': 'NAME REGEX FORMAT [if|unless CONDITION]',
    'http-request replace-path': 'REGEX FORMAT [if|unless CONDITION]',
    'http-request set-path': 'FORMAT [if|unless CONDITION]',
    'http-request deny': '[deny_status STATUS] [if|unless CONDITION]',
    'http-request redirect': 'location|prefix|scheme TARGET [OPTION ...] [if|unless CONDITION]',
    'http-request return': '[status STATUS] [content-type TYPE] [string TEXT] [if|unless CONDITION]',
    'http-request auth': '[realm REALM] [if|unless CONDITION]',
    'http-response set-header': 'NAME FORMAT [if|unless CONDITION]',
    'http-response add-header': 'NAME FORMAT [if|unless CONDITION]',
    'http-response del-header': 'NAME [if|unless CONDITION]',
    'stats uri': 'PREFIX',
    'stats refresh': 'TIME',
    'stats auth': 'USER:PASSWORD',
    'stats socket': 'ADDRESS [OPTION ...]',
    'stats timeout': 'TIME',
  }),
)
