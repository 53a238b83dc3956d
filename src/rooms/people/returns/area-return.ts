import { sql } from 'kysely'
import type { Issues } from '#kernel'
import { type CheckOptions, type Reader, rows } from '#platform'
import type { ReturnContent } from './said.ts'

/** The authority an area is for, whose place a return that speaks for the whole area stands under; null where whoever gives it may not. */
export async function wholeArea(db: Reader, { areaId, places }: CheckOptions, issues: Issues, what: string): Promise<number | null> {
  const [home] = await rows(db, sql<{ placeId: number }>`select place_id as "placeId" from places.area_home where area_id = ${areaId ?? 0}`)
  if (home && (!places || places.has(home.placeId))) return home.placeId
  issues.error('whole-area', {}, `${what} speaks for the whole area, and you give returns for some of its settings alone.`, 'Ask whoever gives the returns of the authority to take it in.')
  return null
}

/** What a return comes to of which nothing can be trusted. */
export const nothingSaid = (): ReturnContent => ({ period: '', asAt: '', said: [], unknownSettings: new Map() })

/** The financial year a day is in, as it is written: 2017/18; and its last day. */
export function yearTo31March(day: string): { period: string; starts: string; ends: string } {
  const began = Number(day.slice(0, 4)) - (day.slice(5) < '04-01' ? 1 : 0)
  return { period: `${began}/${String(began + 1).slice(2)}`, starts: `${began}-04-01`, ends: `${began + 1}-03-31` }
}
