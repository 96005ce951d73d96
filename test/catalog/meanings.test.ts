/** Every name that the catalogue knows has a meaning, of a length that a hover bears, that it shares with no unrelated name. */
import * as fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as haproxy from '../../server/catalog/haproxy.ts'
import { type HaproxyKind, meaningOfHaproxy } from '../../server/catalog/haproxy-meanings.ts'
import { directiveNames, directivesNamed, variableNames } from '../../server/catalog/nginx.ts'
import { meaningOfNginx, meaningOfNginxVariable } from '../../server/catalog/nginx-meanings.ts'

type Meanings = ReadonlyMap<string, string | undefined>

const meaningsOf = (names: Iterable<string>, meaningOf: (name: string) => string | undefined): Meanings =>
  new Map([...names].map(name => [name, meaningOf(name)]))

/** Names that have their meaning together, as far as `related` does not allow it. */
function shared(meanings: Meanings, related: (names: readonly string[]) => boolean): readonly string[] {
  const byMeaning = new Map<string, string[]>()
  for (const [name, meaning = ''] of meanings) byMeaning.set(meaning, [...(byMeaning.get(meaning) ?? []), name])
  return [...byMeaning.values()].filter(names => names.length > 1 && !related(names)).map(names => names.join(' '))
}

/** What is wrong with the wording, by name. */
function faults(meanings: Meanings): readonly string[] {
  return [...meanings].flatMap(([name, meaning]) => {
    if (meaning === undefined) return [`${name}: none`]
    if (meaning.length > 240) return [`${name}: ${meaning.length} characters`]
    if (!/^[A-Z\d].*\.$/.test(meaning)) return [`${name}: no sentence: ${meaning}`]
    return /\s\s|\n|[{}*]{2}|\{(?!\+)|undefined/.test(meaning) ? [`${name}: ${meaning}`] : []
  })
}

const nginxDirectives = meaningsOf(directiveNames(), meaningOfNginx)
const nginxVariables = meaningsOf([...variableNames('http'), ...variableNames('stream')], meaningOfNginxVariable)

const keywords = [...haproxy.keywords().keys()].map(name => name.slice(name.indexOf(' ') + 1))
const after = (first: string): readonly string[] =>
  keywords.filter(name => name.startsWith(`${first} `)).map(name => name.slice(first.length + 1))

const haproxyNames: Readonly<Record<HaproxyKind, readonly string[]>> = {
  section: [...haproxy.sections().keys()],
  keyword: keywords.filter(name => !/^(?:option|timeout) ./.test(name)),
  option: [...haproxy.options().keys(), ...after('option')],
  timeout: [...haproxy.timeouts().keys(), ...after('timeout')],
  server: [...haproxy.serverOptions().keys()],
  bind: [...haproxy.bindOptions().keys()],
  action: [...haproxy.actions().keys()].map(name => name.slice(name.lastIndexOf(' ') + 1)),
  algorithm: [...haproxy.balanceAlgorithms().keys()],
  filter: [...haproxy.filters().keys()],
  counter: [...haproxy.stickData().keys()],
  fetch: [...haproxy.fetches().keys(), ...haproxy.aclKeywords().keys()],
  converter: [...haproxy.converters().keys()],
  variable: [...haproxy.logAliases().keys()],
}

describe('nginx', () => {
  test('every directive is explained', () => {
    expect(nginxDirectives.size).toBeGreaterThan(1900)
    expect(faults(nginxDirectives)).toEqual([])
  })

  test('every variable is explained, also one of a family and a group', () => {
    expect(faults(nginxVariables)).toEqual([])
    expect(meaningOfNginxVariable('arg_page')).toBe(meaningOfNginxVariable('arg_'))
    expect(meaningOfNginxVariable('2')).toContain('group 2')
    expect(meaningOfNginxVariable('backend')).toBeUndefined()
  })

  test('only settings of foreign modules share a meaning', () => {
    const areForeign = (names: readonly string[]): boolean =>
      names.every(name => directivesNamed(name)?.every(({ module }) => module !== undefined))
    expect(shared(nginxDirectives, areForeign)).toEqual([])
    expect(shared(nginxVariables, () => false)).toEqual([])
  })

  test.each([
    ['proxy_read_timeout', 'from the server;'],
    ['fastcgi_read_timeout', 'from the FastCGI server;'],
    ['uwsgi_param', 'A level with a uwsgi_param of its own'],
    ['zone_sync_ssl_name', "the cluster's other nodes"],
    ['content_by_lua_block', 'Runs this Lua code to answer the request.'],
    ['content_by_lua_file', 'Runs a file of Lua to answer the request.'],
  ])('%s says: %s', (name, part) => expect(meaningOfNginx(name)).toContain(part))

  test.each(['grpc_cache', 'proxy_passs', 'toString', 'nothing_by_lua_block', ''])('%s means nothing', name =>
    expect(meaningOfNginx(name)).toBeUndefined(),
  )
})

describe('HAProxy', () => {
  /** Names for the very same thing. */
  const synonyms = ['cliexp clitimeout', 'redisp redispatch', 'srvexp srvtimeout', 'scook set-cookie', 'map map_str']

  describe.each(Object.entries(haproxyNames))('%s', (kind, names) => {
    const meanings = meaningsOf(names, name => meaningOfHaproxy(name, kind as HaproxyKind))

    test('every name is explained', () => expect(faults(meanings)).toEqual([]))

    test('no two unrelated names share a meaning', () =>
      expect(shared(meanings, names => synonyms.includes(names.join(' ')))).toEqual([]))

    test.each(['nothing', 'toString', ''])('%s means nothing', name =>
      expect(meaningOfHaproxy(name, kind as HaproxyKind)).toBeUndefined(),
    )
  })

  test.each<[name: string, kind: HaproxyKind | undefined, part: string]>([
    ['verify', 'server', 'the server'],
    ['verify', 'bind', 'clients'],
    ['stats uri', 'keyword', 'path'],
    ['set-var(txn.user)', 'action', 'variable'],
    ['track-sc1', 'action', 'stick table'],
    ['tune.h2.be.rxbuf', 'keyword', 'with servers'],
    ['tune.h2.fe.rxbuf', 'keyword', 'with clients'],
    ['path_beg', 'fetch', 'The path of the URI, without the query string; true if it begins'],
    ['ssl_fc_sni_end', 'fetch', 'true if it ends'],
    ['src_http_req_rate', 'fetch', "the client's address"],
    ['table_http_req_rate', 'converter', 'this key'],
    ['map_beg_int', 'converter', 'number'],
    ['httpchk', undefined, 'Checks servers'],
  ])('%s as %s says: %s', (name, kind, part) => expect(meaningOfHaproxy(name, kind)).toContain(part))

  test.each<[name: string, kind: HaproxyKind]>([
    ['path_most', 'fetch'],
    ['always_true_beg', 'fetch'],
    ['sc9_http_req_rate', 'fetch'],
    ['map_most', 'converter'],
    ['tune.h1.be.rxbuf', 'keyword'],
  ])('%s as %s means nothing', (name, kind) => expect(meaningOfHaproxy(name, kind)).toBeUndefined())
})

describe('nothing is explained that the catalogue does not know, and nothing twice', () => {
  const folder = new URL('../../server/catalog/', import.meta.url)
  const files = fs.readdirSync(folder).filter(file => /-meanings-/.test(file))
  const known: Readonly<Record<string, ReadonlySet<string>>> = {
    nginx: new Set([...nginxDirectives.keys(), ...nginxVariables.keys()]),
    haproxy: new Set(
      Object.values(haproxyNames)
        .flat()
        .flatMap(name => [
          name,
          name.replace(/^(tune\.\w+)\.[bf]e\./, '$1.*.'),
          name.replace(/^track-sc\d$/, 'track-sc'),
        ]),
    ),
  }

  const load = async (file: string): Promise<object> => import(new URL(file, folder).pathname)
  const tablesOf = (module: object): readonly object[] =>
    Object.values(module).filter((table): table is object => typeof table === 'object')

  test.each(files)('%s', async file => {
    const names = tablesOf(await load(file)).flatMap(table => Object.keys(table))
    expect(names.filter(name => !known[file.split('-')[0]!]!.has(name))).toEqual([])
  })

  test.each([
    ['nginx', /^nginx-(?!.*variables)/],
    ['HAProxy', /^haproxy-.*-(?:proxy|global|tuning|other-sections)\.ts$/],
  ])('each directive or keyword of %s stands in one table', async (_, tables) => {
    const modules = await Promise.all(files.filter(file => tables.test(file)).map(load))
    const names = modules.flatMap(tablesOf).flatMap(table => Object.keys(table))
    expect(names.length).toBeGreaterThan(100)
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([])
  })
})

test('the command line does not read them before it is asked to serve an editor', () => {
  const reached = new Set<string>()
  const visit = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    const text = fs.readFileSync(new URL(file), 'utf8')
    for (const [, to] of text.matchAll(/^(?:import|export)(?! type)\b[^']*?\bfrom '(\.[^']+\.ts)'/gm))
      visit(new URL(to!, file).href)
  }
  for (const file of ['cli.ts', 'cli/program.ts', 'cli/lint.ts'])
    visit(new URL(`../../server/${file}`, import.meta.url).href)
  expect(reached.size).toBeGreaterThan(5)
  expect([...reached].filter(file => file.includes('-meanings'))).toEqual([])
})
