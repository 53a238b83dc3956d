import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import type pg from 'pg'
import { backup } from './archive/backup.ts'
import { restore } from './archive/restore.ts'
import { kyselyOf, makePool, makeWalls } from './connect.ts'
import { migrate } from './migrate.ts'
import { readCatalogue } from './schema/catalogue.ts'
import { scoped } from './scope.ts'
import { testDatabase } from './test-database.ts'

const server = await testDatabase('empty')
const scratch = mkdtempSync(join(tmpdir(), 'belong-wall-'))
const owner = `owner_${randomBytes(4).toString('hex')}`
const password = randomBytes(12).toString('hex')
const closing: (() => Promise<unknown>)[] = []
after(async () => {
  for (const close of closing.reverse()) await close()
  await server.pool.query(`drop role ${owner}`)
  await server.drop()
  rmSync(scratch, { recursive: true, force: true })
})

/** A database whose owner is nobody special, as a hosted PostgreSQL gives one. */
async function hosted() {
  const name = `test_${randomBytes(6).toString('hex')}`
  await server.pool.query(`create database ${name} owner ${owner} template template0`)
  const url: pg.PoolConfig = { ...server.url, database: name, user: owner, password }
  const pool = makePool({ ...url, max: 4 })
  const db = kyselyOf(pool)
  closing.push(() => server.pool.query(`drop database ${name} with (force)`), () => db.destroy())
  return { pool, db, url }
}

test('an owner that is no superuser is told whom to ask, then makes the schema, works behind the wall, and moves all of it to another database', async () => {
  await server.pool.query(`create role ${owner} login password '${password}'`)
  const from = await hosted()
  await server.pool.query('create role belong_app nologin').catch(() => {})
  await server.pool.query('create role belong_door nologin').catch(() => {})
  await assert.rejects(migrate(from.db), /As a superuser of this PostgreSQL run, once: create role belong_app nologin; create role belong_door nologin; grant belong_app, belong_door to owner_/)
  await server.pool.query(`grant belong_app, belong_door to ${owner}`)
  await migrate(from.db)

  const row = (area: number, id: string) => from.pool.query(`insert into people.child (area_id, child_id, given_name, family_name, born, source, made_at) values ($1, $2, 'Ash', 'Example', '2015-01-01', 'test', now())`, [area, id])
  const [ours, theirs] = ['00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002']
  await row(1, ours)
  await row(2, theirs)
  await from.pool.query(`insert into platform.setting values (0, 'kept', '1'), (1, 'kept', '1')`)

  const walls = makeWalls(from.url, 3)
  closing.push(() => walls.app.end(), () => walls.door.end())
  const seen = async (lists: Record<string, string[]>, areas = [0, 1]) =>
    (await sql<{ child_id: string }>`select child_id from people.child`.execute(scoped(walls.app, kyselyOf(walls.app), () => ({ person: 'p', areas, lists })))).rows.map(({ child_id }) => child_id)
  assert.deepEqual(await seen({ of_child_read: [ours, theirs] }), [ours])
  assert.deepEqual(await seen({}), [])
  assert.equal((await walls.app.query('select from people.child')).rowCount, 0)
  await assert.rejects(walls.door.query('select from people.child'), /permission denied/)

  const archive = join(scratch, 'all.zip')
  await backup(from.pool, { dataFolder: join(scratch, 'a') }, archive)
  const to = await hosted()
  await restore({ ...to }, { dataFolder: join(scratch, 'b') }, archive)
  assert.deepEqual((await to.pool.query('select area_id, child_id from people.child order by 1')).rows, [{ area_id: 1, child_id: ours }, { area_id: 2, child_id: theirs }])
  const forced = (catalogue: Awaited<ReturnType<typeof readCatalogue>>) => catalogue.filter(({ rowSecurity }) => rowSecurity === 'forced').map(({ name }) => name)
  assert.deepEqual(forced(await readCatalogue(to.pool)), forced(await readCatalogue(from.pool)))
})

test('a scope lasts as long as its transaction: many in turn on few connections never see one another’s', async () => {
  const own = await testDatabase()
  closing.push(() => own.drop())
  await own.pool.query(`insert into platform.setting select area, 'whose', to_jsonb(area) from generate_series(1, 40) area`)
  const { app } = makeWalls(own.url, 3)
  closing.push(() => app.end())
  const common = kyselyOf(app)
  const ask = async (area: number) => {
    const db = scoped(app, common, () => ({ person: `p${area}`, areas: [area] }))
    const { rows } = await sql<{ area_id: number; who: string }>`select area_id, current_setting('belong.person') as who from platform.setting`.execute(db)
    assert.deepEqual(rows, [{ area_id: area, who: `p${area}` }])
  }
  const fail = async (area: number) => {
    const db = scoped(app, common, () => ({ person: `p${area}`, areas: [area] }))
    await assert.rejects(sql`select 1 / 0`.execute(db), /division by zero/)
    await assert.rejects(db.transaction().execute(async (tx) => {
      await sql`update platform.setting set value = '"x"' where area_id = ${area}`.execute(tx)
      throw new Error('thought better of it')
    }), /thought better/)
  }
  const nobody = async () => assert.deepEqual((await sql`select area_id from platform.setting`.execute(common)).rows, [])
  for (let round = 0; round < 60; round += 1) {
    await Promise.all(Array.from({ length: 50 }, (_, at) => (at % 10 === 9 ? fail(1 + at % 40) : at % 10 === 8 ? nobody() : ask(1 + ((round + at) % 40)))))
  }
  const { rows } = await own.pool.query(`select from platform.setting where value = '"x"'`)
  assert.equal(rows.length, 0)
})
