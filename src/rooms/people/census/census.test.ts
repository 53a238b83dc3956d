import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type GivenFile, perform, type Reader, reading } from '#platform'
import { importFiles, undoBatch } from '#rooms/collection'
import { testHouse } from '../../../../test/house-kit.ts'
import { KINDS } from '../../../app.ts'
import { beside, checked, noSamples, pupils, rulesOf, SAMPLES, written } from './census.test-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let db: Reader
before(async () => {
  house = await testHouse()
  db = reading(house.db)
})
after(() => house.close())

const rowsOf = async (text: string) => (await house.pool.query(text)).rows
const give = (files: GivenFile[]) => importFiles({ ...house.operator(), now: new Date() }, KINDS, join(house.dataFolder, 'files'), files, { area: 'Kelderby' })
const undo = (batch: number) => perform(undoBatch(KINDS), house.operator(), { batch, reason: 'a test' })
const census = (more: Record<string, string | number> = {}, year = '2025') => ({
  '2025_spring_schoolcensus.csv': [{ schoolcensustableid: 'c', NativeId: '8991001', lea: '899', estab: '1001', term: 'SPR', year, referencedate: `${year}-Jan-16 00:00:00`, ...more }],
})

test('the public export goes in whole: two censuses, one child for each pupil of both, under ids of COLLECT, at schools to be matched', { skip: noSamples }, async () => {
  const files = readdirSync(SAMPLES).filter((name) => name.endsWith('.csv')).map((name) => ({ name, path: join(SAMPLES, name) }))
  const [autumn, spring] = await give(files)
  assert.deepEqual([autumn!.status, autumn!.rows.read, autumn!.rows.rejected], ['committed', 9088, 0])
  assert.deepEqual([spring!.status, spring!.rows.read, spring!.rows.rejected], ['committed', 9498 + 375, 0])
  // Of 9,498 and 9,088 pupils 9,075 have the same id (counted apart with Python), and leavers are all among them.
  assert.deepEqual(await rowsOf(`select count(*)::int as many from people.child where source = 'return'`), [{ many: 9498 + 9088 - 9075 }])
  assert.deepEqual(await rowsOf(`select distinct upn_state, local_scheme from people.record_row`), [{ upn_state: 'quarantined', local_scheme: 'collect' }])
  assert.deepEqual(await rowsOf(`select count(*)::int as many from people.statement where topic = 'need'`), [{ many: 0 }])
  const found = await rowsOf(`select value from collection.finding where rule = 'setting-unmatched' order by 1`)
  assert.deepEqual(found.map(({ value }) => value), ['SCH1', 'SCH2', 'SCH3', 'SCH4', 'SCH5', 'SCH6', 'SCH7', 'SCH8'])
  assert.equal((await give(files)).every(({ status }) => status === 'unchanged'), true)
  await undo(spring!.batch!)
  await undo(autumn!.batch!)
  assert.deepEqual(await rowsOf(`select 1 from people.child where source = 'return' 
    union all select 1 from people.statement union all select 1 from people.session_count union all select 1 from platform.extent`), [])
})

test('two pupils with nothing wrong go in without a finding, each fact as it was given', async () => {
  const files = await written({
    '2025_spring_pupilonroll.csv': pupils({ youngcarer: 'P', senunitindicator: 'True' }), ...beside(),
    '2025_spring_termlyexclusionsonroll.csv': [
      { pupilonrolltableid: 'a', startdate: '2024-Nov-04 00:00:00', sessions: '3.0', category: 'SUSP', reason1: 'DB', reason2: 'PP', senprovision: 'K' },
      { pupilonrolltableid: 'a', startdate: '2024-Dec-02 00:00:00', sessions: '1.0', category: 'LNCH', reason1: 'DB' }],
    '2025_spring_termlysessiondetailsonroll.csv': [{ pupilonrolltableid: 'a', sessions: '100.0', attendancereason: '/' }, { pupilonrolltableid: 'a', sessions: '4.0', attendancereason: 'C2' }],
    '2025_spring_schoolarrangedapdetailonroll.csv': [{ pupilonrolltableid: 'b', urn: '899003', entrydate: '2024-Oct-01 00:00:00', apsessionsperweek: 4, apattendancepattern: 'PT',
      placementreason: 'BHS' }],
  })
  const [report] = await give(files)
  assert.deepEqual([report!.issues.map(({ rule }) => rule), report!.rows.new], [['setting-unmatched'], 2])
  const said = await rowsOf(`
    select c.given_name as given, s.topic, s.value, to_char(s.starts, 'YYYY-MM-DD') as starts, s.data_class as class from people.span s join people.child c using (area_id, child_id)
    where c.family_name = 'Quill' and s.topic in ('sen', 'need', 'free-meals', 'young-carer', 'sen-unit') order by 1, 2`)
  assert.deepEqual(said, [
    { given: 'Ivy', topic: 'free-meals', value: 'ENG', starts: '2022-09-05', class: 'ordinary' }, { given: 'Ivy', topic: 'need', value: 'ASD:1', starts: '2025-01-16', class: 'sen' },
    { given: 'Ivy', topic: 'sen', value: 'K', starts: '2025-01-16', class: 'sen' }, { given: 'Ivy', topic: 'sen-unit', value: '1', starts: '2025-01-16', class: 'sen' },
    { given: 'Ivy', topic: 'young-carer', value: 'P', starts: '2025-01-16', class: 'care' }, { given: 'Oak', topic: 'sen', value: 'N', starts: '2025-01-16', class: 'sen' },
  ])
  assert.deepEqual(await rowsOf(`select category, sessions, reasons, number from people.suspension order by number`),
    [{ category: 'SUSP', sessions: 3, reasons: ['DB', 'PP'], number: 1 }, { category: 'LNCH', sessions: 1, reasons: ['DB'], number: 2 }])
  // In specs/attendance-codes.json / is the first code and C2 the twelfth.
  assert.deepEqual(await rowsOf(`select possible, counts[1] as present, counts[12] as part_time from people.session_count where cardinality(counts) > 0`),
    [{ possible: 130, present: 100, part_time: 4 }])
  assert.deepEqual(await rowsOf(`select provider, pattern, reason, sessions_per_week as weekly, provider_id is not null as held from people.alternative_provision`),
    [{ provider: 'urn 899003', pattern: 'PT', reason: 'BHS', weekly: 4, held: true }])
})

test('who is on no list of the next census has come off it; needs wait for the next spring', async () => {
  const summer = pupils({ dob: '2014-May-03 00:00:00', senprovision: 'E' })
  const [report] = await give(await written({ '2025_summer_pupilonroll.csv': summer, '2025_summer_fsmperiod.csv': [] }))
  assert.equal(report!.status, 'committed')
  const ends = await rowsOf(`
    select s.topic, s.value, to_char(s.ends, 'YYYY-MM-DD') as ends from people.span s join people.child c using (area_id, child_id)
    where c.given_name = 'Ivy' and c.family_name = 'Quill' and s.topic in ('sen', 'sen-unit', 'need', 'free-meals', 'young-carer') order by 1, 2`)
  // The summer census of 2025 was on 15 May.
  assert.deepEqual(ends, [
    { topic: 'free-meals', value: 'ENG', ends: '2025-05-14' }, { topic: 'need', value: 'ASD:1', ends: null }, { topic: 'sen', value: 'E', ends: null }, { topic: 'sen', value: 'K',
      ends: '2025-05-14' },
    { topic: 'sen-unit', value: '1', ends: '2025-05-14' }, { topic: 'young-carer', value: 'P', ends: null },
  ])
})

test('last year’s return under this year’s name is found by its year groups, and two schools given for one another are named', async () => {
  const schools = ['8991001', '8991002']
  const roll = (swap: boolean) => Array.from({ length: 40 }, (_, at) => ({
    ...pupils()[0]!, pupilonrolltableid: `p${at}`, upn: '', surname: `Marl${String.fromCharCode(97 + (at % 20))}`,
    forename: at < 20 ? 'Wren' : 'Lark', NativeId: schools[(at < 20 ? 0 : 1) ^ (swap ? 1 : 0)]!, entrydate: `2019-Sep-${String(1 + (at % 28)).padStart(2, '0')} 00:00:00`,
  }))
  assert.equal((await give(await written({ '2024_spring_pupilonroll.csv': roll(false) })))[0]!.status, 'committed')
  const again = await checked(db, await written({ '2025_spring_pupilonroll.csv': roll(true) }))
  const rules = rulesOf(again)
  assert.deepEqual([rules['last-year-again'], rules['schools-swapped']], [1, 1])
  assert.match(again.issues.list.find(({ rule }) => rule === 'schools-swapped')!.message, /Most pupils given for 8991001 were at 8991002 last time/)
})

test('tables without a year in their name take it from their schoolcensus table; other authorities, days and names of the wrong year are told', async () => {
  const plain = await written({ 'schoolcensus.csv': Object.values(census())[0]!.map((row) => ({ ...row, schoolcensusorderseqcolumn: 1 })),
    'pupilonroll.csv': pupils().map((row) => ({ ...row, pupilonrollorderseqcolumn: 1 })) })
  const found = await checked(db, plain)
  assert.deepEqual([found.content.period, found.blocks], ['2025-1-spring', false])
  const nameless = await checked(db, await written({ 'pupilonroll.csv': pupils().map((row) => ({ ...row, pupilonrollorderseqcolumn: 1 })) }))
  assert.deepEqual([Object.keys(rulesOf(nameless)), nameless.blocks], [['census-unnamed'], true])
  const other = await checked(db, await written({ '2025_spring_pupilonroll.csv': pupils(), ...census({}, '2024') }))
  assert.deepEqual([Object.keys(rulesOf(other)), other.blocks], [['reference-day-other'], true])
  const day = await checked(db, await written({ '2025_spring_pupilonroll.csv': pupils(), ...census({ referencedate: '2025-Jan-17 00:00:00' }), ...beside() }))
  assert.deepEqual([rulesOf(day)['reference-day'], day.content.asAt], [1, '2025-01-17'])
  const derby = await give(await written({ '2025_spring_pupilonroll.csv': pupils(), '2025_spring_schoolcensus.csv': [{ schoolcensustableid: 'c', NativeId: '8991001', lea: '831', estab: '1001' }] }))
  assert.equal(derby[0]!.issues.some(({ rule }) => rule === 'another-authority'), true)
})

test('who gives for one school cannot speak for another', async () => {
  const [own] = await rowsOf(`select place_id as id from places.place_code where scheme = 'urn' and code = '899001'`)
  const rows = pupils().map((row, at) => ({ ...row, NativeId: at ? '899003' : '899001' }))
  const mine = await checked(db, await written({ '2025_spring_pupilonroll.csv': rows, ...beside() }), { places: new Set([own!.id]) })
  assert.deepEqual([mine.content.said.length, mine.rows, rulesOf(mine)], [1, { read: 2, rejected: 1 }, { 'setting-not-yours': 1 }])
})
