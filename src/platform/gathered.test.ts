import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { gathered } from './gathered.ts'
import { testDatabase } from './test-database.ts'

const { db, pool, drop } = await testDatabase()
after(drop)

const settings = gathered<{ name: string; value: number }, [string, number]>('test.settings', { name: 'text', area_id: 'int' }, `
  select asked.at, s.name, s.value::int as value from asked join platform.setting s using (name, area_id)`)
const sums = gathered<{ sum: number }, [number[]]>('test.sums', { numbers: 'int[]' }, `
  select asked.at, (select coalesce(sum(n), 0)::int from unnest(asked.numbers) n) as sum from asked`)
const backends = gathered<{ pid: number }, [number]>('test.backends', { number: 'int' }, 'select asked.at, pg_backend_pid() as pid from asked')

for (const [name, value] of [['a', 1], ['b', 2]] as const) {
  await db.insertInto('platform.setting').values({ area_id: 0, name, value: JSON.stringify(value) }).execute()
}

test('each gets the rows of what they asked, and nothing else, however many ask at once', async () => {
  const asked = Array.from({ length: 100 }, (_, at) => ['a', 'b', 'nothing'][at % 3]!)
  const answers = await Promise.all(asked.map((name) => settings(db, [name, 0])))
  assert.deepEqual(answers, asked.map((name) => (name === 'nothing' ? [] : [{ name, value: name === 'a' ? 1 : 2 }])))
})

test('lists of any length go together', async () => {
  const answers = await Promise.all([[1, 2, 3], [], [40]].map((numbers) => sums(db, [numbers])))
  assert.deepEqual(answers, [[{ sum: 6 }], [{ sum: 0 }], [{ sum: 40 }]])
})

test('what cannot be asked fails for whoever asked it, and for nobody else', async () => {
  const answers = await Promise.allSettled([settings(db, ['a', 0]), settings(db, ['\u0000', 0]), settings(db, ['b', 0])])
  assert.deepEqual(answers.map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled'])
  assert.deepEqual(await settings(db, ['a', 0]), [{ name: 'a', value: 1 }])
})

test('what is asked in one breath is one statement', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => backends(db, [at])))
  assert.equal(new Set(answers.flat().map(({ pid }) => pid)).size, 1)
})

test('an answer is never from before the question', async () => {
  const before = settings(db, ['late', 0])
  await before
  await pool.query(`insert into platform.setting (area_id, name, value) values (0, 'late', '3')`)
  assert.deepEqual(await settings(db, ['late', 0]), [{ name: 'late', value: 3 }])
})

test('within a transaction it sees what the transaction wrote, and others do not', async () => {
  await db.transaction().execute(async (tx) => {
    await sql`insert into platform.setting (area_id, name, value) values (0, 'mine', '4')`.execute(tx)
    assert.deepEqual(await settings(tx, ['mine', 0]), [{ name: 'mine', value: 4 }])
    assert.deepEqual(await settings(db, ['mine', 0]), [])
  })
})

test('one slow asking does not hold up the next for long', async () => {
  const slow = gathered<{ at: number }, [number]>('test.slow', { seconds: 'int' }, 'select asked.at, pg_sleep(asked.seconds)::text from asked')
  const began = performance.now()
  const first = slow(db, [2])
  await new Promise((done) => setTimeout(done, 100))
  await slow(db, [0])
  assert.ok(performance.now() - began < 1500)
  await first
})
