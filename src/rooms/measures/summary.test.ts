import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { moveOn, reading } from '#platform'
import { directory } from '#rooms/places'
import { testHouse } from '../../../test/house-kit.ts'
import { book } from './book.ts'
import { shelf } from './shelf.ts'
import { summariesOf } from './summary.ts'

const DERBY = 'E06000015'
const SCILLY = 'E06000053'
const EAST_MIDLANDS = 'E12000004'
let house: Awaited<ReturnType<typeof testHouse>>
before(async () => void (house = await testHouse()))
after(() => house.close())

async function summed(measure: string, group: string, code: string) {
  const db = reading(house.db)
  const [held, places] = await Promise.all([book(db), directory(db)])
  const series = held.chosen(measure, group)!
  return (await summariesOf(db, { places, place: places.named(code), series: [series] })).get(series.seriesId)!
}

test('Derby’s plans within 20 weeks: 14.0% in 2024 after 22.6, England 45.9, its ten neighbours’ mean 57.2, 137th of 153', async () => {
  const summary = await summed('ehc-plans-within-20-weeks', 'all', DERBY)
  assert.deepEqual([summary.now?.period.label, summary.now?.value, summary.before, summary.change, summary.englandNow], ['2024', 14, 22.6, -8.6, 45.9])
  assert.deepEqual([summary.neighbours.mean?.toFixed(1), summary.neighbours.reporting, summary.rank, summary.of], ['57.2', 10, 137, 153])
  assert.equal(summary.isTotal, false)
})

test('every summary of a place says what its observations say, read one by one', async () => {
  const db = reading(house.db)
  const [held, places] = await Promise.all([book(db), directory(db)])
  const series = held.measures.flatMap(({ id }) => held.seriesOf(id)).filter(({ periods }) => periods.length)
  assert.ok(series.length > 100)
  for (const code of [DERBY, SCILLY]) {
    const place = places.named(code)
    const summaries = await summariesOf(db, { places, place, series })
    // The same by another way: the last value in time, and the authorities better than it, counted by the database.
    const { rows } = await house.pool.query(`
      select distinct on (o.series_id) o.series_id, o.value, p.label,
             (select count(*)::int from measures.observation b join places.place a using (place_id)
              where b.series_id = o.series_id and b.period_id = o.period_id and a.level = 'authority' and b.value is not null) as among,
             (select 1 + count(*)::int from measures.observation b join places.place a using (place_id)
              where b.series_id = o.series_id and b.period_id = o.period_id and a.level = 'authority'
                and case s.polarity when 'high' then b.value > o.value else b.value < o.value end) as rank,
             s.polarity
      from measures.observation o join measures.period p using (period_id) join measures.series s using (series_id)
      where o.place_id = $1 and o.value is not null order by o.series_id, p.ends desc, p.starts desc, p.label desc`, [place.placeId])
    const found = new Map(rows.map((row) => [row.series_id as number, row]))
    for (const { seriesId } of series) {
      const { now, rank, of } = summaries.get(seriesId)!
      const row = found.get(seriesId)
      assert.deepEqual([now?.value, now?.period.label], [row?.value, row?.label])
      if (row) assert.deepEqual([rank, of], [row.polarity === 'none' ? null : row.rank, row.among])
    }
  }
})

test('a place without neighbours has none, a region no rank, and a sum of all places is told', async () => {
  // Bedfordshire ended in 2009, before the model.
  const bedfordshire = await summed('persistent-absence', 'all', 'E10000001')
  assert.deepEqual([bedfordshire.neighbours.count, bedfordshire.neighbours.mean, bedfordshire.now, bedfordshire.missing], [0, null, null, 'not-reported'])
  const region = await summed('persistent-absence', 'all', EAST_MIDLANDS)
  assert.deepEqual([region.neighbours.count, region.rank, region.quartile], [0, null, null])
  assert.equal((await summed('ehc-assessment-requests', 'all', DERBY)).isTotal, true)
})

test('a new figure is in the summary as soon as published data moves on, and not answered from before', async () => {
  const before = await summed('suspensions', 'all', DERBY)
  const { seriesId } = before.series
  await house.db.transaction().execute(async (tx) => {
    await tx.updateTable('measures.observation').set({ value: 1.5 }).where('series_id', '=', seriesId).where('period_id', '=', before.now!.period.periodId)
      .where('place_id', '=', (await directory(reading(house.db))).named(DERBY).placeId).execute()
    await moveOn(tx, 0)
  })
  const now = await summed('suspensions', 'all', DERBY)
  assert.deepEqual([now.now?.value, now.values.at(now.now!.at)], [1.5, 1.5])
  assert.ok(now.rank! < before.rank!)
})

test('what is remembered is bounded: the places least lately asked for are forgotten', () => {
  const kept = shelf<number, number>(10)
  for (let place = 0; place < 5; place += 1) for (let series = 0; series < 4; series += 1) kept.of(`v ${place}`).set(series, place)
  assert.equal(kept.of('v 4').size, 4)
  assert.equal(kept.of('v 3').size, 4)
  assert.equal(kept.of('v 0').size, 0)
})
