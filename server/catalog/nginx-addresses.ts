/** What nginx refuses as an address to ask: of a server in an upstream, of what requests are passed to. */
import { pointAt, type Span, slice, stretch, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import type { Fault } from './fault.ts'
import { Context } from './nginx.ts'
import type { Block, Report } from './nginx-blocks.ts'
import type { Names, Survey } from './nginx-survey.ts'
import { isNumber, isPlaceholder, isPort, isTime, notPort } from './nginx-values.ts'

/** Checks the address of a directive that has one. */
export function checkAddress(directive: Directive, block: Block, survey: Survey, report: Report): void {
  const [address, ...parameters] = directive.args
  if (!address || isPlaceholder(address.text)) return
  const name = directive.name.text
  if (name === 'server' && !directive.body) checkServer(address, parameters, block, survey, report)
  else if (name === 'proxy_pass' && block.contexts & STREAM) checkStreamPass(address, block, survey, report)
  else if (Object.hasOwn(SCHEMES, name)) checkPass(address, name, block, survey, report)
}

const STREAM = Context.stream | Context.streamServer

/** What each may begin with. Only proxy_pass must. */
const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  proxy_pass: ['http://', 'https://'],
  grpc_pass: ['grpc://', 'grpcs://'],
  uwsgi_pass: ['uwsgi://', 'suwsgi://'],
  fastcgi_pass: [],
  scgi_pass: [],
  memcached_pass: [],
}

/** ngx_http_proxy_pass and its kin: the scheme, if any, then host and port, then perhaps a path. */
function checkPass(word: Word, name: string, block: Block, survey: Survey, report: Report): void {
  if (word.text.includes('$')) return
  const lower = word.text.toLowerCase()
  const scheme = SCHEMES[name]!.find(candidate => lower.startsWith(candidate))
  const schemeNeeded = name === 'proxy_pass'
  if (!scheme && schemeNeeded) {
    tellScheme(word, report)
    return
  }
  const address = slice(word, scheme?.length ?? 0)
  checkUrl(address, schemeNeeded, survey, survey.upstreams, report)
  if (!schemeNeeded) checkHasPort(address, survey, survey.upstreams, report)
  if (schemeNeeded) checkPath(address, word, block, report)
}

/** What stands in the place of the scheme that proxy_pass needs, and what is likely meant. */
function tellScheme(word: Word, report: Report): void {
  const { text } = word
  const other = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0]
  const add = (scheme: string, safe: boolean): Fault['fixes'][number] => ({
    title: `Add ${scheme}`,
    edits: [{ at: beginning(word), text: scheme }],
    safe,
  })
  if (other)
    report('missing-scheme', word.at, `proxy_pass speaks http:// or https://, not ${other}: nginx does not start.`)
  else if (text.startsWith('/') && !text.startsWith('//')) tellSocket(word, 'http://unix:', report)
  else {
    const ofTls = /:(?:443|8443)(?:\/|$)/.test(text)
    report(
      'missing-scheme',
      word.at,
      `proxy_pass needs a scheme, http:// or https://, before "${text}": nginx does not start.`,
      { fixes: ofTls ? [add('https://', false), add('http://', false)] : [add('http://', true)] },
    )
  }
}

/** The place before the text of a word, behind a quote. */
const beginning = (word: Word): Span => pointAt(word.at.file, slice(word, 0).at.start)

/** The path of a unix socket, without what tells it from a host. */
function tellSocket(word: Word, prefix: string, report: Report): void {
  report(
    'socket-without-prefix',
    word.at,
    `The path of a unix socket follows "${prefix}" here: nginx takes "${word.text}" for a host, and does not start.`,
    {
      fixes: [{ title: `Add ${prefix}`, edits: [{ at: beginning(word), text: prefix }], safe: true }],
    },
  )
}

/** Where nginx could not tell which part of the request's path to replace, it refuses a path of its own. */
function checkPath(address: Word, word: Word, { directive }: Block, report: Report): void {
  const path = pathOf(address.text)
  if (path === '' || !directive) return
  const [first, second] = directive.args
  const where =
    directive.name.text !== 'location'
      ? directive.name.text
      : first?.text.startsWith('~') && (second || first.text.length > 1)
        ? 'a location with a regular expression'
        : !second && first?.text.startsWith('@')
          ? 'a named location'
          : undefined
  if (where === undefined || !/^(?:location|if|limit_except)$/.test(directive.name.text)) return
  report(
    'path-in-pattern-location',
    word.at,
    `In ${where}, nginx cannot tell which part of the request's path "${path}" stands for: it refuses a proxy_pass with a path of its own there.`,
    { fixes: [...asPrefix(directive), remove(slice(address, address.text.length - path.length), path)] },
  )
}

const remove = ({ at }: Word, path: string): Fault['fixes'][number] => ({
  title: `Remove the "${path}"`,
  edits: [{ at, text: '' }],
  safe: false,
})

/** A pattern that is nothing but the beginning of a path is a prefix, where nginx can tell. */
function asPrefix({ name, args: [modifier, pattern] }: Directive): Fault['fixes'] {
  const prefix = modifier?.text === '~' ? /^\^(\/[\w/-]*\/)$/.exec(pattern?.text ?? '')?.[1] : undefined
  if (name.text !== 'location' || !prefix) return []
  const edits = [{ at: stretch(modifier!.at, modifier!.at.start, pattern!.at.end), text: prefix }]
  return [{ title: `Make it a location for what begins with ${prefix}`, edits, safe: false }]
}

function pathOf(text: string): string {
  if (/^unix:/i.test(text)) return text.slice(5).includes(':') ? text.slice(text.indexOf(':', 5) + 1) : ''
  const at = text.search(/[/?]/)
  return at < 0 ? '' : text.slice(at)
}

/** ngx_parse_url. `path`: one may follow the address. */
function checkUrl(
  word: Word,
  path: boolean,
  survey: Survey,
  upstreams: Survey['upstreams'] | undefined,
  report: Report,
): void {
  const { text } = word
  if (/^unix:/i.test(text)) {
    if (text.length === 5) report('bad-value', word.at, 'The path of the unix socket is missing.')
    return
  }
  const end = path ? text.search(/[/?]/) : -1
  const authority = slice(word, 0, end < 0 ? text.length : end)
  if (!path) {
    if (/[/?]/.test(text)) {
      if (text.startsWith('/')) tellSocket(word, 'unix:', report)
      else tellUrl(word, report)
      return
    }
  }
  const colon = authority.text.startsWith('[')
    ? authority.text.indexOf(':', Math.max(0, authority.text.indexOf(']')))
    : authority.text.indexOf(':')
  const host = colon < 0 ? authority.text : authority.text.slice(0, colon)
  if (host === '') {
    report('bad-value', word.at, `There is no host in "${text}".`)
    return
  }
  if (colon < 0) return
  const port = slice(authority, colon + 1)
  if (!isPort(port.text)) {
    report(
      'bad-value',
      port.text === '' ? word.at : port.at,
      port.text === '' ? `The port is missing after ":" in "${text}".` : notPort(port.text),
    )
  } else if (upstreams?.has(host.toLowerCase())) {
    report(
      'port-on-upstream-name',
      port.at,
      `"${host}" is an upstream, whose servers say which ports are asked: nginx refuses a port behind its name, and does not start.`,
      {
        fixes: [
          {
            title: `Remove ":${port.text}"`,
            edits: [{ at: slice(authority, colon).at, text: '' }],
            safe: !survey.portless.has(host.toLowerCase()),
          },
        ],
      },
    )
  }
}

/** A URL, or an address with a path, where an address alone may stand. */
function tellUrl(word: Word, report: Report): void {
  const [, scheme = '', address = '', path = ''] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?]*)(.*)$/i.exec(word.text) ?? []
  const what = [...(scheme ? ['a scheme'] : []), ...(path ? ['a path'] : [])].join(' or ')
  const fix = { title: `Write "${address}" alone`, edits: [{ at: word.at, text: address }] }
  report(
    'scheme-in-address',
    word.at,
    `A host and a port stand here, without ${what}: nginx takes "${word.text}" for a host, and does not start.`,
    {
      fixes: address
        ? [{ ...fix, safe: /^(?:http:\/\/)?$/i.test(scheme) && path === '' && address.includes(':') }]
        : [],
    },
  )
}

/** In `stream`, proxy_pass takes an address alone. */
function checkStreamPass(word: Word, { contexts }: Block, survey: Survey, report: Report): void {
  if (contexts & ~STREAM || word.text.includes('$')) return
  checkUrl(word, false, survey, survey.streamUpstreams, report)
  checkHasPort(word, survey, survey.streamUpstreams, report)
}

/** Only http and https have a port that goes without saying. A single label may be meant for an upstream, which is another matter. */
function checkHasPort(word: Word, survey: Survey, upstreams: Names, report: Report): void {
  const { text } = word
  const isKnown = upstreams.has(text.toLowerCase()) || survey.passed.has(text.toLowerCase())
  if (!survey.complete || survey.extended || !/^[\w-]+(?:\.[\w-]+)+$/.test(text) || isKnown) return
  report(
    'missing-port',
    word.at,
    `The port is missing after "${text}": none goes without saying here, and nginx does not start.`,
  )
}

/** ngx_http_upstream_server and its twin in stream. */
function checkServer(
  address: Word,
  parameters: readonly Word[],
  { contexts }: Block,
  survey: Survey,
  report: Report,
): void {
  if (address.text.includes('$')) {
    report(
      'bad-value',
      address.at,
      `A server of an upstream takes no variables: nginx looks for a host "${address.text}".`,
    )
  } else {
    checkUrl(address, false, survey, undefined, report)
    const ofService = parameters.some(({ text }) => text.startsWith('service='))
    if (contexts === Context.streamUpstream && !ofService && /^[\w.-]+$/.test(address.text)) {
      report(
        'missing-port',
        address.at,
        `The port is missing after "${address.text}": none goes without saying in stream, and nginx does not start.`,
      )
    }
  }
  for (const word of parameters) {
    if (isPlaceholder(word.text)) continue
    const [, name, value] = /^([^=]*)=?(.*)$/.exec(word.text)!
    const check = Object.hasOwn(SERVER_PARAMETERS, name!) ? SERVER_PARAMETERS[name!] : undefined
    if (check === undefined) {
      if (!survey.extended)
        report('bad-value', word.at, `nginx knows no parameter "${word.text}" of a server in an upstream.`)
    } else if (!check(value!) || word.text.includes('=') !== (check !== bare)) {
      report('bad-value', word.at, `nginx refuses the parameter "${word.text}" of a server in an upstream.`)
    }
  }
}

const bare = (value: string): boolean => value === ''

/** With those of the commercial edition and of well-known modules, whose values are not known here. */
const SERVER_PARAMETERS: Readonly<Record<string, (value: string) => boolean>> = {
  weight: value => isNumber(value) && Number(value) > 0,
  max_conns: isNumber,
  max_fails: isNumber,
  fail_timeout: value => isTime(value, true),
  slow_start: () => true,
  route: () => true,
  service: () => true,
  backup: bare,
  down: bare,
  drain: bare,
  resolve: bare,
}
