/** What is in the files that come with nginx: an include of one that is not in the workspace is known all the same. */
import type { Directive } from '../syntax/tree.ts'
import type { Config } from './config.ts'

/** Files by their names, and the directives that each holds at its outermost level (nginx's conf/, Debian's nginx-common). */
const FILES: readonly (readonly [file: RegExp, directives: readonly string[]])[] = [
  [/(?:^|\/)mime\.types$/, ['types']],
  [/(?:^|\/)fastcgi(?:_params|\.conf)$/, ['fastcgi_param']],
  [
    /(?:^|\/)fastcgi-php\.conf$/,
    ['fastcgi_param', 'fastcgi_split_path_info', 'fastcgi_index', 'try_files', 'set', 'include'],
  ],
  [/(?:^|\/)uwsgi_params$/, ['uwsgi_param']],
  [/(?:^|\/)scgi_params$/, ['scgi_param']],
  [/(?:^|\/)proxy_params$/, ['proxy_set_header']],
  [/(?:^|\/)(?:koi-(?:utf|win)|win-utf)$/, ['charset_map']],
  [/(?:^|\/)modules-enabled\/\*\.conf$/, ['load_module']],
]

/** Whether an `include` that was left in its place may bring a directive: its file is not here, and nothing tells what is in it. */
export function mayHold({ complete }: Config, { args }: Directive, name: string): boolean {
  const file = args[0]?.text ?? ''
  const known = FILES.find(([path]) => path.test(file))
  return known ? known[1].includes(name) : !complete
}

/** Whether the main file of the official images has the directive in its `http` block. */
export const stockMainSets = (name: string): boolean =>
  /^(?:types|default_type|log_format|access_log|error_log|sendfile|keepalive_timeout)$/.test(name)
