/** The installed HAProxy lists the keywords that it knows: the catalogue must know them all, and read the same words behind them. */
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import * as catalog from '../../server/catalog/haproxy.ts'
import { disagreements } from './haproxy-ask.ts'

/** With an empty configuration it lists, and then ends with a code of its own. */
const run = (...args: readonly string[]): string => spawnSync('haproxy', args, { encoding: 'utf8' }).stdout

const dump = run('-dKall', '-q', '-c', '-f', '/dev/null')

/** The lines under a heading such as `# List of registered filter names:`. */
const listed = (what: string): readonly string[] => {
  const [, list = ''] = dump.split(`# List of registered ${what}:\n`)
  return list
    .split('# List of')[0]!
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('#'))
}

/** Stable branches get what newer ones brought: which version has it is not asked. */
const isKnown = (entry: catalog.Entry | undefined): boolean => entry?.current === true

const configuration = listed('configuration keywords')

/** The lines of the list of keywords that begin with certain words, without them. */
const below = (start: string): readonly string[] =>
  configuration.flatMap(line => (line.startsWith(`\t${start}`) ? [line.slice(start.length + 1)] : []))

describe('the catalogue knows what the installed HAProxy lists', () => {
  test('keywords of sections', () => {
    const unknown: string[] = []
    let section = ''
    for (const line of configuration) {
      if (!line.startsWith('\t')) section = line.trim()
      else if (/^\t\S+$/.test(line) && catalog.sections().has(section)) {
        const known = catalog.keywordsOf(section).get(line.trim())
        // Names from before 2.1 are still registered, and refused.
        if (!isKnown(known) && !/^(?:cli|con|srv)timeout$/.test(line.trim())) unknown.push(`${section}: ${line.trim()}`)
      }
    }
    expect(configuration.length).toBeGreaterThan(400)
    expect(unknown).toEqual([])
  })

  test.each([
    ['bind <addr>', catalog.bindOptions],
    ['server <name> <addr>', catalog.serverOptions],
  ] as const)('options of %s, with the words behind them', (start, table) => {
    const wrong: string[] = []
    for (const line of below(start)) {
      const [, name = '', words = '0'] = /^(?: ssl)? (\S+)(?: \+(-?\d+))?$/.exec(line) ?? []
      const known = table().get(name)
      if (!isKnown(known) || known?.words !== Number(words)) wrong.push(`${line}: ${known?.words}`)
    }
    expect(below(start).length).toBeGreaterThan(50)
    expect(wrong).toEqual([])
  })

  test.each([
    'tcp-request connection',
    'tcp-request session',
    'tcp-request content',
    'tcp-response content',
    'http-request',
    'http-response',
    'http-after-response',
  ])('actions of %s', ruleSet => {
    const unknown = below(`${ruleSet} `).filter(action => {
      const known = catalog.actionsOf(ruleSet).get(action.replace('*', ''))
      return !isKnown(known) || known?.isPrefix !== action.endsWith('*')
    })
    expect(below(`${ruleSet} `).length).toBeGreaterThan(5)
    expect(unknown).toEqual([])
  })

  test('keywords of ACLs, and filters', () => {
    const names = listed('ACL keywords').map(line => line.split(' ')[0]!)
    expect(names.length).toBeGreaterThan(50)
    expect(names.filter(name => !isKnown(catalog.aclKeywords().get(name)))).toEqual([])
    const filters = listed('filter names').map(line => line.split(' ')[0]!)
    expect(filters.filter(name => !isKnown(catalog.filters().get(name)))).toEqual([])
  })

  test('options', () => {
    const names = below('option ').map(line => line.split(' ')[0]!)
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter(name => !isKnown(catalog.options().get(name)))).toEqual([])
  })

  test.each([
    ['sample fetch functions', catalog.fetches],
    ['sample converter functions', catalog.converters],
  ] as const)('%s, with their arguments', (what, table) => {
    const lines = listed(what)
    const wrong = lines.filter(line => {
      const [, name = '', list] = /([\w.+-]+)(?:\(([^)]*)\))?:/.exec(line) ?? []
      const known = table().get(name)
      const most = list ? list.replace(/[[\]]/g, '').split(',').length : 0
      const least = list
        ? list
            .replace(/\[.*/, '')
            .split(',')
            .filter(type => type !== '').length
        : 0
      return !isKnown(known) || known!.least > least || known!.most < most
    })
    expect(lines.length).toBeGreaterThan(50)
    expect(wrong).toEqual([])
  })
})

/** A section that is right but for the line that is added. */
const heads: Readonly<Record<string, string>> = {
  global: 'global',
  listen: 'listen proxy',
  cache: 'cache small\n  total-max-size 4',
  userlist: 'userlist people',
  peers: 'peers mesh',
  resolvers: 'resolvers dns',
  mailers: 'mailers post',
  ring: 'ring events',
  'fcgi-app': 'fcgi-app php\n  docroot /srv',
  program: 'program helper\n  command true',
}

describe('the installed HAProxy refuses what the catalogue says', () => {
  test.each(Object.keys(heads))('too few words, too many, and bad times in %s', { timeout: 60_000 }, async section => {
    const lines = [...catalog.keywordsOf(section).values()].filter(isKnown).flatMap(({ name, least, most, value }) => [
      ...(least > 0 ? [name] : []),
      ...(most < Infinity
        ? [
            `${name} ${Array(most + 1)
              .fill('1')
              .join(' ')}`,
          ]
        : []),
      ...(value === 'time' ? [`${name} 5x`] : []),
      ...(value === 'size' ? [`${name} x`] : []),
    ])
    const texts = lines.map(line => `${heads[section]}\n  ${line}\n`)
    expect(await disagreements(texts, (text, { refused }) => (refused ? undefined : text))).toEqual([])
  })
})
