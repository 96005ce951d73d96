/** The tests of suite/ in the web worker host; what becomes of each is a line of the console. */
import './suite/actions.ts'
import './suite/commands.ts'
import './suite/diagnostics.ts'
import './suite/features.ts'
import './suite/languages.ts'
import { runAll } from './web-mocha.ts'

export const run = (): Promise<void> =>
  runAll((title, error) => console.log(`RESULT ${JSON.stringify({ title, error: error?.stack })}`))
