/** What a command line asks to be checked, read: files and folders by their names. */
import { relative } from 'node:path'
import { load, type Named, type Notice, type OnRead, slashed } from '../files.ts'
import { dialectOfText, kindOf } from '../kinds.ts'
import { nearest } from '../syntax/nearest.ts'
import { createWorkspace, type Workspace } from '../workspace.ts'

export interface Input {
  readonly workspace: Workspace
  /** What should have been read and could not be. */
  readonly notices: readonly Notice[]
  /** What was asked for and cannot be judged. */
  readonly errors: readonly Notice[]
  /** Whether fixes can be written to its files. */
  readonly fixable: boolean
  /** Whether a file was asked for; all others were read because they may bear on those. */
  covers(file: string): boolean
  /** A path as it is told. */
  show(file: string): string
}

/** The named files and folders, with all that bears on them. */
export async function namedInput(
  paths: readonly string[],
  cwd: string,
  onRead?: OnRead,
  hidden = false,
): Promise<Input> {
  const named = await load(paths.length > 0 ? paths : ['.'], cwd, onRead, hidden)
  const workspace = createWorkspace()
  const foreign = fill(workspace, named)
  return {
    workspace,
    notices: named.notices,
    errors: [
      ...named.errors.map(({ path, message }) => ({ path, message: message + advice(path, message, cwd) })),
      ...foreign,
    ],
    fixable: true,
    covers: named.covers,
    show: file => shortest(file, cwd),
  }
}

/** Takes in what was read. A file that was named must be one of ours: by its name, or else by what it says. */
function fill(workspace: Workspace, { texts, asked }: Named): readonly Notice[] {
  const foreign: Notice[] = []
  for (const [path, text] of texts) {
    const dialect = asked.has(path) && !kindOf(path, text) ? dialectOfText(text) : undefined
    workspace.set(path, text, dialect)
    if (asked.has(path) && !workspace.files().has(path)) foreign.push({ path, message: FOREIGN })
  }
  return foreign
}

/** To stand after what it is said of. */
export const FOREIGN =
  'is neither an nginx or HAProxy configuration, nor a compose file, a Dockerfile, an .env file or a ConfigMap with a configuration'

/** What to do about a path that leads nowhere. */
function advice(path: string, message: string, cwd: string): string {
  if (!message.startsWith('does not exist')) return ''
  const command = nearest(relative(cwd, path), COMMANDS)
  return command
    ? `. Did you mean the command "${command.text}"?`
    : `. Check its spelling; it was looked for from ${slashed(cwd)}.`
}

const COMMANDS = ['lint', 'explain', 'doctor', 'rules', 'init', 'schema', 'completion', 'lsp'].map(text => ({ text }))

/** Relative to the working folder, unless the path leads far away from it. */
export function shortest(file: string, cwd: string): string {
  const path = slashed(relative(cwd, file))
  return path.startsWith('../../..') || path === '' ? file : path
}
