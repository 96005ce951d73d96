/** The world that a job sees: files of its own, addresses, names. Everything here ends with the namespaces of this process. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { serveNames } from './dns.ts'
import type { Job, Neighbour } from './job.ts'

/** The addresses of a neighbour: the one that others reach, and the loopback that only itself reaches. */
export interface Addresses {
  readonly outer: string
  readonly loopback: string
}

/** Folders that start out empty: what a server writes there stays here. */
const writable = ['/run', '/var/log', '/tmp', '/var/lib/nginx', '/var/cache/nginx']

/** Users that configurations name. All are root here: a user namespace has no other. */
const users = ['root', 'nobody', 'nginx', 'www-data', 'haproxy', 'http']

/** Makes `/etc` and all that is written to private, with the job's files in the server's folder. */
export function furnish(job: Job): void {
  // What of /etc only root may read, no server needs.
  const mounts = writable.filter(path => existsSync(path)).map(path => `mount -t tmpfs lab ${path}`)
  execFileSync('sh', [
    '-ec',
    `ip link set lo up
    ${mounts.join('\n')}
    mkdir -p /tmp/etc /var/log/nginx /run/haproxy
    cp -rP /etc/. /tmp/etc 2>/tmp/uncopied || :
    mount --bind /tmp/etc /etc`,
  ])
  for (const file of ['resolv.conf', 'hosts', 'passwd', 'group']) rmSync(`/etc/${file}`, { force: true })
  writeFileSync('/etc/resolv.conf', 'nameserver 127.0.0.11\noptions ndots:0 timeout:1 attempts:1\n')
  writeFileSync('/etc/hosts', '127.0.0.1 localhost\n::1 localhost ip6-localhost\n')
  writeFileSync('/etc/passwd', users.map(user => `${user}:x:0:0::/:/bin/false\n`).join(''))
  writeFileSync('/etc/group', [...users, 'nogroup'].map(group => `${group}:x:0:\n`).join(''))

  const folder = `/etc/${job.server}`
  for (const installed of ['conf.d', 'sites-enabled', 'nginx.conf', 'haproxy.cfg'])
    rmSync(`${folder}/${installed}`, { recursive: true, force: true })
  for (const { path, text } of job.files) {
    mkdirSync(dirname(`${folder}/${path}`), { recursive: true })
    writeFileSync(`${folder}/${path}`, text)
  }
}

/** Gives every name and neighbour an address, and answers for the names. */
export async function connect(job: Job): Promise<ReadonlyMap<string, Addresses>> {
  const places = new Map<string, Addresses>()
  const names = new Set([...job.names, ...job.neighbours.map(neighbour => neighbour.name)])
  let drawn = 20
  for (const name of names) {
    drawn += 1
    const neighbour = job.neighbours.find(each => each.name === name)
    places.set(name, { outer: addressOf(name, neighbour, drawn), loopback: `127.0.1.${drawn}` })
  }
  if (job.neighbours.some(neighbour => neighbour.drop)) openVoid()
  for (const { name, drop } of job.neighbours) if (isAddress(name)) claim(name, drop)
  await serveNames('127.0.0.11', new Map(job.names.map(name => [name.toLowerCase(), places.get(name)!.outer])))
  return places
}

const isAddress = (name: string): boolean => /^\d+(?:\.\d+){3}$/.test(name)

function addressOf(name: string, neighbour: Neighbour | undefined, drawn: number): string {
  if (name === 'localhost') return '127.0.0.1'
  if (isAddress(name)) return name
  return neighbour?.drop ? `198.18.0.${drawn}` : `127.0.0.${drawn}`
}

/** A network whose packets nobody takes: one end of a cable, without ARP so that they are sent at all. */
function openVoid(): void {
  execFileSync('sh', [
    '-ec',
    `ip link add void type veth peer name nowhere
    ip link set void arp off
    ip addr add 198.18.0.1/15 dev void
    ip link set void up
    ip link set nowhere up`,
  ])
}

/** Makes an address that the text names literally ours, or one whose packets get lost. */
function claim(address: string, drop: boolean): void {
  if (drop) execFileSync('ip', ['route', 'add', `${address}/32`, 'dev', 'void'])
  else if (!address.startsWith('127.')) execFileSync('ip', ['addr', 'add', `${address}/32`, 'dev', 'lo'])
}
