/** The lines that say where logs go, and what stands in them. */
import { checkLogFormat } from './check-haproxy-sample.ts'
import { addressOf } from './haproxy-address.ts'
import { type Check, isKnown, isPlain } from './haproxy-lines.ts'

const facilities =
  /^(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|auth2|ftp|ntp|audit|alert|cron2|local[0-7])$/
const levels = /^(?:emerg|alert|crit|err|warning|notice|info|debug)$/

/** `log ADDRESS [len|format|sample|profile VALUE] FACILITY [LEVEL [LEVEL]]`, or `log global`. */
export const checkLog: Check = ({ section, keyword, args, negation }, { report }) => {
  const [address] = args
  if (negation || args.some(word => !isKnown(word))) return
  if (!address) {
    const global = section.kind === 'global' ? '' : '"global", or '
    report('wrong-arguments', keyword, `"log" expects ${global}an address and a facility.`)
    return
  }
  if (address.text === 'global' && args.length === 1 && section.kind !== 'global') return
  const { port } = addressOf(address.text)
  if (port && /^\d+$/.test(port) && Number(port) > 65_535) {
    report('bad-value', address, `There is no port ${port}: the highest is 65535.`)
  }
  let at = 1
  while (/^(?:len|format|sample|profile)$/.test(args[at]?.text ?? '')) at += 2
  const [facility, ...rest] = args.slice(at)
  if (!facility) {
    report('wrong-arguments', address, 'A facility such as "local0" is missing behind the address.')
    return
  }
  if (!facilities.test(facility.text)) {
    if (!isPlain(facility)) return
    const message = `"${facility.text}" is no facility of syslog: "local0" to "local7", "daemon" and "user" are the usual ones.`
    report('bad-value', facility, message)
    return
  }
  const strange = rest.slice(0, 2).find(({ text }) => !levels.test(text))
  if (!strange || !isPlain(strange)) return
  const message = `"${strange.text}" is no level: "emerg", "alert", "crit", "err", "warning", "notice", "info" or "debug" was expected.`
  report('bad-value', strange, message)
}

/** `log-format`, `unique-id-format` and their like. */
export const checkFormat: Check = ({ section, keyword, args }, context) => {
  // A backend has none of its own, and older versions do not even read it there.
  if (section.kind === 'backend') return
  const [format, extra] = args
  if (extra && !args.some(word => !isKnown(word))) {
    context.report('wrong-arguments', extra, `"${keyword.text}" takes one word: text with spaces needs quotes.`)
  } else if (format && isKnown(format)) checkLogFormat(format, true, context)
}
