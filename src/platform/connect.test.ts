import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from './test-database.ts'

const { pool, drop } = await testDatabase('empty')
after(drop)

const READ: [sql: string, value: unknown][] = [
  [`9007199254740991::bigint`, 9007199254740991],
  [`count(*)`, 1],
  [`date '2025-02-28'`, '2025-02-28'],
  [`timestamptz '2025-07-01 12:00:00+01'`, new Date('2025-07-01T11:00:00Z')],
  [`0.1::float8`, 0.1],
  [`array[1, null, -3]::int4[]`, [1, null, -3]],
  [`array[0.5, 'NaN', 1e300]::float8[]`, [0.5, Number.NaN, 1e300]],
  [`'{}'::int4[]`, []],
  [`array[[1, 2], [3, 4]]::int4[]`, [[1, 2], [3, 4]]],
  [`array[7, 8]::bigint[]`, [7, 8]],
  [`array['a,b', 'c"d']`, ['a,b', 'c"d']],
  [`array[date '2025-01-31', null]`, ['2025-01-31', null]],
]

for (const [sql, value] of READ) {
  test(`${sql} is read as it should be`, async () => {
    assert.deepEqual((await pool.query(`select ${sql} as it`)).rows[0].it, value)
  })
}

test('a number too large to be exact is refused', async () => {
  await assert.rejects(pool.query('select 9007199254740993::bigint'), /too large/)
})

test('the pool outlives a connection that is cut, in use or not', async () => {
  const client = await pool.connect()
  const { rows } = await client.query('select pg_backend_pid() as pid')
  await pool.query('select pg_terminate_backend($1)', [rows[0].pid])
  await assert.rejects(client.query('select 1'))
  client.release(true)
  assert.equal((await pool.query('select 1 as one')).rows[0].one, 1)
})
