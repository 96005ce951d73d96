/** Things by what they have in common. */

/** The things by each of their keys, in their order; one with the same key twice stands there once. */
export function groupedBy<Key, Thing>(
  things: Iterable<Thing>,
  keysOf: (thing: Thing) => Iterable<Key>,
): ReadonlyMap<Key, readonly Thing[]> {
  const found = new Map<Key, Thing[]>()
  for (const thing of things) {
    for (const key of new Set(keysOf(thing))) {
      const others = found.get(key)
      if (others) others.push(thing)
      else found.set(key, [thing])
    }
  }
  return found
}
