import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { ask, moveOn, perform, reading } from '#platform'
import { areasOf, holds } from '#rooms/access'
import { measureDoors } from '#rooms/measures'
import { areaOfPlace, directory, placeNamed, siteNamed } from '#rooms/places'
import { addAction, changeAction, programmeDoors } from '#rooms/programme'
import { setTarget, scorecardDoors } from '#rooms/scorecards'
import { form, testHouse } from './house-kit.ts'

const DERBY = 'E06000015'
const LEEDS = 'E08000035'
const CURVE = { measure: 'ehc-plans-within-20-weeks', group: 'all', place: DERBY }
let house: Awaited<ReturnType<typeof testHouse>>
before(async () => void (house = await testHouse()))
after(() => house.close())
beforeEach(async () => {
  await house.parts.restore()
  await house.pool.query(`delete from programme.action_before; delete from programme.action; delete from scorecards.target`)
})

const plain = (body: string) => body.replace(/<style.*?<\/style>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const query = (doors: typeof programmeDoors | typeof scorecardDoors | typeof measureDoors, name: string) => doors.queries.find((one) => one.name === name)! as never
const changed = () => house.db.transaction().execute((tx) => moveOn(tx, 0))

test('a person whose part in an area is over, or has not begun, is moved to one of theirs', async () => {
  const director = await house.signIn('director')
  assert.match(plain(await (await director('/')).text()), /Actions of Derby/)
  for (const over of ['end', 'putOff'] as const) {
    await house.parts[over]('director', [1, 3])
    const home = plain(await (await director('/')).text())
    assert.match(home, /Actions of Leeds/)
    assert.doesNotMatch(home, /Go to Derby/)
    assert.deepEqual(await areasOf(house.as('director').actor, reading(house.db)), [2])
  }
  await house.parts.restore()
  await house.parts.end('director')
  assert.equal((await director('/')).headers.get('location'), '/sign-in?next=%2F')
  await house.parts.restore()
  assert.equal((await director('/')).status, 200)
})

test('without leave to read an area, its actions, targets and sets stay unseen, on home and in search', async () => {
  await perform(addAction, house.as('director'), { ...CURVE, title: 'Zebra crossing', owner: 'Head of inclusion', due: '2099-01-31' })
  await perform(setTarget, house.as('director'), { ...CURVE, period: '2027', value: '50', reason: 'r' })
  const officer = await house.signIn('officer')
  const pages = async () => plain(`${await (await officer('/')).text()} ${await (await officer('/search?q=zebra')).text()}`)
  for (const said of ['Zebra crossing', 'A target was set']) assert.ok((await pages()).includes(said), said)
  await ask(query(measureDoors, 'places.comparators'), house.as('officer'), {})

  await house.parts.lose('officer', 'published:read')
  for (const said of ['Zebra crossing', 'A target was set']) assert.ok(!(await pages()).includes(said), said)
  await assert.rejects(ask(query(measureDoors, 'places.comparators'), house.as('officer'), {}), { kind: 'forbidden' })
})

test('a grant reaches from a region to its schools, through more than one hierarchy, and only while they belong there', async () => {
  const db = reading(house.db)
  const derby = await placeNamed(db, DERBY)
  const region = (await directory(db)).parentOf(derby.placeId, 'regions')!
  const { rows: [school] } = await house.pool.query(`insert into places.place (level, name) values ('school', 'Maple Lane Primary') returning place_id`)
  await house.pool.query(`insert into places.place_code (scheme, code, place_id) values ('urn', '999901', $1)`, [school.place_id])
  await house.pool.query(`insert into places.hierarchy values ('authorities', 'Schools by authority') on conflict do nothing`)
  await house.pool.query(`insert into places.membership (hierarchy, place_id, parent_id) values ('authorities', $1, $2)`, [school.place_id, derby.placeId])
  await house.pool.query(`insert into access.person (slug, name, role_title, home_area_id, demo, made_at) values ('regional', 'R', 'R', 1, false, now()) on conflict do nothing`)
  await house.pool.query(`insert into access.grant_held values (1, 'regional', 'story:write', $1, '2020-01-01', null, 'test')`, [region.placeId])
  await changed()

  const { rows: reach } = await house.pool.query(`select p.name from places.reach r join places.place p on p.place_id = r.within_id where r.place_id = $1 order by 1`, [school.place_id])
  assert.deepEqual(reach.map(({ name }) => name), ['Derby', 'East Midlands', 'England', 'Maple Lane Primary'])
  assert.equal(await areaOfPlace(db, await placeNamed(db, '999901')), 1)
  const { actor } = house.as('regional')
  assert.equal(await holds(actor, 'story:write', await siteNamed(db, '999901'), db), true)
  assert.notEqual(await holds(actor, 'story:write', await siteNamed(db, LEEDS), db), true)

  await house.pool.query(`update places.membership set ends = current_date - 1 where place_id = $1`, [school.place_id])
  await changed()
  assert.notEqual(await holds(actor, 'story:write', await siteNamed(db, '999901'), db), true)
  await assert.rejects(areaOfPlace(db, await placeNamed(db, '999901')), { kind: 'forbidden' })
})

test('what is written in one area is missing to those with no part in it, though they know its id', async () => {
  const { id } = await perform(addAction, house.as('director', 2), { ...CURVE, place: LEEDS, title: 'Zebra crossing', owner: 'o', due: '2099-01-31' })
  const { rows } = await house.pool.query('select area_id from programme.action where action_id = $1', [id])
  assert.deepEqual(rows, [{ area_id: 2 }])
  await house.parts.end('officer', [2])
  const change = { id, state: 'done', reason: 'r', version: '1' }
  await assert.rejects(perform(changeAction, house.as('officer'), change), { kind: 'missing' })
  await perform(changeAction, house.as('director'), change)
})

test('an action names a curve there is, and is kept and found under our own names of it', async () => {
  const action = { title: 't', owner: 'o', due: '2099-01-31', place: DERBY }
  await assert.rejects(perform(addAction, house.as('director'), { ...action, measure: 'no-such-measure' }), { kind: 'missing' })
  await assert.rejects(perform(addAction, house.as('director'), { ...action, measure: CURVE.measure, group: 'no-such-group' }), { kind: 'missing' })
  await assert.rejects(perform(addAction, house.as('director'), { ...action, measure: 'x'.repeat(201) }), { kind: 'invalid' })
  const { rows: [{ code }] } = await house.pool.query(`select code from measures.series where source = 'lait' and measure_id = 'attainment-8' and group_id = 'ehc-plan'`)
  await perform(addAction, house.as('director'), { ...action, measure: `lait:${code}` })
  const { rows } = await house.pool.query('select measure_id, group_id from programme.action')
  assert.deepEqual(rows, [{ measure_id: 'attainment-8', group_id: 'ehc-plan' }])
  for (const curve of [{ measure: `lait:${code}` }, { measure: 'attainment-8', group: 'ehc-plan' }]) {
    const found = await ask<unknown, unknown[]>(query(programmeDoors, 'programme.actions'), house.as('director'), { ...curve, place: DERBY })
    assert.equal(found.length, 1, curve.measure)
  }
  await perform(setTarget, house.as('director'), { measure: 'lait:SEN_EHC_All_20wks', place: DERBY, period: '2027', value: '50', reason: 'r' })
  assert.equal((await ask<unknown, unknown[]>(query(scorecardDoors, 'scorecards.targets'), house.as('director'), { measure: 'lait:SEN_EHC_All_20wks', place: DERBY })).length, 1)
  await assert.rejects(perform(setTarget, house.as('director'), { ...CURVE, period: '2'.repeat(101), value: '50', reason: 'r' }), { kind: 'invalid' })
})

test('a figure is rounded alike on its own page and beside others', async () => {
  const { rows: [odd] } = await house.pool.query(`
    select distinct on (1) s.measure_id as measure, s.group_id as "group", s.decimals, o.value from measures.series s
    join measures.measure m using (measure_id) join measures.observation o using (series_id) join measures.period p using (period_id)
    join places.place_code c on c.place_id = o.place_id and c.code = $1
    where s.decimals <> m.decimals and s.unit = '%' and o.value is not null and o.value > 1 and o.value < 99
    order by 1, p.ends desc limit 1`, [DERBY])
  const { measure, group, decimals, value } = odd
  const shown = `${Number(value).toFixed(decimals)}%`
  const director = await house.signIn('director')
  const address = new URLSearchParams({ place: DERBY, group })
  assert.ok(plain(await (await director(`/measures/${measure}?${address}`)).text()).includes(`Derby is at ${shown}`), `${measure} ${group} ${shown}`)
  assert.ok(plain(await (await director(`/compare?${address}&measure=${measure}`)).text()).includes(`${Number(value).toFixed(decimals)} `), `compare ${measure} ${group} ${shown}`)
})

test('where the period directly before has no figures, nothing is said of it: not of the gap, nor of the figure', async () => {
  const director = await house.signIn('director')
  const page = async () => plain(await (await director(`/measures/attainment-8?${new URLSearchParams({ place: DERBY, group: 'ehc-plan' })}`)).text())
  const SAID = [/(wider|narrower) than the period before|the same as the period before/, /12\.8 the period before/]
  for (const said of SAID) assert.match(await page(), said)
  await house.pool.query(`
    delete from measures.series_period sp using measures.series s, measures.period p
    where s.series_id = sp.series_id and s.measure_id = 'attainment-8' and p.period_id = sp.period_id and p.label = '2023/24'`)
  await changed()
  for (const said of [...SAID, /11\.9 the period before/]) assert.doesNotMatch(await page(), said)
})

test('a file that is not in is for those who take files in; of one that is, others see how it went and no cell of it', async () => {
  await house.pool.query(`
    insert into collection.batch (area_id, batch_id, kind, file, content_hash, parts, options, state, given_by, given_at, errors, rows_read, rows_rejected)
    select 0, id, 'lait', 'draft-' || id || '.csv', id::text, '{}', '{}', state, 'analyst', now(), 1, 2, 1
    from (values (901, 'checked'), (902, 'committed'), (903, 'rejected')) b (id, state)`)
  await house.pool.query(`
    insert into collection.finding (area_id, batch_id, number, rule, severity, row, column_name, value, message)
    select 0, id, 1, 'value-not-a-number', 'error', 7, 'value', 'seventeen-ish', 'seventeen-ish is no number' from unnest(array[901, 902, 903]) id`)
  const [analyst, officer] = [await house.signIn('analyst'), await house.signIn('officer')]
  for (const batch of [901, 902, 903]) {
    const page = await analyst(`/data/${batch}`)
    assert.equal(page.status, 200)
    assert.ok((await page.text()).includes('seventeen-ish'))
    const seen = batch === 902 ? 200 : 404
    for (const path of [`/data/${batch}`, `/api/v1/batches/${batch}`]) {
      const answer = await officer(path)
      assert.equal(answer.status, seen, path)
      assert.ok(!(await answer.text()).includes('seventeen-ish'), path)
    }
    assert.equal((await officer(`/data/${batch}/findings.csv`)).status, 404)
  }
  for (const path of ['/data', '/api/v1/batches']) {
    const [all, some] = [await (await analyst(path)).text(), await (await officer(path)).text()]
    for (const batch of [901, 902, 903]) assert.ok(all.includes(`draft-${batch}.csv`), `${path} ${batch}`)
    assert.deepEqual([901, 902, 903].filter((batch) => some.includes(`draft-${batch}.csv`)), [902], path)
  }
})

test('a target is taken back by its id alone, in the area it belongs to', async () => {
  const ask = await house.signIn('director')
  await perform(setTarget, house.as('director'), { ...CURVE, period: '2027', value: '50', reason: 'r' })
  const { rows: [{ target_id }] } = await house.pool.query('select target_id from scorecards.target')
  assert.equal((await ask(`/measures/${CURVE.measure}/withdraw-target`, form({ ...CURVE, id: target_id }))).status, 303)
  const { rows } = await house.pool.query('select withdrawn_by from scorecards.target')
  assert.deepEqual(rows, [{ withdrawn_by: 'director' }])
})
