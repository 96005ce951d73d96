// Made by scripts/compile-grammars.ts from haproxy-value.ohm: change the grammar, not this.
// @ts-nocheck: plain JavaScript
export const or = 0
export const not = 1
export const acl = 2
export const brace = 3
export const strange = 4
export const name = 5
export const text = 6
export const percent = 7
export const variable = 8
export const alone = 9
export const sizeUnit = 10
export const timeUnit = 11
export const digits = 12
export const tokens: readonly string[] = ['or', 'not', 'acl', 'brace', 'strange', 'name', 'text', 'percent', 'variable', 'alone', 'sizeUnit', 'timeUnit', 'digits']

const ascii0 = new Uint8Array([128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,128,0,128,128,128,128,0,128,0,128,128,128,193,193,128,205,205,205,205,205,205,205,205,205,205,129,128,128,128,128,128,128,231,231,231,231,231,231,247,231,231,231,247,231,247,231,231,231,231,231,231,231,231,231,231,231,231,231,128,0,128,128,225,128,231,231,231,231,231,231,247,231,231,231,247,231,247,231,231,231,231,231,231,231,231,231,231,231,231,231,128,128,128,128,128])
let $text = ''
const $out = new Array(3000).fill(0)
let $length = 0
const $grow = () => { while ($out.length < $length) $out.push(0) }

const $starts = { condition: match_condition, logFormat: match_logFormat, size: match_size, time: match_time }
export type Start = keyof typeof $starts
export function match(start: Start, input: string): number[] | undefined {
  $text = input
  $length = 0
  return $starts[start](0) === input.length ? $out.slice(0, $length) : undefined
}

function match_condition(from) {
  let at = from, c = 0, next = 0
  loop0: for (;;) {
    const at0 = at, length0 = $length
    once0: {
      choice1: {
        const at1 = at, length1 = $length
        option1_0: {
          c = $text.charCodeAt(at); if (!(c === 9 || c === 32)) break option1_0
          next = match_blank(at); if (next < 0) break option1_0; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_1: {
          c = $text.charCodeAt(at); if (!(c === 111 || c === 124)) break option1_1
          next = match_or(at); if (next < 0) break option1_1; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_2: {
          c = $text.charCodeAt(at); if (!(c === 33)) break option1_2
          next = match_not(at); if (next < 0) break option1_2; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_3: {
          c = $text.charCodeAt(at); if (!(c === 123 || c === 125)) break option1_3
          next = match_anonymous(at); if (next < 0) break option1_3; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_4: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option1_4
          next = match_acl(at); if (next < 0) break option1_4; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_5: {
          c = $text.charCodeAt(at); if (!(c === c && c !== 9 && c !== 32)) break option1_5
          next = match_strange(at); if (next < 0) break option1_5; at = next
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
function match_logFormat(from) {
  let at = from, c = 0, next = 0
  loop2: for (;;) {
    const at2 = at, length2 = $length
    once2: {
      choice3: {
        const at3 = at, length3 = $length
        option3_0: {
          c = $text.charCodeAt(at); if (!(c === c && c !== 37)) break option3_0
          next = match_text(at); if (next < 0) break option3_0; at = next
          break choice3
        }
        at = at3; $length = length3
        option3_1: {
          c = $text.charCodeAt(at); if (!(c === 37)) break option3_1
          next = match_percent(at); if (next < 0) break option3_1; at = next
          break choice3
        }
        at = at3; $length = length3
        option3_2: {
          c = $text.charCodeAt(at); if (!(c === 37)) break option3_2
          next = match_expression(at); if (next < 0) break option3_2; at = next
          break choice3
        }
        at = at3; $length = length3
        option3_3: {
          c = $text.charCodeAt(at); if (!(c === 37)) break option3_3
          next = match_variable(at); if (next < 0) break option3_3; at = next
          break choice3
        }
        at = at3; $length = length3
        option3_4: {
          c = $text.charCodeAt(at); if (!(c === 37)) break option3_4
          next = match_alone(at); if (next < 0) break option3_4; at = next
          break choice3
        }
        at = at3; $length = length3
        break once2
      }
      continue loop2
    }
    at = at2; $length = length2
    break
  }
  if (at < $text.length) return -1
  return at
}
function match_size(from) {
  let at = from, c = 0, next = 0
  next = match_digits(at); if (next < 0) return -1; at = next
  optional4: {
    const at4 = at, length4 = $length
    once4: {
      next = match_sizeUnit(at); if (next < 0) break once4; at = next
      break optional4
    }
    at = at4; $length = length4
  }
  if (at < $text.length) return -1
  return at
}
function match_time(from) {
  let at = from, c = 0, next = 0
  next = match_digits(at); if (next < 0) return -1; at = next
  optional5: {
    const at5 = at, length5 = $length
    once5: {
      next = match_timeUnit(at); if (next < 0) break once5; at = next
      break optional5
    }
    at = at5; $length = length5
  }
  if (at < $text.length) return -1
  return at
}
function match_blank(from) {
  let at = from, c = 0, next = 0
  const from6 = at
  while (c = $text.charCodeAt(at), c === 9 || c === 32) at++
  if (at === from6) return -1
  return at
}
function match_or(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  choice7: {
    const at7 = at
    option7_0: {
      c = $text.charCodeAt(at); if (!(c === 124)) break option7_0
      if (!$text.startsWith("||", at)) break option7_0; at += 2
      break choice7
    }
    at = at7
    option7_1: {
      c = $text.charCodeAt(at); if (!(c === 111)) break option7_1
      if (!$text.startsWith("or", at)) break option7_1; at += 2
      break choice7
    }
    at = at7
    return -1
  }
  {
    const at8 = at
    choice9: {
      const at9 = at
      option9_0: {
        c = $text.charCodeAt(at); if (!(c === 32)) break option9_0; at++
        break choice9
      }
      at = at9
      option9_1: {
        c = $text.charCodeAt(at); if (!(c === 9)) break option9_1; at++
        break choice9
      }
      at = at9
      option9_2: {
        if (at < $text.length) break option9_2
        break choice9
      }
      at = at9
      return -1
    }
    at = at8
  }
  $out[token] = 0; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_not(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 33)) return -1; at++
  $out[token] = 1; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_anonymous(from) {
  let at = from, c = 0, next = 0
  next = match_brace(at); if (next < 0) return -1; at = next
  next = match_blank(at); if (next < 0) return -1; at = next
  next = match_sample(at); if (next < 0) return -1; at = next
  loop10: for (;;) {
    const at10 = at
    once10: {
      next = match_blank(at); if (next < 0) break once10; at = next
      next = match_argument(at); if (next < 0) break once10; at = next
      continue loop10
    }
    at = at10
    break
  }
  optional11: {
    const at11 = at
    once11: {
      next = match_blank(at); if (next < 0) break once11; at = next
      break optional11
    }
    at = at11
  }
  optional12: {
    const at12 = at, length12 = $length
    once12: {
      next = match_brace(at); if (next < 0) break once12; at = next
      break optional12
    }
    at = at12; $length = length12
  }
  return at
}
function match_acl(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  const from13 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 1) !== 0 : false) at++
  if (at === from13) return -1
  $out[token] = 2; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_strange(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === c && c !== 9 && c !== 32)) return -1; at++
  $out[token] = 4; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_text(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  const from14 = at
  while (c = $text.charCodeAt(at), c === c && c !== 37) at++
  if (at === from14) return -1
  $out[token] = 6; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_percent(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("%%", at)) return -1; at += 2
  $out[token] = 7; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_expression(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 37)) return -1; at++
  optional15: {
    const at15 = at
    once15: {
      next = match_flags(at); if (next < 0) break once15; at = next
      break optional15
    }
    at = at15
  }
  c = $text.charCodeAt(at); if (!(c === 91)) return -1; at++
  optional16: {
    const at16 = at, length16 = $length
    once16: {
      next = match_sample(at); if (next < 0) break once16; at = next
      break optional16
    }
    at = at16; $length = length16
  }
  c = $text.charCodeAt(at); if (c === 93) at++
  return at
}
function match_variable(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 37)) return -1; at++
  optional17: {
    const at17 = at
    once17: {
      next = match_flags(at); if (next < 0) break once17; at = next
      break optional17
    }
    at = at17
  }
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 2) !== 0 : false)) return -1; at++
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 4) !== 0 : false) at++
  $out[token] = 8; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_alone(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 37)) return -1; at++
  $out[token] = 9; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_digits(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  const from19 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 8) !== 0 : false) at++
  if (at === from19) return -1
  $out[token] = 12; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_sizeUnit(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 16) !== 0 : false)) return -1; at++
  $out[token] = 10; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_timeUnit(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  choice20: {
    const at20 = at
    option20_0: {
      c = $text.charCodeAt(at); if (!(c === 117)) break option20_0
      if (!$text.startsWith("us", at)) break option20_0; at += 2
      break choice20
    }
    at = at20
    option20_1: {
      c = $text.charCodeAt(at); if (!(c === 109)) break option20_1
      if (!$text.startsWith("ms", at)) break option20_1; at += 2
      break choice20
    }
    at = at20
    option20_2: {
      c = $text.charCodeAt(at); if (!(c === 115)) break option20_2; at++
      break choice20
    }
    at = at20
    option20_3: {
      c = $text.charCodeAt(at); if (!(c === 109)) break option20_3; at++
      break choice20
    }
    at = at20
    option20_4: {
      c = $text.charCodeAt(at); if (!(c === 104)) break option20_4; at++
      break choice20
    }
    at = at20
    option20_5: {
      c = $text.charCodeAt(at); if (!(c === 100)) break option20_5; at++
      break choice20
    }
    at = at20
    return -1
  }
  $out[token] = 11; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_brace(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 123 || c === 125)) return -1; at++
  $out[token] = 3; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_sample(from) {
  let at = from, c = 0, next = 0
  next = match_name(at); if (next < 0) return -1; at = next
  optional21: {
    const at21 = at
    once21: {
      next = match_arguments(at); if (next < 0) break once21; at = next
      break optional21
    }
    at = at21
  }
  loop22: for (;;) {
    const at22 = at, length22 = $length
    once22: {
      c = $text.charCodeAt(at); if (!(c === 44)) break once22; at++
      next = match_name(at); if (next < 0) break once22; at = next
      optional23: {
        const at23 = at
        once23: {
          next = match_arguments(at); if (next < 0) break once23; at = next
          break optional23
        }
        at = at23
      }
      continue loop22
    }
    at = at22; $length = length22
    break
  }
  return at
}
function match_argument(from) {
  let at = from, c = 0, next = 0
  {
    const at24 = at
    not24: {
      c = $text.charCodeAt(at); if (!(c === 123 || c === 125)) break not24; at++
      choice25: {
        const at25 = at
        option25_0: {
          c = $text.charCodeAt(at); if (!(c === 32)) break option25_0; at++
          break choice25
        }
        at = at25
        option25_1: {
          c = $text.charCodeAt(at); if (!(c === 9)) break option25_1; at++
          break choice25
        }
        at = at25
        option25_2: {
          if (at < $text.length) break option25_2
          break choice25
        }
        at = at25
        break not24
      }
      return -1
    }
    at = at24
  }
  const from26 = at
  while (c = $text.charCodeAt(at), c === c && c !== 9 && c !== 32) at++
  if (at === from26) return -1
  return at
}
function match_flags(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 123)) return -1; at++
  while (c = $text.charCodeAt(at), c === c && c !== 37 && c !== 125) at++
  c = $text.charCodeAt(at); if (!(c === 125)) return -1; at++
  return at
}
function match_name(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 32) !== 0 : false)) return -1; at++
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 64) !== 0 : false) at++
  $out[token] = 5; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_arguments(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 40)) return -1; at++
  loop29: for (;;) {
    const at29 = at
    once29: {
      choice30: {
        const at30 = at
        option30_0: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 128) !== 0 : c >= 128)) break option30_0
          next = match_argumentPlain(at); if (next < 0) break option30_0; at = next
          break choice30
        }
        at = at30
        option30_1: {
          c = $text.charCodeAt(at); if (!(c === 34)) break option30_1
          next = match_double(at); if (next < 0) break option30_1; at = next
          break choice30
        }
        at = at30
        option30_2: {
          c = $text.charCodeAt(at); if (!(c === 39)) break option30_2
          next = match_single(at); if (next < 0) break option30_2; at = next
          break choice30
        }
        at = at30
        option30_3: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option30_3
          next = match_pair(at); if (next < 0) break option30_3; at = next
          break choice30
        }
        at = at30
        break once29
      }
      continue loop29
    }
    at = at29
    break
  }
  c = $text.charCodeAt(at); if (c === 41) at++
  return at
}
function match_argumentPlain(from) {
  let at = from, c = 0, next = 0
  const from31 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 128) !== 0 : c >= 128) at++
  if (at === from31) return -1
  return at
}
function match_double(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 34)) return -1; at++
  loop32: for (;;) {
    const at32 = at
    once32: {
      choice33: {
        const at33 = at
        option33_0: {
          c = $text.charCodeAt(at); if (!(c === c && c !== 34 && c !== 92)) break option33_0
          next = match_doublePlain(at); if (next < 0) break option33_0; at = next
          break choice33
        }
        at = at33
        option33_1: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option33_1
          next = match_pair(at); if (next < 0) break option33_1; at = next
          break choice33
        }
        at = at33
        break once32
      }
      continue loop32
    }
    at = at32
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
  const from35 = at
  while (c = $text.charCodeAt(at), c === c && c !== 34 && c !== 92) at++
  if (at === from35) return -1
  return at
}
