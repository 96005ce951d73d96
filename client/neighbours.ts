/** Which languages are left to gatelint: where another extension knows a language, its user has chosen that one to write it with. */
import { extensions } from 'vscode'

/** Of each language, whether no other extension with code of its own claims it. Findings and names are told in any case. */
export function languagesLeft(own: string): { readonly nginx: boolean; readonly haproxy: boolean } {
  const claimed = extensions.all
    .filter(({ id, packageJSON }) => id !== own && (packageJSON.main || packageJSON.browser))
    .flatMap(({ packageJSON }) => claimsOf(packageJSON))
  const isLeft = (language: RegExp): boolean => !claimed.some(id => language.test(id))
  return { nginx: isLeft(/^nginx/i), haproxy: isLeft(/^haproxy/i) }
}

/** What of another extension's manifest says which languages it knows. */
interface Manifest {
  readonly activationEvents?: readonly string[]
  readonly contributes?: { readonly languages?: readonly { readonly id: string }[] }
}

const claimsOf = ({ activationEvents = [], contributes }: Manifest): readonly string[] => [
  ...(contributes?.languages ?? []).map(({ id }) => id),
  ...activationEvents.flatMap(event => /^onLanguage:(.+)$/.exec(event)?.[1] ?? []),
]
