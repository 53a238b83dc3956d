import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase } from '../../platform/test-database.ts'
import { testHouse } from '../../../test/house-kit.ts'
import { openHouse, openSite } from '../../app.ts'
import { moveOn, readSettings } from '#platform'
import { openSession } from '#rooms/access'
import { makeArea } from '#rooms/places'
import { noteVisit } from './seen.ts'
import { daysInWords, greeting } from './times.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => (house = await testHouse()))
after(() => house.close())

const plain = (body: string) => body.replace(/<style.*?<\/style>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test('home greets, shows the area’s headline measures as published, and leads on', async () => {
  const page = plain(await (await (await house.signIn('director'))('/')).text())
  // Derby: 14.0% of new plans in 20 weeks in 2024, England 45.9%; 22.6% the year before.
  assert.match(page, /Good (morning|afternoon|evening), Amara\./)
  assert.match(page, /New EHC plans issued within 20 weeks fell to 14\.0%/)
  // Counting changed with 2023, so one move is all that can be said of it.
  assert.match(page, /No clear change down this time 22\.6% before; England 45\.9%/)
  assert.match(page, /Derby has no open actions/)
  assert.match(page, /A new release was taken in/)
})

test('what is due and what was written stand on home, late ones as late', async () => {
  const ask = await house.signIn('programme-manager')
  const curve = { measure: 'persistent-absence', group: 'all', place_id: await placeId('Derby') }
  const action = { area_id: 1, place_id: curve.place_id, measure_id: curve.measure, group_id: 'all', owner: 'Head of inclusion', state: 'under-way', made_by: 'director', made_at: new Date(), changed_at: new Date() }
  await house.db.insertInto('programme.action').values([
    { ...action, action_id: '00000000-0000-7000-8000-000000000001', title: 'Visit <b>every</b> family', due: '2020-01-31' },
    { ...action, action_id: '00000000-0000-7000-8000-000000000002', title: 'Agree the protocol', due: '2099-01-31' },
  ]).execute()
  await house.db.insertInto('scorecards.target').values({
    area_id: 1, target_id: '00000000-0000-7000-8000-000000000003', place_id: curve.place_id, measure_id: curve.measure, group_id: 'all', period_label: '2027/28', period_ends: '2028-08-31', value: 15, reason: 'x', set_by: 'director', set_at: new Date(),
  }).execute()
  const body = await (await ask('/')).text()
  assert.match(plain(body), /One action is late\./)
  assert.match(plain(body), /days late/)
  assert.match(body, /Visit &lt;b>every|Visit &lt;b&gt;every/)
  assert.match(plain(body), /A target was set: 15\.00% by 2027\/28/)
  assert.match(plain(await (await ask('/search?q=protocol')).text()), /Actions.*Agree the protocol/)
})

test('who may not write is not told to, and an import that was taken back is no news', async () => {
  const head = plain(await (await (await house.signIn('head'))('/')).text())
  assert.doesNotMatch(head, /write the story|Take a file in/)
  const dpo = plain(await (await (await house.signIn('dpo'))('/')).text())
  assert.doesNotMatch(dpo, /write the story|add the first action|Take a file in/)
  assert.match(dpo, /Who did what/)

  await house.db.insertInto('collection.batch').values({
    area_id: 0, batch_id: 900, kind: 'ees', file: 'lamps.csv', content_hash: 'x', parts: '{}', options: '{}', state: 'undone', given_by: 'analyst', given_at: new Date(), committed_at: new Date(), undone_at: new Date(), undone_by: 'analyst',
  }).execute()
  await house.db.transaction().execute((tx) => moveOn(tx, 0))
  const page = plain(await (await (await house.signIn('director'))('/')).text())
  assert.match(page, /An import was taken back\. lamps\.csv\. What was undone \(batch 900\)/)
  assert.doesNotMatch(page, /A new release was taken in\. lamps\.csv/)
})

test('the figures that come with Belong say so, and their edition', async () => {
  const page = plain(await (await (await house.signIn('director'))('/data/1')).text())
  assert.match(page, /These figures come with Belong: .*store of the Local Authority Interactive Tool.*updated to April 2026/)
  assert.doesNotMatch(page, /The file is kept as it came/)
  assert.match(page, /Measures it brought 43 measures/)
})

test('before there is an area, sign-in says where the way in was printed; the cast says what each may do', async () => {
  const empty = await testDatabase()
  try {
    const site = openSite(openHouse(empty, readSettings({ BELONG_DEMO: 'off' })), { isReady: () => true })
    assert.match(plain(await (await site.request('http://localhost:3000/sign-in')).text()), /setup link, which was printed where Belong was started/)
  } finally {
    await empty.drop()
  }
  assert.match(plain(await (await house.request('/sign-in')).text()), /Ines Calloway , Data protection officer May read who did what/)
})

test('a visit ends after half an hour away', async () => {
  const at = (minutes: number) => new Date(Date.UTC(2030, 0, 1, 9, minutes))
  assert.equal(await noteVisit(house.db, 9, 'somebody', at(0)), null)
  assert.equal(await noteVisit(house.db, 9, 'somebody', at(10)), null)
  assert.deepEqual(await noteVisit(house.db, 9, 'somebody', at(50)), at(10))
  assert.deepEqual(await noteVisit(house.db, 9, 'somebody', at(55)), at(10))
})

test('the clock of the people who use it', () => {
  assert.equal(greeting(new Date('2026-06-01T11:30:00Z')), 'Good afternoon')
  assert.equal(greeting(new Date('2026-01-01T00:10:00Z')), 'Good morning')
  assert.deepEqual([-1, 0, 1, 12].map(daysInWords), ['1 day late', 'due today', '1 day left', '12 days left'])
})

test('with nothing in it, every page says what to do next', async () => {
  const empty = await testDatabase()
  try {
    const { place_id } = await empty.db.insertInto('places.place').values({ level: 'authority', name: 'Nowhere' }).returning('place_id').executeTakeFirstOrThrow()
    await empty.db.insertInto('places.place_code').values({ scheme: 'ons', code: 'E06999998', place_id }).execute()
    await makeArea(empty.db as never, { areaId: 1, placeId: place_id, name: 'Nowhere', slug: 'nowhere', colour: '#0b5566', now: new Date() })
    await empty.db.insertInto('access.person').values({ slug: 'p', name: 'P', role_title: 'Director', home_area_id: 1, demo: false, made_at: new Date() }).execute()
    await empty.db.insertInto('access.grant_held').values({ area_id: 1, person: 'p', verb: 'published:read', place_id, starts: '2020-01-01', source: 'test' }).execute()
    const { secret } = await openSession(empty.db, 'p', 1, new Date())
    const site = openSite(openHouse(empty, readSettings({})), { isReady: () => true })
    for (const path of ['/', '/measures', '/compare', '/compare/sets', '/places', '/places/E06999998', '/search?q=absence']) {
      const answer = await site.request(`http://localhost:3000${path}`, { headers: { cookie: `belong=${secret}` } })
      const body = await answer.text()
      assert.equal(answer.status, path.startsWith('/places') ? answer.status : 200, path)
      if (!path.startsWith('/places')) assert.match(body, /class="void"/, path)
      assert.ok(answer.status < 500, path)
    }
  } finally {
    await empty.drop()
  }
})

async function placeId(name: string) {
  return (await house.db.selectFrom('places.place').select('place_id').where('name', '=', name).executeTakeFirstOrThrow()).place_id
}
