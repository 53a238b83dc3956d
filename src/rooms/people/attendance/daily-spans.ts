import { sql } from 'kysely'
import { type Difference, type Extent, type Reader, rows, type Writer } from '#platform'
import type { Register, Said } from '../returns/said.ts'
import { layOver, type RegisterRow } from './register.ts'
import { dayOfSession, MOST_SESSIONS, mondayOf } from './school-week.ts'

/** Registers of a file as records: every fact of such a record is a register. */
export const registersIn = (one: Said) => one.facts.map(({ one: register }) => register as Register)

/** What daily marks speak for: each setting and week, with so many children; the same hash is the same marks of the same children, in whichever layout. */
export function weeksCovered(said: readonly Said[]): Extent[] {
  const known = COVERED.get(said)
  if (known) return known
  const weeks = countWeeks(said)
  COVERED.set(said, weeks)
  return weeks
}

interface Week {
  placeId: number
  year: number
  week: number
  rows: number
  one: number
  other: number
}

function countWeeks(said: readonly Said[]): Extent[] {
  const byPlace = new Map<string, (Week | undefined)[]>()
  for (const record of said) {
    const whom = mixed(SEEDS, JSON.stringify([record.key, record.who]), 0, Infinity)
    for (const { year, week: first, marks } of registersIn(record)) {
      const key = `${record.reportedBy} ${year}`
      let there = byPlace.get(key)
      if (!there) byPlace.set(key, (there = []))
      for (let from = 0; from < marks.length; from += 10) {
        if (isBlank(marks, from)) continue
        const week = first + from / 10
        const held = (there[week] ??= { placeId: record.reportedBy, year, week, rows: 0, one: 0, other: 0 })
        const [one, other] = mixed(whom, marks, from, from + 10)
        held.rows += 1
        // Added up, so that the order of children does not count.
        held.one = (held.one + one) >>> 0
        held.other = (held.other + other) >>> 0
      }
    }
  }
  return [...byPlace.values()].flat().filter((one) => one !== undefined).map(({ placeId, year, week, rows: some, one, other }) => ({
    period: mondayOf(year, week), placeId, asAt: dayOfSession({ year, at: week * 10 + 8 }), rows: some, hash: `${one.toString(16)}-${other.toString(16)}`,
  }))
}

/** The same records with only the marks of some weeks left, each as `place Monday`; who has none left is left out. */
export function ofWeeks(said: readonly Said[], spans: ReadonlySet<string>): readonly Said[] {
  if (weeksCovered(said).every(({ placeId, period }) => spans.has(`${placeId} ${period}`))) return said
  const mondays = new Map<number, string[]>()
  return said.flatMap((record) => {
    const facts = record.facts.flatMap(({ of, one }) => {
      const { placeId, year, week: first, marks } = one as Register
      const names = mondays.get(year) ?? mondays.set(year, Array.from({ length: MOST_SESSIONS / 10 }, (_, week) => mondayOf(year, week))).get(year)!
      let [kept, isWhole] = ['', true]
      for (let from = 0; from < marks.length; from += 10) {
        const isOurs = isBlank(marks, from) || spans.has(`${record.reportedBy} ${names[first + from / 10]}`)
        isWhole &&= isOurs
        kept += isOurs ? marks.slice(from, from + 10).padEnd(10) : BLANK_WEEK
      }
      const register = isWhole ? (one as Register) : trimmed({ placeId, year, week: first, marks: kept })
      return register.marks === '' ? [] : [{ of, one: register }]
    })
    return facts.length ? [{ ...record, facts }] : []
  })
}

/** A register without the blank weeks before its first mark and the blanks after its last. */
export function trimmed({ placeId, year, week, marks }: Register): Register {
  const blank = /^ */.exec(marks)![0].length
  const skipped = Math.floor(blank / 10)
  return { placeId, year, week: week + skipped, marks: marks.slice(skipped * 10).trimEnd() }
}

/**
 * What marks would change, in weeks of a child: new where there was none of their marks, the same where every mark stands already.
 * Only settings that have given some of these weeks before are looked at; the rest is new.
 */
export async function differenceOf(db: Reader | Writer, areaId: number, said: readonly Said[], before: { same: ReadonlySet<string>; replacing: ReadonlySet<string> }): Promise<Difference> {
  const places = [...new Set([...before.replacing].map((span) => Number(span.split(' ')[0])))]
  const years = [...new Set(said.flatMap((record) => registersIn(record).map(({ year }) => year)))]
  const standing = await standingOf(db, areaId, places, years)
  const difference: Difference = { new: 0, changed: 0, same: 0 }
  if (!standing.size && !before.same.size) return { ...difference, new: weeksCovered(said).reduce((sum, { rows: some }) => sum + some, 0) }
  const weeks = new Map<string, ('same' | 'replacing' | 'new')[]>()
  for (const record of said) {
    for (const { year, week: first, marks } of registersIn(record)) {
      const stood = standing.get(`${record.reportedBy} ${year} ${record.key}`) ?? ''
      const key = `${record.reportedBy} ${year}`
      const state = weeks.get(key) ?? weeks.set(key, statesOf(record.reportedBy, year, before)).get(key)!
      for (let from = 0; from < marks.length; from += 10) {
        if (isBlank(marks, from)) continue
        const is = state[first + from / 10]!
        difference[is === 'replacing' ? weekStands(stood, first * 10 + from, marks, from) : is] += 1
      }
    }
  }
  return difference
}

/** Of each week of a year at a setting, whether it says the same again, takes the place of another, or is the first. */
function statesOf(placeId: number, year: number, { same, replacing }: { same: ReadonlySet<string>; replacing: ReadonlySet<string> }) {
  return Array.from({ length: MOST_SESSIONS / 10 }, (_, week) => {
    const span = `${placeId} ${mondayOf(year, week)}`
    return same.has(span) ? ('same' as const) : replacing.has(span) ? ('replacing' as const) : ('new' as const)
  })
}

function weekStands(stood: string, at: number, marks: string, from: number): keyof Difference {
  let [isNew, isSame] = [true, true]
  for (let place = 0; place < 10 && from + place < marks.length; place += 1) {
    const mark = marks[from + place]!
    if (mark === ' ') continue
    const held = stood[at + place] ?? ' '
    if (held !== ' ') isNew = false
    if (held !== mark) isSame = false
  }
  return isSame ? 'same' : isNew ? 'new' : 'changed'
}

/** Registers as they stand at some settings, by `place year key`: the key a child has in what that setting gives. */
async function standingOf(db: Reader | Writer, areaId: number, places: number[], years: number[]): Promise<Map<string, string>> {
  if (!places.length) return new Map()
  const found = await rows(db as Reader, sql<RegisterRow & { key: string }>`
    select r.key, a.place_id as "placeId", a.year, a.week, a.marks from people.attendance a
    join people.record_row r on r.area_id = a.area_id and r.batch_id = a.batch_id and r.row = a.row
    where a.area_id = ${areaId} and a.place_id = any (${places}::int[]) and a.year = any (${years}::int[]) order by a.batch_id, a.row`)
  const groups = Map.groupBy(found, ({ placeId, year, key }) => `${placeId} ${year} ${key}`)
  return new Map([...groups].map(([key, some]) => [key, layOver(some)]))
}

/** Asked when a file is checked, compared and taken in; the records of a file never change. */
const COVERED = new WeakMap<readonly Said[], Extent[]>()
const BLANK_WEEK = ' '.repeat(10)
const SEEDS: [number, number] = [0x811c9dc5, 0x9e3779b1]

function isBlank(marks: string, from: number) {
  for (let at = from; at < from + 10 && at < marks.length; at += 1) if (marks.charCodeAt(at) !== 32) return false
  return true
}

/** Two 32-bit mixes of a piece of text, begun where others ended (FNV-1a, with another start and prime for the second). */
function mixed([start, begin]: readonly [number, number], text: string, from: number, to: number): [number, number] {
  let [one, other] = [start, begin]
  for (let at = from; at < to; at += 1) {
    if (at >= text.length) {
      if (to === Infinity) break
      one = Math.imul(one ^ 32, 0x01000193)
      other = Math.imul(other ^ 32, 0x85ebca6b)
      continue
    }
    const sign = text.charCodeAt(at)
    one = Math.imul(one ^ sign, 0x01000193)
    other = Math.imul(other ^ sign, 0x85ebca6b)
  }
  return [one >>> 0, (other ^ (other >>> 15)) >>> 0]
}
