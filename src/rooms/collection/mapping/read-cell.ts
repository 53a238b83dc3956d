import type { MapField } from '#platform'
import { nameKey } from './find-header.ts'

/** In which order a file writes day, month and year. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd'

export const DATE_ORDERS: Record<DateOrder, string> = { dmy: 'Day first: 31/12/2025', mdy: 'Month first: 12/31/2025', ymd: 'Year first: 2025-12-31' }

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** Days as a spreadsheet counts them that are between 1927 and 2091; what is outside is no day of ours. */
const SERIAL = { from: 10_000, to: 70_000 }

/** Reads a day however files write it; ISO, or null where it is none. Two digits of a year are of the hundred years that end ten years from now. */
export function readDate(given: string, order: DateOrder = 'dmy', thisYear = new Date().getUTCFullYear()): string | null {
  const text = given.trim().replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm)?Z?$/i, '')
  if (/^\d{5}(\.\d+)?$/.test(text)) return ofSerial(Math.floor(Number(text)))
  if (/^\d{8}$/.test(text)) return iso(text.slice(0, 4), text.slice(4, 6), text.slice(6))
  const parts = text.replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/i, '').split(/[\s/.,-]+/).filter(Boolean)
  if (parts.length !== 3) return null
  const named = parts.findIndex((part) => /^[a-z]{3,}$/i.test(part))
  const month = named < 0 ? null : monthNamed(parts[named]!)
  if (named >= 0) {
    if (month === null) return null
    const [one, other] = parts.filter((_, at) => at !== named) as [string, string]
    return /^\d{4}$/.test(one) ? iso(one, month, other) : iso(yearOf(other, thisYear), month, one)
  }
  const [a, b, c] = parts as [string, string, string]
  if (a.length === 4 || (order === 'ymd' && c.length < 3)) return iso(yearOf(a, thisYear), b, c)
  return order === 'mdy' ? iso(yearOf(c, thisYear), a, b) : iso(yearOf(c, thisYear), b, a)
}

function ofSerial(serial: number) {
  if (serial < SERIAL.from || serial > SERIAL.to) return null
  return new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10)
}

function monthNamed(word: string) {
  const at = MONTHS.indexOf(word.slice(0, 3).toLowerCase())
  return at < 0 ? null : String(at + 1)
}

function yearOf(digits: string, thisYear: number) {
  if (!/^\d{2}$/.test(digits)) return digits
  const year = Math.floor(thisYear / 100) * 100 + Number(digits)
  return String(year > thisYear + 10 ? year - 100 : year)
}

function iso(year: string, month: string, day: string) {
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}(st|nd|rd|th)?$/i.test(day)) return null
  const [y, m, d] = [Number(year), Number(month), Number.parseInt(day, 10)]
  const isReal = y >= 1900 && m >= 1 && m <= 12 && d >= 1 && d <= DAYS[m - 1]! && (m !== 2 || d < 29 || (y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0)))
  return isReal ? `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}` : null
}

/** At most, each month. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** In which order a column's days are written, and whether that can be told at all: 03/04/2025 alone says neither. */
export function guessOrder(values: readonly string[]): { order: DateOrder; isSure: boolean } {
  const written = values.map((value) => /^\s*(\d{1,4})[/.\s-](\d{1,2})[/.\s-](\d{1,4})/.exec(value)).filter((found) => found !== null)
  if (!written.length || written.every(([, first]) => first!.length === 4)) return { order: written.length ? 'ymd' : 'dmy', isSure: true }
  if (written.some(([, first]) => first!.length < 3 && Number(first) > 12)) return { order: 'dmy', isSure: true }
  if (written.some(([, , second]) => Number(second) > 12)) return { order: 'mdy', isSure: true }
  return { order: 'dmy', isSure: false }
}

/** A number as people write it, or null. */
export function readNumber(given: string): string | null {
  const bare = given.trim().replace(/^£/, '').replace(/\s*%$/, '').replaceAll(/,(?=\d{3}(\D|$))/g, '').replace('−', '-')
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(bare) ? String(Number(bare)) : null
}

/** The code a word of the file stands for: as the recipe says, else by code, label or a usual spelling; '' where the recipe says that it means nothing. */
export function readCode(given: string, field: MapField, said: Readonly<Record<string, string>> = {}): string | null {
  const word = given.trim()
  if (Object.hasOwn(said, word)) return said[word]!
  const codes = field.codes ?? []
  const exact = codes.find(({ code }) => code === word)
  if (exact) return exact.code
  const key = nameKey(word)
  const bySaid = key === '' ? undefined : Object.keys(said).find((one) => nameKey(one) === key)
  if (bySaid !== undefined) return said[bySaid]!
  if (key === '') return null
  return codes.find(({ code, label, spellings = [] }) => [code, label, ...spellings].some((one) => nameKey(one) === key))?.code ?? null
}
