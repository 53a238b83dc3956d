import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { byRule, givenFiles, noReturns, returnsShared } from '../returns/given-files.test-kit.ts'

let at: Awaited<ReturnType<typeof givenFiles>>
before(async () => (at = await givenFiles()))
after(() => at?.close())

const FAKE = returnsShared('cin/fake_CIN_data.xml')

test('332 children go in where somebody names the area, 12 of them with a UPN that can be right', { skip: noReturns }, async () => {
  assert.deepEqual((await at.give([FAKE]))[0]!.issues.map(({ rule }) => rule), ['area-needed'])
  const [report] = await at.give([FAKE], { area: 'Kelderby' })
  // grep -c '<Child>' fake_CIN_data.xml; the twelve were counted by a check letter worked out elsewhere.
  assert.deepEqual([report!.status, report!.rows], ['committed', { read: 332, new: 332, changed: 0, same: 0, rejected: 0 }])
  assert.deepEqual(byRule(report!.issues)['upn'], 320)
  assert.equal(byRule(report!.issues)['another-authority'], 1)
  assert.deepEqual(
    await at.rows(`select upn_state, count(*)::int as many from people.record_row where area_id = 3 group by 1 order by 1`),
    [{ upn_state: 'held', many: 12 }, { upn_state: 'quarantined', many: 320 }],
  )
  assert.deepEqual(await at.rows(`select count(*)::int as many from people.identifier where scheme = 'cin'`), [{ many: 332 }])
  // Different codes within a child, NONE beside none of them: counted by another XML reader.
  assert.deepEqual(
    await at.rows(`select count(*) filter (where value <> '')::int as some, count(*) filter (where value = '')::int as none from people.statement where topic = 'disability'`),
    [{ some: 106, none: 3 }],
  )
  assert.deepEqual(await at.rows(`select count(*)::int as many from people.statement where topic = 'in-need'`), [{ many: 0 }], 'all 402 referrals say no further action')
  assert.equal((await at.give([FAKE], { area: 'Kelderby' }))[0]!.status, 'unchanged')
  await at.undo(report!.batch!)
  assert.deepEqual(await at.rows(`select 1 from people.record_row union all select 1 from people.statement`), [])
})

test('the sample of 2026 goes in with its plan and its assessment, and says what is wrong with its days', { skip: noReturns }, async () => {
  const [report] = await at.give([returnsShared('cin/CIN_Census_2026.xml')], { area: 'Kelderby' })
  assert.deepEqual([report!.status, report!.rows.read, report!.rows.new], ['committed', 2, 2])
  assert.deepEqual(await at.rows(`select topic, value, starts, ends from people.statement s join people.record_row r using (area_id, batch_id, row)
    where r.local_id = 'DfEX0000001' order by 1, 3, 2`), [
    { topic: 'disability', value: 'HAND', starts: '2024-03-31', ends: null }, { topic: 'disability', value: 'HEAR', starts: '2024-03-31', ends: null },
    { topic: 'in-need', value: 'N4', starts: '2022-10-06', ends: '2023-02-27' }, { topic: 'in-need', value: '', starts: '2023-02-28', ends: null },
    { topic: 'protection-plan', value: 'PHY', starts: '2022-02-17', ends: '2023-03-14' }, { topic: 'protection-plan', value: '', starts: '2023-03-15', ends: null },
  ])
  const rules = byRule(report!.issues)
  for (const rule of ['year-and-day', 'upn', 'upn-and-reason', 'factor', 'end-before-start', 'after-census']) assert.ok(rules[rule], rule)
  await at.undo(report!.batch!)
})

const child = (
  id: string,
  more: string,
  details = '',
) => `<Child><ChildIdentifiers><LAchildID>${id}</LAchildID>${more}<Sex>F</Sex></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>${details}</Child>`
const census = (year: number, children: string, authority = '899') =>
  `<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>${year}</Year><ReferenceDate>${year}-03-31</ReferenceDate></CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>${authority}</LEA></Source></Header><Children>${children}</Children></Message>`
const need = (starts: string, ends = '', more = '') => `<CINdetails><CINreferralDate>${starts}</CINreferralDate><PrimaryNeedCode>N1</PrimaryNeedCode>
    ${ends ? `<CINclosureDate>${ends}</CINclosureDate><ReasonForClosure>RC7</ReasonForClosure>` : ''}
    <ReferralNFA>0</ReferralNFA>${more}</CINdetails>`
const upn = '<UPN>X383400624001</UPN><PersonBirthDate>2014-05-03</PersonBirthDate>'
const bare = '<UPNunknown>UN2</UPNunknown><PersonBirthDate>2014-05-03</PersonBirthDate>'

test('a spell that one year leaves open and the next closes is over, and a child is the same child by UPN or id', async () => {
  const carer = `<Assessments><AssessmentActualStartDate>2023-11-02</AssessmentActualStartDate>
    <FactorsIdentifiedAtAssessment><AssessmentFactors>7A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>`
  const [first] = await at.give([['2024.xml', census(2024, child('a', upn, need('2023-10-01', '', carer)) + child('b', bare, need('2024-01-10')))]])
  const [second] = await at.give([['2025.xml', census(2025, child('a2', upn, need('2023-10-01', '2024-06-30', carer)) + child('b', bare, need('2024-01-10')))]])
  assert.deepEqual([first!.status, second!.status], ['committed', 'committed'])
  assert.deepEqual(await at.rows(`select distinct r.local_id, s.topic, s.value, s.starts, s.ends from people.span s join people.record_row r on r.child_id = s.child_id and r.as_at = '2025-03-31'
    where s.topic <> 'disability' order by 1, 2, 5`), [
    { local_id: 'a2', topic: 'in-need', value: 'N1', starts: '2023-10-01', ends: '2024-06-30' },
    { local_id: 'a2', topic: 'young-carer-assessed', value: '7A', starts: '2023-11-02', ends: '2024-06-30' },
    { local_id: 'b', topic: 'in-need', value: 'N1', starts: '2024-01-10', ends: '2025-03-30' }, { local_id: 'b', topic: 'in-need', value: 'N1', starts: '2024-01-10', ends: null },
  ])
  assert.deepEqual(await at.rows(`select count(distinct child_id)::int as many from people.record_row`), [{ many: 2 }], 'the same day of birth alone makes nobody one child')
  for (const report of [second, first]) await at.undo(report!.batch!)
})

test('bad files are found and never throw: of another authority, cut, empty, without a year, of children without id', async () => {
  const whole = census(2024, child('a', upn, need('2023-10-01')))
  const rulesOf = async (text: string, options = {}) => {
    const [report] = await at.give([['cin.xml', text]], { checkOnly: true, ...options })
    return [report!.blocks ? 'stopped' : report!.status, byRule(report!.issues)]
  }
  assert.deepEqual(await rulesOf(census(2024, child('a', upn), '831'), { area: 'Kelderby' }), ['checked', { 'another-authority': 1 }])
  assert.deepEqual(await rulesOf(whole.slice(0, -40)), ['stopped', { 'file-not-read': 1 }])
  assert.deepEqual(await rulesOf(census(2024, '')), ['stopped', { 'no-children': 1 }])
  assert.deepEqual(await rulesOf(whole.replace(/<Year>.*<\/ReferenceDate>/, '')), ['stopped', { 'no-year': 1 }])
  assert.deepEqual(await rulesOf(census(2024, child('', '<PersonBirthDate>2014-05-03</PersonBirthDate>') + child('a', upn))), ['checked', { 'child-without-id': 1 }])
  assert.deepEqual(
    await rulesOf(census(2024, child('a', upn) + child('b', upn) + child('a', upn, need('2024-05-05', '2024-01-01') + need('3 May') + need('2023-01-01') + need('2023-02-01')))),
    ['checked', { 'child-twice': 1, 'end-before-start': 1, start: 1, 'two-open': 1, 'upn-twice': 1 }],
  )
})

test('the real file cut anywhere is refused with a line, or read', { skip: noReturns }, async () => {
  const text = await readFile(FAKE, 'utf8')
  for (const share of [0.001, 0.01, 0.3, 0.77, 0.999]) {
    const [report] = await at.give([['cut.xml', text.slice(0, text.length * share)]], { area: 'Kelderby', checkOnly: true, as: 'cin' })
    assert.equal(report!.blocks, true, String(share))
  }
})
