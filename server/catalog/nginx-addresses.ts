/** What nginx refuses as an address to ask: of a server in an upstream, of what requests are passed to. */
import { pointAt, slice, type Word } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { Context } from './nginx.ts'
import type { Block, Report } from './nginx-blocks.ts'
import type { Survey } from './nginx-survey.ts'
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
    const other = /^[a-z][a-z0-9+.-]*:\/\//i.exec(word.text)?.[0]
    report(
      'bad-value',
      word.at,
      other
        ? `proxy_pass speaks http:// or https://, not ${other}.`
        : `proxy_pass needs a scheme: http:// or https:// before "${word.text}".`,
      {
        fixes: other
          ? []
          : [
              {
                title: 'Add http://',
                edits: [{ at: pointAt(word.at.file, word.at.start), text: 'http://' }],
                safe: false,
              },
            ],
      },
    )
    return
  }
  const address = slice(word, scheme?.length ?? 0)
  checkUrl(address, schemeNeeded, survey.upstreams, report)
  if (!schemeNeeded) checkHasPort(address, survey, survey.upstreams, report)
  if (schemeNeeded) checkPath(address, word, block, report)
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
  report('bad-value', word.at, `In ${where}, nginx refuses a proxy_pass that has a path of its own ("${path}").`, {
    fixes:
      path === '/'
        ? [
            {
              title: 'Remove the "/"',
              edits: [{ at: slice(address, address.text.length - 1).at, text: '' }],
              safe: false,
            },
          ]
        : [],
  })
}

function pathOf(text: string): string {
  if (/^unix:/i.test(text)) return text.slice(5).includes(':') ? text.slice(text.indexOf(':', 5) + 1) : ''
  const at = text.search(/[/?]/)
  return at < 0 ? '' : text.slice(at)
}

/** ngx_parse_url. `path`: one may follow the address. */
function checkUrl(word: Word, path: boolean, upstreams: ReadonlySet<string> | undefined, report: Report): void {
  const { text } = word
  if (/^unix:/i.test(text)) {
    if (text.length === 5) report('bad-value', word.at, 'The path of the unix socket is missing.')
    return
  }
  const end = path ? text.search(/[/?]/) : -1
  const authority = slice(word, 0, end < 0 ? text.length : end)
  if (!path) {
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0]
    if (scheme) {
      report('bad-value', word.at, `An address stands here without a scheme: nginx refuses "${scheme}".`, {
        fixes: [
          { title: `Remove ${scheme}`, edits: [{ at: slice(word, 0, scheme.length).at, text: '' }], safe: false },
        ],
      })
      return
    }
    if (/[/?]/.test(text)) {
      report('bad-value', word.at, `An address stands here without a path: nginx refuses "${text}" as a host.`)
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
      'bad-value',
      port.at,
      `The upstream ${host} says which ports are asked: nginx refuses a port with its name.`,
      {
        fixes: [
          { title: `Remove ":${port.text}"`, edits: [{ at: slice(authority, colon).at, text: '' }], safe: false },
        ],
      },
    )
  }
}

/** In `stream`, proxy_pass takes an address alone. */
function checkStreamPass(word: Word, { contexts }: Block, survey: Survey, report: Report): void {
  if (contexts & ~STREAM || word.text.includes('$')) return
  checkUrl(word, false, survey.streamUpstreams, report)
  checkHasPort(word, survey, survey.streamUpstreams, report)
}

/** Only http and https have a port that goes without saying. A single label may be meant for an upstream, which is another matter. */
function checkHasPort(word: Word, survey: Survey, upstreams: ReadonlySet<string>, report: Report): void {
  const { text } = word
  if (!survey.complete || survey.extended || !/^[\w-]+(?:\.[\w-]+)+$/.test(text) || upstreams.has(text.toLowerCase()))
    return
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
    checkUrl(address, false, undefined, report)
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
