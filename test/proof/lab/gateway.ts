/** Checks and starts the real server, and hears what it says. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from './job.ts'
import { withLog } from './prepare.ts'

export interface Gateway {
  /** The server took the text and runs. */
  running(): boolean
  /** Everything that it has said until now, line by line. */
  log(): readonly string[]
}

/** Asks the server what it thinks of the text. */
export async function check(
  server: Server,
  file: string,
): Promise<{ readonly accepted: boolean; readonly log: readonly string[] }> {
  const child = listen(server === 'nginx' ? nginx(file, ['-t']) : haproxy(file, ['-c']))
  const code = await new Promise(resolve => child.process.on('close', resolve))
  return { accepted: code === 0, log: linesOf(child.heard()).filter(line => !praise.test(line)) }
}

/** What a server says of a text that it takes. */
const praise = /syntax is ok$|test is successful$|^Configuration file is valid$/

export function start(server: Server, file: string): Gateway {
  if (server === 'haproxy') writeFileSync(file, withLog(readFileSync(file, 'utf8')))
  const ownDaemon = server === 'nginx' && /(?:^|[\s;])daemon\s/.test(readFileSync(file, 'utf8'))
  const foreground = server === 'haproxy' ? ['-db'] : ownDaemon ? [] : ['-g', 'daemon off;']
  const child = listen(server === 'nginx' ? nginx(file, foreground) : haproxy(file, foreground))
  return {
    running: () => child.process.exitCode === null && child.process.signalCode === null,
    log: () => [...linesOf(child.heard()), ...filesIn('/var/log').flatMap(path => linesOf(readFileSync(path, 'utf8')))],
  }
}

const nginx = (file: string, more: readonly string[]): ChildProcess =>
  spawn('nginx', ['-p', '/etc/nginx/', '-e', '/var/log/nginx/error.log', '-c', file, ...more])

const haproxy = (file: string, more: readonly string[]): ChildProcess =>
  spawn('haproxy', ['-f', file, ...more], { cwd: '/etc/haproxy' })

function listen(process: ChildProcess): { readonly process: ChildProcess; heard(): string } {
  let heard = ''
  for (const stream of [process.stdout, process.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (heard += text))
  return { process, heard: () => heard }
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter(line => line.trim() !== '')

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile())
}
