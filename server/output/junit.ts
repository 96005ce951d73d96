/** The report of JUnit: a test for each file, that fails with what was found in it. */
import type { Finding } from '../rule.ts'
import { byPath, type Format, type Results } from './results.ts'
import { unix } from './unix.ts'
import { attributes, escaped } from './xml.ts'

export const junit: Format = results => {
  const { checked, show, durationMs } = results
  const found = byPath(results)
  const files = [...new Set([...found.keys(), ...checked])].sort()
  // A report without any test is taken for a broken one: a clean file is a test that passes.
  const cases = files.map(file => {
    const findings = found.get(file) ?? []
    const open = `    <testcase${attributes({ name: show(file), classname: 'gatelint', time: 0 })}`
    return findings.length === 0 ? `${open}/>\n` : `${open}>\n${failureOf(findings, results)}    </testcase>\n`
  })
  const counts = {
    name: 'gatelint',
    tests: files.length,
    failures: found.size,
    errors: 0,
    time: (durationMs / 1000).toFixed(3),
  }
  return `<?xml version="1.0" encoding="utf-8"?>\n<testsuites${attributes(counts)}>\n  <testsuite${attributes(counts)}>\n${cases.join('')}  </testsuite>\n</testsuites>\n`
}

/** A test has one failure at most: it holds all that was found in the file. */
function failureOf(findings: readonly Finding[], { locate, show }: Results): string {
  const lines = unix({ findings, locate, show }).trimEnd()
  const [first] = findings
  return `      <failure${attributes({ message: first!.message, type: first!.severity })}>${escaped(lines)}</failure>\n`
}
