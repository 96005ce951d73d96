/** The application's side of FastCGI and uwsgi: enough to answer a request, and to treat what is no such request as the real servers do. */
import type { Socket } from 'node:net'

/** Gives the header and body of an answer, in CGI form for FastCGI, as an HTTP response for uwsgi. */
type Answer = () => Promise<string>

const requestId = 1
const endRequest = 3
const standardInput = 5
const standardOutput = 6

/**
 * FastCGI 1.0, section 3.3: records of eight bytes of header, content and padding; the request is whole when its input ends.
 * php-fpm closes on an unknown version with the rest unread, which the peer sees as a reset.
 */
export function acceptFastcgi(socket: Socket, answer: Answer): void {
  let unread = Buffer.alloc(0)
  socket.on('data', async data => {
    unread = Buffer.concat([unread, data])
    while (unread.length >= 8) {
      const [version, type] = unread
      if (version !== 1) {
        socket.resetAndDestroy()
        return
      }
      const contentLength = unread.readUInt16BE(4)
      const length = 8 + contentLength + unread[6]!
      if (unread.length < length) return
      unread = unread.subarray(length)
      if (type === standardInput && contentLength === 0) {
        const body = Buffer.from(await answer())
        socket.end(
          Buffer.concat([
            ...outputRecords(body),
            recordOf(standardOutput, Buffer.alloc(0)),
            recordOf(endRequest, Buffer.alloc(8)),
          ]),
        )
        return
      }
    }
  })
}

const outputRecords = (body: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.ceil(body.length / 0xffff) }, (_, index) =>
    recordOf(standardOutput, body.subarray(index * 0xffff, (index + 1) * 0xffff)),
  )

/** A record of the one request that a gateway makes on a connection. */
function recordOf(type: number, content: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header[0] = 1
  header[1] = type
  header.writeUInt16BE(requestId, 2)
  header.writeUInt16BE(content.length, 4)
  return Buffer.concat([header, content])
}

const uwsgiBlockLimit = 4096

/** uwsgi: four bytes of header (kind, size, variant), then the variables. uWSGI closes on a block larger than its buffer, as "GET " read as a header makes one. */
export function acceptUwsgi(socket: Socket, answer: Answer): void {
  let unread = Buffer.alloc(0)
  let answered = false
  socket.on('data', async data => {
    unread = Buffer.concat([unread, data])
    if (unread.length < 4 || answered) return
    const size = unread.readUInt16LE(1)
    if (unread[0] !== 0 || size > uwsgiBlockLimit) {
      socket.end()
    } else if (unread.length >= 4 + size) {
      answered = true
      socket.end(await answer())
    }
  })
}
