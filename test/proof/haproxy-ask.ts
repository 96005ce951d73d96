/** Asks the installed HAProxy what it thinks of a configuration. */
import { execFile } from 'node:child_process'
import * as fs from 'node:fs'
import * as os from 'node:os'
import * as path from 'node:path'

/** What HAProxy says of a text: whether it refuses to start, and the lines that it complains of. */
export interface Verdict {
  readonly refused: boolean
  /** From one. Of what HAProxy finds only behind the last line it names none. */
  readonly lines: readonly number[]
  readonly output: string
}

/** A configuration that is right but listens to nothing ends with 2: that is no refusal. Names are not looked up. */
export async function ask(text: string): Promise<Verdict> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ask-haproxy-'))
  const file = path.join(folder, 'haproxy.cfg')
  fs.writeFileSync(file, text)
  try {
    return await new Promise<Verdict>((resolve, reject) =>
      execFile('haproxy', ['-c', '-dr', '-f', file], (error, stdout, stderr) => {
        // On some faults HAProxy 2.6 ends with a signal, and without a code.
        const code = error ? (error.code ?? 1) : 0
        if (typeof code !== 'number') return reject(error)
        const output = stdout + stderr
        const alerts = output.split('\n').filter(line => line.startsWith('[ALERT]'))
        const lines = alerts.flatMap(line => [...line.matchAll(/haproxy\.cfg:(\d+)\]/g)].map(match => Number(match[1])))
        resolve({ refused: code === 1, lines: [...new Set(lines)], output })
      }),
    )
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

/** Asks of each text, two at a time, and returns what a check has to say against the verdicts. */
export async function disagreements(
  texts: readonly string[],
  check: (text: string, verdict: Verdict) => string | undefined,
): Promise<readonly string[]> {
  const left = texts.values()
  const found: string[] = []
  const work = async (): Promise<void> => {
    for (const text of left) {
      const disagreement = check(text, await ask(text))
      if (disagreement !== undefined) found.push(disagreement)
    }
  }
  await Promise.all([work(), work()])
  return found
}
