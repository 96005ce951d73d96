/** Every rule, in the order of their ids. */
import type { Rule } from '../rule.ts'
import { allServersDown } from './all-servers-down.ts'
import { badValue } from './bad-value.ts'
import { duplicateDirective } from './duplicate-directive.ts'
import { emptyUpstream } from './empty-upstream.ts'
import { haproxyTimeoutsMissing } from './haproxy-timeouts-missing.ts'
import { localhostInContainer } from './localhost-in-container.ts'
import { mapWithoutDefault } from './map-without-default.ts'
import { misplacedDirective } from './misplaced-directive.ts'
import { modeMismatch } from './mode-mismatch.ts'
import { networksApart } from './networks-apart.ts'
import { noFcgiApp } from './no-fcgi-app.ts'
import { noResolver } from './no-resolver.ts'
import { portMismatch } from './port-mismatch.ts'
import { schemeMismatch } from './scheme-mismatch.ts'
import { syntaxError } from './syntax-error.ts'
import { timeoutTooShort } from './timeout-too-short.ts'
import { undefinedAcl } from './undefined-acl.ts'
import { undefinedReference } from './undefined-reference.ts'
import { unknownDirective } from './unknown-directive.ts'
import { unknownHost } from './unknown-host.ts'
import { unknownUpstream } from './unknown-upstream.ts'
import { uselessIgnore } from './useless-ignore.ts'
import { wrongArguments } from './wrong-arguments.ts'
import { wrongSetting } from './wrong-setting.ts'

export const rules: readonly Rule[] = [
  allServersDown,
  badValue,
  duplicateDirective,
  emptyUpstream,
  haproxyTimeoutsMissing,
  localhostInContainer,
  mapWithoutDefault,
  misplacedDirective,
  modeMismatch,
  networksApart,
  noFcgiApp,
  noResolver,
  portMismatch,
  schemeMismatch,
  syntaxError,
  timeoutTooShort,
  undefinedAcl,
  undefinedReference,
  unknownDirective,
  unknownHost,
  unknownUpstream,
  uselessIgnore,
  wrongArguments,
  wrongSetting,
]
