/** Reads the pools of PHP-FPM: what listens, and where. */
import type { Span, Word } from '../syntax/text.ts'

/** A pool, or a part of one: a later file may add to it. */
export interface Pool {
  readonly name: string
  /** Absent where this part of it does not say. A port is undefined for a socket, and where it is not known. */
  readonly listen?: { readonly port: number | undefined; readonly loopback: boolean; readonly at: Span }
  /** `listen` and what is said of who may open the socket, and of how long a request may take, by name. */
  readonly said: ReadonlyMap<string, Word>
}

const SAID = /^(\s*(listen(?:\.(?:mode|owner|group|acl_users|acl_groups))?|request_terminate_timeout)\s*=\s*)/

/** Whether a text is the configuration of pools: sections, and of their lines one that only PHP-FPM has. */
export const looksLikePools = (text: string): boolean =>
  /^[ \t]*\[[\w$.-]+\][ \t]*\r?$/m.test(text) &&
  /^[ \t]*(?:listen(?:\.\w+)?|pm(?:\.\w+)?|request_terminate_timeout)[ \t]*=/m.test(text)

/** The pools of a file, in its order; `[global]` is none (php-fpm.conf(5)). */
export function readPools(file: string, text: string): readonly Pool[] {
  const pools: (Pool & { readonly said: Map<string, Word> })[] = []
  let start = 0
  for (const line of text.split('\n')) {
    const [, section] = /^\s*\[([^\]]+)\]\s*$/.exec(line) ?? []
    const pool = pools.at(-1)
    const [, before, key] = SAID.exec(line) ?? []
    const [value] = before === undefined ? [] : (/^(?:"[^"]*"|'[^']*'|[^;\s]+)/.exec(line.slice(before.length)) ?? [])
    if (section !== undefined) pools.push({ name: section, said: new Map() })
    else if (pool && before !== undefined && key !== undefined && value !== undefined) {
      const at = { file, start: start + before.length, end: start + before.length + value.length }
      const text = value.replace(/["']/g, '')
      pool.said.set(key, { text, at })
      if (key === 'listen') pools[pools.length - 1] = { ...pool, listen: { ...listenOf(text), at } }
    }
    start += line.length + 1
  }
  return pools.filter(({ name }) => name !== 'global')
}

/** A port, an address with a port, or a path. */
function listenOf(value: string): { readonly port: number | undefined; readonly loopback: boolean } {
  const [, address = '', port] = /^(?:(\[[^\]]*\]|[^:/]*):)?(\d+)$/.exec(value) ?? []
  return {
    port: port === undefined ? undefined : Number(port),
    loopback: /^(?:127\.|\[::1\]$|localhost$)/.test(address),
  }
}
