import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { tellerOf } from '#platform'
import { importFiles, keptPlace } from '#rooms/collection'
import { form, testHouse } from '../../../../test/house-kit.ts'
import { KINDS, workOf } from '../../../app.ts'
import { linesOf } from '../../people/returns/lines-test-kit.ts'

const KELDERBY = 3
const IVY = 'X383400624001'
const OAK = 'G383200024017'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
let manager: Awaited<ReturnType<typeof house.signIn>>
let lines: ReturnType<typeof linesOf>
let elm: number
let home: number
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-quality-'))
  lines = linesOf(house, folder, ['school-census', 'sen2'])
  manager = await house.signIn('data-manager')
  await manager('/area', form({ area: 'kelderby' }))
  elm = (await lines.schools())[0]!
  home = (await house.pool.query(`select place_id from places.area where area_id = 3`)).rows[0].place_id
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

/** As the server's background would, at once. */
async function runChecks() {
  assert.equal((await manager('/data/quality/look', form({}))).status, 303)
  const [work] = (await house.pool.query(`select work_id from platform.work where kind = 'collection.quality' and state = 'waiting'`)).rows
  const kind = workOf(house.house).find(({ name }) => name === 'collection.quality')!
  await kind.run({ db: house.db, areaId: KELDERBY, workId: work.work_id, input: {}, askedBy: 'data-manager', progress: tellerOf(house.db, KELDERBY, work.work_id) })
  await house.pool.query(`update platform.work set state = 'done', ended_at = now() where work_id = $1`, [work.work_id])
}

const open = async () => (await house.pool.query<{ check_name: string; key: string; children: number | null }>(`select check_name, key, children from collection.quality_finding where gone_at is null order by 1, 2`)).rows
const child = (upn: string, given: string, sen: string) => ({ place: elm, upn, given, family: 'Quill', born: '2015-05-03', since: '2022-09-05', says: [['sen', sen]] as [string, string][] })

async function giveMarks(text: string) {
  const path = join(folder, `marks-${Math.random()}.csv`)
  await writeFile(path, text)
  const [report] = await importFiles({ ...house.operator(), now: new Date() }, KINDS, keptPlace(house.house.settings), [{ name: 'marks.csv', path }], { area: 'Kelderby' })
  assert.equal(report!.status, 'committed', JSON.stringify(report!.issues))
  return report!
}

test('census against SEN2 and roll against attendance are told by setting, with numbers and no names', async () => {
  await lines.give('2026-10-01', [child(IVY, 'Ivy', 'E'), child(OAK, 'Oak', 'N')])
  await lines.give('2026-09-17', [{ place: elm, reportedBy: home, upn: OAK, given: 'Oak', family: 'Quill', born: '2015-05-03', says: [['sen', 'E', '2025-11-03', null]] }], 'sen2')
  await giveMarks(`urn,upn,week_beginning,marks\n899001,${IVY},2026-09-28,/ \\ / \\ / \\ / \\ I I\n`)
  await runChecks()
  assert.deepEqual(await open(), [
    { check_name: 'plans-agree', key: 'census-only 2026-10-01', children: 1 }, { check_name: 'plans-agree', key: 'sen2-only 2026-10-01', children: 1 }, { check_name: 'roll-agrees', key: 'no-marks', children: 1 },
  ])
  const page = await (await manager('/data/quality')).text()
  assert.match(page, /3 things to see to/)
  assert.match(page, /One child has an EHC plan in SEN2 and none in the school census of 1 October 2026/)
  assert.doesNotMatch(page, /Quill/)
  // Of the two on roll both have a UPN and neither a postcode; Oak has no SEN by what was said last, so a need is asked of Ivy alone.
  const [row] = (await house.pool.query(`select (select have from collection.quality_share where field = 'upn') as upn, (select have from collection.quality_share where field = 'postcode') as postcode, (select of from collection.quality_share where field = 'need') as need`)).rows
  assert.deepEqual(row, { upn: 2, postcode: 0, need: 1 })
})

test('the work-list leads to the children it speaks of: those who see each of them, and nobody else', async () => {
  const found = (await house.pool.query<{ finding_id: string; key: string }>(`select finding_id, key from collection.quality_finding where gone_at is null`)).rows
  const at = (key: string) => `/children/finding/${found.find((one) => one.key.startsWith(key))!.finding_id}`
  const told = async (ask: typeof manager, path: string) => {
    const answer = await ask(path)
    return answer.status === 200 ? [...(await answer.text()).matchAll(/<a href="\/children\/[0-9a-f-]{36}"><bdi>([^<]+)/g)].map(([, name]) => name) : answer.status
  }
  assert.ok((await (await manager('/data/quality')).text()).includes(`href="${at('no-marks')}"`))
  assert.deepEqual([await told(manager, at('no-marks')), await told(manager, at('census-only')), await told(manager, at('sen2-only'))], [['Oak Quill'], ['Ivy Quill'], ['Oak Quill']])
  // The school-data officer of the same school sees children, and no SEN: that the two returns differ is of SEN.
  await house.pool.query(`insert into access.appointment (area_id, appointment_id, person, role, place_id, starts_at, source, given_by, given_at) select 3, gen_random_uuid(), 'wedge-chair', 'school-data', $1, '2020-01-01', 'test', 'operator', now()`, [elm])
  const [office, head, analyst, parent] = await Promise.all(['wedge-chair', 'head', 'analyst', 'parent'].map((slug) => house.signIn(slug)))
  for (const one of [office!, head!, analyst!, parent!]) await one('/area', form({ area: 'kelderby' }))
  assert.deepEqual([await told(office!, at('no-marks')), await told(office!, at('census-only'))], [['Oak Quill'], []])
  assert.match(await (await office!(at('census-only'))).text(), /Fewer than ten children are concerned/)
  await house.pool.query(`update collection.quality_finding set place_id = $1 where key = 'no-marks'`, [(await lines.schools())[3]])
  assert.equal(await told(head!, at('no-marks')), 404, 'of another school')
  await house.pool.query(`update collection.quality_finding set place_id = $1 where key = 'no-marks'`, [elm])
  assert.deepEqual([await told(analyst!, at('no-marks')), await told(parent!, at('no-marks'))], [404, 404])
})

test('somebody is put down for it with a day, keeps it when it is found again, and it is done by itself when it is found no more', async () => {
  const [finding] = (await house.pool.query(`select finding_id, version from collection.quality_finding where key = 'no-marks'`)).rows
  const own = (version: string) => manager('/data/quality/own', form({ finding: finding.finding_id, owner: 'data-manager', due: '2026-12-04', version }))
  assert.equal((await own(String(finding.version))).status, 303)
  assert.equal((await own(String(finding.version))).status, 409, 'somebody else had changed it meanwhile')
  await runChecks()
  assert.match(await (await manager('/data/quality')).text(), /Farrukh Delaney sees to it by 4 December 2026/)
  await giveMarks(`urn,upn,week_beginning,marks\n899001,${IVY},2026-09-28,/ \\ / \\ / \\ / \\ I I\n899001,${OAK},2026-09-28,/ \\ / \\ / \\ / \\ / \\\n`)
  await runChecks()
  assert.deepEqual((await open()).map(({ check_name }) => check_name), ['plans-agree', 'plans-agree'])
  assert.match(await (await manager('/data/quality')).text(), /Done in 30 days/)
})

test('a school sees what is found at its own, and nobody else’s', async () => {
  const head = await house.signIn('head')
  await head('/area', form({ area: 'kelderby' }))
  assert.match(await (await head('/data/quality')).text(), /2 things to see to/)
  await house.pool.query(`update collection.quality_finding set place_id = $1 where key like 'sen2-only%'`, [(await lines.schools())[3]])
  assert.match(await (await head('/data/quality')).text(), /1 thing to see to/)
  const analyst = await house.signIn('analyst')
  await analyst('/area', form({ area: 'kelderby' }))
  assert.equal((await analyst('/data/quality')).status, 403)
})

test('nobody is put down for a finding who gives no returns there: no family member, and of a school its own people', async () => {
  const school = (await lines.schools())[3]!
  await house.pool.query(`update collection.quality_finding set gone_at = null, owner = null where key like 'sen2-only%'`)
  const [finding] = (await house.pool.query(`select finding_id, version from collection.quality_finding where key like 'sen2-only%'`)).rows
  const offered = async (ask: typeof manager) => {
    const page = await (await ask('/data/quality')).text()
    const [, options = ''] = new RegExp(`<select[^>]*id="owner-${finding.finding_id}"[^>]*>(.*?)</select>`, 's').exec(page) ?? []
    return [...options.matchAll(/value="([^"]+)"/g)].map(([, slug]) => slug)
  }
  // Head is appointed at the first school of Kelderby, and data-manager for all of it: so who gives for the fourth is the data manager alone.
  assert.deepEqual(await offered(manager), ['data-manager'])
  for (const owner of ['parent', 'analyst', 'head', 'operator', 'nobody-at-all']) {
    const answer = await manager('/data/quality/own', form({ finding: finding.finding_id, owner, due: '', version: String(finding.version) }))
    assert.equal(answer.status, 422, owner)
  }
  await house.pool.query(`update collection.quality_finding set place_id = $1 where finding_id = $2`, [(await lines.schools())[0], finding.finding_id])
  const head = await house.signIn('head')
  await head('/area', form({ area: 'kelderby' }))
  assert.deepEqual((await offered(head)).toSorted(), ['data-manager', 'head', 'wedge-chair'], 'its own, its school-data officer, and who gives for the area')
  const asked = async (scope: string, place: number) => (await house.pool.query(`begin; set local role belong_app; ${scope} select person from access.givers_at(3, array[${place}]); rollback`) as unknown as { rows: { person: string }[] }[]).at(-2)!.rows.map(({ person }) => person)
  const mine = `set local belong.areas = '0,3'; set local belong.at_return_give = '${school}';`
  assert.deepEqual(await asked(mine, school), ['data-manager'])
  assert.deepEqual(await asked(mine, (await lines.schools())[0]!), [], 'of a school one gives nothing for')
  assert.deepEqual(await asked(`set local belong.areas = '0,3';`, school), [], 'by who gives nothing')
  assert.deepEqual(await asked(`set local belong.areas = '0,1'; set local belong.at_return_give = '${school}';`, school), [], 'in another area')
})
