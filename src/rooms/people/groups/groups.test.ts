import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { ask, perform } from '#platform'
import { importFiles, undoBatch } from '#rooms/collection'
import { sharedData, testHouse } from '../../../../test/house-kit.ts'
import { linesOf } from '../returns/lines-test-kit.ts'
import { TOPICS } from '../returns/topics.ts'
import { listGroups } from './groups.ts'
import { postcodes } from './postcodes.ts'
import { TARGET_GROUPS } from './target-groups.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
let kit: ReturnType<typeof linesOf>
let schools: number[]
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-groups-'))
  kit = linesOf(house, folder, ['school-census', 'suspensions'])
  schools = await kit.schools()
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

const members = () => kit.rowsOf(`
  select m.group_id as "group", to_char(m.starts, 'YYYY-MM-DD') as starts, to_char(m.ends, 'YYYY-MM-DD') as ends
  from people.group_member m join people.child c using (area_id, child_id) where c.family_name = 'Quill' order by 1, 2`).then((found) => found.map(({ group, starts, ends }) => [group, starts, ends]))

test('a group is seen by those who see all its rules read: its class is that of each', () => {
  for (const { id, dataClass, rules } of TARGET_GROUPS) for (const { topic } of rules) if (topic) assert.equal(TOPICS[topic]?.dataClass, dataClass, `${id}: ${topic}`)
})

test('ids are those of published groups where there are such', async () => {
  const published = new Set((await kit.rowsOf('select group_id from measures.grouping')).map(({ group_id }) => group_id as string))
  assert.deepEqual(TARGET_GROUPS.map(({ id }) => id).filter((id) => published.has(id)).sort(), ['ehc-plan', 'in-need', 'looked-after', 'on-a-child-protection-plan', 'sen-support'])
})

test('membership is dated by what returns say, groups overlap, and short breaks and White British children are in none', async () => {
  const { batch } = await kit.give('2025-01-16', [
    { place: schools[0]!, upn: 'X383400624001', given: 'Ash', family: 'Quill', born: '2012-05-03', since: '2023-09-04', says: [['sen', 'K', '2024-01-18'], ['sen', 'E', '2025-01-16'], ['ethnicity', 'WROM', '2023-10-05'], ['young-carer', 'P', '2025-01-16'], ['looked-after', 'C2', '2024-06-01', '2024-12-31']] },
    { place: schools[0]!, upn: 'G383200024017', given: 'Elm', family: 'Quill', born: '2012-05-04', since: '2023-09-04', says: [['sen', 'N', '2025-01-16'], ['ethnicity', 'WBRI'], ['young-carer', 'N'], ['looked-after', 'V4', '2024-06-01', '2024-12-31'], ['disability', 'NONE']] },
  ])
  assert.deepEqual(await members(), [
    ['ehc-plan', '2025-01-16', null], ['ethnic-minority', '2023-10-05', null], ['looked-after', '2024-06-01', '2024-12-31'], ['sen-support', '2024-01-18', '2025-01-15'], ['young-carers-declared', '2025-01-16', null],
  ])
  await kit.undo(batch!)
  assert.deepEqual(await members(), [])
})

test('a suspension makes a member for twelve months, and a tenth of sessions missed from twenty on; of a register in two files each session counts once', async () => {
  const { batch } = await kit.give('2025-01-16', [{ place: schools[0]!, upn: 'X383400624001', given: 'Ash', family: 'Quill', born: '2012-05-03', since: '2023-09-04' }])
  const [{ id }] = await kit.rowsOf(`select child_id as id from people.child where family_name = 'Quill'`) as [{ id: string }]
  const put = (table: string, fields: string, values: unknown[]) => kit.rowsOf(`insert into people.${table} (area_id, child_id, place_id, batch_id, reported_by, row, ${fields}) values (3, $1, $2, ${batch}, $2, ${values.length}, ${values.slice(1).map((_, at) => `$${at + 3}`).join(', ')})`, [id, schools[0], ...values.slice(1)])
  await put('suspension', 'starts, sessions, category, reasons', [0, '2024-11-04', 4, 'SUSP', ['PP']])
  assert.deepEqual(await members(), [['at-risk-of-exclusion', '2024-11-04', '2025-11-03']])

  // Twenty sessions in two weeks from Monday 2 September 2024, two of them ill: exactly a tenth.
  const attend = (row: number, marks: string) => kit.rowsOf(`insert into people.attendance (area_id, child_id, place_id, year, week, marks, batch_id, reported_by, row) values (3, $1, $2, 2024, 1, $3, ${batch}, $2, ${row})`, [id, schools[0], marks])
  await attend(1, '/\\/\\/\\/\\/\\/\\/\\/\\/\\II')
  assert.deepEqual((await members()).filter(([group]) => group === 'at-risk-of-non-attendance').map(([group]) => group), ['at-risk-of-non-attendance'])
  await attend(2, '                  I\\')
  assert.deepEqual((await kit.rowsOf(`select possible, absent, to_char(until, 'YYYY-MM-DD') as until from people.absent_year where child_id = $1`, [id])), [{ possible: 20, absent: 1, until: '2024-09-13' }], 'the second file says that one was present after all')
  assert.deepEqual((await members()).filter(([group]) => group === 'at-risk-of-non-attendance'), [])
  await kit.rowsOf('delete from people.attendance where batch_id = $1', [batch])

  // Counts by code, positions as in specs/attendance-codes.json: / is 0, I is 13. 9 absent of 90 possible is a tenth, of 91 it is not.
  const counts = (present: number, ill: number) => Object.assign(Array<number>(14).fill(0), { 0: present, 13: ill })
  await put('session_count', 'starts, ends, possible, counts', [0, '2024-09-02', '2024-12-20', null, counts(81, 9)])
  assert.deepEqual((await members()).filter(([group]) => group === 'at-risk-of-non-attendance'), [['at-risk-of-non-attendance', '2024-12-20', '2025-12-19']])
  await kit.rowsOf('update people.session_count set counts = $1 where batch_id = $2', [counts(82, 9), batch])
  assert.deepEqual((await members()).filter(([group]) => group === 'at-risk-of-non-attendance'), [])
  await kit.rowsOf('delete from people.suspension where batch_id = $1', [batch])
  await kit.undo(batch!)
})

async function givePostcodes(lines: string) {
  const path = join(folder, `${Math.random()}.csv`)
  await writeFile(path, lines)
  const [report] = await importFiles({ ...house.operator(), now: new Date() }, [postcodes as never], join(folder, 'kept'), [{ name: 'postcodes.csv', path }], { area: 'Kelderby' })
  return report!
}

test('a postcode leads to its neighbourhood by the list that stands, and a list that is undone gives way to the one before', async () => {
  const { batch } = await kit.give('2025-01-16', [{ place: schools[0]!, upn: 'X383400624001', given: 'Ash', family: 'Quill', born: '2012-05-03', since: '2023-09-04', says: [['postcode', 'KD1 4AP']] }])
  // By the published table E01012021 is of decile 1 and E01012049 of decile 6.
  const first = await givePostcodes('pcds,lsoa21cd\nKD1 4AP,E01012049\nKD1 4AQ,E01012021\nnowhere,E01012021\nKD1 4AR,W01000147\n')
  assert.deepEqual([first.status, first.rows, first.issues.map(({ rule, row }) => [rule, row])], ['committed', { read: 4, new: 2, changed: 0, same: 0, rejected: 2 }, [['postcode', 4], ['neighbourhood', 5]]])
  assert.deepEqual(await members(), [])
  const second = await givePostcodes('postcode,lsoa21\nkd14ap,E01012021\n')
  assert.deepEqual(await members(), [['most-deprived-neighbourhoods', '2025-01-16', null]])
  assert.equal((await givePostcodes('postcode,lsoa21\nKD1 4AP,E01012021\n')).rows.same, 1)
  await perform(undoBatch([postcodes as never]), house.operator(), { batch: second.batch!, reason: 'x' })
  assert.deepEqual(await members(), [])
  await perform(undoBatch([postcodes as never]), house.operator(), { batch: first.batch!, reason: 'x' })
  assert.deepEqual(await kit.rowsOf('select 1 from people.postcode_area'), [])
  await kit.undo(batch!)
})

test('neighbourhoods are the published ones', { skip: !existsSync(join(sharedData, 'geography')) && 'the published files are not here' }, async () => {
  const published = (parse(gunzipSync(readFileSync(join(sharedData, 'geography', 'imd2025_lsoa21_ward24_all_england.csv.gz'))), { columns: true }) as Record<string, string>[]).filter(({ IMD_decile }) => IMD_decile)
  const held = new Map((await kit.rowsOf('select lsoa21, imd_decile from people.neighbourhood')).map(({ lsoa21, imd_decile }) => [lsoa21, imd_decile]))
  assert.equal(held.size, 33_755)
  assert.deepEqual(published.filter(({ lsoa21_code, IMD_decile }) => held.get(lsoa21_code!) !== Number(IMD_decile)), [])
})

test('groups are counted through what each sees: a school its own children, care not at all where it is not open', async () => {
  const line = (upn: string, given: string, place: number, says: [string, string][]) => ({ place, upn, given, family: 'Quill', born: '2012-05-03', since: '2023-09-04', says })
  const { batch } = await kit.give('2025-01-16', [
    line('X383400624001', 'Ash', schools[0]!, [['sen', 'K'], ['ethnicity', 'BAFR'], ['looked-after', 'C2']]), line('G383200024017', 'Elm', schools[0]!, [['sen', 'K'], ['ethnicity', 'WBRI']]), line('B831401523099', 'Fir', schools[1]!, [['sen', 'E']]),
  ])
  const asked = async (person: string) => {
    const answer = await (await signedIn(person))('/api/v1/children/groups')
    const { groups, ...counts } = (await answer.json()) as Awaited<ReturnType<typeof listGroups.read>>
    return { ...counts, of: Object.fromEntries(groups.map(({ id, members: some }) => [id, some])) }
  }
  const operator = await ask(listGroups, { ...house.operator(), now: new Date() }, { area: 'kelderby' })
  assert.deepEqual(Object.fromEntries(operator.groups.map(({ id, members: some }) => [id, some])), { ...Object.fromEntries(TARGET_GROUPS.map(({ id }) => [id, 0])), 'sen-support': 2, 'ehc-plan': 1, 'ethnic-minority': 1, 'looked-after': 1 })
  assert.deepEqual([operator.inSome, operator.inSeveral], [3, 1])
  const head = await asked('head')
  assert.deepEqual([head.of['sen-support'], head.of['ehc-plan'], head.of['ethnic-minority'], head.of['looked-after']], [2, 0, 1, null])
  const manager = await asked('data-manager')
  assert.deepEqual([manager.of['sen-support'], manager.of['ehc-plan'], manager.of['looked-after'], manager.inSeveral], [2, 1, null, 1])
  assert.equal((await (await signedIn('director'))('/api/v1/children/groups')).status, 404)
  await kit.undo(batch!)
})

async function signedIn(person: string) {
  const page = await house.signIn(person)
  await page('/area', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'area=kelderby' })
  return page
}
