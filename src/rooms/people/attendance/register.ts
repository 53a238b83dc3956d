import { sql } from 'kysely'
import { type Reader, rows, type Writer } from '#platform'
import { BLANK } from './marks.ts'
import { MOST_SESSIONS } from './school-week.ts'

/** What one file says of a register. Rows of later batches lie on top of earlier ones. */
export interface RegisterRow {
  placeId: number
  year: number
  week: number
  marks: string
  batchId: number
  row: number
}

/** The register of a child at a setting in a school year: one character a session from its first Monday, a space where there is no mark. */
export interface StandingRegister {
  childId: string
  placeId: number
  year: number
  marks: string
}

/** Lays what files say of one register over each other, in the order of their batches: a mark replaces one, a blank replaces none. */
export function layOver(said: readonly Pick<RegisterRow, 'week' | 'marks'>[]): string {
  if (said.length === 1 && said[0]!.week === 0) return said[0]!.marks
  const register = Buffer.alloc(MOST_SESSIONS, BLANK)
  let end = 0
  for (const { week, marks } of said) {
    for (let at = 0; at < marks.length; at += 1) {
      const mark = marks.charCodeAt(at)
      if (mark !== BLANK) register[week * 10 + at] = mark
    }
    end = Math.max(end, week * 10 + marks.length)
  }
  return register.toString('latin1', 0, Math.min(end, MOST_SESSIONS)).trimEnd()
}

/** The registers of some children as they stand, as far as whoever asks may see them. */
export async function registersOf(db: Reader | Writer, areaId: number, childIds: readonly string[]): Promise<StandingRegister[]> {
  const found = await rows(db as Reader, sql<RegisterRow & { childId: string }>`
    select child_id as "childId", place_id as "placeId", year, week, marks, batch_id as "batchId", row from people.attendance
    where area_id = ${areaId} and child_id = any (${[...childIds]}::uuid[]) order by child_id, year, place_id, batch_id, row`)
  const groups = Map.groupBy(found, ({ childId, placeId, year }) => `${childId} ${placeId} ${year}`)
  return [...groups.values()].map((some) => ({ childId: some[0]!.childId, placeId: some[0]!.placeId, year: some[0]!.year, marks: layOver(some) }))
}
