import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../platform/test-database.ts'
import { sweep } from './sweep.ts'

const { db, pool, drop } = await testDatabase()
after(drop)

const NOW = '2026-03-10T03:00:00Z'

test('what is over or spent is taken away, what still counts stays', async () => {
  await pool.query(`insert into access.person (slug, name, role_title, home_area_id, demo, made_at) values ('a', 'A', 'B', 1, true, now())`)
  for (const [hash, ends] of [['01', '2026-03-10T02:59:59Z'], ['02', '2026-03-10T03:00:01Z']]) {
    await pool.query(`insert into access.session (token_hash, person, area_id, made_at, seen_at, ends_at) values (decode($1, 'hex'), 'a', 1, now(), now(), $2)`, [hash, ends])
    await pool.query(`insert into access.token (token_hash, person, made_at, ends_at) values (decode($1, 'hex'), 'a', now(), $2)`, [hash, ends])
  }
  for (const [hash, ends, used] of [['01', '2026-03-10T02:00:00Z', null], ['02', '2026-03-11T00:00:00Z', '2026-03-10T01:00:00Z'], ['03', '2026-03-11T00:00:00Z', null]]) {
    await pool.query(`insert into access.one_time_link (token_hash, purpose, made_at, ends_at, used_at) values (decode($1, 'hex'), 'setup', now(), $2, $3)`, [hash, ends, used])
  }
  for (const [area, key, at] of [[1, 'old', '2026-03-03T02:59:59Z'], [2, 'old', '2026-02-01T00:00:00Z'], [1, 'new', '2026-03-03T03:00:01Z']]) {
    await pool.query(`insert into platform.once (area_id, person, key, input_hash, at) values ($1, 'a', $2, '', $3)`, [area, key, at])
  }
  assert.deepEqual(await sweep(db, new Date(NOW)), { sessions: 1, tokens: 1, links: 2, keys: 2 })
  const left = async (table: string, column: string) => (await pool.query(`select ${column} as it from ${table}`)).rows.map(({ it }) => it)
  assert.deepEqual([await left('access.session', `encode(token_hash, 'hex')`), await left('access.token', `encode(token_hash, 'hex')`)], [['02'], ['02']])
  assert.deepEqual([await left('access.one_time_link', `encode(token_hash, 'hex')`), await left('platform.once', 'key')], [['03'], ['new']])
})
