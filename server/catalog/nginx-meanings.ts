/** What nginx's directives and variables mean, in a sentence or two, for people who come upon them. */
import { directivesNamed, isBuiltIn } from './nginx.ts'
import { core } from './nginx-meanings-core.ts'
import { meaningInFamily } from './nginx-meanings-families.ts'
import { http } from './nginx-meanings-http.ts'
import { lua } from './nginx-meanings-lua.ts'
import { moduleSettings } from './nginx-meanings-module-settings.ts'
import { modules } from './nginx-meanings-modules.ts'
import { passenger } from './nginx-meanings-passenger.ts'
import { passing } from './nginx-meanings-passing.ts'
import { plus } from './nginx-meanings-plus.ts'
import { streamMail } from './nginx-meanings-stream-mail.ts'
import { meaningByModule } from './nginx-meanings-third-party.ts'
import { tls } from './nginx-meanings-tls.ts'
import { variables } from './nginx-meanings-variables.ts'

/** What a directive does; undefined for a name that the catalogue does not know. */
export function meaningOfNginx(name: string): string | undefined {
  const known = directivesNamed(name)
  if (!known) return undefined
  return (
    TABLES.find(table => Object.hasOwn(table, name))?.[name] ??
    meaningInFamily(name) ??
    meaningByModule(name, known[0]?.module)
  )
}

/** What a variable holds, by its name without the `$`; undefined for one that nginx itself does not bring. */
export function meaningOfNginxVariable(name: string): string | undefined {
  if (/^\d+$/.test(name)) return `What the group ${name} of the last regular expression matched.`
  if (Object.hasOwn(variables, name)) return variables[name]
  if (!isBuiltIn(name, 'http') && !isBuiltIn(name, 'stream')) return undefined
  return FAMILIES.find(([prefix]) => name.startsWith(prefix))?.[1]
}

const TABLES = [core, http, tls, passing, streamMail, lua, plus, modules, moduleSettings, passenger]

const FAMILIES = Object.entries(variables).filter(([name]) => name.endsWith('_'))
