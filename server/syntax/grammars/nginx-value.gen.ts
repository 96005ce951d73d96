// Made by scripts/compile-grammars.ts from nginx-value.ohm: change the grammar, not this.
// @ts-nocheck: plain JavaScript
export const text = 0
export const capture = 1
export const captured = 2
export const braced = 3
export const plain = 4
export const unclosed = 5
export const dollar = 6
export const name = 7
export const bytes = 8
export const kilobytes = 9
export const megabytes = 10
export const gigabytes = 11
export const years = 12
export const months = 13
export const weeks = 14
export const days = 15
export const hours = 16
export const minutes = 17
export const seconds = 18
export const milliseconds = 19
export const bare = 20
export const tokens: readonly string[] = ['text', 'capture', 'captured', 'braced', 'plain', 'unclosed', 'dollar', 'name', 'bytes', 'kilobytes', 'megabytes', 'gigabytes', 'years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds', 'milliseconds', 'bare']

const ascii0 = new Uint8Array([0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,3,7,7,7,7,7,7,7,7,7,0,0,0,0,0,0,0,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,0,0,0,0,2,0,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,2,0,0,0,0,0])
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
  choice2: {
    const at2 = at, length2 = $length
    option2_0: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option2_0
      next = match_kilobytes(at); if (next < 0) break option2_0; at = next
      break choice2
    }
    at = at2; $length = length2
    option2_1: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option2_1
      next = match_megabytes(at); if (next < 0) break option2_1; at = next
      break choice2
    }
    at = at2; $length = length2
    option2_2: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option2_2
      next = match_gigabytes(at); if (next < 0) break option2_2; at = next
      break choice2
    }
    at = at2; $length = length2
    option2_3: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option2_3
      next = match_bytes(at); if (next < 0) break option2_3; at = next
      break choice2
    }
    at = at2; $length = length2
    return -1
  }
  if (at < $text.length) return -1
  return at
}
function match_time(from) {
  let at = from, c = 0, next = 0
  {
    const at3 = at
    not3: {
      if (at < $text.length) break not3
      return -1
    }
    at = at3
  }
  optional4: {
    const at4 = at, length4 = $length
    once4: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break once4
      next = match_years(at); if (next < 0) break once4; at = next
      break optional4
    }
    at = at4; $length = length4
  }
  optional5: {
    const at5 = at, length5 = $length
    once5: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break once5
      next = match_months(at); if (next < 0) break once5; at = next
      break optional5
    }
    at = at5; $length = length5
  }
  optional6: {
    const at6 = at, length6 = $length
    once6: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break once6
      next = match_weeks(at); if (next < 0) break once6; at = next
      break optional6
    }
    at = at6; $length = length6
  }
  optional7: {
    const at7 = at, length7 = $length
    once7: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break once7
      next = match_days(at); if (next < 0) break once7; at = next
      break optional7
    }
    at = at7; $length = length7
  }
  optional8: {
    const at8 = at, length8 = $length
    once8: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break once8
      next = match_hours(at); if (next < 0) break once8; at = next
      break optional8
    }
    at = at8; $length = length8
  }
  optional9: {
    const at9 = at, length9 = $length
    once9: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break once9
      next = match_minutes(at); if (next < 0) break once9; at = next
      break optional9
    }
    at = at9; $length = length9
  }
  optional10: {
    const at10 = at, length10 = $length
    once10: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break once10
      next = match_seconds(at); if (next < 0) break once10; at = next
      break optional10
    }
    at = at10; $length = length10
  }
  optional11: {
    const at11 = at, length11 = $length
    once11: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break once11
      next = match_milliseconds(at); if (next < 0) break once11; at = next
      break optional11
    }
    at = at11; $length = length11
  }
  optional12: {
    const at12 = at, length12 = $length
    once12: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break once12
      next = match_bare(at); if (next < 0) break once12; at = next
      break optional12
    }
    at = at12; $length = length12
  }
  if (at < $text.length) return -1
  return at
}
function match_text(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  const from13 = at
  while (c = $text.charCodeAt(at), c === c && c !== 36) at++
  if (at === from13) return -1
  $out[token] = 0; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_capture(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 36)) return -1; at++
  next = match_captured(at); if (next < 0) return -1; at = next
  $out[token] = 1; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_braced(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("${", at)) return -1; at += 2
  next = match_name(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 125)) return -1; at++
  $out[token] = 3; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_plain(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 36)) return -1; at++
  next = match_name(at); if (next < 0) return -1; at = next
  $out[token] = 4; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_unclosed(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("${", at)) return -1; at += 2
  optional14: {
    const at14 = at, length14 = $length
    once14: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 2) !== 0 : false)) break once14
      next = match_name(at); if (next < 0) break once14; at = next
      break optional14
    }
    at = at14; $length = length14
  }
  $out[token] = 5; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_dollar(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 36)) return -1; at++
  $out[token] = 6; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_kilobytes(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 75 || c === 107)) return -1; at++
  $out[token] = 9; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_megabytes(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 77 || c === 109)) return -1; at++
  $out[token] = 10; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_gigabytes(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 71 || c === 103)) return -1; at++
  $out[token] = 11; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_bytes(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  $out[token] = 8; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_years(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 121)) return -1; at++
  next = match_gap(at); if (next < 0) return -1; at = next
  $out[token] = 12; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_months(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 77)) return -1; at++
  next = match_gap(at); if (next < 0) return -1; at = next
  $out[token] = 13; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_weeks(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 119)) return -1; at++
  next = match_gap(at); if (next < 0) return -1; at = next
  $out[token] = 14; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_days(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 100)) return -1; at++
  next = match_gap(at); if (next < 0) return -1; at = next
  $out[token] = 15; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_hours(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 104)) return -1; at++
  next = match_gap(at); if (next < 0) return -1; at = next
  $out[token] = 16; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_minutes(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 109)) return -1; at++
  {
    const at15 = at
    not15: {
      c = $text.charCodeAt(at); if (!(c === 115)) break not15; at++
      return -1
    }
    at = at15
  }
  next = match_gap(at); if (next < 0) return -1; at = next
  $out[token] = 17; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_seconds(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 115)) return -1; at++
  next = match_gap(at); if (next < 0) return -1; at = next
  $out[token] = 18; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_milliseconds(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  if (!$text.startsWith("ms", at)) return -1; at += 2
  next = match_gap(at); if (next < 0) return -1; at = next
  $out[token] = 19; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_bare(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  next = match_gap(at); if (next < 0) return -1; at = next
  $out[token] = 20; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_captured(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 4) !== 0 : false)) return -1; at++
  $out[token] = 2; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_name(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  const from16 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 2) !== 0 : false) at++
  if (at === from16) return -1
  $out[token] = 7; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_digits(from) {
  let at = from, c = 0, next = 0
  const from17 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 1) !== 0 : false) at++
  if (at === from17) return -1
  return at
}
function match_gap(from) {
  let at = from, c = 0, next = 0
  while (c = $text.charCodeAt(at), c === 32) at++
  return at
}
