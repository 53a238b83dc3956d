import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { reading, rows } from '#platform'
import { seedPlaces } from '#rooms/places'
import { type TestDatabase, testDatabase } from '../../../platform/test-database.ts'
import { ees } from './ees.ts'
import { noShared, SHARED } from './ees-known-places.test-kit.ts'

let held: TestDatabase

before(async () => {
  if (noShared) return
  held = await testDatabase()
  await held.db.transaction().execute(seedPlaces)
})
after(() => held?.drop())

test('the 20-week file is committed, found the same the second time, and taken back', { skip: noShared }, async () => {
  const { db } = held
  const checked = await check('ehc_plans_2025/timeliness_20_week.csv')
  assert.deepEqual([checked.blocks, checked.issues.counts, checked.rows.rejected], [false, { error: 0, query: 1 }, 0])

  const done = await db.transaction().execute((writer) => ees.commit(writer, checked.content, { areaId: 0, batchId: 1 }))
  assert.equal(done.new, 12211)
  const [derby] = await rows(
    db,
    sql<{ value: number; numerator: number; denominator: number; row: number }>`
    select o.value, o.numerator, o.denominator, o.row
    from measures.observation o
    join measures.series s using (series_id)
    join measures.period p using (period_id)
    join places.place_code c on c.place_id = o.place_id and c.scheme = 'dfe' and c.code = '831'
    where s.measure_id = 'ehc-plans-within-20-weeks' and s.group_id = 'all' and p.label = '2024'`,
  )
  assert.deepEqual(derby, { value: 14, numerator: 62, denominator: 442, row: 8563 })

  const again = await ees.compare(reading(db), (await check('ehc_plans_2025/timeliness_20_week.csv')).content, 0)
  assert.deepEqual(again, { new: 0, changed: 0, same: 12211 })

  await db.transaction().execute((writer) => ees.undo(writer, { areaId: 0, batchId: 1 }))
  const [left] = await rows(db, sql<{ many: number }>`select count(*)::int as many from measures.observation`)
  assert.equal(left?.many, 0)
})

test('schools that are not held are made with the figures, under their authority', { skip: noShared }, async () => {
  const { db } = held
  const checked = await check('ees_screener/pass/sch_level_only.csv')
  const done = await db.transaction().execute((writer) => ees.commit(writer, checked.content, { areaId: 0, batchId: 2 }))
  assert.equal(done.new, 24)
  const made = await rows(
    db,
    sql<{ name: string; parent: string }>`
    select p.name, up.name as parent
    from places.place p
    join places.place_code c on c.place_id = p.place_id and c.scheme = 'urn' and c.code = '100000'
    join places.membership m on m.place_id = p.place_id
    join places.place up on up.place_id = m.parent_id`,
  )
  assert.deepEqual(
    made.map(({ name, parent }) => [name, parent]),
    [['St Pauls', 'City of London']],
  )
})

async function check(name: string) {
  const [unit] = await ees.recognise([{ name: name.split('/').at(-1)!, path: SHARED + name }], false)
  return ees.check(reading(held.db), unit!, {})
}
