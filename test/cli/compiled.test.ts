/** The folder in which compiled code is kept: only one that nobody else may write into, since what lies in it is run. */
import { chmodSync, chownSync, existsSync, mkdirSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { folderOf } from '../../server/cli/compiled.ts'
import { folderOf as folderWith } from './folder.ts'

const modeOf = (path: string): number => statSync(path).mode & 0o777

test('is made in the cache folder of the user, for the user alone', () => {
  const XDG_CACHE_HOME = join(folderWith({}), 'cache')
  const folder = folderOf({ XDG_CACHE_HOME })
  expect(folder).toBe(join(XDG_CACHE_HOME, 'gatelint'))
  expect(modeOf(folder!)).toBe(0o700)
  expect(folderOf({ XDG_CACHE_HOME })).toBe(folder)
})

describe('is none', () => {
  const refused = (prepare: (cache: string) => void): void => {
    const XDG_CACHE_HOME = folderWith({})
    prepare(XDG_CACHE_HOME)
    expect(folderOf({ XDG_CACHE_HOME })).toBeUndefined()
  }

  test('where others may write', () =>
    refused(cache => {
      mkdirSync(join(cache, 'gatelint'))
      chmodSync(join(cache, 'gatelint'), 0o770)
    }))

  test('where a link leads elsewhere', () =>
    refused(cache => {
      mkdirSync(join(cache, 'elsewhere'), { mode: 0o700 })
      symlinkSync('elsewhere', join(cache, 'gatelint'))
    }))

  test('where a file stands', () => refused(cache => symlinkSync('/dev/null', join(cache, 'gatelint'))))

  test('where it would be made in a folder that others may write into', () => {
    const shared = join(folderWith({}), 'shared')
    mkdirSync(shared)
    chmodSync(shared, 0o777)
    expect(folderOf({ XDG_CACHE_HOME: join(shared, 'cache') })).toBeUndefined()
    expect(existsSync(join(shared, 'cache'))).toBe(false)
  })

  test('in the home of somebody else, as of the user who became root', () => {
    const foreign = process.getuid?.() === 0 ? folderWith({}) : '/usr'
    if (foreign !== '/usr') chownSync(foreign, 65_534, 65_534)
    expect(folderOf({ XDG_CACHE_HOME: join(foreign, 'cache') })).toBeUndefined()
    expect(existsSync(join(foreign, 'cache'))).toBe(false)
  })
})
