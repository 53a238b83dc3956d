import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { calendarYear, type FigureStatus, Refusal } from '#kernel'
import { reading, type Writer } from '#platform'
import { type TestDatabase, testDatabase } from '../../platform/test-database.ts'
import { Cells, type PublishedSet } from './published-set.ts'
import { compareSet, takeBack, takeIn } from './take-in.ts'

let open: TestDatabase
before(async () => void (open = await testDatabase()))
after(() => open.drop())

/** One batch as a person would describe it: what it says of which school in which year, and how it calls and rounds the measure. */
interface Said {
  indicator: 'a' | 'b'
  label: string
  decimals: number
  status: FigureStatus | null
  cells: { school: number; year: number; value: number | null }[]
}

function asSet({ indicator, label, decimals, status, cells }: Said): PublishedSet {
  const set: PublishedSet = {
    source: 'ees', publisher: 'Invented', release: label,
    measures: [{ id: `m-${indicator}`, label, definition: '', method: '', unit: '%', polarity: 'high', decimals, periodType: '', accountability: 'population', topic: '', publisher: 'Invented', breaks: [], comparability: '' }],
    groups: [{ id: 'all', label: 'All', topic: '', position: 0 }],
    series: [{ measure: `m-${indicator}`, group: 'all', source: 'ees', code: `set/${indicator}`, unit: '%', polarity: 'high', decimals, quartiles: true, label }],
    periods: [2023, 2024].map((year) => ({ spelling: String(year), period: calendarYear(year), status })),
    places: [0, 1, 2].map((school) => ({ school: { urn: `10000${school}`, laestab: null, name: `School ${school}`, authorityId: null } })),
    cells: new Cells(),
  }
  const used = cells.filter((cell, at) => cells.findIndex((other) => other.school === cell.school && other.year === cell.year) === at)
  for (const [row, { school, year, value }] of used.entries()) set.cells.add({ series: 0, period: year, place: school, value, missing: value === null ? 'c' : null, row: row + 2 })
  return set
}

const within = <Result>(run: (tx: Writer) => Promise<Result>) => open.db.transaction().execute(run)

async function nothingHeld() {
  await sql`truncate measures.observation, measures.replaced, measures.series_before, measures.batch_rests_on, measures.series_period, measures.series, measures.measure_version, measures.measure,
    measures.period, measures.grouping, places.place_code, places.membership, places.place restart identity cascade`.execute(open.db)
}

/** All that is held, by names instead of numbers, so that two ways to the same end can be compared. */
async function held() {
  const { rows } = await open.pool.query(`
    select 'figure' as what, s.code, p.label as period, c.code as school, o.value::text, o.missing, o.status, o.batch_id::text as batch
    from measures.observation o join measures.series s using (series_id) join measures.period p using (period_id) join places.place_code c using (place_id)
    union all select 'series', code, label, decimals::text, null, null, null, null from measures.series
    union all select 'measure', measure_id, label, decimals::text, null, null, null, null from measures.measure
    union all select 'period', s.code, p.label, null, null, null, null, null from measures.series_period join measures.series s using (series_id) join measures.period p using (period_id)
    union all select 'kept', s.code, p.label, c.code, r.value::text, r.missing, r.status, r.batch_id::text
    from measures.replaced r join measures.series s using (series_id) join measures.period p using (period_id) join places.place_code c using (place_id)
    order by 1, 2, 3, 4, 5`)
  return rows
}

const said: fc.Arbitrary<Said> = fc.record({
  indicator: fc.constantFrom('a' as const, 'b' as const),
  label: fc.constantFrom('One name', 'Another name'),
  decimals: fc.constantFrom(0, 1),
  status: fc.constantFrom(null, 'provisional' as const, 'final' as const),
  cells: fc.array(fc.record({ school: fc.nat(2), year: fc.nat(1), value: fc.option(fc.integer({ min: 0, max: 3 })) }), { minLength: 1, maxLength: 5 }),
})

test('law: whatever overlaps, undoing leaves exactly what importing only the batches that stand would have left', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 5 }), fc.array(fc.nat(4), { maxLength: 6 }), async (batches, undos) => {
      await nothingHeld()
      const standing = new Map<number, Said>()
      for (const [at, batch] of batches.entries()) {
        const foreseen = await compareSet(reading(open.db), asSet(batch))
        assert.deepEqual(await within((tx) => takeIn(tx, asSet(batch), { batchId: at + 1 })), foreseen)
        standing.set(at + 1, batch)
      }
      for (const at of undos) {
        if (!standing.has(at + 1)) continue
        const undone = await within((tx) => takeBack(tx, { batchId: at + 1 })).then(() => true, (refusal: unknown) => {
          assert.ok(refusal instanceof Refusal && refusal.kind === 'conflict', String(refusal))
          return false
        })
        if (undone) standing.delete(at + 1)
      }
      const left = await held()
      await nothingHeld()
      for (const [batchId, batch] of standing) await within((tx) => takeIn(tx, asSet(batch), { batchId }))
      assert.deepEqual(left, await held())
    }),
    { numRuns: 60 },
  )
})

test('a batch that only renamed a series, without a figure of its own, is rested on too', async () => {
  await nothingHeld()
  const base: Said = { indicator: 'a', label: 'One name', decimals: 0, status: null, cells: [{ school: 0, year: 0, value: null }] }
  for (const [at, label] of ['One name', 'Another name', 'One name'].entries()) await within((tx) => takeIn(tx, asSet({ ...base, label }), { batchId: at + 1 }))
  await assert.rejects(within((tx) => takeBack(tx, { batchId: 2 })), { kind: 'conflict' })
  await within((tx) => takeBack(tx, { batchId: 3 }))
  await within((tx) => takeBack(tx, { batchId: 2 }))
  assert.deepEqual((await held()).filter(({ what }) => what === 'series').map(({ period }) => period), ['One name'])
})

test('a school that a later file speaks of cannot be undone from under it', async () => {
  await nothingHeld()
  const base = { label: 'One name', decimals: 1, status: null, cells: [{ school: 0, year: 0, value: 1 }] }
  await within((tx) => takeIn(tx, asSet({ ...base, indicator: 'a' }), { batchId: 1 }))
  await within((tx) => takeIn(tx, asSet({ ...base, indicator: 'b' }), { batchId: 2 }))
  await assert.rejects(within((tx) => takeBack(tx, { batchId: 1 })), { kind: 'conflict' })
  await within((tx) => takeBack(tx, { batchId: 2 }))
  await within((tx) => takeBack(tx, { batchId: 1 }))
  assert.deepEqual(await held(), [])
})
