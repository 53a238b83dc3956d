/** Letters a UPN may have, in the order that gives each its number: no I, O or S. */
const ALPHABET = 'ABCDEFGHJKLMNPQRTUVWXYZ'
const SHAPE = /^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/

export type UpnState = 'held' | 'temporary' | 'quarantined' | 'none'

export interface ReadUpn {
  /** Without blanks around it; null where a code says why there is none, or nothing is given. */
  upn: string | null
  state: UpnState
  /** What is wrong with it, as the end of a sentence: "its check letter should be P". */
  why: string | null
}

/**
 * Reads a UPN: 13 characters, the first a check letter over the rest (each digit times its position from 2 to 13, the sum modulo 23);
 * one that ends in a letter is temporary. What cannot be right is quarantined, never thrown away. UN1 to UN10 say why there is none.
 */
export function readUpn(given: string | null | undefined): ReadUpn {
  const upn = (given ?? '').trim()
  if (upn === '' || /^UN\d{1,2}$/.test(upn)) return { upn: null, state: 'none', why: null }
  const wrong = wrongWithUpn(upn)
  return wrong ? { upn, state: 'quarantined', why: wrong } : { upn, state: /\d$/.test(upn) ? 'held' : 'temporary', why: null }
}

function wrongWithUpn(upn: string): string | null {
  if (upn.length !== 13) return `it has ${upn.length} characters, not 13`
  if (!SHAPE.test(upn)) return 'it is not a letter and twelve digits (I, O and S are never used)'
  if (upn.startsWith('000', 1)) return '000 is not the code of an authority'
  const letter = upnLetter(upn.slice(1))
  return letter === upn[0] ? null : `its check letter should be ${letter}`
}

/** The check letter of the twelve characters that follow it. */
export function upnLetter(rest: string) {
  let sum = 0
  for (let at = 0; at < 12; at += 1) {
    const digit = rest.charCodeAt(at) - 48
    sum += (digit >= 0 && digit <= 9 ? digit : ALPHABET.indexOf(rest[at]!)) * (at + 2)
  }
  return ALPHABET[sum % 23]!
}

/** Whether ten digits are a ULN: weights 10 to 2 over the first nine, ten less the remainder by eleven is the last; a remainder of 0 is none [K]. */
export function isUln(given: string) {
  if (!/^\d{10}$/.test(given)) return false
  let sum = 0
  for (let at = 0; at < 9; at += 1) sum += Number(given[at]) * (10 - at)
  const rest = sum % 11
  return rest !== 0 && 10 - rest === Number(given[9])
}

/** Whether ten digits are an NHS number: weights 10 to 2, eleven less the remainder is the last (eleven is 0, ten is none) [K]. */
export function isNhsNumber(given: string) {
  if (!/^\d{10}$/.test(given)) return false
  let sum = 0
  for (let at = 0; at < 9; at += 1) sum += Number(given[at]) * (10 - at)
  const check = (11 - (sum % 11)) % 11
  return check !== 10 && check === Number(given[9])
}
