/** The releases of servers: which one an image is known to hold, and which of two is the newer. */
import type { Dialect } from '../syntax/tree.ts'

/** The release that an image's tag names: "1.24" or "2.6.12"; undefined where it names none, or the image is no server's own. */
export const releaseOfImage = (dialect: Dialect, image: string): string | undefined => IMAGES[dialect].exec(image)?.[1]

/** The images whose tags are releases of the server. */
const IMAGES = {
  nginx: /(?:^|\/)(?:nginx|nginx-unprivileged|openresty):(\d+\.\d+(?:\.\d+)?)/,
  haproxy: /(?:^|\/)haproxy(?:-(?:alpine|debian|ubuntu))?:v?(\d+\.\d+(?:\.\d+)?)/,
} as const

/** Whether a release is another one or newer; undefined where it is not known in such detail: "2.6" may be 2.6.3. */
export function isAtLeast(release: string, other: string): boolean | undefined {
  const [ours, theirs] = [release, other].map(text => text.split('.').map(Number))
  for (const [index, part] of theirs!.entries()) {
    const own = ours![index]
    if (own === undefined || Number.isNaN(part) || Number.isNaN(own)) return undefined
    if (own !== part) return own > part
  }
  return true
}
