/** What others wrote and we ship: few packages, pinned, each under a licence that allows it, its text beside the bundles. */
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { built } from '../cli/gatelint.ts'

const { path } = built()
const root = new URL('../../', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')
const manifest: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(read('package.json'))
const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(read('package-lock.json'))

interface Locked {
  readonly version: string
  readonly integrity?: string
}

/** They ask for their text to be handed on, and for nothing else. */
const ALLOWED = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0']

test('nothing is installed beside it', () => {
  for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies', 'bundledDependencies'])
    expect(manifest[kind]).toBeUndefined()
})

test('every package that it is built with is pinned, to the very bytes', () => {
  for (const [name, version] of Object.entries(manifest.devDependencies!)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
    expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version)
  }
  for (const [place, { integrity }] of Object.entries(lock.packages)) {
    if (place !== '') expect(integrity, place).toMatch(/^sha512-/)
  }
})

test('every package that is bundled allows it, and its licence is shipped', () => {
  const text = readFileSync(`${dirname(path())}/THIRD-PARTY.txt`, 'utf8')
  const shipped = [...text.matchAll(/^(\S+) (\d+\.\d+\.\d+) \((.+)\)\n\n(.+)/gm)]
  expect(shipped.length).toBe(text.split(`\n${'-'.repeat(80)}\n`).length)
  for (const [, name, version, licence] of shipped) {
    expect(ALLOWED, name).toContain(licence)
    const locked = Object.entries(lock.packages).filter(([place]) => place.endsWith(`node_modules/${name}`))
    expect(
      locked.map(([, { version }]) => version),
      name,
    ).toContain(version)
  }
  const names = shipped.map(([, name]) => name)
  expect(names).toEqual(expect.arrayContaining(['commander', 'ignore', 'vscode-languageserver', 'yaml']))
  expect(names).not.toContain('typescript')
})
