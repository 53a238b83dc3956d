import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { gapsIn, type PersonalTables } from '#platform'
import { readCatalogue, type Table } from '../src/platform/schema/catalogue.ts'
import { testDatabase } from '../src/platform/test-database.ts'

const { tables: specs, activities } = JSON.parse(readFileSync('specs/personal-data.json', 'utf8')) as { tables: PersonalTables; activities: Record<string, unknown> }
const retention = JSON.parse(readFileSync('specs/retention.json', 'utf8'))

let open: Awaited<ReturnType<typeof testDatabase>>
let catalogue: Table[]
before(async () => {
  open = await testDatabase()
  catalogue = await readCatalogue(open.pool)
})
after(() => open.drop())

test('every table, and every column that names somebody, is in the catalogue of personal data', () => {
  assert.deepEqual(gapsIn(catalogue, specs), [])
})

test('a new table, a new column and one that is gone are each told', () => {
  const [child] = catalogue.filter(({ schema, name }) => schema === 'people' && name === 'child')
  const column = { ...child!.columns[0]!, name: 'nickname', type: 'text' }
  assert.match(gapsIn([...catalogue, { ...child!, name: 'carer' }], specs).join(), /people\.carer is not in/)
  assert.match(gapsIn([...catalogue, { ...child!, columns: [...child!.columns, column] }], specs).join(), /people\.child\.nickname is not in/)
  assert.match(gapsIn(catalogue.filter((table) => table !== child), specs).join(), /people\.child is in .* no table any more/)
  assert.match(gapsIn([...catalogue, { ...child!, columns: child!.columns.slice(0, 2) }], specs).join(), /people\.child\.given_name is in .* no column any more/)
})

test('each table names an activity and kinds of record that are known', () => {
  const kinds = { ...retention.records, ...retention.others }
  for (const [name, spec] of Object.entries(specs)) {
    if (spec.holds === 'none') continue
    assert.ok(activities[spec.activity!], `${name}: ${spec.activity}`)
    for (const kind of typeof spec.keeps === 'string' ? [spec.keeps] : Object.values(spec.keeps!.kinds)) assert.ok(kinds[kind], `${name}: ${kind}`)
  }
})

test('each class a row may have, it is kept and erased by', () => {
  for (const [name, { keeps }] of Object.entries(specs)) {
    if (typeof keeps !== 'object') continue
    const allowed = catalogue.find((table) => `${table.schema}.${table.name}` === name)!.constraints
      .filter(({ kind, definition }) => kind === 'check' && new RegExp(`\\(${keeps.by} = ANY`).test(definition)).flatMap(({ definition }) => [...definition.matchAll(/'([^']+)'/g)].map(([, one]) => one!))
    assert.ok(allowed.length, name)
    assert.deepEqual(Object.keys(keeps.kinds).sort(), allowed.sort(), name)
  }
})
