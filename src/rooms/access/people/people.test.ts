import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { form, testHouse } from '../../../../test/house-kit.ts'

type Fetch = Awaited<ReturnType<Awaited<ReturnType<typeof testHouse>>['signIn']>>

let house: Awaited<ReturnType<typeof testHouse>>
let [administrator, head, officer]: Fetch[] = []
let school: { id: number; name: string }
let other: { id: number; name: string }

before(async () => {
  house = await testHouse()
  ;[administrator, head, officer] = await Promise.all(['administrator', 'head', 'officer'].map(inKelderby))
  const { rows: [own] } = await house.pool.query(`select n.place_id as id, n.name from access.appointment a join places.place_named n using (place_id) where a.area_id = 3 and a.person = 'head' and a.role = 'head'`)
  const { rows: [another] } = await house.pool.query(`select place_id as id, name from places.place_named where level = 'school' and place_id <> $1 order by 1 limit 1`, [own.id])
  ;[school, other] = [own, another]
})
after(() => house.close())

async function inKelderby(person: string): Promise<Fetch> {
  const fetch = await house.signIn(person)
  assert.equal((await fetch('/area', form({ area: 'kelderby' }))).status, 303)
  return fetch
}

const rest = async (who: Fetch | undefined, name: string, body: object) => {
  const answer = await who!(`/api/v1/access/${name}`, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  return { status: answer.status, body: (await answer.json()) as { message?: string; fields?: Record<string, string>; id?: string; invited?: string; given?: string; person?: string; key?: string; ended?: number } }
}
const get = async (who: Fetch | undefined, path: string) => {
  const answer = await who!(path)
  return { status: answer.status, text: await answer.text() }
}
const heldBy = async (person: string) => (await house.pool.query(`select role, place_id, ends_at is null as lasts from access.appointment where area_id = 3 and person = $1 and tstzrange(starts_at, ends_at) @> now() order by role`, [person])).rows
const partOf = async (person: string, role: string) => (await house.pool.query(`select appointment_id as id from access.appointment where area_id = 3 and person = $1 and role = $2 order by given_at desc limit 1`, [person, role])).rows[0].id as string
const mails = async () => Promise.all((await readdir(join(house.dataFolder, 'mail')).catch(() => [])).sort().map((name) => readFile(join(house.dataFolder, 'mail', name), 'utf8')))
const today = new Date().toISOString().slice(0, 10)
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

test('a head sees the people of the school, an administrator those of the area, and an officer nobody', async () => {
  const names = async (who: Fetch | undefined) => ((await (await who!('/api/v1/access/people')).json()) as { slug: string }[]).map(({ slug }) => slug).sort()
  assert.deepEqual(await names(head), ['head', 'senco'])
  assert.deepEqual(await names(administrator), ['administrator', 'analyst', 'board-member', 'data-manager', 'director', 'dpo', 'head', 'health-partner', 'officer', 'panel-member', 'parent', 'programme-manager', 'senco', 'wedge-chair', 'young-person'])
  assert.equal((await officer!('/api/v1/access/people')).status, 403)
  assert.equal((await get(officer, '/people')).status, 403)
  assert.equal((await get(head, '/people/director')).status, 404)
  assert.equal((await get(head, '/people/nobody-at-all')).status, 404)
  const page = await get(head, '/people/senco')
  assert.equal(page.status, 200)
  assert.match(page.text, /Idris Penhallow/)
})

test('a head gives a role at the school, and neither elsewhere, nor more than a head has, nor to a head', async () => {
  const give = (more: object) => rest(head, 'give-role', { person: 'senco', role: 'board-member', place: school.id, reason: 'Joins the governors', ...more })
  assert.equal((await give({ place: other.id })).status, 422)
  assert.equal((await give({ role: 'officer' })).status, 403)
  assert.equal((await give({ role: 'case-officer' })).status, 403)
  assert.equal((await give({ role: 'break-glass' })).status, 403)
  assert.equal((await give({ person: 'head' })).status, 403)
  assert.equal((await give({ person: 'nobody-here' })).status, 404)
  assert.equal((await give({ reason: ' ' })).status, 422)
  assert.equal((await give({ from: inDays(-3) })).body.fields?.['from'], 'A role begins today or later')
  assert.equal((await give({ from: inDays(3), until: inDays(2) })).body.fields?.['until'], 'The last day must not be before the first')
  assert.equal((await give({})).status, 200)
  assert.equal((await give({})).status, 409)
  assert.deepEqual((await heldBy('senco')).map(({ role }) => role), ['board-member', 'senco'])
  const { rows: [line] } = await house.pool.query(`select person, subject, reason, changes, acting_as from platform.deed where action = 'access.give-role' order by at desc limit 1`)
  assert.deepEqual([line.person, line.subject, line.reason, line.changes.role], ['head', '/people/senco', 'Joins the governors', [null, `Board member, ${school.name}`]])
})

test('a role ends at once, a coming one is taken back, and two who change it at once do not both', async () => {
  const id = await partOf('senco', 'board-member')
  assert.equal((await rest(head, 'end-role', { id, reason: 'Left the governors', version: 7 })).status, 409)
  assert.equal((await rest(officer, 'end-role', { id, reason: 'x' })).status, 404)
  assert.equal((await rest(head, 'end-role', { id, reason: 'Left the governors', version: 1 })).status, 200)
  assert.deepEqual((await heldBy('senco')).map(({ role }) => role), ['senco'])
  assert.equal((await rest(head, 'end-role', { id, reason: 'again' })).status, 409)
  const { body: { id: coming } } = await rest(head, 'give-role', { person: 'senco', role: 'board-member', place: school.name, from: inDays(40), reason: 'From next term' })
  assert.equal((await rest(head, 'end-role', { id: coming, reason: 'Not after all' })).status, 200)
  const { rows: [never] } = await house.pool.query('select starts_at = ends_at as never from access.appointment where appointment_id = $1', [coming])
  assert.equal(never.never, true)
})

test('somebody moves on a day: no day without a role, none with both', async () => {
  const on = inDays(10)
  const id = await partOf('senco', 'senco')
  assert.equal((await rest(head, 'move-role', { id, place: other.id, on, reason: 'New post' })).status, 422)
  assert.equal((await rest(administrator, 'move-role', { id, place: other.id, on, reason: 'New post' })).status, 200)
  const { rows } = await house.pool.query(`select place_id, ends_at = lead(starts_at) over (order by starts_at) as meets from access.appointment where area_id = 3 and person = 'senco' and role = 'senco' order by starts_at`)
  assert.deepEqual(rows, [{ place_id: school.id, meets: true }, { place_id: other.id, meets: null }])
})

test('the last who looks after the whole area is not ended, by nobody and in no way', async () => {
  const id = await partOf('administrator', 'administrator')
  assert.equal((await rest(administrator, 'end-role', { id, reason: 'x' })).status, 403)
  assert.equal((await rest(administrator, 'leave', { person: 'administrator', reason: 'x' })).status, 403)
  const { body: { id: second } } = await rest(administrator, 'give-role', { person: 'board-member', role: 'administrator', place: 'Kelderby', until: inDays(100), reason: 'Stands in' })
  const standIn = await inKelderby('board-member')
  assert.match((await rest(standIn, 'end-role', { id, reason: 'x' })).body.message!, /Nobody else looks after the people of the whole area without an end/)
  assert.equal((await rest(standIn, 'leave', { person: 'administrator', on: inDays(2), reason: 'x' })).status, 409)
  assert.equal((await rest(administrator, 'end-role', { id: second, reason: 'Done' })).status, 200)
  assert.deepEqual((await heldBy('administrator')).map(({ lasts }) => lasts), [true])
})

test('who leaves holds nothing, is signed out and cannot come in; who comes back can', async () => {
  await house.pool.query(`update access.person set home_area_id = 3 where slug = 'wedge-chair'; delete from access.appointment where person = 'wedge-chair' and area_id = any ('{1,2}')`)
  const chair = await house.signIn('wedge-chair')
  assert.equal((await chair('/')).status, 200)
  assert.equal((await rest(administrator, 'leave', { person: 'wedge-chair', reason: 'Term of office over' })).status, 200)
  assert.deepEqual(await heldBy('wedge-chair'), [])
  assert.equal((await chair('/')).status, 302)
  assert.equal((await house.request('/sign-in/demo', form({ person: 'wedge-chair' }))).status, 422)
  assert.equal((await rest(administrator, 'give-role', { person: 'wedge-chair', role: 'board-member', place: 'Kelderby', reason: 'x' })).status, 409)
  assert.equal((await rest(head, 'come-back', { person: 'wedge-chair', role: 'board-member', place: school.id, reason: 'x' })).status, 404)
  assert.equal((await rest(administrator, 'come-back', { person: 'wedge-chair', role: 'board-member', place: 'Kelderby', reason: 'Elected again' })).status, 200)
  assert.equal((await (await house.signIn('wedge-chair'))('/')).status, 200)
})

test('an invitation is a mail with a link and nothing about a child; only a print of the link is kept', async () => {
  const asked = { email: 'New.Person@example.gov.uk', name: 'Ottoline Quill', roleTitle: 'Deputy head', role: 'senco', place: school.id }
  assert.match((await rest(head, 'invite', { ...asked, email: 'pаypal@example.org' })).body.fields!['email']!, /plain letters/)
  const { status, body } = await rest(head, 'invite', asked)
  assert.equal(status, 200)
  const mail = (await mails()).at(-1)!
  assert.match(mail, /^To: new\.person@example\.gov\.uk\r$/m)
  assert.match(mail.replaceAll('=\r\n', ''), /Invited by: Headteacher, chair of the schools forum in Kelderby\./)
  assert.doesNotMatch(mail, /Ottoline|SENCO|Joan/)
  const secret = /\/invitation\/([\w-]+)/.exec(mail.replaceAll('=\r\n', ''))![1]!
  const { rows: [kept] } = await house.pool.query('select * from access.invitation where invitation_id = $1', [body.invited])
  assert.ok(!JSON.stringify(kept).includes(secret))
  assert.ok(!JSON.stringify((await house.pool.query('select * from platform.deed')).rows).includes(secret))
  assert.ok(kept.sent_at)
  assert.equal((await rest(head, 'invite', asked)).status, 409)
  assert.equal((await house.request(`/invitation/${secret}`)).status, 200)
  assert.equal((await rest(officer, 'invite-again', { id: body.invited })).status, 404)
  assert.equal((await rest(head, 'invite-again', { id: body.invited })).status, 200)
  assert.notEqual((await house.request(`/invitation/${secret}`)).status, 200)
  assert.equal((await rest(head, 'withdraw-invitation', { id: body.invited })).status, 200)
  assert.equal((await rest(head, 'invite-again', { id: body.invited })).status, 409)
  assert.match((await get(head, '/people/invitations')).text, /Withdrawn/)
})

test('a mail that cannot be sent loses no invitation: the list says so', async () => {
  const send = house.house.mail.send
  house.house.mail.send = () => Promise.reject(new Error('no server'))
  const answer = await head!('/people/invite', form({ email: 'second@example.gov.uk', name: 'Bo', roleTitle: 'Teacher', role: 'senco', place: String(school.id), from: today, until: '' }))
  house.house.mail.send = send
  assert.equal(answer.status, 303)
  assert.match((await get(head, answer.headers.get('location')!)).text, /its mail could not be sent[\s\S]*Its mail could not be sent/)
})

test('somebody known by e-mail is given the role at once, and nobody themselves', async () => {
  await house.pool.query(`update access.person set email = 'idris@example.gov.uk', email_key = 'idris@example.gov.uk' where slug = 'senco'; update access.person set email_key = 'joan@example.gov.uk' where slug = 'head'`)
  const asked = { email: 'Idris@example.gov.uk', name: 'I', roleTitle: 'S', role: 'board-member', place: school.id }
  const { body } = await rest(head, 'invite', asked)
  assert.deepEqual([body.invited, body.person], [null, 'senco'])
  assert.equal((await rest(head, 'invite', { ...asked, email: 'joan@example.gov.uk' })).status, 422)
})

test('a list is looked through row by row, and good rows go though others are wrong', async () => {
  const people = ['Email,Name,Role title,Role,Place,From,Until', `a@example.org,A,Teacher,senco,${school.name},1/9/2199,`, 'not-an-address,B,Teacher,senco,,,', `c@example.org,,Teacher,SENCO,${school.id},,`, `d@example.org,D,Teacher,officer,,,`, `e@example.org,E,Teacher,senco,${other.name},,`, `a@example.org,A,Teacher,senco,${school.name},,`, `idris@example.gov.uk,I,T,head,,,2199-12-31`].join('\r\n')
  const checked = (await (await head!('/api/v1/access/check-invitations', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ people }) })).json()) as { good: { row: number; isKnown: boolean }[]; findings: { row: number; column: string }[] }
  assert.deepEqual(checked.good.map(({ row, isKnown }) => [row, isKnown]), [[2, false], [8, true]])
  assert.deepEqual(checked.findings.map(({ row, column }) => `${row} ${column}`), ['3 email', '4 name', '5 role', '6 place', '7 email'])
  const body = new FormData()
  body.set('people', people)
  const sent = await head!('/people/invite/many/send', { method: 'POST', body })
  assert.match(await sent.text(), /1 invited, 1 given a role at once/)
  assert.match((await get(head, '/people/invitations')).text, /a@example\.org/)
  assert.equal((await rest(head, 'invite-many', { people: 'a,b\n1,2' })).status, 422)
})
