import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Action } from '#platform'
import { DOORS } from '../src/app.ts'
import { testHouse } from './house-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => void (house = await testHouse()))
after(() => house.close())

/** What only makes something new, of which the input tells all; nothing that stood before is changed by it. */
const MAKES = new Set<string>([
  'desk.keep-view', 'desk.make-paper',
  'programme.add-action', 'programme.make-strategy',
  'publishing.publish-scorecard',
  'access.invite', 'access.invite-many', 'access.make-agreement', 'access.add-role', 'access.make-key', 'people.write-entry', 'people.export-children', 'people.break-glass',
  // What these ask for is done in the background, which leaves lines of its own.
  'access.gather', 'access.erase', 'access.try-retention', 'access.run-retention',
  'access.take-request', 'access.decide-passages', 'access.fetch-copy', 'access.hold', 'collection.look-at-quality',
  'scorecards.add-cause', 'scorecards.add-question', 'scorecards.add-partner', 'scorecards.add-idea', 'scorecards.add-remark', 'scorecards.add-scenario', 'scorecards.freeze-baseline',
  'scorecards.make-framework', 'scorecards.adopt-framework', 'scorecards.add-result', 'scorecards.add-indicator', 'scorecards.add-service', 'scorecards.adopt-service', 'scorecards.add-performance-measure', 'scorecards.add-contribution',
])

test('every action that changes or ends something tells what became of what; the others only make something new', () => {
  const says = ({ before, touches, tells, run }: Action) => before || touches || tells || /\bchanges\b/.test(String(run))
  const silent: string[] = DOORS.actions.filter((one) => !says(one)).map(({ name }) => name)
  assert.deepEqual(silent.filter((name) => !MAKES.has(name)), [] as string[], 'these declare neither before, touches nor tells; say what they change, or list them above as making something new')
  assert.deepEqual([...MAKES].filter((name) => !(silent as string[]).includes(name)), [], 'these are listed as making something new, but tell of changes or are gone')
})

/** Every table with what stands in each row, but for the house's own records of who did what. */
async function world() {
  const { rows: tables } = await house.pool.query<{ name: string; key: string[] }>(`
    select c.oid::regclass::text as name, array(select a.attname from pg_index i, unnest(i.indkey) k join pg_attribute a on a.attnum = k and a.attrelid = c.oid where i.indrelid = c.oid and i.indisprimary)::text[] as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('programme', 'scorecards', 'desk', 'publishing', 'access') and c.oid::regclass::text not in ('access.session', 'access.attempt')`)
  const rows = new Map<string, string>()
  for (const { name, key } of tables) {
    const { rows: found } = await house.pool.query<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from ${name} t`)
    for (const { row } of found) rows.set(`${name} ${key.map((column) => row[column]).join(' ')}`, JSON.stringify(row))
  }
  return rows
}

test('what stands otherwise after an action than before is in its line of the audit, with how it stood', async () => {
  const director = await house.signIn('director')
  const programmer = await house.signIn('programme-manager')
  const curve = { measure: 'persistent-absence', group: 'all', place: 'E06000015' }
  const due = '2098-03-31'
  const ids: Record<string, string> = {}
  const steps: [name: string, input: () => Record<string, unknown>, by?: typeof director][] = [
    ['programme.add-action', () => ({ ...curve, title: 'Decide twice a week', owner: 'SEND manager', due })],
    ['programme.change-action', () => ({ id: ids['programme.add-action'], state: 'under-way', reason: 'It has begun', version: 1 })],
    ['programme.edit-action', () => ({ id: ids['programme.add-action'], version: 2, why: 'Another owner', title: 'Decide three times a week', owner: 'Head of SEND', due, measure: curve.measure, group: 'all' })],
    ['scorecards.add-cause', () => ({ ...curve, body: 'Buses were cut', effect: 'worse' })],
    ['scorecards.end-cause', () => ({ id: ids['scorecards.add-cause'] })],
    ['scorecards.write-story', () => ({ ...curve, body: 'Buses were cut in two wards.' })],
    ['scorecards.write-story', () => ({ ...curve, body: 'Buses came back.', version: 1 })],
    ['scorecards.add-remark', () => ({ ...curve, period: '2023/24', body: 'A long winter' })],
    ['scorecards.take-back-remark', () => ({ id: ids['scorecards.add-remark'] })],
    ['scorecards.set-target', () => ({ ...curve, period: '2030/31', value: 9, reason: 'One in eleven' })],
    ['scorecards.set-target', () => ({ ...curve, period: '2030/31', value: 8, reason: 'One in twelve' })],
    ['scorecards.withdraw-target', () => ({ id: ids['scorecards.set-target'] })],
    ['desk.keep-view', () => ({ name: 'Mine', address: '/scorecard?sort=trend' })],
    ['desk.drop-view', () => ({ id: ids['desk.keep-view'] })],
    ['programme.make-strategy', () => ({ title: 'Belonging to 2099', slug: 'belonging-2099' }), programmer],
    ['programme.edit-strategy', () => ({ strategy: 'belonging-2099', version: 1, title: 'Belonging to 2100', vision: 'Every child belongs' }), programmer],
    ['programme.edit-statements', () => ({ strategy: 'belonging-2099', version: 2, aim: 'Children are in school' }), programmer],
    ['programme.retire-strategy', () => ({ strategy: 'belonging-2099', reason: 'It was a draft' }), programmer],
  ]
  let told = 0
  for (const [name, input, by = director] of steps) {
    const before = await world()
    const door = DOORS.actions.find((one) => one.name === name)!
    const answer = await by(`/api/v1${door.rest ?? `/${name.replace('.', '/')}`}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input()) })
    assert.equal(answer.status, 200, `${name}: ${await answer.clone().text()}`)
    const { id } = (await answer.json()) as { id?: string }
    if (id) ids[name] = id
    const after = await world()
    const otherwise = [...before].filter(([key, row]) => after.get(key) !== row)
    const { rows: [line] } = await house.pool.query(`select input, changes from platform.deed where action = $1 and area_id = 1 order by at desc, deed_id desc limit 1`, [name])
    if (otherwise.length) assert.ok(line.changes, `${name} changed ${otherwise.map(([key]) => key)} and its line does not say so`)
    // Each value that is gone stands in the line: how it was, and of what is new, how it is.
    for (const [key, row] of otherwise) {
      const now = JSON.parse(after.get(key) ?? '{}') as Record<string, unknown>
      for (const [column, value] of Object.entries(JSON.parse(row) as Record<string, unknown>)) {
        if (value === null || JSON.stringify(now[column]) === JSON.stringify(value) || /^(version|changed_at|changed_by)$/.test(column)) continue
        assert.ok(JSON.stringify(line.changes).includes(JSON.stringify(value).slice(1, -1)), `${name}: ${key} ${column} was ${JSON.stringify(value)}: ${JSON.stringify(line.changes)}`)
        told += 1
      }
    }
  }
  assert.ok(told >= 8, String(told))
})
