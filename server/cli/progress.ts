/** Tells a person that reading goes on, where it takes a while: on the terminal, and gone when it is done. */
import type { OnRead } from '../files.ts'
import type { Console } from './console.ts'

/** Reading that is done sooner is not worth a word, in milliseconds. */
const PATIENCE = 500

export function createProgress({ err, errIsTerminal }: Pick<Console, 'err' | 'errIsTerminal'>): {
  readonly show: OnRead
  readonly end: () => void
} {
  const started = performance.now()
  let shown = false
  return {
    show(read, all) {
      if (!errIsTerminal || performance.now() - started < PATIENCE) return
      shown = true
      err(`\r\u001b[KReading ${read} of ${all} files …`)
    },
    end() {
      if (shown) err('\r\u001b[K')
    },
  }
}
