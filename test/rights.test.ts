import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sweepRights } from '#rooms/access'
import { fillCanaries } from './canary-kit.ts'
import { form } from './house-kit.ts'
import { child, rightsHouse, specs } from './rights-kit.ts'

let house: Awaited<ReturnType<typeof rightsHouse>>
before(async () => void (house = await rightsHouse()))
after(() => house.close())

test('a copy of what is held about a child has every word of every table that holds any', async () => {
  const one = child('KESTREL')
  const filled = await fillCanaries(house.pool, house.catalogue, specs, one)
  assert.ok(filled.length > 12, 'tables about children were filled')
  const id = await house.enter('access', { childId: one.childId })
  await house.work((await house.act('access.gather', { id })).work)
  const files = await house.copyOf(id)
  for (const { table, canaries } of filled) {
    const [json, csv] = [files.get(`data/${table}.json`), files.get(`data/${table}.csv`)]
    assert.ok(json && csv, `${table} is in the copy`)
    for (const canary of canaries) assert.ok(json.includes(canary) && csv.includes(canary) && files.get('what-is-held.html')!.includes(canary), `${table}: ${canary}`)
  }
})

test('a copy for somebody who signs in has every word about them, and of what they wrote about others only that they did', async () => {
  const one = { areaId: 1, person: 'heron-test', tag: 'HERON' }
  const filled = await fillCanaries(house.pool, house.catalogue, specs, one)
  const id = await house.enter('access', { person: one.person })
  await house.work((await house.act('access.gather', { id })).work)
  const files = await house.copyOf(id)
  for (const { table, canaries } of filled) {
    const roles = specs[table]!.columns!
    if (Object.values(roles).includes('staff')) {
      const json = files.get(`data/${table}.json`)!
      for (const canary of canaries) assert.ok(json?.includes(canary), `${table}: ${canary}`)
    } else {
      const json = files.get(`data/what-you-did/${table}.json`)
      assert.ok(json?.includes('"heron-test"'), `${table} says what they did`)
      const words = canaries.filter((canary) => Object.entries(roles).some(([column, role]) => role === 'words' && canary.endsWith(`x${column.replaceAll('_', '')}`)))
      for (const word of words) assert.ok(!json!.includes(word) || table === 'platform.deed', `${table} does not tell what it was about: ${word}`)
    }
  }
})

test('the names of other children and of families are withheld from the copy until somebody decides to show them', async () => {
  const [mine, other] = [child('WREN'), child('ROBIN')]
  await house.pool.query(`insert into people.child (area_id, child_id, given_name, family_name, born, source, made_at) values (1, $1, 'Wilf', 'Quillfeather', '2015-01-01', 't', now()), (1, $2, 'Tansy', 'Quickthorn', '2015-01-01', 't', now())`, [mine.childId, other.childId])
  await house.pool.query(`insert into people.enrolment (area_id, child_id, place_id, starts, source) values (1, $1, 1, '2020-09-01', 't'), (1, $2, 1, '2020-09-01', 't')`, [mine.childId, other.childId])
  await house.pool.query(`insert into people.entry (area_id, child_id, entry_id, data_class, body, about_day, written_by, written_at) values (1, $1, $2, 'ordinary', 'Played with Tansy. Later TANSY QUICKTHORN pushed Wilf; tansy grows here.', '2026-01-01', 'senco', now())`, [mine.childId, randomUUID()])
  const id = await house.enter('access', { childId: mine.childId })
  await house.work((await house.act('access.gather', { id })).work)
  const { passages } = JSON.parse(await readFile(join(house.dataFolder, 'rights', `${id}.json`), 'utf8'))
  assert.deepEqual(passages.filter(({ column }: { column: string }) => column === 'body').map(({ text, who }: { text: string; who: string }) => [text, who]), [['Tansy', 'another child'], ['TANSY QUICKTHORN', 'another child']])

  const asDpo = await house.signIn('dpo')
  await house.pool.query('update access.session set stepped_up_at = now()')
  const page = await (await asDpo(`/rights/${id}/passages`)).text()
  assert.ok(page.includes('TANSY QUICKTHORN'))
  const { rows: [look] } = await house.pool.query(`select person, reason from platform.deed where is_look and child_id = $1`, [mine.childId])
  assert.equal(look.person, 'dpo')

  const hidden = await house.copyOf(id)
  assert.ok([...hidden.values()].every((text) => !/tansy quickthorn/i.test(text)), 'nothing of it is left anywhere in the copy')
  assert.ok(hidden.get('what-is-held.html')!.includes('Played with [withheld]. Later [withheld] pushed Wilf; tansy grows here.'))
  await house.act('access.decide-passages', { id, passages: passages.map((one: { id: string }) => one.id), shown: [passages.find(({ text }: { text: string }) => text === 'Tansy').id], reason: 'Her mother agreed' })
  const { rows: shown } = await house.pool.query('select passage from access.passage where request_id = $1 and is_shown', [id])
  assert.equal(shown.length, 1)
})

test('asked on 31 January it is due on 28 February, and extended on 30 April; it is closed once', async () => {
  const id = await house.enter('access', { childId: randomUUID() })
  const at = async () => (await house.pool.query('select due_on::text, state, version from access.rights_request where request_id = $1', [id])).rows[0]
  assert.equal((await at()).due_on, '2026-02-28')
  await house.act('access.extend-request', { id, reason: 'Six archives', version: 1 })
  assert.equal((await at()).due_on, '2026-04-30')
  await assert.rejects(house.act('access.extend-request', { id, reason: 'Again', version: 2 }), /only once/)
  await assert.rejects(house.act('access.close-request', { id, state: 'answered', reason: 'Sent', version: 1 }), /Somebody changed/)
  await house.act('access.close-request', { id, state: 'answered', reason: 'Sent', version: 2 })
  await assert.rejects(house.act('access.gather', { id }), /closed/)
})

test('what was gathered goes after thirty days', async () => {
  const files = await readdir(join(house.dataFolder, 'rights'))
  assert.ok(files.length)
  assert.equal(await sweepRights(house.house.keeper, house.dataFolder, new Date(Date.now() + 29 * 86_400_000)), 0)
  assert.equal(await sweepRights(house.house.keeper, house.dataFolder, new Date(Date.now() + 31 * 86_400_000)), files.length)
  assert.equal(existsSync(join(house.dataFolder, 'rights', files[0]!)), false)
  assert.equal((await house.pool.query('select 1 from access.rights_request where file like \'%.json\'')).rowCount, 0)
})

test('a notice is public at once, safe whatever is written, and each version stays', async () => {
  await house.pool.query('delete from access.notice where area_id = 1')
  const asAdmin = await house.signIn('administrator')
  const first = await house.request('/public/derby/privacy')
  assert.ok((await first.text()).includes('Derby uses Belong'))
  const body = '## Who we are\n\nWrite to [us](mailto:us@example.org), not [here](javascript:alert(1)) or <script>alert(1)</script>.\n\n- one\n- **two**'
  const page = await (await asAdmin('/rights/notices')).text()
  const token = /name="_token" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const sent = await asAdmin('/rights/notices', form({ notice: 'privacy', version: '0', body, press: 'keep', _token: token }))
  assert.equal(sent.status, 303, await sent.clone().text())
  const shown = await (await house.request('/public/derby/privacy')).text()
  assert.ok(shown.includes('<h2>Who we are</h2>') && shown.includes('<b>two</b>') && shown.includes('href="mailto:us@example.org"'))
  assert.ok(!shown.includes('href="javascript:') && !shown.includes('<script>alert'))
  assert.ok((await (await house.request('/public/leeds/privacy')).text()).includes('Leeds uses Belong'), 'another area keeps its own')
  for (const path of ['privacy-for-children', 'accessibility']) assert.equal((await house.request(`/public/derby/${path}`)).status, 200)
})

test('the record of processing and the assessment are made from the catalogue, for those who answer for data', async () => {
  const asDpo = await house.signIn('dpo')
  const page = await (await asDpo('/rights/processing')).text()
  assert.ok(page.includes('SENCO') && page.includes('6(1)(e)'))
  assert.ok((await (await asDpo('/rights/processing?as=csv')).text()).includes('people.child'))
  assert.ok((await (await asDpo('/rights/dpia')).text()).includes('[For the area to fill in]'))
  assert.equal((await (await house.signIn('officer'))('/rights/processing')).status, 403)
  assert.equal((await (await house.signIn('officer'))('/rights')).status, 403)
})

test('a child is named by all three of their words, exactly; somebody who answers no requests learns nothing by it', async () => {
  const one = { areaId: 1, childId: randomUUID() }
  await house.pool.query(`insert into people.child (area_id, child_id, given_name, family_name, born, source, made_at, by_family, by_given) values (1, $1, 'Łucja', 'Quillmere', '2016-04-09', 't', now(), 'quillmere lucja', 'lucja quillmere')`, [one.childId])
  const id = await house.enter('access', { givenName: 'lucja', familyName: 'QUILLMERE', born: '2016-04-09' })
  const { rows } = await house.pool.query('select child_id from access.rights_request where request_id = $1', [id])
  assert.deepEqual(rows, [{ child_id: one.childId }])
  await assert.rejects(house.enter('access', { givenName: 'Łucja', familyName: 'Quillmere', born: '2016-04-08' }), { fields: { familyName: 'No child here has exactly this name and day of birth. Ask the school how they are written there' } })
  await assert.rejects(house.enter('access', { givenName: 'Łucja', familyName: 'Quillmere' }), { fields: { born: 'Of a child give all three: given name, family name and day of birth' } })
  // Without the office there is nothing to ask, at the page or in the database.
  const { rows: [none] } = await house.app.query(`select people.child_known_as(1, 'lucja', 'quillmere', '2016-04-09') as id`)
  assert.equal(none.id, null)
})
