/** What HAProxy's versions know: sections, keywords, options, actions, sample fetches and converters, each with its versions. */
import * as generated from './haproxy.gen.ts'

/** A name that some version of HAProxy knows. */
export interface Entry {
  readonly name: string
  /** The first version that has it, such as "2.6"; undefined where every version since 1.5 has it. */
  readonly since: string | undefined
  /** The last version that has it; undefined where the newest still does. */
  readonly until: string | undefined
  /** The version since which its documentation calls it deprecated. */
  readonly deprecated: string | undefined
  /** A version that is still maintained has it (2.4 and later). */
  readonly current: boolean
  /** What else the table says, as it stands there. */
  readonly facts: readonly string[]
}

/** A keyword of a section. */
export interface Keyword extends Entry {
  /** The sections in which it has an effect, as the manual lists them; empty where the manual lists none. */
  readonly sections: readonly string[]
  /** How many words may follow, where the source leaves no doubt. */
  readonly least: number
  readonly most: number
  readonly value: 'time' | 'size' | 'number' | undefined
  /** Refused in every `defaults`, or in one without a name alone. */
  readonly refusedIn: 'defaults' | 'anonymous defaults' | undefined
  /** The keyword with its second word, where the manual lists such forms: `option httplog` of `option`. */
  readonly forms: ReadonlyMap<string, Keyword>
}

/** An option of a `bind` or `server` line. */
export interface Option extends Entry {
  /** How many words follow it; -1 where that varies. */
  readonly words: number
  /** A `default-server` line takes it. */
  readonly inDefaults: boolean
}

/** A sample fetch or a converter. */
export interface Sample extends Entry {
  readonly least: number
  readonly most: number
  /** The type of its result, such as "str", "sint", "ipv4". */
  readonly result: string
  /** The types of its arguments, as far as they are declared. */
  readonly types: readonly string[]
}

/** An action of `http-request` and its like. */
export interface Action extends Entry {
  /** Its name is only the beginning of what is written: `set-var(txn.x)`, `track-sc0`. */
  readonly isPrefix: boolean
}

export const versions: readonly string[] = generated.versions

const firstMaintained = versions.indexOf('2.4')

/** A table is read when it is first asked. */
function lazily<T extends Entry>(text: string, refine: (entry: Entry) => T): () => ReadonlyMap<string, T> {
  let map: ReadonlyMap<string, T> | undefined
  return () => {
    map ??= new Map(
      text
        .split('\n')
        .map(entryOf)
        .map(entry => [entry.name, refine(entry)]),
    )
    return map
  }
}

function entryOf(row: string): Entry {
  const [name = '', first, last, deprecated, facts = ''] = row.split('|')
  return {
    name,
    since: first ? versions[Number(first)] : undefined,
    until: last ? versions[Number(last)] : undefined,
    deprecated: deprecated ? versions[Number(deprecated)] : undefined,
    current: !last || Number(last) >= firstMaintained,
    facts: facts.split(' ').filter(fact => fact !== ''),
  }
}

const letters: Readonly<Record<string, string>> = { D: 'defaults', F: 'frontend', L: 'listen', B: 'backend' }

function keywordOf(entry: Entry): Keyword {
  const space = entry.name.indexOf(' ')
  const section = entry.name.slice(0, space)
  const { facts } = entry
  const fact = (name: string): string | undefined =>
    facts.find(text => text.startsWith(`${name}=`))?.slice(name.length + 1)
  const marks =
    section === 'proxy' && /^[DFLB]+$/.test(facts[0] ?? '') ? [...facts[0]!].map(letter => letters[letter]!) : []
  return {
    ...entry,
    name: entry.name.slice(space + 1),
    sections: section === 'proxy' ? marks : [section],
    least: Number(fact('min') ?? 0),
    most: Number(fact('max') ?? Infinity),
    value: fact('is') as Keyword['value'],
    refusedIn: facts.includes('nodefaults')
      ? 'defaults'
      : facts.includes('anonymous')
        ? 'anonymous defaults'
        : undefined,
    forms: none,
  }
}

const none: ReadonlyMap<string, never> = new Map<string, never>()

const optionOf = (entry: Entry): Option => ({
  ...entry,
  words: Number(entry.facts[0] ?? 0),
  inDefaults: !entry.facts.includes('no-default'),
})

function sampleOf(entry: Entry): Sample {
  const [count = '0-0', type = ''] = entry.facts
  const [least = 0, most = 0] = count.split('-').map(Number)
  const [result = '', types = ''] = type.split(/[()]/)
  return { ...entry, least, most, result, types: types === '' ? [] : types.split(',') }
}

const asItIs = (entry: Entry): Entry => entry

/** Sections: `global`, `frontend`. */
export const sections = lazily(generated.sections, asItIs)
/** Keywords by section and name: `global maxconn`, `proxy bind`, `proxy option httplog`. The four proxy sections count as one. */
export const keywords = lazily(generated.keywords, keywordOf)
/** Names after `option` in a proxy; facts: FE, BE for the side that they are for, HTTP where they need `mode http`. */
export const options = lazily(generated.options, asItIs)
/** Names after `timeout` in a proxy. */
export const timeouts = lazily(generated.timeouts, asItIs)
/** Algorithms of `balance`; some are followed by parentheses. */
export const balanceAlgorithms = lazily(generated.balanceAlgorithms, asItIs)
/** Options of a `bind` line. */
export const bindOptions = lazily(generated.bindOptions, optionOf)
/** Options of a `server`, `default-server` or `server-template` line. */
export const serverOptions = lazily(generated.serverOptions, optionOf)
/** Sample fetches: `path`, `req.hdr`. */
export const fetches = lazily(generated.fetches, sampleOf)
/** Converters: `lower`, `map_str`. */
export const converters = lazily(generated.converters, sampleOf)
/** Keywords of ACLs that are no fetch by themselves: `path_beg`, `hdr_dom`. */
export const aclKeywords = lazily(generated.aclKeywords, asItIs)
/** Actions by set of rules and name: `http-request set-header`, `tcp-request content accept`. */
export const actions = lazily(
  generated.actions,
  (entry): Action => ({ ...entry, isPrefix: entry.facts.includes('prefix') }),
)
/** Names after `filter`. */
export const filters = lazily(generated.filters, asItIs)
/** Aliases in a log format: `ci` for `%ci`. */
export const logAliases = lazily(generated.logAliases, asItIs)
/** What `stick-table … store` can keep. */
export const stickData = lazily(generated.stickData, asItIs)

let byRuleSet: ReadonlyMap<string, ReadonlyMap<string, Action>> | undefined

function actionsByRuleSet(): ReadonlyMap<string, ReadonlyMap<string, Action>> {
  if (byRuleSet) return byRuleSet
  const found = new Map<string, Map<string, Action>>()
  for (const [key, action] of actions()) {
    const space = key.lastIndexOf(' ')
    const own = found.get(key.slice(0, space)) ?? new Map<string, Action>()
    found.set(key.slice(0, space), own.set(key.slice(space + 1), action))
  }
  byRuleSet = found
  return found
}

/** The actions of a set of rules, such as `http-request` or `tcp-request content`, by name. */
export const actionsOf = (ruleSet: string): ReadonlyMap<string, Action> => actionsByRuleSet().get(ruleSet) ?? none

/** The sets of rules that have an action. */
export const ruleSetsOf = (action: string): readonly string[] =>
  [...actionsByRuleSet()].filter(([, own]) => own.has(action)).map(([ruleSet]) => ruleSet)

/** Keywords of all sections by section, those of one word by name; the four proxy sections share those of `proxy`. */
let bySection: ReadonlyMap<string, ReadonlyMap<string, Keyword>> | undefined

function keywordsBySection(): ReadonlyMap<string, ReadonlyMap<string, Keyword>> {
  if (bySection) return bySection
  const found = new Map<string, Map<string, Keyword>>()
  const forms = new Map<string, Map<string, Keyword>>()
  for (const [key, keyword] of keywords()) {
    const [section = '', name = '', ...second] = key.split(' ')
    if (second.length === 0) {
      const own = forms.get(`${section} ${name}`) ?? new Map<string, Keyword>()
      forms.set(`${section} ${name}`, own)
      const names = found.get(section) ?? new Map<string, Keyword>()
      found.set(section, names.set(name, { ...keyword, forms: own }))
    } else forms.get(`${section} ${name}`)?.set(second.join(' '), keyword)
  }
  for (const section of Object.values(letters)) found.set(section, found.get('proxy')!)
  bySection = found
  return found
}

/** The keywords of a section by their first word, also those that only versions before 2.4 had; none for a section that is not known. */
export const keywordsOf = (section: string): ReadonlyMap<string, Keyword> => keywordsBySection().get(section) ?? none

let byKeyword: ReadonlyMap<string, readonly string[]> | undefined

/** The sections in which a maintained version reads a keyword. */
export function sectionsOf(name: string): readonly string[] {
  if (!byKeyword) {
    const found = new Map<string, string[]>()
    for (const [key, { current, name, sections }] of keywords()) {
      if (!current || name.includes(' ')) continue
      const all = key.startsWith('proxy ') && sections.length === 0 ? Object.values(letters) : sections
      found.set(name, [...(found.get(name) ?? []), ...all])
    }
    byKeyword = found
  }
  return byKeyword.get(name) ?? []
}
