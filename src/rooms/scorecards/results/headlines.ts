import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Reader, rows, type Writer } from '#platform'
import { book, labelOf, listed } from '#rooms/measures'
import { directory } from '#rooms/places'
import { figuresHeld } from './figures-held.ts'
import type { Power } from './results-read.ts'

/** More than five headlines is a list that nobody remembers. */
export const MOST_HEADLINES = 5

export interface Candidate {
  areaId: number
  resultId: string
  /** The population's place: there the curve must be. */
  placeId: number
  /** Null while it is being added. */
  indicatorId: string | null
  measureId: string | null
  groupId: string | null
  /** As rated last; null where nobody has rated it. */
  data: Power | null
}

/** Refuses a headline that would be a sixth, that nothing measures, whose data are not good enough, or that has no curve. The result must be held still. */
export async function refuseHeadlineUnlessFit(db: Writer, { areaId, resultId, placeId, indicatorId, measureId, groupId, data }: Candidate) {
  const reader = db as unknown as Reader
  if (measureId === null) throw asRole('Nothing measures this yet, so it cannot be a headline. It stays on the data development agenda until somebody brings the figures')
  if (data === null) throw asRole('A headline needs data power of at least medium, and nobody has rated this one. Rate it first, or put it on the data development agenda')
  if (data === 'low') throw asRole('A headline needs data power of at least medium, and this one is rated low. Put it on the data development agenda until better data come, or rate it again if they have')
  const figures = (await figuresHeld(reader, placeId, [[measureId, groupId ?? 'all']]))(measureId, groupId)
  if (figures < 2) {
    const place = (await directory(reader)).byId(placeId)?.name ?? 'this place'
    throw asRole(`There ${figures === 0 ? 'are no figures' : 'is only one figure'} of this for ${place}, and a headline needs a curve: two at least. Put it on the data development agenda until then`)
  }
  const others = (await headlinesOfResult(db, areaId, resultId)).filter((one) => one.id !== indicatorId)
  if (others.length < MOST_HEADLINES) return
  const held = await book(reader)
  const names = others.map((one) => nameIn(held, one))
  throw asRole(`This result has five headline indicators already: ${listed(names)}. Make one of them secondary first`)
}

const asRole = (sentence: string) => new Refusal('invalid', sentence, { role: sentence })

function nameIn(held: Awaited<ReturnType<typeof book>>, { measureId, groupId }: { measureId: string; groupId: string }) {
  const series = held.chosen(measureId, groupId)
  return series ? labelOf(series) : measureId
}

function headlinesOfResult(db: Writer, areaId: number, resultId: string) {
  return rows(db, sql<{ id: string; measureId: string; groupId: string }>`
    select i.indicator_id as id, i.measure_id as "measureId", i.group_id as "groupId"
    from scorecards.indicator i
    join lateral (
      select role from scorecards.indicator_role where area_id = i.area_id and indicator_id = i.indicator_id order by starts desc limit 1
    ) part on part.role = 'headline'
    where i.area_id = ${areaId} and i.result_id = ${resultId} and i.ended_at is null
    order by i.position`)
}
