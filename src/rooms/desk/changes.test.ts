import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testHouse } from '../../../test/house-kit.ts'
import { DOORS } from '../../app.ts'
import { perform } from '#platform'

type House = Awaited<ReturnType<typeof testHouse>>
let house: House
let ask: Awaited<ReturnType<House['signIn']>>
const DERBY = 'E06000015'
const CURVE = { place: DERBY, measure: 'severe-absence', group: 'all' }

before(async () => {
  house = await testHouse()
  ask = await house.signIn('director')
  await aWorkingDay()
})
after(() => house.close())

const act = async (person: string, name: string, input: object, areaId = 1) => (await perform(DOORS.actions.find((one) => one.name === name)!, house.as(person, areaId), input)) as Record<string, never>
const plain = (body: string) => body.replace(/<style.*?<\/style>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)

/** What each of a few people does in a day, one of every kind. */
async function aWorkingDay() {
  await act('director', 'scorecards.set-target', { ...CURVE, period: '2027/28', value: 1.5, reason: 'Half way back' })
  await act('officer', 'scorecards.write-story', { ...CURVE, body: 'Families wait for places.', version: 0 })
  await act('director', 'scorecards.freeze-baseline', { ...CURVE, decision: 'The board', reason: 'To know whether it turns' })
  await act('head', 'scorecards.add-remark', { ...CURVE, period: '2023/24', body: 'A flood closed two schools.' })
  const made = await act('programme-manager', 'programme.make-strategy', { title: 'Belonging 2026' })
  const { priority } = await act('programme-manager', 'programme.add-priority', { strategy: made['strategy'], version: 1, title: 'Advice in time' })
  await act('programme-manager', 'programme.add-promise', { strategy: made['strategy'], body: 'Nobody waits.', accept: 'yes' })
  const { id } = await act('officer', 'programme.add-action', { place: DERBY, measure: 'suspensions', title: 'Fill the posts', owner: 'Head of SEND', due: '2099-01-31', strategy: made['strategy'], priority })
  await act('head', 'programme.change-action', { id, state: 'under-way', reason: 'Two start in January', version: 1 })
  await act('programme-manager', 'programme.retire-strategy', { strategy: made['strategy'], reason: 'Brought together with another' })
  const { rows: [framework] } = await house.pool.query('select framework_id as id from scorecards.framework where area_id = 1 limit 1')
  const result = await act('analyst', 'scorecards.add-result', { framework: framework.id, body: 'Children are safe on their way to school' })
  await act('analyst', 'scorecards.add-indicator', { result: result['id'], wanted: 'Children hurt on their way', bringer: 'Highways', role: 'data-development', reason: 'Nobody counts it' })
  await act('director', 'programme.make-strategy', { title: 'Only of Leeds' }, 2)
}

const LINES: [said: RegExp, by: string][] = [
  [/A target was set: 1\.50% by 2027\/28\. Severe absence, Derby/, 'Amara Okafor'], [/A story was written\. Severe absence, Derby/, 'Priya Marlowe'], [/A baseline was frozen\. Severe absence, Derby/, 'Amara Okafor'],
  [/A point was remarked on: 2023\/24\. Severe absence, Derby/, 'Joan Fairbrother'], [/A strategy was begun\. Belonging 2026/, 'Tomasz Wren'], [/A strategy was changed\. Drafting\. Belonging 2026/, 'Tomasz Wren'],
  [/A strategy was retired\. Retired: Brought together with another\. Belonging 2026/, 'Tomasz Wren'], [/A promise was added\. Nobody waits\./, 'Tomasz Wren'], [/An action was added\. Fill the posts/, 'Priya Marlowe'],
  [/An action moved: under way\. Two start in January\. Fill the posts/, 'Joan Fairbrother'], [/A result was added\. Children are safe on their way to school/, 'Sefu Lindqvist'], [/An indicator was added\. Children hurt on their way/, 'Sefu Lindqvist'],
]

test('everything people did since a day stands there by day, each with who and where', async () => {
  const body = await (await ask(`/changes?since=${yesterday()}`)).text()
  const items = [...body.matchAll(/<li>(<b>.*?)<\/li>/gs)].map(([, item]) => ({ text: plain(item!), link: /href="([^"]+)"/.exec(item!)?.[1] ?? '' }))
  for (const [said, by] of LINES) {
    const found = items.find(({ text }) => said.test(text))
    assert.ok(found, `${said} among ${items.map(({ text }) => text).join(' | ')}`)
    assert.match(found.text, new RegExp(`${by}$|${by} $`))
    assert.equal((await ask(found.link.split('#')[0]!.replaceAll('&amp;', '&'))).status, 200, found.link)
  }
  assert.doesNotMatch(plain(body), /Only of Leeds/)
})

test('what came with its strategy or set of results is not told line by line', async () => {
  const page = plain(await (await ask(`/changes?since=${yesterday()}`)).text())
  assert.match(page, /A set of results was taken up\. Every child belongs/)
  assert.match(page, /A strategy was begun\. Derby inclusion strategy, to 2018/)
  assert.equal(page.match(/A result was added/g)?.length, 1)
  assert.equal(page.match(/A promise was added/g)?.length, 1)
})

test('kinds narrow it, the sheet has every line, and a day to come has nothing', async () => {
  const actions = plain(await (await ask(`/changes?since=${yesterday()}&kind=actions`)).text())
  assert.match(actions, /^.*2 things changed since .*: actions/)
  assert.doesNotMatch(actions, /A target was set/)
  const csv = await (await ask(`/changes?since=${yesterday()}&kind=actions&as=csv`)).text()
  assert.match(csv, /Actions,An action moved,under way\. Two start in January,Fill the posts,Joan Fairbrother,http/)
  assert.doesNotMatch(csv, /Only of Leeds|A target was set/)
  assert.match(plain(await (await ask('/changes?since=2099-01-01')).text()), /Nothing changed since/)
})

test('what is no day is refused with a sentence', async () => {
  for (const since of ['yesterday', '2026-02-30', '0000-00-00', '99999-01-01']) {
    const answer = await ask(`/changes?since=${since}`)
    assert.equal(answer.status, 422, since)
    assert.match(await answer.text(), /Give the day like 2026-11-22/)
  }
})

test('home tells the newest and leads to all; the next visit begins where the last one ended', async () => {
  const first = plain(await (await (await house.signIn('dpo'))('/')).text())
  assert.match(first, /This is your first time here\. In the last week: .*four targets, stories and remarks, two actions/)
  assert.match(first, /In the last seven days\. All \d+/)
  await house.db.updateTable('desk.seen').set({ last_at: new Date(Date.now() - 3_600_000) }).where('person', '=', 'dpo').execute()
  await house.db.updateTable('scorecards.target').set({ set_at: new Date(Date.now() - 7_200_000) }).execute()
  await act('officer', 'scorecards.add-remark', { ...CURVE, period: '2024/25', body: 'It begins to fall.' })
  const next = plain(await (await (await house.signIn('dpo'))('/')).text())
  assert.match(next, /Since you were last here/)
  assert.match(next, /A point was remarked on: 2024\/25/)
  assert.doesNotMatch(next, /A target was set/)
})
