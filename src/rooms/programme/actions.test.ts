import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Refusal } from '#kernel'
import { perform } from '#platform'
import { form, testHouse } from '../../../test/house-kit.ts'
import { addAction, changeAction, editAction } from './actions.ts'
import { makeStrategy } from './strategy-actions.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let plan: string
before(async () => {
  house = await testHouse()
  plan = (await perform(makeStrategy, house.as('director'), { title: 'A plan' })).strategy
})
after(() => house.close())

const SAYS = { place: 'E06000015', owner: 'Head of SEND', due: '2098-03-31', measure: 'ehc-plans-within-20-weeks' }
const add = (says: object) => perform(addAction, house.as('director'), { ...SAYS, ...says })
const fields = async (doing: Promise<unknown>) => {
  const refusal: unknown = await doing.then(() => null, (fault: unknown) => fault)
  assert.ok(refusal instanceof Refusal, 'it was not refused')
  return refusal.fields
}
const plain = (body: string) => body.replace(/<style.*?<\/style>|<svg.*?<\/svg>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

test('an action names its curve or says why it names none, and has a day or words for it', async () => {
  assert.deepEqual(Object.keys(await fields(add({ title: 'x', measure: '', due: '' }))).sort(), ['due', 'measure'])
  assert.deepEqual(Object.keys(await fields(add({ title: 'x', due: '2020-01-01' }))), ['due'], 'a day that has passed')
  await add({ title: 'Ask children', strategy: plan, measure: '', noCurveReason: 'Nobody asks children yet', due: '', dueWords: 'Ongoing' })
  await add({ title: 'Fill posts', strategy: plan, noCurveReason: 'Not needed where it names one' })
  const { rows } = await house.pool.query(`select title, measure_id, no_curve_reason, due_words from programme.action where title in ('Ask children', 'Fill posts') order by title`)
  assert.deepEqual(rows, [
    { title: 'Ask children', measure_id: null, no_curve_reason: 'Nobody asks children yet', due_words: 'Ongoing' }, { title: 'Fill posts', measure_id: 'ehc-plans-within-20-weeks', no_curve_reason: null, due_words: null },
  ])
  assert.match(plain(await (await (await house.signIn('director'))(`/strategies/${plan}`)).text()), /One of its two actions names no curve to turn/)
})

test('every change of an action is kept: state with its reason, another day, owner or curve', async () => {
  const { id } = await add({ title: 'Weekly panel' })
  await perform(changeAction, house.as('officer'), { id, version: 1, state: 'under-way', reason: 'Two panels were held' })
  assert.ok('why' in (await fields(perform(editAction, house.as('director'), { ...SAYS, id, version: 2, title: 'Weekly panel', why: '' }))))
  await perform(editAction, house.as('director'), { ...SAYS, id, version: 2, title: 'Weekly panel', owner: 'Panel chair', due: '2098-06-30', measure: 'overall-absence', why: 'The head of SEND left' })
  const { rows } = await house.pool.query(`select version, stood->>'state' state, stood->>'owner' "owner", stood->>'due' due, stood->>'measure_id' measure, stood->>'why' why, changed_by from programme.action_before where action_id = $1 order by version`, [id])
  assert.deepEqual(rows, [
    { version: 1, state: 'not-started', owner: 'Head of SEND', due: '2098-03-31', measure: 'ehc-plans-within-20-weeks', why: 'Two panels were held', changed_by: 'officer' },
    { version: 2, state: 'under-way', owner: 'Head of SEND', due: '2098-03-31', measure: 'ehc-plans-within-20-weeks', why: 'The head of SEND left', changed_by: 'director' },
  ])
  const page = plain(await (await (await house.signIn('head'))(`/actions/${id}`)).text())
  for (const said of ['By when: 31 March 2098 → 30 June 2098', 'Who: Head of SEND → Panel chair', 'Not started → Under way', 'The head of SEND left']) assert.ok(page.includes(said), said)
})

test('two people say how far an action is: the second sees what the first said, and keeps their own words', async () => {
  const { id } = await add({ title: 'Write to schools' })
  await perform(changeAction, house.as('director'), { id, version: 1, state: 'done', reason: 'Letters went out' })
  const officer = await house.signIn('officer')
  const answer = await officer(`/actions/${id}/state`, form({ version: '1', state: 'under-way', reason: 'Half are written' }))
  const text = await answer.text()
  assert.equal(answer.status, 409)
  assert.ok(text.includes('Letters went out') && text.includes('Half are written') && text.includes('Somebody changed this action'))
  const version = /name="version" value="(\d+)"/.exec(text)![1]!
  assert.equal((await officer(`/actions/${id}/state`, form({ version, state: 'done', reason: 'Letters went out, half by post' }))).status, 303)
})

test('lists tell late from soon due, by who and by strategy, on the page and as a table', async () => {
  const today = new Date()
  const inDays = (days: number) => new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10)
  for (const [title, days] of [['Overdue one', 0], ['Soon one', 9], ['Later one', 90]] as const) await add({ title, strategy: plan, due: inDays(days), owner: 'List keeper' })
  await house.pool.query(`update programme.action set due = current_date - 5 where title = 'Overdue one'`)
  const ask = await house.signIn('director')
  const titles = async (query: string) => plain(await (await ask(`/actions?${query}`)).text())
  const late = await titles('state=late')
  assert.ok(late.includes('Overdue one') && late.includes('5 days late') && !late.includes('Soon one'))
  const soon = await titles('state=soon&owner=List+keeper')
  assert.ok(soon.includes('Soon one') && !soon.includes('Overdue one') && !soon.includes('Later one'))
  assert.ok((await titles(`strategy=${plan}&state=open`)).includes('Later one'))
  assert.ok((await titles('state=dropped')).includes('No action fits all that was chosen'))

  const csv = await (await ask('/actions?state=late&owner=List+keeper&as=csv')).text()
  const [head, line, ...rest] = csv.replace(/^\uFEFF/, '').split('\r\n')
  const at = (name: string) => line!.split(',')[head!.split(',').indexOf(name)]
  assert.deepEqual([at('action'), at('days late'), at('measure')], ['Overdue one', '5', 'ehc-plans-within-20-weeks'])
  assert.ok(!rest.join('\n').includes('Soon one'))
})

test('what an action was linked with is kept too, and it is not linked with its own plan', async () => {
  await perform(makeStrategy, house.as('director'), { title: 'Another plan' })
  const links = (...to: string[]) => ({ links: to.map((one) => ({ to: one, kind: 'linked' })) })
  assert.deepEqual(Object.keys(await fields(add({ title: 'Loop', strategy: plan, ...links('another-plan', plan) }))), ['links.1.to'])
  const { id } = await add({ title: 'Link up', strategy: plan, ...links('another-plan', 'A plan of the health board') })
  assert.deepEqual(Object.keys(await fields(perform(editAction, house.as('director'), { ...SAYS, id, version: 1, title: 'Link up', why: 'w', ...links(' a  PLAN ') }))), ['links.0.to'])
  await perform(editAction, house.as('director'), { ...SAYS, id, version: 1, title: 'Link up', why: 'They are not linked', links: [] })
  const { rows } = await house.pool.query(`select l ->> 'to_words' words, s.slug from programme.action_before b, jsonb_array_elements(b.stood -> 'links') l left join programme.strategy s on s.strategy_id = (l ->> 'to_strategy_id')::uuid where action_id = $1`, [id])
  assert.deepEqual(rows, [{ words: null, slug: 'another-plan' }, { words: 'A plan of the health board', slug: null }])
})
