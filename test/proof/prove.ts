/** Holds a proof's claims against what the real server does with the text as it is found, and with the text after each fix. */
import type { Case } from '../pages/page.ts'
import { type AnswerClaim, type Claims, readProof } from './claims.ts'
import type { Answer, Job, Observation } from './lab/job.ts'
import { observe } from './lab/lab.ts'
import { composeNames } from './lab/names.ts'

/** One run: what was claimed and what was seen, in the words of the proof. */
export interface Row {
  /** "found", "fixed", or "fixed: title". */
  readonly text: string
  readonly claimed: readonly string[]
  /** Equal to `claimed` where the proof holds. */
  readonly seen: readonly string[]
}

/** Every run of a case with a proof. Throws when the proof cannot be read, and when it cannot be run. */
export async function prove({ name, proof, files, outcomes }: Case): Promise<readonly Row[]> {
  if (!proof) throw new Error(`The case "${name}" has no proof.`)
  const { found, fixed, problems } = readProof(proof, outcomes.length > 0)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const main = files.find(file => file.language === 'nginx' || file.language === 'haproxy')
  if (!main) throw new Error(`The case "${name}" has neither an nginx nor a haproxy file to start a server with.`)

  const texts = new Map(files.map(file => [file.path, file.text]))
  const runs = [
    { text: 'found', texts, claims: found },
    ...outcomes.map(outcome => ({
      text: outcome.title ? `fixed: ${outcome.title}` : 'fixed',
      texts: new Map([...texts, ...outcome.files.map(file => [file.path, file.text] as const)]),
      claims: fixed,
    })),
  ]
  return Promise.all(
    runs.map(async ({ text, texts, claims }) => {
      const observation = await observe(
        jobOf(main.path, main.language === 'nginx' ? 'nginx' : 'haproxy', texts, claims),
      )
      return { text, ...compared(claims, observation) }
    }),
  )
}

/** The folder of the main file is the server's; of the neighbours, those resolve that Docker would name, and those that it does not know. */
function jobOf(main: string, server: Job['server'], texts: ReadonlyMap<string, string>, claims: Claims): Job {
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const own = [...texts].filter(
    ([path]) => path !== main && path.startsWith(folder) && !/\.ya?ml$|Dockerfile$|\.env$/.test(path),
  )
  const { known, inReach } = composeNames(texts, main)
  const declared = claims.neighbours
    .map(neighbour => neighbour.name)
    .filter(name => !known.has(name) && !/^unix:|^[\d.]+$/.test(name))
  return {
    server,
    files: [
      { path: main.slice(folder.length), text: texts.get(main)! },
      ...own.map(([path, text]) => ({ path: path.slice(folder.length), text })),
    ],
    neighbours: claims.neighbours,
    names: [...new Set([...inReach, ...declared])],
    requests: claims.answers.map(claim => claim.request),
  }
}

/** The claims beside what was seen of each, in the same words. */
function compared(claims: Claims, { accepted, answers, log }: Observation): Pick<Row, 'claimed' | 'seen'> {
  const claimed: string[] = []
  const seen: string[] = []
  const compare = (claim: string, sight: string): void => {
    claimed.push(claim)
    seen.push(sight)
  }
  const everything = log.join('\n')
  if (claims.start) {
    const { accepted: wanted, message } = claims.start
    const same = wanted === accepted && everything.includes(message ?? '')
    const claim = wanted ? 'start: accepted' : `start: refused${message ? ` "${message}"` : ''}`
    compare(claim, same ? claim : `start: ${accepted ? 'accepted' : 'refused'} ${everything}`.trimEnd())
  }
  for (const [index, claim] of claims.answers.entries()) {
    const given = answers[index]
    const { statuses, state } = claim
    compare(
      `${claim.text}: ${[statuses, state].filter(Boolean).join(' ')}`,
      `${claim.text}: ${given ? answerText(given, claim) : `does not start: ${everything}`}`,
    )
  }
  for (const { part, absent } of claims.logs) {
    const claim = `${absent ? 'no log' : 'log'}: ${part}`
    compare(claim, everything.includes(part) !== absent ? claim : `log: ${everything || 'empty'}`)
  }
  return { claimed, seen }
}

/** The statuses, each once, in ascending order; HAProxy's states only where one is claimed. */
function answerText(answers: readonly Answer[], { state }: AnswerClaim): string {
  const statuses = [...new Set(answers.map(answer => answer.status))].sort()
  const states = [...new Set(answers.map(answer => answer.state ?? 'without a state'))].sort()
  return [...statuses, ...(state ? states : [])].join(' ')
}
