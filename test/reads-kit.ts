import { Kysely, PostgresDialect } from 'kysely'
import { ask, type Database, type Tables } from '#platform'
import { DOORS } from '../src/app.ts'
import { testHouse } from './house-kit.ts'

const CURVE = { measure: 'persistent-absence', group: 'all', place: 'E06000015' }

const SIDE = { givenName: 'A', familyName: 'B', knownAs: null, born: '2014-05-03', sex: null, identifiers: [], onRoll: [] }
const EVIDENCE = JSON.stringify({ for: ['r'], against: [], one: SIDE, other: SIDE })

/** An input for each query, such as a person would give. */
const ASKED: Record<string, object> = {
  'access.people': { area: 'derby' }, 'access.person': { area: 'derby', person: 'head' }, 'access.invitations': { area: 'derby' }, 'access.roles': { area: 'derby' }, 'access.agreements': { area: 'derby' }, 'access.keys': { area: 'derby' },
  'access.check-invitations': { area: 'derby', people: 'email,name,role_title,role,place\na@example.org,A,Teacher,officer,Derby' },
  'measures.read': { id: 'persistent-absence', place: 'E06000015', compare: 'neighbours,region,national' },
  'places.check-hierarchy': { hierarchy: 'Clusters', rows: 'setting,parent,level\n899001,C1,cluster' },
  'places.carry-over': { bridge: 'b', values: { E54000001: 1 } },
  'collection.batch': { batch: '1' }, 'collection.row': { batch: 1, row: 1 }, 'collection.recipe': { recipe: 'belong-early-help' }, 'collection.coverage': { series: 'school-census', day: '2026-10-01' }, 'access.looks': { child: '00000000-0000-7000-8000-0000000000c1' }, 'access.family-looks': { child: '00000000-0000-7000-8000-0000000000c1' },
  'publishing.releases': { area: 'derby' },
  'scorecards.scorecard': { place: 'E06000015', role: 'all', groups: 'sen-support' },
  'programme.strategies': { place: 'E06000015' }, 'programme.strategy': { slug: 'derby-inclusion-2018' }, 'programme.promises': { slug: 'derby-inclusion-2018' },
  'scorecards.results': { place: 'E06000015' }, 'scorecards.services': { place: 'E06000015' },
  'programme.actions': CURVE, 'scorecards.targets': CURVE, 'scorecards.story': CURVE, 'scorecards.baselines': CURVE, 'scorecards.written': CURVE,
}

/** Asks every query once and answers the SQL it came to, by query, each statement laid out on lines of its own. */
export async function readsOfAll() {
  const house = await testHouse()
  const { rows: [result] } = await house.pool.query('select result_id as id from scorecards.result where area_id = 1 limit 1')
  const { rows: [child] } = await house.pool.query('select child_id as id from people.child where area_id = 3 order by child_id limit 1')
  const { rows: [request] } = await house.pool.query(`
    insert into access.rights_request (area_id, request_id, right_asked, person, asked_by_words, asked_on, due_on, state, taken_by, taken_at)
    values (1, gen_random_uuid(), 'access', 'officer', 'Herself', '2026-01-05', '2026-02-05', 'open', 'dpo', now()) returning request_id as id`)
  await house.pool.query(`insert into places.bridge (batch_id, from_code, to_code, weight, bridge, method, source, vintage, row) values (1, 'E54000001', 'E06000015', 1, 'b', 'm', 's', '2026', 2)`)
  const { rows: [pair] } = await house.pool.query(`
    insert into people.pair (area_id, pair_id, one_id, other_id, evidence, found_at, state) values (1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), $1, now(), 'open') returning pair_id as id`, [EVIDENCE])
  const { rows: [service] } = await house.pool.query(`
    insert into provision.service (area_id, batch_id, service_id, row, name, status, says, hash) values (1, 1, gen_random_uuid(), 1, 'Stay and play', 'active', '{times,places,term}', 'h') returning service_id as service`)
  const { rows: [finding] } = await house.pool.query(`
    insert into collection.quality_finding (area_id, finding_id, check_name, place_id, key, message, fix, first_found_at, last_found_at)
    select 1, gen_random_uuid(), 'roll-agrees', place_id, 'no-marks', 'm', 'f', now(), now() from places.area where area_id = 1 returning finding_id as finding`)
  const asked: Record<string, object> = { ...ASKED, 'people.finding-children': finding, 'people.pair': pair, 'provision.service': service, 'access.rights-request': request, 'access.passages': request, 'people.children': { area: 'kelderby' }, 'people.child': child, 'people.family': { child: child.id }, 'scorecards.result': result }
  const said: string[] = []
  const db: Database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: house.pool }), log: (event) => void said.push(event.query.sql) })
  const parts = ['-- The reads of every query, made by asking each once (scripts/write-reads.ts). Generated: do not edit.', '']
  // The operator acts for no area; some things are asked by somebody of one.
  const { actor, ...caller } = house.operator()
  const asker = { ...caller, actor: { ...actor, areaId: 1 } }
  for (const query of DOORS.queries.toSorted((a, b) => a.name.localeCompare(b.name))) {
    // Once unheard, so that snapshots of places and the measure book are there, as they are in a running Belong.
    await ask(query, { ...asker, db: house.db }, asked[query.name] ?? {})
    said.length = 0
    await ask(query, { ...asker, db }, asked[query.name] ?? {})
    const statements = [...new Set(said.map(laidOut))].sort()
    parts.push(`-- ${query.name}: ${query.summary}`, ...(statements.length ? statements.map((sql) => `${sql};`) : ['-- from the snapshots in memory alone']), '')
  }
  await house.close()
  return parts.join('\n')
}

function laidOut(sql: string) {
  return sql.replace(/\s+/g, ' ').trim().replace(/ (from|where|order by|group by|left join|join|limit) /g, '\n  $1 ')
}
