/** What HAProxy makes of the conditions of `.if`, and we: a line that it refuses stands in a branch that it reads. */
import { expect, test } from 'vitest'
import { valueOfCondition } from '../../server/model/haproxy-if.ts'
import { ask } from './haproxy-ask.ts'

test.each([
  ...['', '0', '1', '12', '!0', '! 1', '!!1', '(1)', '!(0 || 1)', '1 && 0', '0 || 1', '0 && 1 || 1', '1 || 0 && 0'],
  ...['defined(PATH)', '!defined(PATH)', 'streq(a,a)', 'streq(a,b)', 'strneq(a,b)', 'strneq(a,a)'],
  ...['version_atleast(2.6)', 'version_atleast(2.7)', 'version_before(2.8)', 'version_before(2.6)', '((1) && (!(0)))'],
])('.if %s', async condition => {
  const { refused } = await ask(`global\n.if ${condition}\n no-such-keyword\n.endif\n`)
  expect(valueOfCondition(condition, { variables: new Set(['PATH']), release: '2.6.12' })).toBe(refused)
})
