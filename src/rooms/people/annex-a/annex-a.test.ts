import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import writeExcelFile from 'write-excel-file/node'
import { byRule, givenFiles, noReturns, returnsShared } from '../returns/given-files.test-kit.ts'

let at: Awaited<ReturnType<typeof givenFiles>>
before(async () => (at = await givenFiles()))
after(() => at?.close())

test('the fake workbook goes in with what is wrong with it: ages, identifiers, needs, and a person on both lists', { skip: noReturns }, async () => {
  assert.deepEqual((await at.give([returnsShared('sen/annex_a_send_fake.xlsx')]))[0]!.issues.map(({ rule }) => rule), ['area-needed'])
  const [report] = await at.give([returnsShared('sen/annex_a_send_fake.xlsx')], { area: 'Kelderby' })
  assert.deepEqual([report!.kind, report!.status, report!.rows], ['annexa', 'committed', { read: 4, new: 4, changed: 0, same: 0, rejected: 0 }])
  // Three were born in 1990 and 1993 and one in 2001; of the needs H5, K1, H5 and K none is one.
  const { 'annex-a-102a': is25 = 0, 'annex-a-102b': over25 = 0, ...rest } = byRule(report!.issues)
  assert.deepEqual(rest, { 'annex-a-202b': 2, 'annex-a-code': 4, 'both-lists': 1, 'day-not-said': 1, uln: 4, upn: 4 })
  assert.equal(is25 + over25 + (Date.now() < Date.parse('2026-01-01') ? 1 : 0), 2)
  assert.deepEqual(await at.rows(`select topic, value, starts < current_date as before, count(*)::int as many from people.statement where area_id = 3 group by 1, 2, 3 order by 2`), [
    { topic: 'sen', value: 'E', before: true, many: 2 }, { topic: 'sen', value: 'K', before: false, many: 2 },
  ])
  assert.deepEqual(await at.rows(`select count(distinct child_id)::int as many from people.record_row where area_id = 3`), [{ many: 3 }], 'the same id is the same child')
  await at.undo(report!.batch!)
})

const COLUMNS1 = [
  'Unique ID', 'UPN', 'ULN', 'Date of birth', 'Gender', 'Ethnicity', 'Date initial EHC plan issued', 'Date updated EHC plan issued', 'Date EHC plan last reviewed',
  'SEN primary need', 'Main education establishment \u2013 URN', 'Subsidiary education establishment \u2013 phase (dual registration)',
  'Does the child or young person have a disability?', 'Date of death',
]
const FINE = ['a', 'X383400624001', '', '2014-05-03', '2', 'WBRI', '2020-01-01', '2021-01-01', '2025-01-03', 'ASD', '899001', '', 'Yes', '']

const book = async (rows: string[][]) => {
  const sheet = (lines: string[][]) => lines.map((line) => line.map((value) => (value === '' ? null : { value, type: String as StringConstructor })))
  return writeExcelFile([{ data: sheet([COLUMNS1, ...rows]), sheet: 'List_1' }]).toBuffer()
}
const rulesOf = async (...rows: string[][]) => {
  const [report] = await at.give([['lists.xlsx', await book(rows)]], { area: 'Kelderby', checkOnly: true })
  return byRule(report!.issues.filter(({ rule }) => rule !== 'day-not-said').map(({ rule }) => ({ rule: rule.replace('annex-a-', '') })))
}
const but = (changes: Record<string, string>) => FINE.map((cell, index) => changes[COLUMNS1[index]!.split(' \u2013')[0]!] ?? cell)

test('each published rule finds what it is for, and nothing else', async () => {
  assert.deepEqual(await rulesOf(FINE), {})
  assert.deepEqual(await rulesOf(but({ 'Date of birth': '' })), { '101a': 1 })
  assert.deepEqual(await rulesOf(but({ Gender: '' })), { '101b': 1 })
  assert.deepEqual(await rulesOf(but({ Ethnicity: '' })), { '101c': 1 })
  assert.deepEqual(await rulesOf(but({ 'SEN primary need': '' })), { '101d': 1 })
  assert.deepEqual(await rulesOf(but({ 'Date of birth': `${new Date().getUTCFullYear() - 25}-01-01` })), { '102a': 1 })
  assert.deepEqual(await rulesOf(but({ 'Date of birth': '1990-01-01' })), { '102b': 1 })
  assert.deepEqual(await rulesOf(but({ 'Does the child or young person have a disability?': '' })), { '103': 1 })
  assert.deepEqual(await rulesOf(but({ 'Date of birth': '2090-01-01' })), { '105a': 1 })
  assert.deepEqual(await rulesOf(but({ 'Date initial EHC plan issued': '2090-01-01', 'Date updated EHC plan issued': '', 'Date EHC plan last reviewed': '' })), { '105b': 1 })
  assert.deepEqual(await rulesOf(but({ 'Date updated EHC plan issued': '2090-01-01' })), { '105c': 1 })
  assert.deepEqual(await rulesOf(but({ 'Date EHC plan last reviewed': '2090-01-01' })), { '105d': 1 })
  assert.deepEqual(await rulesOf(but({ 'Date updated EHC plan issued': '2019-01-01' })), { '106a': 1 })
  assert.deepEqual(await rulesOf(but({ 'Date EHC plan last reviewed': '2019-01-01' })), { '106b': 1 })
  assert.deepEqual(await rulesOf(but({ UPN: '' })), { '107': 1 })
  assert.deepEqual(await rulesOf(but({ UPN: 'UN2' })), {})
  assert.deepEqual(await rulesOf(but({ 'Main education establishment': '' })), { '108a': 1 })
  assert.deepEqual(await rulesOf(but({ 'Main education establishment': '', 'Subsidiary education establishment': '899002' })), { '108b': 1 })
  assert.deepEqual(await rulesOf(FINE, but({ 'Unique ID': 'b', 'Date initial EHC plan issued': '2020-06-01' })), { '109': 1 })
  assert.deepEqual(await rulesOf(but({ 'Date of death': '2025-06-01' })), { '112': 1 })
  assert.deepEqual(await rulesOf(but({ 'Unique ID': '', UPN: '' })), { nobody: 1 })
})

test('a workbook without the lists, an empty one and a cut one are refused', { skip: noReturns }, async () => {
  assert.deepEqual((await at.give([['lists.xlsx', await book([])]], { area: 'Kelderby' }))[0]!.status, 'rejected')
  const [rules] = await at.give([returnsShared('sen/annex_a_send_validation_rules.xlsx')], { area: 'Kelderby' })
  assert.equal(rules!.status, 'rejected')
  const whole = await book([FINE])
  assert.equal((await at.give([['cut.xlsx', whole.subarray(0, whole.length / 2)]], { area: 'Kelderby' }))[0]!.status, 'rejected')
})
