/** What readers of the formats for machines ask of them: that it can be parsed, and the schemas that they publish. */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { parseString } from 'xml2js'
import type { Validate } from './properties.ts'

const schema = (name: string) =>
  new Ajv().compile(JSON.parse(readFileSync(new URL(`../cli/schemas/${name}.json`, import.meta.url), 'utf8')))

const schemas = { sarif: schema('sarif'), gitlab: schema('gitlab'), junit: schema('junit') }

export const validate: Validate = (format, text) => {
  const value = format === 'json' || format === 'sarif' || format === 'gitlab' ? JSON.parse(text) : xmlOf(format, text)
  const check = format === 'sarif' || format === 'gitlab' || format === 'junit' ? schemas[format] : undefined
  return check && !check(value) ? JSON.stringify(check.errors) : undefined
}

/** Parsed on the spot; throws what is wrong with it. */
function xmlOf(format: string, text: string): unknown {
  if (format !== 'junit' && format !== 'checkstyle') return undefined
  let parsed: unknown
  parseString(text, (error, value) => {
    if (error) throw error
    parsed = value
  })
  return parsed
}
