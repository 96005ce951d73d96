/** Makes the requests of a proof, as a browser in front of the gateway would. */
import { type ClientRequest, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { Request } from './job.ts'

/** The status, or `closed`, `none`, `no HTTP`; `refused` when nobody listens. */
export function ask(request: Request, address: string, port: number, tls: boolean): Promise<string> {
  const { method, path, host, bodyBytes, patienceMs } = request
  const standardPort = port === (tls ? 443 : 80)
  const headers = {
    Host: standardPort ? host : `${host}:${port}`,
    Connection: 'close',
    ...(bodyBytes > 0 && { 'Content-Length': bodyBytes }),
    ...request.headers,
  }
  const options = { host: address, port, method, path, headers, agent: false, insecureHTTPParser: true }
  const send = (): ClientRequest =>
    tls ? requestHttps({ ...options, rejectUnauthorized: false, servername: host }) : requestHttp(options)

  return new Promise(resolve => {
    const sent = send()
    const done = (status: string): void => {
      clearTimeout(timer)
      resolve(status)
      sent.destroy()
    }
    const timer = setTimeout(() => done('none'), patienceMs)
    sent.on('response', response => {
      response.resume()
      response.on('error', () => done('closed'))
      response.on('end', () => done(String(response.statusCode)))
    })
    sent.on('upgrade', response => done(String(response.statusCode)))
    sent.on('error', (error: NodeJS.ErrnoException) => done(statusOf(error)))
    sent.end(Buffer.alloc(bodyBytes))
  })
}

const statusOf = ({ code = '' }: NodeJS.ErrnoException): string =>
  code === 'ECONNREFUSED' ? 'refused' : code.startsWith('HPE_') ? 'no HTTP' : 'closed'
