import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { reading } from '#platform'
import { form, testHouse } from '../../../test/house-kit.ts'
import { latestNumbers } from './calendar/school-numbers.ts'
import { numbersCounted } from './small-numbers.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => {
  house = await testHouse()
  const { rows: [{ place }] } = await house.pool.query(`select place_id as place from places.place_code where scheme = 'urn' and code = '899002'`)
  await house.pool.query(`
    insert into access.appointment (area_id, appointment_id, person, role, place_id, starts_at, source, given_by, given_at)
    values (3, gen_random_uuid(), 'wedge-chair', 'school-data', $1, '2020-01-01', 'test', 'operator', now())`, [place])
  for (const [check, children, message] of [['plans-agree', 1, 'One child has an EHC plan nobody told of.'], ['plans-agree', 12, '12 children have an EHC plan nobody told of.'], ['roll-agrees', 1, 'One child has no session at all.']] as const) {
    await house.pool.query(`insert into collection.quality_finding (area_id, finding_id, check_name, place_id, key, message, fix, children, first_found_at, last_found_at) values (3, gen_random_uuid(), $1, $2, $3, $3, 'f', $4, now(), now())`, [check, place, message, children])
  }
  for (const [field, have, of] of [['need', 2, 3], ['upn', 300, 311]] as const) await house.pool.query(`insert into collection.quality_share values (3, $1, $2, $3, $4, now())`, [field, place, have, of])
  await house.pool.query(`insert into collection.batch (area_id, batch_id, place_id, series, kind, file, content_hash, parts, options, state, given_by, given_at) values (3, 900, $1, 'school-census', 'school-census', 'f.csv', 'x', '{}', '{}', 'committed', 'head', now())`, [place])
  await house.pool.query(`insert into platform.extent (area_id, series, period, place_id, batch_id, as_at, rows, content_hash, given_at) values (3, 'school-census', '2026-3-autumn', $1, 900, '2026-10-01', 311, 'x', now())`, [place])
  for (const [name, value] of [['records', 311], ['sen-support', 41], ['sen-plan', 7], ['young-carers', 3]] as const) await house.pool.query(`insert into collection.return_number values (3, 900, $1, '2026-3-autumn', $2, $3)`, [place, name, value])
})
after(() => house.close())

async function pageOf(slug: string, path: string) {
  const signedIn = await house.signIn(slug)
  await signedIn('/area', form({ area: 'kelderby' }))
  const answer = await signedIn(path)
  assert.equal(answer.status, 200)
  return answer.text()
}

test('who gives a school’s returns and reads no SEN is told of a finding about one such child, not how many; of ten and more, and of other things, all', async () => {
  for (const path of ['/data/quality', '/api/v1/collection/quality']) {
    const [school, manager] = [await pageOf('wedge-chair', path), await pageOf('data-manager', path)]
    assert.match(school, /Fewer than ten children/)
    assert.doesNotMatch(school, /One child has an EHC plan/)
    for (const page of [school, manager]) assert.match(page, /12 children have an EHC plan.*One child has no session|One child has no session.*12 children have an EHC plan/s)
    assert.match(manager, /One child has an EHC plan/)
  }
})

test('the share of three children who have a need written down is for who reads SEN', async () => {
  const [school, manager] = [await pageOf('wedge-chair', '/data/quality'), await pageOf('data-manager', '/data/quality')]
  assert.deepEqual([school, manager].map((page) => [page.includes('66.6%'), page.includes('96.4%')]), [[false, true], [true, true]])
})

test('small numbers of a return are for who reads their class: no SEN for a school’s data officer, no young carers for either', async () => {
  const numbers = async (slug: string) => [...(await pageOf(slug, '/data/900')).matchAll(/>(SEN support \(K\)|EHC plan \(E\)|Young carers, declared)<.*?<\/tr>/gs)].map(([row, name]) => [name, /<td[^>]*>(?:<[^>]*>)*(\d+)/.exec(row.replace(/.*<td/s, '<td'))?.[1] ?? null])
  assert.deepEqual(Object.fromEntries(await numbers('wedge-chair')), { 'SEN support (K)': '41', 'EHC plan (E)': null, 'Young carers, declared': null })
  assert.deepEqual(Object.fromEntries(await numbers('data-manager')), { 'SEN support (K)': '41', 'EHC plan (E)': '7', 'Young carers, declared': null })
  const [{ place }] = (await house.pool.query(`select place_id as place from places.place_code where scheme = 'urn' and code = '899002'`)).rows
  const latest = await latestNumbers(reading(house.db), 3, place)
  const beside = await numbersCounted({ slug: 'wedge-chair', name: 'x', operator: false, areaId: 3 }, { areaId: 3, placeId: place }, reading(house.db), latest)
  assert.deepEqual(beside[0]!.lines.map(({ name, now }) => [name, now]), [['records', 311], ['sen-support', 41], ['sen-plan', null], ['young-carers', null]])
})
