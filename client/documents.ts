/** Which documents the server is told of while they are open. Of files on the disk it asks for itself. */

/** Documents of a scheme, further told apart by their language or their path. */
export interface Filter {
  readonly scheme: string
  readonly language?: string
  readonly pattern?: string
}

/** Files whose name or folder says that they may be ours. What a `.conf` or a `.yaml` holds, the server finds out. */
const patterns = [
  '**/*.{conf,cfg,inc,vhost,template,nginx,nginxconf}',
  '**/*.{conf,cfg}.*',
  '**/{nginx,conf.d,sites-available,sites-enabled}/**',
  '**/{mime.types,fastcgi_params,uwsgi_params,scgi_params,proxy_params,conf,default,vhost,site}',
  '**/*.{yml,yaml}',
  '**/.gatelint.json',
  '**/{Dockerfile,Containerfile}{,.*,-*}',
  '**/*.{dockerfile,containerfile,dockerignore}',
  '**/{.env,.env.*,*.env,env.*}',
]

/**
 * By language and by path, as nginx and HAProxy files go by many language ids and, where no extension claims them, as
 * properties or plain text. `languages` are the ids that this VS Code knows, `schemes` those of the workspace's folders.
 */
export function documentSelector(languages: readonly string[], schemes: readonly string[]): Filter[] {
  const ours = languages.filter(id => /^(?:nginx|haproxy|dockercompose$|dockerfile$)/i.test(id))
  return [...new Set(['file', 'untitled', ...schemes])].flatMap(scheme => [
    ...ours.map(language => ({ scheme, language })),
    ...patterns.map(pattern => ({ scheme, pattern })),
  ])
}
