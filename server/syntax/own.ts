/** Looks a text up in a table, where "constructor" and "toString" are words like any other. */

/** The entry of that name; undefined for what the table does not have itself. */
export const ownOf = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined
