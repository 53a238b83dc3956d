import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import type { NumberLine } from '../of-return.ts'
import { inSpecOrder, NUMBERS, numbersBeside, partOf } from '../return-numbers.ts'

export interface LatestNumbers {
  series: string
  batchId: number
  period: string
  beforePeriod: string | null
  lines: NumberLine[]
}

/** The latest return of each kind that a setting gave, its numbers beside those of the one before. */
export async function latestNumbers(db: Reader, areaId: number, placeId: number): Promise<LatestNumbers[]> {
  const latest = await rows(db, sql<{ series: string; batchId: number }>`
    select distinct on (series, part) series, batch_id as "batchId"
    from (select series, ${partOf(sql`period`, sql`series`)} as part, as_at, batch_id from platform.extent where area_id = ${areaId} and place_id = ${placeId}) given
    order by series, part, as_at desc, batch_id desc`)
  return Promise.all(latest.map(async ({ series, batchId }) => {
    const numbers = (await numbersBeside(db, { areaId, batchId, series }, placeId)).sort(inSpecOrder)
    return {
      series, batchId, period: numbers[0]?.period ?? '', beforePeriod: numbers.find(({ beforePeriod }) => beforePeriod !== null)?.beforePeriod ?? null,
      lines: numbers.map(({ name, before, now }) => ({ name, label: NUMBERS[name]?.label ?? name, before, now })),
    }
  }))
}
