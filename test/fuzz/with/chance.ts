/** Chance that can be had again: the same seed, the same tries. */
export class Chance {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** From 0 up to, not with, 1: mulberry32. */
  share() {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  below(limit: number) {
    return Math.floor(this.share() * limit)
  }

  of<One>(list: readonly One[]): One {
    return list[this.below(list.length)]!
  }

  bytes(length: number) {
    return Buffer.from(Array.from({ length }, () => this.below(256)))
  }
}

/** What has broken readers of text before. */
export const NASTY = [
  '', ' ', '\u0000', '"', '""', "'", ',', '\r', '\n', '\r\n', '\t', ';', '\ufeff', '\u200f', '=cmd|\' /C calc\'!A0', '+1', '-', '@SUM(1)', 'NULL', 'NaN', 'Infinity', '-0', '1e999', '0x10',
  '99999999999999999999', '2024/25', '20242', '../../etc/passwd', '%00', '%', '%zz', '<x-fuzz>', '"><x-fuzz>', '{{1}}', '${1}', "' or 1=1 --", '\\', '\ud800', '🧒🏽', 'ﷺ', 'x'.repeat(70_000), '[]', '{}', 'true', '__proto__', 'constructor',
] as const

/** Bytes with a few things gone wrong in them: cut, doubled, swapped, overwritten, or with something put in. */
export function mutated(chance: Chance, given: Buffer): Buffer {
  let bytes: Buffer = Buffer.from(given)
  for (let times = 1 + chance.below(4); times > 0; times -= 1) bytes = chance.of(MUTATIONS)(chance, bytes)
  return bytes
}

type Mutation = (chance: Chance, bytes: Buffer) => Buffer

const MUTATIONS: Mutation[] = [
  (chance, bytes) => bytes.subarray(0, chance.below(bytes.length + 1)),
  (chance, bytes) => bytes.subarray(chance.below(Math.min(bytes.length + 1, 200))),
  (chance, bytes) => put(chance, bytes, Buffer.from(chance.of(NASTY))),
  (chance, bytes) => put(chance, bytes, chance.bytes(1 + chance.below(20))),
  (chance, bytes) => put(chance, bytes, piece(chance, bytes)),
  (chance, bytes) => swapLines(chance, bytes),
  (chance, bytes) => overwrite(chance, bytes, chance.bytes(1 + chance.below(8))),
  (chance, bytes) => overwrite(chance, bytes, Buffer.from(chance.of(NASTY))),
  (chance, bytes) => flipBit(chance, bytes),
  (chance, bytes) => flipBit(chance, bytes),
  (chance, bytes) => cutOut(chance, bytes),
]

function put(chance: Chance, bytes: Buffer, what: Buffer) {
  const at = chance.below(bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)])
}

function piece(chance: Chance, bytes: Buffer) {
  const from = chance.below(bytes.length + 1)
  return bytes.subarray(from, from + chance.below(2000))
}

function overwrite(chance: Chance, bytes: Buffer, what: Buffer) {
  what.copy(bytes, chance.below(bytes.length + 1))
  return bytes
}

function flipBit(chance: Chance, bytes: Buffer) {
  const at = chance.below(bytes.length)
  if (bytes.length) bytes[at] = bytes[at]! ^ (1 << chance.below(8))
  return bytes
}

function cutOut(chance: Chance, bytes: Buffer) {
  const from = chance.below(bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + chance.below(500))])
}

function swapLines(chance: Chance, bytes: Buffer) {
  if (bytes.length > 200_000) return bytes
  const lines = bytes.toString('latin1').split('\n')
  const [a, b] = [chance.below(lines.length), chance.below(lines.length)]
  ;[lines[a], lines[b]] = [lines[b]!, lines[a]!]
  return Buffer.from(lines.join('\n'), 'latin1')
}
