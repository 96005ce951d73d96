/** Which documents the server is told of while they are open, and which files of the workspace it is told of when they change. */

/** Documents of a scheme, further told apart by their language or their path. */
export interface Filter {
  readonly scheme: string
  readonly language?: string
  readonly pattern?: string
}

/** Files whose name or folder says that they may be ours. What a `.conf` holds, the server finds out. */
const gatewayFiles = [
  '**/*.{conf,cfg,inc,vhost,template,nginx,nginxconf}',
  '**/*.{conf,cfg}.*',
  '**/{nginx,conf.d,sites-available,sites-enabled}/**',
  '**/{mime.types,fastcgi_params,uwsgi_params,scgi_params,proxy_params}',
]
const dockerfiles = ['**/{Dockerfile,Containerfile}{,.*,-*}', '**/*.{dockerfile,containerfile}']
const envFiles = ['**/{.env,.env.*,*.env}']

/** Watched, open or not. Any YAML file may turn out to be a compose file. */
export const watchedFiles: readonly string[] = [
  ...gatewayFiles,
  ...dockerfiles,
  ...envFiles,
  '**/*.{yml,yaml}',
  '**/.gatelint.json',
]

/**
 * By language and by path, as nginx and HAProxy files go by many language ids and, where no extension claims them, as
 * properties or plain text. `languages` are the ids that this VS Code knows.
 */
export function documentSelector(languages: readonly string[]): Filter[] {
  const ours = languages.filter(id => /^(?:nginx|haproxy|dockercompose$|dockerfile$)/i.test(id))
  return ['file', 'untitled'].flatMap(scheme => [
    ...ours.map(language => ({ scheme, language })),
    ...[...gatewayFiles, ...dockerfiles, ...envFiles, '**/*compose*.{yml,yaml}'].map(pattern => ({ scheme, pattern })),
  ])
}
