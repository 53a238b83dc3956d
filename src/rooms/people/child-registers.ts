import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import { registersOf } from './attendance/register.ts'

/** A child's register at a setting in a school year, as it stands. */
export interface ChildRegister {
  place: string
  /** The year it began in. */
  year: number
  /** One mark a session, ten a week from its first Monday. */
  marks: string
}

/** Registers of a child, latest first. */
export async function childRegisters(db: Reader, { areaId, childId }: { areaId: number; childId: string }): Promise<ChildRegister[]> {
  const registers = await registersOf(db, areaId, [childId])
  if (!registers.length) return []
  const named = await rows(db, sql<{ placeId: number; name: string }>`select place_id as "placeId", name from places.place_named where place_id = any (${[...new Set(registers.map(({ placeId }) => placeId))]}::int[])`)
  const names = new Map(named.map(({ placeId, name }) => [placeId, name]))
  return registers.map(({ placeId, year, marks }) => ({ place: names.get(placeId) ?? 'A setting no register knows', year, marks })).sort((a, b) => b.year - a.year || a.place.localeCompare(b.place, 'en-GB'))
}
