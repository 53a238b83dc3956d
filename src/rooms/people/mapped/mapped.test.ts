import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { perform } from '#platform'
import { importFiles, mappingDoors, undoBatch } from '#rooms/collection'
import { KINDS } from '../../../app.ts'
import { testHouse } from '../../../../test/house-kit.ts'
import { SHIPPED } from '../../collection/mapping/recipes.ts'
import { peopleTargets } from './targets.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-mapped-'))
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

async function give(name: string, text: string, options: { recipe?: string; asAt?: string } = {}) {
  const path = join(folder, `${Math.random()}`)
  await writeFile(path, text)
  const [report] = await importFiles({ ...house.operator(), now: new Date() }, KINDS, join(folder, 'kept'), [{ name, path }], { area: 'Kelderby', asAt: '2026-11-20', ...options })
  return report!
}

const keep = (body: object) => perform(mappingDoors(peopleTargets).actions.find(({ name }) => name === 'collection.keep-recipe')!, { ...house.operator(), actor: { ...house.operator().actor,
  areaId: 3 } }, { body }) as Promise<{ recipe: string; ref: string }>
const undo = (batch: number) => perform(undoBatch(KINDS), house.operator(), { batch, reason: 'a test' })
const rowsOf = async (text: string) => (await house.pool.query(text)).rows
const spans = (topic: string) => rowsOf(`
  select c.given_name as given, s.value, to_char(s.starts, 'YYYY-MM-DD') as starts, to_char(s.ends, 'YYYY-MM-DD') as ends
  from people.span s join people.child c using (area_id, child_id) where s.area_id = 3 and s.topic = '${topic}' and c.family_name in ('Quill', 'Marsh') order by 1, 3, 2`)
const told = (report: Awaited<ReturnType<typeof give>>) => report.issues.map(({ rule, row, column }) => [rule, row, column].filter((one) => one !== null).join(' '))

test('every recipe that comes with Belong reads the CSV its page describes, and each row is a fact', async () => {
  const cells: Record<string, string> = {
    upn: 'X383400624001', forename: 'Ivy', surname: 'Quill', dob: '2009-05-03', given_name: 'Ivy', family_name: 'Quill', sex: 'F', gender: 'F', postcode: 'ke12ab', home_postcode: 'ke12ab',
      laestab: '', client_id: 'N77', uln: '', sen_provision: 'EHC plan', need1: 'Autism',
    result_year: '2025', phonics_mark: '34', gld: '1', ks2_reading_score: '104', ks4_english_grade: '6', provider: 'Elm', hours: '12',
  }
  const laestab = (await rowsOf(`select c.code from places.place_code c join places.place_code u using (place_id) where c.scheme = 'laestab' and u.scheme = 'urn' and u.code = '899001'`))[0]?.code as string | undefined
  for (const { recipe, body } of SHIPPED) {
    const row = body.header.map((name) => (name === 'laestab' ? (laestab ?? '899001') : (cells[name] ?? (/_(start|on|since)$|moved_in/.test(name) ? '2025-09-01' : ''))))
    const report = await give(`${recipe}.csv`, `${body.header.join(',')}\n${row.join(',')}\n`)
    assert.deepEqual([recipe, report.status, report.rows.new, report.issueCounts.error], [recipe, 'committed', 1, 0], JSON.stringify(report.issues))
    await undo(report.batch!)
  }
  assert.deepEqual(await rowsOf(`select 1 from people.record_row where area_id = 3 and given_name = 'Ivy'`), [])
})

test('a list of children on roll makes enrolments, and whoever is not on the next one has left', async () => {
  await keep({ name: 'Roll', target: 'on-roll', header: ['School', 'Name', 'DOB', 'Joined', 'Yr'], fields: { names: { fixed: 'all' }, setting: { column: 'School', fillsDown: true },
    whole: { column: 'Name' }, born: { column: 'DOB', dates: 'dmy' }, entry: { column: 'Joined' }, year: { column: 'Yr' } } })
  const first = await give('Roll.csv', 'School,Name,DOB,Joined,Yr\n899001,"Quill, Ivy",03/05/2014,01/09/2024,Year 7\n,Oak Quill,03/05/2014,01/09/2024,7\nNowhere House,Fern Marsh,21/11/2012,,9\n',
    { asAt: '2026-10-01' })
  assert.deepEqual([first.status, first.rows.new, told(first)], ['committed', 3, []])
  const second = await give('Roll.csv', 'School,Name,DOB,Joined,Yr\n899001,"Quill, Ivy",03/05/2014,01/09/2024,Year 8\n', { asAt: '2026-11-01' })
  assert.equal(second.status, 'committed')
  const enrolled = await rowsOf(`
    select c.given_name as given, p.name as place, to_char(e.starts, 'YYYY-MM-DD') as starts, to_char(e.ends, 'YYYY-MM-DD') as ends from people.enrolment e join people.child c using (area_id,
      child_id) join places.place p using (place_id)
    where c.family_name in ('Quill', 'Marsh') order by 1`)
  assert.deepEqual(enrolled.map(({ given, starts, ends }) => [given, starts, ends]), [['Fern', '2026-10-01', null], ['Ivy', '2024-09-01', null], ['Oak', '2024-09-01', '2026-10-31']])
  assert.equal(enrolled[0]!.place, 'Nowhere House')
  assert.deepEqual((await spans('year-group')).filter(({ given }) => given === 'Ivy').map(({ value, ends }) => [value, ends]), [['7', '2026-10-31'], ['8', null]])
  await undo(second.batch!)
  await undo(first.batch!)
  assert.deepEqual(await rowsOf(`select 1 from people.child where area_id = 3 and family_name in ('Quill', 'Marsh')`), [])
})

test('the words of a file stand for codes as the recipe says; a word nobody matched is told and its row goes in without it', async () => {
  await keep({ name: 'SEN', target: 'sen', header: ['UPN', 'Stage', 'Need'], fields: { upn: { column: 'UPN' }, sen: { column: 'Stage', codes: { 'Register level 2': 'K' } },
    need1: { column: 'Need' } } })
  const report = await give('SEN.csv', 'UPN,Stage,Need\nX383400624001,Register level 2,Autism\nG383200024017,EHCP,Sparkle\nB831401523099,,\n')
  assert.deepEqual([report.status, report.rows.new, report.rows.rejected], ['committed', 2, 1])
  assert.deepEqual(told(report), ['word-not-matched 3 Need', 'sen-needed 4 Stage'])
  const said = await rowsOf(`select r.upn, s.topic, s.value from people.statement s join people.record_row r using (area_id, batch_id, row) where s.batch_id = ${report.batch} order by 1, 2`)
  assert.deepEqual(said, [{ upn: 'G383200024017', topic: 'sen', value: 'E' }, { upn: 'X383400624001', topic: 'need', value: 'ASD:1' }, { upn: 'X383400624001', topic: 'sen', value: 'K' }])
  await undo(report.batch!)
})

test('a list of the council’s own stands beside others, each seen by those its class says, and one does not end the other', async () => {
  for (const [name, called, list] of [['Holiday', 'Holiday club', 'named'], ['Worries', 'Worries of social care', 'named-care']]) {
    await keep({ name, target: 'list', header: ['UPN', name], fields: { upn: { column: 'UPN' }, list: { fixed: list }, called: { fixed: called }, names: { fixed: 'all' } } })
  }
  const one = await give('Holiday.csv', 'UPN,Holiday\nX383400624001,y\n', { asAt: '2026-09-01' })
  const other = await give('Worries.csv', 'UPN,Worries\nX383400624001,y\n', { asAt: '2026-10-01' })
  const later = await give('Holiday.csv', 'UPN,Holiday\nG383200024017,y\n', { asAt: '2026-11-01' })
  const held = await rowsOf(`select value, data_class, to_char(ends, 'YYYY-MM-DD') as ends from people.span where area_id = 3 and topic like 'local-list%' order by starts`)
  assert.deepEqual(held, [{ value: 'holiday-club', data_class: 'ordinary', ends: '2026-10-31' }, { value: 'worries-of-social-care', data_class: 'care', ends: null }, { value: 'holiday-club',
    data_class: 'ordinary', ends: null }])
  for (const { batch } of [later, other, one]) await undo(batch!)
})

test('sessions of a child by code become one count, and a suspension list is the return the calendar expects', async () => {
  await keep({ name: 'Codes', target: 'sessions', header: ['School', 'UPN', 'First', 'Last', 'Mark', 'No'], fields: { setting: { column: 'School' }, upn: { column: 'UPN' },
    starts: { column: 'First' }, ends: { column: 'Last' }, code: { column: 'Mark' }, sessions: { column: 'No' } } })
  const counts = await give('Codes.csv', 'School,UPN,First,Last,Mark,No\n899001,X383400624001,07/09/2026,11/09/2026,/,5\n899001,X383400624001,07/09/2026,11/09/2026,\\,4\n899001,X383400624001,07/09/2026,11/09/2026,I,1\n')
  assert.deepEqual([counts.status, told(counts)], ['committed', []])
  assert.deepEqual((await rowsOf(`select counts[1:2] as present, (select sum(n)::int from unnest(counts) n) as all from people.session_count where batch_id = ${counts.batch}`)), [{ present: [5,
    4], all: 10 }])
  await keep({ name: 'Out', target: 'suspensions', header: ['Where', 'Child', 'Born', 'Day', 'What', 'For'], fields: { setting: { column: 'Where' }, whole: { column: 'Child' },
    born: { column: 'Born' }, starts: { column: 'Day' }, category: { column: 'What', codes: { sent: 'SUSP' } }, days: { column: 'For' } } })
  const out = await give('Out.csv', 'Where,Child,Born,Day,What,For\n899001,Ivy Quill,03/05/2014,14/09/2026,sent,1.5\n')
  assert.deepEqual(await rowsOf(`select category, sessions, to_char(starts, 'YYYY-MM-DD') as starts from people.suspension where batch_id = ${out.batch}`), [{ category: 'SUSP', sessions: 3,
    starts: '2026-09-14' }])
  assert.deepEqual(await rowsOf(`select series, period from collection.batch where batch_id = ${out.batch}`), [{ series: 'suspensions', period: '2026-3-autumn' }])
  await undo(out.batch!)
  await undo(counts.batch!)
})

test('what cannot be placed is told, never thrown: other columns, no day, an unknown recipe, nobody', async () => {
  const other = await give('x.csv', 'a,b\n1,2\n', { recipe: 'sen' })
  assert.deepEqual([other.status, told(other)], ['rejected', ['other-columns']])
  await assert.rejects(give('x.csv', 'a,b\n1,2\n', { recipe: 'nothing' }), /no recipe called nothing/)
  await assert.rejects(give('x.csv', 'UPN,Stage,Need\n', { recipe: 'sen', asAt: '2099-01-01' }), /no day a file can speak of/)
  const empty = await give('x.csv', 'UPN,Stage,Need\n', { recipe: 'sen' })
  assert.deepEqual([empty.status, told(empty)], ['rejected', ['no-rows']])
  const nobody = await give('x.csv', 'UPN,Stage,Need\n,K,\nA801200005001,K,\n', { recipe: 'sen' })
  assert.deepEqual([nobody.rows.new, told(nobody)], [1, ['nobody 2', 'upn 3 UPN']])
  await undo(nobody.batch!)
})
