/** Paths with `/`, as the core sees them: no disk, no current directory. */

/** The folder of a file, without a slash at the end; empty for a bare name. */
export const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0))

/** A path as seen from a folder: absolute ones stay, `.` and `..` are taken away. */
export function join(folder: string, path: string): string {
  const whole = path.startsWith('/') || folder === '' ? path : `${folder}/${path}`
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(whole)?.[0] ?? ''
  const rest = whole.slice(scheme.length)
  const parts: string[] = []
  for (const part of rest.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (part !== '..' || !rest.startsWith('/')) parts.push(part)
  }
  return scheme + (rest.startsWith('/') ? '/' : '') + parts.join('/')
}

/** The part of a path below a folder, without a slash at its front; undefined when it does not lie there. Empty for the folder itself. */
export function below(folder: string, path: string): string | undefined {
  if (path === folder) return ''
  const prefix = folder.endsWith('/') ? folder : `${folder}/`
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined
}
