import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { renderToString } from 'preact-render-to-string'
import { testDatabase } from '../../platform/test-database.ts'
import { DOORS } from '../../app.ts'
import { prepare, setupLink } from '../../install.ts'
import { type Action, type Caller, perform, readSettings, reading, type Viewer } from '#platform'
import { FirstHour } from './first-hour-list.tsx'
import { readFirstHour } from './first-hour.ts'
import { setUp } from './set-up.ts'

let open: Awaited<ReturnType<typeof testDatabase>>
let viewer: Viewer
let caller: Caller
before(async () => {
  open = await testDatabase()
  const settings = readSettings({ BELONG_DEMO: 'off' })
  await prepare(open.db, settings, () => {})
  const secret = (await setupLink(open.db, settings))!.split('/').at(-1)!
  const { person, areaId } = await setUp(open.db, secret, { authority: 'E06000015', area: 'Derby', colour: '#234f94', name: 'Ada Example', role: 'Director', email: 'ada@example.org' }, new Date())
  viewer = { slug: person, areaId, placeName: 'Derby' } as Viewer
  caller = { actor: { slug: person, name: 'Ada Example', operator: false, areaId }, db: open.db, now: new Date(), door: 'page' }
})
after(() => open.drop())

const done = async () => (await readFirstHour(reading(open.db), viewer)).steps.filter(({ isDone }) => isDone).map(({ id }) => id)
const act = (name: string, input: object) => perform(DOORS.actions.find((one) => one.name === name) as Action, caller, input)

test('an area with nothing in it is told what to do next, and what waits for what', async () => {
  const firstHour = await readFirstHour(reading(open.db), viewer)
  assert.deepEqual([firstHour.isNew, firstHour.done], [true, 0])
  assert.deepEqual(Object.fromEntries(firstHour.steps.map(({ id, whyNot }) => [id, whyNot])), {
    results: null, strategy: null, figures: null, baseline: 'Give a result a headline indicator first', looks: null, second: null, publish: 'Choose your results first',
  })
  const drawn = renderToString(<FirstHour firstHour={firstHour} />)
  for (const href of ['/results', '/strategies/new', '/data', '/area/looks', '/people/invite']) assert.match(drawn, new RegExp(`href="${href}"`))
  assert.doesNotMatch(drawn, /href="\/publish"|href=""/)
})

test('each step knows by what is held whether it is done', async () => {
  await act('scorecards.adopt-framework', { place: 'E06000015', starter: 'belong' })
  assert.deepEqual(await done(), ['results'])
  await act('publishing.change-look', { name: 'Derby', colour: '#7a1f5c', version: 1 })
  assert.deepEqual(await done(), ['results', 'looks'])
  const { steps } = await readFirstHour(reading(open.db), viewer)
  const baseline = steps.find(({ id }) => id === 'baseline')!
  assert.deepEqual([baseline.whyNot, /^\/measures\/.*#baseline$/.test(baseline.href)], [null, true])
  await act('scorecards.freeze-baseline', { measure: 'suspensions', place: 'E06000015', decision: 'The board', reason: 'To know later whether it turned' })
  assert.deepEqual(await done(), ['results', 'baseline', 'looks'])
})
