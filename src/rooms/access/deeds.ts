import { sql } from 'kysely'
import * as z from 'zod'
import { type Actor, type Deed, deedsOf, query, type Reader, rows, type Verdict } from '#platform'
import { areasOf, holds } from './grants.ts'

export const DEEDS_A_PAGE = 100

/** Who did what in the area one acts for, and to the figures all areas share; newest first. */
export const deeds = query<{ page: number }, Deed[]>({
  name: 'access.deeds',
  summary: 'Who did what, and when: the audit of the area, newest first, 100 a page',
  input: z.object({ page: z.coerce.number('Give the number of the page').int('Give the number of the page').min(1, 'Pages begin at 1').max(10_000, 'There are not so many pages').default(1) }),
  may: (actor, _input, db) => mayReadDeeds(actor, db),
  read: async ({ actor, db }, { page }) => deedsOf(db, [0, ...(actor.operator ? await areasOf(actor, db) : [actor.areaId])], { most: DEEDS_A_PAGE, skip: (page - 1) * DEEDS_A_PAGE }),
})

export async function mayReadDeeds(actor: Actor, db: Reader): Promise<Verdict> {
  if (actor.operator) return true
  const [home] = await rows(db, sql<{ placeId: number }>`select place_id as "placeId" from places.area_home where area_id = ${actor.areaId}`)
  return home ? holds(actor, 'audit:read', { placeId: home.placeId, areaId: actor.areaId }, db) : 'You have no part in an area'
}
