import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Refusal } from '#kernel'
import { ask, perform, reading } from '#platform'
import { form, testHouse } from '../../../test/house-kit.ts'
import { addAction, changeAction } from './actions.ts'
import { openActions } from './curve-actions.ts'
import { editBoards, editLinks, editMilestones, editStatements, editTargetGroups } from './part-actions.ts'
import { planActions } from './plan-actions.ts'
import { addPriority, closePriority, editPriority, reopenPriority } from './priority-actions.ts'
import { listStrategies, readStrategy } from './strategies.ts'
import { editHeading, makeStrategy, restoreStrategy, retireStrategy } from './strategy-actions.ts'
import { strategyPaper } from './strategy-paper.ts'
import { strategyOf } from './strategy.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => void (house = await testHouse()))
after(() => house.close())

const director = () => house.as('director')
const plain = (body: string) => body.replace(/<style.*?<\/style>|<svg.*?<\/svg>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/&amp;/g, '&').replace(/\s+/g, ' ')
const derby = async (slug: string) => (await strategyOf(reading(house.db), 1, slug))!
const refused = (kind: string, said: RegExp, field?: string) => (fault: unknown) =>
  fault instanceof Refusal && fault.kind === kind && said.test(fault.message) && (field === undefined || field in fault.fields)
/** A strategy of Derby with two aims and a priority, at version 3. */
async function begun(title: string) {
  const { strategy } = await perform(makeStrategy, director(), { title, vision: 'Every child belongs.', starts: '2026-01-01', ends: '2099-12-31' })
  await perform(editStatements, director(), { strategy, version: 1, aim: '• Come on time\n• Listen' })
  const { priority } = await perform(addPriority, director(), { strategy, version: 2, title: 'Help in time', outcome: 'Nobody waits', leads: [{ kind: 'headteacher', roleTitle: 'Headteacher', people: 5 }, { kind: 'officer', roleTitle: 'Head of SEND' }] })
  return { strategy, priority }
}

test('every change keeps how the strategy stood, whole, and it can be read as it was', async () => {
  const { strategy, priority } = await begun('Versions kept')
  await perform(editHeading, director(), { strategy, version: 3, title: 'Versions kept', vision: 'Every child belongs here.', starts: '2026-01-01', ends: '2099-12-31', agreedBy: 'Partnership board', agreedOn: '2026-03-02', why: 'The board agreed it' })
  await assert.rejects(perform(editStatements, director(), { strategy, version: 4, aim: 'Listen' }), refused('invalid', /Say why it is changed/, 'why'), 'what was agreed does not change without a reason')
  await perform(editStatements, director(), { strategy, version: 4, aim: 'Listen', why: 'Time is a priority, not an aim' })
  await perform(editPriority, director(), { strategy, version: 5, priority, title: 'Help in good time', outcome: 'Nobody waits', leads: [], why: 'Leads moved' })

  const { rows } = await house.pool.query(`select b.version, b.why, b.changed_by from programme.strategy_before b join programme.strategy s using (area_id, strategy_id) where s.slug = $1 order by version`, [strategy])
  assert.deepEqual(rows.map(({ version, why }) => [version, why]), [[1, 'Drafting'], [2, 'Drafting'], [3, 'The board agreed it'], [4, 'Time is a priority, not an aim'], [5, 'Leads moved']])
  const see = await house.signIn('head')
  const third = plain(await (await see(`/strategies/${strategy}/versions/3`)).text())
  for (const said of ['Every child belongs.', 'Come on time', 'Help in time', '5 headteachers', 'The board agreed it']) assert.ok(third.includes(said), said)
  assert.ok(!third.includes('Partnership board, 2 March 2026'))
  const now = plain(await (await see(`/strategies/${strategy}`)).text())
  for (const said of ['Every child belongs here.', 'Help in good time', 'Agreed by Partnership board on 2 March 2026', 'Time is a priority, not an aim', 'Changed: aims', 'Changed: priority 1']) assert.ok(now.includes(said), said)
  assert.ok(!now.includes('Come on time'))
  assert.equal((await see(`/strategies/${strategy}/versions/99`)).status, 404)
})

test('saving what stands already makes no new version', async () => {
  const { strategy } = await begun('Nothing new')
  assert.deepEqual(await perform(editStatements, director(), { strategy, version: 3, aim: 'Come on time\nListen' }), { strategy, version: 3 })
  assert.deepEqual(await perform(editBoards, director(), { strategy, version: 3, boards: [] }), { strategy, version: 3 })
})

test('two people at the same part: the second sees both and loses nothing; at different parts neither is in the way', async () => {
  const { strategy } = await begun('Two at once')
  await perform(editStatements, director(), { strategy, version: 3, aim: 'Theirs' })
  await perform(editBoards, house.as('programme-manager'), { strategy, version: 3, boards: [{ body: 'Partnership board', part: 'Watches' }] })
  assert.deepEqual((await derby(strategy)).statements.map(({ body }) => body), ['Theirs'])

  const second = await house.signIn('programme-manager')
  const answer = await second(`/strategies/${strategy}/edit`, form({ part: 'words', version: '3', aim: 'Mine,\nof two lines', once: 'k1' }))
  const text = await answer.text()
  assert.equal(answer.status, 409)
  assert.match(plain(text), /As it stands now.*Theirs.*What you wrote/)
  assert.ok(text.includes('Mine,\nof two lines'), 'what was typed is in its box')
  const version = /name="version" value="(\d+)"/.exec(text)![1]!
  assert.equal((await second(`/strategies/${strategy}/edit`, form({ part: 'words', version, aim: 'Theirs\nMine', once: 'k2' }))).status, 303)
  assert.deepEqual((await derby(strategy)).statements.map(({ body }) => body), ['Theirs', 'Mine'])
})

test('of several begun at one address in one moment one stands, and the others are told so', async () => {
  const begun = await Promise.allSettled(Array.from({ length: 6 }, () => perform(makeStrategy, director(), { title: 'Begun at once' })))
  const refusals = begun.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  assert.equal(refusals.length, 5)
  for (const refusal of refusals) assert.ok(refusal instanceof Refusal && 'slug' in refusal.fields, String(refusal))
})

test('what can’t be is refused with a sentence at its field', async () => {
  const { strategy } = await begun('Bad input')
  const links = (...to: string[]) => perform(editLinks, director(), { strategy, version: 3, links: to.map((one) => ({ to: one, kind: 'linked' })) })
  await assert.rejects(links(strategy), refused('invalid', /can’t be linked to itself/, 'links.0.to'))
  await assert.rejects(links('Another', ' bad  INPUT'), refused('invalid', /can’t be linked to itself/, 'links.1.to'))
  await assert.rejects(links('One plan', 'one  Plan'), refused('invalid', /twice/, 'links.1.to'))
  await assert.rejects(perform(editHeading, director(), { strategy, version: 3, title: 'x', starts: '2027-01-01', ends: '2026-12-31' }), refused('invalid', /ends before it starts/, 'ends'))
  await assert.rejects(perform(makeStrategy, director(), { title: 'Bad input!' }), refused('invalid', /at this address already: Bad input/, 'slug'))
  await assert.rejects(perform(makeStrategy, director(), { title: '学校' }), refused('invalid', /address/, 'slug'))
  await assert.rejects(perform(makeStrategy, director(), { title: 'New' }), refused('invalid', /address/, 'slug'))
  await assert.rejects(perform(editMilestones, director(), { strategy, version: 3, milestones: [{ stage: 'consult', body: 'Ask', when: 'Spring', starts: '2027-05-01', ends: '2027-04-01' }] }), refused('invalid', /ends before/, 'milestones.0.ends'))
  await assert.rejects(perform(editBoards, director(), { strategy, version: 3, boards: [{ body: 'Board', part: 'Watches', reportsTo: 'board' }] }), refused('invalid', /itself/, 'boards.0.reportsTo'))
  await assert.rejects(perform(editTargetGroups, director(), { strategy, version: 3, groups: [{ body: 'Young carers', group: 'young-carers' }] }), refused('invalid', /no group/, 'groups.0.group'))
  await assert.rejects(perform(addPriority, director(), { strategy, version: 3, number: 1, title: 'Another first' }), refused('invalid', /priority 1 already/, 'number'))
  assert.equal((await derby(strategy)).version, 3, 'nothing of it was kept')
})

test('fifty thousand characters come back in their box with a sentence; text from right to left is kept as it is', async () => {
  const { strategy } = await begun('Long and right to left')
  const manager = await house.signIn('programme-manager')
  const pasted = 'ab '.repeat(16_667)
  const answer = await manager(`/strategies/${strategy}/edit`, form({ part: 'words', version: '3', aim: pasted }))
  const text = await answer.text()
  assert.equal(answer.status, 422)
  assert.ok(text.includes('Use 20,000 characters or fewer') && text.includes('<title>Error: ') && text.includes(pasted))
  const arabic = 'كل طفل ينتمي إلى مدينتنا'
  await perform(editStatements, director(), { strategy, version: 3, aim: arabic })
  assert.ok((await (await manager(`/strategies/${strategy}`)).text()).includes(`<li dir="auto">${arabic}`))
})

test('a retired strategy stays to be read, its actions are nobody’s to do, and bringing it back is a new version', async () => {
  const { strategy, priority } = await begun('Retired')
  const action = { strategy, priority, place: 'E06000015', title: 'Count who waits for Retired', owner: 'Head of SEND', due: '2098-01-31', measure: 'ehc-plans-within-20-weeks' }
  await perform(addAction, director(), action)
  const due = async () => (await openActions(reading(house.db), 1, 1000)).some(({ title }) => title === action.title)
  assert.ok(await due())
  await perform(retireStrategy, director(), { strategy, reason: 'Another took its place' })
  assert.ok(!(await due()))
  await assert.rejects(perform(editStatements, director(), { strategy, version: 4, aim: 'x' }), refused('conflict', /is retired/))
  await assert.rejects(perform(addAction, director(), action), refused('conflict', /is retired/))
  const page = plain(await (await (await house.signIn('head'))(`/strategies/${strategy}`)).text())
  assert.match(page, /Retired.*Another took its place/)
  assert.match(page, /Not known whether one of them was done: the plan was retired on|Nobody recorded whether it was done/)
  assert.deepEqual(await perform(restoreStrategy, director(), { strategy, reason: 'It was missed' }), { strategy, version: 5 })
  assert.ok(await due())

  const { version } = await perform(closePriority, director(), { strategy, version: 5, priority, reason: 'Reached' })
  assert.ok(!(await due()), 'nor are those of a priority that is closed')
  await assert.rejects(perform(addAction, director(), action), refused('invalid', /is closed/, 'priority'))
  await perform(reopenPriority, director(), { strategy, version, priority, reason: 'Not reached after all' })
  assert.ok(await due())
})

test('the paper of a strategy bears the name of its own area, whichever its asker looks at', async () => {
  const asked = { db: reading(house.db), actor: director().actor, now: new Date(), areaName: 'Derby', areaColour: '#0b5566', placeCode: 'E06000015', progress: async () => {} }
  const of = async (slug: string) => (await strategyPaper.compose(asked, new URL(`/strategies/${slug}`, 'http://x'))).areaName
  assert.deepEqual([await of('leeds-inclusion-2007'), await of('derby-inclusion-2018')], ['Leeds', 'Derby'])
})

test('who has no part in an area sees none of its strategies; who may not write is told so', async () => {
  const { strategy } = await begun('Derby alone')
  await assert.rejects(perform(editStatements, house.as('head'), { strategy, version: 3, aim: 'x' }), refused('forbidden', /make and change strategies/))
  await house.parts.end('officer', [1])
  const officer = house.as('officer', 2)
  await assert.rejects(ask(readStrategy, officer, { slug: strategy }), refused('missing', /no such strategy/))
  await assert.rejects(ask(listStrategies, officer, { place: 'Derby' }), refused('forbidden', /published figures/))
  assert.ok((await ask(listStrategies, officer, {})).every(({ slug }) => slug.startsWith('leeds-')))
  const see = await house.signIn('officer')
  for (const path of [`/strategies/${strategy}`, `/strategies/${strategy}/edit?part=words`, `/strategies/${strategy}/versions/1`]) assert.equal((await see(path)).status, 404, path)
  assert.ok(!(await (await see('/strategies')).text()).includes('Derby alone'))
  assert.ok(!(await (await see('/actions?as=csv')).text()).includes('Count who waits'))
  const { rows } = await house.pool.query(`select action_id from programme.action where area_id = 1 limit 1`)
  assert.equal((await see(`/actions/${rows[0].action_id}`)).status, 404)
})

test('the actions of a plan that ended are not late and not due: what nobody recorded is not known', async () => {
  const db = reading(house.db)
  const of = async (today: string) => (await planActions(db, 2, today)).filter(({ strategy }) => strategy?.slug === 'leeds-lils-2009')
  const after = await of('2026-11-22')
  assert.ok(after.length >= 30)
  assert.deepEqual([...new Set(after.map(({ standing }) => standing.kind))], ['unreported'])
  assert.deepEqual((await openActions(db, 2, 1000)).filter(({ due }) => due! < '2020-01-01'), [])
  // On 1 May 2010 the plan was alive: what was due in January was 28 + 31 + 30 + 1 = 90 days late.
  const review = (await of('2010-05-01')).find(({ number }) => number === '1.4')!
  assert.deepEqual(review.standing, { kind: 'late', days: -90 })

  await perform(changeAction, house.as('director', 2), { id: review.id, version: 1, state: 'done', reason: 'Found in the minutes of the board' })
  assert.equal((await of('2026-11-22')).find(({ number }) => number === '1.4')!.standing.kind, 'done')
  const page = plain(await (await (await house.signIn('director'))('/strategies/leeds-lils-2009')).text())
  assert.match(page, /the plan ended on 31 December 2010 and nobody recorded it/)
})
