/** The ports that a service's health check asks within its own container. */
import { slice, type Word } from '../syntax/text.ts'
import type { HealthCheck, Port } from './topology.ts'

export function healthcheckPorts(check: HealthCheck | undefined): readonly Port[] {
  const words = check?.command ?? []
  return [...words.flatMap(inUrls), ...words.flatMap(inOptions), ...besideHosts(words)]
}

const SELF = '(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1?\\]|::1)'

const port = (number: number, { at }: Word, protocol?: Port['protocol']): Port => ({
  number,
  source: 'healthcheck',
  at,
  ...(protocol && { protocol }),
})

/** `http://localhost:8000/`, `/dev/tcp/127.0.0.1/9000`, `localhost:8000`. */
function inUrls(word: Word): readonly Port[] {
  const pattern = new RegExp(
    `(?:(https?)://)?(?<![\\w.-])(${SELF})(?::(\\d{1,5})|/(\\d{1,5})(?!\\d))?(?![\\w.-])`,
    'gi',
  )
  return Array.from(word.text.matchAll(pattern)).flatMap((match): Port[] => {
    const [whole, scheme, , colon, slash] = match
    const written = colon ?? (/\/dev\/tcp\/$/.test(word.text.slice(0, match.index)) ? slash : undefined)
    const protocol = scheme?.toLowerCase() as 'http' | 'https' | undefined
    const end = match.index + whole.length
    if (written === undefined) {
      const leads = /^:[$%{]/.test(word.text.slice(end))
      return protocol && !slash && !leads
        ? [port(protocol === 'https' ? 443 : 80, slice(word, match.index, end), protocol)]
        : []
    }
    return [port(Number(written), slice(word, end - written.length, end), protocol)]
  })
}

/** `nc -z localhost 8000` in one word. */
function inOptions(word: Word): readonly Port[] {
  const pattern = new RegExp(`(?<![\\w.-])${SELF}\\s+(\\d{1,5})(?![\\w.-])`, 'gi')
  return Array.from(word.text.matchAll(pattern), match => {
    const end = match.index + match[0].length
    return port(Number(match[1]), slice(word, end - match[1]!.length, end))
  })
}

/** The same in several words. */
const besideHosts = (words: readonly Word[]): readonly Port[] =>
  words.flatMap((word, index) =>
    index > 0 && /^\d{1,5}$/.test(word.text) && new RegExp(`^${SELF}$`, 'i').test(words[index - 1]!.text)
      ? [port(Number(word.text), word)]
      : [],
  )
