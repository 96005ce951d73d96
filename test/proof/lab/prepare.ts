/** Makes a text runnable without changing what it says: the least around a fragment, and a listening address that leaves the neighbours' ports free. No line moves in the text that is checked. */

/** The files of a configuration's folder, the main one first. */
export type Files = readonly [File, ...File[]]

export interface File {
  readonly path: string
  readonly text: string
}

export interface Prepared {
  readonly files: Files
  /** The first port that the gateway listens on. */
  readonly port: number
  readonly tls: boolean
}

/** Where the gateway listens instead of on every address. Its own loopback stays 127.0.0.1. */
export const gatewayAddress = '127.0.0.2'

/** `streamModule`: the file to load where the stream module is not built in. */
export function prepareNginx([main, ...others]: Files, streamModule?: string): Prepared {
  const module = streamModule && usesStream(main.text) ? `load_module ${streamModule}; ` : ''
  const whole = { path: main.path, text: module + inMainContext(main.text) }
  const files = [whole, ...others].map(({ path, text }) => ({ path, text: withListens(rebound(text)) }))
  const listen = /(?:^|[\s;{])listen\s+(?:[^\s;]*:)?(\d+)([^;]*)/
  const [, port = '80', options = ''] = listen.exec(files.map(file => blanked(file.text)).join('\n')) ?? []
  return { files: files as [File, ...File[]], port: Number(port), tls: /\bssl\b/.test(options) }
}

export function prepareHaproxy([main, ...others]: Files): Prepared {
  const text = main.text.replace(
    /^(\s*bind\s+)(\S+)/gm,
    (_, bind: string, addresses: string) =>
      bind + addresses.replace(/(^|,)(?:\*|0\.0\.0\.0|::|\[::\])?(?=:\d)/g, `$1${gatewayAddress}`),
  )
  const [, port = '80', options = ''] = /^\s*bind\s+[^\s,]*:(\d+)(.*)$/m.exec(text) ?? []
  return { files: [{ path: main.path, text }, ...others], port: Number(port), tls: /\sssl\b/.test(options) }
}

/** Whether an nginx text has a block of the stream module. */
export const usesStream = (text: string): boolean => streamBlock.test(blanked(text))

const streamBlock = /(?:^|[\s;}])stream\s*\{/

const rebound = (text: string): string =>
  text.replace(/((?:^|[\s;{])listen\s+)(?:\*:|0\.0\.0\.0:)?(\d+)(?=[\s;])/g, `$1${gatewayAddress}:$2`)

/** The same HAProxy text, with a log on the terminal where it has none. */
export function withLog(text: string): string {
  if (/^\s*log\s+std(?:out|err)\b/m.test(text)) return text
  const format = /^\s*(?:option\s+(?:http|tcp)log|log-format)\b/m.test(text) ? '' : '\n  option httplog'
  return text.replace(/^(?:frontend|listen)\s.*$/gm, header => `${header}\n  log stdout format raw local0${format}`)
}

const mainContexts = new Set(['http', 'stream', 'mail', 'events'])
const httpBlocks = new Set(['server', 'upstream', 'map', 'geo', 'split_clients', 'types', 'match'])

/** Puts a fragment into the contexts that it was written for, on the line where it begins. */
function inMainContext(text: string): string {
  const names = outermostNames(text)
  const has = (wanted: ReadonlySet<string>): boolean => names.some(name => wanted.has(name))
  const events = names.includes('events') ? '' : 'events {} '
  if (has(mainContexts)) return events + text
  if (has(httpBlocks) || !names.includes('location')) return `${events}http { ${text}\n}`
  return `${events}http { server { listen 80; ${text}\n} }`
}

/** A server without `listen` gets the address that nginx would take, but our own: only within `http`, where nginx has a default. */
function withListens(text: string): string {
  const bare = blanked(text)
  const stream = streamBlock.exec(bare)
  const streamEnd = stream ? blockEnd(bare, stream.index + stream[0].length) : 0
  const inserts = Array.from(bare.matchAll(/(?:^|[\s;{}])server\s*\{/g), match => match.index + match[0].length).filter(
    start =>
      !(stream && start > stream.index && start < streamEnd) &&
      !/(?:^|[\s;{}])listen\s/.test(bare.slice(start, blockEnd(bare, start))),
  )
  return inserts.reduceRight(
    (result, at) => `${result.slice(0, at)} listen ${gatewayAddress}:80;${result.slice(at)}`,
    text,
  )
}

/** Where the block ends whose inside begins at `start`. */
function blockEnd(bare: string, start: number): number {
  let depth = 1
  for (let at = start; at < bare.length; at++) {
    if (bare[at] === '{') depth++
    if (bare[at] === '}' && --depth === 0) return at
  }
  return bare.length
}

function outermostNames(text: string): readonly string[] {
  const names: string[] = []
  let depth = 0
  let fresh = true
  for (const [token] of blanked(text).matchAll(/[{};]|[^\s{};]+/g)) {
    if (fresh && depth === 0 && /^\w+$/.test(token)) names.push(token)
    if (token === '{') depth++
    if (token === '}') depth--
    fresh = /[{};]/.test(token)
  }
  return names
}

/** Comments, strings and `${…}` as blanks of the same length, so that braces and names are only those of the structure. */
const blanked = (text: string): string =>
  text.replace(/(?<=^|[\s;{}])#.*|"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\$\{[^}\n]*\}/gm, hidden =>
    hidden.replace(/[^\n]/g, ' '),
  )
