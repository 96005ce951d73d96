// Made by scripts/compile-grammars.ts from haproxy-value.ohm: change the grammar, not this.
// @ts-nocheck: plain JavaScript
export const text = 0
export const percent = 1
export const expression = 2
export const variable = 3
export const alias = 4
export const alone = 5
export const name = 6
export const argumentList = 7
export const bytes = 8
export const kilobytes = 9
export const megabytes = 10
export const gigabytes = 11
export const microseconds = 12
export const milliseconds = 13
export const seconds = 14
export const minutes = 15
export const hours = 16
export const days = 17
export const bare = 18
export const tokens: readonly string[] = ['text', 'percent', 'expression', 'variable', 'alias', 'alone', 'name', 'argumentList', 'bytes', 'kilobytes', 'megabytes', 'gigabytes', 'microseconds', 'milliseconds', 'seconds', 'minutes', 'hours', 'days', 'bare']

const ascii0 = new Uint8Array([32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,32,0,32,32,32,32,0,32,0,32,48,32,48,48,32,57,57,57,57,57,57,57,57,57,57,32,32,32,32,32,32,32,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,32,0,32,32,50,32,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,62,32,32,32,32,32])
let $text = ''
const $out = new Array(3000).fill(0)
let $length = 0
const $grow = () => { while ($out.length < $length) $out.push(0) }

const $starts = { logFormat: match_logFormat, size: match_size, time: match_time }
export type Start = keyof typeof $starts
export function match(start: Start, input: string): number[] | undefined {
  $text = input
  $length = 0
  return $starts[start](0) === input.length ? $out.slice(0, $length) : undefined
}

function match_logFormat(from) {
  let at = from, c = 0, next = 0
  loop0: for (;;) {
    const at0 = at, length0 = $length
    once0: {
      choice1: {
        const at1 = at, length1 = $length
        option1_0: {
          c = $text.charCodeAt(at); if (!(c === c && c !== 37)) break option1_0
          next = match_text(at); if (next < 0) break option1_0; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_1: {
          c = $text.charCodeAt(at); if (!(c === 37)) break option1_1
          next = match_percent(at); if (next < 0) break option1_1; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_2: {
          c = $text.charCodeAt(at); if (!(c === 37)) break option1_2
          next = match_expression(at); if (next < 0) break option1_2; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_3: {
          c = $text.charCodeAt(at); if (!(c === 37)) break option1_3
          next = match_variable(at); if (next < 0) break option1_3; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_4: {
          c = $text.charCodeAt(at); if (!(c === 37)) break option1_4
          next = match_alone(at); if (next < 0) break option1_4; at = next
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
  choice3: {
    const at3 = at, length3 = $length
    option3_0: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option3_0
      next = match_microseconds(at); if (next < 0) break option3_0; at = next
      break choice3
    }
    at = at3; $length = length3
    option3_1: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option3_1
      next = match_milliseconds(at); if (next < 0) break option3_1; at = next
      break choice3
    }
    at = at3; $length = length3
    option3_2: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option3_2
      next = match_seconds(at); if (next < 0) break option3_2; at = next
      break choice3
    }
    at = at3; $length = length3
    option3_3: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option3_3
      next = match_minutes(at); if (next < 0) break option3_3; at = next
      break choice3
    }
    at = at3; $length = length3
    option3_4: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option3_4
      next = match_hours(at); if (next < 0) break option3_4; at = next
      break choice3
    }
    at = at3; $length = length3
    option3_5: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option3_5
      next = match_days(at); if (next < 0) break option3_5; at = next
      break choice3
    }
    at = at3; $length = length3
    option3_6: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option3_6
      next = match_bare(at); if (next < 0) break option3_6; at = next
      break choice3
    }
    at = at3; $length = length3
    return -1
  }
  if (at < $text.length) return -1
  return at
}
function match_text(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  const from4 = at
  while (c = $text.charCodeAt(at), c === c && c !== 37) at++
  if (at === from4) return -1
  $out[token] = 0; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_percent(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("%%", at)) return -1; at += 2
  $out[token] = 1; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_expression(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 37)) return -1; at++
  optional5: {
    const at5 = at
    once5: {
      c = $text.charCodeAt(at); if (!(c === 123)) break once5
      next = match_flags(at); if (next < 0) break once5; at = next
      break optional5
    }
    at = at5
  }
  c = $text.charCodeAt(at); if (!(c === 91)) return -1; at++
  while (c = $text.charCodeAt(at), c === 32) at++
  optional7: {
    const at7 = at, length7 = $length
    once7: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 2) !== 0 : false)) break once7
      next = match_sample(at); if (next < 0) break once7; at = next
      break optional7
    }
    at = at7; $length = length7
  }
  c = $text.charCodeAt(at); if (c === 93) at++
  $out[token] = 2; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_variable(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 37)) return -1; at++
  optional8: {
    const at8 = at
    once8: {
      c = $text.charCodeAt(at); if (!(c === 123)) break once8
      next = match_flags(at); if (next < 0) break once8; at = next
      break optional8
    }
    at = at8
  }
  next = match_alias(at); if (next < 0) return -1; at = next
  $out[token] = 3; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_alone(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 37)) return -1; at++
  $out[token] = 5; $out[token + 1] = from; $out[token + 2] = at
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
function match_microseconds(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  if (!$text.startsWith("us", at)) return -1; at += 2
  $out[token] = 12; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_milliseconds(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  if (!$text.startsWith("ms", at)) return -1; at += 2
  $out[token] = 13; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_seconds(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 115)) return -1; at++
  $out[token] = 14; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_minutes(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 109)) return -1; at++
  $out[token] = 15; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_hours(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 104)) return -1; at++
  $out[token] = 16; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_days(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 100)) return -1; at++
  $out[token] = 17; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_bare(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_digits(at); if (next < 0) return -1; at = next
  $out[token] = 18; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_flags(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 123)) return -1; at++
  while (c = $text.charCodeAt(at), c === c && c !== 37 && c !== 125) at++
  c = $text.charCodeAt(at); if (!(c === 125)) return -1; at++
  return at
}
function match_sample(from) {
  let at = from, c = 0, next = 0
  next = match_name(at); if (next < 0) return -1; at = next
  optional10: {
    const at10 = at, length10 = $length
    once10: {
      c = $text.charCodeAt(at); if (!(c === 40)) break once10
      next = match_argumentList(at); if (next < 0) break once10; at = next
      break optional10
    }
    at = at10; $length = length10
  }
  loop11: for (;;) {
    const at11 = at, length11 = $length
    once11: {
      c = $text.charCodeAt(at); if (!(c === 44)) break once11; at++
      next = match_name(at); if (next < 0) break once11; at = next
      optional12: {
        const at12 = at, length12 = $length
        once12: {
          c = $text.charCodeAt(at); if (!(c === 40)) break once12
          next = match_argumentList(at); if (next < 0) break once12; at = next
          break optional12
        }
        at = at12; $length = length12
      }
      continue loop11
    }
    at = at11; $length = length11
    break
  }
  return at
}
function match_alias(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 4) !== 0 : false)) return -1; at++
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 8) !== 0 : false) at++
  $out[token] = 4; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_digits(from) {
  let at = from, c = 0, next = 0
  const from14 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 1) !== 0 : false) at++
  if (at === from14) return -1
  return at
}
function match_name(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 2) !== 0 : false)) return -1; at++
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 16) !== 0 : false) at++
  $out[token] = 6; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_argumentList(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 40)) return -1; at++
  loop16: for (;;) {
    const at16 = at
    once16: {
      choice17: {
        const at17 = at
        option17_0: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 32) !== 0 : c >= 128)) break option17_0
          next = match_argumentPlain(at); if (next < 0) break option17_0; at = next
          break choice17
        }
        at = at17
        option17_1: {
          c = $text.charCodeAt(at); if (!(c === 34)) break option17_1
          next = match_double(at); if (next < 0) break option17_1; at = next
          break choice17
        }
        at = at17
        option17_2: {
          c = $text.charCodeAt(at); if (!(c === 39)) break option17_2
          next = match_single(at); if (next < 0) break option17_2; at = next
          break choice17
        }
        at = at17
        option17_3: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option17_3
          next = match_pair(at); if (next < 0) break option17_3; at = next
          break choice17
        }
        at = at17
        break once16
      }
      continue loop16
    }
    at = at16
    break
  }
  c = $text.charCodeAt(at); if (c === 41) at++
  $out[token] = 7; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_argumentPlain(from) {
  let at = from, c = 0, next = 0
  const from18 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 32) !== 0 : c >= 128) at++
  if (at === from18) return -1
  return at
}
function match_double(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 34)) return -1; at++
  loop19: for (;;) {
    const at19 = at
    once19: {
      choice20: {
        const at20 = at
        option20_0: {
          c = $text.charCodeAt(at); if (!(c === c && c !== 34 && c !== 92)) break option20_0
          next = match_doublePlain(at); if (next < 0) break option20_0; at = next
          break choice20
        }
        at = at20
        option20_1: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option20_1
          next = match_pair(at); if (next < 0) break option20_1; at = next
          break choice20
        }
        at = at20
        break once19
      }
      continue loop19
    }
    at = at19
    break
  }
  c = $text.charCodeAt(at); if (c === 34) at++
  return at
}
function match_single(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  while (c = $text.charCodeAt(at), c === c && c !== 39) at++
  c = $text.charCodeAt(at); if (c === 39) at++
  return at
}
function match_pair(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 92)) return -1; at++
  c = $text.charCodeAt(at); if (c === c) at++
  return at
}
function match_doublePlain(from) {
  let at = from, c = 0, next = 0
  const from22 = at
  while (c = $text.charCodeAt(at), c === c && c !== 34 && c !== 92) at++
  if (at === from22) return -1
  return at
}
