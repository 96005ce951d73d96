/** Stands in for the package mocha where there is no Node: its own build for browsers. */
import '../../node_modules/mocha/mocha.js'

const { mocha } = globalThis as unknown as { readonly mocha: BrowserMocha }
// Without a name for a reporter it takes the one that writes into a page.
mocha.setup({ ui: 'bdd', timeout: 30_000, reporter: undefined })

export const { describe, it, before, after, afterEach } = globalThis as unknown as Pick<
  typeof import('mocha'),
  'describe' | 'it' | 'before' | 'after' | 'afterEach'
>

interface BrowserMocha {
  setup(options: { readonly ui: 'bdd'; readonly timeout: number; readonly reporter: undefined }): void
  run(done: () => void): {
    on(event: 'pass' | 'fail', listener: (test: { fullTitle(): string }, error?: Error) => void): void
  }
}

/** Runs all tests that were described, and tells of each as it ends. */
export const runAll = (tell: (title: string, error: Error | undefined) => void): Promise<void> =>
  new Promise(done => {
    const runner = mocha.run(done)
    runner.on('pass', test => tell(test.fullTitle(), undefined))
    runner.on('fail', (test, error) => tell(test.fullTitle(), error))
  })
