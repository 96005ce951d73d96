/** The laboratory: runs a real nginx or HAProxy among small neighbours, each time in a private network that holds nothing else. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Job, Observation, Server } from './job.ts'
import { usesStream } from './prepare.ts'

/** Runs a job and says what was seen. Throws when the machine lacks something, and when the laboratory itself fails. */
export async function observe(job: Job): Promise<Observation> {
  const { unshare, program, streamModule } = await equipment()
  if (usesStream(job.files[0].text) && streamModule === 'lacking')
    throw new Error(
      'The proof cannot run on this machine: nginx has no stream module (Debian: apt-get install libnginx-mod-stream).',
    )
  const release = await turn()
  try {
    const child = spawn('unshare', [...unshare, process.execPath, '--input-type=module', '--eval', program], { env })
    const timer = setTimeout(() => child.kill('SIGKILL'), longestRunMs)
    // One that ends before it has read its job says why on its other streams.
    child.stdin.on('error', () => undefined)
    child.stdin.end(JSON.stringify({ ...job, streamModule: streamModule === 'built in' ? undefined : streamModule }))
    const [output, complaint] = await Promise.all([readAll(child.stdout), readAll(child.stderr)])
    clearTimeout(timer)
    const { observation, error } = output
      ? JSON.parse(output)
      : { error: complaint || `no answer within ${longestRunMs / 1000} s` }
    if (error) throw new Error(`The laboratory failed: ${error}`)
    return observation
  } finally {
    release()
  }
}

/** What a server says of a text, without running it. */
export interface Verdict {
  readonly accepted: boolean
  /** What it said, without a word where it had nothing to say. */
  readonly message: string
}

/** `nginx -t`. The names resolve; a fragment is checked within the least that it needs. */
export const acceptsNginx = (text: string, names: readonly string[] = []): Promise<Verdict> =>
  judge('nginx', 'nginx.conf', text, names)

/** `haproxy -c`. The names resolve. */
export const acceptsHaproxy = (text: string, names: readonly string[] = []): Promise<Verdict> =>
  judge('haproxy', 'haproxy.cfg', text, names)

async function judge(server: Server, path: string, text: string, names: readonly string[]): Promise<Verdict> {
  const { accepted, log } = await observe({ server, files: [{ path, text }], neighbours: [], names, requests: [] })
  return { accepted, message: log.join('\n') }
}

/** Far more than the slowest proof takes. */
const longestRunMs = 60_000

const env = { PATH: `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin` }

interface Equipment {
  /** The arguments that give a process its own network, files and processes, which end with it. */
  readonly unshare: readonly string[]
  /** The inside, as one JavaScript module. */
  readonly program: string
  /** The file to load, unless nginx has the module built in or not at all. */
  readonly streamModule: 'built in' | 'lacking' | (string & {})
}

const equipment = once(async (): Promise<Equipment> => {
  const lacking = missing()
  if (lacking.length > 0) throw new Error(`The proofs cannot run on this machine: ${lacking.join('; ')}.`)
  const entry = fileURLToPath(new URL('inside.ts', import.meta.url))
  const built = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
  })
  return { unshare: unshareArguments()!, program: built.outputFiles[0]!.text, streamModule: streamModule() }
})

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** What the proofs need and this machine does not have, each in a clause. */
export function missing(): readonly string[] {
  if (process.platform !== 'linux') return ['they need Linux, whose namespaces they run in']
  const programs = {
    unshare: 'util-linux',
    ip: 'iproute2',
    mount: 'mount',
    openssl: 'openssl',
    nginx: 'nginx',
    haproxy: 'haproxy',
  }
  const absent = Object.entries(programs)
    .filter(([program]) => spawnSync('sh', ['-c', `command -v ${program}`], { env }).status !== 0)
    .map(([program, from]) => `there is no ${program} (Debian: apt-get install ${from})`)
  if (absent.length > 0) return absent
  return unshareArguments() ? [] : [`they need root, or user namespaces for everybody (${namespaceComplaint()})`]
}

const privately = ['--net', '--mount', '--pid', '--fork', '--kill-child']
const asRoot = ['--user', '--map-root-user']

/** Plain where we may, else as the root of a user namespace. */
const unshareArguments = (): readonly string[] | undefined =>
  [privately, [...asRoot, ...privately]].find(options => tryNamespaces(options).status === 0)

const namespaceComplaint = (): string =>
  tryNamespaces([...asRoot, ...privately])
    .stderr.trim()
    .split('\n')
    .at(-1) ?? ''

const tryNamespaces = (options: readonly string[]) =>
  spawnSync('unshare', [...options, 'sh', '-ec', 'ip link set lo up; mount -t tmpfs lab /tmp'], {
    env,
    encoding: 'utf8',
  })

function streamModule(): Equipment['streamModule'] {
  const built = spawnSync('nginx', ['-V'], { env, encoding: 'utf8' }).stderr
  if (/--with-stream(?=\s|$)/m.test(built)) return 'built in'
  const [, folder] = /--modules-path=(\S+)/.exec(built) ?? []
  const file = folder && resolve(folder, 'ngx_stream_module.so')
  return file && existsSync(file) ? file : 'lacking'
}

/** Most of a run is waiting, so several go at once. */
const lanes = 6
let running = 0
const waiting: (() => void)[] = []

/** Resolves when it is one's turn, with what ends it. */
async function turn(): Promise<() => void> {
  if (running >= lanes) await new Promise<void>(next => waiting.push(next))
  else running += 1
  return () => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
