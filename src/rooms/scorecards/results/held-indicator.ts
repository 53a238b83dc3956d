import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Actor, type Reader, rows, type Writer } from '#platform'
import { foundAmong } from './ground.ts'
import { refuseUnlessStands } from './results.ts'
import type { Power, Role } from './results-read.ts'

export interface FoundIndicator {
  areaId: number
  resultId: string
  /** Of the result's population. */
  placeId: number
  measureId: string | null
  groupId: string | null
  endedAt: Date | null
}

/** An indicator of an area the person has a part in, with its result; those that were taken out too. */
export function findIndicator(actor: Actor, id: string, db: Reader) {
  return foundAmong(actor, db, 'indicator', (areas) => rows(db, sql<FoundIndicator>`
    select i.area_id as "areaId", i.result_id as "resultId", r.place_id as "placeId", i.measure_id as "measureId", i.group_id as "groupId", i.ended_at as "endedAt"
    from scorecards.indicator i join scorecards.result r on r.area_id = i.area_id and r.result_id = i.result_id
    where i.area_id = any (${areas}) and i.indicator_id = ${id}`))
}

/** An indicator with its result held still, to change what is thought of it; refuses where either is no longer worked with. */
export async function holdIndicator(actor: Actor, id: string, db: Writer): Promise<FoundIndicator> {
  const { areaId, resultId } = await findIndicator(actor, id, db as unknown as Reader)
  await refuseUnlessStands(db, areaId, resultId)
  const found = await findIndicator(actor, id, db as unknown as Reader)
  if (found.endedAt) throw new Refusal('conflict', 'This indicator was taken out of its result. Add it again to change it')
  return found
}

/** The part an indicator plays from now; what it played before stays. */
export async function keepRole(db: Writer, { areaId, indicatorId, role, reason, by, now }: { areaId: number; indicatorId: string; role: Role; reason: string; by: string; now: Date }) {
  const last = await roleNow(db, areaId, indicatorId)
  await db.insertInto('scorecards.indicator_role').values({ area_id: areaId, indicator_id: indicatorId, starts: after(last?.starts, now), role, reason, set_by: by }).execute()
}

interface RatingToKeep {
  areaId: number
  indicatorId: string
  communication: Power
  proxy: Power
  data: Power
  reason: string
  by: string
  now: Date
}

export async function keepRating(db: Writer, { areaId, indicatorId, by, now, communication, proxy, data, reason }: RatingToKeep) {
  const last = await ratingNow(db, areaId, indicatorId)
  await db.insertInto('scorecards.rating').values({ area_id: areaId, indicator_id: indicatorId, rated_at: after(last?.at, now), communication, proxy, data, reason, rated_by: by }).execute()
}

/** The part an indicator plays; undefined where it was never given one. */
export async function roleNow(db: Writer, areaId: number, indicatorId: string) {
  const [last] = await rows(db, sql<{ role: Role; starts: Date }>`
    select role, starts from scorecards.indicator_role where area_id = ${areaId} and indicator_id = ${indicatorId} order by starts desc limit 1`)
  return last
}

/** How good its data were said to be last; undefined where nobody has rated it. */
export async function ratingNow(db: Writer, areaId: number, indicatorId: string) {
  const [last] = await rows(db, sql<{ data: Power; at: Date }>`
    select data, rated_at as at from scorecards.rating where area_id = ${areaId} and indicator_id = ${indicatorId} order by rated_at desc limit 1`)
  return last
}

/** Now, or a moment after what was set last: of two that come in one moment, the later counts. */
function after(last: Date | undefined, now: Date) {
  return last && last.getTime() >= now.getTime() ? new Date(last.getTime() + 1) : now
}
