/** The settings on the command line: which file counts, what it comes to, a first one, and what may stand in one. */

import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { readOne, reasonOf, slashed } from '../files.ts'
import { visible } from '../output/terminal.ts'
import { rules } from '../rules/index.ts'
import { FIRST_SETTINGS, SETTINGS_NAMES } from '../settings/first.ts'
import { settingsSchema } from '../settings/schema.ts'
import { readSettings } from '../settings/settings.ts'
import type { Workspace } from '../workspace.ts'
import type { Console, ExitCode } from './console.ts'
import { shortest } from './input.ts'

/** Does what `--config FILE`, the environment, or `--no-config` asks for; its patterns are taken from the working folder. Answers why it cannot. */
export async function settle(
  workspace: Workspace,
  config: string | false | undefined,
  { cwd, env }: Pick<Console, 'cwd' | 'env'>,
): Promise<string | undefined> {
  if (config === false) workspace.settle({ only: 'none' })
  const named = config || env.GATELINT_CONFIG || undefined
  if (config === false || named === undefined) return undefined
  const path = slashed(resolve(cwd, named))
  const { text, message } = await readOne(path)
  if (text === undefined) return `the settings ${named} ${message}`
  workspace.set(path, text, 'gatelint')
  workspace.settle({ only: readSettings(path, text, rules, slashed(cwd)) })
  return undefined
}

/** Prints what holds for a file, and which settings files say so. */
export function printSettings(file: string, workspace: Workspace, { cwd, out }: Console): ExitCode {
  const path = slashed(resolve(cwd, file))
  const settings = workspace.settings()
  const levels = rules.map(rule => {
    const level = settings.levelOf(rule, path)
    const options = settings.optionsOf(rule, path)
    return [rule.id, rule.options ? [level, options] : level] as const
  })
  const shown = {
    files: settings.filesFor(path).map(({ file }) => shortest(file, cwd)),
    ignored: settings.isIgnored(path),
    requireReason: settings.needsReason(path),
    versions: { nginx: settings.versionOf(path, 'nginx'), haproxy: settings.versionOf(path, 'haproxy') },
    pathMap: Object.fromEntries(settings.pathMapOf(path).map(({ from, to }) => [to, shortest(from, cwd)])),
    env: Object.fromEntries(Array.from(settings.environmentOf(path), ([name, { text }]) => [name, text])),
    compose: settings.compose.map(({ files, profiles }) => ({
      files: files?.map(one => shortest(one, cwd)),
      profiles,
    })),
    rules: Object.fromEntries(levels),
  }
  out(`${JSON.stringify(shown, null, 2)}\n`)
  return 0
}

/** Prints the schema of a settings file. */
export function printSchema({ out }: Console): ExitCode {
  out(`${JSON.stringify(settingsSchema(rules), null, 2)}\n`)
  return 0
}

/** Writes a first settings file into the working folder. */
export async function init({ cwd, out, err }: Console): Promise<ExitCode> {
  const there = SETTINGS_NAMES.find(name => existsSync(resolve(cwd, name)))
  if (there) {
    err(`error: there is a ${there} in this folder already: it is left as it is.\n`)
    return 2
  }
  try {
    await writeFile(resolve(cwd, SETTINGS_NAMES[0]!), FIRST_SETTINGS, { flag: 'wx' })
  } catch (error) {
    err(`error: ${visible(`${SETTINGS_NAMES[0]} ${reasonOf(error, 'written')}`)}\n`)
    return 2
  }
  out(`Wrote ${SETTINGS_NAMES[0]}. It sets nothing yet: take the "#" away from what you want.\n`)
  return 0
}
