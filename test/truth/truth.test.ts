/** The linter against a simulator that was written apart: every error is a fault, and every fault is found. */
import { expect, test } from 'vitest'
import { createWorkspace } from '../../server/workspace.ts'
import { type Fate, fateOf, isAlive, starts } from './simulator.ts'
import { drawWorld, filesOf, type Route, type Target, type World } from './world.ts'

const WORLDS = 300

/** What the linter says of a world: the severest finding at each line of the gateway's configuration, advice left out. */
function judged(files: Readonly<Record<string, string>>) {
  const workspace = createWorkspace()
  for (const [file, text] of Object.entries(files))
    workspace.set(file, text, /\.conf$/.test(file) && text.startsWith('defaults') ? 'haproxy' : undefined)
  const findings = workspace.findings().filter(({ severity }) => severity !== 'info')
  return findings.map(({ at, rule, severity, message }) => ({
    line: at.file === 'gateway.conf' ? workspace.locate(at.file, at.start).line : undefined,
    rule,
    severity,
    message,
  }))
}

/** Every disagreement about a world, in words; none if they agree. */
function disagreements(world: World): readonly string[] {
  const { files, lineOf } = filesOf(world)
  const found = judged(files)
  const wrong: string[] = []
  const bad = new Set<number>()
  for (const route of world.routes) {
    for (const target of route.targets) {
      const line = lineOf.get(target)!
      const fate = fateOf(target, world)
      const isLookedUp = route.style !== 'variable' && fateOf({ ...target, down: false }, world) === 'no such name'
      const isBad = isLookedUp || fate === 'no such name' || fate === 'refused'
      if (isBad || (fate === 'down' && !isAlive(route, world))) bad.add(line)
      const here = found.filter(each => each.line === line)
      if (isBad && here.length === 0 && !isExcused(route, target, world))
        wrong.push(`line ${line + 1}: ${fate}, and nothing is said`)
    }
  }
  for (const { line, rule, severity, message } of found) {
    if (severity !== 'error') continue
    const isWholeUpstream = rule === 'all-servers-down' && world.routes.some(route => !isAlive(route, world))
    if (!isWholeUpstream && (line === undefined || !bad.has(line)))
      wrong.push(`line ${(line ?? -1) + 1}: ${rule} is no fault: ${message}`)
  }
  const isBroken = !starts(world) || world.routes.some(route => !isAlive(route, world))
  if (!isBroken && found.some(({ severity }) => severity === 'error')) wrong.push('an error, and every route answers')
  return wrong
}

/**
 * Two faults that need not be told. A server that is out of use may have a name that means nothing: that it is out of use is meant. A
 * service of a profile that is asked by a variable is optional on purpose: the gateway starts without it.
 */
const isExcused = ({ style }: Route, { host, down }: Target, { services }: World): boolean =>
  down ||
  (style === 'variable' && services.some(({ name, aliases, profile }) => profile && [name, ...aliases].includes(host)))

test(`${WORLDS} worlds`, () => {
  const wrong = Array.from({ length: WORLDS }, (_, seed) => ({ seed, wrong: disagreements(drawWorld(seed)) }))
  const told = wrong.filter(each => each.wrong.length > 0)
  expect(told).toEqual([])
})

test('the worlds are of all kinds', () => {
  const worlds = Array.from({ length: WORLDS }, (_, seed) => drawWorld(seed))
  const fates = worlds.flatMap(world =>
    world.routes.flatMap(({ targets }) => targets.map(target => fateOf(target, world))),
  )
  const count = (fate: Fate): number => fates.filter(each => each === fate).length
  for (const fate of ['answers', 'refused', 'no such name', 'down'] as const)
    expect(count(fate), fate).toBeGreaterThan(30)
  expect(worlds.filter(starts).length).toBeGreaterThan(60)
  expect(
    worlds.filter(world => starts(world) && world.routes.every(route => isAlive(route, world))).length,
  ).toBeGreaterThan(20)
  expect(worlds.filter(({ dialect }) => dialect === 'haproxy').length).toBeGreaterThan(60)
})
