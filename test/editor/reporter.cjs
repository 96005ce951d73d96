/** Mocha's spec reporter, which also writes to files: the extension host's console does not reach the terminal of code.ts. */
const { appendFileSync, writeFileSync } = require('node:fs')
const { format } = require('node:util')
const { reporters } = require('mocha')

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    const { GATELINT_TEST_OUTPUT: output, GATELINT_TEST_RESULTS: results } = process.env
    if (output) reporters.Base.consoleLog = (...args) => appendFileSync(output, `${format(...args)}\n`)
    super(runner, options)
    if (!results) return
    const tests = []
    runner.on('pass', test => tests.push({ title: test.fullTitle() }))
    runner.on('fail', (test, error) => tests.push({ title: test.fullTitle(), error: error.stack ?? String(error) }))
    runner.once('end', () => writeFileSync(results, JSON.stringify(tests)))
  }
}
