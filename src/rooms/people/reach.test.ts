import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { Refusal } from '#kernel'
import { type Actor, openConnections, reading, rows } from '#platform'
import { actorWith, readStanding, scopeOf, type Verb, verbsForChild } from '#rooms/access'
import { type TestDatabase, testDatabase } from '../../platform/test-database.ts'
import { childrenIn } from './children.ts'
import { findChild, reachOf } from './reach.ts'

/**
 * The policy is said three times: in code for one child, in the SQL of a list, and in the database's own policies. Here worlds
 * of two areas are drawn by chance, and all three must let the same person see the same children and classes in each.
 */

/** Two areas: an authority each with two schools, and a fifth school that lies in both. */
const PLACES = [1, 2, 11, 12, 21, 22, 30]
const WITHIN = [[11, 1], [12, 1], [21, 2], [22, 2], [30, 1], [30, 2]] as const
const CHILDREN = [1, 2, 3, 4, 5].map((nth) => ({ id: `00000000-0000-4000-8000-00000000000${nth}`, areaId: nth % 2 ? 1 : 2 }))
const CLASSES = { ordinary: 'child:read', sen: 'sen:read', health: 'health:read', care: 'care:read', restricted: 'note:read' } as const
const VERBS: Verb[] = ['published:read', 'child:read', 'child:write', 'sen:read', 'health:read', 'care:read', 'address:read', 'adoption:read', 'note:read', 'family:read']

const time = fc.constantFrom(['-400 days', null], ['-400 days', null], ['-30 days', '30 days'], ['-30 days', '-2 days'], ['3 days', null]) as fc.Arbitrary<[string, string | null]>
/** Most roles open children: a world in which nobody sees anything says little. */
const sees = fc.subarray(VERBS).map((verbs) => [...new Set<Verb>(['child:read', 'sen:read', ...verbs])])
const world = fc.record({
  roles: fc.tuple(sees, fc.subarray(VERBS, { minLength: 1 }), fc.constant(['family:read' as Verb])),
  held: fc.array(fc.record({ areaId: fc.constantFrom(1, 2), role: fc.nat(2), at: fc.option(fc.constantFrom(...PLACES)), of: fc.constantFrom(...CHILDREN), time }), { minLength: 1, maxLength: 4 }),
  onRoll: fc.array(fc.record({ child: fc.constantFrom(...CHILDREN), placeId: fc.constantFrom(11, 12, 21, 22, 30), time }), { minLength: 3, maxLength: 10 }),
  forFamily: fc.subarray(['ordinary', 'sen', 'care']),
  /** Returns of the authority that name a child, with the classes each speaks of. */
  told: fc.array(fc.record({ child: fc.constantFrom(...CHILDREN), classes: fc.subarray(['sen', 'care', 'health']) }), { minLength: 2, maxLength: 6 }),
})
type World = typeof world extends fc.Arbitrary<infer One> ? One : never

let database: TestDatabase

before(async () => {
  database = await testDatabase()
  await database.pool.query(`
    insert into places.place (place_id, level, name) select p, case when p < 10 then 'authority' else 'school' end, 'Place ' || p from unnest(array[${PLACES}]) p;
    insert into places.hierarchy (hierarchy, label) values ('h', 'Of the test');
    insert into places.membership (hierarchy, place_id, parent_id) values ${WITHIN.map(([place, above]) => `('h', ${place}, ${above})`)};
    insert into places.area (area_id, place_id, name, slug, colour, made_at) values (1, 1, 'One', 'one', '#000000', now()), (2, 2, 'Two', 'two', '#000000', now());
    insert into access.person (slug, name, role_title, home_area_id, demo, made_at) values ('sees', 'Sees', 'Sees', 1, false, now())`)
  for (const { id, areaId } of CHILDREN) {
    await database.pool.query(`insert into people.child (area_id, child_id, given_name, family_name, born, source, made_at) values ($1, $2, 'A', 'Child', '2015-01-01', 'test', now())`, [areaId, id])
    await database.pool.query(`insert into people.entry (area_id, child_id, entry_id, data_class, body, about_day, for_family, written_by, written_at)
      select $1, $2, gen_random_uuid(), c, 'words', current_date, false, 'test', now() from unnest($3::text[]) c`, [areaId, id, Object.keys(CLASSES)])
    await database.pool.query(`insert into people.address (area_id, child_id, address_id, lines, postcode, data_class, starts, source) select $1, $2, gen_random_uuid(), 'x', 'x', c, current_date, 'test' from unnest(array['ordinary', 'protected-address']) c`, [areaId, id])
    await database.pool.query(`insert into people.former_identity (area_id, child_id, identity_id, given_name, family_name, source) values ($1, $2, gen_random_uuid(), 'x', 'x', 'test')`, [areaId, id])
  }
})
after(() => database.drop())

test('code, list and database let the same person see the same children and classes in any world', async () => {
  const seenAtAll = { children: 0, sen: 0, family: 0, told: 0 }
  await fc.assert(fc.asyncProperty(world, async (drawn) => {
    await make(drawn)
    const expected = await byCode()
    assert.deepEqual(await byList(), expected.listed)
    assert.deepEqual(await byDatabase(), expected.rows)
    seenAtAll.told += expected.told
    seenAtAll.children += expected.listed.length
    seenAtAll.sen += expected.rows.filter((row) => row.startsWith('entry sen')).length
    seenAtAll.family += expected.rows.filter((row) => row.startsWith('child')).length - expected.listed.length
  }), { numRuns: 100, seed: 4 })
  // A test in which nobody ever sees anything would agree too.
  assert.ok(seenAtAll.children > 25 && seenAtAll.sen > 20 && seenAtAll.family > 0 && seenAtAll.told > 5, JSON.stringify(seenAtAll))
})

async function make({ roles, held, onRoll, forFamily, told }: World) {
  const { pool } = database
  await pool.query(`truncate access.role cascade; truncate people.enrolment, people.authority_word`)
  await pool.query(`update people.entry set for_family = data_class = any ($1)`, [forFamily])
  for (const areaId of [1, 2]) {
    for (const [nth, verbs] of roles.entries()) {
      await pool.query(`insert into access.role (area_id, role, label, given_for) values ($1, $2, $2, 'place')`, [areaId, `role ${nth}`])
      await pool.query(`insert into access.role_verb (area_id, role, verb, starts, set_by) select $1, $2, v, '2020-01-01', 'test' from unnest($3::text[]) v`, [areaId, `role ${nth}`, verbs])
    }
  }
  for (const { areaId, role, at, of, time: [from, until] } of held) {
    await pool.query(`insert into access.appointment (area_id, appointment_id, person, role, place_id, child_id, starts_at, ends_at, source, given_by, given_at)
      values ($1, gen_random_uuid(), 'sees', $2, $3, $4, now() + $5::interval, now() + $6::interval, 'test', 'test', now())`, [at === null ? of.areaId : areaId, `role ${role % roles.length}`, at, at === null ? of.id : null, from, until])
  }
  for (const { child, placeId, time: [from, until] } of onRoll) {
    await pool.query(`insert into people.enrolment (area_id, child_id, place_id, starts, ends, source) values ($1, $2, $3, current_date + $4::interval, current_date + $5::interval, 'test') on conflict do nothing`, [child.areaId, child.id, placeId, from, until])
  }
  for (const [nth, { child, classes }] of told.entries()) await pool.query(`insert into people.authority_word (area_id, child_id, batch_id, series, as_at, classes) values ($1, $2, $3, 'test', '2025-01-16', $4)`, [child.areaId, child.id, nth + 1, classes])
}

const actor = (areaId: number): Actor => ({ slug: 'sees', name: 'Sees', operator: false, areaId })
const standing = () => readStanding(reading(database.db), actor(1))

/** What the policy in code says of every child, given where each truly is on roll. */
async function byCode() {
  const now = await standing()
  const { rows: rolls } = await database.pool.query<{ child_id: string; place_id: number }>(`select child_id, place_id from people.enrolment where daterange(starts, ends, '[]') @> current_date`)
  const { rows: told } = await database.pool.query<{ child_id: string; classes: (keyof typeof CLASSES)[] }>(`select child_id, classes from people.authority_word`)
  const { rows: family } = await database.pool.query<{ data_class: string }>(`select distinct data_class from people.entry where for_family`)
  const listed: string[] = []
  const seen: string[] = []
  let opened = 0
  for (const { id, areaId } of CHILDREN) {
    // An authority's place has its area's number. Who its return names is as one on roll there, for who sees the area's children and all the return speaks of.
    const atHome = (verb: Verb) => now.below.get(verb)?.includes(areaId) ?? false
    const isTold = atHome('child:read') && told.some((one) => one.child_id === id && one.classes.every((dataClass) => atHome(CLASSES[dataClass])))
    const verbs = verbsForChild(now, { areaId, childId: id, places: [...rolls.filter((one) => one.child_id === id).map((one) => one.place_id), ...(isTold ? [areaId] : [])] })
    if (isTold && !rolls.some((one) => one.child_id === id)) opened += 1
    const found = await findChild(actorWith(actor(areaId), now), id, reading(database.db)).then((child) => [...child.verbs], () => [])
    const readable = (some: Iterable<Verb>) => [...some].filter((verb) => verb !== 'child:write').sort()
    if (verbs.has('child:read') || verbs.has('family:read')) assert.deepEqual(readable(found), readable(verbs))
    else assert.deepEqual(found, [])
    if (verbs.has('child:read')) listed.push(id)
    if (verbs.has('child:read') || verbs.has('family:read')) seen.push(`child ${id}`)
    for (const [dataClass, verb] of Object.entries(CLASSES)) if (verbs.has(verb) || (verbs.has('family:read') && family.some((one) => one.data_class === dataClass))) seen.push(`entry ${dataClass} ${id}`)
    if (verbs.has('child:read')) seen.push(`address ordinary ${id}`)
    if (verbs.has('address:read')) seen.push(`address protected-address ${id}`)
    if (verbs.has('adoption:read')) seen.push(`former ${id}`)
  }
  return { listed, rows: seen.sort(), told: opened }
}

async function byList() {
  const now = await standing()
  const found: string[] = []
  for (const areaId of [1, 2]) {
    const who = actorWith(actor(areaId), now)
    try {
      found.push(...(await childrenIn(reading(database.db), await reachOf(who, undefined, reading(database.db)), { words: undefined, school: undefined, from: 0, most: 100 })).map(({ id }) => id))
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.kind !== 'missing') throw refusal
    }
  }
  return found.sort()
}

/** What is there for one who asks the database for everything, behind the wall. */
async function byDatabase() {
  const now = await standing()
  const db = openConnections(database).openFor(() => scopeOf('sees', now, { children: true }))
  const found = await rows(reading(db), sql<{ seen: string }>`
    select 'child ' || child_id as seen from people.child union all select 'entry ' || data_class || ' ' || child_id from people.entry
    union all select 'address ' || data_class || ' ' || child_id from people.address union all select 'former ' || child_id from people.former_identity`)
  return found.map(({ seen }) => seen).sort()
}
