import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { perform } from '#platform'
import { addAction } from '#rooms/programme'
import { setTarget } from '#rooms/scorecards'
import { form, testHouse } from './house-kit.ts'

const PAGE = '/measures/ehc-plans-within-20-weeks?place=E06000015'
const DERBY = { measure: 'ehc-plans-within-20-weeks', group: 'all', place: 'E06000015' }
let house: Awaited<ReturnType<typeof testHouse>>
before(async () => void (house = await testHouse()))
after(() => house.close())

test('the page says what DfE published: Derby 14.0% in 2024, England 45.9, neighbours’ mean 57.2, 137 of 153', async () => {
  const text = await (await (await house.signIn('director'))(PAGE)).text()
  for (const said of ['Derby is at 14.0%, 31.9 points below England', '57.2%', '137 of 153', 'row 309,605', 'SEN_EHC_All_20wks']) assert.ok(text.includes(said), said)
})

test('a target is set, shown on the curve, replaced and taken back; each leaves its audit line', async () => {
  const ask = await house.signIn('programme-manager')
  for (const value of ['50', '55%']) {
    const sent = await ask('/measures/ehc-plans-within-20-weeks/target', form({ ...DERBY, period: '2027', value, reason: 'Half on time is the least we owe' }))
    assert.equal(sent.status, 303)
  }
  const text = await (await ask(PAGE)).text()
  assert.ok(text.includes('55.0% by 2027'))
  assert.ok(!text.includes('50.0% by 2027'))
  const { rows } = await house.pool.query(`select area_id, value, withdrawn_at is null as stands from scorecards.target order by set_at`)
  assert.deepEqual(rows, [{ area_id: 1, value: 50, stands: false }, { area_id: 1, value: 55, stands: true }])
  const { rows: deeds } = await house.pool.query(`select person, door from platform.deed where action = 'scorecards.set-target'`)
  assert.deepEqual(deeds, [{ person: 'programme-manager', door: 'page' }, { person: 'programme-manager', door: 'page' }])
})

test('what is typed wrong comes back with all that was typed', async () => {
  const ask = await house.signIn('director')
  for (const [typed, said] of [
    [{ period: '2027', value: '', reason: 'r' }, 'Enter the target as a number'],
    [{ period: '2027', value: 'half', reason: 'r' }, 'Enter the target as a number'],
    [{ period: '2027', value: '120', reason: 'r' }, 'A percentage lies between 0 and 100'],
    [{ period: '2024', value: '50', reason: 'r' }, 'This has passed'],
    [{ period: '', value: '50', reason: 'r' }, 'Say by when'],
    [{ period: '2027', value: '50', reason: '' }, 'Say why this is the right target'],
    [{ period: '2027', value: '50', reason: 'x'.repeat(2001) }, '2,000 characters or fewer'],
  ] as const) {
    const answer = await ask('/measures/ehc-plans-within-20-weeks/target', form({ ...DERBY, ...typed, once: 'k' }))
    const text = await answer.text()
    assert.equal(answer.status, 422, said)
    assert.ok(text.includes(said), said)
    assert.ok(text.includes('There is a problem') && text.includes('<title>Error: '))
    if (typed.reason.length > 1) assert.ok(text.includes(typed.reason))
  }
})

test('the same form sent twice is one action; other words on the same page are another', async () => {
  const ask = await house.signIn('director')
  const action = { ...DERBY, title: 'Decide requests twice a week', owner: 'SEND service manager', due: '2099-04-30', once: 'same-page' }
  for (const title of [action.title, action.title, 'Two more educational psychologists']) {
    assert.equal((await ask('/measures/ehc-plans-within-20-weeks/action', form({ ...action, title }))).status, 303)
  }
  const { rows } = await house.pool.query('select title, owner, due from programme.action where strategy_id is null order by title')
  assert.deepEqual(rows.map(({ title }) => title), ['Decide requests twice a week', 'Two more educational psychologists'])
  assert.equal(rows[0].due, '2099-04-30')
})

test('two people write one story: the second is shown both, and nothing is lost', async () => {
  const [first, second] = [await house.signIn('director'), await house.signIn('officer')]
  assert.equal((await first('/measures/ehc-plans-within-20-weeks/story', form({ ...DERBY, body: 'Requests grew by half.', version: '0' }))).status, 303)
  const answer = await second('/measures/ehc-plans-within-20-weeks/story', form({ ...DERBY, body: 'Decisions start late.', version: '0' }))
  const text = await answer.text()
  assert.equal(answer.status, 409)
  for (const kept of ['Requests grew by half.', 'Decisions start late.', 'Both are shown']) assert.ok(text.includes(kept), kept)
})

test('a target for a place outside every area of ours is refused, and so is one by somebody without the verb', async () => {
  await assert.rejects(perform(setTarget, house.as('director'), { ...DERBY, place: 'E10000016', period: '2027', value: '50', reason: 'r' }), { kind: 'forbidden' })
  await assert.rejects(perform(setTarget, house.as('officer'), { ...DERBY, period: '2027', value: '50', reason: 'r' }), { kind: 'forbidden' })
  await assert.rejects(perform(addAction, house.as('dpo'), { ...DERBY, title: 't', owner: 'o', due: '2099-01-01' }), { kind: 'forbidden' })
})

test('an unchanged page answers 304 without a policy; a write to the area makes it new', async () => {
  const ask = await house.signIn('director')
  const tag = (await ask(PAGE)).headers.get('etag')!
  const still = await ask(PAGE, { headers: { 'if-none-match': tag } })
  assert.deepEqual([still.status, still.headers.get('content-security-policy'), await still.text()], [304, null, ''])
  await perform(setTarget, house.as('director'), { ...DERBY, period: '2028', value: '60', reason: 'r' })
  assert.equal((await ask(PAGE, { headers: { 'if-none-match': tag } })).status, 200)
  const other = await (await house.signIn('analyst'))(PAGE, { headers: { 'if-none-match': tag } })
  assert.equal(other.status, 200)
})

test('what a person writes is text, not markup, and a formula stays text in the file', async () => {
  const ask = await house.signIn('director')
  const nasty = '<script>alert(1)</script> =cmd() مرحبا'
  await perform(addAction, house.as('director'), { ...DERBY, title: nasty, owner: '"><img src=x>', due: '2099-01-01' })
  const text = await (await ask(PAGE)).text()
  assert.ok(!text.includes('<script>alert') && !text.includes('<img src=x'))
  const csv = await (await ask(`${PAGE}&as=csv`)).text()
  assert.match(csv, /^﻿?period,kind,value/)
  assert.ok(!/(^|,|\n)"?=cmd/.test(csv))
})
