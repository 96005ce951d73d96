/** Text within XML: nothing in it ends an attribute or an element, steers a terminal, or is a character that XML does not allow. */

export const escaped = (text: string): string =>
  text
    .replace(FORBIDDEN, '\ufffd')
    .replace(
      /[&<>"'\t\n\r\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
      char => `&#${char.charCodeAt(0)};`,
    )

/** What no XML 1.0 document may hold (section 2.2 of its specification). */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** The attributes of an element. */
export const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('')
