import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { Refusal } from '#kernel'
import { type Action, ask, perform, reading } from '#platform'
import { testHouse } from '../../../../test/house-kit.ts'
import { addContribution, endContribution } from './contributions.ts'
import { adoptFramework, listResults, makeFramework } from './frameworks.ts'
import { addIndicator, retireIndicator } from './indicators.ts'
import { addPerformanceMeasure, endPerformanceMeasure } from './performance-measures.ts'
import { rateIndicator } from './ratings.ts'
import { type HeldResult, resultsOf } from './results-read.ts'
import { readResult } from './result-read.ts'
import { addResult, oneResult, retireResult, rewordResult } from './results.ts'
import { setRole } from './roles.ts'
import { addService, adoptStarterService, changeService, endService } from './services.ts'
import { servicesOf } from './services-read.ts'

const DERBY = 'E06000015'
const LEEDS = 'E08000035'
let house: Awaited<ReturnType<typeof testHouse>>
let framework: string
before(async () => {
  house = await testHouse()
  framework = (await act<{ id: string }>(makeFramework, { place: DERBY, name: 'Try out', source: 'A test', starts: '2099-01-01' })).id
})
after(() => house.close())

const act = <Outcome>(action: Action, input: object, person = 'director', areaId = 1) => perform(action, house.as(person, areaId), input) as Promise<Outcome>
const newResult = async (body = 'Children are well') => (await act<{ id: string }>(addResult, { framework, body })).id
const RATED = { communication: 'high', proxy: 'high', data: 'medium', ratedBecause: 'r', reason: 'It says most' }
const indicate = async (result: string, measure: string, more: object = {}) => (await act<{ id: string }>(addIndicator, { result, measure, role: 'secondary', reason: 'r', ...more })).id
const refused = (field: string, said: RegExp, kind = 'invalid') => (fault: unknown) => {
  assert.ok(fault instanceof Refusal, String(fault))
  assert.equal(fault.kind, kind)
  assert.match(fault.message, said)
  assert.ok(field in fault.fields, `no word about ${field}: ${JSON.stringify(fault.fields)}`)
  return true
}
const ofTry = async (id: string): Promise<HeldResult> => (await resultsOf(reading(house.db), 1, 'try-out')).results.find((one) => one.id === id)!

test('a demo begins with its starter sets: Derby with its own, Leeds with those of 2007 and 2019 as well, and the own in force', async () => {
  const derby = await resultsOf(reading(house.db), 1)
  assert.deepEqual([derby.framework?.slug, derby.results.map(({ body }) => body)], ['belong', [
    'Help comes on time', 'Children are in school and belong there', 'Children learn and do well', 'Needs are met close to home, without a fight', 'Young people go on well to adult life',
  ]])
  const leeds = await resultsOf(reading(house.db), 2)
  assert.equal(leeds.framework?.slug, 'belong')
  assert.deepEqual(leeds.frameworks.map(({ slug, isInForce }) => [slug, isInForce]), [['belong', true], ['outcomes-2019', true], ['five-outcomes-2007', false]])
  const old = await resultsOf(reading(house.db), 2, 'five-outcomes-2007')
  assert.deepEqual([old.framework?.starts, old.framework?.ends, old.results.length], ['2007-09-01', '2010-08-31', 5])
  assert.deepEqual(await resultsOf(reading(house.db), 1, 'no-such'), { frameworks: derby.frameworks.concat(), framework: null, results: [] })
})

test('what comes with Belong keeps the rules it asks of others: headlines are rated, have a curve, are no service’s, and are five at most', async () => {
  const { rows } = await house.pool.query(`
    select i.area_id, i.result_id, i.measure_id, m.accountability, part.role, rated.data, rated.rated_by,
      (select count(*)::int from measures.observation o join measures.series s using (series_id)
       where s.measure_id = i.measure_id and s.group_id = i.group_id and o.place_id = r.place_id and o.value is not null) as figures
    from scorecards.indicator i join scorecards.result r using (area_id, result_id) left join measures.measure m on m.measure_id = i.measure_id
    join scorecards.indicator_role part using (area_id, indicator_id) left join scorecards.rating rated using (area_id, indicator_id)
    where r.framework_id <> $1`, [framework])
  assert.ok(rows.length > 40)
  for (const row of rows.filter(({ measure_id }) => measure_id)) {
    assert.equal(row.accountability, 'population', row.measure_id)
    assert.equal(row.rated_by, 'starter', row.measure_id)
  }
  const heads = rows.filter(({ role }) => role === 'headline')
  assert.ok(heads.length >= 20)
  for (const { data, figures, measure_id } of heads) assert.ok(data !== 'low' && figures >= 2, measure_id)
  for (const ofOne of Map.groupBy(heads, ({ area_id, result_id }) => `${area_id} ${result_id}`).values()) assert.ok(ofOne.length <= 5)
  const { rows: unknown } = await house.pool.query(`
    select measure_id, group_id from (select measure_id, group_id from scorecards.indicator union select measure_id, group_id from scorecards.performance_measure) named
    where measure_id is not null and not exists (select from measures.series s where s.measure_id = named.measure_id and s.group_id = named.group_id)`)
  assert.deepEqual(unknown, [])
})

test('a result is a condition in plain words: a figure, a percentage or a direction is refused with what to say instead', async () => {
  for (const [body, said] of [
    ['90% of children are in school', /Leave numbers and percentages to its indicators/],
    ['Children aged 5 are ready', /Leave numbers/],
    ['٩٠ من الأطفال في المدرسة', /Leave numbers/],
    ['Reduce suspensions', /“Reduce” says what should happen to a figure/],
    ['Attendance is increased', /“increased” says what should happen/],
    ['Improving attendance', /“Improving”/],
    ['A high proportion of children read', /“proportion” belongs to an indicator/],
    ['', /one plain sentence/],
    ['x'.repeat(301), /300 characters or fewer/],
  ] as const) await assert.rejects(act(addResult, { framework, body }), refused('body', said), body)
  for (const body of ['Children are safe', 'الأطفال في أمان', 'Children are healthy, and somebody notices when they are not']) assert.ok((await act<{ id: string }>(addResult, { framework, body })).id)
})

test('the population lies in the area; who agreed it, and a day that has come, go together', async () => {
  const said = { framework, body: 'Children are loved' }
  await assert.rejects(act(addResult, { ...said, place: LEEDS }), refused('place', /not in this area/))
  await assert.rejects(act(addResult, { ...said, place: 'E92000001' }), refused('place', /not in this area/))
  await assert.rejects(act(addResult, { ...said, group: 'martians' }), refused('group', /no group called martians/))
  await assert.rejects(act(addResult, { ...said, agreedOn: '2020-01-01' }), refused('agreedBy', /who agreed it/))
  await assert.rejects(act(addResult, { ...said, agreedBy: 'The board', agreedOn: '2999-01-01' }), refused('agreedOn', /still to come/))
  const { id } = await act<{ id: string }>(addResult, { ...said, place: DERBY, group: 'looked-after', ages: '', agreedBy: 'The partnership board', agreedOn: '2026-03-31' })
  const { groupId, ages, agreedBy, agreedOn } = await ofTry(id)
  assert.deepEqual({ groupId, ages, agreedBy, agreedOn }, { groupId: 'looked-after', ages: '0 to 25', agreedBy: 'The partnership board', agreedOn: '2026-03-31' })
})

test('an indicator may not be owned by one service; a service may not own what is true of everyone', async () => {
  const result = await newResult()
  await assert.rejects(indicate(result, 'ehc-plans-within-20-weeks'), refused('measure', /how well one service works.*Add this to its service instead/))
  await assert.rejects(indicate(result, 'no-such-measure'), { kind: 'missing' })
  const { id: service } = await act<{ id: string }>(addService, { place: DERBY, name: 'Attendance team', customers: 'Children often away', manager: 'Head of attendance' })
  const measure = { service, body: 'Days away', quadrant: 'how-well', role: 'headline' }
  await assert.rejects(act(addPerformanceMeasure, { ...measure, measure: 'persistent-absence' }), refused('measure', /no one service can answer for it/))
  assert.ok(await act(addPerformanceMeasure, { ...measure, measure: 'ehc-plans-within-20-weeks' }))
})

test('the same indicator twice, an indicator of a retired result, and words without a bringer are refused', async () => {
  const result = await newResult()
  await indicate(result, 'persistent-absence')
  await assert.rejects(indicate(result, 'persistent-absence'), refused('measure', /is an indicator of this result already/, 'conflict'))
  await indicate(result, 'persistent-absence', { group: 'looked-after' })
  const wanted = { result, wanted: 'Children who feel heard', bringer: 'Participation officer', role: 'data-development', reason: 'r' }
  await assert.rejects(act(addIndicator, { ...wanted, bringer: '' }), refused('bringer', /who will bring the figures/))
  await assert.rejects(act(addIndicator, { ...wanted, wanted: '' }), refused('measure', /Choose a measure, or say what/))
  await assert.rejects(act(addIndicator, { ...wanted, role: 'secondary' }), refused('role', /data development agenda/))
  const { id } = await act<{ id: string }>(addIndicator, wanted)
  await assert.rejects(act(addIndicator, { ...wanted, wanted: 'children who FEEL heard' }), refused('wanted', /already/, 'conflict'))
  for (const role of ['headline', 'secondary']) await assert.rejects(act(setRole, { indicator: id, role, reason: 'r' }), refused('role', /Nothing measures this yet/))
  await assert.rejects(act(rateIndicator, { indicator: id, communication: 'high', proxy: 'high', data: 'high', reason: 'r' }), /nothing to rate/)

  await act(retireResult, { id: result, version: '1', reason: 'Merged with another' })
  await assert.rejects(indicate(result, 'severe-absence'), { kind: 'conflict', message: /retired/ })
  await assert.rejects(act(setRole, { indicator: id, role: 'data-development', reason: 'r' }), { kind: 'conflict' })
  const whole = await readResult(reading(house.db), 1, result)
  assert.deepEqual([whole?.ended?.by, whole?.ended?.reason, whole?.indicators.length], ['director', 'Merged with another', 3])
  assert.equal(await ofTry(result), undefined)
})

test('a headline is rated, its data power at least medium, and it has a curve; a low rating sends it to the agenda', async () => {
  const result = await newResult()
  const indicator = await indicate(result, 'persistent-absence')
  const headline = { indicator, role: 'headline', reason: 'It says most' }
  await assert.rejects(act(setRole, headline), refused('role', /nobody has rated this one/))
  await act(rateIndicator, { indicator, communication: 'high', proxy: 'high', data: 'low', reason: 'Late' })
  await assert.rejects(act(setRole, headline), refused('role', /rated low/))
  await act(rateIndicator, { indicator, communication: 'high', proxy: 'high', data: 'medium', reason: 'In time again' })
  await act(setRole, headline)
  assert.equal((await ofTry(result)).indicators[0]!.role, 'headline')
  const fallen = await act<{ movedTo: string | null }>(rateIndicator, { indicator, communication: 'high', proxy: 'high', data: 'low', reason: 'Late again' })
  assert.equal(fallen.movedTo, 'data-development')
  assert.equal((await ofTry(result)).indicators[0]!.role, 'data-development')

  await assert.rejects(indicate(result, 'overweight-year-6', { role: 'headline', ...RATED }), refused('role', /no figures of this for Derby/))
  await indicate(result, 'overweight-year-6', { role: 'data-development' })
  await assert.rejects(indicate(result, 'attainment-8', { role: 'headline' }), refused('role', /nobody has rated/))
  await assert.rejects(indicate(result, 'attainment-8', { role: 'headline', ...RATED, data: '' }), refused('data', /all three powers/))
  await assert.rejects(indicate(result, 'attainment-8', { role: 'headline', ...RATED, ratedBecause: '' }), refused('ratedBecause', /why it is rated so/))
  await indicate(result, 'attainment-8', { role: 'headline', ...RATED })
  await indicate(result, 'pupils-with-ehc-plans', { role: 'headline', ...RATED })
  const { rows: [one] } = await house.pool.query(`
    select s.series_id, min(o.period_id) as period from measures.series s join measures.observation o using (series_id) where s.measure_id = 'severe-absence' and s.group_id = 'all' group by 1`)
  await house.pool.query(`delete from measures.observation using places.place_code c where series_id = $1 and period_id <> $2 and c.place_id = observation.place_id and c.code = 'E06000015'`, [one.series_id, one.period])
  await assert.rejects(indicate(result, 'severe-absence', { role: 'headline', ...RATED }), refused('role', /only one figure of this for Derby/))
})

const MEASURES = ['persistent-absence', 'overall-absence', 'suspensions', 'permanent-exclusions', 'pupils-suspended', 'attainment-8', 'phonics', 'neet-16-and-17']

test('the sixth headline is refused with the five named, and fits once one is secondary', async () => {
  const result = await newResult()
  const ids: string[] = []
  for (const measure of MEASURES.slice(0, 5)) ids.push(await indicate(result, measure, { role: 'headline', ...RATED }))
  await assert.rejects(indicate(result, 'attainment-8', { role: 'headline', ...RATED }), (fault: Refusal) =>
    refused('role', /five headline indicators already/)(fault) && ['Persistent absence', 'Overall absence', 'Suspensions', 'Permanent exclusions', 'Pupils suspended once or more'].every((name) => fault.message.includes(name)))
  await act(setRole, { indicator: ids[2], role: 'headline', reason: 'It is one of the five: nothing changes' })
  await act(setRole, { indicator: ids[2], role: 'secondary', reason: 'Make room' })
  await indicate(result, 'attainment-8', { role: 'headline', ...RATED })
  assert.equal((await ofTry(result)).indicators.filter(({ role }) => role === 'headline').length, 5)
})

type Deed = { kind: 'role'; at: number; role: string } | { kind: 'rate'; at: number; data: string } | { kind: 'add'; at: number; role: string } | { kind: 'retire'; at: number }
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('role' as const), at: fc.nat(7), role: fc.constantFrom('headline', 'headline', 'secondary', 'data-development') }),
  fc.record({ kind: fc.constant('rate' as const), at: fc.nat(7), data: fc.constantFrom('high', 'medium', 'low') }),
  fc.record({ kind: fc.constant('add' as const), at: fc.nat(7), role: fc.constantFrom('headline', 'secondary') }),
  fc.record({ kind: fc.constant('retire' as const), at: fc.nat(7) }),
)

const STILL: Deed[] = Array.from({ length: 6 }, () => ({ kind: 'rate', at: 0, data: 'high' }))

test('law: whatever people do, in whatever order and all at once, a result never has more than five headlines, and none with poor data', async () => {
  let most = 0
  await fc.assert(fc.asyncProperty(fc.array(deed, { minLength: 6, maxLength: 14 }), fc.boolean(), async (deeds, isAtOnce) => {
    const result = await newResult()
    for (const measure of MEASURES.slice(0, 6)) await indicate(result, measure, { role: 'secondary', ...RATED })
    const idOf = async (at: number) => (await ofTry(result)).indicators.find(({ measureId }) => measureId === MEASURES[at])?.id
    const doIt = async (one: Deed) => {
      const indicator = await idOf(one.at)
      if (one.kind === 'add') return indicate(result, MEASURES[one.at]!, { ...RATED, role: one.role })
      if (one.kind === 'role') return act(setRole, { indicator, role: one.role, reason: 'r' })
      if (one.kind === 'rate') return act(rateIndicator, { indicator, communication: 'high', proxy: 'high', data: one.data, reason: 'r' })
      return act(retireIndicator, { indicator, reason: 'r' })
    }
    const tried = (one: Deed) => doIt(one).catch((fault: unknown) => assert.ok(fault instanceof Refusal, String(fault)))
    const first = MEASURES.slice(0, 6).map((_, at): Deed => ({ kind: 'role', at, role: 'headline' }))
    if (isAtOnce) await Promise.all([...first, ...deeds].map(tried))
    else for (const one of [...first, ...deeds]) await tried(one)
    const heads = (await ofTry(result)).indicators.filter(({ role }) => role === 'headline')
    assert.ok(heads.length <= 5)
    assert.ok(heads.every(({ rating }) => rating?.data === 'high' || rating?.data === 'medium'))
    most = Math.max(most, heads.length)
    // Two examples with deeds that move no headline, so that the five are reached whatever the others do.
  }), { numRuns: 12, examples: [[STILL, false], [STILL, true]] })
  assert.equal(most, 5, 'the five were never reached: this law was not put to the test')
})

test('a service’s measure stands where it belongs, and on the agenda while nothing is held of it', async () => {
  const { id: service } = await act<{ id: string }>(addService, { place: DERBY, name: 'Portage', customers: 'Families of young children', manager: 'Head of early years', host: 'The council' })
  const say = (more: object) => act<{ id: string }>(addPerformanceMeasure, { service, body: 'Something', quadrant: 'how-much', role: 'data-development', ...more })
  await assert.rejects(say({ quadrant: 'better-off-percent' }), refused('betterOff', /in what anyone is better off/))
  await assert.rejects(say({ betterOff: 'skill' }), refused('betterOff', /Only a measure of who is better off/))
  await assert.rejects(say({ quadrant: '' }), refused('quadrant', /how much, how well/))
  await assert.rejects(say({ role: 'headline' }), refused('role', /No figures are held of this/))
  await assert.rejects(say({ measure: 'ehc-plans-within-20-weeks' }), refused('quadrant', /is a percentage/))
  await assert.rejects(say({ measure: 'ehc-assessment-requests', quadrant: 'better-off-percent', betterOff: 'skill' }), refused('quadrant', /not a percentage/))
  const { id } = await say({ body: 'Children who can ask for what they want', quadrant: 'better-off-percent', betterOff: 'skill' })
  await assert.rejects(say({ body: 'children who can ask for what they WANT' }), refused('body', /already/, 'conflict'))
  await act(endPerformanceMeasure, { id, reason: 'Nobody could count it' })
  await assert.rejects(act(endPerformanceMeasure, { id, reason: 'r' }), { kind: 'conflict' })
  const [held] = (await servicesOf(reading(house.db), 1)).filter(({ slug }) => slug === 'portage')
  assert.equal(held!.measures[0]!.ended?.reason, 'Nobody could count it')
  await assert.rejects(act(addService, { place: DERBY, name: 'PORTAGE', customers: 'c', manager: 'm' }), refused('name', /called PORTAGE/, 'conflict'))
  await act(endService, { id: service, reason: 'Joined with another' })
  await assert.rejects(say({ body: 'More' }), { kind: 'conflict', message: /is over/ })
})

test('contribution: never the only measure of a result, once at a time, ended with either side', async () => {
  const result = await newResult()
  const { id: wanted } = await act<{ id: string }>(addIndicator, { result, wanted: 'Children who feel heard', bringer: 'Participation officer', role: 'data-development', reason: 'r' })
  const { id: service } = await act<{ id: string }>(addService, { place: DERBY, name: 'Advice team', customers: 'Families', manager: 'Head of advice' })
  const { id: measure } = await act<{ id: string }>(addPerformanceMeasure, { service, body: 'Plans on time', measure: 'ehc-plans-within-20-weeks', quadrant: 'how-well', role: 'headline' })
  const link = { measure, indicator: wanted, kind: 'contributes', strength: 'high', rationale: 'Help in time' }
  await assert.rejects(act(addContribution, link), refused('indicator', /may not be all that measures a result/))
  const measured = await indicate(result, 'phonics')
  await act(addContribution, link)
  await assert.rejects(act(addContribution, link), refused('indicator', /already/, 'conflict'))
  await assert.rejects(act(retireIndicator, { indicator: measured, reason: 'r' }), { kind: 'conflict', message: /may not measure it alone/ })
  await act(endContribution, { measure, indicator: wanted })
  await act(retireIndicator, { indicator: measured, reason: 'r' })
  const whole = await readResult(reading(house.db), 1, result)
  assert.deepEqual(whole!.contributions.map(({ endedBy, service }) => [endedBy, service.slug]), [['director', 'advice-team']])

  const other = await newResult()
  const again = await indicate(other, 'phonics')
  await act(addContribution, { ...link, indicator: again })
  await act(endService, { id: service, reason: 'Over' })
  assert.ok((await readResult(reading(house.db), 1, other))!.contributions.every(({ endedAt }) => endedAt !== null))
  await assert.rejects(act(addContribution, { ...link, indicator: again }), { kind: 'conflict', message: /no longer kept/ })
})

test('two people reword one result: the second is told, nothing is lost, and how it stood is kept with who and why', async () => {
  const id = await newResult('Children are glad')
  await act(rewordResult, { id, version: '1', body: 'Children are glad to come', why: 'Plainer', looksLike: 'They run in' })
  await assert.rejects(act(rewordResult, { id, version: '1', body: 'Children are cheerful', why: 'Nicer' }, 'programme-manager'), { kind: 'conflict', message: /Both are shown/ })
  await assert.rejects(act(retireResult, { id, version: '1', reason: 'r' }, 'programme-manager'), { kind: 'conflict' })
  const whole = (await readResult(reading(house.db), 1, id))!
  assert.deepEqual([whole.body, whole.version, whole.before.map(({ version, stood, why }) => [version, stood.body, why])], ['Children are glad to come', 2, [[1, 'Children are glad', 'Plainer']]])

  const { id: service } = await act<{ id: string }>(addService, { place: DERBY, name: 'Two hands', customers: 'c', manager: 'm' })
  await act(changeService, { id: service, version: '1', name: 'Two hands', customers: 'Families', manager: 'm' })
  await assert.rejects(act(changeService, { id: service, version: '1', name: 'Three hands', customers: 'c', manager: 'm' }), { kind: 'conflict' })
})

test('another area’s results are missing for who has no part in it, and cannot be joined to one’s own', async () => {
  const leeds = (await resultsOf(reading(house.db), 2)).results[0]!
  await house.parts.end('analyst', [2])
  const [id, indicator] = [leeds.id, leeds.indicators[0]!.id]
  for (const [action, input] of [
    [rewordResult, { id, version: '1', body: 'Ours', why: 'r' }], [retireResult, { id, version: '1', reason: 'r' }], [addIndicator, { result: id, measure: 'phonics', role: 'secondary', reason: 'r' }],
    [setRole, { indicator, role: 'secondary', reason: 'r' }], [retireIndicator, { indicator, reason: 'r' }],
  ] as const) await assert.rejects(act(action, input, 'analyst'), { kind: 'missing' }, action.name)
  await assert.rejects(act(adoptFramework, { place: LEEDS, starter: 'belong' }, 'analyst'), { kind: 'forbidden' })
  await assert.rejects(ask(oneResult, house.as('analyst'), { id }), { kind: 'missing' })
  await assert.rejects(ask(listResults, house.as('analyst'), { place: LEEDS }), { kind: 'forbidden' })
  for (const person of ['officer', 'head', 'wedge-chair', 'dpo']) {
    await assert.rejects(act(addResult, { framework, body: 'Children are well' }, person), { kind: 'forbidden' }, person)
    assert.equal(((await ask(listResults, house.as(person), { place: DERBY })) as { results: unknown[] }).results.length, 5)
  }
  const { id: service } = await act<{ id: string }>(addService, { place: DERBY, name: 'Border team', customers: 'c', manager: 'm' })
  const { id: measure } = await act<{ id: string }>(addPerformanceMeasure, { service, body: 'On time', measure: 'ehc-plans-within-20-weeks', quadrant: 'how-well', role: 'headline' })
  await assert.rejects(act(addContribution, { measure, indicator, kind: 'contributes', strength: 'low', rationale: 'r' }), refused('indicator', /another area’s/))
})

test('a set is adopted once, whatever figures there are; names make addresses in any script', async () => {
  await assert.rejects(act(adoptFramework, { place: DERBY, starter: 'belong' }), { kind: 'conflict', message: /already/ })
  await assert.rejects(act(adoptFramework, { place: DERBY, starter: 'nothing' }), { kind: 'missing' })
  assert.equal((await act<{ slug: string }>(adoptFramework, { place: DERBY, starter: 'outcomes-2019' })).slug, 'outcomes-2019')
  await assert.rejects(act(adoptStarterService, { place: DERBY, starter: 'statutory-sen-assessment' }), { kind: 'conflict' })
  const made = await act<{ slug: string }>(makeFramework, { place: DERBY, name: 'نتائج أطفالنا', source: 'مجلس' })
  assert.equal(made.slug, 'نتائج-أطفالنا')
  await assert.rejects(act(makeFramework, { place: DERBY, name: 'Try  out', source: 's' }), refused('name', /already/, 'conflict'))
  await assert.rejects(act(makeFramework, { place: DERBY, name: '???', source: 's' }), refused('name', /letters/))
  await assert.rejects(act(makeFramework, { place: DERBY, name: 'Back', source: 's', starts: '2030-01-01', ends: '2029-01-01' }), refused('ends', /ends before it begins/))
})
