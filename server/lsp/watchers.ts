/** Of which files a client is asked to tell when they change on the disk. */
import { type FileSystemWatcher, WatchKind } from 'vscode-languageserver'

/** All that may be ours by its name or folder, and the deletion of anything: of a whole folder only its own name is told. */
export const watchers: readonly FileSystemWatcher[] = [
  { globPattern: '**/*', kind: WatchKind.Delete },
  ...[
    '**/*.{yml,yaml,conf,cfg,inc,vhost,template,env,nginx,nginxconf,dockerfile,containerfile,dockerignore}',
    '**/*.{yml,yaml,conf,cfg,inc,vhost,template,env}.*',
    '**/{Dockerfile,Containerfile,.env,nginx,haproxy}*',
    '**/{nginx,conf.d,sites-available,sites-enabled}/**',
    '**/{mime.types,fastcgi_params,uwsgi_params,scgi_params,proxy_params}',
    '**/.gatelint.json',
    '**/.gitignore',
  ].map(globPattern => ({ globPattern, kind: WatchKind.Create | WatchKind.Change })),
]
