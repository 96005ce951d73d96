// Made by scripts/compile-grammars.ts from nginx-line.ohm: change the grammar, not this.
// @ts-nocheck: plain JavaScript
export const semicolon = 0
export const open = 1
export const close = 2
export const comment = 3
export const bare = 4
export const bareMore = 5
export const escape = 6
export const escapeEnd = 7
export const double = 8
export const doubleOpen = 9
export const doubleEnd = 10
export const doubleMore = 11
export const single = 12
export const singleOpen = 13
export const singleEnd = 14
export const singleMore = 15
export const broken = 16
export const luaOpen = 17
export const luaClose = 18
export const luaComment = 19
export const luaFence = 20
export const luaFenceEnd = 21
export const luaDouble = 22
export const luaSingle = 23
export const luaBackslash = 24
export const tokens: readonly string[] = ['semicolon', 'open', 'close', 'comment', 'bare', 'bareMore', 'escape', 'escapeEnd', 'double', 'doubleOpen', 'doubleEnd', 'doubleMore', 'single', 'singleOpen', 'singleEnd', 'singleMore', 'broken', 'luaOpen', 'luaClose', 'luaComment', 'luaFence', 'luaFenceEnd', 'luaDouble', 'luaSingle', 'luaBackslash']

const ascii0 = new Uint8Array([54,54,54,54,54,54,54,54,54,133,133,54,54,133,54,54,54,54,54,54,54,54,54,54,54,54,54,54,54,54,54,54,133,118,96,100,70,118,118,96,118,118,118,118,118,122,118,118,118,118,118,118,118,118,118,118,118,118,118,132,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,122,2,122,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,118,128,118,96,118,118])
let $text = ''
const $out = new Array(3000).fill(0)
let $length = 0
const $grow = () => { while ($out.length < $length) $out.push(0) }

const $starts = { line: match_line, lineDouble: match_lineDouble, lineSingle: match_lineSingle, lineBare: match_lineBare, lineBroken: match_lineBroken, lua: match_lua }
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
          next = match_bare(at); if (next < 0) break option1_1; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_2: {
          c = $text.charCodeAt(at); if (!(c === 59)) break option1_2
          next = match_semicolon(at); if (next < 0) break option1_2; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_3: {
          c = $text.charCodeAt(at); if (!(c === 123)) break option1_3
          next = match_open(at); if (next < 0) break option1_3; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_4: {
          c = $text.charCodeAt(at); if (!(c === 35)) break option1_4
          next = match_comment(at); if (next < 0) break option1_4; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_5: {
          c = $text.charCodeAt(at); if (!(c === 34)) break option1_5
          next = match_double(at); if (next < 0) break option1_5; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_6: {
          c = $text.charCodeAt(at); if (!(c === 39)) break option1_6
          next = match_single(at); if (next < 0) break option1_6; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_7: {
          c = $text.charCodeAt(at); if (!(c === 34)) break option1_7
          next = match_doubleOpen(at); if (next < 0) break option1_7; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_8: {
          c = $text.charCodeAt(at); if (!(c === 39)) break option1_8
          next = match_singleOpen(at); if (next < 0) break option1_8; at = next
          break choice1
        }
        at = at1; $length = length1
        option1_9: {
          c = $text.charCodeAt(at); if (!(c === 125)) break option1_9
          next = match_close(at); if (next < 0) break option1_9; at = next
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
function match_lineDouble(from) {
  let at = from, c = 0, next = 0
  choice2: {
    const at2 = at, length2 = $length
    option2_0: {
      next = match_doubleEnd(at); if (next < 0) break option2_0; at = next
      break choice2
    }
    at = at2; $length = length2
    option2_1: {
      next = match_doubleMore(at); if (next < 0) break option2_1; at = next
      break choice2
    }
    at = at2; $length = length2
    return -1
  }
  next = match_line(at); if (next < 0) return -1; at = next
  return at
}
function match_lineSingle(from) {
  let at = from, c = 0, next = 0
  choice3: {
    const at3 = at, length3 = $length
    option3_0: {
      next = match_singleEnd(at); if (next < 0) break option3_0; at = next
      break choice3
    }
    at = at3; $length = length3
    option3_1: {
      next = match_singleMore(at); if (next < 0) break option3_1; at = next
      break choice3
    }
    at = at3; $length = length3
    return -1
  }
  next = match_line(at); if (next < 0) return -1; at = next
  return at
}
function match_lineBare(from) {
  let at = from, c = 0, next = 0
  optional4: {
    const at4 = at, length4 = $length
    once4: {
      next = match_bareMore(at); if (next < 0) break once4; at = next
      break optional4
    }
    at = at4; $length = length4
  }
  next = match_line(at); if (next < 0) return -1; at = next
  return at
}
function match_lineBroken(from) {
  let at = from, c = 0, next = 0
  optional5: {
    const at5 = at, length5 = $length
    once5: {
      next = match_broken(at); if (next < 0) break once5; at = next
      break optional5
    }
    at = at5; $length = length5
  }
  next = match_line(at); if (next < 0) return -1; at = next
  return at
}
function match_lua(from) {
  let at = from, c = 0, next = 0
  loop6: for (;;) {
    const at6 = at, length6 = $length
    once6: {
      choice7: {
        const at7 = at, length7 = $length
        option7_0: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 4) !== 0 : c >= 128)) break option7_0
          next = match_luaText(at); if (next < 0) break option7_0; at = next
          break choice7
        }
        at = at7; $length = length7
        option7_1: {
          c = $text.charCodeAt(at); if (!(c === 123)) break option7_1
          next = match_luaOpen(at); if (next < 0) break option7_1; at = next
          break choice7
        }
        at = at7; $length = length7
        option7_2: {
          c = $text.charCodeAt(at); if (!(c === 125)) break option7_2
          next = match_luaClose(at); if (next < 0) break option7_2; at = next
          break choice7
        }
        at = at7; $length = length7
        option7_3: {
          c = $text.charCodeAt(at); if (!(c === 45)) break option7_3
          next = match_luaComment(at); if (next < 0) break option7_3; at = next
          break choice7
        }
        at = at7; $length = length7
        option7_4: {
          c = $text.charCodeAt(at); if (!(c === 91)) break option7_4
          next = match_luaFence(at); if (next < 0) break option7_4; at = next
          break choice7
        }
        at = at7; $length = length7
        option7_5: {
          c = $text.charCodeAt(at); if (!(c === 93)) break option7_5
          next = match_luaFenceEnd(at); if (next < 0) break option7_5; at = next
          break choice7
        }
        at = at7; $length = length7
        option7_6: {
          c = $text.charCodeAt(at); if (!(c === 34)) break option7_6
          next = match_luaDouble(at); if (next < 0) break option7_6; at = next
          break choice7
        }
        at = at7; $length = length7
        option7_7: {
          c = $text.charCodeAt(at); if (!(c === 39)) break option7_7
          next = match_luaSingle(at); if (next < 0) break option7_7; at = next
          break choice7
        }
        at = at7; $length = length7
        option7_8: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option7_8
          next = match_luaBackslash(at); if (next < 0) break option7_8; at = next
          break choice7
        }
        at = at7; $length = length7
        option7_9: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 8) !== 0 : false)) break option7_9; at++
          break choice7
        }
        at = at7; $length = length7
        break once6
      }
      continue loop6
    }
    at = at6; $length = length6
    break
  }
  if (at < $text.length) return -1
  return at
}
function match_blank(from) {
  let at = from, c = 0, next = 0
  const from8 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 1) !== 0 : false) at++
  if (at === from8) return -1
  return at
}
function match_bare(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  choice9: {
    const at9 = at, length9 = $length
    option9_0: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 16) !== 0 : c >= 128)) break option9_0; at++
      break choice9
    }
    at = at9; $length = length9
    option9_1: {
      c = $text.charCodeAt(at); if (!(c === 36)) break option9_1
      next = match_variable(at); if (next < 0) break option9_1; at = next
      break choice9
    }
    at = at9; $length = length9
    option9_2: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option9_2
      next = match_pair(at); if (next < 0) break option9_2; at = next
      break choice9
    }
    at = at9; $length = length9
    return -1
  }
  next = match_bareRest(at); if (next < 0) return -1; at = next
  $out[token] = 4; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_semicolon(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 59)) return -1; at++
  $out[token] = 0; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_open(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 123)) return -1; at++
  $out[token] = 1; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_comment(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 35)) return -1; at++
  while (c = $text.charCodeAt(at), c === c) at++
  $out[token] = 3; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_double(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 34)) return -1; at++
  next = match_doubleBody(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 34)) return -1; at++
  $out[token] = 8; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_single(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  next = match_singleBody(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  $out[token] = 12; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_doubleOpen(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 34)) return -1; at++
  next = match_doubleBody(at); if (next < 0) return -1; at = next
  $out[token] = 9; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_singleOpen(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  next = match_singleBody(at); if (next < 0) return -1; at = next
  $out[token] = 13; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_close(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 125)) return -1; at++
  $out[token] = 2; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_doubleEnd(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_doubleBody(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 34)) return -1; at++
  $out[token] = 10; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_doubleMore(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_doubleBody(at); if (next < 0) return -1; at = next
  $out[token] = 11; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_singleEnd(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_singleBody(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  $out[token] = 14; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_singleMore(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_singleBody(at); if (next < 0) return -1; at = next
  $out[token] = 15; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_bareMore(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  const from11 = at
  loop11: for (;;) {
    const at11 = at, length11 = $length
    once11: {
      choice12: {
        const at12 = at, length12 = $length
        option12_0: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 32) !== 0 : c >= 128)) break option12_0
          next = match_barePlain(at); if (next < 0) break option12_0; at = next
          break choice12
        }
        at = at12; $length = length12
        option12_1: {
          c = $text.charCodeAt(at); if (!(c === 36)) break option12_1
          next = match_variable(at); if (next < 0) break option12_1; at = next
          break choice12
        }
        at = at12; $length = length12
        option12_2: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option12_2
          next = match_pair(at); if (next < 0) break option12_2; at = next
          break choice12
        }
        at = at12; $length = length12
        break once11
      }
      continue loop11
    }
    at = at11; $length = length11
    break
  }
  if (at === from11) return -1
  $out[token] = 5; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_broken(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 34 || c === 39)) return -1; at++
  loop13: for (;;) {
    const at13 = at
    once13: {
      choice14: {
        const at14 = at
        option14_0: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 64) !== 0 : c >= 128)) break option14_0
          next = match_brokenPlain(at); if (next < 0) break option14_0; at = next
          break choice14
        }
        at = at14
        option14_1: {
          {
            const at15 = at
            not15: {
              next = match_brokenTail(at); if (next < 0) break not15; at = next
              break option14_1
            }
            at = at15
          }
          next = match_brokenPart(at); if (next < 0) break option14_1; at = next
          break choice14
        }
        at = at14
        break once13
      }
      continue loop13
    }
    at = at13
    break
  }
  $out[token] = 16; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaText(from) {
  let at = from, c = 0, next = 0
  const from16 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 4) !== 0 : c >= 128) at++
  if (at === from16) return -1
  return at
}
function match_luaOpen(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 123)) return -1; at++
  $out[token] = 17; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaClose(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 125)) return -1; at++
  $out[token] = 18; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaComment(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("--", at)) return -1; at += 2
  $out[token] = 19; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaFence(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 91)) return -1; at++
  while (c = $text.charCodeAt(at), c === 61) at++
  c = $text.charCodeAt(at); if (!(c === 91)) return -1; at++
  $out[token] = 20; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaFenceEnd(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 93)) return -1; at++
  while (c = $text.charCodeAt(at), c === 61) at++
  {
    const at19 = at
    c = $text.charCodeAt(at); if (!(c === 93)) return -1; at++
    at = at19
  }
  $out[token] = 21; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaDouble(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 34)) return -1; at++
  $out[token] = 22; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaSingle(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  $out[token] = 23; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaBackslash(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 92)) return -1; at++
  $out[token] = 24; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_variable(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 36)) return -1; at++
  while (c = $text.charCodeAt(at), c === 123) at++
  return at
}
function match_pair(from) {
  let at = from, c = 0, next = 0
  choice21: {
    const at21 = at, length21 = $length
    option21_0: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option21_0
      next = match_escape(at); if (next < 0) break option21_0; at = next
      break choice21
    }
    at = at21; $length = length21
    option21_1: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option21_1
      next = match_escapeEnd(at); if (next < 0) break option21_1; at = next
      break choice21
    }
    at = at21; $length = length21
    return -1
  }
  return at
}
function match_bareRest(from) {
  let at = from, c = 0, next = 0
  loop22: for (;;) {
    const at22 = at, length22 = $length
    once22: {
      choice23: {
        const at23 = at, length23 = $length
        option23_0: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 32) !== 0 : c >= 128)) break option23_0
          next = match_barePlain(at); if (next < 0) break option23_0; at = next
          break choice23
        }
        at = at23; $length = length23
        option23_1: {
          c = $text.charCodeAt(at); if (!(c === 36)) break option23_1
          next = match_variable(at); if (next < 0) break option23_1; at = next
          break choice23
        }
        at = at23; $length = length23
        option23_2: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option23_2
          next = match_pair(at); if (next < 0) break option23_2; at = next
          break choice23
        }
        at = at23; $length = length23
        break once22
      }
      continue loop22
    }
    at = at22; $length = length22
    break
  }
  return at
}
function match_doubleBody(from) {
  let at = from, c = 0, next = 0
  loop24: for (;;) {
    const at24 = at, length24 = $length
    once24: {
      choice25: {
        const at25 = at, length25 = $length
        option25_0: {
          c = $text.charCodeAt(at); if (!(c === c && c !== 34 && c !== 92)) break option25_0
          next = match_doublePlain(at); if (next < 0) break option25_0; at = next
          break choice25
        }
        at = at25; $length = length25
        option25_1: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option25_1
          next = match_pair(at); if (next < 0) break option25_1; at = next
          break choice25
        }
        at = at25; $length = length25
        break once24
      }
      continue loop24
    }
    at = at24; $length = length24
    break
  }
  return at
}
function match_singleBody(from) {
  let at = from, c = 0, next = 0
  loop26: for (;;) {
    const at26 = at, length26 = $length
    once26: {
      choice27: {
        const at27 = at, length27 = $length
        option27_0: {
          c = $text.charCodeAt(at); if (!(c === c && c !== 39 && c !== 92)) break option27_0
          next = match_singlePlain(at); if (next < 0) break option27_0; at = next
          break choice27
        }
        at = at27; $length = length27
        option27_1: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option27_1
          next = match_pair(at); if (next < 0) break option27_1; at = next
          break choice27
        }
        at = at27; $length = length27
        break once26
      }
      continue loop26
    }
    at = at26; $length = length26
    break
  }
  return at
}
function match_barePlain(from) {
  let at = from, c = 0, next = 0
  const from28 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 32) !== 0 : c >= 128) at++
  if (at === from28) return -1
  return at
}
function match_brokenPlain(from) {
  let at = from, c = 0, next = 0
  const from29 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 64) !== 0 : c >= 128) at++
  if (at === from29) return -1
  return at
}
function match_brokenTail(from) {
  let at = from, c = 0, next = 0
  choice30: {
    const at30 = at
    option30_0: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 128) !== 0 : false)) break option30_0
      next = match_brokenTail_stop(at); if (next < 0) break option30_0; at = next
      break choice30
    }
    at = at30
    option30_1: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option30_1
      next = match_brokenTail_blank(at); if (next < 0) break option30_1; at = next
      break choice30
    }
    at = at30
    return -1
  }
  return at
}
function match_brokenPart(from) {
  let at = from, c = 0, next = 0
  choice31: {
    const at31 = at
    option31_0: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option31_0
      next = match_blank(at); if (next < 0) break option31_0; at = next
      break choice31
    }
    at = at31
    option31_1: {
      c = $text.charCodeAt(at); if (!(c === c)) break option31_1; at++
      break choice31
    }
    at = at31
    return -1
  }
  return at
}
function match_escape(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 92)) return -1; at++
  c = $text.charCodeAt(at); if (!(c === c)) return -1; at++
  $out[token] = 6; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_escapeEnd(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 92)) return -1; at++
  $out[token] = 7; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_doublePlain(from) {
  let at = from, c = 0, next = 0
  const from32 = at
  while (c = $text.charCodeAt(at), c === c && c !== 34 && c !== 92) at++
  if (at === from32) return -1
  return at
}
function match_singlePlain(from) {
  let at = from, c = 0, next = 0
  const from33 = at
  while (c = $text.charCodeAt(at), c === c && c !== 39 && c !== 92) at++
  if (at === from33) return -1
  return at
}
function match_brokenTail_stop(from) {
  let at = from, c = 0, next = 0
  optional34: {
    const at34 = at
    once34: {
      next = match_blank(at); if (next < 0) break once34; at = next
      break optional34
    }
    at = at34
  }
  c = $text.charCodeAt(at); if (!(c === 59 || c === 123)) return -1; at++
  optional35: {
    const at35 = at
    once35: {
      next = match_blank(at); if (next < 0) break once35; at = next
      break optional35
    }
    at = at35
  }
  optional36: {
    const at36 = at
    once36: {
      next = match_brokenNote(at); if (next < 0) break once36; at = next
      break optional36
    }
    at = at36
  }
  if (at < $text.length) return -1
  return at
}
function match_brokenTail_blank(from) {
  let at = from, c = 0, next = 0
  next = match_blank(at); if (next < 0) return -1; at = next
  if (at < $text.length) return -1
  return at
}
function match_brokenNote(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 35)) return -1; at++
  while (c = $text.charCodeAt(at), c === c) at++
  return at
}
