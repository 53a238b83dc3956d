import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import type { PlaceTold } from './told.ts'

/** A service as it stands: what a file about it is read beside. */
export interface Standing {
  hash: string
  /** ISO, with its time. */
  lastModified: string | null
  places: PlaceTold[]
}

export async function standingOf(db: Reader, areaId: number, ids: readonly string[]): Promise<Map<string, Standing>> {
  const held = await rows(db, sql<{ id: string; hash: string; lastModified: Date | null }>`
    select service_id as id, hash, last_modified as "lastModified" from provision.service_now where area_id = ${areaId} and service_id = any (${[...ids]}::uuid[])`)
  const places = await rows(db, sql<{ id: string; place: PlaceTold }>`
    select service_id as id, jsonb_build_object('locationId', location_id, 'kind', kind, 'name', name, 'address', address, 'postcode', postcode, 'latitude', latitude, 'longitude', longitude,
      'accessibility', accessibility) as place
    from provision.service_place_now where area_id = ${areaId} and service_id = any (${[...ids]}::uuid[]) order by service_id, number`)
  const byService = Map.groupBy(places, ({ id }) => id)
  return new Map(held.map(({ id, hash, lastModified }) => [id, { hash, lastModified: lastModified?.toISOString() ?? null, places: (byService.get(id) ?? []).map(({ place }) => place) }]))
}
