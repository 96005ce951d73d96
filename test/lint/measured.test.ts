/** What speed is measured with: workspaces that hold what is said of them, and no faults but those that were put there. */
import { expect, test } from 'vitest'
import { shapes } from '../../scripts/bench/shapes.ts'
import { generateMonorepo, MANIFESTS_OF_A_GATEWAY } from '../../scripts/generate-monorepo.ts'
import { createWorkspace, type Workspace } from '../../server/workspace.ts'

const kinds = {
  gateways: /\/(?:nginx\.conf|haproxy\.cfg)$/,
  manifests: /\/(?:[\w.-]+\.yaml|Dockerfile)$/,
  environments: /\/\.env$/,
  others: /\/(?:README\.md|index\.js)$/,
}

test('500 gateways with 3,000 manifests, each file but the small ones different from all others', () => {
  const files = generateMonorepo(500)
  const counts = Object.values(kinds).map(kind => [...files.keys()].filter(path => kind.test(path)).length)
  expect(counts).toEqual([500, 500 * MANIFESTS_OF_A_GATEWAY, 300, 1000])
  expect(counts.reduce((sum, count) => sum + count)).toBe(files.size)
  expect([...files]).toEqual([...generateMonorepo(500)])
  const long = [...files].filter(([path]) => kinds.gateways.test(path)).map(([, text]) => text)
  expect(new Set(long).size).toBe(500)
})

const workspaceOf = (files: ReadonlyMap<string, string>): Workspace => {
  const workspace = createWorkspace()
  for (const [path, text] of files) workspace.set(path, text)
  return workspace
}

const found = (workspace: Workspace): readonly string[] =>
  workspace.findings().map(({ rule, severity, at }) => `${severity} ${rule} ${at.file}`)

test('one project of 25 asks for a port that only the host has, and nothing else is wrong', () => {
  expect(found(workspaceOf(generateMonorepo(50)))).toEqual([
    'error port-mismatch teams/team-7/billing-7/gateway/nginx.conf',
    'error port-mismatch teams/team-9/login-w/gateway/haproxy.cfg',
  ])
})

const ordinary = Object.entries(shapes).filter(([name, { hostile }]) => !hostile && name !== 'projects of a repository')

test.each(ordinary)('%s: one configuration without a fault, larger at each size', (_, { files, sizes }) => {
  const workspace = workspaceOf(files(24))
  expect(workspace.configs()).toHaveLength(1)
  expect(found(workspace).filter(each => !each.startsWith('info'))).toEqual([])
  const routes = (size: number): number =>
    workspaceOf(files(size))
      .configs()[0]!
      .gateways.reduce((sum, gateway) => sum + gateway.routes.length, 0)
  expect(routes(80)).toBeGreaterThan(1.5 * routes(40))
  expect(sizes.slice(1)).toEqual(sizes.slice(0, -1).map(size => 2 * size))
})
