import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { form, testHouse } from '../../../../test/house-kit.ts'

type Fetch = Awaited<ReturnType<Awaited<ReturnType<typeof testHouse>>['signIn']>>

let house: Awaited<ReturnType<typeof testHouse>>
let [administrator, head, officer, dpo, panel]: Fetch[] = []
let [school, other, third] = [0, 0, 0]

before(async () => {
  house = await testHouse()
  const { rows: [own] } = await house.pool.query(`select place_id from access.appointment where area_id = 3 and person = 'head' and role = 'head'`)
  school = own.place_id
  const { rows } = await house.pool.query(`select place_id from places.place_named where level = 'school' and place_id <> $1 order by 1`, [school])
  ;[other, third] = [rows[0].place_id, rows[1].place_id]
  // The panel member leads the second school, for what two heads agree.
  await house.pool.query(`insert into access.appointment (area_id, appointment_id, person, role, place_id, starts_at, source, given_by, given_at) values (3, gen_random_uuid(), 'panel-member', 'head', $1, '2020-01-01', 'test', 'test', now())`, [other])
  ;[administrator, head, officer, dpo, panel] = await Promise.all(['administrator', 'head', 'officer', 'dpo', 'panel-member'].map(inKelderby))
})
after(() => house.close())

async function inKelderby(person: string): Promise<Fetch> {
  const fetch = await house.signIn(person)
  assert.equal((await fetch('/area', form({ area: 'kelderby' }))).status, 303)
  return fetch
}

const rest = async (who: Fetch | undefined, name: string, body: object) => {
  const answer = await who!(`/api/v1/access/${name}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  return { status: answer.status, body: (await answer.json()) as { message?: string; fields?: Record<string, string>; id?: string; key?: string; role?: string; given?: string; invited?: string } }
}
const text = async (who: Fetch | undefined, path: string) => (await who!(path)).text()
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const sees = async (person: string, verb: string) => (await house.pool.query(`select distinct place_id as p from access.held_now where area_id = 3 and person = $1 and verb = $2 and place_id is not null order by 1`, [person, verb])).rows.map(({ p }) => p as number)

const AGREEMENT = { title: 'Two schools', purpose: 'Moves between them', lawfulBasis: 'UK GDPR Article 6(1)(e)', verbs: ['child:read'], starts: inDays(0), reviewOn: inDays(-1) }

test('two schools that signed see each other’s children, no more than was agreed, until one leaves', async () => {
  assert.equal((await rest(head, 'make-agreement', AGREEMENT)).status, 403)
  assert.equal((await rest(administrator, 'make-agreement', { ...AGREEMENT, verbs: ['health:read'] })).status, 422)
  assert.equal((await rest(administrator, 'make-agreement', { ...AGREEMENT, verbs: 'sen:read' })).status, 422)
  const { body: { id } } = await rest(administrator, 'make-agreement', AGREEMENT)
  assert.equal((await rest(administrator, 'sign-agreement', { id, place: school })).status, 403)
  assert.equal((await rest(head, 'sign-agreement', { id, place: other })).status, 422)
  assert.equal((await rest(head, 'sign-agreement', { id, place: school })).status, 200)
  assert.equal((await rest(head, 'sign-agreement', { id, place: school })).status, 409)
  assert.deepEqual(await sees('head', 'child:read'), [school])
  assert.match(await text(head, '/sharing'), /nothing is shared yet, since only one place has signed/)
  assert.equal((await rest(panel, 'sign-agreement', { id, place: other })).status, 200)
  assert.deepEqual(await sees('head', 'child:read'), [school, other].sort((a, b) => a - b))
  assert.deepEqual(await sees('head', 'sen:read'), [school])
  assert.ok(!(await sees('head', 'child:read')).includes(third))
  assert.match(await text(administrator, '/sharing'), /One review is late[\s\S]*one of these 2 places sees of the children at the others/)
  assert.equal((await rest(head, 'leave-agreement', { id, place: other, reason: 'x' })).status, 422)
  assert.equal((await rest(panel, 'leave-agreement', { id, place: other, reason: 'Closing' })).status, 200)
  assert.deepEqual(await sees('head', 'child:read'), [school])
})

test('an agreement ends for all, and one that never began binds nobody', async () => {
  const { body: { id } } = await rest(administrator, 'make-agreement', { ...AGREEMENT, starts: inDays(30) })
  for (const [who, place] of [[head, school], [panel, other]] as const) await rest(who, 'sign-agreement', { id, place })
  assert.equal((await rest(head, 'end-agreement', { id, reason: 'x' })).status, 403)
  assert.equal((await rest(administrator, 'end-agreement', { id, reason: 'Not after all' })).status, 200)
  assert.equal((await house.pool.query('select 1 from access.agreement_party where agreement_id = $1', [id])).rowCount, 0)
  assert.equal((await rest(administrator, 'end-agreement', { id, reason: 'again', on: inDays(40) })).status, 409)
})

test('the data protection officer reads the table of roles, an administrator changes it from a day, and neither can lock everybody out', async () => {
  const page = await text(dpo, '/roles')
  assert.match(page, /See what is held of a child’s health[\s\S]*since 1 January 2020/)
  assert.match(await text(dpo, '/roles?as=csv'), /health:read/)
  const set = (more: object, who = administrator) => rest(who, 'set-role-verb', { role: 'senco', verb: 'health:read', may: 'no', reason: 'Reviewed', ...more })
  assert.equal((await set({}, dpo)).status, 403)
  assert.equal((await set({ verb: 'published:import', may: 'yes' })).status, 422)
  assert.equal((await set({ from: inDays(-1) })).status, 422)
  assert.equal((await set({ reason: '' })).status, 422)
  assert.deepEqual(await sees('senco', 'health:read'), [school])
  assert.equal((await set({ from: inDays(5) })).status, 200)
  assert.deepEqual(await sees('senco', 'health:read'), [school])
  assert.equal((await set({})).status, 200)
  assert.deepEqual(await sees('senco', 'health:read'), [])
  assert.equal((await set({ may: 'yes' })).status, 200)
  assert.deepEqual(await sees('senco', 'health:read'), [school])
  for (const verb of ['role:change', 'people:manage']) assert.equal((await set({ role: 'administrator', verb })).status, 409, verb)
  await house.pool.query(`update access.session set stepped_up_at = now() - interval '11 minutes' where person = 'administrator'`)
  assert.match((await set({})).body.message!, /Show once more that it is you/)
  await house.pool.query(`update access.session set stepped_up_at = now() where person = 'administrator'`)
})

test('an area adds a role of its own and renames it; two who do so at once do not lose one another', async () => {
  const { body: { role } } = await rest(administrator, 'add-role', { label: 'Attendance lead', about: 'Looks after attendance.', givenFor: 'place' })
  assert.equal(role, 'attendance-lead')
  assert.equal((await rest(administrator, 'add-role', { label: 'Attendance Lead', about: 'x', givenFor: 'place' })).status, 409)
  const change = { role, label: 'Lead for attendance', about: 'Looks after attendance.', version: 1 }
  assert.equal((await rest(administrator, 'change-role', change)).status, 200)
  assert.equal((await rest(administrator, 'change-role', change)).status, 409)
  const { rows: [line] } = await house.pool.query(`select changes from platform.deed where action = 'access.change-role' order by at desc limit 1`)
  assert.deepEqual(line.changes.label, ['Attendance lead', 'Lead for attendance'])
})

test('a key does what it is for, is shown once and kept nowhere, and ends', async () => {
  const make = { label: 'Nightly', verbs: ['people:manage'], until: inDays(30) }
  assert.equal((await rest(head, 'make-key', make)).status, 403)
  assert.equal((await rest(administrator, 'make-key', { ...make, verbs: ['child:read'] })).status, 422)
  assert.equal((await rest(administrator, 'make-key', { ...make, verbs: ['role:change'] })).status, 422)
  assert.equal((await rest(administrator, 'make-key', { ...make, until: inDays(400) })).status, 422)
  const answer = await administrator!('/keys', form({ label: 'Nightly', verbs: 'people:manage', until: inDays(30), once: 'one-press' }))
  const key = /blg_[\w-]+/.exec(await answer.text())![0]
  assert.doesNotMatch(await text(administrator, '/keys'), /blg_/)
  for (const table of ['platform.once', 'platform.deed', 'access.token']) assert.ok(!JSON.stringify((await house.pool.query(`select * from ${table}`)).rows).includes(key.slice(4)), table)
  const byKey = (path: string) => house.request(path, { headers: { authorization: `Bearer ${key}` } })
  assert.equal((await byKey('/api/v1/access/people')).status, 200)
  assert.equal((await byKey('/api/v1/access/keys')).status, 403)
  const [{ id }] = (await (await administrator!('/api/v1/access/keys')).json()) as [{ id: string }]
  assert.equal((await rest(administrator, 'end-key', { id })).status, 200)
  assert.equal((await byKey('/api/v1/access/people')).status, 403)
})

test('roles about a child are given by who may write in its record, for a time where it is a partner, and by nobody else', async () => {
  const { rows: [child] } = await house.pool.query(`select e.child_id as id from people.enrolment e where e.area_id = 3 and e.place_id = $1 and daterange(e.starts, e.ends, '[]') @> current_date order by 1 limit 1`, [school])
  const { rows: [far] } = await house.pool.query(`select e.child_id as id from people.enrolment e where e.area_id = 3 and e.place_id = $1 and daterange(e.starts, e.ends, '[]') @> current_date
    and not exists (select from access.appointment a where a.child_id = e.child_id) order by 1 limit 1`, [third])
  const give = (who: Fetch | undefined, more: object = {}) => rest(who, 'give-child-role', { child: child.id, person: 'health-partner', role: 'invited-partner', until: inDays(90), reason: 'Speech and language', ...more })
  assert.equal((await give(administrator)).status, 404)
  assert.equal((await give(head, { child: far.id })).status, 404)
  assert.equal((await give(head, { child: '00000000-0000-4000-8000-000000000000' })).status, 404)
  assert.equal((await give(head, { until: '' })).status, 422)
  assert.equal((await give(head, { until: inDays(367) })).status, 422)
  assert.equal((await give(head, { role: 'break-glass' })).status, 403)
  assert.equal((await give(head, { role: 'senco' })).status, 403)
  assert.equal((await give(head, { person: 'head' })).status, 403)
  const { status, body } = await give(head)
  assert.equal(status, 200)
  assert.equal((await give(officer)).status, 409)
  const { rows: [line] } = await house.pool.query(`select child_id from platform.deed where action = 'access.give-child-role' order by at desc limit 1`)
  assert.equal(line.child_id, child.id)
  assert.equal((await rest(dpo, 'end-role', { id: body.given, reason: 'x' })).status, 404)
  assert.equal((await rest(officer, 'end-role', { id: body.given, reason: 'Discharged' })).status, 200)
  const invited = await give(head, { person: '', email: 'therapist@example.nhs.uk', name: 'Una', roleTitle: 'Therapist' })
  assert.ok(invited.body.invited)
})

test('the database alone gives nobody a role of their own, and no child’s to who cannot write in its record', async () => {
  const { rows: [child] } = await house.pool.query(`select e.child_id as id from people.enrolment e where e.area_id = 3 and e.place_id = $1 and daterange(e.starts, e.ends, '[]') @> current_date limit 1`, [school])
  const put = async (scope: Record<string, string>, at: { place?: number; child?: string }, person = 'senco') => {
    const client = await house.pool.connect()
    try {
      await client.query('begin')
      for (const [name, value] of Object.entries({ areas: '0,3', ...scope })) await client.query(`select set_config('belong.${name}', $1, true)`, [value])
      await client.query('set local role belong_app')
      await client.query(`insert into access.appointment (area_id, appointment_id, person, role, place_id, child_id, starts_at, source, given_by, given_at) values (3, gen_random_uuid(), $1, 'head', $2, $3, now(), 'test', $4, now())`, [person, at.place ?? null, at.child ?? null, scope['person'] ?? 'x'])
      return 'let in'
    } catch (fault) {
      return /row-level security/.test(String(fault)) ? 'stopped' : String(fault)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  const manages = { person: 'head', at_people_manage: String(school) }
  assert.equal(await put(manages, { place: school }), 'let in')
  assert.equal(await put(manages, { place: school }, 'head'), 'stopped')
  assert.equal(await put(manages, { place: other }), 'stopped')
  assert.equal(await put({ person: 'administrator', people_areas: '3' }, { place: other }), 'let in')
  assert.equal(await put({ person: 'administrator', people_areas: '3' }, { child: child.id }), 'stopped')
  assert.equal(await put({ person: 'head', at_child_read: String(school) }, { child: child.id }), 'stopped')
  assert.equal(await put({ person: 'head', at_child_read: String(school), at_child_write: String(school) }, { child: child.id }), 'let in')
  assert.equal(await put({ person: 'head', at_child_read: String(other), at_child_write: String(other) }, { child: child.id }), 'stopped')
  assert.equal(await put({}, { place: school }), 'stopped')
})
