/** What nginx does by itself since a release. */
import { releaseOf } from './faults.ts'

/**
 * Whether nginx asks servers over HTTP/1.0, a new connection for each request, unless it is told otherwise. Since 1.29.7 it speaks
 * HTTP/1.1 and keeps connections (ngx_http_proxy_merge_loc_conf, ngx_http_upstream_init_main_conf). `perhaps`: nobody is known to run
 * it; an image that names no release is taken for a recent one.
 */
export function asksByHttp10(view: Parameters<typeof releaseOf>[0]): 'yes' | 'no' | 'perhaps' {
  const release = releaseOf(view)
  if (release === undefined) return view.placements.length === 0 ? 'perhaps' : 'no'
  const [major = 0, minor = 0, patch = Number.POSITIVE_INFINITY] = release.split('.').map(Number)
  return major > 1 || minor > 29 || (minor === 29 && patch >= 7) ? 'no' : 'yes'
}

/** Whether a release comes before another one. One that is told without its last number is the newest of its line. */
export function isBefore(release: string, other: string): boolean {
  const [one, two] = [release, other].map(text => text.split('.').map(Number))
  for (const index of [0, 1, 2]) {
    const [a = Number.POSITIVE_INFINITY, b = Number.POSITIVE_INFINITY] = [one![index], two![index]]
    if (a !== b) return a < b
  }
  return false
}
