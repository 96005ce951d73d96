/** What a command line asks to be checked, read: a text that comes on standard input. */
import { resolve } from 'node:path'
import { readDump } from '../dump.ts'
import { loadAround, slashed } from '../files.ts'
import { dialectOfText, kindOf } from '../kinds.ts'
import { createWorkspace } from '../workspace.ts'
import { FOREIGN, type Input, shortest } from './input.ts'

/**
 * A dump of `nginx -T`, as the files that it names; any other text as one file. `name`: the path at which that file counts as standing,
 * in the place of what stands there. What lies around bears on it, as on a file that is named. Answers why not, if it is none of ours.
 */
export async function pipedInput(text: string, name: string | undefined, cwd: string): Promise<Input | string> {
  const dump = name === undefined ? readDump(text) : undefined
  const path = slashed(resolve(cwd, name ?? namelessFor(text)))
  const { texts, notices } = await loadAround(path, cwd)
  const workspace = createWorkspace()
  for (const [file, other] of texts) workspace.set(file, other)
  if (dump) workspace.setDump(dump)
  else workspace.set(path, text, kindOf(path, text) ? undefined : dialectOfText(text))
  if (!dump && !workspace.files().has(path)) return `what came on standard input ${FOREIGN}. ${ADVICE}`
  return {
    workspace,
    notices,
    errors: [],
    fixable: false,
    covers: file => (dump ? dump.has(file) : file === path),
    show: file =>
      dump?.has(file) ? file : file === path ? (name === undefined ? NAMELESS : slashed(name)) : shortest(file, cwd),
  }
}

const NAMELESS = '<stdin>'

/** Of YAML it is the name that says so. */
const namelessFor = (text: string): string => (kindOf(`${NAMELESS}.yaml`, text) ? `${NAMELESS}.yaml` : NAMELESS)

const ADVICE = 'Say what it is by a file name: --stdin-filename nginx.conf'
