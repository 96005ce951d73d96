/** gatelint's own settings say something that has no meaning. */
import type { Rule } from '../rule.ts'

export const wrongSetting: Rule = {
  id: 'wrong-setting',
  severity: 'warning',
  group: 'language',
  summary: 'The settings of gatelint hold something that it does not know, and that counts as not set.',
  check: () => [],
  *checkSettings(settings) {
    for (const { problems } of settings) yield* problems
  },
}
