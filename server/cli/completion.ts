/** Shell completion: a script for bash, zsh or fish, made of the commands and options that there are. */
import type { Command, Option } from 'commander'
import { formats } from '../output/formats.ts'
import { rules } from '../rules/index.ts'
import { type Shell, shells } from './console.ts'

/** The script; it is to be read by the shell when it starts. */
export function completionFor(shell: Shell, program: Command): string {
  const commands = program.commands.map(command => ({ name: command.name(), about: command.description() }))
  const options = program.createHelp().visibleOptions(program).flatMap(flagsOf)
  return { bash, zsh, fish }[shell](commands, options)
}

interface Named {
  readonly name: string
  readonly about: string
}

interface Flag extends Named {
  /** What its argument may be; empty for a path. */
  readonly values: readonly string[]
  readonly takesValue: boolean
}

const flagsOf = ({ long, description, argChoices, flags }: Option): readonly Flag[] =>
  long
    ? [
        {
          name: long,
          about: description,
          values: argChoices ?? (long === '--format' ? Object.keys(formats) : []),
          takesValue: /[<[]/.test(flags),
        },
      ]
    : []

const ids = (): string => rules.map(({ id }) => id).join(' ')

const bash = (commands: readonly Named[], flags: readonly Flag[]): string => `_gatelint() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  case "$before" in
    explain) words="${ids()}" ;;
    completion) words="${shells.join(' ')}" ;;
${flags
  .filter(({ values }) => values.length > 0)
  .map(({ name, values }) => `    ${name}) words="${values.join(' ')}" ;;\n`)
  .join('')}    *) case "$current" in
      -*) words="${flags.map(({ name }) => name).join(' ')}" ;;
      *) [ "$COMP_CWORD" -eq 1 ] && words="${commands.map(({ name }) => name).join(' ')}" ;;
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}
complete -o filenames -F _gatelint gatelint
`

const zsh = (commands: readonly Named[], flags: readonly Flag[]): string => `#compdef gatelint
_gatelint() {
  local -a commands
  commands=(${commands.map(({ name, about }) => quoted(`${name}:${about.replaceAll(':', '\\:')}`)).join(' ')})
  case "\${words[CURRENT-1]}" in
    explain) compadd ${ids()}; return ;;
    completion) compadd ${shells.join(' ')}; return ;;
  esac
  (( CURRENT == 2 )) && _describe command commands
  _arguments ${flags.map(flag => quoted(`${flag.name}[${brackets(flag.about)}]${argumentOf(flag)}`)).join(' ')} '*:file:_files'
}
compdef _gatelint gatelint
`

const argumentOf = ({ takesValue, values }: Flag): string =>
  takesValue ? (values.length > 0 ? `:value:(${values.join(' ')})` : ':file:_files') : ''

const brackets = (text: string): string => text.replace(/[[\]:]/g, '\\$&')

const fish = (commands: readonly Named[], flags: readonly Flag[]): string =>
  [
    ...commands.map(
      ({ name, about }) => `complete -c gatelint -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`,
    ),
    `complete -c gatelint -n '__fish_seen_subcommand_from explain' -a ${quoted(ids())}`,
    `complete -c gatelint -n '__fish_seen_subcommand_from completion' -a ${quoted(shells.join(' '))}`,
    ...flags.map(({ name, about, takesValue, values }) =>
      [
        `complete -c gatelint -l ${name.slice(2)}`,
        ...(takesValue ? ['-r'] : []),
        ...(values.length > 0 ? [`-f -a ${quoted(values.join(' '))}`] : []),
        `-d ${quoted(about)}`,
      ].join(' '),
    ),
    '',
  ].join('\n')

/** As one word of a shell; fish reads a quote within quotes otherwise than sh, and both read this. */
const quoted = (text: string): string => `'${text.replaceAll("'", '’')}'`
