import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { byRule, givenFiles, noReturns, returnsShared } from '../returns/given-files.test-kit.ts'

let at: Awaited<ReturnType<typeof givenFiles>>
before(async () => (at = await givenFiles()))
after(() => at?.close())

const SAMPLE = ['header', 'episodes', 'missing'].map((table) => returnsShared(`ssda903/${table}.csv`))
const rulesOf = (batch: number) => at.rows(`select rule, count(*)::int as many from collection.finding where area_id = 3 and batch_id = ${batch} group by 1 order by 1`)

test('the three tables are one return of 2,675 children, once somebody names the area', { skip: noReturns }, async () => {
  assert.deepEqual((await at.give(SAMPLE)).map(({ issues }) => issues.map(({ rule }) => rule)), [['area-needed']])
  const reports = await at.give(SAMPLE, { area: 'Kelderby' })
  assert.equal(reports.length, 1)
  const [report] = reports
  assert.deepEqual([report!.status, report!.rows], ['committed', { read: 2675, new: 2675, changed: 0, same: 0, rejected: 0 }])
  // All counted from the CSVs by another program, rule by rule.
  const found = new Map((await rulesOf(report!.batch!)).map(({ rule, many }) => [rule, many]))
  assert.deepEqual(['upn', 'ssda903-142', 'ssda903-148', 'ssda903-354', 'ssda903-501', 'ssda903-550'].map((rule) => found.get(rule)), [2569, 10, 1413, 12, 62, 845])
  assert.deepEqual(
    await at.rows(`select upn_state, count(*)::int as many from people.record_row where area_id = 3 group by 1 order by 1`),
    [{ upn_state: 'held', many: 106 }, { upn_state: 'quarantined', many: 2569 }],
  )
  assert.deepEqual(
    await at.rows(`select topic, count(distinct child_id)::int as children from people.statement group by 1 order by 1`),
    [{ topic: 'looked-after', children: 1896 }, { topic: 'short-breaks', children: 465 }],
  )
  assert.deepEqual(
    await at.rows(`select count(distinct child_id)::int as many from people.span where topic = 'looked-after' and starts <= '2018-03-31' and coalesce(ends, 'infinity') >= '2018-03-31'`),
    [{ many: 1200 }],
  )
  assert.deepEqual(await at.rows(`select period, as_at, rows from platform.extent where series = 'ssda903'`), [{ period: '2017/18', as_at: '2018-03-31', rows: 2675 }])
  assert.equal((await at.give(SAMPLE, { area: 'Kelderby' }))[0]!.status, 'unchanged')
  await at.undo(report!.batch!)
  assert.deepEqual(await at.rows(`select 1 from people.record_row union all select 1 from people.statement`), [])
})

const HEADER = 'CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n'
const EPISODES = 'CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n'
const ivy = '101,2,01/02/2012,WBRI,X383400624001,,\n'
const episode = (child: string, starts: string, why: string, status: string, ends = '', reason = '', place = 'U6') => `${child},${starts},${why},${status},N1,${place},PR4,${ends},${reason},,,,\n`
const whole = (header: string, episodes: string): [string, string][] => [['header.csv', HEADER + header], ['episodes.csv', EPISODES + episodes]]

test('episodes become spells of one legal status, short breaks apart, and end when care did', async () => {
  const [report] = await at.give(whole(ivy + '102,1,01/02/2013,WBRI,UN4,,\n', [
    episode('101', '10/05/2023', 'S', 'V2', '01/09/2023', 'X1'), episode('101', '01/09/2023', 'P', 'V2', '02/11/2023', 'X1'), episode('101', '02/11/2023', 'L', 'C2'),
    episode('102', '03/06/2023', 'S', 'V4', '10/06/2023', 'E8'), episode('102', '01/01/2024', 'S', 'C1', '01/02/2024', 'E8'),
  ].join('')), { area: 'Kelderby' })
  assert.deepEqual([report!.status, byRule(report!.issues)], ['committed', { 'year-read': 1 }])
  assert.deepEqual(await at.rows(`select r.local_id, s.topic, s.value, s.starts, s.ends from people.span s join people.record_row r using (area_id, batch_id, row) order by 1, 4`), [
    { local_id: '101', topic: 'looked-after', value: 'V2', starts: '2023-05-10', ends: '2023-11-01' }, { local_id: '101', topic: 'looked-after', value: 'C2', starts: '2023-11-02', ends: null },
    {
      local_id: '102', topic: 'short-breaks', value: 'V4', starts: '2023-06-03', ends: '2023-06-10',
    }, { local_id: '102', topic: 'looked-after', value: 'C1', starts: '2024-01-01', ends: '2024-02-01' },
  ])
  await at.undo(report!.batch!)
})

test('what is wrong with codes, days and order is found by its published number', async () => {
  const rules = async (header: string, episodes: string, more: [string, string][] = []) => byRule((await at.give(
    [...whole(header, episodes), ...more], { area: 'Kelderby', checkOnly: true },
  ))[0]!.issues)
  const open = episode('101', '10/05/2023', 'S', 'C2')
  assert.deepEqual(await rules(ivy, open), { 'year-read': 1 })
  assert.deepEqual(await rules('101,3,30/02/2012,XXXX,,1,\n', open), { 'ssda903-101': 1, 'ssda903-102': 1, 'ssda903-103': 1, 'ssda903-442': 1, 'ssda903-611': 1, 'year-read': 1 })
  assert.deepEqual(await rules(ivy + ivy, open), { 'ssda903-int32': 1, 'year-read': 1 })
  assert.deepEqual(await rules(ivy, open + episode('999', '10/05/2023', 'S', 'C2')), { 'ssda903-int03': 1, 'year-read': 1 })
  assert.deepEqual(await rules(ivy, episode('101', '10/05/2023', 'S', 'ZZ', '09/05/2023', 'E43')), { 'ssda903-144': 1, 'ssda903-149': 1, 'ssda903-356': 1, 'year-read': 1 }, 'E43 went in 2017/18')
  assert.deepEqual(
    await rules(ivy, episode('101', '10/05/2023', 'S', 'C2', '01/09/2023', 'X1') + episode('101', '03/09/2023', 'P', 'C1')),
    { 'ssda903-388': 1, 'ssda903-433': 1, 'ssda903-435': 1, 'year-read': 1 },
  )
  assert.deepEqual(await rules(ivy, episode('101', '10/05/2023', 'S', 'C2', '01/09/2023', 'E8') + episode('101', '01/09/2023', 'S', 'C2')), { 'ssda903-431': 1, 'year-read': 1 })
  assert.deepEqual(await rules(ivy, episode('101', '01/01/2012', 'S', 'J2', '', '', 'S1')), { 'ssda903-302': 1, 'ssda903-358': 1, 'ssda903-373': 1, 'year-read': 1 })
  const missing: [string, string] = ['missing.csv', 'CHILD,DOB,MISSING,MIS_START,MIS_END\n101,02/02/2012,Q,01/06/2023,30/05/2023\n101,01/02/2012,M,02/06/2023,\n']
  assert.deepEqual(await rules(ivy, open, [missing]), { 'ssda903-1006': 1, 'ssda903-567': 1, 'ssda903-int13': 1, 'year-read': 1 })
})

test('half a return is refused: no header, no episodes, a table twice, a table cut inside a quotation mark', async () => {
  const answer = async (files: [string, string][]) => {
    const [report] = await at.give(files, { area: 'Kelderby' })
    return [report!.status, ...Object.keys(byRule(report!.issues))]
  }
  const [header, episodes] = whole(ivy, episode('101', '10/05/2023', 'S', 'C2')) as [[string, string], [string, string]]
  assert.deepEqual(await answer([header]), ['rejected', 'episodes-missing'])
  assert.deepEqual(await answer([episodes]), ['rejected', 'header-missing'])
  assert.deepEqual(await answer([header, episodes, ['header2.csv', header[1]]]), ['rejected', 'table-twice'])
  assert.deepEqual(await answer([header, ['episodes.csv', `${episodes[1]}101,"10/05`]]), ['rejected', 'quotes', 'table-cut'])
})

test('a sample cut anywhere, or of other bytes, never throws', { skip: noReturns }, async () => {
  const [header, episodes] = SAMPLE.map((path) => readFileSync(path))
  for (const share of [0.0005, 0.1, 0.5, 0.9999]) {
    const [report] = await at.give(
      [['header.csv', header!.subarray(0, header!.length * share)], ['episodes.csv', episodes!.subarray(0, episodes!.length * share)]],
      { area: 'Kelderby', checkOnly: true, as: 'ssda903' },
    )
    assert.ok(['checked', 'rejected'].includes(report!.status))
  }
})
