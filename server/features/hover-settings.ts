/** What counts of a setting of HAProxy where it stands, and in which sections below it does not. */
import { keywordsOf } from '../catalog/haproxy.ts'
import type { Config } from '../model/config.ts'
import { chainOf, globalSetting, type HaproxySetting, settingIn } from '../model/haproxy-settings.ts'
import type { Directive } from '../syntax/tree.ts'
import { firstOf, type Here, placeInWords } from './here.ts'
import { valueInWords } from './in-words.ts'
import { code, listed, type Sentence, say } from './prose.ts'

/** None for lines that add up, such as `acl` and `http-request`. `name`: with its second word where that belongs to it. */
export function haproxyInForce(
  { workspace, view, cursor }: Here,
  section: Directive,
  line: Directive,
  name: string,
): readonly Sentence[] {
  if (!view || ADDING.test(name)) return []
  const { config } = view
  const tell = (other: Directive): string => placeInWords(workspace, cursor.document.file, other.at)
  if (section.name.text === 'global') return lastLines(globalSetting(config, name), line, tell)
  const chain = chainOf(config, section)
  if (chain.length === 0) return []
  const setting = settingIn(config, { directive: section }, name)
  const outer = chain[1] && settingIn(config, { directive: chain[1].section.directive }, name)
  const before = outer && (outer.directive ?? outer.negation)
  return [
    ...lastLines(setting, line, tell),
    before && isOwn(setting, line) ? say`Counts here in place of ${written(before)} at ${tell(before)}.` : [],
    section.name.text === 'defaults' ? overriding(config, section, name, tell) : [],
  ]
}

/** What may stand many times, each adding to the others, or is no setting at all. */
const ADDING =
  /^(?:acl|bind|server|server-template|default-server|use_backend|use-server|http-request|http-response|http-after-response|tcp-request|tcp-response|http-check|tcp-check|stick|stats|filter|log|errorfile|capture|user|group|nameserver|peer|redirect|option$)/

const isOwn = ({ directive, negation }: HaproxySetting, line: Directive): boolean => (directive ?? negation) === line

function lastLines(setting: HaproxySetting, line: Directive, tell: (other: Directive) => string): readonly Sentence[] {
  const last = setting.directive ?? setting.negation
  return last && last !== line ? [say`Does not count here: ${written(last)} at ${tell(last)} does.`] : []
}

/** A line with its time in words. */
function written({ name, args }: Directive): Sentence {
  const text = [name, ...args].map(word => word.text).join(' ')
  const words = name.text === 'timeout' && args[1] ? valueInWords('haproxy', 'time', args[1].text) : undefined
  return words === undefined ? say`${code(text)}` : say`${code(text)} (${words})`
}

/** The sections that take their values from a `defaults`, and say something else. */
function overriding(config: Config, defaults: Directive, name: string, tell: (other: Directive) => string): Sentence {
  const lines = config.directives.flatMap(other => {
    if (!other.body || other === defaults) return []
    const [own, ...outer] = chainOf(config, other)
    if (!own || !outer.some(({ section }) => section.directive === defaults)) return []
    const setting = settingIn(config, { directive: other }, name)
    const line = setting.directive ?? setting.negation
    return line && setting.section?.directive === other ? [line] : []
  })
  const { some, more } = firstOf(lines, MOST)
  if (some.length === 0) return []
  return say`Sections below say something else: ${listed(some.map(tell))}${more > 0 ? ` and ${more} more` : ''}.`
}

const MOST = 3

/** What a frontend, backend or listen takes over from its `defaults`, of what matters most. */
export function takenOver({ workspace, view, cursor }: Here, section: Directive): readonly Sentence[] {
  if (!view || !/^(?:frontend|backend|listen)$/.test(section.name.text)) return []
  const known = keywordsOf(section.name.text)
  return SHOWN.flatMap((name): readonly Sentence[] => {
    const [first = '', second = ''] = name.split(' ')
    const keyword = known.get(first)?.forms.get(second) ?? known.get(first)
    if (!keyword?.sections.includes(section.name.text)) return []
    const { directive, section: from } = settingIn(view.config, { directive: section }, name)
    if (!directive || from?.directive === section) return []
    return [say`Takes ${written(directive)} from ${placeInWords(workspace, cursor.document.file, directive.at)}.`]
  })
}

const SHOWN = ['mode', 'balance', 'timeout connect', 'timeout client', 'timeout server', 'option httpchk', 'retries']
