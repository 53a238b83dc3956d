import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type FileKind, perform } from '#platform'
import { importFiles, undoBatch } from '#rooms/collection'
import { testHouse } from '../../../../test/house-kit.ts'
import { attendanceDaily } from './daily.ts'
import { layOver, type RegisterRow } from './register.ts'

const KINDS = [attendanceDaily] as FileKind[]
const IVY = 'X383400624001'
const OAK = 'G383200024017'
const [FIRST, SECOND] = ['8992001', '8992002']

let house: Awaited<ReturnType<typeof testHouse>>
let folder = ''
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-daily-'))
  // LAESTABs of two of Kelderby's schools, whatever the demo calls them.
  await house.pool.query(`
    insert into places.place_code (scheme, code, place_id) select 'laestab', case code when '899001' then '${FIRST}' else '${SECOND}' end, place_id
    from places.place_code where scheme = 'urn' and code in ('899001', '899002') on conflict do nothing`)
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

async function give(text: string, name = 'marks.csv') {
  const path = join(folder, `${Math.random()}-${name}`)
  await writeFile(path, text)
  const [report] = await importFiles({ ...house.operator(), now: new Date() }, KINDS, join(folder, 'kept'), [{ name, path }], { area: 'Kelderby' })
  return report!
}
const undo = (batch: number) => perform(undoBatch(KINDS), house.operator(), { batch, reason: 'a test' })
const rules = (report: Awaited<ReturnType<typeof give>>) => report.issues.map(({ rule }) => rule).filter((rule) => rule !== 'what-came')

/** Every register that stands: UPN, LAESTAB and year with the marks, blanks at the end left out. */
async function registers() {
  const { rows } = await house.pool.query<RegisterRow & { upn: string; code: string }>(`
    select i.value as upn, coalesce((select min(code) from places.place_code c where c.place_id = a.place_id and scheme = 'laestab' and code like '8992%'), 'other') as code, a.year, a.week, a.marks
    from people.attendance a join people.identifier i on i.area_id = a.area_id and i.child_id = a.child_id and i.scheme = 'upn' where a.area_id = 3 order by 1, 2, 3, a.batch_id, a.row`)
  return Object.fromEntries([...Map.groupBy(rows, ({ upn, code, year }) => `${upn} ${code} ${year}`)].map(([key, some]) => [key, layOver(some)]))
}
const undoAll = async () => {
  const { rows } = await house.pool.query<{ batch_id: number }>(`select batch_id from collection.batch where area_id = 3 and state = 'committed' and kind = 'attendance-daily' order by 1 desc`)
  for (const { batch_id } of rows) await undo(batch_id)
}

const MONDAY = '2025-01-13'
const BEFORE = ' '.repeat(200)

test('a row per mark, per week and per year give the same register, and the same marks again are nothing new', async () => {
  const marks = await give(`laestab,upn,date,session,code\n${FIRST},${IVY},13/01/2025,AM,/\n${FIRST},${IVY},2025-01-13,PM,\\\n${FIRST},${IVY},2025-01-14,am,#\n${FIRST},${IVY},2025-01-14,pm,Y1\n`)
  assert.deepEqual([marks.status, marks.rows], ['committed', { read: 1, new: 1, changed: 0, same: 0, rejected: 0 }])
  const said = { [`${IVY} ${FIRST} 2024`]: `${BEFORE}/\\#a` }
  assert.deepEqual(await registers(), said)
  assert.match(marks.issues.find(({ rule }) => rule === 'what-came')!.message, /4 marks of 1 child at 1 setting, 2025-01-13 to 2025-01-14/)

  const week = await give(`LA Estab,UPN,Week Beginning,Marks\n${FIRST},${IVY},${MONDAY},/ \\ # Y1 - - - - - -\n`)
  assert.deepEqual([week.status, week.rows], ['committed', { read: 1, new: 0, changed: 0, same: 1, rejected: 0 }], 'the same in another layout')
  const year = await give(`laestab,upn,year,marks\n${FIRST},${IVY},2024/25,${'- '.repeat(200)}/ \\ # Y1\n`)
  assert.deepEqual([year.status, year.rows], ['committed', { read: 1, new: 0, changed: 0, same: 1, rejected: 0 }])
  const starts = await give(`laestab,upn,starts,marks\n${FIRST},${IVY},${MONDAY},/\\#-\n`)
  assert.deepEqual([starts.status, rules(starts)], ['committed', []])
  assert.deepEqual(await registers(), said)
  await undoAll()
  assert.deepEqual(await registers(), {})
})

test('a corrected week lies over what stood, and undone, exactly what stood shows again', async () => {
  const first = await give(`laestab,upn,week_beginning,marks\n${FIRST},${IVY},${MONDAY},"/\\/\\/\\/\\/\\"\n${FIRST},${OAK},${MONDAY},"/\\NN/\\/\\/\\"\n${FIRST},${OAK},2025-01-20,"IIIIIIIIII"\n`)
  assert.deepEqual(first.rows, { read: 3, new: 3, changed: 0, same: 0, rejected: 0 })
  const before = await registers()
  const mended = await give(`laestab,upn,week_beginning,marks\n${FIRST},${OAK},${MONDAY},"/\\II/\\/\\/\\"\n`)
  assert.deepEqual(mended.rows, { read: 1, new: 0, changed: 1, same: 0, rejected: 0 })
  const now = await registers()
  assert.equal(now[`${OAK} ${FIRST} 2024`], `${BEFORE}/\\II/\\/\\/\\IIIIIIIIII`)
  assert.equal(now[`${IVY} ${FIRST} 2024`], before[`${IVY} ${FIRST} 2024`])
  await assert.rejects(undo(first.batch!), { kind: 'conflict' })
  await undo(mended.batch!)
  assert.deepEqual(await registers(), before)
  await undo(first.batch!)
  assert.deepEqual((await house.pool.query(`select 1 from people.record_row where area_id = 3 union all select 1 from platform.extent where area_id = 3`)).rows, [])
})

test('what cannot be a mark is left out with a finding, and every other mark stays', async () => {
  const report = await give([
    'laestab,upn,date,session,code', `${FIRST},${IVY},2024-07-01,AM,H`, `${FIRST},${IVY},2024-07-01,PM,K`, `${FIRST},${IVY},2024-09-09,AM,H`, `${FIRST},${IVY},2024-09-09,PM,K`,
    `${FIRST},${IVY},2024-09-10,AM,l`, `${FIRST},${IVY},2024-09-10,PM,/`, `${FIRST},${IVY},2024-09-10,PM,I`, `${FIRST},${IVY},2024-09-14,AM,/`, `${FIRST},${IVY},32/09/2024,AM,/`,
      `${FIRST},${IVY},2024-09-11,noon,/`,
    `${FIRST},,2024-09-11,AM,/`, `,${IVY},2024-09-11,AM,/`, `${FIRST},${IVY},2024-09-11`, `${FIRST},${IVY},2024-09-11,PM,L`, `9999999,${OAK},2024-09-11,PM,L`, `${FIRST},B123456789012,2024-09-11,PM,L`,
  ].join('\n'))
  assert.deepEqual(rules(report).sort(), ['code', 'code-before-its-time', 'date', 'mark-twice', 'no-setting', 'nobody', 'ragged', 'session', 'upn', 'weekend', 'withdrawn-code'])
  assert.deepEqual([report.status, report.rows.rejected], ['committed', 10])
  for (const { rule, message, fix, row } of report.issues) assert.ok(message.endsWith('.') && fix?.endsWith('.') && (row !== null || rule === 'what-came'), `${rule}: ${message} ${fix}`)
  const stands = await registers()
  assert.equal(stands[`${IVY} ${FIRST} 2023`], `${' '.repeat(440)}H`)
  assert.equal(stands[`${IVY} ${FIRST} 2024`], `${' '.repeat(20)} K /${' '}L`)
  assert.ok(stands[`${OAK} other 2024`], 'a setting nobody knows is entered as it is called')
  const { rows } = await house.pool.query(`select upn_state, local_scheme, local_id from people.record_row where area_id = 3 and upn = 'B123456789012'`)
  assert.deepEqual(rows, [{ upn_state: 'quarantined', local_scheme: `mis:${FIRST}`, local_id: 'B123456789012' }])
  await undoAll()
})

test('an old N, a mark on a closed day and a child not on roll are asked about, and taken', async () => {
  const others = Array.from({ length: 12 }, (_, at) => `${FIRST},,Ada${at},Quill,2014-05-03,${MONDAY},"/\\/\\##/\\/\\"`).join('\n')
  const head = 'laestab,upn,forename,surname,dob,week_beginning,marks'
  const report = await give(`${head}\n${others}\n${FIRST},${IVY},Ivy,Quill,2014-05-03,${MONDAY},"NN/\\/\\/\\/\\"\n${FIRST},${IVY},Ivy,Quill,2014-05-03,2025-01-20,"//////////"\n`)
  assert.deepEqual(rules(report), ['closed-day', 'closed-day', 'old-n'])
  assert.match(report.issues.find(({ rule }) => rule === 'closed-day')!.message, /On 2025-01-15 \(AM\) 1 of 13 children/)
  assert.match(report.issues.find(({ rule }) => rule === 'old-n')!.message, /^2 sessions of a setting still have N/)
  assert.equal(report.status, 'committed')
  await undoAll()
})

test('a child whom no return has on roll there that day is asked about', async () => {
  const enrol = () => house.pool.query(`
    insert into people.enrolment (area_id, child_id, place_id, starts, ends, source, batch_id)
    select distinct area_id, child_id, reported_by, date '2024-09-02', date '2025-01-22', 'return', 0 from people.record_row where area_id = 3 on conflict do nothing`)
  const head = 'laestab,upn,week_beginning,marks'
  const first = await give(`${head}\n${FIRST},${IVY},${MONDAY},"//////////"\n`)
  await enrol()
  const ends = await give(`${head}\n${FIRST},${IVY},2025-01-20,"////######"\n`)
  assert.deepEqual(rules(ends), [], 'a planned closure says nothing of the roll')
  await enrol()
  const later = await give(`${head}\n${FIRST},${IVY},2025-01-20,"//////////"\n${FIRST},${OAK},2025-01-20,"//////////"\n`)
  assert.match(later.issues.find(({ rule }) => rule === 'not-on-roll')!.message, /^2 children have marks on days on which no return has them on roll there, the first in row 2\./)
  assert.deepEqual(later.rows, { read: 2, new: 1, changed: 1, same: 0, rejected: 0 })
  for (const { batch } of [later, ends, first]) await undo(batch!)
})

test('whole files of nothing, of another authority or of another kind are told so', async () => {
  assert.deepEqual([(await give('laestab,upn,date,session,code\n')).status, (await give('a,b\n1,2\n')).kind], ['rejected', 'unknown'])
  const other = await importFiles({ ...house.operator(), now: new Date() }, KINDS, join(folder, 'kept'), [await written(`laestab,upn,date,session,code\n3834006,${IVY},2025-01-13,AM,/\n`)], {})
  assert.equal(other[0]!.status, 'committed', 'a LAESTAB of Leeds goes to Leeds')
  const { rows } = await house.pool.query(`select area_id from collection.batch where batch_id = ${other[0]!.batch}`)
  assert.deepEqual(rows, [{ area_id: 2 }])
  await undo(other[0]!.batch!)
})

async function written(text: string) {
  const path = join(folder, `${Math.random()}.csv`)
  await writeFile(path, text)
  return { name: 'marks.csv', path }
}

test('any split of the same marks over files, in any layout and order, gives the same register', async () => {
  const child = fc.constantFrom(IVY, OAK)
  const mark = fc.record({ child, school: fc.constantFrom(FIRST, SECOND), week: fc.integer({ min: 0, max: 2 }), at: fc.integer({ min: 0, max: 9 }),
    code: fc.constantFrom('/', '\\', 'L', '#', 'I', 'Y1', 'C2', 'N'), file: fc.integer({ min: 0, max: 2 }) })
  const cases = fc.uniqueArray(mark, { minLength: 1, maxLength: 25, selector: ({ child: who, school, week, at }) => `${who} ${school} ${week} ${at}` })
  await fc.assert(fc.asyncProperty(cases, fc.boolean(), fc.constantFrom([0, 1, 2], [2, 0, 1], [1, 2, 0]), async (marks, asWeeks, order) => {
    for (const file of order) {
      const part = marks.filter((one) => one.file === file)
      if (part.length) assert.equal((await give(asWeeks ? weekRows(part) : markRows(part))).status, 'committed')
    }
    const split = await registers()
    await undoAll()
    assert.equal((await give(markRows(marks))).status, 'committed')
    assert.deepEqual(split, await registers())
    await undoAll()
    assert.deepEqual(await registers(), {})
  }), { numRuns: 12 })
})

interface Mark { child: string; school: string; week: number; at: number; code: string }
const day = (week: number, weekday: number) => new Date(Date.UTC(2025, 0, 13 + week * 7 + weekday)).toISOString().slice(0, 10)
const markRows = (marks: Mark[]) =>
  `laestab,upn,date,session,code\n${marks.map(({ child, school, week, at, code }) => `${school},${child},${day(week, at >> 1)},${at % 2 ? 'PM' : 'AM'},${code}\n`).join('')}`
const weekRows = (marks: Mark[]) => `laestab,upn,week_beginning,marks\n${[...Map.groupBy(marks, ({ child, school, week }) => `${school},${child},${day(week, 0)}`)]
  .map(([head, some]) => `${head},${Array.from({ length: 10 }, (_, at) => some.find((one) => one.at === at)?.code ?? '-').join(' ')}\n`).join('')}`
