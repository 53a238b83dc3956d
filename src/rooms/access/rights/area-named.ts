import { sql } from 'kysely'
import { type Reader, rows } from '#platform'

/** What an area is called. */
export async function areaName(db: Reader, areaId: number): Promise<string> {
  const [area] = await rows(db, sql<{ name: string }>`select name from places.area_home where area_id = ${areaId}`)
  return area?.name ?? 'the area'
}
