import { sql } from 'kysely'
import type { Issues } from '#kernel'
import { type Reader, rows } from '#platform'
import type { Gathered, Registers } from './gathered.ts'
import { BLANK } from './marks.ts'
import { dayOfSession, MOST_SESSIONS } from './school-week.ts'

const CLOSED = '#'.charCodeAt(0)
const NOT_YET = 'Z'.charCodeAt(0)
const UNKNOWN = 'N'.charCodeAt(0)
/** School days within which the reason for an absence is to be found [K]. */
const DAYS_FOR_REASON = 5
/** A day is closed where so large a share of a setting's marks says so. */
const SHARE_CLOSED = 0.9

/** Looks over the registers of each setting once they are whole, and tells what somebody should look at: nothing of it is left out. */
export async function lookOver(db: Reader, areaId: number, registers: Registers, issues: Issues) {
  const rolls = await rollsOf(db, areaId, [...registers.bySetting.keys()].filter((place) => place > 0))
  for (const [placeId, children] of registers.bySetting) {
    for (const year of yearsOf(children.values())) lookAtYear([...children.values()], year, issues)
    const roll = rolls.get(placeId)
    if (roll) lookAtRoll(children.values(), roll, issues)
  }
}

function lookAtYear(children: readonly Gathered[], year: number, issues: Issues) {
  const closed = new Uint32Array(MOST_SESSIONS)
  const open = new Uint32Array(MOST_SESSIONS)
  for (const { years } of children) {
    const marks = years.get(year)
    if (!marks) continue
    for (let at = 0; at < MOST_SESSIONS; at += 1) {
      const mark = marks[at]!
      if (mark === CLOSED) closed[at]! += 1
      else if (mark !== BLANK) open[at]! += 1
    }
  }
  const isClosed = (at: number) => open[at]! > 0 && closed[at]! >= (closed[at]! + open[at]!) * SHARE_CLOSED
  for (let at = 0; at < MOST_SESSIONS; at += 1) {
    if (!isClosed(at)) continue
    const first = children.find(({ years }) => isOther(years.get(year)?.[at]))!
    const day = dayOfSession({ year, at })
    issues.query('closed-day', { row: first.row, column: 'code', value: day },
      `On ${day} (${at % 2 ? 'PM' : 'AM'}) ${open[at]} of ${closed[at]! + open[at]!} children have a mark, and all others # for a closed day. The first is the child of row ${first.row}.`,
      'See whether the setting was open.')
  }
  lookAtReasons(children, year, open, issues)
}

const isOther = (mark: number | undefined) => mark !== undefined && mark !== BLANK && mark !== CLOSED

/** An N is to become a reason within five school days: those that are older by the file's own last day are counted. */
function lookAtReasons(children: readonly Gathered[], year: number, open: Uint32Array, issues: Issues) {
  let days = 0
  let before = MOST_SESSIONS
  while (before > 0 && days <= DAYS_FOR_REASON) {
    before -= 2
    if (open[before]! + open[before + 1]! > 0) days += 1
  }
  if (days <= DAYS_FOR_REASON) return
  let old = 0
  let first: Gathered | null = null
  for (const child of children) {
    const marks = child.years.get(year)
    if (!marks) continue
    // From the sixth last school day back: five have passed since.
    for (let at = 0; at < before + 2; at += 1) {
      if (marks[at] !== UNKNOWN) continue
      old += 1
      first ??= child
    }
  }
  if (!first) return
  issues.query('old-n', { row: first.row, column: 'code', value: 'N' },
    `${old.toLocaleString('en-GB')} ${old === 1 ? 'session of a setting still has' : 'sessions of a setting still have'} N (no reason yet) after five school days, the first in row ${first.row}.`,
    'Ask the setting to find the reasons and give the marks again.')
}

/** From when to when each UPN is on the roll of a setting, as returns have it. */
type Roll = Map<string, { starts: string; ends: string | null }[]>

async function rollsOf(db: Reader, areaId: number, places: number[]): Promise<Map<number, Roll>> {
  const rolls = new Map<number, Roll>()
  const enrolled = await rows(db, sql<{ childId: string; placeId: number; starts: string; ends: string | null }>`
    select child_id as "childId", place_id as "placeId", starts, ends from people.enrolment
    where area_id = ${areaId} and place_id = any (${places}::int[]) and batch_id is not null`)
  if (!enrolled.length) return rolls
  // Joined here: what came in a moment ago has no statistics yet, and the database would join it child by child.
  const upns = new Map<string, string[]>()
  for (const { childId, value } of await rows(db, sql<{ childId: string; value: string }>`select child_id as "childId", value from people.identifier where area_id = ${areaId} and scheme = 'upn'`)) {
    upns.set(childId, [...(upns.get(childId) ?? []), value])
  }
  for (const { childId, placeId, starts, ends } of enrolled) {
    let roll = rolls.get(placeId)
    if (!roll) rolls.set(placeId, (roll = new Map()))
    for (const upn of upns.get(childId) ?? []) {
      const spans = roll.get(upn)
      if (spans) spans.push({ starts, ends })
      else roll.set(upn, [{ starts, ends }])
    }
  }
  return rolls
}

function lookAtRoll(children: Iterable<Gathered>, roll: Roll, issues: Issues) {
  let [outside, first] = [0, null as Gathered | null]
  for (const child of children) {
    if (child.who.upnState !== 'held') continue
    const spans = roll.get(child.who.upn!) ?? []
    if (daysMarked(child).every((day) => spans.some(({ starts, ends }) => starts <= day && (ends === null || ends >= day)))) continue
    outside += 1
    first ??= child
  }
  if (!first) return
  issues.query('not-on-roll', { row: first.row, column: 'upn' },
    `${outside.toLocaleString('en-GB')} ${outside === 1 ? 'child has' : 'children have'} marks on days on which no return has them on roll there, the first in row ${first.row}. The marks were taken.`,
    'See whether the census or the register is behind.')
}

/** The first and last day with a mark that says a child is on roll: a planned closure and a prospective pupil do not. */
function daysMarked({ years }: Gathered): string[] {
  const days: string[] = []
  for (const [year, marks] of years) {
    const says = (mark: number) => mark !== BLANK && mark !== CLOSED && mark !== NOT_YET
    const first = marks.findIndex(says)
    if (first >= 0) days.push(dayOfSession({ year, at: first }), dayOfSession({ year, at: marks.findLastIndex(says) }))
  }
  return days
}

function yearsOf(children: Iterable<Gathered>) {
  const years = new Set<number>()
  for (const child of children) for (const year of child.years.keys()) years.add(year)
  return [...years].sort()
}
