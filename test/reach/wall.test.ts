import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type pg from 'pg'
import { openingOf } from '../../src/platform/scope.ts'
import { reading } from '#platform'
import { readStanding, scopeOf } from '#rooms/access'
import { testHouse } from '../house-kit.ts'
import { holdings, sees } from './expected.ts'
import { fill, type World } from './fill.ts'
import { CANARIES, WORLD } from './world.ts'

let world: World
let tables: Readable[]
before(async () => {
  world = await fill(await testHouse())
  tables = await readable(world.house.pool)
})
after(() => world.house.close())

test('the world that is looked at holds its words: one in each table that can hold one', () => {
  const words = new Set(world.written.map(({ canary }) => canary))
  assert.equal(words.size, world.written.length, 'a word stands twice')
  for (const { table } of world.written) assert.ok(tables.some(({ name }) => name === table), table)
})

test('a transaction that says nothing of itself sees no row of any area', async () => {
  assert.deepEqual([...await wordsIn(world.house.app, 'begin', tables)], [])
  assert.deepEqual([...await wordsIn(world.house.app, openingOf({ person: 'nobody', areas: [0], lists: { people_areas: [0], audit_areas: [0], rights_areas: [0] } }), tables)], [])
})

for (const person of WORLD.people.filter(({ key }) => key === undefined)) {
  test(`${person.slug} finds in the tables themselves what the oracle says, and nothing more`, async () => {
    const held = holdings(WORLD, person)
    const actor = { slug: person.slug, name: person.slug, operator: false, areaId: person.home }
    // Whoever has left is turned away at the door, so no transaction is ever opened for them.
    const opening = openingOf(scopeOf(person.slug, await readStanding(reading(world.house.house.door), actor), { children: true }))
    if (person.goneSince !== undefined) return
    const expected = world.written.filter((one) => sees(WORLD, person, held, one)).map(({ canary }) => canary)
    assert.deepEqual([...await wordsIn(world.house.app, opening, tables)].sort(), expected.sort())
  })
}

/** All that this opening lets be read of these, as the words it holds. */
async function wordsIn(pool: pg.Pool, opening: string, from: readonly Readable[]): Promise<Set<string>> {
  const client = await pool.connect()
  try {
    await client.query(opening)
    const { rows } = await client.query(from.map(({ name, columns }) => `select to_jsonb(t)::text as said from (select ${columns} from ${name}) t`).join(' union all '))
    await client.query('commit')
    return new Set(rows.flatMap(({ said }) => [...said.matchAll(CANARIES)].map(([word]) => word)).filter((word) => !word.includes('slug')))
  } finally {
    client.release()
  }
}

interface Readable { name: string; columns: string }

/** Every table and view of ours that the pages' role may read something of, with the columns it may. Places and published figures are for all. */
async function readable(pool: pg.Pool): Promise<Readable[]> {
  const { rows } = await pool.query(`
    select n.nspname || '.' || quote_ident(c.relname) as name, string_agg(quote_ident(a.attname), ', ') as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'v') and n.nspname in ('platform', 'places', 'access', 'collection', 'scorecards', 'programme', 'publishing', 'desk', 'people', 'provision')
      and has_column_privilege('belong_app', c.oid, a.attnum, 'select') and c.relname not in ('place', 'place_code', 'membership', 'neighbour', 'reach', 'place_named', 'member_today')
    group by 1`)
  return rows
}
