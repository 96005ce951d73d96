/** The laboratory's inside: a program that runs one job in the namespaces it was started in. Job on standard input, observation on standard output, both JSON. When it ends, so does all that it started. */
import { mkdirSync } from 'node:fs'
import type { ListenOptions } from 'node:net'
import { dirname } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { type Identity, startBackend } from './backends.ts'
import { ask } from './client.ts'
import { check, type Gateway, start } from './gateway.ts'
import { makeIdentity, missingCertificates, writeIdentity } from './identity.ts'
import type { Answer, Job, Neighbour, Observation, Request, Server } from './job.ts'
import { type Addresses, connect, furnish } from './network.ts'
import { gatewayAddress, type Prepared, prepareHaproxy, prepareNginx } from './prepare.ts'

async function run(job: Job & { readonly streamModule?: string }): Promise<Observation> {
  const prepared = job.server === 'nginx' ? prepareNginx(job.files, job.streamModule) : prepareHaproxy(job.files)
  furnish({ ...job, files: prepared.files })
  const places = await connect(job)
  const identity = furnishCertificates(job)
  for (const neighbour of job.neighbours) await settle(neighbour, places.get(neighbour.name)!, identity)

  const file = `/etc/${job.server}/${job.files[0].path}`
  const { accepted, log } = await check(job.server, file)
  if (!accepted || job.requests.length === 0) return { accepted, answers: [], log }

  const gateway = start(job.server, file)
  const answers: (readonly Answer[])[] = []
  for (const request of job.requests) {
    const given = await answersTo(request, prepared, job.server, gateway)
    if (!given) return { accepted: false, answers, log: [...log, ...gateway.log()] }
    answers.push(given)
  }
  return { accepted: true, answers, log: [...log, ...gateway.log()] }
}

/** Makes the certificates that the texts name; the neighbours show the same one. */
function furnishCertificates(job: Job): Identity {
  const wanted = job.files.flatMap(file => missingCertificates(file.text, `/etc/${job.server}`))
  const needed =
    wanted.length > 0 ||
    job.neighbours.some(each => each.backends.some(({ kind }) => kind === 'https' || kind === 'grpcs'))
  if (!needed) return { cert: '', key: '' }
  const identity = makeIdentity([...job.names, ...job.neighbours.map(neighbour => neighbour.name)])
  for (const path of wanted) writeIdentity(path, identity)
  return identity
}

/** Starts what listens at a neighbour. */
async function settle(
  { name, backends }: Neighbour,
  { outer, loopback }: Addresses,
  identity: Identity,
): Promise<void> {
  for (const backend of backends) {
    const at: ListenOptions = name.startsWith('unix:')
      ? { path: name.slice('unix:'.length) }
      : { host: backend.loopback ? loopback : outer, port: backend.port! }
    if (at.path) {
      if (!/^\/(?:var\/)?run\/|^\/tmp\//.test(at.path))
        throw new Error(`A socket must lie under /run or /tmp, not at ${at.path}.`)
      mkdirSync(dirname(at.path), { recursive: true })
    }
    await startBackend(backend, at, name, identity)
  }
}

/** Undefined when the server has ended instead of answering. */
async function answersTo(
  request: Request,
  prepared: Prepared,
  server: Server,
  gateway: Gateway,
): Promise<readonly Answer[] | undefined> {
  if (request.together) {
    const all = await Promise.all(Array.from({ length: request.times }, () => statusOf(request, prepared, gateway)))
    return all.includes(undefined) ? undefined : all.map(status => ({ status: status! }))
  }
  const answers: Answer[] = []
  while (answers.length < request.times) {
    const known = gateway.log().length
    const status = await statusOf(request, prepared, gateway)
    if (!status) return undefined
    const state = server === 'haproxy' ? await terminationState(gateway, known) : undefined
    answers.push({ status, ...(state && { state }) })
  }
  return answers
}

const startingMs = 10_000
const pollMs = 20

/** Asks until the server listens. */
async function statusOf(request: Request, prepared: Prepared, gateway: Gateway): Promise<string | undefined> {
  const port = request.port ?? prepared.port
  const tls = request.port ? request.tls : prepared.tls
  for (let waited = 0; waited < startingMs; waited += pollMs) {
    const status = await ask(request, gatewayAddress, port, tls)
    if (status !== 'refused') return status
    if (!gateway.running()) return undefined
    await pause(pollMs)
  }
  throw new Error(`The gateway does not listen on port ${port}.`)
}

const logDelayMs = 1000

/** The state in the first line that HAProxy logs after the `known` ones: it stands before the five counts of connections. */
async function terminationState(gateway: Gateway, known: number): Promise<string | undefined> {
  for (let waited = 0; waited < logDelayMs; waited += pollMs) {
    const states = gateway
      .log()
      .slice(known)
      .flatMap(line => /\s([A-Za-z-]{2,4}) \d+\/\d+\/\d+\/\d+\/\+?\d+ /.exec(line)?.[1] ?? [])
    if (states[0]) return states[0]
    await pause(pollMs)
  }
  return undefined
}

/** Nobody waits any longer, as when the tests were cut off: the first process of its namespace ends by no signal. */
setTimeout(() => process.exit(1), 90_000).unref()

const answer = await run(JSON.parse(await readAll(process.stdin))).then(
  observation => ({ observation }),
  (error: unknown) => ({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
)
process.stdout.write(JSON.stringify(answer), () => process.exit(0))
