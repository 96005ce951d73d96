/** Every rule, in the order of their ids. */
import type { Rule } from '../rule.ts'

export const rules: readonly Rule[] = []
