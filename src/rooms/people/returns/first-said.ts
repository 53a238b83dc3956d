import { sql } from 'kysely'
import { dayBefore } from '#kernel'
import { copyIn, type Reader, rows, type Writer } from '#platform'
import { WHOLE_ROLL } from './derive.ts'
import { ON_ROLL, type OnRoll, type Said } from './said.ts'

/** A record of a child nobody spoke of before, and of whom nothing else in the return speaks. */
export interface FirstSaid {
  said: Said
  childId: string
  identifiers: readonly (readonly [scheme: string, value: string])[]
}

/** Whether all that is derived of a new child follows from this record alone: it says one thing of each place. */
export function isWholeStory({ facts }: Said) {
  const places = facts.flatMap(({ of, one }) => (of === ON_ROLL ? [(one as OnRoll).placeId] : []))
  return new Set(places).size === places.length
}

/** Writes for such children at once what derive() would come to: of a city's first census that is nearly everything. */
export async function writeFirst(tx: Writer, { areaId, batchId, asAt }: { areaId: number; batchId: number; asAt: string }, first: readonly FirstSaid[]) {
  const stays = first.flatMap(({ said, childId }) => said.facts.filter(({ of }) => of === ON_ROLL).map(({ one }) => ({ childId, row: said.row, onRoll: one as OnRoll })))
  const nextRoll = await nextRolls(tx, areaId, stays.map(({ onRoll }) => onRoll))
  await copyIn(tx, 'people.enrolment', ['area_id', 'child_id', 'place_id', 'starts', 'ends', 'status', 'source', 'batch_id', 'row'], stays, (out, { childId, row, onRoll }) => {
    out.int4(areaId)
    out.uuid(childId)
    out.int4(onRoll.placeId)
    out.date(onRoll.starts)
    out.date(endOf(onRoll, nextRoll.get(onRoll.placeId)))
    out.text(onRoll.status)
    out.text('return')
    out.int4(batchId)
    out.int4(row)
  })
  const found = first.flatMap(({ said, childId, identifiers }) => identifiers.map(([scheme, value]) => ({ scheme, value, childId, since: said.asAt ?? asAt })))
  await copyIn(tx, 'people.identifier', ['area_id', 'scheme', 'value', 'child_id', 'since'], found, (out, { scheme, value, childId, since }) => {
    out.int4(areaId)
    out.text(scheme)
    out.text(value)
    out.uuid(childId)
    out.date(since)
  })
}

/** Of each place the days of its whole rolls, in order: who is on one and not on the next has left before it. */
async function nextRolls(tx: Writer, areaId: number, said: readonly OnRoll[]): Promise<ReadonlyMap<number, string[]>> {
  const places = [...new Set(said.map(({ placeId }) => placeId))]
  const found = await rows(tx as unknown as Reader, sql<{ placeId: number; asAt: string }>`
    select distinct place_id as "placeId", as_at as "asAt" from platform.extent where area_id = ${areaId} and place_id = any (${places}::int[]) and series = any (${WHOLE_ROLL}::text[]) order by 1, 2`)
  return new Map([...Map.groupBy(found, ({ placeId }) => placeId)].map(([placeId, days]) => [placeId, days.map(({ asAt }) => asAt)]))
}

function endOf({ starts, ends, asAt }: OnRoll, rolls: readonly string[] = []): string | null {
  const next = rolls.find((day) => day > asAt)
  const last = ends ?? (next === undefined ? null : dayBefore(next))
  return last !== null && last < starts ? starts : last
}
