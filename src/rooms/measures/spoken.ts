import { sql } from 'kysely'
import { type Reader, rows, type Spoken } from '#platform'
import type { PublishedSet } from './published-set.ts'

/** The measures a set of published figures speaks of, those new to the book first, then by how many figures. */
export async function spokenOf(db: Reader, set: PublishedSet): Promise<Spoken[]> {
  const figures = new Map<string, number>()
  const ofSeries = new Int32Array(set.series.length)
  for (let cell = 0; cell < set.cells.length; cell += 1) ofSeries[set.cells.series[cell]!]! += 1
  set.series.forEach(({ measure }, at) => ofSeries[at] && figures.set(measure, (figures.get(measure) ?? 0) + ofSeries[at]!))

  const labels = new Map(set.measures.map(({ id, label }) => [id, label]))
  const held = await rows(db, sql<{ id: string; label: string }>`select measure_id as id, label from measures.measure where measure_id = any (${[...figures.keys()]})`)
  const known = new Map(held.map(({ id, label }) => [id, label]))
  return [...figures]
    .map(([measure, count]) => ({ measure, label: known.get(measure) ?? labels.get(measure) ?? measure, isNew: !known.has(measure), figures: count }))
    .sort((a, b) => Number(b.isNew) - Number(a.isNew) || b.figures - a.figures || (a.label < b.label ? -1 : 1))
}

/** The measures a committed batch's figures belong to, as they stand now, most figures first. */
export async function broughtBy(db: Reader, batchId: number): Promise<Spoken[]> {
  return rows(db, sql<Spoken>`
    select m.measure_id as measure, m.label, false as "isNew", sum(o.figures)::int as figures
    from (select series_id, count(*) as figures from measures.observation where batch_id = ${batchId} group by series_id) o
    join measures.series s using (series_id)
    join measures.measure m using (measure_id)
    group by m.measure_id, m.label
    order by figures desc, m.label`)
}
