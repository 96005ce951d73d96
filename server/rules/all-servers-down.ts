/** An upstream of which every server is taken out of use. */
import { type Config, type Target, type Upstream, usedUpstreams } from '../model/config.ts'
import { gathering } from '../model/gathered.ts'
import { occurrences, occurs } from '../model/occurrences.ts'
import type { Fix, Report, Rule, Severity } from '../rule.ts'
import { type Word, withoutWords } from '../syntax/text.ts'

export const allServersDown: Rule = {
  id: 'all-servers-down',
  severity: 'error',
  group: 'references',
  summary: 'Every server of an upstream is marked as down, or has no weight: none is left to ask.',
  *check({ config }) {
    if (remembersState(config)) return
    for (const { upstream, mark } of outOfUse(usedUpstreams(config), config)) yield report(config, upstream, mark)
  },
}

/** Each upstream without a server in use, and the first word that keeps one out. */
const outOfUse = gathering((upstream: Upstream, { dialect }) => {
  const [mark, ...others] = upstream.targets.map(target => markOf(dialect, target))
  const isDown = mark && others.every(other => other !== undefined) && upstream.declared && isWhole(upstream)
  return isDown ? [{ upstream, mark }] : []
})

/** Every line that is or brings a server is a target that is known. */
const isWhole = ({ directive, targets }: Upstream): boolean =>
  (directive.body ?? []).filter(({ name }) => /^(?:server(?:-template)?|include|dispatch|\.\w+)$/.test(name.text))
    .length === targets.length

/** The word that keeps a server out of use; of HAProxy's two the one that decides. */
function markOf(dialect: Config['dialect'], { options, down }: Target): Word | undefined {
  if (dialect === 'nginx') return options.find(({ text }) => text === 'down')
  if (down) return options.findLast(({ text }) => text === 'disabled')
  const weight = options.findLastIndex(({ text }) => text === 'weight')
  return weight >= 0 && options[weight + 1]?.text === '0' ? options[weight] : undefined
}

/** HAProxy may take the servers' state from where it left it. */
const remembersState = (config: Config): boolean =>
  config.dialect === 'haproxy' && occurs(config, 'load-server-state-from-file')

function report(config: Config, { name, targets, directive }: Upstream, mark: Word): Report {
  const answer = config.dialect === 'nginx' ? '502' : '503'
  const each = targets.length === 1 ? 'The only server' : `Each of the ${targets.length} servers`
  return {
    at: name.at,
    severity: severityOf(config),
    message: `${each} of "${name.text}" is marked with "${mark.text === 'weight' ? 'weight 0' : mark.text}": none is left to ask, and every request is answered ${answer}.`,
    related: [{ at: mark.at, message: 'This one is out of use' }],
    fixes: targets[0]!.directive.at.file === directive.at.file ? bringBack(targets[0]!, mark) : [],
  }
}

/** HAProxy can be told to bring a server back while it runs. */
const severityOf = (config: Config): Severity =>
  occurrences(config, 'stats').some(({ directive }) => directive.args[0]?.text === 'socket') ? 'warning' : 'error'

function bringBack({ directive, host, port }: Target, mark: Word): readonly Fix[] {
  const before = directive.args[directive.args.indexOf(mark) - 1]
  if (!before || mark.text === 'weight') return []
  return [
    {
      title: `Ask "${host.text}${port ? `:${port.text}` : ''}" again`,
      edits: [withoutWords(before, mark)],
      safe: false,
    },
  ]
}
