/** Messages as the protocol frames them: a head that tells a length, an empty line, and so many bytes. */

/** The bytes of a message. */
export function framed(message: string): Buffer {
  const body = Buffer.from(message)
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body])
}

/** A head is a line or two; what goes on for longer is none. */
const MOST_HEAD = 4096

/** More is no text that JavaScript can hold. */
const MOST_BODY = 2 ** 29 - 1

/**
 * Gives a function that takes bytes as they come in, hands over each message that is whole, and answers what is wrong with a head:
 * where the next message begins is not known then, and no more bytes are to be given.
 */
export function unframing(take: (message: string) => void): (bytes: Buffer) => string | undefined {
  let held: Buffer[] = []
  let size = 0
  /** How long the message is whose head was read. */
  let awaited: number | undefined

  const keep = (bytes: Buffer): void => {
    held = [bytes]
    size = bytes.length
  }

  return bytes => {
    held.push(bytes)
    size += bytes.length
    while (awaited === undefined || size >= awaited) {
      const all = held.length === 1 ? held[0]! : Buffer.concat(held)
      if (awaited !== undefined) {
        keep(all.subarray(awaited))
        take(all.toString('utf8', 0, awaited))
        awaited = undefined
        continue
      }
      keep(all)
      const end = all.indexOf('\r\n\r\n')
      if (end < 0 && size <= MOST_HEAD) return undefined
      const head = all.toString('latin1', 0, end < 0 ? MOST_HEAD : end)
      const length = Number(/^Content-Length: *(\d+) *$/im.exec(head)?.[1])
      if (end < 0 || !(length <= MOST_BODY))
        return `a Content-Length was expected, in place of ${JSON.stringify(head.slice(0, 80))}`
      awaited = length
      keep(all.subarray(end + 4))
    }
    return undefined
  }
}
