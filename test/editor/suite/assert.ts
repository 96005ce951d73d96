/** What the tests inside VS Code assert with, in Node and in a browser. */

/** Fails with a message. */
export function fail(message: string): never {
  throw new Error(message)
}

export function ok(value: unknown, message = `${value} should be so`): asserts value {
  if (!value) fail(message)
}

export const equal = (actual: unknown, expected: unknown): void =>
  ok(Object.is(actual, expected), `${JSON.stringify(actual)} should be ${JSON.stringify(expected)}`)

export const match = (text: string, pattern: RegExp): void =>
  ok(pattern.test(text), `"${text}" should match ${pattern}`)
