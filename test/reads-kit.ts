import { Kysely, PostgresDialect } from 'kysely'
import { ask, type Database, type Tables } from '#platform'
import { DOORS } from '../src/app.ts'
import { testHouse } from './house-kit.ts'

const CURVE = { measure: 'persistent-absence', group: 'all', place: 'E06000015' }

/** An input for each query, such as a person would give. */
const ASKED: Record<string, object> = {
  'measures.read': { id: 'persistent-absence', place: 'E06000015', compare: 'neighbours,region,national' },
  'collection.batch': { batch: '1' },
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
  const asked: Record<string, object> = { ...ASKED, 'scorecards.result': result }
  const said: string[] = []
  const db: Database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: house.pool }), log: (event) => void said.push(event.query.sql) })
  const parts = ['-- The reads of every query, made by asking each once (scripts/write-reads.ts). Generated: do not edit.', '']
  for (const query of DOORS.queries.toSorted((a, b) => a.name.localeCompare(b.name))) {
    // Once unheard, so that snapshots of places and the measure book are there, as they are in a running Belong.
    await ask(query, { ...house.operator(), db: house.db }, asked[query.name] ?? {})
    said.length = 0
    await ask(query, { ...house.operator(), db }, asked[query.name] ?? {})
    const statements = [...new Set(said.map(laidOut))].sort()
    parts.push(`-- ${query.name}: ${query.summary}`, ...(statements.length ? statements.map((sql) => `${sql};`) : ['-- from the snapshots in memory alone']), '')
  }
  await house.close()
  return parts.join('\n')
}

function laidOut(sql: string) {
  return sql.replace(/\s+/g, ' ').trim().replace(/ (from|where|order by|group by|left join|join|limit) /g, '\n  $1 ')
}
