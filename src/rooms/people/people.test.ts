import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { form, testHouse } from '../../../test/house-kit.ts'

/** Children of Kelderby, through the doors, as the cast sees them. */

let house: Awaited<ReturnType<typeof testHouse>>
type Page = (path: string, options?: RequestInit) => Response | Promise<Response>
const people = new Map<string, Page>()

before(async () => {
  house = await testHouse()
})
after(() => house.close())

/** Somebody of the cast, looking at Kelderby. */
async function as(person: string): Promise<Page> {
  const known = people.get(person)
  if (known) return known
  const page = await house.signIn(person)
  await page('/area', form({ area: 'kelderby' }))
  people.set(person, page)
  return page
}

const textOf = async (page: Page, path: string, options?: RequestInit) => (await page(path, options)).text()
const statusOf = async (page: Page, path: string, options?: RequestInit) => (await page(path, options)).status

/** Who is in the database, as nobody but its superuser sees. */
async function childCalled(givenName: string, familyName: string): Promise<string> {
  const { rows } = await house.pool.query<{ id: string }>('select child_id as id from people.child where area_id = 3 and given_name = $1 and family_name = $2', [givenName, familyName])
  return rows[0]!.id
}

const idsIn = (html: string) => [...new Set([...html.matchAll(/href="\/children\/([0-9a-f-]{36})"/g)].map(([, id]) => id!))].sort()

async function onRollAt(urn: string) {
  const { rows } = await house.pool.query<{ id: string }>(`select e.child_id as id from people.enrolment e join places.place_code c on c.place_id = e.place_id and c.scheme = 'urn' where c.code = $1 and daterange(e.starts, e.ends, '[]') @> current_date`, [urn])
  return rows.map(({ id }) => id)
}

test('a head’s list holds those on roll at her school today and the cases of her panel, and nobody else', async () => {
  const expected = [...await onRollAt('899001'), await childCalled('Sorrel', 'Candlewick'), await childCalled('Oisín', 'Larkenmere')].sort()
  assert.ok(expected.length > 20)
  assert.deepEqual(idsIn(await textOf(await as('head'), '/children')), [...new Set(expected)])
})

test('everyone else sees what their role says: an officer all of Kelderby, a panel its cases, a partner the child they were invited to', async () => {
  const { rows } = await house.pool.query<{ id: string }>(`select distinct child_id as id from people.enrolment where area_id = 3 and daterange(starts, ends, '[]') @> current_date`)
  assert.deepEqual(idsIn(await textOf(await as('officer'), '/children') + await textOf(await as('officer'), '/children?page=2')), rows.map(({ id }) => id).sort())
  assert.equal(idsIn(await textOf(await as('officer'), '/children')).length, 200)
  const panel = [await childCalled('Sorrel', 'Candlewick'), await childCalled('Oisín', 'Larkenmere'), await childCalled('Łucja', 'Embercombe')].sort()
  assert.deepEqual(idsIn(await textOf(await as('panel-member'), '/children')), panel)
  assert.deepEqual(idsIn(await textOf(await as('health-partner'), '/children')), [await childCalled('Robin', 'Pettigrew')])
})

test('whoever sees no child has no such page, and is not told that there is one', async () => {
  for (const person of ['director', 'administrator', 'dpo', 'analyst', 'board-member', 'parent', 'wedge-chair']) {
    const page = await as(person)
    assert.equal(await statusOf(page, '/children'), 404, person)
    assert.equal(await statusOf(page, '/children/break-glass'), 404, person)
    assert.equal(await statusOf(page, `/children/${await childCalled('Oisín', 'Larkenmere')}`), 404, person)
    assert.doesNotMatch(await textOf(page, '/'), /href="\/children"/, person)
  }
  assert.match(await textOf(await as('head'), '/'), /href="\/children"/)
})

test('names are looked for from their beginning, in either order, without marks and capitals, and only within reach', async () => {
  const found = async (words: string, person = 'officer') => idsIn(await textOf(await as(person), '/children', form({ words })))
  assert.ok((await found('larkenm')).includes(await childCalled('Oisín', 'Larkenmere')))
  assert.deepEqual(await found('OISIN larken'), [await childCalled('Oisín', 'Larkenmere')])
  assert.deepEqual(await found('łucja'), await found('Lucja'))
  assert.ok((await found('oisin l')).includes(await childCalled('Oisín', 'Larkenmere')))
  const here = await onRollAt('899001')
  assert.deepEqual(await found('pe', 'senco'), (await found('pe')).filter((id) => here.includes(id)))
  assert.ok((await found('pe', 'senco')).length > 0)
  assert.deepEqual(await found('%'), [])
  assert.deepEqual(await found('zz no such name'), [])
})

test('each sees of one record the classes of their role, and no word of another', async () => {
  const robin = await childCalled('Robin', 'Pettigrew')
  const { rows } = await house.pool.query<{ data_class: string; entry_id: string }>('select data_class, entry_id from people.entry where area_id = 3 and child_id = $1', [robin])
  for (const { data_class: one, entry_id } of rows) await house.pool.query('update people.entry set body = $2 where area_id = 3 and entry_id = $1', [entry_id, `canary-${one}`])
  const sees: Record<string, string[]> = { head: ['ordinary', 'sen'], senco: ['ordinary', 'sen', 'health'], officer: ['ordinary', 'sen', 'health', 'care'], 'health-partner': ['ordinary', 'sen', 'health'] }
  for (const [person, classes] of Object.entries(sees)) {
    const page = await textOf(await as(person), `/children/${robin}`)
    assert.deepEqual([...new Set([...page.matchAll(/canary-(\w+)/g)].map(([, one]) => one))].sort(), [...classes].sort(), person)
    for (const label of ['Social care', 'Restricted note', 'Protected address', 'Adopted']) if (!(label === 'Social care' && person === 'officer') && !(label === 'Protected address' && person === 'officer')) assert.ok(!page.includes(label), `${person}: ${label}`)
    const rest = await (await as(person))(`/api/v1/children/${robin}`)
    assert.deepEqual([...new Set(((await rest.json()) as { entries: { dataClass: string }[] }).entries.map((one) => one.dataClass))].sort(), [...classes].sort(), person)
  }
  assert.match(await textOf(await as('senco'), `/children/${robin}`), /You see this as SENCO, Alder Row Primary School/)
})

test('a record out of reach, one that never was and a word that is no id get the same answer', async () => {
  const oisin = await childCalled('Oisín', 'Larkenmere')
  const senco = await as('senco')
  const answers = await Promise.all([oisin, crypto.randomUUID(), 'robin', `${oisin}'`, '00000000-0000-0000-0000-000000000000'].map(async (id) => {
    const answer = await senco(`/api/v1/children/${encodeURIComponent(id)}`)
    return [answer.status, await answer.text()]
  }))
  for (const one of answers) assert.deepEqual(one, answers[0])
  assert.equal(answers[0]![0], 404)
  const other = await house.signIn('senco')
  assert.equal(await statusOf(other, `/children/${oisin}`), 404)
})

test('every look at a record is a line of the audit, as page and as data, and none is kept by a browser', async () => {
  const robin = await childCalled('Robin', 'Pettigrew')
  const looks = async () => (await house.pool.query<{ acting_as: string; door: string }>(`select acting_as, door from platform.deed where area_id = 3 and child_id = $1 and is_look and person = 'senco' order by at, deed_id`, [robin])).rows
  const before = (await looks()).length
  const answer = await (await as('senco'))(`/children/${robin}`)
  assert.match(answer.headers.get('cache-control') ?? '', /no-store/)
  assert.equal(answer.headers.get('etag'), null)
  await (await as('senco'))(`/api/v1/children/${robin}`)
  const after = await looks()
  assert.deepEqual(after.slice(before).map(({ door }) => door), ['page', 'rest'])
  assert.match(after.at(-1)!.acting_as, /SENCO, Alder Row Primary School/)
})

test('an entry is written and changed in the classes one sees, with what became of what; an older page overwrites nothing', async () => {
  const robin = await childCalled('Robin', 'Pettigrew')
  const senco = await as('senco')
  assert.equal(await statusOf(senco, `/children/${robin}/entries`, form({ dataClass: 'health', body: 'Wears glasses for reading.', forFamily: 'yes', once: 'a' })), 303)
  const { rows: [entry] } = await house.pool.query<{ id: string; version: number }>(`select entry_id as id, version from people.entry where area_id = 3 and child_id = $1 and body = 'Wears glasses for reading.'`, [robin])
  const change = (page: Page, fields: Record<string, string>) => page(`/children/${robin}/entries/${entry!.id}`, form({ version: '1', body: 'Wears glasses all day.', reason: 'The optician said so', once: crypto.randomUUID(), ...fields }))
  assert.equal((await change(senco, {})).status, 303)
  const late = await change(await as('officer'), { body: 'Needs glasses, says the family.' })
  const shown = await late.text()
  assert.equal(late.status, 409)
  assert.match(shown, /As it stands now[\s\S]*Wears glasses all day\.[\s\S]*What you wrote[\s\S]*Needs glasses, says the family\./)
  const { rows } = await house.pool.query(`select changes, reason, child_id from platform.deed where area_id = 3 and action = 'people.change-entry' and person = 'senco'`)
  assert.deepEqual(rows, [{ changes: { body: ['Wears glasses for reading.', 'Wears glasses all day.'], forFamily: [true, false] }, reason: 'The optician said so', child_id: robin }])
})

test('nobody writes what they may not see, nor where they only read, nor in a record out of reach', async () => {
  const [robin, oisin] = [await childCalled('Robin', 'Pettigrew'), await childCalled('Oisín', 'Larkenmere')]
  const count = async () => (await house.pool.query('select count(*)::int as n from people.entry where area_id = 3')).rows[0].n
  const before = await count()
  assert.equal(await statusOf(await as('head'), `/children/${robin}/entries`, form({ dataClass: 'care', body: 'x' })), 422)
  assert.equal(await statusOf(await as('senco'), `/children/${robin}/entries`, form({ dataClass: 'restricted', body: 'x' })), 422)
  assert.equal(await statusOf(await as('health-partner'), `/children/${robin}/entries`, form({ dataClass: 'sen', body: 'x' })), 403)
  assert.equal(await statusOf(await as('panel-member'), `/children/${oisin}/entries`, form({ dataClass: 'sen', body: 'x' })), 403)
  assert.equal(await statusOf(await as('senco'), `/children/${oisin}/entries`, form({ dataClass: 'sen', body: 'x' })), 404)
  assert.equal(await statusOf(await as('senco'), `/children/${robin}/entries`, form({ dataClass: 'sen', body: '' })), 422)
  const { rows: [care] } = await house.pool.query<{ id: string }>(`select entry_id as id from people.entry where area_id = 3 and child_id = $1 and data_class = 'care'`, [robin])
  assert.equal(await statusOf(await as('head'), `/children/${robin}/entries/${care!.id}`), 404)
  assert.equal(await statusOf(await as('head'), `/children/${robin}/entries/${care!.id}`, form({ version: '1', body: 'x', reason: 'x' })), 404)
  assert.equal(await count(), before)
})

test('the list is carried away with its reason, which stands in the audit with how many it was', async () => {
  const senco = await as('senco')
  assert.equal(await statusOf(senco, '/children/export', form({ as: 'csv', reason: '' })), 422)
  const answer = await senco('/children/export', form({ as: 'csv', reason: 'Fire drill on Friday' }))
  assert.equal(answer.status, 200)
  const lines = (await answer.text()).split(/\r?\n/)
  const here = await onRollAt('899001')
  assert.equal(lines.filter((line) => here.includes(line.split(',')[0]!)).length, here.length)
  const { rows } = await house.pool.query(`select reason, subject from platform.deed where area_id = 3 and action = 'people.export-children'`)
  assert.deepEqual(rows, [{ reason: 'Fire drill on Friday', subject: `/children (${here.length})` }])
})

test('a parent and a young person read what is shared with them, which roles see it and who looked; nothing else and nobody else', async () => {
  const [robin, kit] = [await childCalled('Robin', 'Pettigrew'), await childCalled('Kit', 'Pettigrew')]
  await house.pool.query(`update people.entry set body = 'canary-kept' where area_id = 3 and child_id = any ($1) and not for_family`, [[robin, kit]])
  await house.pool.query(`update people.entry set body = 'canary-shared' where area_id = 3 and child_id = any ($1) and for_family`, [[robin, kit]])
  for (const [person, own, other] of [['parent', robin, kit], ['young-person', kit, robin]] as const) {
    const page = await as(person)
    const shown = await textOf(page, '/my')
    assert.match(shown, /canary-shared/, person)
    assert.doesNotMatch(shown, /canary-kept|Idris Penhallow|Priya Marlowe/, person)
    assert.match(shown, /SENCO[\s\S]*Who looked/, person)
    assert.equal((await page(`/children/${own}`)).headers.get('location'), `/my/${own}`)
    assert.equal(await statusOf(page, `/my/${other}`), 404, person)
    assert.equal(await statusOf(page, `/children/${other}`), 404, person)
    assert.equal(await statusOf(page, `/api/v1/children/${own}`), 404, person)
    assert.equal(await statusOf(page, `/children/${own}/entries`, form({ dataClass: 'ordinary', body: 'x' })), 404, person)
  }
  assert.equal(await statusOf(await as('head'), '/my'), 404)
})

test('somebody is asked to a child from its record, and that is ended there', async () => {
  const robin = await childCalled('Robin', 'Pettigrew')
  await house.pool.query(`update access.person set email = 'ruth@example.org', email_key = 'ruth@example.org' where slug = 'board-member'`)
  const senco = await as('senco')
  const asked = (fields: Record<string, string>) => senco(`/children/${robin}/people`, form({ email: 'ruth@example.org', role: 'invited-partner', until: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10), reason: 'Reviews the plan with us', once: crypto.randomUUID(), ...fields }))
  assert.equal((await asked({ until: '' })).status, 422)
  assert.equal((await asked({})).status, 303)
  assert.match(await textOf(senco, `/children/${robin}`), /Ruth Anselm[\s\S]*Reviews the plan with us/)
  const { rows: [part] } = await house.pool.query<{ id: string }>(`select appointment_id as id from access.appointment where area_id = 3 and person = 'board-member' and child_id = $1`, [robin])
  const member = await as('board-member')
  assert.deepEqual(idsIn(await textOf(member, '/children')), [robin])
  assert.equal(await statusOf(senco, `/children/${robin}/people/end`, form({ id: part!.id, reason: 'The review is done' })), 303)
  assert.equal(await statusOf(member, `/children/${robin}`), 404)
})
