/** Names that only one container knows: its `extra_hosts`, its links, and its links to containers of others. */
import { slice, type Word } from '../syntax/text.ts'
import type { Host } from './topology.ts'
import { entriesOf, get, itemsOf, type Value, wordOf } from './values.ts'

/** A link without an alias, or with the service's own name, adds no name. */
export function hostsOf(service: Value): readonly Host[] {
  const given = entriesOf(get(service, 'extra_hosts')).flatMap(({ key, value }): readonly Host[] => {
    const addresses = itemsOf(value).flatMap(each => (wordOf(each) ? addressesIn(wordOf(each)!) : []))
    return addresses.length === 0 ? [{ name: key }] : addresses.map(address => ({ name: key, address }))
  })
  const links = itemsOf(get(service, 'links')).flatMap((link): readonly Host[] => {
    const word = wordOf(link)
    const cut = word?.text.indexOf(':') ?? -1
    if (!word || cut < 0) return []
    const [target, name] = [word.text.slice(0, cut), slice(word, cut + 1)]
    return name.text === target ? [] : [{ name, service: target }]
  })
  const external = itemsOf(get(service, 'external_links')).flatMap((link): readonly Host[] => {
    const word = wordOf(link)
    return word ? [{ name: slice(word, word.text.lastIndexOf(':') + 1) }] : []
  })
  return [...given, ...links, ...external]
}

/** Several are parted by commas; IPv6 may stand in brackets. */
function addressesIn(word: Word): readonly Word[] {
  return Array.from(word.text.matchAll(/[^,]+/g), ({ 0: part, index }) => {
    const bracketed = /^\[.+\]$/.test(part) ? 1 : 0
    return slice(word, index + bracketed, index + part.length - bracketed)
  })
}
