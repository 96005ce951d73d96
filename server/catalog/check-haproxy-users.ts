/** The users and groups of a `userlist`. */
import { type Check, isPlain, type Line } from './haproxy-lines.ts'

/** A user or a group of whose name there is one above: HAProxy reads no more of the line. */
const isPassedOver = ({ section, directive, keyword, args: [name] }: Line): boolean => {
  const first = section.lines.find(other => other.keyword.text === keyword.text && other.args[0]?.text === name?.text)
  return name !== undefined && first?.directive !== directive
}

/** `group NAME [users LIST]`. */
export const group: Check = (line, { report }) => {
  const {
    keyword,
    args: [name, option],
  } = line
  if (isPassedOver(line)) return
  if (!name) report('wrong-arguments', keyword, '"group" expects a name.')
  else if (option && option.text !== 'users' && isPlain(option)) {
    report('wrong-arguments', option, `"group" knows nothing but "users", not "${option.text}".`)
  }
}

/** `user NAME password TEXT …`. */
export const user: Check = (line, { report }) => {
  const { keyword, args } = line
  if (isPassedOver(line)) return
  if (args.length === 0) report('wrong-arguments', keyword, '"user" expects a name.')
  const strange = args.find(
    ({ text }, index) => index % 2 === 1 && !/^(?:password|insecure-password|groups)$/.test(text),
  )
  if (!strange || !isPlain(strange)) return
  report(
    'wrong-arguments',
    strange,
    `"user" knows no "${strange.text}": "password", "insecure-password" and "groups" may stand here.`,
  )
}
