/** Programs that serve, by their names. */
import { PROGRAMS, type Program, STARTS } from './program-facts.ts'

export const programNamed = (name: string): Program | undefined =>
  Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : undefined

/** The words by which one program is several: "dev" of "next dev". */
export const subcommandsOf = (program: string): readonly string[] => SUBCOMMANDS.get(program) ?? []

const SUBCOMMANDS: ReadonlyMap<string, readonly string[]> = Object.keys(PROGRAMS).reduce((found, name) => {
  const [program, subcommand] = name.split(' ')
  return subcommand ? found.set(program!, [...(found.get(program!) ?? []), subcommand]) : found
}, new Map<string, string[]>())

/** The program that an image starts, by the last part of the image's name. */
export const programOf = (image: string): string => (Object.hasOwn(STARTS, image) ? STARTS[image]! : image)

/** Whether any program of the table goes by this name. */
export const isProgram = (name: string): boolean => programNamed(name) !== undefined || subcommandsOf(name).length > 0
