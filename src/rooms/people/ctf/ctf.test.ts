import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { byRule, givenFiles, noReturns, returnsShared } from '../returns/given-files.test-kit.ts'

let at: Awaited<ReturnType<typeof givenFiles>>
before(async () => (at = await givenFiles()))
after(() => at?.close())

const SAMPLE = returnsShared('ctf/ctf_minimal_example.xml')

test('the sample goes into its own area, and its school is entered as it is called', { skip: noReturns }, async () => {
  const [report] = await at.give([SAMPLE])
  assert.deepEqual(
    [report!.kind, report!.status, report!.rows.new, byRule(report!.issues)],
    ['ctf', 'committed', 1, { 'unknown-setting': 1, ...(Date.now() > Date.parse('2026-09-10') ? { 'a-year-old': 1 } : {}) }],
  )
  assert.deepEqual(await at.rows(`select r.row, r.upn, r.given_name, r.family_name, r.born, r.sex, r.period, r.as_at, p.name from people.record_row r join places.place p on p.place_id = r.reported_by
    where r.area_id = 2`), [
    {
      row: 8, upn: 'X383400624001', given_name: 'Ash', family_name: 'Example', born: '2014-05-03', sex: 'F', period: '2025-09-10 10:30:00 to 3834006', as_at: '2025-09-10',
      name: 'Lane End Primary School',
    },
  ])
  assert.deepEqual(
    await at.rows(`select stage, year, subject, component, result from people.attainment where area_id = 2`),
    [{ stage: 'KS2', year: 2025, subject: 'writing', component: 'ta', result: 'EXS' }],
  )
  assert.equal((await at.give([SAMPLE]))[0]!.status, 'unchanged')
  await at.undo(report!.batch!)
})

const ctf = (pupils: string, { from = '899|2000', to = '899|4000', when = '2026-03-02T09:00:00' } = {}) => {
  const school = (code: string) => code.split('|').map((part, index) => (index ? `<Estab>${part}</Estab>` : `<LEA>${part}</LEA>`)).join('')
  return `<CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion><DateTime>${when}</DateTime>
    <SourceSchool>${school(from)}<SchoolName>Fern Bank</SchoolName></SourceSchool><DestSchool>${school(to)}</DestSchool></Header><CTFpupilData>${pupils}</CTFpupilData></CTfile>`
}
const oak = (inner: string) => `<Pupil><UPN>G383200024017</UPN><BasicDetails><Surname>Rowan</Surname><Forename>Oak</Forename><DOB>2014-05-03</DOB><Gender>M</Gender></BasicDetails>${inner}</Pupil>`

test('history, SEN, attendance and results of a pupil are said as the school had them', async () => {
  const [{ place_id: school }] = await at.rows(`
    insert into places.place_code (scheme, code, place_id) select 'laestab', '8992999', place_id
    from places.place_code where scheme = 'urn' and code = '899001' returning place_id`) as [{ place_id: number }]
  const [report] = await at.give([['8992000_CTF_8994000_001.xml', ctf(oak(`
    <SchoolHistory><School><LEA>899</LEA><Estab>2999</Estab><EntryDate>2020-09-03</EntryDate><LeavingDate>2026-02-27</LeavingDate></School>
      <School><LEA>123</LEA><Estab>4567</Estab><EntryDate>2018-09-03</EntryDate></School></SchoolHistory>
    <SEN><SENprovision>K</SENprovision><SENneeds><SENneed><SENtype>SEMH</SENtype><SENtypeRank>1</SENtypeRank></SENneed></SENneeds></SEN>
    <Attendance><YearData><Year>2024</Year><SessionsPossible>380</SessionsPossible>
      <SessionsAttended>350</SessionsAttended><SessionsAuthorised>20</SessionsAuthorised><SessionsUnauthorised>10</SessionsUnauthorised></YearData></Attendance>
    <StageAssessments><KeyStage><Stage>KS2</Stage>
      <StageAssessment><Year>2025</Year><Subject>MAT</Subject><Method>TT</Method><Component>MAT</Component><Result>104</Result></StageAssessment>
      <StageAssessment><Year>2025</Year><Subject>ENG</Subject><Method>TT</Method><Component>REA</Component><Result>99</Result></StageAssessment>
      <StageAssessment><Year>2025</Year><Subject>ART</Subject><Method>XX</Method><Component>ZZZ</Component><Result>GOOD</Result></StageAssessment>
    </KeyStage></StageAssessments>`), { from: '899|2999' })]])
  assert.deepEqual([report!.status, byRule(report!.issues)], ['committed', { 'result-unknown': 1 }])
  assert.deepEqual(await at.rows(`select place_id, starts, ends from people.on_roll_said where area_id = 3`), [{ place_id: school, starts: '2020-09-03', ends: '2026-02-27' }])
  assert.deepEqual(await at.rows(`select topic, value, starts, ends from people.statement where area_id = 3 order by 1`), [
    { topic: 'attendance-before', value: '380 possible, 350 attended, 20 authorised, 10 unauthorised', starts: '2024-09-01', ends: '2025-08-31' },
    { topic: 'need', value: 'SEMH:1', starts: '2026-03-02', ends: null }, { topic: 'sen', value: 'K', starts: '2026-03-02', ends: null },
  ])
  assert.deepEqual(await at.rows(`select place_id, subject, component, result from people.attainment where area_id = 3 order by 2`), [
    { place_id: school, subject: 'ART ZZZ', component: 'XX', result: 'GOOD' }, { place_id: school, subject: 'maths', component: 'scaled-score', result: '104' }, {
      place_id: school, subject: 'reading', component: 'scaled-score', result: '99',
    },
  ])
  await at.undo(report!.batch!)
})

test('two files of one day to two schools stand beside each other', async () => {
  const reports = []
  for (const to of ['899|4000', '899|4001']) reports.push(...(await at.give([['x.xml', ctf(oak(''), { to })]], { area: 'Kelderby' })))
  assert.deepEqual(reports.map(({ status, rows: { new: fresh } }) => [status, fresh]), [['committed', 1], ['committed', 1]])
  assert.deepEqual(await at.rows(`select count(*)::int as files, (select count(distinct child_id)::int from people.record_row where area_id = 3) as children
    from platform.extent where area_id = 3 and series = 'ctf'`), [{ files: 2, children: 1 }])
  for (const { batch } of reports.toReversed()) await at.undo(batch!)
})

test('bad files are found and never throw: between authorities, of another one, cut, without a moment, of nobody, twice the same', async () => {
  const answer = async (text: string, options = {}) => {
    const [report] = await at.give([['a.xml', text]], { checkOnly: true, ...options })
    return [report!.blocks ? 'stopped' : report!.status, byRule(report!.issues)]
  }
  const whole = ctf(oak(''))
  assert.deepEqual(await answer(ctf(oak(''), { to: '831|4000' })), ['stopped', { 'area-needed': 1 }])
  assert.deepEqual(await answer(ctf(oak(''), { from: '831|2000', to: '831|4000' }), { area: 'Kelderby' }), ['checked', { 'another-authority': 1, 'unknown-setting': 1 }])
  assert.deepEqual(await answer(whole.slice(0, -30)), ['stopped', { 'file-not-read': 1 }])
  assert.deepEqual(await answer(whole.slice(0, 100), { area: 'Kelderby' }), ['stopped', { 'file-not-read': 1 }])
  assert.deepEqual(await answer(ctf(oak(''), { when: 'yesterday' })), ['stopped', { moment: 1 }])
  assert.deepEqual(await answer(ctf(oak(''), { when: '2019-03-02T09:00:00' })), ['checked', { 'a-year-old': 1, 'unknown-setting': 1 }])
  assert.deepEqual(await answer(ctf('')), ['stopped', { 'no-pupils': 1, 'unknown-setting': 1 }])
  assert.deepEqual(await answer(ctf(`<Pupil><Surname>Rowan</Surname></Pupil>${oak('')}${oak('')}`)), ['checked', { birth: 1, nobody: 1, 'pupil-twice': 1, 'unknown-setting': 1, 'upn-twice': 1 }])
  assert.deepEqual(await answer('<CTfile></CTfile>', { area: 'Kelderby' }), ['stopped', { header: 1 }])
})
