import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import writeXlsxFile from 'write-excel-file/node'
import { reading } from '#platform'
import { byRule, givenFiles } from '../returns/given-files.test-kit.ts'
import { suspensions } from './suspensions.ts'

let at: Awaited<ReturnType<typeof givenFiles>>
before(async () => (at = await givenFiles()))
after(() => at?.close())

const [IVY, OAK] = ['X383400624001', 'G383200024017']
const HEAD = 'URN,UPN,startdate,sessions,reason1,reason2,reason3,category,senprovision,incare'
const give = async (lines: string[], head = HEAD) => (await at.give([['suspensions.csv', [head, ...lines].join('\n')]], { area: 'Kelderby' }))[0]!
const stands = () => at.rows(`select p.code as urn, to_char(s.starts, 'YYYY-MM-DD') as starts, s.sessions, s.category, s.reasons, s.sen_provision as sen, s.in_care as care
  from people.suspension s join places.place_code p on p.place_id = s.place_id and p.scheme = 'urn' where s.area_id = 3 order by s.starts, s.row`)

test('a list goes in by term, and a corrected term takes the place of that term alone', async () => {
  const first = await give([`899001,${IVY},2024-11-04,3.0,PP,DB,,FIXD,K,N`, `899001,${OAK},13/01/2025,,DB,,,PERM,E,Y`, `899002,${OAK},2025-Feb-14 00:00:00,1,VA,,,LNCH,,`])
  assert.deepEqual([first.kind, first.status, first.rows, byRule(first.issues)], ['exclusions', 'committed', { read: 3, new: 3, changed: 0, same: 0, rejected: 0 }, {}])
  const before = await stands()
  assert.deepEqual(before, [
    { urn: '899001', starts: '2024-11-04', sessions: 3, category: 'SUSP', reasons: ['PP', 'DB'], sen: 'K', care: false },
    { urn: '899001', starts: '2025-01-13', sessions: null, category: 'PERM', reasons: ['DB'], sen: 'E', care: true },
    { urn: '899002', starts: '2025-02-14', sessions: 1, category: 'LNCH', reasons: ['VA'], sen: null, care: null },
  ])
  const mended = await give([`899001,${OAK},2025-01-13,,PP,,,PERM,E,Y`, `899001,${IVY},2025-02-03,2,DB,,,SUSP,K,N`])
  assert.deepEqual(mended.rows, { read: 2, new: 1, changed: 1, same: 0, rejected: 0 })
  assert.deepEqual((await stands()).map(({ urn, starts, reasons }) => [urn, starts, reasons]), [
    ['899001', '2024-11-04', ['PP', 'DB']], ['899001', '2025-01-13', ['PP']], ['899001', '2025-02-03', ['DB']], ['899002', '2025-02-14', ['VA']],
  ], 'the autumn and the other setting stay')
  await at.undo(mended.batch!)
  assert.deepEqual(await stands(), before)
  await at.undo(first.batch!)
  assert.deepEqual(await stands(), [])
})

test('what cannot be is left out with a finding, and the suspension stays wherever it makes sense', async () => {
  const report = await give([
    `899001,${IVY},2025-01-13,2,OT,XX,DB,SUSP,Z,perhaps`, `899001,${IVY},2025-01-20,4,PP,PP,,SUSP,,`, `899001,${OAK},2025-01-13,10,DB,,,PERM,,`, `899001,${OAK},2025-01-14,,,,,SUSP,,`,
    `899001,${IVY},2025-01-13,2,DB,,,SUSP,,`, `899001,${IVY},13.13.2025,2,DB,,,SUSP,,`, `899001,${IVY},2025-01-15,2,DB,,,HOLIDAY,,`, `899001,,2025-01-15,2,DB,,,SUSP,,`,
  ])
  assert.deepEqual(byRule(report.issues), {
    category: 1, incare: 1, 'no-reason': 1, nobody: 1, 'permanent-with-length': 1, reason: 1, 'reason-of-another-year': 1, 'reason-twice': 1, 'row-twice': 1, senprovision: 1, sessions: 1,
      startdate: 1,
  })
  assert.deepEqual([report.status, report.rows.new, report.rows.rejected], ['committed', 4, 4])
  assert.deepEqual((await stands()).map(({ reasons, sessions }) => [reasons, sessions]), [[['DB'], 2], [['DB'], null], [[], null], [['PP'], 4]])
  await at.undo(report.batch!)
})

test('more than 45 school days in a year are asked about with the running total, across settings and files', async () => {
  const first = await give([`899001,${IVY},2024-10-07,60,DB,,,SUSP,,`])
  assert.deepEqual(byRule(first.issues), {})
  const second = await give([`899002,${IVY},2025-01-13,30,DB,,,SUSP,,`])
  assert.deepEqual(byRule(second.issues), {}, '45 days are lawful')
  const third = await give([`899002,${IVY},2025-05-12,1,DB,,,LNCH,,`])
  assert.match(third.issues[0]!.message, /suspensions of 2024\/25 come to 45\.5 school days/)
  for (const { batch } of [third, second, first]) await at.undo(batch!)
})

test('a suspension that two returns tell of counts once, as the later has it', async () => {
  const report = await give([`899001,${IVY},2025-01-13,3,DB,,,SUSP,,`, `899001,${IVY},2025-01-20,2,DB,,,SUSP,,`])
  // As the census would have written it, with other sessions, under a batch before this one.
  await at.rows(`insert into people.suspension (area_id, child_id, place_id, starts, sessions, category, reasons, batch_id, reported_by, row)
    select area_id, child_id, place_id, starts, 9, category, reasons, 1, reported_by, row from people.suspension where area_id = 3`)
  assert.deepEqual(await at.rows(`select to_char(starts, 'YYYY-MM-DD') as starts, sessions from people.suspension_once where area_id = 3 order by 1`),
    [{ starts: '2025-01-13', sessions: 3 }, { starts: '2025-01-20', sessions: 2 }])
  await at.rows(`delete from people.suspension where area_id = 3 and batch_id = 1`)
  await at.undo(report.batch!)
})

test('the same list as a workbook is the same', async () => {
  const rows = [['School URN', 'Unique Pupil Number', 'Start date', 'Days', 'Reason', 'Type'], [899001, IVY, new Date('2025-01-13T00:00:00Z'), 1.5, 'DB', 'Suspension']]
  const bytes = await writeXlsxFile([[], ...rows].map((row) => row.map((value) => (value instanceof Date ? { value, type: Date, format: 'dd/mm/yyyy' } : { value }))) as never).toBuffer()
  const [report] = await at.give([['Suspensions spring.xlsx', bytes]], { area: 'Kelderby' })
  assert.deepEqual([report!.kind, report!.status, byRule(report!.issues)], ['exclusions', 'committed', {}])
  assert.deepEqual(await stands(), [{ urn: '899001', starts: '2025-01-13', sessions: 3, category: 'SUSP', reasons: ['DB'], sen: null, care: null }])
  assert.deepEqual(await at.rows('select row from people.suspension'), [{ row: 3 }], 'the row of the sheet')
  await at.undo(report!.batch!)
})

test('a school that gives a list is told of no days another school’s child was suspended elsewhere', async () => {
  const placeOf = async (urn: string) => (await at.rows(`select place_id as id from places.place_code where scheme = 'urn' and code = '${urn}'`))[0]!['id'] as number
  await give([`899002,${OAK},2025-01-13,88,DB,,,SUSP,,`])
  const path = join(await mkdtemp(join(tmpdir(), 'belong-own-')), 'suspensions.csv')
  await writeFile(path, `${HEAD}\n899001,${OAK},2025-02-04,4,DB,,,SUSP,,\n`)
  const asked = async (places?: ReadonlySet<number>) =>
    (await suspensions.check(reading(at.house.db), { kind: 'suspensions', file: 'suspensions.csv', parts: { data: { name: 'suspensions.csv', path } } }, { areaId: 3, ...(places ? { places } : {}) })).issues.list.filter(({ rule }) => rule === 'over-45-days').map(({ value }) => value)
  assert.deepEqual([await asked(), await asked(new Set([await placeOf('899001')]))], [['46'], []])
  await rm(dirname(path), { recursive: true })
})

test('where a school became an academy under the same number, a row is of the school there was on its day', async () => {
  await at.rows(`insert into places.place_code (scheme, code, place_id, starts, ends)
    select 'laestab', '8997777', place_id, case code when '899002' then date '2025-01-01' end, case code when '899001' then date '2024-12-31' end from places.place_code where scheme = 'urn' and code in ('899001', '899002')`)
  const report = await give([`8997777,${IVY},2024-11-04,3,PP,,,SUSP,,`, `899/7777,${IVY},13/01/2025,2,DB,,,SUSP,,`], HEAD.replace('URN', 'laestab'))
  assert.deepEqual((await stands()).map(({ urn, starts }) => [urn, starts]), [['899001', '2024-11-04'], ['899002', '2025-01-13']])
  await at.undo(report.batch!)
})

test('a register of children taught at home has days and types too, and is no list of suspensions', async () => {
  const [report] = await at.give([['home.csv', 'laestab,upn,start date,type,reason\n8994001,X383400624001,2025-01-13,Elective,Bullying\n']], { area: 'Kelderby' })
  assert.notEqual(report!.kind, 'exclusions')
})
