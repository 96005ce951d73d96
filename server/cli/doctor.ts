/** The command that shows how every target was followed: who is asked, what says so, and what is not known. */
import { version } from '../../package.json'
import { examine } from '../doctor.ts'
import { doctorJson, doctorText } from '../output/doctor.ts'
import { visible } from '../output/terminal.ts'
import { type Console, type ExitCode, hasColors, type When } from './console.ts'
import { namedInput } from './input.ts'
import { settle } from './settings.ts'

export interface DoctorOptions {
  readonly json: boolean
  readonly color: When
  /** The only settings that count; false for none. */
  readonly config: string | false | undefined
}

/** 1 where a target has a fault. */
export async function doctor(paths: readonly string[], options: DoctorOptions, console: Console): Promise<ExitCode> {
  const { workspace, notices, errors, covers, show } = await namedInput(paths, console.cwd)
  const unsettled = await settle(workspace, options.config, console)
  for (const { path, message } of notices) console.err(`warning: ${visible(`${show(path)} ${message}`)}\n`)
  for (const { path, message } of errors) console.err(`error: ${visible(`${show(path)} ${message}`)}\n`)
  if (unsettled !== undefined) console.err(`error: ${visible(unsettled)}\n`)
  if (errors.length > 0 || unsettled !== undefined) return 2
  const views = workspace.views().filter(({ config }) => config.documents.some(({ file }) => covers(file)))
  const examinations = examine(views, workspace.findings())
  const told = { examinations, locate: workspace.locate, show, version }
  console.out(options.json ? doctorJson(told) : doctorText(told, hasColors(options.color, console)))
  return examinations.some(({ targets }) => targets.some(({ judgement }) => judgement === 'fault')) ? 1 : 0
}
