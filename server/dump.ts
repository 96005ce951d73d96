/** Takes the output of `nginx -T` apart: one text that holds all files that nginx has read. */

/**
 * The files of a dump by the paths that it names, the main one first; undefined for a text that is none. In front of each file nginx
 * writes a line with its path, and a line feed behind it (nginx.c, `ngx_dump_config`). What it says about the test stands in front of all.
 */
export function readDump(text: string): ReadonlyMap<string, string> | undefined {
  const heads = [...text.matchAll(HEAD)]
  const [first] = heads
  if (!first || !isTalk(text.slice(0, first.index))) return undefined
  return new Map(
    heads.map(({ 0: head, 1: path, index }, at) => {
      const content = text.slice(index + head.length, heads[at + 1]?.index)
      return [path!, content.replace(/\r?\n$/, '')]
    }),
  )
}

const HEAD = /^# configuration file (.+?):\r?\n/gm

/** Nothing in it is a part of a configuration. */
const isTalk = (text: string): boolean => !/[;{}]\s*$/m.test(text)
