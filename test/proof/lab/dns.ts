/** A name server that knows a handful of addresses, and says of every other name that it does not exist; as Docker's, but alone in the world. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** `records`: IPv4 address by name in lower case. */
export async function serveNames(address: string, records: ReadonlyMap<string, string>): Promise<void> {
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => socket.send(answerTo(query, records), from.port, from.address))
  socket.bind(53, address)
  await once(socket, 'listening')
}

const typeA = 1
const noSuchName = 3

/** The layout of a message is that of RFC 1035, section 4. */
function answerTo(query: Buffer, records: ReadonlyMap<string, string>): Buffer {
  const labels: string[] = []
  let at = 12
  while (query[at]) {
    const end = at + 1 + query[at]!
    labels.push(query.toString('latin1', at + 1, end))
    at = end
  }
  const question = query.subarray(12, at + 5)
  const address = records.get(labels.join('.').toLowerCase())
  const answer = address && query.readUInt16BE(at + 1) === typeA ? record(address) : Buffer.alloc(0)

  const header = Buffer.alloc(12)
  query.copy(header, 0, 0, 2)
  header.writeUInt16BE(0x8180 | (address ? 0 : noSuchName), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(answer.length > 0 ? 1 : 0, 6)
  return Buffer.concat([header, question, answer])
}

/** An A record for the name of the question, to be kept for as long as Docker says: ten minutes. */
function record(address: string): Buffer {
  const fixed = Buffer.alloc(12)
  fixed.writeUInt16BE(0xc00c, 0)
  fixed.writeUInt16BE(typeA, 2)
  fixed.writeUInt16BE(1, 4)
  fixed.writeUInt32BE(600, 6)
  fixed.writeUInt16BE(4, 10)
  return Buffer.concat([fixed, Buffer.from(address.split('.').map(Number))])
}
