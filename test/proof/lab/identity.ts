/** Certificates, signed by themselves, for the neighbours and for the files that a configuration names. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Identity } from './backends.ts'

/** A new key with a certificate for these names, valid for a day. */
export function makeIdentity(names: readonly string[]): Identity {
  const hosts = names
    .filter(name => /^[\w.-]+$/.test(name))
    .map(name => (/^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`))
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-nodes', '-days', '1', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
      ...['-subj', '/CN=laboratory', '-addext', `subjectAltName=${['DNS:localhost', ...hosts].join(',')}`],
      ...['-keyout', '/tmp/lab.key', '-out', '/tmp/lab.pem'],
    ],
    { stdio: 'pipe' },
  )
  return { cert: readFileSync('/tmp/lab.pem', 'utf8'), key: readFileSync('/tmp/lab.key', 'utf8') }
}

const namedFiles =
  /(?:^|[\s;{])(?:(?:proxy_|grpc_|uwsgi_)?ssl_(?:certificate|certificate_key|trusted_certificate|client_certificate)|crt|ca-file)\s+([^\s;]+)/gm

/** The certificate files that a text names and that are not there, as absolute paths; relative ones belong to the folder. */
export const missingCertificates = (text: string, folder: string): readonly string[] =>
  Array.from(text.matchAll(namedFiles), ([, path]) => resolve(folder, path!)).filter(
    path => path.startsWith('/etc/') && !path.includes('$') && !existsSync(path),
  )

/** One file serves as certificate, as key, and as the authority that signed it. */
export function writeIdentity(path: string, { cert, key }: Identity): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, cert + key)
}
