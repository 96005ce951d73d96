/** What listens behind a gateway: small servers, each with one manner. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync } from 'node:fs'
import { createServer as createHttp, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createHttp2, createSecureServer as createHttp2s, type Http2Server } from 'node:http2'
import { createServer as createHttps } from 'node:https'
import { createServer as createTcp, type ListenOptions, type Server, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { createSecureContext } from 'node:tls'
import { acceptFastcgi, acceptUwsgi } from './gateway-protocols.ts'
import type { Backend, BackendKind } from './job.ts'

/** A certificate with its key, as PEM. */
export interface Identity {
  readonly cert: string
  readonly key: string
}

export async function startBackend(
  backend: Backend,
  at: ListenOptions,
  name: string,
  identity: Identity,
): Promise<void> {
  const server = makers[backend.kind](backend, name, identity)
  if (backend.proxied) onlyProxied(server)
  server.on('connection', (socket: Socket) => socket.on('error', gone))
  server.listen(at)
  await once(server, 'listening')
  if (at.path) chmodSync(at.path, 0o777)
}

/** A gateway that hangs up is what many proofs are about, and no fault of the backend. */
const gone = (): void => undefined

const makers: Record<BackendKind, (backend: Backend, name: string, identity: Identity) => Server> = {
  http: backend => upgradable(createHttp(answering(backend))),
  https: (backend, name, identity) => {
    const asking = backend.asksCertificate && { requestCert: true, rejectUnauthorized: true, ca: identity.cert }
    const options = backend.sni ? onlyFor(name, identity) : { ...identity, ...asking }
    return upgradable(createHttps(options, answering(backend)).on('tlsClientError', gone))
  },
  grpc: () => answeringGrpc(createHttp2()),
  grpcs: (_, __, identity) => answeringGrpc(createHttp2s(identity)),
  fastcgi: backend => createTcp(socket => acceptFastcgi(socket, () => textAnswer('Status:', backend))),
  uwsgi: backend => createTcp(socket => acceptUwsgi(socket, () => textAnswer('HTTP/1.1', backend))),
  silent: () => createTcp(socket => socket.resume()),
  close: () => createTcp(socket => socket.once('data', () => socket.end())),
  reset: () => createTcp(socket => socket.once('data', () => socket.resetAndDestroy())),
  says: backend => createTcp(socket => socket.once('data', () => socket.end(`${backend.line}\r\n`))),
}

/** Without the name there is no certificate, and the handshake fails with an alert, as at a content network. */
const onlyFor = (name: string, identity: Identity) => ({
  SNICallback: (asked: string, done: (error: null, context?: ReturnType<typeof createSecureContext>) => void): void =>
    done(null, asked === name ? createSecureContext(identity) : undefined),
})

const prefaceMs = 1000

/** Who does not begin as HTTP/2 is sent away, as by the servers of gRPC; Node alone leaves one in a hundred such connections open for good. */
const answeringGrpc = <S extends Http2Server>(server: S): S =>
  server
    .prependListener('connection', (socket: Socket) =>
      server.once('session', session => {
        const sendAway = setTimeout(() => socket.destroySoon(), prefaceMs)
        session.once('remoteSettings', () => clearTimeout(sendAway))
      }),
    )
    .on('sessionError', gone)
    .on('stream', stream => {
      stream.on('error', gone)
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
      stream.end(Buffer.alloc(5))
    })

/** What a connection begins with: the text of version 1, or the signature of version 2 (proxy-protocol.txt of HAProxy, section 2). */
const proxyHeader = /^(?:PROXY [^\r]*\r\n|\r\n\r\n\0\r\nQUIT\n[\s\S]{2}([\s\S]{2}))/

/** Takes the header off each connection before the server sees it. */
function onlyProxied(server: Server): void {
  const serve = server.listeners('connection') as ((socket: Socket) => void)[]
  server.removeAllListeners('connection')
  server.on('connection', socket => {
    socket.once('readable', () => {
      const data: Buffer = socket.read() ?? Buffer.alloc(0)
      const [header, length] = proxyHeader.exec(data.toString('latin1')) ?? []
      if (header === undefined) {
        socket.resetAndDestroy()
        return
      }
      socket.unshift(data.subarray(header.length + (length ? Buffer.from(length, 'latin1').readUInt16BE() : 0)))
      for (const listener of serve) listener.call(server, socket)
    })
  })
}

const headersOf = ({ headerBytes }: Backend): Record<string, string> => ({
  'Content-Type': 'text/plain',
  ...(headerBytes && { 'Set-Cookie': `session=${'x'.repeat(headerBytes)}` }),
})

const answering = (backend: Backend): RequestListener => {
  const asked = new WeakSet<Socket>()
  return async (request, response) => {
    const { socket } = request
    const again = asked.has(socket) ? backend.again : undefined
    asked.add(socket)
    if (again === 'reset') return socket.resetAndDestroy()
    request.resume()
    await once(request, 'end')
    await pause(backend.afterMs ?? 0)
    response.writeHead(again ?? backend.status ?? 200, headersOf(backend))
    response.end('ok\n')
  }
}

/** Switches to any protocol that is asked for, and then is silent. */
const upgradable = <S extends Server>(server: S): S =>
  server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    socket.on('error', gone)
    const key = request.headers['sec-websocket-key']
    const accepted = key ? [`Sec-WebSocket-Accept: ${acceptOf(key)}`] : []
    const lines = ['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', `Upgrade: ${request.headers.upgrade}`]
    socket.write([...lines, ...accepted, '', ''].join('\r\n'))
  })

/** RFC 6455, 4.2.2. HAProxy looks whether it is there. */
const acceptOf = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')

async function textAnswer(prefix: string, backend: Backend): Promise<string> {
  await pause(backend.afterMs ?? 0)
  const headers = Object.entries(headersOf(backend)).map(([name, value]) => `${name}: ${value}`)
  return [`${prefix} ${backend.status ?? 200} ok`, ...headers, '', 'ok\n'].join('\r\n')
}
