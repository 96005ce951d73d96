/** Times and sizes as compose files and Dockerfiles write them. */
import type { Word } from '../syntax/text.ts'
import type { Amount } from './topology.ts'

/** Milliseconds in a unit of time (compose-go, go-str2duration). */
const UNITS: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000_001,
}

const DURATION = /(?<!\d)(\d+(?:\.\d*)?|\.\d+)(ms|us|µs|ns|w|d|h|m|s)/g

/** `1m30s` in milliseconds; undefined for what is no time: a number has a unit. */
export function durationOf(word: Word | undefined): Amount | undefined {
  if (!word) return undefined
  if (word.text === '0') return { value: 0, at: word.at }
  if (!new RegExp(`^(?:${DURATION.source})+$`).test(word.text)) return undefined
  const parts = Array.from(word.text.matchAll(DURATION), ([, number, unit]) => Number(number) * UNITS[unit!]!)
  return { value: parts.reduce((sum, part) => sum + part, 0), at: word.at }
}

/** `512m` in bytes, by powers of 1024 (docker/go-units, `RAMInBytes`); undefined for what is no size. */
export function sizeOf(word: Word | undefined): Amount | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?) ?([kmgtp])?i?b?$/i.exec(word?.text ?? '') ?? []
  if (!word || number === undefined) return undefined
  return { value: Math.floor(Number(number) * 1024 ** ' kmgtp'.indexOf(unit.toLowerCase() || ' ')), at: word.at }
}

/** A whole number; undefined for anything else. */
export const countOf = (word: Word | undefined): Amount | undefined =>
  word && /^\d{1,15}$/.test(word.text) ? { value: Number(word.text), at: word.at } : undefined
