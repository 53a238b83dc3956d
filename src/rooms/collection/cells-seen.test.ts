import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { importFiles, keptPlace } from '#rooms/collection'
import { form, testHouse } from '../../../test/house-kit.ts'
import { KINDS } from '../../app.ts'
import { classOf } from './cells-seen.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
let batch: number
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-cells-'))
  const path = join(folder, 'suspensions.csv')
  await writeFile(path, 'URN,UPN,startdate,sessions,reason1,reason2,reason3,category,senprovision,incare\n899002,X383400624001,2024-11-04,3,PP,,,SUSP,Krk,Yup\n')
  const [report] = await importFiles({ ...house.operator(), now: new Date() }, KINDS, keptPlace(house.house.settings), [{ name: 'suspensions.csv', path }], { area: 'Kelderby' })
  batch = report!.batch!
  // As one school's people gave it.
  await house.pool.query(`update collection.batch set place_id = (select place_id from places.place_code where scheme = 'urn' and code = '899002'), given_by = 'head' where area_id = 3 and batch_id = $1`, [batch])
  await house.pool.query(`
    insert into access.appointment (area_id, appointment_id, person, role, place_id, starts_at, source, given_by, given_at)
    select 3, gen_random_uuid(), 'wedge-chair', 'school-data', place_id, '2020-01-01', 'test', 'operator', now() from places.place_code where scheme = 'urn' and code = '899002'`)
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

async function seenBy(slug: string) {
  const signedIn = await house.signIn(slug)
  await signedIn('/area', form({ area: 'kelderby' }))
  const pages = await Promise.all([`/data/${batch}/rows/2`, `/data/${batch}`, `/data/${batch}/findings.csv`].map(async (path) => {
    const answer = await signedIn(path)
    assert.equal(answer.status, 200, path)
    return answer.text()
  }))
  return ['Krk', 'Yup', 'X383400624001'].map((cell) => pages.filter((page) => page.includes(cell)).length > 0)
}

test('who gives a school’s returns without reading SEN or care sees neither in a row, a finding or the file; a data manager sees SEN', async () => {
  assert.deepEqual([await seenBy('wedge-chair'), await seenBy('data-manager')], [[false, false, true], [true, false, true]])
})

test('a column is of the class its name says, in any return, and of a return of one class all but who it is about', () => {
  const of = (series: string | null, ...columns: string[]) => columns.map((column) => classOf(column, series))
  assert.deepEqual(of('school-census', 'SENprovision', 'SEN › SENneed › SENtype', 'PLAA', 'YoungCarer', 'PlacementReason', 'PostCode', 'FormerUPN', 'Surname', 'sessions', 'fsmeligible'),
    ['sen', 'sen', 'care', 'care', 'health', 'protected-address', 'adopted-identity', 'ordinary', 'ordinary', 'ordinary'])
  assert.deepEqual(of('cin', 'ChildIdentifiers › LAchildID', 'ChildIdentifiers › FormerUPN', 'CINdetails › PrimaryNeedCode', 'CINdetails › CINreferralDate', 'ChildIdentifiers › PersonBirthDate'), ['ordinary', 'adopted-identity', 'care', 'care', 'ordinary'])
  assert.deepEqual(of('ssda903', 'CHILD', 'DECOM', 'LS', 'PL_POST', 'DOB'), ['ordinary', 'care', 'care', 'protected-address', 'ordinary'])
  assert.deepEqual(of(null, 'Column 4'), ['ordinary'])
})
