/** Every format in which findings are told, by its name on the command line. */
import { checkstyle } from './checkstyle.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { markdown } from './markdown.ts'
import { pretty } from './pretty.ts'
import type { Format } from './results.ts'
import { sarif } from './sarif.ts'
import { stylish } from './stylish.ts'
import { unix } from './unix.ts'

export const formats = {
  pretty,
  stylish,
  unix,
  json,
  sarif,
  github,
  gitlab,
  junit,
  checkstyle,
  markdown,
} satisfies Readonly<Record<string, Format>>
