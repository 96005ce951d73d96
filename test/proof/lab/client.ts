/** Makes the requests of a proof, as a browser in front of the gateway would. */
import { Agent, type ClientRequest, request as requestHttp } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import { request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'
import type { Request } from './job.ts'

/** The status, or `closed`, `none`, `no HTTP`; `refused` when nobody listens. */
export function ask(request: Request, address: string, port: number, tls: boolean): Promise<string> {
  if (request.http2) return askByHttp2(request, address, port)
  const { method, path, host, bodyBytes, keptMs, patienceMs } = request
  const standardPort = port === (tls ? 443 : 80)
  const headers = {
    Host: standardPort ? host : `${host}:${port}`,
    Connection: keptMs === undefined ? 'close' : 'keep-alive',
    ...(bodyBytes > 0 && { 'Content-Length': bodyBytes }),
    ...request.headers,
  }
  const agent = keptMs === undefined ? false : new Agent({ keepAlive: true })
  const options = { host: address, port, method, path, headers, insecureHTTPParser: true }
  const send = (): ClientRequest =>
    tls
      ? requestHttps({ ...options, agent: false, rejectUnauthorized: false, servername: host })
      : requestHttp({ ...options, agent })

  return new Promise(resolve => {
    const sent = send()
    const done = (status: string): void => {
      clearTimeout(timer)
      resolve(status)
      sent.destroy()
    }
    const timer = setTimeout(() => done('none'), patienceMs)
    /** Resolved once: by what happens first. */
    const answered = (status: string, socket: Socket): void => {
      socket.on('close', () => done('closed'))
      setTimeout(() => {
        done(status)
        socket.destroy()
      }, keptMs)
    }
    const ended = keptMs === undefined ? done : answered
    sent.on('response', response => {
      const { socket } = response
      response.resume()
      response.on('error', () => done('closed'))
      response.on('end', () => ended(String(response.statusCode), socket))
    })
    sent.on('upgrade', (response, socket) => ended(String(response.statusCode), socket as Socket))
    sent.on('error', (error: NodeJS.ErrnoException) => done(statusOf(error)))
    sent.end(Buffer.alloc(bodyBytes))
  })
}

/** As clients of gRPC do, who know beforehand what is spoken. */
function askByHttp2({ method, path, patienceMs }: Request, address: string, port: number): Promise<string> {
  return new Promise(resolve => {
    const session = connectHttp2(`http://${address}:${port}`)
    const done = (status: string): void => {
      clearTimeout(timer)
      resolve(status)
      session.destroy()
    }
    const timer = setTimeout(() => done('none'), patienceMs)
    /** A request that was called off says by what. */
    const failed = (error: NodeJS.ErrnoException): void =>
      done(statusOf((error.cause as NodeJS.ErrnoException | undefined) ?? error))
    session.on('error', failed)
    session.on('close', () => done('closed'))
    const sent = session.request({ ':method': method, ':path': path })
    sent.on('error', failed)
    sent.on('response', headers => done(String(headers[':status'])))
    sent.end()
  })
}

const statusOf = ({ code = '' }: NodeJS.ErrnoException): string =>
  code === 'ECONNREFUSED' ? 'refused' : code.startsWith('HPE_') ? 'no HTTP' : 'closed'
