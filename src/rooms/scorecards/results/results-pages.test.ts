import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { reading } from '#platform'
import { giveRole, seedRoles } from '#rooms/access'
import { directory, makeArea } from '#rooms/places'
import { form, testHouse } from '../../../../test/house-kit.ts'
import { resultsOf } from './results-read.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let school: { id: string; indicators: { id: string; measureId: string | null }[] }
before(async () => {
  house = await testHouse()
  school = (await resultsOf(reading(house.db), 1)).results[1]!
})
after(() => house.close())

type Ask = Awaited<ReturnType<typeof house.signIn>>
const plain = (body: string) => body.replace(/<(style|script|option|template).*?<\/\1>/gs, ' ').replace(/<[^>]+>/g, ' ').replaceAll('&amp;', '&').replace(/\s+/g, ' ')
const read = async (ask: Ask, path: string) => (await ask(path)).text()
const said = (text: string, ...words: string[]) => words.forEach((word) => assert.ok(text.includes(word), `"${word}" is not on the page: ${text.slice(0, 3000)}`))

test('the list says what is wanted, what stands for it and what is yet to come; a result shows what DfE published beside England', async () => {
  const director = await house.signIn('director')
  const list = plain(await read(director, '/results'))
  said(list, 'Derby works to five results, each with a headline indicator', 'Help comes on time', 'Severe absence; Persistent absence; Suspensions; Permanent exclusions', 'Nobody has agreed it yet', 'Nobody has said who will bring it')
  const page = plain(await read(director, `/results/${school.id}`))
  said(page, 'All children and young people in Derby, ages 4 to 16', '2.32% in 2024/25', 'England 2.39%', 'A starter rating: check it', 'Children who say that they enjoy school')
  const { results } = await resultsOf(reading(house.db), 1)
  const near = plain(await read(director, `/results/${results[3]!.id}`))
  said(near, 'Neither end is better', 'Keeps from getting worse Children with a plan who are educated outside the area', 'Statutory SEN assessment')
})

test('who may not change sees it all and no form; another area’s result is missing', async () => {
  const officer = await house.signIn('officer')
  for (const path of ['/results', `/results/${school.id}`, '/services', '/services/statutory-sen-assessment']) {
    const body = await read(officer, path)
    assert.ok(!/<form[^>]+action="\/(results|services)/.test(body), path)
    assert.match(body, /<h1/)
  }
  await house.parts.end('head', [2])
  const leeds = (await resultsOf(reading(house.db), 2)).results[0]!
  const head = await house.signIn('head')
  for (const path of [`/results/${leeds.id}`, '/results/nothing', '/results?framework=five-outcomes-2007', '/services/nothing']) assert.equal((await head(path)).status, 404, path)
  assert.equal((await head(`/results/${school.id}/retire`, form({ version: '1', reason: 'r' }))).status, 403)
  await house.parts.lose('officer', 'published:read', [1])
  assert.equal((await officer('/results')).status, 403)
  assert.equal((await officer(`/results/${school.id}`)).status, 404)
})

test('a refused form comes back with all that was typed, the sentence and its field; 50,000 characters too', async () => {
  const director = await house.signIn('director')
  const long = 'ه'.repeat(50_000)
  for (const [path, typed, status, words] of [
    [`/results/${school.id}/indicator`, { measure: 'ehc-plans-within-20-weeks', role: 'secondary', reason: 'We look at it' }, 422, ['how well one service works', 'We look at it', 'href="#indicator-measure"', 'id="indicator-measure"']],
    [`/results/${school.id}/indicator`, { measure: 'persistent-absence', role: 'secondary', reason: 'Once more' }, 409, ['is an indicator of this result already', 'Once more']],
    [`/results/${school.id}/indicator`, { measure: 'overall-absence', group: 'asian', role: 'secondary', reason: 'Kept words' }, 404, ['Overall absence is not published for the group asian', 'Kept words']],
    [`/results/${school.id}/reword`, { version: '1', body: 'Reduce absence', why: 'Clearer', looksLike: 'مرحبا' }, 422, ['says what should happen to a figure', 'Reduce absence', 'Clearer', 'مرحبا', 'href="#reword-body"', 'id="reword-body"']],
    [`/results/${school.id}/reword`, { version: '1', body: 'Children are there', why: 'w', looksLike: long }, 422, ['20,000 characters or fewer', long]],
    [`/results/${school.id}/role`, { indicator: school.indicators[4]!.id, role: 'headline', reason: '' }, 422, ['Say why, in a sentence', `id="role-${school.indicators[4]!.id}-reason"`]],
    ['/results/framework', { place: 'E06000015', name: 'Ours', source: '' }, 422, ['Say where these results come from', 'value="Ours"', 'id="framework-source"']],
    ['/services/service', { place: 'E06000015', name: 'Portage', customers: '', manager: 'Head' }, 422, ['Say whom it serves', 'value="Portage"', 'id="service-customers"']],
    ['/services/statutory-sen-assessment/measure', { service: '', body: 'Days', quadrant: '', role: 'secondary' }, 422, ['Say what it tells', 'value="Days"']],
  ] as const) {
    const answer = await director(path, form({ ...typed, once: path + JSON.stringify(typed).length }))
    const body = await answer.text()
    assert.equal(answer.status, status, `${path} ${plain(body).slice(0, 400)}`)
    said(body, '<title>Error: ', 'There is a problem', ...words)
  }
})

test('two people reword one result: the second sees both, brings them together and saves', async () => {
  const [first, second] = [await house.signIn('director'), await house.signIn('programme-manager')]
  const { id } = (await resultsOf(reading(house.db), 1)).results[2]!
  const typed = { version: '1', place: 'E06000015', ages: '4 to 16', group: 'all', looksLike: '', agreedBy: '', agreedOn: '' }
  assert.equal((await first(`/results/${id}/reword`, form({ ...typed, body: 'Children learn with joy', why: 'Warmer' }))).status, 303)
  const answer = await second(`/results/${id}/reword`, form({ ...typed, body: 'Children learn and shine', why: 'Brighter' }))
  const body = await answer.text()
  assert.equal(answer.status, 409)
  said(body, 'As Amara Okafor saved it', 'Children learn with joy', 'Children learn and shine', 'Brighter', 'name="version" value="2"')
  assert.equal((await second(`/results/${id}/reword`, form({ ...typed, version: '2', body: 'Children learn with joy and shine', why: 'Both', agreedBy: 'The partnership', agreedOn: '2026-01-31' }))).status, 303)
  const page = plain(await read(second, `/results/${id}`))
  said(page, 'Children learn with joy and shine', 'Agreed by The partnership, 31 January 2026', 'Reworded, after version 2', 'It said: Children learn and do well', 'Tomasz Wren')
})

test('an indicator’s life on the page: added, rated, made a headline, the sixth refused, taken out with its reason in the history', async () => {
  const director = await house.signIn('director')
  const send = (what: string, typed: Record<string, string>) => director(`/results/${school.id}/${what}`, form(typed))
  assert.equal((await send('indicator', { measure: 'pupils-suspended', group: '', wanted: '', bringer: '', role: 'secondary', reason: 'Children, not events', communication: '', proxy: '', data: '', ratedBecause: '' })).status, 303)
  const added = (await resultsOf(reading(house.db), 1)).results[1]!.indicators.find(({ measureId }) => measureId === 'pupils-suspended')!
  assert.equal((await send('role', { indicator: added.id, role: 'headline', reason: 'Plain' })).status, 422)
  assert.equal((await send('rate', { indicator: added.id, communication: 'high', proxy: 'high', data: 'medium', reason: 'A year late' })).status, 303)
  assert.equal((await send('role', { indicator: added.id, role: 'headline', reason: 'Plain' })).status, 303)
  const sixth = await send('indicator', { measure: 'overall-absence', role: 'headline', reason: 'All of it', communication: 'high', proxy: 'high', data: 'high', ratedBecause: 'r' })
  said(plain(await sixth.text()), 'This result has five headline indicators already: Severe absence, Persistent absence, Suspensions, Permanent exclusions and Pupils suspended once or more. Make one of them secondary first')
  assert.equal((await send('retire-indicator', { indicator: added.id, reason: 'Suspensions say enough' })).status, 303)
  const page = plain(await read(director, `/results/${school.id}`))
  said(page, 'Added as secondary: Pupils suspended once or more', 'Rated: Pupils suspended once or more', 'Now headline: Pupils suspended once or more', 'Taken out: Pupils suspended once or more', 'Suspensions say enough')
})

test('what is written about the curves of its indicators answers the later questions; the rest is said to be open', async () => {
  const director = await house.signIn('director')
  said(plain(await read(director, `/results/${school.id}`)), 'Not answered yet The story behind the curves, who the partners are, what works and what will be done.')
  const curve = { place: 'E06000015', group: 'all' }
  const day = '2099-03-31'
  assert.equal((await director('/measures/severe-absence/story', form({ ...curve, body: 'Buses stopped running.\n\nMore.', version: '0' }))).status, 303)
  assert.equal((await director('/measures/severe-absence/action', form({ ...curve, title: 'Run the bus again', owner: 'Head of transport', due: day }))).status, 303)
  const page = plain(await read(director, `/results/${school.id}`))
  said(page, 'What is the story behind it? Severe absence Buses stopped running.', 'What do we propose to do? Severe absence Run the bus again Head of transport, 31 March 2099', 'Who the partners are and what works.')
  assert.ok(!page.includes('Who are the partners?'))
})

test('services: four quadrants, a contribution and its end, a service that is over stays readable', async () => {
  const director = await house.signIn('director')
  assert.equal((await director('/services/service', form({ place: 'E06000015', name: 'Attendance team', customers: 'Children often away', manager: 'Head of attendance', host: '' }))).headers.get('location'), '/services/attendance-team')
  const { rows: [service] } = await house.pool.query(`select service_id as id from scorecards.service where slug = 'attendance-team'`)
  assert.equal((await director('/services/attendance-team/measure', form({ service: service.id, body: 'Children back in school for a term', quadrant: 'better-off-percent', betterOff: 'behaviour', measure: '', group: '', role: 'data-development' }))).status, 303)
  const { rows: [measure] } = await house.pool.query(`select performance_measure_id as id from scorecards.performance_measure where service_id = $1`, [service.id])
  const link = { measure: measure.id, indicator: school.indicators[0]!.id }
  assert.equal((await director('/services/attendance-team/contribution', form({ ...link, kind: 'contributes', strength: 'high', rationale: 'One child back is one fewer away' }))).status, 303)
  const page = plain(await read(director, '/services/attendance-team'))
  said(page, 'How much did we do?', 'How well did we do it?', 'Is anyone better off?', 'Nobody counts it yet', 'Data development agenda. Behaviour', 'Contributes to Severe absence , of Children are in school and belong there . High: One child back')
  said(plain(await read(director, `/results/${school.id}`)), 'Attendance team : Children back in school for a term')
  assert.equal((await director('/services/attendance-team/end', form({ id: service.id, reason: 'Joined with early help' }))).status, 303)
  said(plain(await read(director, '/services')), 'One service is over', 'Joined with early help')
  said(plain(await read(director, '/services/attendance-team')), 'Over since', 'No longer contributes: Children back in school for a term')
  assert.ok(!(await read(director, '/services/attendance-team')).includes('action="/services/attendance-team'))
})

test('an area with nothing in it is told what to do first, and one press gives it results and a service', async () => {
  const db = reading(house.db)
  const places = await directory(db)
  const place = places.byName('York')!
  await house.db.transaction().execute(async (tx) => {
    await makeArea(tx, { areaId: 4, placeId: place.placeId, name: 'York', slug: 'york', colour: '#0b5566', now: new Date() })
    await seedRoles(tx, 4, '2020-01-01')
    await giveRole(tx, { areaId: 4, placeId: place.placeId, person: 'director', role: 'director', from: new Date('2020-01-01'), source: 'test', givenBy: 'operator', now: new Date() })
    await tx.insertInto('platform.data_version').values({ area_id: 0, version: 1 }).onConflict((c) => c.column('area_id').doUpdateSet((of) => ({ version: of('platform.data_version.version', '+', 1 as never) }))).execute()
  })
  const director = await house.signIn('director')
  assert.equal((await director('/area', form({ area: 'york' }))).status, 303)
  said(plain(await read(director, '/results')), 'Nobody has said yet what York wants for its children', 'Take up one of the sets below with one press', 'The five outcomes of 2007')
  said(plain(await read(director, '/services')), 'No service of York says yet what it does and for whom')
  assert.equal((await director('/results/adopt', form({ place: place.code, starter: 'belong' }))).headers.get('location'), '/results?framework=belong')
  assert.equal((await director('/services/adopt', form({ place: place.code, starter: 'statutory-sen-assessment' }))).headers.get('location'), '/services/statutory-sen-assessment')
  said(plain(await read(director, '/results')), 'York works to five results')
  const { rows } = await house.pool.query(`select made_by, count(*)::int as made from scorecards.contribution where area_id = 4 group by 1`)
  assert.deepEqual(rows, [{ made_by: 'director', made: 3 }])
  assert.equal((await director('/results/adopt', form({ place: place.code, starter: 'belong' }))).status, 409)
})
