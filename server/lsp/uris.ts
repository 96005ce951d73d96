/** Between the URIs of the protocol and the paths by which the workspace knows files. */
import { URI } from 'vscode-uri'

/** The path of a URI: of a file its path with `/`, of anything else the URI itself, decoded. */
export function pathOf(uri: string): string {
  if (/^file:/i.test(uri)) return URI.parse(uri).fsPath.replaceAll('\\', '/')
  try {
    return decodeURIComponent(uri)
  } catch {
    return uri
  }
}

/** The URI of a path, as editors write it. */
export function uriOf(path: string): string {
  const [whole, scheme = '', authority = '', rest = ''] = /^([a-z][\w+.-]+):\/\/([^/]*)(.*)$/i.exec(path) ?? []
  return (whole === undefined ? URI.file(path) : URI.from({ scheme, authority, path: rest })).toString()
}
