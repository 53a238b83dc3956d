import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { sharedData } from '../../../../test/house-kit.ts'
import { reading } from '#platform'
import { byRule, givenFiles } from '../returns/given-files.test-kit.ts'
import { standingRequests } from './standing.ts'
import { sixWeeks, twentyWeeks } from './timeliness.ts'
import { ACTIVE, asTables, asTemplate, ASSESSMENT, type Element, header, message, PERSON, PLACE, PLAN, REQUEST, whole } from './written.test-kit.ts'

let at: Awaited<ReturnType<typeof givenFiles>>
before(async () => (at = await givenFiles()))
after(() => at?.close())

const EXAMPLE = `${sharedData}../reference/sen2_minimal_example.xml`
const noExample = existsSync(EXAMPLE) ? (false as const) : 'the example is not here'
const facts = (table: string) => at.rows(`select * from people.${table} order by number`)
const OF_ALL = ['area_id', 'child_id', 'batch_id', 'reported_by']
const without = (row: Record<string, unknown>) => Object.fromEntries(Object.entries(row).filter(([name]) => !OF_ALL.includes(name)))

test('the minimal example goes into its own area field by field', { skip: noExample }, async () => {
  const [report] = await at.give([EXAMPLE])
  assert.deepEqual(
    [report!.kind, report!.status, report!.rows, byRule(report!.issues)],
    ['sen2', 'committed', { read: 1, new: 1, changed: 0, same: 0, rejected: 0 }, { 'sen2-setting-unknown': 2 }], 'the demo holds no school of Leeds',
  )
  assert.deepEqual(await at.rows(`select row, upn, upn_state, given_name, family_name, born, sex, period, as_at from people.record_row where area_id = 2`), [
    { row: 9, upn: 'X383400624001', upn_state: 'held', given_name: 'Ash', family_name: 'Example', born: '2014-05-03', sex: 'F', period: '2026', as_at: '2026-01-15' },
  ])
  assert.deepEqual((await facts('ehc_request')).map(without), [{
    row: 9, number: 1, received: '2025-01-20', source: null, in_youth_custody: false, outcome: 'Y', decided: '2025-02-28', mediation: false, tribunal: false, exported: null,
    assessment_outcome: 'Y', assessed: '2025-06-09', assessment_mediation: false, assessment_tribunal: false, other_mediation: false, other_tribunal: false, exception: false, issued: '2025-06-09',
  }])
  assert.deepEqual((await facts('ehc_plan')).map(without), [{
    row: 9, number: 1, starts: '2025-06-09', ceased: null, cease_reason: null, is_active: true, residential: null, work_based: null, personal_budget: false, organised: false, direct_payments: null,
    transferred_from: null, review_met: null, review_outcome: null, review_decided: null, review_drafted: null, transfer_due: null, transfer_final: null,
  }])
  const place = {
    row: 9, number: 1, placement: 1, urn: '108055', ukprn: null, setting: null, setting_says: null, rank: 1, sen_unit: false, resourced: false, ends: null,
    residential: null, work_based: null,
  }
  assert.deepEqual((await at.rows(`select * from people.ehc_placement order by is_named desc`)).map(without), [
    { ...place, is_named: true, place_id: null, starts: null }, { ...place, is_named: false, place_id: null, starts: '2025-09-03' },
  ])
  assert.deepEqual(await at.rows(`select topic, value, starts, ends, data_class, list from people.statement where area_id = 2 order by 1, 2`), [
    { topic: 'ethnicity', value: 'APKN', starts: '2026-01-15', ends: null, data_class: 'ordinary', list: null },
    { topic: 'need', value: 'ASD:1', starts: '2026-01-15', ends: null, data_class: 'sen', list: 'sen2' }, {
      topic: 'need', value: 'SLCN:2', starts: '2026-01-15', ends: null, data_class: 'sen', list: 'sen2',
    },
    { topic: 'postcode', value: 'LS9 6AA', starts: '2026-01-15', ends: null, data_class: 'ordinary', list: null },
    { topic: 'sen', value: 'E', starts: '2025-06-09', ends: null, data_class: 'sen', list: 'sen2' },
  ])
  assert.equal((await at.give([EXAMPLE]))[0]!.status, 'unchanged')
  await at.undo(report!.batch!)
  assert.deepEqual(await at.rows(`select 1 from people.ehc_request union all select 1 from people.ehc_plan union all select 1 from people.ehc_placement union all select 1 from people.statement`), [])
})

const inactive = (requests: Element[]): Element[] => requests.map((one) => Object.fromEntries(Object.entries(one).filter(([name]) => name !== 'ActivePlans')))
const ivy = (more: Element = {}, requests: Element[] = whole()): Element => ({ ...PERSON, ...more, Requests: requests })
const rulesOf = async (persons: Element[], head: Element | Element[] = header(2026), options = {}) => {
  const [report] = await at.give([['sen2.xml', message(persons, head)]], { checkOnly: true, ...options })
  return byRule(report!.issues.map(({ rule }) => ({ rule: rule.replace('sen2-', '') })))
}

test('the same return as XML and as tables of the export is the same, and a corrected one takes its place', async () => {
  const persons = [ivy(), ivy(
    { Surname: 'Rowan', Forename: 'Oak', PersonBirthDate: '2016-01-09', UPN: 'G383200024017', Sex: 'M' },
    inactive(whole({}, {}, { CeaseDate: '2025-11-30', CeaseReason: '5' })),
  )]
  const [xml] = await at.give([['sen2.xml', message(persons)]])
  assert.deepEqual([xml!.status, xml!.rows.new, byRule(xml!.issues)], ['committed', 2, {}])
  const tables = asTables(persons)
  assert.equal(tables.length, 9)
  const reports = await at.give(tables)
  assert.deepEqual(reports.map(({ status, rows: { same, new: fresh, changed }, issues }) => [status, same, fresh, changed, byRule(issues)]), [['committed', 2, 0, 0, {}]])
  const [mended] = await at.give([[
    'sen2.xml',
    message([persons[0]!, { ...persons[1]!, Requests: inactive(whole({}, {}, { CeaseDate: '2025-12-01', CeaseReason: '5' })) }]),
  ]])
  assert.deepEqual(mended!.rows, { read: 2, new: 0, changed: 1, same: 1, rejected: 0 })
  assert.deepEqual(await at.rows(`select c.given_name, s.value, s.starts, s.ends from people.span s join people.child c using (area_id, child_id)
    where s.area_id = 3 and s.topic = 'sen' and s.list = 'sen2' order by 1`), [
    { given_name: 'Ivy', value: 'E', starts: '2025-06-09', ends: null }, { given_name: 'Oak', value: 'E', starts: '2025-06-09', ends: '2025-12-01' },
  ])
  for (const batch of [mended, reports[0], xml]) await at.undo(batch!.batch!)
  assert.deepEqual(await at.rows(`select 1 from people.ehc_request where area_id = 3`), [])
})

test('the Excel template, its tables one below the other, says the same', async () => {
  const long = (text: string) => `${text}\n\n(This must be a unique ID)`
  const template = await asTemplate([
    ['Header Record', ['Record Type', 'Collection Name', 'Year', 'Reference Date', 'LA Number'], [['Header', 'SEN2', '2026', '2026-01-15', '899']]],
    [
      'Person Record', ['Record Type', long('Person ID'), 'Surname', 'Forename', 'Date of Birth \n(ccyy-mm-dd)', 'Sex', 'Ethnicity', 'UPN - Unique Pupil Number'],
      [['Person', '1', 'Quill', 'Ivy', '2014-05-03', 'F', 'WBRI', 'X383400624001'], ['Person', '', '', '', '', '', '', '']],
    ],
    ['Requests Records', [
      'Record Type', long('Requests record ID'), long('Person ID'), 'Date request was received', 'Initial Request Whilst In RYA', 'Request Outcome Date', 'Request Outcome',
      'Request Mediation', 'Request Tribunal',
    ], [['Requests', '11', '1', '2025-01-20', '0', '2025-02-28', 'Y', '0', '0']]],
    ['Assessments Records', [
      'Record Type', long('Person ID'), long('Requests record ID'), 'Assessment Outcome - Decision to issue EHC plan', 'Assessment Outcome Date', 'Assessment Mediation',
      'Assessment Tribunal', 'Other Mediation', 'Other Tribunal', 'Twenty week time limit exceptions apply',
    ], [['Assessment', '1', '11', 'Y', '2025-06-09', '0', '0', '0', '0', '0']]],
    [
      'Named Plan Records',
      ['Record Type', long('Requests record ID'), 'EHC Plan Start Date', 'Personal Budget taken up', 'Personal Budget - Organised Arrangements', 'Date EHC plan ceased', 'Reason EHC plan ceased'],
      [['NamedPlan', '11', '2025-06-09', '0', '0', '', '']],
    ],
    ['Plan Detail Records', [
      'Record Type', long('Requests record ID'), 'URN - Unique Reference Number', 'SEN Setting \u2013 Establishment type', 'Placement Rank (1=Primary, 2=Secondary)',
      'SEN Unit Indicator', 'Resourced Provision Indicator',
    ], [['PlanDetail', '11', '899001', '', '1', '0', '0']]],
    [
      'Active Plan Records', ['Record Type', long('Requests record ID'), 'EHC Plan transferred in from another LA during calendar year', 'Annual Review Meeting Date'],
      [['ActivePlans', '11', '', '2025-12-01']],
    ],
    ['Placement Detail Records', [
      'Record Type', long('Requests record ID'), 'URN - Unique Reference Number', 'Placement Rank (1=Primary, 2=Secondary)', 'Placement Start Date', 'SEN Unit Indicator',
      'Resourced Provision Indicator',
    ], [['PlacementDetail', '11', '899001', '1', '2025-09-03', '0', '0']]],
    ['SEN Need Records', ['Record Type', long('Requests record ID'), 'SEN type', 'SEN type rank'], [['SENneed', '11', 'ASD', '1']]],
  ])
  const [book] = await at.give([['SEN2 template.xlsx', template]])
  assert.deepEqual([book!.kind, book!.status, book!.rows.read, byRule(book!.issues)], ['sen2', 'committed', 1, {}])
  const [xml] = await at.give([['sen2.xml', message([ivy({}, whole({}, {}, {}, { ReviewMeeting: '2025-12-01' }))])]])
  assert.deepEqual(xml!.rows, { read: 1, new: 0, changed: 0, same: 1, rejected: 0 })
  for (const { batch } of [xml!, book!]) await at.undo(batch!)
})

test('every spelling and version that goes about is read: old sex, old places of residence, misspelt names', async () => {
  const { Sex: _sex, Surname: _surname, Forename: _forename, ...rest } = PERSON
  const old: Element = {
    ...rest, FamilyName: 'Quill', Firstname: 'Ivy', GenderCurrent: '2',
    Requests: [{
      ...REQUEST, rquestsource: '3',
      Assessment: { ...ASSESSMENT, NamedPlan: { StartDate: '2025-06-09', PlanWPB: 'N', PlanRes: 'B', PlanDetail: [{ SENSetting: 'OTH', SENSettingOther: 'a farm', PlacementRank: '1' }] } },
      ActivePlans: { Res: 'B', WBP: 'N', ...ACTIVE },
    }],
  }
  const [report] = await at.give([['old.xml', message([old], header(2024))]])
  assert.deepEqual([report!.status, byRule(report!.issues)], ['committed', { 'sen2-future': 5 }], 'of the year before, its days lie after its census')
  assert.deepEqual(await at.rows(`select sex, family_name from people.record_row where area_id = 3`), [{ sex: 'F', family_name: 'Quill' }])
  assert.deepEqual(
    await at.rows(`select q.source, p.residential, p.work_based, l.setting_says from people.ehc_request q, people.ehc_plan p, people.ehc_placement l where l.is_named`),
    [{ source: '3', residential: 'B', work_based: 'N', setting_says: 'a farm' }],
  )
  await at.undo(report!.batch!)
})

test('who: each hard rule and query on a person finds what it is for, and nothing else', async () => {
  const { UPN: _upn, ...noUpn } = PERSON
  assert.deepEqual(await rulesOf([ivy()]), {})
  assert.deepEqual(await rulesOf([{ ...noUpn, Requests: whole() }]), { identifier: 1 })
  assert.deepEqual(await rulesOf([{ ...noUpn, UPNunknown: 'UN8', Requests: whole() }]), {})
  assert.deepEqual(await rulesOf([{ ...noUpn, UPNunknown: 'UN11', Requests: whole() }]), { code: 1, identifier: 1 })
  assert.deepEqual(await rulesOf([ivy({ UPN: 'A123456789123' })]), { upn: 1 })
  assert.deepEqual(await rulesOf([ivy(), ivy({ Forename: 'Oak' })]), { 'upn-twice': 1 })
  assert.deepEqual(await rulesOf([ivy(), ivy({ UPN: 'G383200024017' })]), { twice: 1 })
  assert.deepEqual(await rulesOf([ivy({ PersonBirthDate: '1999-05-03' })]), { 'age-26': 1 })
  assert.deepEqual(await rulesOf([ivy({ PersonBirthDate: '2000-05-03' })]), { 'age-25': 1 })
  assert.deepEqual(await rulesOf([ivy({ PersonBirthDate: '3rd May', Sex: '', Ethnicity: 'ZZZZ' })]), { code: 1, day: 1, sex: 1 })
  assert.deepEqual(await rulesOf([{ Surname: 'Quill', Requests: whole() }, ivy()]), { birth: 1, nobody: 1 })
})

test('requests, assessments and plans: each rule finds what it is for, and nothing else', async () => {
  const of = (request: Element = {}, assessment: Element = {}, plan: Element = {}, active: Element = {}) => rulesOf([ivy({}, whole(request, assessment, plan, active))])
  assert.deepEqual(await of({ ReceivedDate: '' }), { received: 1 })
  assert.deepEqual(await of({ RequestOutcomeDate: '' }), { 'decided-missing': 1 })
  assert.deepEqual(await of({ RequestOutcomeDate: '2025-01-19' }), { 'decided-early': 1 })
  assert.deepEqual(await of({ RequestOutcome: 'H' }, { AssessmentOutcome: 'H' }), { 'assessed-not-due': 1, 'decided-not-due': 1 })
  assert.deepEqual(await of({ RequestOutcome: 'H', RequestOutcomeDate: '' }, { AssessmentOutcome: 'H', AssessmentOutcomeDate: '' }), {})
  assert.deepEqual(await of({ RequestOutcome: 'Q' }), { code: 1 })
  assert.deepEqual(await of({}, { AssessmentOutcomeDate: '' }), { 'assessed-missing': 1 })
  assert.deepEqual(await of({}, { AssessmentOutcomeDate: '2025-02-27' }), { 'assessed-early': 1 })
  assert.deepEqual(await of({}, { AssessmentOutcome: 'N' }), { 'plan-undecided': 1 })
  assert.deepEqual(await of({}, { AssessmentOutcome: 'N', AssessmentTribunal: '1' }), {}, 'what the tribunal turned never overwrites the outcome')
  assert.deepEqual(await of({}, { Week20: '2' }), { flag: 1 })
  assert.deepEqual(await rulesOf([ivy({}, [{ ...REQUEST, RequestOutcome: 'N', Assessment: ASSESSMENT }])]), { 'nothing-more': 1 })
  assert.deepEqual(await rulesOf([ivy({}, [REQUEST])]), { 'assessment-missing': 1 })
  assert.deepEqual(await rulesOf([ivy({}, [{ ...REQUEST, Assessment: [ASSESSMENT, ASSESSMENT] }])]), { 'assessment-twice': 1 })
  assert.deepEqual(await of({}, {}, { StartDate: '2025-01-19' }), { 'plan-early': 1 })
  assert.deepEqual(await of({}, {}, { StartDate: '2025-01-19' }, { TransferLA: '383' }), { 'plan-early-transfer': 1 })
  assert.deepEqual(await of({}, {}, { StartDate: '2026-01-16' }), { future: 1 })
  assert.deepEqual(await of({}, {}, { CeaseReason: '1' }), { 'cease-half': 1 })
  assert.deepEqual(await of({}, {}, { CeaseDate: '2025-06-08', CeaseReason: '9' }), { 'cease-early': 1 })
  assert.deepEqual(await of({}, {}, { CeaseDate: '2025-12-08', CeaseReason: '9' }), { 'ceased-and-active': 1, 'open-after-cease': 1 })
  assert.deepEqual(await rulesOf([ivy({}, [{ ...REQUEST, Assessment: { ...ASSESSMENT, NamedPlan: PLAN } }])]), { neither: 1 })
  assert.deepEqual(await rulesOf([ivy({}, [...whole(), ...whole()])]), { 'two-plans': 1 })
  assert.deepEqual(
    await rulesOf([ivy({}, whole({ ReceivedDate: '2013-01-01', RequestOutcomeDate: '2013-01-02' }, { AssessmentOutcomeDate: '2013-03-03' }, { StartDate: '2014-05-02' }))]),
    { 'plan-before-birth': 1, 'review-old': 1 },
  )
})

test('placements, needs and reviews: each rule finds what it is for, and nothing else', async () => {
  const active = (more: Element) => rulesOf([ivy({}, whole({}, {}, {}, more))])
  const placed = (more: Element) => active({ PlacementDetail: [{ ...PLACE, EntryDate: '2025-09-03', ...more }] })
  const need = (SENtype: string, SENtypeRank: string): Element => ({ SENtype, SENtypeRank })
  assert.deepEqual(await placed({ URN: '' }), { 'placement-missing': 1, 'setting-missing': 1 })
  assert.deepEqual(await placed({ URN: '', SENsetting: 'EHE' }), {})
  assert.deepEqual(await placed({ URN: '', SENsetting: 'EHE', SENsettingOther: 'at home' }), { 'setting-says': 1 })
  assert.deepEqual(await placed({ LeavingDate: '2025-09-02' }), { 'leaving-early': 1 })
  assert.deepEqual(await placed({ LeavingDate: '2025-12-02' }), { 'placement-missing': 1 })
  assert.deepEqual(await placed({ PlacementRank: '3' }), { code: 1 })
  assert.deepEqual(await placed({ URN: '123456' }), { 'setting-unknown': 1 })
  assert.deepEqual(await active({ SENneed: [need('NSA', '1')] }), { 'need-nsa': 1, 'need-rank': 1 })
  assert.deepEqual(await active({ SENneed: [need('ASD', '1'), need('MLD', '1')] }), { 'need-rank': 1 })
  assert.deepEqual(await active({ SENneed: [need('ASD', '1'), need('ASD', '2')] }), { 'need-twice': 1 })
  assert.deepEqual(await active({ SENneed: [] }), { 'need-missing': 1 })
  const held = whole({ ReceivedDate: '2020-01-01', RequestOutcomeDate: '2020-02-01' }, { AssessmentOutcomeDate: '2020-04-01' }, { StartDate: '2020-05-01' })
  assert.deepEqual(await rulesOf([ivy({}, held)]), { 'review-old': 1 })
})

test('a file with two headers, of another authority, of no authority, without a year, cut, or empty is refused or asked about', async () => {
  assert.deepEqual(await rulesOf([ivy()], [header(2026), header(2026)]), { header: 1 })
  assert.deepEqual(await rulesOf([ivy()], header(2026, '831'), { area: 'Kelderby' }), { 'another-authority': 1 })
  assert.deepEqual(await rulesOf([ivy()], header(2026, '001'), { area: 'Kelderby' }), { 'another-authority': 1, authority: 1 })
  assert.deepEqual(await rulesOf([ivy()], { CollectionDetails: { Collection: 'SEN2' }, Source: { LEA: '899' } }), { year: 1 })
  assert.deepEqual(await rulesOf([ivy()], header(2026, '899', '2026-01-22')), { 'reference-date': 1 })
  assert.deepEqual(await rulesOf([]), { 'no-persons': 1 })
  const text = message([ivy()])
  for (const tenths of [1, 3, 5, 7, 9]) {
    const [report] = await at.give([['cut.xml', text.slice(0, (text.length * tenths) / 10)]], { area: 'Kelderby', as: 'sen2', checkOnly: true })
    assert.deepEqual([report!.blocks, byRule(report!.issues)], [true, { 'file-not-read': 1 }])
  }
})

test('tables that hang on nothing, tables without their header, and a table twice are found', async () => {
  const tables = asTables([ivy()])
  const but = (name: string) => tables.filter(([file]) => !file.includes(`_${name}.`))
  const given = async (files: [string, string][]) => (await at.give(files, { area: 'Kelderby', checkOnly: true })).map(({ status, blocks, issues }) => [blocks ? 'stopped' : status, byRule(issues)])
  assert.deepEqual(await given(but('requests')), [['checked', { 'sen2-hangs-on-nothing': 6 }]])
  assert.deepEqual(await given(but('sen2')), [['stopped', { 'sen2-header': 1 }]])
  assert.deepEqual((await given([...tables, tables[1]!])).map(([status]) => status), ['checked', 'stopped'])
})

test('timeliness of the area follows from the rows that stand', async () => {
  const person = (upn: string, forename: string, received: string, starts: string, week20 = '0'): Element => ivy(
    { UPN: upn, Forename: forename },
    whole({ ReceivedDate: received, RequestOutcomeDate: '2025-02-28' }, { AssessmentOutcomeDate: '2025-04-01', Week20: week20 }, { StartDate: starts }),
  )
  // 140, 141 and 155 days; decided after 39, 39 and 53 days: counted on a calendar.
  const [report] = await at.give([[
    'sen2.xml',
    message([person('X383400624001', 'Ash', '2025-01-20', '2025-06-09'), person('G383200024017', 'Elm', '2025-01-20', '2025-06-10'), person('B831401523099', 'Fir', '2025-01-06', '2025-06-10', '1')]),
  ]])
  assert.deepEqual(byRule(report!.issues), {})
  const standing = await standingRequests(reading(at.house.db), 3, '2026')
  assert.deepEqual(
    twentyWeeks(standing, 2025),
    { including: { numerator: 1, denominator: 3, percent: 33.3 }, excluding: { numerator: 1, denominator: 2, percent: 50 }, bands: { within20: 1, to52: 2, beyond52: 0 } },
  )
  assert.deepEqual(sixWeeks(standing, 2025), { numerator: 2, denominator: 3, percent: 66.7 })
  assert.deepEqual(await standingRequests(reading(at.house.db), 3, '2025'), [])
  await at.undo(report!.batch!)
})
