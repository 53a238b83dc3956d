import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { form, testHouse } from '../../../test/house-kit.ts'

/** Breaking the glass: what it opens, to whom, for how long, and what it says of a child it does not open. */

let house: Awaited<ReturnType<typeof testHouse>>
let kit: { id: string; given_name: string; family_name: string; born: string }
type Page = (path: string, options?: RequestInit) => Response | Promise<Response>

before(async () => {
  house = await testHouse()
  kit = (await house.pool.query(`select child_id as id, given_name, family_name, born::text from people.child where area_id = 3 and given_name = 'Łucja' and family_name = 'Embercombe'`)).rows[0]
  // An officer of one part of the area alone: the child at the other end of it is out of reach.
  await house.pool.query(`update access.appointment set place_id = (select place_id from places.place where name = 'Kelderby North') where area_id = 3 and person = 'officer' and role = 'officer'`)
})
after(() => house.close())

async function as(person: string): Promise<Page> {
  const page = await house.signIn(person)
  await page('/area', form({ area: 'kelderby' }))
  return page
}

const asked = (more: Record<string, string> = {}) => form({ givenName: kit.given_name, familyName: kit.family_name, born: kit.born, reason: 'Found alone at the station tonight', ...more })
const opened = async () => (await house.pool.query(`select person, child_id, reason, source, extract(epoch from ends_at - starts_at)::int as seconds from access.appointment where area_id = 3 and role = 'break-glass'`)).rows

test('the wrong words, too little of a reason, another area and somebody without the verb open nothing', async () => {
  const officer = await as('officer')
  assert.equal((await officer(`/children/${kit.id}`)).status, 404)
  for (const wrong of [{ born: '2001-01-01' }, { givenName: 'Łucjan' }, { familyName: 'Ember%' }, { givenName: '' }, { reason: 'because' }]) {
    assert.ok([404, 422].includes((await officer('/children/break-glass', asked(wrong))).status), JSON.stringify(wrong))
  }
  assert.match(await (await officer('/children/break-glass', asked({ born: '2001-01-01' }))).text(), /No record opens with these words/)
  for (const person of ['head', 'senco', 'dpo', 'director', 'parent']) assert.equal((await (await as(person))('/children/break-glass', asked())).status, 404, person)
  const elsewhere = await house.signIn('officer')
  assert.equal((await elsewhere('/children/break-glass', asked())).status, 404)
  assert.deepEqual(await opened(), [])
})

test('the right words open the record for an hour, once however often it is asked, and the audit holds who, whose and why', async () => {
  const officer = await as('officer')
  const answer = await officer('/children/break-glass', asked({ givenName: 'lucja', familyName: ' EMBERCOMBE ' }))
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.get('location'), `/children/${kit.id}`)
  const record = await (await officer(`/children/${kit.id}`)).text()
  assert.match(record, /You see this because you broke the glass, until/)
  assert.match(record, /Social care/)
  assert.doesNotMatch(record, /Write an entry/)
  assert.equal((await officer('/children/break-glass', asked())).status, 303)
  assert.deepEqual(await opened(), [{ person: 'officer', child_id: kit.id, reason: 'Found alone at the station tonight', source: 'break-glass', seconds: 3600 }])
  const { rows } = await house.pool.query(`select child_id, reason from platform.deed where area_id = 3 and action = 'people.break-glass' and child_id is not null order by at`)
  const line = { child_id: kit.id, reason: 'Found alone at the station tonight' }
  assert.deepEqual(rows, [line, line])
})

test('after the hour it is closed, in the list and in the record', async () => {
  const officer = await as('officer')
  assert.match(await (await officer('/children', form({ words: 'Embercombe' }))).text(), new RegExp(kit.id))
  await house.pool.query(`update access.appointment set starts_at = now() - interval '61 minutes', ends_at = now() - interval '1 minute' where area_id = 3 and role = 'break-glass'`)
  await house.pool.query(`update platform.data_version set version = version + 1 where area_id = 3`)
  assert.equal((await officer(`/children/${kit.id}`)).status, 404)
  assert.doesNotMatch(await (await officer('/children', form({ words: 'Embercombe' }))).text(), new RegExp(kit.id))
})

test('the database alone lets nobody open a record to another, for longer, for no reason, or without the verb', async () => {
  const insert = (scope: string, values: string) => house.pool.query(`begin; set local role belong_app; ${scope}
    insert into access.appointment (area_id, appointment_id, person, role, child_id, starts_at, ends_at, source, reason, given_by, given_at)
    values (3, gen_random_uuid(), ${values}, now()); rollback`).then(() => 'let in', async (fault: Error) => (await house.pool.query('rollback'), fault.message))
  const officer = `set local belong.person = 'officer'; set local belong.areas = '0,3'; set local belong.glass_areas = '3';`
  const row = (person = 'officer', role = 'break-glass', minutes = 60, reason = 'Found alone at the station') => `'${person}', '${role}', '${kit.id}', now(), now() + interval '${minutes} minutes', 'x', '${reason}', '${person}'`
  assert.equal(await insert(officer, row()), 'let in')
  for (const [scope, values] of [[officer, row('head')], [officer, row('officer', 'case-officer')], [officer, row('officer', 'break-glass', 600)], [officer, row('officer', 'break-glass', 60, 'short')], [officer.replace(`glass_areas = '3'`, `glass_areas = '1'`), row()], ['', row()]] as const) {
    assert.match(await insert(scope, values), /row-level security|null value/, values)
  }
  const ask = async (scope: string) => (await house.pool.query(`begin; set local role belong_app; ${scope} select people.child_known_as(3, 'lucja', 'embercombe', '${kit.born}'::date) as id; rollback`) as unknown as { rows: { id: string | null }[] }[]).flatMap(({ rows }) => rows ?? [])
  assert.deepEqual(await ask(officer), [{ id: kit.id }])
  assert.deepEqual(await ask(officer.replace(`glass_areas = '3'`, `glass_areas = '1'`)), [{ id: null }])
  assert.deepEqual(await ask(''), [{ id: null }])
})
