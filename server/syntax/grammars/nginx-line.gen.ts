// Made by scripts/compile-grammars.ts from nginx-line.ohm: change the grammar, not this.
// @ts-nocheck: plain JavaScript
export const semicolon = 0
export const open = 1
export const close = 2
export const comment = 3
export const unquoted = 4
export const bare = 5
export const bareMore = 6
export const escape = 7
export const escapeEnd = 8
export const double = 9
export const doubleOpen = 10
export const doubleEnd = 11
export const doubleMore = 12
export const single = 13
export const singleOpen = 14
export const singleEnd = 15
export const singleMore = 16
export const broken = 17
export const luaOpen = 18
export const luaClose = 19
export const luaComment = 20
export const luaFence = 21
export const luaFenceEnd = 22
export const luaDouble = 23
export const luaSingle = 24
export const luaBackslash = 25
export const tokens: readonly string[] = ['semicolon', 'open', 'close', 'comment', 'unquoted', 'bare', 'bareMore', 'escape', 'escapeEnd', 'double', 'doubleOpen', 'doubleEnd', 'doubleMore', 'single', 'singleOpen', 'singleEnd', 'singleMore', 'broken', 'luaOpen', 'luaClose', 'luaComment', 'luaFence', 'luaFenceEnd', 'luaDouble', 'luaSingle', 'luaBackslash']

const ascii0 = new Uint8Array([174,174,174,174,174,174,174,174,174,9,9,174,174,9,174,174,174,174,174,174,174,174,174,174,174,174,174,174,174,174,174,174,9,238,100,108,78,238,238,100,238,238,238,238,238,246,238,238,238,238,238,238,238,238,238,238,238,238,238,8,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,246,6,246,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,238,0,238,100,238,238])
const ascii1 = new Uint8Array([0,0,0,0,0,0,0,0,0,1,1,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,2,2,2,2,2,2,2,2,2,2,0,1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0])
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
          next = match_word(at); if (next < 0) break option1_1; at = next
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
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 4) !== 0 : c >= 128)) break once4
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
      c = $text.charCodeAt(at); if (!(c === 34 || c === 39)) break once5
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
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 8) !== 0 : c >= 128)) break option7_0
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
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 16) !== 0 : false)) break option7_9; at++
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
function match_word(from) {
  let at = from, c = 0, next = 0
  next = match_bare(at); if (next < 0) return -1; at = next
  optional9: {
    const at9 = at, length9 = $length
    once9: {
      c = $text.charCodeAt(at); if (!(c === 123)) break once9
      next = match_unquoted(at); if (next < 0) break once9; at = next
      break optional9
    }
    at = at9; $length = length9
  }
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
  $out[token] = 9; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_single(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  next = match_singleBody(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  $out[token] = 13; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_doubleOpen(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 34)) return -1; at++
  next = match_doubleBody(at); if (next < 0) return -1; at = next
  $out[token] = 10; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_singleOpen(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  next = match_singleBody(at); if (next < 0) return -1; at = next
  $out[token] = 14; $out[token + 1] = from; $out[token + 2] = at
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
  $out[token] = 11; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_doubleMore(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_doubleBody(at); if (next < 0) return -1; at = next
  $out[token] = 12; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_singleEnd(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_singleBody(at); if (next < 0) return -1; at = next
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  $out[token] = 15; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_singleMore(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_singleBody(at); if (next < 0) return -1; at = next
  $out[token] = 16; $out[token + 1] = from; $out[token + 2] = at
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
  $out[token] = 6; $out[token + 1] = from; $out[token + 2] = at
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
  $out[token] = 17; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaText(from) {
  let at = from, c = 0, next = 0
  const from16 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 8) !== 0 : c >= 128) at++
  if (at === from16) return -1
  return at
}
function match_luaOpen(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 123)) return -1; at++
  $out[token] = 18; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaClose(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 125)) return -1; at++
  $out[token] = 19; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaComment(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  if (!$text.startsWith("--", at)) return -1; at += 2
  $out[token] = 20; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaFence(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 91)) return -1; at++
  while (c = $text.charCodeAt(at), c === 61) at++
  c = $text.charCodeAt(at); if (!(c === 91)) return -1; at++
  $out[token] = 21; $out[token + 1] = from; $out[token + 2] = at
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
  $out[token] = 22; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaDouble(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 34)) return -1; at++
  $out[token] = 23; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaSingle(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 39)) return -1; at++
  $out[token] = 24; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_luaBackslash(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 92)) return -1; at++
  $out[token] = 25; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_bare(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  choice20: {
    const at20 = at, length20 = $length
    option20_0: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 128) !== 0 : c >= 128)) break option20_0; at++
      break choice20
    }
    at = at20; $length = length20
    option20_1: {
      c = $text.charCodeAt(at); if (!(c === 36)) break option20_1
      next = match_variable(at); if (next < 0) break option20_1; at = next
      break choice20
    }
    at = at20; $length = length20
    option20_2: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option20_2
      next = match_pair(at); if (next < 0) break option20_2; at = next
      break choice20
    }
    at = at20; $length = length20
    return -1
  }
  next = match_bareRest(at); if (next < 0) return -1; at = next
  $out[token] = 5; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_unquoted(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  next = match_repetition(at); if (next < 0) return -1; at = next
  loop21: for (;;) {
    const at21 = at, length21 = $length
    once21: {
      choice22: {
        const at22 = at, length22 = $length
        option22_0: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 32) !== 0 : c >= 128)) break option22_0
          next = match_barePlain(at); if (next < 0) break option22_0; at = next
          break choice22
        }
        at = at22; $length = length22
        option22_1: {
          c = $text.charCodeAt(at); if (!(c === 36)) break option22_1
          next = match_variable(at); if (next < 0) break option22_1; at = next
          break choice22
        }
        at = at22; $length = length22
        option22_2: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option22_2
          next = match_pair(at); if (next < 0) break option22_2; at = next
          break choice22
        }
        at = at22; $length = length22
        option22_3: {
          c = $text.charCodeAt(at); if (!(c === 123)) break option22_3
          next = match_repetition(at); if (next < 0) break option22_3; at = next
          break choice22
        }
        at = at22; $length = length22
        break once21
      }
      continue loop21
    }
    at = at21; $length = length21
    break
  }
  $out[token] = 4; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_doubleBody(from) {
  let at = from, c = 0, next = 0
  loop23: for (;;) {
    const at23 = at, length23 = $length
    once23: {
      choice24: {
        const at24 = at, length24 = $length
        option24_0: {
          c = $text.charCodeAt(at); if (!(c === c && c !== 34 && c !== 92)) break option24_0
          next = match_doublePlain(at); if (next < 0) break option24_0; at = next
          break choice24
        }
        at = at24; $length = length24
        option24_1: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option24_1
          next = match_pair(at); if (next < 0) break option24_1; at = next
          break choice24
        }
        at = at24; $length = length24
        break once23
      }
      continue loop23
    }
    at = at23; $length = length23
    break
  }
  return at
}
function match_singleBody(from) {
  let at = from, c = 0, next = 0
  loop25: for (;;) {
    const at25 = at, length25 = $length
    once25: {
      choice26: {
        const at26 = at, length26 = $length
        option26_0: {
          c = $text.charCodeAt(at); if (!(c === c && c !== 39 && c !== 92)) break option26_0
          next = match_singlePlain(at); if (next < 0) break option26_0; at = next
          break choice26
        }
        at = at26; $length = length26
        option26_1: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option26_1
          next = match_pair(at); if (next < 0) break option26_1; at = next
          break choice26
        }
        at = at26; $length = length26
        break once25
      }
      continue loop25
    }
    at = at25; $length = length25
    break
  }
  return at
}
function match_barePlain(from) {
  let at = from, c = 0, next = 0
  const from27 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 32) !== 0 : c >= 128) at++
  if (at === from27) return -1
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
  choice29: {
    const at29 = at, length29 = $length
    option29_0: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option29_0
      next = match_escape(at); if (next < 0) break option29_0; at = next
      break choice29
    }
    at = at29; $length = length29
    option29_1: {
      c = $text.charCodeAt(at); if (!(c === 92)) break option29_1
      next = match_escapeEnd(at); if (next < 0) break option29_1; at = next
      break choice29
    }
    at = at29; $length = length29
    return -1
  }
  return at
}
function match_brokenPlain(from) {
  let at = from, c = 0, next = 0
  const from30 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii0[c] & 64) !== 0 : c >= 128) at++
  if (at === from30) return -1
  return at
}
function match_brokenTail(from) {
  let at = from, c = 0, next = 0
  choice31: {
    const at31 = at
    option31_0: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii1[c] & 1) !== 0 : false)) break option31_0
      next = match_brokenTail_stop(at); if (next < 0) break option31_0; at = next
      break choice31
    }
    at = at31
    option31_1: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option31_1
      next = match_brokenTail_blank(at); if (next < 0) break option31_1; at = next
      break choice31
    }
    at = at31
    return -1
  }
  return at
}
function match_brokenPart(from) {
  let at = from, c = 0, next = 0
  choice32: {
    const at32 = at
    option32_0: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break option32_0
      next = match_blank(at); if (next < 0) break option32_0; at = next
      break choice32
    }
    at = at32
    option32_1: {
      c = $text.charCodeAt(at); if (!(c === c)) break option32_1; at++
      break choice32
    }
    at = at32
    return -1
  }
  return at
}
function match_bareRest(from) {
  let at = from, c = 0, next = 0
  loop33: for (;;) {
    const at33 = at, length33 = $length
    once33: {
      choice34: {
        const at34 = at, length34 = $length
        option34_0: {
          c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 32) !== 0 : c >= 128)) break option34_0
          next = match_barePlain(at); if (next < 0) break option34_0; at = next
          break choice34
        }
        at = at34; $length = length34
        option34_1: {
          c = $text.charCodeAt(at); if (!(c === 36)) break option34_1
          next = match_variable(at); if (next < 0) break option34_1; at = next
          break choice34
        }
        at = at34; $length = length34
        option34_2: {
          c = $text.charCodeAt(at); if (!(c === 92)) break option34_2
          next = match_pair(at); if (next < 0) break option34_2; at = next
          break choice34
        }
        at = at34; $length = length34
        break once33
      }
      continue loop33
    }
    at = at33; $length = length33
    break
  }
  return at
}
function match_repetition(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 123)) return -1; at++
  next = match_digits(at); if (next < 0) return -1; at = next
  optional35: {
    const at35 = at
    once35: {
      c = $text.charCodeAt(at); if (!(c === 44)) break once35
      next = match_comma(at); if (next < 0) break once35; at = next
      break optional35
    }
    at = at35
  }
  c = $text.charCodeAt(at); if (!(c === 125)) return -1; at++
  return at
}
function match_doublePlain(from) {
  let at = from, c = 0, next = 0
  const from36 = at
  while (c = $text.charCodeAt(at), c === c && c !== 34 && c !== 92) at++
  if (at === from36) return -1
  return at
}
function match_singlePlain(from) {
  let at = from, c = 0, next = 0
  const from37 = at
  while (c = $text.charCodeAt(at), c === c && c !== 39 && c !== 92) at++
  if (at === from37) return -1
  return at
}
function match_escape(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 92)) return -1; at++
  c = $text.charCodeAt(at); if (!(c === c)) return -1; at++
  $out[token] = 7; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_escapeEnd(from) {
  let at = from, c = 0, next = 0
  const token = $length; $length += 3; if ($length > $out.length) $grow()
  c = $text.charCodeAt(at); if (!(c === 92)) return -1; at++
  $out[token] = 8; $out[token + 1] = from; $out[token + 2] = at
  return at
}
function match_brokenTail_stop(from) {
  let at = from, c = 0, next = 0
  optional38: {
    const at38 = at
    once38: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break once38
      next = match_blank(at); if (next < 0) break once38; at = next
      break optional38
    }
    at = at38
  }
  c = $text.charCodeAt(at); if (!(c === 59 || c === 123)) return -1; at++
  optional39: {
    const at39 = at
    once39: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii0[c] & 1) !== 0 : false)) break once39
      next = match_blank(at); if (next < 0) break once39; at = next
      break optional39
    }
    at = at39
  }
  optional40: {
    const at40 = at
    once40: {
      c = $text.charCodeAt(at); if (!(c === 35)) break once40
      next = match_brokenNote(at); if (next < 0) break once40; at = next
      break optional40
    }
    at = at40
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
function match_digits(from) {
  let at = from, c = 0, next = 0
  const from41 = at
  while (c = $text.charCodeAt(at), c < 128 ? (ascii1[c] & 2) !== 0 : false) at++
  if (at === from41) return -1
  return at
}
function match_comma(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 44)) return -1; at++
  optional42: {
    const at42 = at
    once42: {
      c = $text.charCodeAt(at); if (!(c < 128 ? (ascii1[c] & 2) !== 0 : false)) break once42
      next = match_digits(at); if (next < 0) break once42; at = next
      break optional42
    }
    at = at42
  }
  return at
}
function match_brokenNote(from) {
  let at = from, c = 0, next = 0
  c = $text.charCodeAt(at); if (!(c === 35)) return -1; at++
  while (c = $text.charCodeAt(at), c === c) at++
  return at
}
