/**
 * Holds generated configurations against the installed servers, and prints where we and they disagree:
 * `npm run agree -- nginx|haproxy --cases N --seed S`.
 */
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { type Disagreement, withHaproxy, withNginx } from '../test/generate/agree.ts'
import { haproxyConfigurations } from '../test/generate/haproxy.ts'
import { nginxConfigurations } from '../test/generate/nginx.ts'
import { ask } from '../test/proof/haproxy-ask.ts'
import { installedNginx } from '../test/proof/nginx-ask.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    /** A folder with modules of nginx: stream and mail are asked for, too. */
    modules: { type: 'string' },
    /** How many examples of a kind are shown. */
    examples: { type: 'string', default: '3' },
  },
})

const sampling = { numRuns: Number(values.cases), seed: Number(values.seed) }
const kinds = new Map<string, { readonly text: string; readonly message: string }[]>()
const told = { accepted: 0, refused: 0 }

function note(text: string, isRefused: boolean, disagreement: Disagreement | undefined): void {
  told[isRefused ? 'refused' : 'accepted']++
  if (!disagreement) return
  const said = disagreement.message.split('\n')[0]!.replace(/ in \/\S+:\d+$|\[\/\S+:\d+\]|^\[ALERT\] *\(\d+\) : /g, '')
  const kind = `${disagreement.kind === 'false alarm' ? 'false alarm' : 'missed'}: ${said.replace(/["'][^"']*["']/g, '"…"').replace(/\d+/g, 'N')}`
  kinds.set(kind, [...(kinds.get(kind) ?? []), { text, message: disagreement.message }])
}

if (positionals[0] === 'haproxy') {
  for (const text of fc.sample(haproxyConfigurations, sampling)) {
    const verdict = await ask(text)
    note(text, verdict.refused, withHaproxy(text, verdict))
  }
} else {
  const nginx = installedNginx(values.modules === undefined ? {} : { modules: values.modules })
  const arbitrary = nginxConfigurations(values.modules === undefined ? [] : ['stream', 'mail'])
  for (const text of fc.sample(arbitrary, sampling)) {
    const refusal = nginx.ask(text)
    note(text, refusal !== undefined, withNginx(text, refusal))
  }
  nginx.end()
}

for (const [kind, all] of [...kinds].sort(([, a], [, b]) => b.length - a.length)) {
  console.log(`\n## ${all.length} × ${kind}`)
  for (const { text, message } of all.slice(0, Number(values.examples))) {
    const line = /(?:^|:)(\d+)(?:\]|$|:)/m.exec(message)?.[1]
    console.log(`  ${(line && text.split('\n')[Number(line) - 1]) ?? JSON.stringify(text)}\n      ${message}`)
  }
}
const disagreements = [...kinds.values()].reduce((sum, all) => sum + all.length, 0)
console.log(
  `\n${values.cases} cases from seed ${values.seed}: ${told.accepted} accepted, ${told.refused} refused, ${disagreements} disagreements`,
)
