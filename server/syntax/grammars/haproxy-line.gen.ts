// Made by scripts/compile-grammars.ts from haproxy-line.ohm: change the grammar, not this.
// @ts-nocheck: plain JavaScript
export const comment = 0
export const rest = 1
export const word = 2
export const dollar = 3
export const escape = 4
export const hex = 5
export const badHex = 6
export const quote = 7
export const openQuote = 8
export const mark = 9
export const openMark = 10
export const expansion = 11
export const badExpansion = 12
export const unclosed = 13
export const nameless = 14
export const tokens: readonly string[] = ['comment', 'rest', 'word', 'dollar', 'escape', 'hex', 'badHex', 'quote', 'openQuote', 'mark', 'openMark', 'expansion', 'badExpansion', 'unclosed', 'nameless']

const ascii0 = new Uint8Array([4,58,58,58,58,58,58,58,58,49,4,49,49,4,58,58,58,58,58,58,58,58,58,58,58,58,58,58,58,58,58,58,177,58,146,176,26,58,58,162,58,58,58,58,58,58,58,58,122,122,122,122,122,122,122,122,122,122,58,58,58,58,58,58,58,122,122,122,122,122,122,58,58,58,58,58,58,58,58,58,58,58,58,58,58,58,58,58,58,58,58,58,146,58,58,58,58,122,122,122,122,122,122,58,58,58,58,58,58,58,186,58,58,58,186,58,186,58,58,58,58,58,58,58,58,58,58,58])
const ascii1 = new Uint8Array([0,4,4,4,4,4,4,4,4,4,0,4,4,0,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,7,4,6,6,6,6,6,6,6,6,6,6,4,4,4,4,4,4,4,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,4,4,4,4,7,4,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,4,4,0,4,4])
let $text = ''
const $out = new Array(3000).fill(0)
let $length = 0
const $grow = () => { while ($out.length < $length) $out.push(0) }

const $starts = { line: match_line }
export type Start = keyof typeof $starts
export function match(start: Start, input: string): number[] | undefined {
  $text = input
  $length = 0
  return $starts[start](0) === input.length ? $out.slice(0, $length) : undefined
}

function match_line(from) {
  let at = from, c = 0, next = 0
  loop0: for (;;) {
    const at0 = at, length0 = $length
    once0: {
      choice1: {
        const at1 = at, length1 = $length
        option1_0: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option1_0
          next = match_blank(at); if (next < 0) break option1_0; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_1: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 2) !== 0 : c >= 128)) break option1_1
          next = match_word(at); if (next < 0) break option1_1; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_2: {
          c = $text.charCodeAt(at); if (!(c === 35)) break option1_2
          next = match_comment(at); if (next < 0) break option1_2; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_3: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 4) !== 0 : false)) break option1_3
          next = match_rest(at); if (next < 0) break option1_3; at = next
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
function match_blank(from) {
  let at = from, c = 0, next = 0
  const from2 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 1) !== 0 : false) at++
  if (at === from2) return -1
  return at
}
function match_word(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  const from3 = at
  loop3: for (;;) {
    const at3 = at, length3 = $length
    once3: {
      choice4: {
        const at4 = at, length4 = $length
        option4_0: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 8) !== 0 : c >= 128)) break option4_0
          next = match_plain(at); if (next < 0) break option4_0; at = next
          break choice4
        }
        at = at4; $length = length4
        option4_1: {
          c = $text.charCodeAt(at); if (!(c === 34)) break option4_1
          next = match_double(at); if (next < 0) break option4_1; at = next
          break choice4
        }
        at = at4; $length = length4
        option4_2: {
          c = $text.charCodeAt(at); if (!(c === 39)) break option4_2
          next = match_single(at); if (next < 0) break option4_2; at = next
          break choice4
        }
        at = at4; $length = length4
        option4_3: {
          c = $text.charCodeAt(at); if (!(c === 34)) break option4_3
          next = match_doubleOpen(at); if (next < 0) break option4_3; at = next
          break choice4
        }
        at = at4; $length = length4
        option4_4: {
          c = $text.charCodeAt(at); if (!(c === 39)) break option4_4
          next = match_singleOpen(at); if (next < 0) break option4_4; at = next
          break choice4
        }
        at = at4; $length = length4
        option4_5: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option4_5
          next = match_pair(at); if (next < 0) break option4_5; at = next
          break choice4
        }
        at = at4; $length = length4
        break once3
      }
      continue loop3
    }
    at = at3; $length = length3
    break
  }
  if (at === from3) return -1
  $out[token] = 2; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_comment(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 35)) return -1; at++
  while (c = $text.charCodeAt(at), c === c) at++
  $out[token] = 0; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_rest(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 4) !== 0 : false)) return -1; at++
  while (c = $text.charCodeAt(at), c === c) at++
  $out[token] = 1; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_plain(from) {
  let at = from, c = 0, next = 0
  const from7 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 8) !== 0 : c >= 128) at++
  if (at === from7) return -1
  return at
}
function match_double(from) {
  let at = from, c = 0, next = 0
  next = match_quote(at); if (next < 0) return -1; at = next
  loop8: for (;;) {
    const at8 = at, length8 = $length
    once8: {
      next = match_doublePart(at); if (next < 0) break once8; at = next
      continue loop8
    }
    at = at8; $length = length8
    break
  }
  next = match_quote(at); if (next < 0) return -1; at = next
  return at
}
function match_single(from) {
  let at = from, c = 0, next = 0
  next = match_mark(at); if (next < 0) return -1; at = next
  optional9: {
    const at9 = at
    once9: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 16) !== 0 : c >= 128)) break once9
      next = match_singlePlain(at); if (next < 0) break once9; at = next
      break optional9
    }
    at = at9
  }
  next = match_mark(at); if (next < 0) return -1; at = next
  return at
}
function match_doubleOpen(from) {
  let at = from, c = 0, next = 0
  next = match_openQuote(at); if (next < 0) return -1; at = next
  loop10: for (;;) {
    const at10 = at, length10 = $length
    once10: {
      next = match_doublePart(at); if (next < 0) break once10; at = next
      continue loop10
    }
    at = at10; $length = length10
    break
  }
  return at
}
function match_singleOpen(from) {
  let at = from, c = 0, next = 0
  next = match_openMark(at); if (next < 0) return -1; at = next
  optional11: {
    const at11 = at
    once11: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 16) !== 0 : c >= 128)) break once11
      next = match_singlePlain(at); if (next < 0) break once11; at = next
      break optional11
    }
    at = at11
  }
  return at
}
function match_pair(from) {
  let at = from, c = 0, next = 0
  choice12: {
    const at12 = at, length12 = $length
    option12_0: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option12_0
      next = match_hex(at); if (next < 0) break option12_0; at = next
      break choice12
    }
    at = at12; $length = length12
    option12_1: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option12_1
      next = match_badHex(at); if (next < 0) break option12_1; at = next
      break choice12
    }
    at = at12; $length = length12
    option12_2: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option12_2
      next = match_escape(at); if (next < 0) break option12_2; at = next
      break choice12
    }
    at = at12; $length = length12
    option12_3: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option12_3; at++
      break choice12
    }
    at = at12; $length = length12
    return -1
  }
  return at
}
function match_quote(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 34)) return -1; at++
  $out[token] = 7; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_doublePart(from) {
  let at = from, c = 0, next = 0
  choice13: {
    const at13 = at, length13 = $length
    option13_0: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 32) !== 0 : c >= 128)) break option13_0
      next = match_doublePlain(at); if (next < 0) break option13_0; at = next
      break choice13
    }
    at = at13; $length = length13
    option13_1: {
      c = $text.charCodeAt(at); if (!(c === 36)) break option13_1
      next = match_environment(at); if (next < 0) break option13_1; at = next
      break choice13
    }
    at = at13; $length = length13
    option13_2: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option13_2
      next = match_doublePair(at); if (next < 0) break option13_2; at = next
      break choice13
    }
    at = at13; $length = length13
    return -1
  }
  return at
}
function match_mark(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  $out[token] = 9; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_singlePlain(from) {
  let at = from, c = 0, next = 0
  const from14 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 16) !== 0 : c >= 128) at++
  if (at === from14) return -1
  return at
}
function match_openQuote(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 34)) return -1; at++
  $out[token] = 8; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_openMark(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  $out[token] = 10; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_hex(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("\\x", at)) return -1; at += 2
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 64) !== 0 : false)) return -1; at++
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 64) !== 0 : false)) return -1; at++
  $out[token] = 5; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_badHex(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("\\x", at)) return -1; at += 2
  $out[token] = 6; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_escape(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 92)) return -1; at++
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 128) !== 0 : false)) return -1; at++
  $out[token] = 4; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_doublePlain(from) {
  let at = from, c = 0, next = 0
  const from15 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 32) !== 0 : c >= 128) at++
  if (at === from15) return -1
  return at
}
function match_environment(from) {
  let at = from, c = 0, next = 0
  choice16: {
    const at16 = at, length16 = $length
    option16_0: {
      c = $text.charCodeAt(at); if (!(c === 36)) break option16_0
      next = match_expansion(at); if (next < 0) break option16_0; at = next
      break choice16
    }
    at = at16; $length = length16
    option16_1: {
      c = $text.charCodeAt(at); if (!(c === 36)) break option16_1
      next = match_badExpansion(at); if (next < 0) break option16_1; at = next
      break choice16
    }
    at = at16; $length = length16
    option16_2: {
      c = $text.charCodeAt(at); if (!(c === 36)) break option16_2
      next = match_open(at); if (next < 0) break option16_2; at = next
      break choice16
    }
    at = at16; $length = length16
    option16_3: {
      c = $text.charCodeAt(at); if (!(c === 36)) break option16_3
      next = match_nameless(at); if (next < 0) break option16_3; at = next
      break choice16
    }
    at = at16; $length = length16
    return -1
  }
  return at
}
function match_doublePair(from) {
  let at = from, c = 0, next = 0
  choice17: {
    const at17 = at, length17 = $length
    option17_0: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option17_0
      next = match_dollar(at); if (next < 0) break option17_0; at = next
      break choice17
    }
    at = at17; $length = length17
    option17_1: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option17_1
      next = match_pair(at); if (next < 0) break option17_1; at = next
      break choice17
    }
    at = at17; $length = length17
    return -1
  }
  return at
}
function match_expansion(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  choice18: {
    const at18 = at
    option18_0: {
      c = $text.charCodeAt(at); if (!(c === 36)) break option18_0
      next = match_braced(at); if (next < 0) break option18_0; at = next
      break choice18
    }
    at = at18
    option18_1: {
      c = $text.charCodeAt(at); if (!(c === 36)) break option18_1
      next = match_plainName(at); if (next < 0) break option18_1; at = next
      break choice18
    }
    at = at18
    return -1
  }
  $out[token] = 11; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_badExpansion(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("${", at)) return -1; at += 2
  next = match_name(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 91)) return -1; at++
  {
    const at19 = at
    not19: {
      if (!$text.startsWith("*]", at)) break not19; at += 2
      return -1
    }
    at = at19
  }
  $out[token] = 12; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_open(from) {
  let at = from, c = 0, next = 0
  next = match_unclosed(at); if (next < 0) return -1; at = next
  optional20: {
    const at20 = at
    once20: {
      c = $text.charCodeAt(at); if (!(c === 45)) break once20
      next = match_default(at); if (next < 0) break once20; at = next
      break optional20
    }
    at = at20
  }
  return at
}
function match_nameless(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 36)) return -1; at++
  $out[token] = 14; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_dollar(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("\\$", at)) return -1; at += 2
  $out[token] = 3; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_braced(from) {
  let at = from, c = 0, next = 0
  if (!$text.startsWith("${", at)) return -1; at += 2
  next = match_name(at); if (next < 0) return -1; at = next
  optional21: {
    const at21 = at
    once21: {
      c = $text.charCodeAt(at); if (!(c === 91)) break once21
      if (!$text.startsWith("[*]", at)) break once21; at += 3
      break optional21
    }
    at = at21
  }
  optional22: {
    const at22 = at
    once22: {
      c = $text.charCodeAt(at); if (!(c === 45)) break once22
      next = match_default(at); if (next < 0) break once22; at = next
      break optional22
    }
    at = at22
  }
  c = $text.charCodeAt(at); if (!(c === 125)) return -1; at++
  return at
}
function match_plainName(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 36)) return -1; at++
  next = match_name(at); if (next < 0) return -1; at = next
  return at
}
function match_name(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c < 128 ? (ascii1[c] & 1) !== 0 : false)) return -1; at++
  while (c = $text.charCodeAt(at), c < 128 ? (ascii1[c] & 2) !== 0 : false) at++
  return at
}
function match_unclosed(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("${", at)) return -1; at += 2
  next = match_name(at); if (next < 0) return -1; at = next
  $out[token] = 13; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_default(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 45)) return -1; at++
  while (c = $text.charCodeAt(at), c < 128 ? (ascii1[c] & 4) !== 0 : c >= 128) at++
  return at
}
