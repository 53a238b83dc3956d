import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../platform/test-database.ts'
import { sweep } from './sweep.ts'

const { db, pool, drop } = await testDatabase()
after(drop)

const NOW = '2026-03-10T03:00:00Z'
const left = async (table: string, column: string) => (await pool.query(`select ${column} as it from ${table} order by 1`)).rows.map(({ it }) => it)
const hash = `encode(token_hash, 'hex')`

test('what is over or spent is taken away, what still counts stays', async () => {
  await pool.query(`with place as (insert into places.place (level, name) values ('authority', 'Derby') returning place_id)
    insert into places.area (area_id, place_id, name, slug, colour, made_at) select 1, place_id, 'Derby', 'derby', '#0b5566', now() from place`)
  await pool.query(`insert into access.person (slug, name, role_title, home_area_id, demo, made_at) values ('a', 'A', 'B', 1, true, now())`)
  // Thirty days before the third of the morning of 10 March is that of 8 February.
  for (const [key, ends, ended] of [['01', '2026-02-08T02:59:59Z', null], ['02', '2026-02-08T03:00:01Z', null], ['03', '2026-05-01T00:00:00Z', '2026-02-08T02:59:59Z'], ['04', '2026-05-01T00:00:00Z', '2026-03-09T00:00:00Z']]) {
    await pool.query(`insert into access.session (token_hash, person, area_id, made_at, seen_at, ends_at, ended_at) values (decode($1, 'hex'), 'a', 1, now(), now(), $2, $3)`, [key, ends, ended])
    await pool.query(`insert into access.token (token_hash, person, made_at, ends_at, ended_at) values (decode($1, 'hex'), 'a', now(), $2, $3)`, [key, ends, ended])
  }
  for (const [key, ends, used] of [['01', '2026-03-10T02:00:00Z', null], ['02', '2026-03-11T00:00:00Z', '2026-03-10T01:00:00Z'], ['03', '2026-03-11T00:00:00Z', null]]) {
    await pool.query(`insert into access.one_time_link (token_hash, purpose, made_at, ends_at, used_at) values (decode($1, 'hex'), 'setup', now(), $2, $3)`, [key, ends, used])
  }
  for (const [area, key, at] of [[1, 'old', '2026-03-03T02:59:59Z'], [2, 'old', '2026-02-01T00:00:00Z'], [1, 'new', '2026-03-03T03:00:01Z']]) {
    await pool.query(`insert into platform.once (area_id, person, key, input_hash, at) values ($1, 'a', $2, '', $3)`, [area, key, at])
  }
  for (const [at, ends] of [[1, '2026-03-10T02:59:59Z'], [2, '2026-03-10T03:00:01Z']] as const) {
    await pool.query(`insert into access.draft (area_id, draft_id, person, path, fields, made_at, ends_at) values (1, $1, 'a', '/', '[]', now(), $2)`, [`0199f0f0-0000-7000-8000-00000000000${at}`, ends])
    await pool.query(`insert into access.sign_in_try (state_hash, provider, nonce, verifier, browser_hash, next, made_at, ends_at) values (decode($1, 'hex'), 'p', 'n', 'v', '', '/', now(), $2)`, [`0${at}`, ends])
    await pool.query('insert into access.attempt (key, points, expire) values ($1, 1, $2)', [String(at), new Date(ends).getTime()])
  }
  assert.deepEqual(await sweep(db, new Date(NOW)), { sessions: 2, tokens: 2, links: 2, tries: 1, attempts: 1, drafts: 1, keys: 2 })
  assert.deepEqual([await left('access.session', hash), await left('access.token', hash)], [['02', '04'], ['02', '04']])
  assert.deepEqual([await left('access.one_time_link', hash), await left('platform.once', 'key')], [['03'], ['new']])
  assert.deepEqual([await left('access.draft', 'right(draft_id::text, 1)'), await left('access.sign_in_try', `encode(state_hash, 'hex')`), await left('access.attempt', 'key')], [['2'], ['02'], ['2']])
})
