/** What one version of HAProxy knows of its keywords, as its source says it. */
import { branchesOf, rowsOf, type Source, tablesOf } from './haproxy-source.ts'
import { cFilesOf, type Facts, functionsIn } from './haproxy-tables.ts'

/** The facts of several versions as one: what any of them takes is taken, what only some refuse is not refused. The newest comes last. */
export function combined(versions: readonly string[]): string {
  const all = versions.map(facts => facts.split(' ').filter(fact => fact !== ''))
  const numbersOf = (name: string): readonly number[] =>
    all.flatMap(facts =>
      facts.filter(fact => fact.startsWith(`${name}=`)).map(fact => Number(fact.slice(name.length + 1))),
    )
  const found: string[] = []
  for (const fact of [...new Set(all.toReversed().flat())]) {
    const [name] = fact.split('=')
    const everywhere = all.every(facts => facts.includes(fact))
    if (/^[DFLB]+$/.test(fact) && fact !== 'BE' && fact !== 'FE') {
      const letters = [...'DFLB']
        .filter(letter => all.some(([first]) => /^[DFLB]+$/.test(first ?? '') && first!.includes(letter)))
        .join('')
      if (!found.includes(letters)) found.unshift(letters)
    } else if (/^(?:FE|BE)$/.test(fact)) found.push(fact)
    else if (/^(?:min|max)=/.test(fact)) {
      const numbers = numbersOf(name!)
      const bound = `${name}=${name === 'min' ? Math.min(...numbers) : Math.max(...numbers)}`
      if (numbers.length === all.length && !found.includes(bound)) found.push(bound)
    } else if (/^(?:is=|anonymous$|nodefaults$|no-default$|HTTP$|alone$)/.test(fact)) {
      if (everywhere) found.push(fact)
      else if (fact === 'nodefaults' && all.every(facts => facts.includes('nodefaults') || facts.includes('anonymous')))
        found.push('anonymous')
    } else if (all.at(-1)!.includes(fact)) found.push(fact)
  }
  return [...new Set(found)].join(' ')
}

/** The sections that a configuration may hold, with the function that reads each. Those of other files (SPOE) are registered elsewhere. */
export function sectionsOf(source: Source): Facts {
  const found: Facts = new Map()
  for (const text of cFilesOf(source)) {
    for (const [, name] of text.matchAll(/REGISTER_CONFIG_SECTION\("([\w-]+)"\s*,\s*\w+/g)) found.set(name!, '')
    for (const [, name] of text.matchAll(/cfg_register_section\("([\w-]+)"\s*,\s*\w+/g))
      if (!name!.startsWith('spoe-')) found.set(name!, '')
  }
  return found
}

/** Which proxy sections a keyword is documented for. */
export interface Matrix {
  /** Letters of defaults, frontend, listen and backend, by the keyword with its words. */
  readonly sections: ReadonlyMap<string, string>
  readonly deprecated: ReadonlySet<string>
}

/** The matrix of proxy keywords in the configuration manual, and the keywords that its headings call deprecated. */
export function matrixOf(source: Source): Matrix {
  const text = source.get('doc/configuration.txt') ?? ''
  const header = /^ keyword +defaults +frontend +listen +backend$/gm
  const ends = [...text.matchAll(header)].map(({ index }) => index)
  const sections = new Map<string, string>()
  const deprecated = new Set<string>()
  for (const [, head, marks] of text
    .slice(ends[0], ends.at(-1))
    .matchAll(/^([a-z][a-z0-9_ -]*?(?: +\([*a-z]+\))* *) {2,}((?:[X-](?: \(!\))? *){4})$/gm)) {
    const name = head!.replace(/\(.*/, '').trim()
    const letters = [...marks!.matchAll(/[X-]/g)].map(([mark], index) => (mark === 'X' ? 'DFLB'[index] : '')).join('')
    sections.set(name, letters)
    if (/deprecated/.test(head!)) deprecated.add(name)
  }
  for (const [, name] of text.matchAll(/^([a-z][\w.-]+)(?: [<[{(][^\n]*)? \(deprecated\)/gm)) deprecated.add(name!)
  return { sections, deprecated }
}

/** Keywords by the section that they stand in; those of defaults, frontend, listen and backend count as of `proxy`. */
export function keywordsOf(source: Source, matrix: Matrix): Facts {
  const functions = functionsIn(source)
  const found: Facts = new Map()
  for (const { section, keyword, text } of [...comparedIn(source, functions), ...registeredIn(source, functions)]) {
    if (section === 'ruleset' || isGone(keyword, text)) continue
    const marks = section === 'proxy' ? (matrix.sections.get(keyword) ?? lettersOf(keyword, matrix)) : ''
    const facts = `${marks} ${factsOf(keyword, text, section)}`.trimEnd()
    const before = found.get(`${section} ${keyword}`)
    if (!before || before.length < facts.length) found.set(`${section} ${keyword}`, facts)
  }
  for (const [name, letters] of matrix.sections) {
    const [first] = name.split(' ')
    if (name !== first) found.set(`proxy ${name}`, letters)
  }
  return found
}

/** The code does nothing but refuse the keyword. */
const isGone = (keyword: string, text: string): boolean =>
  /^[\s=0)]*\{\s*(?:ha_alert|Alert)\(/.test(text) ||
  branchesOf(text, 'args[0]').some(
    branch => branch.keyword === keyword && /^[^}]*not supported anymore/.test(branch.text),
  )

/** The sections of a keyword of which the manual lists only forms with a second word: those that any of them has. */
function lettersOf(keyword: string, matrix: Matrix): string {
  const all = [...matrix.sections]
    .filter(([name]) => name.startsWith(`${keyword} `))
    .map(([, letters]) => letters)
    .join('')
  return [...'DFLB'].filter(letter => all.includes(letter)).join('')
}

interface Found {
  readonly section: string
  readonly keyword: string
  /** The code that reads it. */
  readonly text: string
}

const proxySections = /^(?:defaults|frontend|listen|backend)$/

function comparedIn(source: Source, functions: ReadonlyMap<string, string>): readonly Found[] {
  const readers = cFilesOf(source).flatMap(text => [
    ...text.matchAll(/REGISTER_CONFIG_SECTION\("([\w-]+)"\s*,\s*(\w+)/g),
    ...text.matchAll(/cfg_register_section\("([\w-]+)"\s*,\s*(\w+)/g),
  ])
  const names = new Set(readers.map(([, name]) => name!))
  return readers
    .filter(([, name]) => !name!.startsWith('spoe-') && (!proxySections.test(name!) || name === 'listen'))
    .flatMap(([, name, reader]) =>
      branchesOf(functions.get(reader!) ?? '', 'args[0]')
        .filter(({ keyword }) => !/^(?:if|unless)$/.test(keyword))
        .filter(({ keyword }) => !names.has(keyword) || (keyword === 'peers' && name !== 'peers'))
        .map(({ keyword, text }) => ({ section: name === 'listen' ? 'proxy' : name!, keyword, text })),
    )
}

const registeredAs: Readonly<Record<string, string>> = {
  CFG_GLOBAL: 'global',
  CFG_LISTEN: 'proxy',
  CFG_USERLIST: 'userlist',
  CFG_PEERS: 'peers',
  CFG_CRTSTORE: 'crt-store',
  CFG_TRACES: 'traces',
  CFG_ACME: 'acme',
}

function registeredIn(source: Source, functions: ReadonlyMap<string, string>): readonly Found[] {
  const rows = cFilesOf(source).flatMap(text => tablesOf(text, 'cfg_kw_list').flatMap(({ body }) => rowsOf(body)))
  return rows.flatMap(([where, keyword, reader]) => {
    const section = registeredAs[where!]
    const text = functions.get(reader!) ?? ''
    // Of such a function's answer any number but -1 is a warning: what it refuses is accepted.
    return section && keyword ? [{ section, keyword, text: /return err_code;/.test(text) ? '' : text }] : []
  })
}

/** Arguments and value of a keyword, and where it is refused, as far as the code that reads it leaves no doubt. */
function factsOf(keyword: string, code: string, section: string): string {
  // One function may read several keywords: what comes before the first of them holds for all.
  const own = branchesOf(code, 'args[0]').find(branch => branch.keyword === keyword)?.text
  const text = own === undefined ? code : `${code.slice(0, code.search(/strcmp\(\s*args\[0\]/))}\n${own}`
  const inner = text.search(/strcmp\(\s*args\[(?:1|cur_arg|arg)\]|strcmp\(\*?args\b|if \(!?strncmp/)
  const head = inner < 0 ? text : text.slice(0, inner)
  const facts: string[] = []
  const limits = [...text.matchAll(/\b(?:alertif_)?too_many_args(?:_idx)?\(([^,]+),\s*(\w+)?/g)]
  const most =
    limits.length === 1 &&
    /^\d+$/.test(limits[0]![1]!) &&
    head.includes(limits[0]![0]) &&
    (!limits[0]![0].includes('_idx') || limits[0]![2] === '0')
      ? limits[0]![1]
      : ''
  const needsOne =
    /(?:\*\(?args\[1\]\)? == 0|!\*\(?args\[1\]\)?|!args\[1\]\[0\])\)\s*\{?\s*(?:ha_alert|Alert|memprintf|return -1)/.test(
      head,
    )
  if (most) facts.push(`max=${most}`)
  if (needsOne) facts.push('min=1')
  const kind = /parse_time_err\(args\[1\]/.test(head)
    ? 'time'
    : /parse_size_err\(args\[1\]/.test(head)
      ? 'size'
      : /\b(?:atoi|atol|atoll|strtol|strtoul|strtoll|strtoull)\(args\[1\]/.test(head)
        ? 'number'
        : ''
  if (kind) facts.push(`is=${kind}`)
  if (section !== 'proxy') return facts.join(' ')
  if (/not (?:allowed|permitted) in anonymous 'defaults'/.test(head)) facts.push('anonymous')
  else if (/not (?:allowed|permitted|supported) in '?defaults'? section/.test(head)) facts.push('nodefaults')
  return facts.join(' ')
}

/** Words that are compared one by one in a function of their own. */
const comparisons: readonly (readonly [table: string, function_: string, word: string])[] = [
  ['balanceAlgorithms', 'backend_parse_balance', 'args[0]'],
  ['timeouts', 'proxy_parse_timeout', 'args[0]'],
  ['timeouts', 'proxy_parse_timeout', 'name'],
]

/** Further tables of single words: algorithms of `balance`, names of `timeout`, `option`s, what a stick table can store. */
export function wordsOf(source: Source): ReadonlyMap<string, Facts> {
  const functions = functionsIn(source)
  const found = new Map<string, Facts>([
    ['options', optionNamesOf(source, functions)],
    ['stickData', stickDataOf(source)],
  ])
  for (const [table, name, word] of comparisons) {
    const facts = found.get(table) ?? new Map()
    found.set(table, facts)
    // The names from before "timeout" are read by the same function.
    for (const { keyword } of branchesOf(functions.get(name) ?? '', word))
      if (!/timeout$/.test(keyword)) facts.set(keyword, '')
  }
  return found
}

/** `option` names, with the side that they are for and whether they need HTTP. */
function optionNamesOf(source: Source, functions: ReadonlyMap<string, string>): Facts {
  const found: Facts = new Map()
  for (const text of cFilesOf(source)) {
    for (const table of ['cfg_opts', 'cfg_opts2', 'cfg_opts3']) {
      const { body } = tablesOf(text, 'cfg_opt').find(({ name }) => name === table) ?? { body: '' }
      for (const [name, , side, , mode] of rowsOf(body)) {
        const facts = [
          ...(/FE/.test(side ?? '') ? ['FE'] : []),
          ...(/BE/.test(side ?? '') ? ['BE'] : []),
          ...(/HTTP/.test(mode ?? '') ? ['HTTP'] : []),
        ].join(' ')
        if (facts || !found.has(name!)) found.set(name!, facts)
      }
    }
  }
  const body = functions.get('cfg_parse_listen') ?? ''
  const start = body.search(/strcmp\(args\[0\], "option"\)/)
  const end = body.slice(start + 30).search(/strcmp\(args\[0\], "default_backend"\)/)
  for (const { keyword, text } of branchesOf(body.slice(start, start + 30 + end), 'args[1]')) {
    if (found.has(keyword) || isGone(keyword, text)) continue
    const limits = [...text.matchAll(/too_many_args_idx\((\d+), 1,/g)]
    found.set(keyword, limits.length === 1 && limits[0]![1] === '0' ? 'alone' : '')
  }
  return found
}

function stickDataOf(source: Source): Facts {
  const found: Facts = new Map()
  for (const text of cFilesOf(source)) {
    for (const { body } of tablesOf(text, 'stktable_data_type')) {
      for (const [, name, rest] of body.matchAll(/\.name = "(\w+)"([^\n]*)/g)) {
        found.set(
          name!,
          [/is_array = 1/.test(rest!) ? 'array' : '', /arg_type = ARG_T_DELAY/.test(rest!) ? 'time' : '']
            .join(' ')
            .trim(),
        )
      }
    }
  }
  return found
}
