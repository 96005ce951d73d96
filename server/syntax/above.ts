/** What was declared above a line, by its name, where what is declared below must leave it as it is. */

/** The last thing that was declared, and those above it. */
export interface Declared<Thing> {
  readonly name: string
  readonly thing: Thing
  readonly above: Declared<Thing> | undefined
}

/** The last thing of a name. */
export function declaredAs<Thing>(last: Declared<Thing> | undefined, name: string): Thing | undefined {
  for (let each = last; each; each = each.above) if (each.name === name) return each.thing
  return undefined
}

/** Whether the same things were declared by the same names. */
export function sameDeclared<Thing>(one: Declared<Thing> | undefined, other: Declared<Thing> | undefined): boolean {
  let [a, b] = [one, other]
  while (a !== b) {
    if (!a || !b || a.name !== b.name || a.thing !== b.thing) return false
    a = a.above
    b = b.above
  }
  return true
}
