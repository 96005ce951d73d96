/** What a file is, told from its path and, where the path is ambiguous, from how its text begins. */
import { directivesNamed } from './catalog/nginx.ts'
import { looksLikePools } from './topology/php-fpm.ts'

export { hasPlaceholders, isTemplate } from './syntax/template.ts'

/** `kubernetes`: manifests, and kustomizations of them. `settings`: what a person asks of gatelint itself. */
export type Kind =
  | 'nginx'
  | 'haproxy'
  | 'compose'
  | 'dockerfile'
  | 'dockerignore'
  | 'env'
  | 'kubernetes'
  | 'php-fpm'
  | 'settings'

/** The kind of a file, or undefined for none of ours. `text` may be cut: only its first few thousand characters count. */
export function kindOf(file: string, text: string): Kind | undefined {
  const name = file.slice(file.lastIndexOf('/') + 1)
  if (isSettingsName(name)) return 'settings'
  if (isIgnoreName(name)) return 'dockerignore'
  if (/^(?:Dockerfile|Containerfile)(?:[.-].+)?$/i.test(name) || /\.(?:dockerfile|containerfile)$/i.test(name))
    return 'dockerfile'
  if (isEnvName(name)) return 'env'
  if (/\.ya?ml$/i.test(name)) {
    if (/compose/i.test(name) || looksLikeCompose(text)) return 'compose'
    return isKustomizationName(name) || looksLikeKubernetes(text) ? 'kubernetes' : undefined
  }
  if (isKustomizationName(name)) return 'kubernetes'
  if (/^haproxy.*\.cfg(?:\.|$)/i.test(name)) return 'haproxy'
  if (/\.cfg(?:\.template)?$/i.test(name)) return looksLikeHaproxy(text) ? 'haproxy' : undefined
  if (text.startsWith('#!')) return undefined
  if (/\.conf$/i.test(name) && looksLikePools(text)) return 'php-fpm'
  if (isNginxName(name)) return 'nginx'
  if (/\.(?:conf|inc|vhost|template)(?:\.|$)/i.test(name) || isNginxFolder(file) || isBareName(name)) {
    return dialectOfText(text)
  }
  return undefined
}

/** Whether the path alone makes a file worth opening: every file that {@link kindOf} could name. */
export function mayBeOurs(file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1)
  return (
    /\.(?:ya?ml|cfg|conf|inc|vhost|template|env|dockerfile|containerfile|nginx|nginxconf)(?:\.|$)/i.test(name) ||
    /^(?:Dockerfile|Containerfile|\.env|nginx|haproxy)/i.test(name) ||
    isEnvName(name) ||
    isSettingsName(name) ||
    isIgnoreName(name) ||
    isKustomizationName(name) ||
    isNginxName(name) ||
    isNginxFolder(file) ||
    isBareName(name)
  )
}

const isSettingsName = (name: string): boolean => /^\.gatelint\.(?:ya?ml|json)$/.test(name)

const isIgnoreName = (name: string): boolean => name.endsWith('.dockerignore')

/** Also the samples that a `.env` is made from. */
const isEnvName = (name: string): boolean =>
  /^\.env(?:\.|$)|\.env$|^env\.(?:example|sample|dist|template|tmpl|default)$/.test(name)

const isNginxName = (name: string): boolean =>
  /^nginx.*\.conf(?:\.|$)|\.nginx(?:conf)?$|\.nginx\.conf$|^(?:mime\.types|(?:fastcgi|uwsgi|scgi|proxy)_params|fastcgi\.conf)$/i.test(
    name,
  )

/** Names that people give to a configuration without any ending. */
const isBareName = (name: string): boolean => /^(?:conf|default|vhost|site)$/i.test(name)

const isNginxFolder = (file: string): boolean =>
  /\/(?:nginx|conf\.d|sites-(?:available|enabled))\/(?:[^/]+\/)*[^/.]+(?:\.conf)?$/.test(file)

/** Which dialect a text is in, whatever its file is called. */
export const dialectOfText = (text: string): 'nginx' | 'haproxy' | undefined =>
  looksLikeNginx(text) ? 'nginx' : looksLikeHaproxy(text) ? 'haproxy' : undefined

const looksLikeNginx = (text: string): boolean => NGINX_BLOCK.test(text) || holdsOnlyNginxLines(text)

/** A block, or a line, that nothing but an nginx configuration has. */
const NGINX_BLOCK =
  /^[ \t]*(?:(?:server|http|events|stream)\s*\{|upstream[ \t]+[^\s"]+\s*\{|location[ \t]+[^\n{]+\{|(?:proxy|fastcgi|uwsgi|scgi|grpc)_(?:pass|param|set_header|http_version)[ \t]+[^\n;]+;)/m

/** A snippet, as people include them: a few directives of nginx, each on a line of its own, and nothing else. */
function holdsOnlyNginxLines(text: string): boolean {
  const lines = text.split('\n').filter(line => /^\s*[^#\s]/.test(line))
  if (lines.length === 0 || lines.length > MOST_SNIPPET_LINES) return false
  const names = lines.map(line => /^\s*([a-z][a-z0-9_]*)[ \t][^{}]*;\s*(?:#[\s\S]*)?$/.exec(line)?.[1])
  if (!names.every(name => name !== undefined && directivesNamed(name))) return false
  return names.some(name => name!.includes('_')) || names.every(name => name === 'server')
}

const MOST_SNIPPET_LINES = 200

const looksLikeHaproxy = (text: string): boolean =>
  /^[ \t]*(?:frontend|backend|listen)[ \t]+\S+/m.test(text) &&
  /^[ \t]*(?:server|bind|mode|default_backend|use_backend|timeout)[ \t]+\S/m.test(text)

/** The names that kustomize looks for. */
const isKustomizationName = (name: string): boolean => /^(?:kustomization\.ya?ml|Kustomization)$/.test(name)

/** Manifests, and JSON patches of them as kustomizations have them in files. */
const looksLikeKubernetes = (text: string): boolean =>
  (/^["']?apiVersion["']?:/m.test(text) && /^["']?kind["']?:[ \t]*["']?[A-Z]/m.test(text)) ||
  (/^-[ \t]+op:[ \t]*["']?(?:add|replace|remove|test)\b/m.test(text) && /^[ \t]+path:[ \t]*["']?\//m.test(text))

const looksLikeCompose = (text: string): boolean =>
  /^services:[ \t]*(?:#.*)?\r?$/m.test(text) &&
  /^[ \t]+(?:image|build|extends):/m.test(text) &&
  !/^apiVersion:/m.test(text)
