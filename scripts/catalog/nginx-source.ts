/** Reads the directives and variables that one C file of nginx declares. */

/** A row of an `ngx_command_t` table. */
export interface Command {
  readonly name: string
  /** Which of nginx's configuration worlds it belongs to. */
  readonly family: Family
  /** Letters of {@link contextLetters}, in that order. */
  readonly contexts: string
  /** See the head of the generated file. */
  readonly args: string
  readonly handler: string
  /** The field that a slot handler fills, without its struct. */
  readonly field: string | undefined
  /** The name of the table or bounds that the handler is given. */
  readonly post: string | undefined
}

export type Family = 'any' | 'core' | 'events' | 'http' | 'upstream' | 'stream' | 'stream-upstream' | 'mail'

export interface SourceFile {
  readonly commands: readonly Command[]
  /** Words of `ngx_conf_enum_t` and `ngx_conf_bitmask_t` tables, with the constant behind each. */
  readonly words: ReadonlyMap<string, readonly (readonly [word: string, constant: string])[]>
  /** Limits of `ngx_conf_num_bounds_t`: "1-9". */
  readonly bounds: ReadonlyMap<string, string>
  /** What an `ngx_conf_deprecated_t` says to use in its place. */
  readonly replaced: ReadonlyMap<string, string>
  /** Handlers that refuse a second time outright. */
  readonly onceOnly: ReadonlySet<string>
  /** The C expression of each field's default. */
  readonly defaults: ReadonlyMap<string, string>
  readonly variables: readonly Variable[]
}

export interface Variable {
  readonly family: 'http' | 'stream'
  readonly name: string
  /** The configuration may give it a value of its own. */
  readonly changeable: boolean
}

/** The letter of each context flag. */
export const contextLetters: ReadonlyMap<string, string> = new Map([
  ['NGX_ANY_CONF', '*'],
  ['NGX_MAIN_CONF', 'm'],
  ['NGX_DIRECT_CONF', 'm'],
  ['NGX_EVENT_CONF', 'e'],
  ['NGX_HTTP_MAIN_CONF', 'h'],
  ['NGX_HTTP_SRV_CONF', 's'],
  ['NGX_HTTP_LOC_CONF', 'l'],
  ['NGX_HTTP_UPS_CONF', 'u'],
  ['NGX_HTTP_SIF_CONF', 'i'],
  ['NGX_HTTP_LIF_CONF', 'j'],
  ['NGX_HTTP_LMT_CONF', 'x'],
  ['NGX_STREAM_MAIN_CONF', 'H'],
  ['NGX_STREAM_SRV_CONF', 'S'],
  ['NGX_STREAM_UPS_CONF', 'U'],
  ['NGX_MAIL_MAIN_CONF', 'M'],
  ['NGX_MAIL_SRV_CONF', 'N'],
])

/** What a file declares. `strict`: throws where a table holds a row in a form that is not known here, so that no fact is lost unseen. */
export function readSource(text: string, path: string, strict: boolean): SourceFile {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^#(?:.*\\\r?\n)*.*$/gm, '')
  return {
    commands: tables(code, 'ngx_command_t').flatMap(({ body }) => commandsIn(body, path, strict)),
    words: new Map(
      [...tables(code, 'ngx_conf_enum_t'), ...tables(code, 'ngx_conf_bitmask_t')].map(({ name, body }) => [
        name,
        [...body.matchAll(/ngx_string\("([^"]*)"\),\s*(\w+)/g)].map(
          ([, word, constant]) => [word!, constant!] as const,
        ),
      ]),
    ),
    bounds: pairs(
      code,
      /ngx_conf_num_bounds_t\s+(\w+)\s*=\s*\{\s*\w+,\s*(-?\d+),\s*(-?\d+)/g,
      (low, high) => `${low}-${high}`,
    ),
    replaced: pairs(code, /ngx_conf_deprecated_t\s+(\w+)\s*=\s*\{\s*\w+,\s*"[^"]*",\s*"((?:[^"\\]|\\.)*)"/g, name =>
      name.replace(/\\"/g, '"'),
    ),
    onceOnly: onceOnly(code),
    defaults: pairs(
      code,
      /ngx_conf_(?:merge|init)_\w+\(\s*\w+->([\w.]+),(?:\s*\w+->[\w.]+,)?\s*([^;]+?)\);/g,
      value => value,
    ),
    variables: variablesIn(code, path),
  }
}

const tables = (code: string, type: string): readonly { name: string; body: string }[] =>
  [...code.matchAll(new RegExp(`\\b${type}\\s+(\\w+)\\[\\]\\s*=\\s*\\{([\\s\\S]*?)\\n\\s*\\};`, 'g'))].map(
    ([, name, body]) => ({ name: name!, body: body! }),
  )

function pairs(code: string, pattern: RegExp, make: (...groups: string[]) => string): ReadonlyMap<string, string> {
  return new Map(
    [...code.matchAll(pattern)].map(([, name, ...groups]) => [name!, make(...groups.map(group => group!))]),
  )
}

const ROW =
  /\{\s*ngx_string\("([^"]+)"\),\s*([A-Z0-9_|\s]+?),\s*(\w+),\s*([^,]+),\s*(offsetof\([^)]*\)|[^,]+?),\s*([^}]+?)\s*\}/g

function commandsIn(body: string, path: string, strict: boolean): readonly Command[] {
  const rows = [...body.matchAll(ROW)]
  const written = body.split('ngx_string(').length - 1
  if (strict && rows.length !== written)
    throw new Error(`${path}: ${written} directives, of which ${rows.length} were understood`)
  return rows.map(([, name, flags, handler, , offset, post]) => {
    const words = flags!.split('|').map(flag => flag.trim())
    return {
      name: name!,
      family: familyOf(words, path),
      contexts: [
        ...new Set([...contextLetters].flatMap(([flag, letter]) => (words.includes(flag) ? letter : []))),
      ].join(''),
      args: argsOf(words),
      handler: handler!,
      field: /^offsetof\(\w+,\s*([\w.]+)\)$/.exec(offset!)?.[1],
      post: /^&?(\w+)(?:\[0\])?$/.exec(post!)?.[1],
    }
  })
}

function familyOf(flags: readonly string[], path: string): Family {
  const has = (prefix: string): boolean => flags.some(flag => flag.startsWith(prefix) && flag.endsWith('_CONF'))
  if (flags.includes('NGX_ANY_CONF')) return 'any'
  if (has('NGX_MAIN_CONF')) return 'core'
  if (has('NGX_EVENT_')) return 'events'
  if (has('NGX_MAIL_') || has('NGX_IMAP_')) return 'mail'
  if (has('NGX_STREAM_')) return has('NGX_STREAM_MAIN') || has('NGX_STREAM_SRV') ? 'stream' : 'stream-upstream'
  if (has('NGX_HTTP_'))
    return flags.filter(flag => /^NGX_HTTP_.*_CONF$/.test(flag)).every(flag => flag === 'NGX_HTTP_UPS_CONF')
      ? 'upstream'
      : 'http'
  throw new Error(`${path}: no context among ${flags.join('|')}`)
}

/** "12" one or two, "0" none, "+" one or more, "++" two or more, "f" on or off, "*" any; then "{" for a block. */
function argsOf(flags: readonly string[]): string {
  const block = flags.includes('NGX_CONF_BLOCK') ? '{' : ''
  if (flags.includes('NGX_CONF_ANY')) return `*${block}`
  if (flags.includes('NGX_CONF_FLAG')) return `f${block}`
  if (flags.includes('NGX_CONF_1MORE')) return `+${block}`
  if (flags.includes('NGX_CONF_2MORE')) return `++${block}`
  const counts = flags.flatMap(flag =>
    flag === 'NGX_CONF_NOARGS' ? '0' : [...(/^NGX_CONF_TAKE(\d+)$/.exec(flag)?.[1] ?? '')],
  )
  return [...new Set(counts)].sort().join('') + block
}

/** Functions that begin with `if (set already) return "is duplicate"`; a test for NULL or zero means that `off` came before, which is another matter. */
function onceOnly(code: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [, name, body] of code.matchAll(/^(ngx_\w+)\([^;{]*?\)\n\{\n([\s\S]*?)^\}/gm)) {
    const condition = /^ {4}if \(([^\n]*)\) \{\n {8}return "is duplicate";/m.exec(body!)?.[1]
    if (condition && !/== (?:NULL|0)$/.test(condition)) found.add(name!)
  }
  return found
}

function variablesIn(code: string, path: string): readonly Variable[] {
  return (['http', 'stream'] as const).flatMap(family => {
    const inTables = tables(code, `ngx_${family}_variable_t`).flatMap(({ body }) =>
      [...body.matchAll(/\{\s*ngx_string\("(\w+)"\)([^}]*)\}/g)].map(([, name, rest]) => ({
        family,
        name: name!,
        changeable: /_VAR_CHANGEABLE\b/.test(rest!),
      })),
    )
    const call = new RegExp(`ngx_${family}_add_variable\\(cf,\\s*&(\\w+),([^)]*)\\)`, 'g')
    const alone = [...code.matchAll(call)].flatMap(([, constant, flags]) => {
      const name = new RegExp(`ngx_str_t\\s+${constant}\\s*=\\s*ngx_string\\("(\\w+)"\\)`).exec(code)?.[1]
      if (!name && constant !== 'name')
        throw new Error(`${path}: the variable ${constant} has no name that can be read`)
      return name ? [{ family, name, changeable: /_VAR_CHANGEABLE\b/.test(flags!) }] : []
    })
    return [...inTables, ...alone]
  })
}
