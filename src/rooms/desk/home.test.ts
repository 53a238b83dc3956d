import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase } from '../../platform/test-database.ts'
import { testHouse } from '../../../test/house-kit.ts'
import { DOORS, openHouse, openSite } from '../../app.ts'
import { hashed, moveOn, newSecret, perform, readSettings } from '#platform'
import { makeArea } from '#rooms/places'
import { noteVisit } from './seen.ts'
import { daysInWords, greeting } from './times.ts'

let house: Awaited<ReturnType<typeof workedIn>>
before(async () => (house = await workedIn()))
after(() => house.close())

const plain = (body: string) => body.replace(/<style.*?<\/style>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test('home greets, shows the area’s headline measures as published, and leads on', async () => {
  const page = plain(await (await (await house.signIn('director'))('/')).text())
  assert.match(page, /Good (morning|afternoon|evening), Amara\./)
  // Derby: 2.32% severely absent in 2024/25, England 2.39%; 2.13, 2.10 and 1.61 the years before.
  assert.match(page, /Severe absence rose to 2\.32%.*Worse up 3 years running 2\.13% before; England 2\.39%/)
  // Of its eleven headline indicators four get worse: severe absence, suspensions, permanent exclusions, and 16- and 17-year-olds without a place.
  assert.match(page, /Four of eleven headline indicators of Derby are getting worse\. None of those has a story/)
  assert.ok(page.indexOf('Severe absence rose') < page.indexOf('Persistent absence fell'), 'what gets worse stands first')
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
  await house.db.transaction().execute((tx) => moveOn(tx, 1))
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
  assert.match(page, /Measures it brought 47 measures/)
})

test('before there is an area, sign-in says where the way in was printed; the cast says what each may do', async () => {
  const empty = await testDatabase()
  try {
    const site = openSite(openHouse(empty, readSettings({ BELONG_DEMO: 'off' })), { isReady: () => true })
    assert.match(plain(await (await site.request('http://localhost:3000/sign-in')).text()), /setup link, which was printed where Belong was started/)
  } finally {
    await empty.drop()
  }
  assert.match(plain(await (await house.request('/sign-in')).text()), /Ines Calloway , Data protection officer/)
})

/** By the part each of the cast has: what stands on their home, in this order, and what does not. */
const HOMES: Record<string, { has: string[]; hasNot: string[] }> = {
  director: { has: ['headlines', 'promises', 'due', 'publish', 'remarks', 'changed', 'views'], hasNot: ['kept', 'data', 'deeds', 'stories', 'first-hour'] },
  'programme-manager': { has: ['due', 'kept', 'publish', 'headlines', 'promises', 'changed'], hasNot: ['data', 'deeds', 'stories', 'remarks'] },
  'wedge-chair': { has: ['headlines', 'due', 'remarks', 'promises'], hasNot: ['publish', 'kept', 'data', 'deeds', 'agenda'] },
  analyst: { has: ['data', 'agenda', 'headlines', 'stories', 'kept'], hasNot: ['publish', 'due', 'deeds', 'remarks'] },
  officer: { has: ['stories', 'questions', 'due', 'headlines'], hasNot: ['publish', 'kept', 'data', 'deeds', 'promises'] },
  head: { has: ['headlines', 'due', 'remarks', 'promises'], hasNot: ['publish', 'kept', 'stories', 'deeds'] },
  dpo: { has: ['watch', 'deeds', 'public', 'headlines', 'changed'], hasNot: ['publish', 'due', 'kept', 'stories', 'promises'] },
}
for (const [person, { has, hasNot }] of Object.entries(HOMES)) {
  test(`the home of the ${person} holds what they are here for, in its order`, async () => {
    const body = await (await (await house.signIn(person))('/')).text()
    const ids = [...body.matchAll(/<section [^>]*id="([^"]+)"/g)].map(([, id]) => id!)
    assert.deepEqual(ids.filter((id) => has.includes(id)), has)
    assert.deepEqual(ids.filter((id) => hasNot.includes(id)), [])
    const may = ['director', 'programme-manager'].includes(person)
    assert.equal(body.includes('href="/publish"'), may)
    assert.equal(body.includes('href="/area/looks"'), may)
  })
}

test('the promises of a strategy are counted on home, and the programme manager sees late actions by priority', async () => {
  assert.match(plain(await (await (await house.signIn('director'))('/')).text()), /Derby inclusion strategy, to 2018 Of ten promises, four were not kept and six can’t be known/)
  const manager = await house.signIn('programme-manager')
  const made = await house.act('programme-manager', 'programme.make-strategy', { title: 'Belonging 2026', starts: '2026-01-01' })
  const { priority } = await house.act('programme-manager', 'programme.add-priority', { strategy: made['strategy'], version: 1, title: 'Advice in time' })
  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10)
  await house.act('programme-manager', 'programme.add-action', { place: 'E06000015', measure: 'suspensions', title: 'Fill the posts', owner: 'Head of SEND', due: soon, strategy: made['strategy'], priority })
  const page = plain(await (await manager('/')).text())
  assert.match(page, /Belonging 2026: 1\. Advice in time .*Fill the posts Head of SEND \. To turn Suspensions\. 5 days left/)
  assert.match(page, /How well the scorecard is kept .* \d+ of 88\. What would raise it most/)
  assert.match(page, /Draft: Belonging 2026/)
})

test('another area’s home shows nothing of this one', async () => {
  const ask = await house.signIn('head')
  await ask('/area', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'area=leeds' })
  const page = plain(await (await ask('/')).text())
  assert.match(page, /My work – Leeds/)
  assert.doesNotMatch(page, /Visit|Agree the protocol|Belonging 2026|Derby inclusion/)
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
    const secret = newSecret()
    await empty.db.insertInto('access.session').values({ token_hash: hashed(secret), person: 'p', area_id: 1, made_at: new Date(), seen_at: new Date(), ends_at: new Date(Date.now() + 60_000) }).execute()
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

/** A house in which people can act by name, as they would through any door. */
async function workedIn() {
  const open = await testHouse()
  const act = async (person: string, name: string, input: object) => (await perform(DOORS.actions.find((one) => one.name === name)!, open.as(person), input)) as Record<string, string>
  return { ...open, act }
}

async function placeId(name: string) {
  return (await house.db.selectFrom('places.place').select('place_id').where('name', '=', name).executeTakeFirstOrThrow()).place_id
}
