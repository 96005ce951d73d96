// Made by scripts/compile-grammars.ts from nginx-value.ohm: change the grammar, not this.
// @ts-nocheck: plain JavaScript
export const text = 0
export const capture = 1
export const braced = 2
export const plain = 3
export const unclosed = 4
export const dollar = 5
export const name = 6
export const sizeDigits = 7
export const sizeUnit = 8
export const timeDigits = 9
export const timeUnit = 10
export const tokens: readonly string[] = ['text', 'capture', 'braced', 'plain', 'unclosed', 'dollar', 'name', 'sizeDigits', 'sizeUnit', 'timeDigits', 'timeUnit']

const ascii0 = new Uint8Array([0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,12,13,13,13,13,13,13,13,13,13,0,0,0,0,0,0,0,4,4,4,4,4,4,6,4,4,4,6,4,6,4,4,4,4,4,4,4,4,4,4,4,4,4,0,0,0,0,4,0,4,4,4,4,4,4,6,4,4,4,6,4,6,4,4,4,4,4,4,4,4,4,4,4,4,4,0,0,0,0,0])
let $text = ''
const $out = new Array(3000).fill(0)
let $length = 0
const $grow = () => { while ($out.length < $length) $out.push(0) }

const $starts = { value: match_value, size: match_size, time: match_time }
export type Start = keyof typeof $starts
export function match(start: Start, input: string): number[] | undefined {
  $text = input
  $length = 0
  return $starts[start](0) === input.length ? $out.slice(0, $length) : undefined
}

function match_value(from) {
  let at = from, c = 0, next = 0
  loop0: for (;;) {
    const at0 = at, length0 = $length
    once0: {
      choice1: {
        const at1 = at, length1 = $length
        option1_0: {
          c = $text.charCodeAt(at); if (!(c === c && c !== 36)) break option1_0
          next = match_text(at); if (next < 0) break option1_0; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_1: {
          c = $text.charCodeAt(at); if (!(c === 36)) break option1_1
          next = match_capture(at); if (next < 0) break option1_1; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_2: {
          c = $text.charCodeAt(at); if (!(c === 36)) break option1_2
          next = match_braced(at); if (next < 0) break option1_2; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_3: {
          c = $text.charCodeAt(at); if (!(c === 36)) break option1_3
          next = match_plain(at); if (next < 0) break option1_3; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_4: {
          c = $text.charCodeAt(at); if (!(c === 36)) break option1_4
          next = match_unclosed(at); if (next < 0) break option1_4; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_5: {
          c = $text.charCodeAt(at); if (!(c === 36)) break option1_5
          next = match_dollar(at); if (next < 0) break option1_5; at = next
          break choice1
        }
        at = at1; $length = length1
        break once0
      }
      continue loop0
    }
    at = at0; $length = length0
    break
  }
  if (at < $text.length) return -1
  return at
}
function match_size(from) {
  let at = from, c = 0, next = 0
  next = match_sizeDigits(at); if (next < 0) return -1; at = next
  optional2: {
    const at2 = at, length2 = $length
    once2: {
      next = match_sizeUnit(at); if (next < 0) break once2; at = next
      break optional2
    }
    at = at2; $length = length2
  }
  if (at < $text.length) return -1
  return at
}
function match_time(from) {
  let at = from, c = 0, next = 0
  const from3 = at
  loop3: for (;;) {
    const at3 = at, length3 = $length
    once3: {
      next = match_timePart(at); if (next < 0) break once3; at = next
      while (c = $text.charCodeAt(at), c === 32) at++
      continue loop3
    }
    at = at3; $length = length3
    break
  }
  if (at === from3) return -1
  if (at < $text.length) return -1
  return at
}
function match_text(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  const from5 = at
  while (c = $text.charCodeAt(at), c === c && c !== 36) at++
  if (at === from5) return -1
  $out[token] = 0; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_capture(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 36)) return -1; at++
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) return -1; at++
  $out[token] = 1; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_braced(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("${", at)) return -1; at += 2
  next = match_name(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 125)) return -1; at++
  $out[token] = 2; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_plain(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 36)) return -1; at++
  next = match_name(at); if (next < 0) return -1; at = next
  $out[token] = 3; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_unclosed(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("${", at)) return -1; at += 2
  optional6: {
    const at6 = at, length6 = $length
    once6: {
      next = match_name(at); if (next < 0) break once6; at = next
      break optional6
    }
    at = at6; $length = length6
  }
  $out[token] = 4; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_dollar(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 36)) return -1; at++
  $out[token] = 5; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_sizeDigits(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  $out[token] = 7; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_sizeUnit(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 2) !== 0 : false)) return -1; at++
  $out[token] = 8; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_timePart(from) {
  let at = from, c = 0, next = 0
  next = match_timeDigits(at); if (next < 0) return -1; at = next
  optional7: {
    const at7 = at, length7 = $length
    once7: {
      next = match_timeUnit(at); if (next < 0) break once7; at = next
      break optional7
    }
    at = at7; $length = length7
  }
  return at
}
function match_name(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  const from8 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 4) !== 0 : false) at++
  if (at === from8) return -1
  $out[token] = 6; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_digits(from) {
  let at = from, c = 0, next = 0
  const from9 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 8) !== 0 : false) at++
  if (at === from9) return -1
  return at
}
function match_timeDigits(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  $out[token] = 9; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_timeUnit(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  choice10: {
    const at10 = at
    option10_0: {
      c = $text.charCodeAt(at); if (!(c === 109)) break option10_0
      if (!$text.startsWith("ms", at)) break option10_0; at += 2
      break choice10
    }
    at = at10
    option10_1: {
      c = $text.charCodeAt(at); if (!(c === 115)) break option10_1; at++
      break choice10
    }
    at = at10
    option10_2: {
      c = $text.charCodeAt(at); if (!(c === 109)) break option10_2; at++
      break choice10
    }
    at = at10
    option10_3: {
      c = $text.charCodeAt(at); if (!(c === 104)) break option10_3; at++
      break choice10
    }
    at = at10
    option10_4: {
      c = $text.charCodeAt(at); if (!(c === 100)) break option10_4; at++
      break choice10
    }
    at = at10
    option10_5: {
      c = $text.charCodeAt(at); if (!(c === 119)) break option10_5; at++
      break choice10
    }
    at = at10
    option10_6: {
      c = $text.charCodeAt(at); if (!(c === 77)) break option10_6; at++
      break choice10
    }
    at = at10
    option10_7: {
      c = $text.charCodeAt(at); if (!(c === 121)) break option10_7; at++
      break choice10
    }
    at = at10
    return -1
  }
  $out[token] = 10; $out[token + 1] = from; $out[token + 2] = at
  return at
}
