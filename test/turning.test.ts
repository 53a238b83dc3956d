import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { calendarYear } from '#kernel'
import { ask, type Doors, moveOn, perform } from '#platform'
import { takeIn } from '#rooms/measures'
import { directory } from '#rooms/places'
import { freezeBaseline, measurePaper, readCurve, scorecardDoors, setTarget } from '#rooms/scorecards'
import { Cells, type PublishedSet } from '../src/rooms/measures/published-set.ts'
import { form, testHouse } from './house-kit.ts'

/** Measures nobody counts, for Derby alone, so that every expected value can be worked by hand. */
interface Counted {
  id: string
  polarity: 'high' | 'low' | 'none'
  values: Record<number, number>
  breaks?: { period: string; note: string }[]
  definition?: string
}

interface Baseline {
  history: { period: string; value: number; row: number }[]
  forecast: { period: string; value: number }[]
}

const DOORS: Doors = scorecardDoors

const FALLING: Counted = { id: 'knows-a-quiet-room', polarity: 'high', values: { 2019: 50, 2020: 47, 2021: 41, 2022: 39, 2023: 33 } }
const PLACE = 'E06000015'
let house: Awaited<ReturnType<typeof testHouse>>
let batchId = 900

before(async () => {
  house = await testHouse()
  await count(FALLING)
  await count({ id: 'hears-a-bell', polarity: 'none', values: { 2021: 40, 2022: 41, 2023: 42 } })
  await count({ id: 'has-one-figure', polarity: 'high', values: { 2023: 40 } })
  await count({ id: 'was-counted-anew', polarity: 'high', values: { 2020: 80, 2021: 70, 2022: 40, 2023: 38 }, breaks: [{ period: '2022', note: 'Counted anew.' }] })
})
after(() => house.close())

test('a baseline holds the figures, their rows and the forecast of its day; later figures and revisions alter nothing of it', async () => {
  const frozen = await does('freeze-baseline', { ...curve(FALLING.id), decision: 'SEND board of 12 March', reason: 'The strategy begins' }) as { id: string }
  const before = await baselines(FALLING.id)
  // Worked by hand: mean 42 in 2021, slope (−2·50 − 47 + 39 + 2·33) / 10 = −4.2; so 29.4, 25.2 and 21 for 2024 to 2026.
  assert.deepEqual(before[0]!.forecast.map(({ period, value }) => [period, value]), [['2024', 29.4], ['2025', 25.2], ['2026', 21]])
  assert.deepEqual(before[0]!.history.map(({ period, value, row }) => [period, value, row]), [['2019', 50, 2], ['2020', 47, 3], ['2021', 41, 4], ['2022', 39, 5], ['2023', 33, 6]])
  assert.deepEqual(await turned(FALLING.id), 'too-early')

  await count({ ...FALLING, values: { 2023: 34, 2024: 30, 2025: 26 } })
  const after = await baselines(FALLING.id)
  assert.deepEqual(after, before)
  // Still falling, 34, 30, 26, but both years above what was to come: slowing a decline counts.
  assert.equal(await turned(FALLING.id), 'turned')
  const page = await text(FALLING.id)
  for (const said of ['Turned', 'etter than the baseline’s forecast in 2024 and 2025', 'Forecast of', '29.4%', 'SEND board of 12 March']) assert.ok(page.includes(said), said)
  const file = await (await (await house.signIn('director'))(`${address(FALLING.id)}&as=csv`)).text()
  assert.match(file, /2024,"baseline, frozen [^"]+",29\.4/)

  await count({ ...FALLING, definition: 'Asked in another way', values: { 2025: 26 } })
  assert.equal(await turned(FALLING.id), 'cannot-be-known')
  await does('withdraw-baseline', { id: frozen.id })
  assert.deepEqual(await baselines(FALLING.id), [])
  const { rows } = await house.pool.query('select withdrawn_by from scorecards.baseline where area_id = 1 and baseline_id = $1', [frozen.id])
  assert.deepEqual(rows, [{ withdrawn_by: 'director' }])
})

test('a baseline that would mean nothing is refused, with why', async () => {
  for (const [id, why] of [['hears-a-bell', /Neither a high nor a low/], ['has-one-figure', /one comparable figure/]] as const) {
    await assert.rejects(does('freeze-baseline', { ...curve(id), decision: 'd', reason: 'r' }), { kind: 'invalid', message: why })
  }
  await assert.rejects(does('freeze-baseline', { ...curve('was-counted-anew'), decision: 'd', reason: 'r', latest: '2022' }), { kind: 'conflict', message: /2023 came in after/ })
  await does('freeze-baseline', { ...curve('was-counted-anew'), decision: 'd', reason: 'r', latest: '2023' })
  await count({ id: 'was-counted-anew', polarity: 'high', values: { 2024: 90 }, breaks: [{ period: '2024', note: 'And again.' }] })
  assert.equal(await turned('was-counted-anew'), 'cannot-be-known')
  await assert.rejects(perform(freezeBaseline, house.as('officer'), { ...curve('hears-a-bell'), decision: 'd', reason: 'r' }), { kind: 'forbidden' })
})

test('of targets set for one period in one moment, one stands', async () => {
  await Promise.all([91, 92, 93, 94, 95, 96].map((value) => perform(setTarget, house.as('director'), { ...curve('was-counted-anew'), period: '2031', value: String(value), reason: 'r' })))
  const { rows } = await house.pool.query(`select count(*)::int as all, count(*) filter (where withdrawn_at is null)::int as standing from scorecards.target where measure_id = 'was-counted-anew'`)
  assert.deepEqual(rows, [{ all: 6, standing: 1 }])
})

test('a target worse than the curve and than where it goes is refused with both numbers; slowing the decline, no direction and one point are not', async () => {
  // One figure, so it is held: 40 now and 40 to come.
  await assert.rejects(perform(setTarget, house.as('director'), { ...curve('has-one-figure'), period: '2030', value: '39', reason: 'r' }), { kind: 'invalid', message: /39\.0% is on the wrong side: 2023 was at 40\.0%.*goes to 40\.0%.*higher is better/ })
  await perform(setTarget, house.as('director'), { ...curve('has-one-figure'), period: '2030', value: '41', reason: 'r', agreedBy: 'SEND board' })
  await perform(setTarget, house.as('director'), { ...curve('hears-a-bell'), period: '2030', value: '10', reason: 'r' })
  // 47, 41, 39, 34, 30 and 26 since 2020: through the last five the line is at 14.5 by 2028, so 20 slows the decline.
  await perform(setTarget, house.as('director'), { ...curve(FALLING.id), period: '2028', value: '20', reason: 'To slow it is the first step' })
  assert.ok((await text('hears-a-bell')).includes('A value to reach'))
  assert.ok((await text('has-one-figure')).includes('Agreed by SEND board'))
  const sent = await (await house.signIn('director'))('/measures/has-one-figure/target', form({ place: PLACE, group: 'all', period: '2030', value: '12', reason: 'Because we said so' }))
  const page = await sent.text()
  assert.equal(sent.status, 422)
  for (const kept of ['value="12"', 'Because we said so', 'worse than the latest figure (40.0%)']) assert.ok(page.includes(kept), kept)
})

test('a scenario is drawn, stands in the table, and one out of bounds comes back in its box', async () => {
  const director = await house.signIn('director')
  const boxes = { place: PLACE, group: 'all', name: 'More rooms', assumptions: 'Two rooms a school', 'period-0': '2026', 'value-0': '', 'period-1': '2027', 'value-1': '140' }
  const wrong = await (await director(`/measures/${FALLING.id}/scenario`, form(boxes))).text()
  assert.ok(wrong.includes('href="#scenario-value-1"') && wrong.includes('value="140"') && wrong.includes('Two rooms a school'))
  assert.equal((await director(`/measures/${FALLING.id}/scenario`, form({ ...boxes, 'value-1': '44' }))).status, 303)
  await assert.rejects(does('add-scenario', { ...curve(FALLING.id), name: 'n', assumptions: 'a', points: '2024=20' }), { message: /figures to 2025 already/ })
  await does('add-scenario', { ...curve(FALLING.id), name: 'Fewer rooms', assumptions: 'a', points: '2027=12 2026=15' })
  const page = await text(FALLING.id)
  assert.match(page, /<th scope="col"[^>]*>More rooms<\/th>/)
  assert.match(page, /class="k-sc"/)
  assert.match(page, /class="k-sc other"/)
  assert.doesNotMatch(await (await director(`${address(FALLING.id)}&scenario=none`)).text(), /class="k-sc/)
})

test('story, causes, questions, partners and what works are written, shown, and end with who and when', async () => {
  const officer = await house.signIn('officer')
  const send = (name: string, fields: Record<string, string>) => officer(`/measures/${FALLING.id}/${name}`, form({ place: PLACE, group: 'all', ...fields }))
  assert.equal((await send('story', { body: 'لا توجد غرفة هادئة في كل مدرسة.', version: '0' })).status, 303)
  await send('cause', { effect: 'worse', body: 'Rooms became classrooms', evidenceAddress: 'https://example.org/rooms' })
  assert.match(await (await send('cause', { effect: 'worse', body: 'b', evidenceAddress: 'javascript:alert(1)' })).text(), /Give the whole address/)
  await send('question', { body: 'Which schools have none?', finder: 'SEND service', due: '2099-01-01' })
  await send('partner', { name: 'Schools', part: 'Keep a room free' })
  assert.match(await (await send('partner', { name: 'Health', part: 'p', agreedOn: '2026-01-01' })).text(), /Say who of them agreed/)
  assert.match(await (await send('partner', { name: 'Health', part: 'p', agreedOn: '2098-01-01', agreedBy: 'Designated clinical officer' })).text(), /This day is to come/)
  await send('idea', { body: 'A sign on the door', evidence: 'local', cost: 'costed' })
  await send('idea', { body: 'Ask the children', evidence: 'untested', cost: 'no-cost' })
  const page = await text(FALLING.id)
  for (const said of ['<p dir="auto">لا توجد', 'Rooms became classrooms', 'https://example.org/rooms', 'Which schools have none?', 'Not yet agreed', ', for 2025']) assert.ok(page.includes(said), said)
  assert.ok(page.indexOf('Ask the children') < page.indexOf('A sign on the door'), 'what costs nothing comes first')

  const { partners, ideas, questions, causes } = await written(FALLING.id)
  await does('agree-partner', { id: partners[0]!.id, agreedOn: '2026-02-01', agreedBy: 'Chair of the heads’ group' })
  await assert.rejects(does('agree-partner', { id: partners[0]!.id, agreedOn: '2026-02-01', agreedBy: 'Somebody else' }), { kind: 'conflict' })
  await does('answer-question', { id: questions[0]!.id, answer: 'Eleven of them' })
  await assert.rejects(does('answer-question', { id: questions[0]!.id, answer: 'Twelve' }), { kind: 'conflict' })
  await assert.rejects(does('choose-idea', { id: ideas[0]!.id, title: 'Ask them', owner: 'Heads', due: '2020-01-01' }), { message: /has passed/ })
  const opened = await (await house.signIn('director'))(`${address(FALLING.id)}&idea=${ideas[0]!.id}`)
  assert.match(await opened.text(), /<input[^>]*id="action-title"[^>]*value="Ask the children"|value="Ask the children"[^>]*id="action-title"/)
  assert.equal((await (await house.signIn('director'))(`/measures/${FALLING.id}/action`, form({ place: PLACE, group: 'all', idea: ideas[0]!.id, title: 'Ask the children', owner: 'Heads', due: '2099-01-01' }))).status, 303)
  await does('end-cause', { id: causes[0]!.id })
  const now = await text(FALLING.id)
  for (const said of ['Chair of the heads’ group', 'Eleven of them', 'Chosen: <a href="#action">Ask the children</a>']) assert.ok(now.includes(said), said)
  assert.ok(!now.includes('Rooms became classrooms'))
  await assert.rejects(does('end-cause', { id: causes[0]!.id }, 'leeds-nobody'), { kind: 'missing' })
  await assert.rejects(does('add-cause', { ...curve('hears-a-bell'), effect: 'worse', body: 'b' }), { message: /nothing makes it better or worse/ })
})

test('two people write one story: both stand side by side, what differs is marked, and 50,000 characters come back in the box', async () => {
  const officer = await house.signIn('officer')
  const mine = 'Rooms are used for teaching. Nobody counts them.'
  const answer = await officer(`/measures/was-counted-anew/story`, form({ place: PLACE, group: 'all', body: 'Rooms are used for teaching. Heads want them back.', version: '0' }))
  assert.equal(answer.status, 303)
  const both = await (await (await house.signIn('director'))(`/measures/was-counted-anew/story`, form({ place: PLACE, group: 'all', body: mine, version: '0' }))).text()
  for (const said of ['<mark>Heads want them back.</mark>', '<mark>Nobody counts them.</mark>', `>${mine}</textarea>`]) assert.ok(both.includes(said), said)
  assert.ok(!both.includes('<mark>Rooms'))
  const long = 'نص '.repeat(12_500).slice(0, 50_000)
  const refused = await officer(`/measures/was-counted-anew/story`, form({ place: PLACE, group: 'all', body: long, version: '1' }))
  const page = await refused.text()
  assert.equal(refused.status, 422)
  assert.ok(page.includes('Use 20,000 characters or fewer') && page.includes(long.trim()))
})

test('a remark stands on its point with its number, in the table too, and only its writer takes it back', async () => {
  await assert.rejects(does('add-remark', { ...curve(FALLING.id), period: '2031', body: 'b' }), { message: /2031 is no point/ })
  const { id } = await does('add-remark', { ...curve(FALLING.id), period: '2021', body: 'A school closed' }, 'head') as { id: string }
  await does('add-remark', { ...curve(FALLING.id), period: '2020', body: 'Counted at home' })
  const page = await text(FALLING.id)
  assert.match(page, /<text class="t-remark"[^>]*>1<\/text>/)
  const row = /<th scope="row"[^>]*>2021<\/th>.*?<\/tr>/s.exec(page)![0]
  assert.match(row, />2<\/td><\/tr>$/)
  await assert.rejects(does('take-back-remark', { id }), { kind: 'forbidden', message: /Only who wrote/ })
  await does('take-back-remark', { id }, 'head')
  assert.ok(!(await text(FALLING.id)).includes('A school closed'))
})

test('what an area writes is not told to those without a part in it, by page or by door', async () => {
  await does('add-cause', { ...curve(FALLING.id), effect: 'worse', body: 'Only for Derby' })
  const stranger = house.as('nobody', 2)
  await assert.rejects(ask(query('written'), stranger, curve(FALLING.id)), { kind: 'forbidden' })
  const read = await readCurve(house.db as never, stranger.actor, { id: FALLING.id, place: PLACE })
  assert.deepEqual(read.written.causes, [])
  assert.equal(read.turned, null)
})

test('the paper of a measure says what its page says, with every number of its chart in a table', async () => {
  const paper = await measurePaper.compose(
    { db: house.db as never, actor: house.as('director').actor, now: new Date(), areaName: 'Derby', areaColour: '#0b5566', placeCode: PLACE, progress: async () => {} }, new URL(`http://belong${address(FALLING.id)}`),
  )
  assert.equal(paper.address, address(FALLING.id))
  const figure = paper.blocks.find((block) => block.kind === 'figure')!
  assert.match(figure.svg, /^<svg/)
  const table = paper.blocks.find((block) => block.kind === 'table')!
  assert.deepEqual(table.columns.map(({ label }) => label).slice(0, 2), ['Period', 'Derby'])
  assert.deepEqual(table.rows.filter(([period]) => ['2023', '2024', '2025'].includes(period as string)).map((row) => row[1]), ['34.0', '30.0', '26.0'])
  assert.deepEqual(table.rows.find(([period]) => period === '2027')!.at(-1), '44.0', 'the scenario of More rooms')
  const headings = paper.blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 ? block.text : []))
  assert.deepEqual(headings.slice(0, 7), ['Beside others', 'The story behind the curve', 'Partners with a part to play', 'What works', 'What we will do', 'Where it should be', 'Baseline and scenarios'])
  assert.ok(!measurePaper.knows('/measures/x/definition') && measurePaper.knows('/measures/x'))
  const stranger = await measurePaper.compose(
    { db: house.db as never, actor: house.as('nobody', 2).actor, now: new Date(), areaName: 'Leeds', areaColour: '#0b5566', placeCode: PLACE, progress: async () => {} }, new URL(`http://belong${address(FALLING.id)}`),
  )
  assert.ok(!JSON.stringify(stranger).includes('Only for Derby') && JSON.stringify(paper).includes('Only for Derby'))
})

const curve = (measure: string) => ({ measure, group: 'all', place: PLACE })
const address = (measure: string) => `/measures/${measure}?place=${PLACE}`
const text = async (measure: string) => (await (await house.signIn('director'))(address(measure))).text()
const query = (name: string) => DOORS.queries.find((one) => one.name === `scorecards.${name}`)!
const does = (name: string, input: object, who = 'director') => perform(DOORS.actions.find((one) => one.name === `scorecards.${name}`)!, house.as(who), input)
const baselines = async (measure: string) => (await ask(query('baselines'), house.as('director'), curve(measure))) as Baseline[]
const written = async (measure: string) => (await ask(query('written'), house.as('director'), curve(measure))) as Record<'partners' | 'ideas' | 'questions' | 'causes', { id: string }[]>
const turned = async (measure: string) => (await readCurve(house.db as never, house.as('director').actor, { id: measure, place: PLACE })).turned!.word

/** Takes a file in that says this of a measure. */
async function count({ id, polarity, values, breaks = [], definition = 'Pupils who say so' }: Counted) {
  const placeId = (await directory(house.db as never)).named(PLACE).placeId
  const years = Object.keys(values).map(Number)
  const set: PublishedSet = {
    source: 'ees', publisher: 'Invented', release: 'Invented',
    measures: [{ id, label: id, definition, method: '', unit: '%', polarity, decimals: 1, periodType: '', accountability: 'population', topic: '', publisher: 'Invented', breaks, comparability: '' }],
    groups: [{ id: 'all', label: 'All children', topic: '', position: 0 }],
    series: [{ measure: id, group: 'all', source: 'ees', code: `set/${id}`, unit: '%', polarity, decimals: 1, quartiles: true, label: id }],
    periods: years.map((year) => ({ spelling: String(year), period: calendarYear(year), status: null })),
    places: [{ placeId }], cells: new Cells(),
  }
  years.forEach((year, period) => set.cells.add({ series: 0, period, place: 0, value: values[year]!, missing: null, row: period + 2 }))
  await house.db.transaction().execute(async (tx) => {
    await takeIn(tx, set, { batchId: (batchId += 1) })
    await moveOn(tx, 0)
  })
}
