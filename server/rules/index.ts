/** Every rule, in the order of their ids. */
import type { Rule } from '../rule.ts'
import { haproxyTimeoutsMissing } from './haproxy-timeouts-missing.ts'
import { localhostInContainer } from './localhost-in-container.ts'
import { networksApart } from './networks-apart.ts'
import { noResolver } from './no-resolver.ts'
import { portMismatch } from './port-mismatch.ts'
import { schemeMismatch } from './scheme-mismatch.ts'
import { syntaxError } from './syntax-error.ts'
import { timeoutTooShort } from './timeout-too-short.ts'
import { unknownHost } from './unknown-host.ts'
import { unknownUpstream } from './unknown-upstream.ts'

export const rules: readonly Rule[] = [
  haproxyTimeoutsMissing,
  localhostInContainer,
  networksApart,
  noResolver,
  portMismatch,
  schemeMismatch,
  syntaxError,
  timeoutTooShort,
  unknownHost,
  unknownUpstream,
]
