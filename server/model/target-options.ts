/** The options of a server, as they are in force: nginx's parameters, HAProxy's options with those of `default-server`. */
import { serverOptions } from '../catalog/haproxy.ts'
import { once } from '../syntax/remembered.ts'
import { type Edit, pointAt, slice, type Word, withoutWords } from '../syntax/text.ts'
import type { Target } from './config.ts'

/** One option, and what it is given. */
export interface TargetOption {
  /** The keyword, where it stands: on the server's own line, or on a `default-server`. */
  readonly name: Word
  /** None for a flag. */
  readonly values: readonly Word[]
}

/**
 * What is in force for a target, by keyword: `backup`, `weight`, `ca-file`. Of several the last one counts, and of two opposites
 * (`ssl`, `no-ssl`; `enabled`, `disabled`) only the one that came last is there. Empty for an address that no `server` names.
 */
export const optionsOf = (target: Target): ReadonlyMap<string, TargetOption> => readOptions(target).options

/** Whether the options may hold others than those of `optionsOf`: an environment variable, a word that no version knows. */
export const hasUnknownOptions = (target: Target): boolean => readOptions(target).unknown

/** The first value of an option, as text; undefined where it is not there, or is a flag. */
export const optionValue = (target: Target, name: string): string | undefined =>
  optionsOf(target).get(name)?.values[0]?.text

/** Words of HAProxy behind the address of a server, quotes around it or not. */
export function behindAddress({ at, directive }: Target, text: string): Edit {
  const word = directive.args.find(
    each => each.at.file === at.file && each.at.start <= at.start && at.end <= each.at.end,
  )
  return { at: pointAt(at.file, (word?.at ?? at).end), text }
}

/** Takes an option with its values off the line of its server; undefined where it stands on another line. */
export function withoutOption(target: Target, name: string): Edit | undefined {
  const option = optionsOf(target).get(name)
  const words = target.directive.args
  const index = words.findIndex(({ at }) => at.file === option?.name.at.file && at.start === option.name.at.start)
  if (!option || index < 1) return undefined
  return withoutWords(words[index - 1]!, option.name, option.values.at(-1))
}

const readOptions = once((target: Target) => {
  const options = new Map<string, TargetOption>()
  const { options: words } = target
  let unknown = target.openOptions ?? false
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]!
    const equals = word.text.indexOf('=')
    if (equals > 0 && /^\w+$/.test(word.text.slice(0, equals))) {
      const name = slice(word, 0, equals)
      options.set(name.text, { name, values: [slice(word, equals + 1)] })
      continue
    }
    const keyword = /^[^(]*/.exec(word.text)![0]
    const count = countOf(words, at, keyword)
    unknown ||= count === undefined
    const opposite = oppositeOf(keyword)
    if (opposite) options.delete(opposite)
    options.delete(keyword)
    options.set(keyword, { name: word, values: words.slice(at + 1, at + 1 + (count ?? 0)) })
    at += count ?? 0
  }
  return { options, unknown }
})

/** How many words belong to the option at an index; undefined for one that neither server knows. */
function countOf(words: readonly Word[], at: number, keyword: string): number | undefined {
  const known = serverOptions().get(keyword)
  if (!known) return NGINX_FLAGS.test(keyword) ? 0 : undefined
  if (keyword === 'set-proxy-v2-tlv-fmt') return 1
  if (known.words >= 0) return known.words
  // `source ADDRESS [usesrc ADDRESS] [interface NAME]`
  let count = 1
  while (/^(?:usesrc|interface)$/.test(words[at + count + 1]?.text ?? '')) count += 2
  return count
}

const NGINX_FLAGS = /^(?:backup|down|resolve|drain)$/

/** HAProxy's option that says the contrary (server.c: srv_parse_no_*, srv_parse_enabled, srv_parse_non_stick). */
function oppositeOf(name: string): string | undefined {
  const other = OPPOSITES.get(name) ?? (name.startsWith('no-') ? name.slice(3) : `no-${name}`)
  return serverOptions().has(other) ? other : undefined
}

const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ['enabled', 'disabled'],
  ['disabled', 'enabled'],
  ['stick', 'non-stick'],
  ['non-stick', 'stick'],
])
