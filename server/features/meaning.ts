/** What names of the two languages mean, in our own words. */

/** Undefined for a directive that nothing is said of. */
export const meaningOfNginx = (_name: string): string | undefined => undefined

/** Undefined for a name that nothing is said of. */
export const meaningOfHaproxy = (
  _name: string,
  _kind?: 'section' | 'keyword' | 'option' | 'server' | 'bind',
): string | undefined => undefined
