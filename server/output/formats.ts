/** Every format in which findings are told, by its name on the command line. */
import { github } from './github.ts'
import { json } from './json.ts'
import { pretty } from './pretty.ts'
import type { Format } from './results.ts'
import { sarif } from './sarif.ts'
import { unix } from './unix.ts'

export const formats = { pretty, json, sarif, github, unix } satisfies Readonly<Record<string, Format>>
