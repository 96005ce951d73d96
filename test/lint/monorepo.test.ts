/** The repository that speed is measured with: what it holds is what is said of it, and its faults are those that were put there. */
import { expect, test } from 'vitest'
import { generateMonorepo, MANIFESTS_OF_A_GATEWAY } from '../../scripts/generate-monorepo.ts'
import { createWorkspace } from '../../server/workspace.ts'

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

test('one project of 25 asks for a port that only the host has, and nothing else is wrong', () => {
  const workspace = createWorkspace()
  for (const [path, text] of generateMonorepo(50)) workspace.set(`/shop/${path}`, text)
  const found = workspace.findings().map(({ rule, severity, at }) => `${severity} ${rule} ${at.file}`)
  expect(found).toEqual([
    'error port-mismatch /shop/teams/team-7/billing-7/gateway/nginx.conf',
    'error port-mismatch /shop/teams/team-9/login-w/gateway/haproxy.cfg',
  ])
})
