import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { form, testHouse } from '../../../test/house-kit.ts'

/** What somebody who may give roles must not make of it: more for themselves, a role turned into another, somebody else's session or address. */

type Page = (path: string, options?: RequestInit) => Response | Promise<Response>

let house: Awaited<ReturnType<typeof testHouse>>
let [school, child] = [0, '']
before(async () => {
  house = await testHouse()
  const one = async (text: string, given: unknown[] = []) => (await house.pool.query<{ is: never }>(text, given)).rows[0]!.is
  school = await one(`select place_id as is from access.appointment where area_id = 3 and person = 'head' and place_id is not null limit 1`)
  child = await one(`select e.child_id as is from people.on_roll e where e.area_id = 3 and e.place_id = $1 and not exists (select from access.appointment a where a.child_id = e.child_id) order by 1 limit 1`, [school])
})
after(() => house.close())

async function as(person: string): Promise<Page> {
  const page = await house.signIn(person)
  await page('/area', form({ area: 'kelderby' }))
  return page
}

const rest = (page: Page, door: string, body: object, headers: Record<string, string> = {}) => page(`/api/v1/${door}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })

/** One statement as the pages' own role, with a scope as the code would say it; taken back. */
async function byHand(scope: Record<string, string>, statement: string): Promise<string> {
  const client = await house.pool.connect()
  try {
    await client.query('begin')
    for (const [name, value] of Object.entries({ areas: '0,3', ...scope })) await client.query(`select set_config('belong.${name}', $1, true)`, [value])
    await client.query('set local role belong_app')
    return `changed ${(await client.query(statement)).rowCount}`
  } catch (fault) {
    return /row-level security|permission denied/.test(String(fault)) ? 'stopped' : String(fault)
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('whoever changes what roles may do gives nothing to a role they hold, and takes from it', async () => {
  const administrator = await as('administrator')
  const set = (role: string, verb: string, may: string) => rest(administrator, 'access/set-role-verb', { role, verb, may, reason: 'Agreed by the board' })
  for (const verb of ['child:read', 'child:break-glass', 'audit:read']) assert.equal((await set('administrator', verb, 'yes')).status, 403, verb)
  assert.equal((await administrator('/children')).status, 404)
  assert.equal((await set('administrator', 'area:brand', 'no')).status, 200)
  assert.equal((await set('senco', 'care:read', 'yes')).status, 200)
  assert.equal((await set('senco', 'care:read', 'no')).status, 200)
})

test('two of one school cannot open to each other what neither sees; who works with every child of the area can', async () => {
  const [senco, head, officer] = [await as('senco'), await as('head'), await as('officer')]
  const give = (page: Page, person: string, role: string) => rest(page, 'access/give-child-role', { child, person, role, reason: 'Agreed at the meeting' })
  assert.equal((await give(senco, 'head', 'case-officer')).status, 403)
  assert.equal((await give(head, 'senco', 'case-officer')).status, 403)
  assert.equal((await give(senco, 'panel-member', 'panel-member')).status, 200)
  assert.deepEqual((await Promise.all([1, 2].map(() => give(officer, 'senco', 'case-officer')))).map(({ status }) => status).sort(), [200, 409])
})

test('a list of children that was taken away is kept nowhere, and taken twice it is two lines', async () => {
  const senco = await as('senco')
  const taken = () => rest(senco, 'people/export-children', { reason: 'For the review' }, { 'idempotency-key': 'one-press' })
  assert.ok(((await (await taken()).json()) as { children: unknown[] }).children.length > 0)
  await taken()
  assert.doesNotMatch(JSON.stringify((await house.pool.query(`select outcome from platform.once`)).rows), /familyName/)
  for (const press of ['first', 'second']) assert.equal((await senco('/children/export', form({ reason: 'For the review', as: 'csv' }))).headers.get('content-type'), 'text/csv; charset=utf-8', press)
  const { rows } = await house.pool.query(`select count(*)::int as lines from platform.deed where action = 'people.export-children' and person = 'senco'`)
  assert.ok(rows[0].lines >= 3)
})

test('a key opens no page, nor what its person did where it was made for something else', async () => {
  const { rows: [{ token_hash: had }] } = await house.pool.query(`insert into access.token (token_hash, person, made_at, ends_at) values (sha256('blg_known-to-the-test'), 'dpo', now(), now() + interval '1 day') returning token_hash`)
  assert.ok(had)
  const byKey = (path: string) => house.request(path, { headers: { authorization: 'Bearer blg_known-to-the-test' } })
  assert.equal((await byKey('/api/v1/access/deeds')).status, 200)
  await house.pool.query(`update access.token set verbs = '{published:read}' where token_hash = sha256('blg_known-to-the-test')`)
  assert.equal((await byKey('/api/v1/access/own-deeds')).status, 403)
  for (const path of ['/deeds', '/account', '/account/authenticator', '/rights', '/draft/00000000-0000-4000-8000-000000000000']) assert.equal((await byKey(path)).status, 302, path)
})

test('where the demo is turned off, sessions and keys of its people are over', async () => {
  const [senco, settings] = [await as('senco'), house.house.settings as { demo: boolean }]
  settings.demo = false
  try {
    assert.equal((await senco('/children')).status, 302)
    assert.equal((await house.request('/api/v1/access/deeds', { headers: { authorization: 'Bearer blg_known-to-the-test' } })).status, 403)
  } finally {
    settings.demo = true
  }
  assert.equal((await senco('/children')).status, 200)
})

test('the database turns no role, session, invitation or person into another, whoever asks', async () => {
  const [head, administrator] = [{ person: 'head', at_people_manage: String(school) }, { person: 'administrator', people_areas: '3', at_people_manage: String(school) }]
  for (const scope of [head, administrator]) {
    for (const statement of [
      `update access.appointment set role = 'director' where person = 'senco'`, `update access.appointment set person = 'head' where person = 'senco'`, `delete from access.appointment where person = 'senco'`,
      `update access.session set token_hash = sha256('mine'), person = 'director'`, `update access.session set ends_at = now() + interval '1 year'`, `update access.token set verbs = null`,
      `update access.person set email_key = 'mine@example.test' where slug = 'director'`, `update access.person set home_area_id = 1`, `delete from access.person`,
      `update access.invitation set email = 'mine@example.test'`, `update access.invitation set role = 'director'`, `delete from access.invitation`,
      `update access.notice set body = 'Nothing is kept'`, `delete from places.membership`, `update platform.setting set value = '{}'`, `insert into places.membership (hierarchy, place_id, parent_id) select hierarchy, place_id, place_id from places.membership limit 1`, `delete from access.tombstone`, `update places.area set name = 'Mine' returning slug`,
    ]) assert.ok(['stopped', 'changed 0'].includes(await byHand(scope, statement)), `${scope.person}: ${statement}`)
  }
  assert.match(await byHand(head, `update access.appointment set ends_at = now(), ended_by = 'head', end_reason = 'x' where person = 'senco' and area_id = 3`), /changed [1-9]/)
})

test('the database takes nobody’s word but one’s own, and opens no place by broken glass', async () => {
  const give = (scope: Record<string, string>, role: string, givenBy: string, person: string, at: { place?: number; child?: string }) => byHand(scope,
    `insert into access.appointment (area_id, appointment_id, person, role, place_id, child_id, starts_at, ends_at, source, reason, given_by, given_at)
     values (3, gen_random_uuid(), '${person}', '${role}', ${at.place ?? 'null'}, ${at.child ? `'${at.child}'` : 'null'}, now(), now() + interval '1 hour', 'x', 'Found alone at the station', '${givenBy}', now())`)
  const head = { person: 'head', at_people_manage: String(school), at_child_read: String(school), at_child_write: String(school) }
  assert.equal(await give(head, 'senco', 'head', 'officer', { place: school }), 'changed 1')
  assert.equal(await give(head, 'senco', 'director', 'officer', { place: school }), 'stopped')
  assert.equal(await give(head, 'break-glass', 'head', 'officer', { child }), 'stopped')
  const officer = { person: 'officer', glass_areas: '3' }
  assert.equal(await give(officer, 'break-glass', 'officer', 'officer', { child }), 'changed 1')
  assert.equal(await give(officer, 'break-glass', 'officer', 'officer', { place: school }), 'stopped')
})
