import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { perform, reading } from '#platform'
import { importFiles, undoBatch } from '#rooms/collection'
import { KINDS } from '../../../app.ts'
import { testHouse } from '../../../../test/house-kit.ts'
import { makeArea } from '../areas.ts'
import { directory } from '../directory.ts'
import { placeFinder } from '../place-finder.ts'

const house = await testHouse()
const folder = await mkdtemp(join(tmpdir(), 'belong-register-'))
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})
const shared = (path: string) => fileURLToPath(new URL(`../../../../../shared/data/schools/${path}`, import.meta.url))
const skip = existsSync(shared('')) ? false : 'the files are not here'

const take = async (path: string) => {
  const began = performance.now()
  const [report] = await importFiles(house.operator(), KINDS, join(house.dataFolder, 'kept'), [{ name: path.split('/').at(-1)!, path }], {})
  return { ...report!, batch: report!.batch!, ms: Math.round(performance.now() - began) }
}
const undo = (batch: number) => perform(undoBatch(KINDS), house.operator(), { batch })
const rowsOf = async (sql: string, values: unknown[] = []) => (await house.pool.query(sql, values)).rows as Record<string, unknown>[]
const counts = async () => (await rowsOf(`
  select (select count(*)::int from places.establishment) as register, (select count(*)::int from places.place) as places, (select count(*)::int from places.place_code) as codes,
    (select count(*)::int from places.membership) as memberships, (select count(*)::int from places.succession) as successions, (select count(*)::int from places.establishment_before) as before`))[0]!

/** By another reader than ours. */
const read = (file: string) => parse(readFileSync(shared(file)), { bom: true, columns: true, relax_column_count: true }) as Record<string, string>[]
const json = (file: string) => JSON.parse(readFileSync(shared(file), 'utf8')) as Record<string, string | null>[]

test('every list of the samples goes in, as many as another reader counts, and all of it comes out again', { skip }, async () => {
  const began = await counts()
  const minimal = await take(shared('gias_all_schools_2021_minimal.csv'))
  assert.deepEqual([minimal.kind, minimal.rows.new, minimal.issueCounts], ['gias', read('gias_all_schools_2021_minimal.csv').length, { error: 0, query: 0 }])
  const sample = await take(shared('gias_edubasealldata_sample.csv'))
  const lines = parse(readFileSync(shared('gias_edubasealldata_sample.csv')), { relax_column_count: true }) as string[][]
  const long = lines.filter((cells) => cells.length !== lines[0]!.length).length
  assert.deepEqual([sample.rows.read, sample.rows.rejected, sample.issues.filter(({ rule }) => rule === 'setting-cells').length], [lines.length - 1, 0, long])
  assert.deepEqual(await rowsOf(`select name, postcode, status from places.establishment where urn = 131095`),
    [{ name: 'Richmond Adult Community College', postcode: 'TW9 2RE', status: 2 }], 'what stands before the columns that moved is taken, the rest stays as it was')
  const synthetic = await take(shared('SYNTHETIC_gias_full_header.csv'))
  assert.deepEqual([synthetic.rows.changed, synthetic.issueCounts], [read('SYNTHETIC_gias_full_header.csv').length, { error: 0, query: 0 }])

  const approved = read('section41_settings.csv')
  const list = await take(shared('section41_settings.csv'))
  const named = new Set(approved.map(({ urn }) => urn).filter(Boolean))
  assert.deepEqual([list.kind, list.rows.read, list.rows.rejected, list.issueCounts.error], ['gias', approved.length, approved.length - named.size, approved.filter(({ urn }) => !urn).length])
  assert.deepEqual(await rowsOf(`select section41_from::text as from, section41_until::text as until from places.establishment where urn = 138563`), [{ from: '2017-08-01', until: null }],
    'revoked, and then granted again')

  const records = json('Establishment_1924.json')
  assert.equal((await take(shared('Establishment_1924.json'))).rows.read, records.length)
  const links = await take(shared('EstablishmentLinks.json'))
  assert.deepEqual([links.kind, links.rows.new, links.issueCounts], ['gias', json('EstablishmentLinks.json').length, { error: 0, query: 1 }])
  const types = await take(shared('gias_establishment_types_20250422.csv'))
  assert.equal(types.rows.new, new Set(read('gias_establishment_types_20250422.csv').map((one) => one['type-of-establishment-name'])).size)

  const [leeds] = await rowsOf(`select count(*)::int as n from places.membership m join places.place_code c on c.place_id = m.parent_id and c.scheme = 'dfe' and c.code = '383'
    where m.hierarchy = 'authorities'`)
  assert.equal(leeds!['n'], new Set([...records.filter(({ LAId }) => LAId === '383').map(({ URN }) => URN),
    ...approved.filter(({ la_code: la, urn }) => la === '383' && urn).map(({ urn }) => urn)]).size)
  assert.deepEqual(await rowsOf(`select count(*)::int as n from places.establishment where provision is not null`),
    [{ n: new Set([...records.filter(({ ResourcedProvisionName: p }) => p && p !== 'Not applicable').map(({ URN }) => URN), '100007']).size }])
  for (const { batch } of [types, links, await latest(), list, synthetic, sample, minimal]) await undo(batch)
  assert.deepEqual(await counts(), began)
})

const latest = async () => (await rowsOf(`select max(batch_id)::int as batch from collection.batch where area_id = 0 and kind = 'establishments' and state = 'committed'`))[0] as { batch: number }

const HEADER = ['URN', 'LA (code)', 'EstablishmentNumber', 'EstablishmentName', 'EstablishmentStatus (code)', 'PhaseOfEducation (code)', 'OpenDate', 'CloseDate', 'UKPRN']
const listed = async (name: string, lines: (string | number)[][], encoding: 'utf8' | 'latin1' = 'utf8', header = HEADER) => {
  const path = join(folder, name)
  await writeFile(path, Buffer.from([header, ...lines].map((cells) => cells.join(',')).join('\r\n'), encoding))
  return path
}
const linked = (name: string, lines: (string | number)[][]) => listed(name, lines, 'utf8', ['URN', 'LinkURN', 'LinkName', 'LinkType', 'LinkEstablishedDate'])
const place = async (urn: number) => (await directory(reading(house.db))).byCode(String(urn))!

test('a school that becomes an academy keeps its place until the day before, hands its LAESTAB on, and is followed', async () => {
  const before = await take(await listed('edubasealldata20230901.csv', [[899101, 899, 2101, 'Étoile Primary', 1, 2, '01-09-1990', '', 10099101]], 'latin1'))
  assert.deepEqual((await rowsOf(`select name, laestab, as_at::text from places.establishment where urn = 899101`)), [{ name: 'Étoile Primary', laestab: '8992101', as_at: '2023-09-01' }])
  const after = await take(await listed('edubasealldata20240301.csv',
    [[899101, 899, 2101, 'Étoile Primary', 2, 2, '01-09-1990', '31-01-2024', ''], [899102, 899, 2101, 'Étoile Academy', 1, 2, '01-02-2024', '', 10099102]]))
  const links = await take(await linked('links_edubasealldata20240301.csv',
    [[899102, 899101, 'Étoile Primary', 'Predecessor', '01-02-2024'], [899101, 899102, 'Étoile Academy', 'Successor', '01-02-2024']]))
  const [old, academy] = [await place(899101), await place(899102)]
  assert.deepEqual([old.starts, old.ends, academy.starts, academy.ends], ['1990-09-01', '2024-01-31', '2024-02-01', null])
  const finder = await placeFinder(reading(house.db))
  assert.equal(finder.byCode('laestab', '8992101'), academy.placeId)
  assert.deepEqual(['2024-01-18', '2024-05-16'].map((day) => finder.byCode('laestab', '8992101', day)), [old.placeId, academy.placeId])
  assert.equal(finder.byCode('ukprn', '10099102'), academy.placeId)
  assert.deepEqual((await directory(reading(house.db))).successions.filter(({ fromId }) => fromId === old.placeId), [{ fromId: old.placeId, toId: academy.placeId, on: '2024-02-01' }])
  await assert.rejects(undo(before.batch), { kind: 'conflict', message: new RegExp(`Undo batch ${after.batch} first`) })
  await undo(links.batch)
  await undo(after.batch)
  assert.deepEqual([(await place(899101)).ends, await place(899102)], [null, undefined])
  await undo(before.batch)
})

test('an older list and one that only names settings change nothing of what a newer one says', async () => {
  const newer = await take(await listed('edubasealldata20240901.csv', [[899103, 899, 2103, 'Newer Name', 1, 2, '', '', '']]))
  const older = await take(await listed('edubasealldata20200901.csv', [[899103, 899, 2103, 'Older Name', 1, 2, '01-09-1950', '', '']]))
  const thin = await take(await listed('names.csv', [[899103, 'Thin Name', 'Kelderby', 'KB1 1AA', 'false', '', '31-08-2022']], 'utf8',
    ['urn', 'name', 'town', 'postcode', 'lead_school', 'open_date', 'close_date']))
  assert.deepEqual(await rowsOf(`select name, open_date::text, close_date, town from places.establishment where urn = 899103`),
    [{ name: 'Newer Name', open_date: '1950-09-01', close_date: null, town: null }])
  for (const { batch, rows } of [thin, older, newer]) if (rows.new + rows.changed) await undo(batch)
})

test('what cannot be is found and left out, and the setting kept; a setting without name or URN is not', async () => {
  const { rows, issues, batch } = await take(await listed('edubasealldata20240902.csv', [
    [899104, 899, 2104, 'Kept', 9, 2, '31-02-2020', '', 'abc'], ['', 899, 2105, 'No URN', 1, 2, '', '', ''], [899106, 899, 2106, '', 1, 2, '', '', ''],
      ['9x', 899, 2106, 'Bad', 1, 2, '', '', ''], [899104, 899, 2104, 'Again', 1, 2, '', '', ''],
  ]))
  assert.deepEqual(rows, { read: 5, new: 1, changed: 0, same: 0, rejected: 4 })
  assert.deepEqual(issues.map(({ rule, row, column }) => [rule, row, column]).slice(1), [
    ['setting-number', 2, 'EstablishmentStatus (code)'], ['setting-day', 2, 'OpenDate'], ['setting-code', 2, 'UKPRN'], ['urn-missing', 3, null], ['setting-name', 4, null],
      ['urn', 5, 'URN'], ['setting-twice', 6, null],
  ])
  assert.ok(issues.every(({ fix, message }) => message.endsWith('.') && fix?.endsWith('.')))
  await undo(batch)
})

test('the settings of an area made later come from the register, and the tree of two cities loads at once', async () => {
  const lines = ['383', '831', '370'].flatMap((la, at) => Array.from({ length: 600 },
    (_, n) => [700000 + at * 1000 + n, la, 2000 + n, `School ${n}`, n % 3 ? 1 : 2, 2, '01-09-1990', n % 3 ? '' : '31-08-2015', '']))
  const { batch, ms } = await take(await listed('edubasealldata20240903.csv', lines))
  const loaded = async () => {
    await house.pool.query('update platform.data_version set version = version + 1 where area_id = 0')
    const began = performance.now()
    const places = await directory(reading(house.db))
    return { places, took: performance.now() - began }
  }
  const { places, took } = await loaded()
  assert.ok(took < 1000, `the tree took ${took} ms`)
  console.log(`# 1,800 settings came in in ${ms} ms; the tree with ${places.all().length} places loads in ${Math.round(took)} ms`)
  const barnsley = places.byCode('370')!
  assert.equal(places.byCode('702000'), undefined)
  await house.db.transaction().execute((tx) => makeArea(tx, { areaId: 9, placeId: barnsley.placeId, name: 'Barnsley', slug: 'barnsley', colour: '#0b5566', now: new Date() }))
  const { places: now } = await loaded()
  assert.equal(now.childrenOf(barnsley.placeId, 'authorities').length, 600)
  await house.pool.query(`delete from places.area where area_id = 9`)
  await undo(batch)
})
