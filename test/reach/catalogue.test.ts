import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openingOf, type Scope, scoped } from '../../src/platform/scope.ts'
import { testDatabase, type TestDatabase } from '../../src/platform/test-database.ts'
import { makeWalls } from '../../src/platform/connect.ts'
import { idOf } from './world.ts'

const SCHEMAS = ['platform', 'places', 'access', 'collection', 'measures', 'scorecards', 'programme', 'publishing', 'desk', 'people', 'provision']

let open: TestDatabase
before(async () => {
  open = await testDatabase()
})
after(() => open.drop())

const find = async (text: string) => (await open.pool.query(text, [SCHEMAS])).rows

test('every table of an area has a wall that stops its owner too, and a policy', async () => {
  const bare = await find(`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname = any ($1) and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'area_id' and not a.attisdropped)
      and (not c.relrowsecurity or not c.relforcerowsecurity or not exists (select from pg_policy p where p.polrelid = c.oid))`)
  assert.deepEqual(bare, [])
})

test('whoever draws pages owns nothing, passes no wall and inherits from nobody who does', async () => {
  assert.deepEqual(await find(`select c.oid::regclass::text as name from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname in ('belong_app', 'belong_door') and $1::text[] is not null`), [])
  const roles = await find(`select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin from pg_roles where rolname in ('belong_app', 'belong_door') and $1::text[] is not null order by 1`)
  assert.deepEqual(roles, ['belong_app', 'belong_door'].map((rolname) => ({ rolname, rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolcanlogin: false })))
  assert.deepEqual(await find(`select from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname in ('belong_app', 'belong_door') and $1::text[] is not null`), [])
})

test('no function runs with the rights of its owner unless it says where its names are looked up', async () => {
  assert.deepEqual(await find(`
    select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = any ($1) and p.prosecdef and not coalesce(p.proconfig, '{}')::text like '%search_path=%'`), [])
})

test('what is looked up with the rights of the owner says itself for which areas: any other view asks as who looks', async () => {
  const views = await find(`
    select c.oid::regclass::text as name, pg_get_viewdef(c.oid) as says from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'v' and n.nspname = any ($1) and not coalesce(c.reloptions, '{}')::text like '%security_invoker=true%'
      and exists (select from pg_depend d join pg_rewrite w on w.oid = d.objid join pg_class t on t.oid = d.refobjid and t.relrowsecurity where w.ev_class = c.oid)`)
  for (const { name, says } of views) assert.match(says, /areas_now\(\)/, name)
})

test('no policy joins two ways with or, or compares areas by order', async () => {
  const policies = await find(`
    select p.polname || ' on ' || p.polrelid::regclass as name, coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') as says
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname = any ($1)`)
  assert.ok(policies.length > 50)
  for (const { name, says } of policies) assert.doesNotMatch(says, /\bor\b|area_id\s*[<>]/i, name)
})

test('the audit cannot be altered, nor its chain, nor how people prove who they are be seen, by whoever draws pages', async () => {
  for (const [table, rights] of [['platform.deed', ['update', 'delete', 'truncate']], ['platform.seal', ['insert', 'update', 'delete', 'truncate']], ['platform.unsealed', ['update', 'delete', 'truncate']],
    ...['credential', 'passkey', 'outside_identity', 'sign_in_try', 'one_time_link'].map((name) => [`access.${name}`, ['select', 'insert', 'update', 'delete', 'truncate']] as const)] as const) {
    for (const right of rights) {
      const { rows: [{ held }] } = await open.pool.query(`select has_table_privilege('belong_app', $1, $2) as held`, [table, right])
      assert.equal(held, false, `${right} on ${table}`)
    }
  }
})

test('twenty thousand readers of two areas on three connections, faults among them, never see each other’s', async () => {
  for (const area of [41, 42]) await open.pool.query(`insert into scorecards.framework (area_id, framework_id, slug, name, source, position, made_by, made_at) values ($1, $2, $3, $3, 's', 1, 'x', now())`, [area, idOf('pool', area), `only-${area}`])
  const walls = makeWalls(open.url, 3)
  const common = null as never
  const of = (area: number): Scope => ({ person: `p${area}`, areas: [0, area] })
  const readers = { 41: scoped(walls.app, common, () => of(41)), 42: scoped(walls.app, common, () => of(42)) }
  const read = sql<{ slug: string; person: string }>`select slug, access.person_now() as person from scorecards.framework`
  const wrong: unknown[] = []
  async function one(turn: number) {
    const area = turn % 2 ? 41 : 42
    if (turn % 97 === 0) await sql`select 1 / 0`.execute(readers[area]).then(() => wrong.push('no fault'), () => {})
    if (turn % 89 === 0) await readers[area].transaction().execute(async (tx) => { await read.execute(tx); throw new Error('given up') }).catch(() => {})
    const { rows } = await read.execute(readers[area])
    if (rows.length !== 1 || rows[0]!.slug !== `only-${area}` || rows[0]!.person !== `p${area}`) wrong.push(rows)
  }
  for (let turn = 0; turn < 20_000; turn += 200) await Promise.all(Array.from({ length: 200 }, (_, at) => one(turn + at)))
  const { rows: bare } = await walls.app.query('select slug from scorecards.framework')
  assert.deepEqual([wrong, bare], [[], []])
  await Promise.all([walls.app.end(), walls.door.end()])
})

test('what a person is called cannot break out of what a transaction says of itself', async () => {
  const nasty = `x'; set local belong.areas='41`
  const db = scoped(open.app, null as never, () => ({ person: nasty, areas: [] }))
  const { rows } = await sql<{ person: string; areas: string | null }>`select access.person_now() as person, access.areas_now()::text as areas`.execute(db)
  assert.equal(rows[0]!.person, nasty)
  assert.doesNotMatch(rows[0]!.areas ?? '', /41/)
  assert.throws(() => openingOf({ person: 'x', areas: [], lists: { [`a'b`]: [1] } }))
})
