/** The timeouts of HAProxy that are in force in a section. */
import type { Edit } from '../syntax/text.ts'
import type { Directive } from '../syntax/tree.ts'
import { haproxyTimeOf } from '../syntax/value.ts'
import type { Config, Setting } from './config.ts'
import { settingIn } from './haproxy-settings.ts'
import { linesAfter } from './insert.ts'

/** A `timeout` of that kind, and whether nothing that was not read can say otherwise. */
export function timeoutIn(
  config: Config,
  section: { readonly directive: Directive },
  kind: string,
): { readonly setting: Setting | undefined; readonly certain: boolean } {
  const { directive, values, certain } = settingIn(config, section, `timeout ${kind}`)
  const [value] = values
  return { setting: directive && value && { directive, value, ms: haproxyTimeOf(value.text) }, certain }
}

/** A line at the end of a section. */
export function lineIn(config: Config, { directive }: { readonly directive: Directive }, line: string): Edit {
  const [first] = directive.body ?? []
  return linesAfter(config, directive.body?.at(-1) ?? directive, [line], first)
}
