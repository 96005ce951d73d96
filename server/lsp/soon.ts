/** The next moment, in Node and in a browser. */

/**
 * Runs a task when what the client has said meanwhile is taken in: messages are taken in one after the other, each in a moment of its own.
 * A timer of Node waits for a millisecond at least, which is longer than it takes to look at a small file.
 */
export const soon = (task: () => void): void => afterwards(() => afterwards(task))

const afterwards: (task: () => void) => void =
  typeof setImmediate === 'function' ? task => void setImmediate(task) : task => void setTimeout(task)
