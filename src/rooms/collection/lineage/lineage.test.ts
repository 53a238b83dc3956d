import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { perform, reading } from '#platform'
import { importFiles, keptPlace, sweepReturnedFiles, undoBatch } from '#rooms/collection'
import { form, sharedData, testHouse } from '../../../../test/house-kit.ts'
import { KINDS } from '../../../app.ts'
import { readKeptRow } from './kept-row.ts'
import { sourceOf } from './source.ts'

const FILE_KEY = 'a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf'
const CIN = join(sharedData, 'returns/cin/fake_CIN_data.xml')

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'belong-lineage-'))
  await writeFile(join(folder, 'key'), FILE_KEY)
  house = await testHouse({ BELONG_FILE_KEY: join(folder, 'key') })
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

const manager = async () => {
  const signedIn = await house.signIn('data-manager')
  await signedIn('/area', form({ area: 'kelderby' }))
  return signedIn
}
const give = async (path: string, name: string) => (await importFiles({ ...house.operator(), now: new Date() }, KINDS, keptPlace(house.house.settings), [{ name, path }], { area: 'Kelderby' }))[0]!

test('a row of a CSV is found by its number, line breaks inside quotes counting nothing', async () => {
  const path = join(folder, 'two.csv')
  await writeFile(path, 'name,words\r\nIvy,"one\r\ntwo"\r\nOak,three\r\n')
  assert.deepEqual(await readKeptRow(path, 3), { cells: [{ name: 'name', value: 'Oak' }, { name: 'words', value: 'three' }], more: 0 })
  assert.deepEqual((await readKeptRow(path, 1))!.cells.map(({ value }) => value), ['name', 'words'])
  assert.equal(await readKeptRow(path, 4), null)
})

test('an element of an XML is found by the line it begins on', async () => {
  const path = join(folder, 'two.xml')
  await writeFile(path, '<Message>\n<Children>\n<Child><Id>1</Id></Child>\n<Child>\n<Id>2</Id><Plan><Start>2025-01-01</Start></Plan></Child>\n</Children></Message>')
  assert.deepEqual((await readKeptRow(path, 4))!.cells, [{ name: 'Id', value: '2' }, { name: 'Plan › Start', value: '2025-01-01' }])
  assert.deepEqual((await readKeptRow(path, 3))!.cells, [{ name: 'Id', value: '1' }])
})

test('from a fact of the real CIN file to its batch, file, line and who took it in; the kept file is encrypted, and opened again for that', { skip: existsSync(CIN) ? false : 'the published files are not here' }, async () => {
  const report = await give(CIN, 'fake_CIN_data.xml')
  assert.equal(report.status, 'committed')
  const [fact] = (await house.pool.query(`select batch_id, row, child_id from people.statement where batch_id = $1 order by row limit 1`, [report.batch])).rows
  const source = await sourceOf(reading(house.db), { areaId: 3, batchId: fact.batch_id, row: fact.row })
  assert.deepEqual([source!.file, source!.kind, source!.by, source!.undone, source!.replacedBy], ['fake_CIN_data.xml', 'cin', 'operator', null, null])

  const kept = (await readdir(join(house.dataFolder, 'files'))).filter((name) => name.endsWith('.sealed'))
  assert.equal(kept.length, 1)
  assert.equal((await readFile(join(house.dataFolder, 'files', kept[0]!))).includes('LAchildID'), false)

  const page = await (await manager()).call(null, `/data/${fact.batch_id}/rows/${fact.row}`)
  const body = await page.text()
  assert.equal(page.status, 200)
  // The id as grep finds it on that line or just after it.
  const id = execFileSync('sh', ['-c', `tail -n +${fact.row} '${CIN}' | grep -o '<LAchildID>[^<]*' | head -1 | cut -d'>' -f2`], { encoding: 'utf8' }).trim()
  assert.ok(id.length > 0)
  assert.match(body, new RegExp(`LAchildID.*${id}`, 's'))
  assert.match(body, /Taken in by The operator/)
  const [look] = (await house.pool.query(`select person, is_look, child_id from platform.deed where action = 'collection.row'`)).rows
  assert.deepEqual([look.person, look.is_look], ['data-manager', true])

  const head = await house.signIn('head')
  await head('/area', form({ area: 'kelderby' }))
  assert.equal((await head(`/data/${fact.batch_id}/rows/${fact.row}`)).status, 404, 'a head does not see a return of the authority')
  assert.equal((await house.pool.query(`select count(*)::int as n from platform.deed where action = 'collection.row'`)).rows[0].n, 1)
})

test('undone, the batch says what was taken back, and the source says that it was', { skip: existsSync(CIN) ? false : 'the published files are not here' }, async () => {
  const [{ batch_id: batch }] = (await house.pool.query(`select batch_id from collection.batch where kind = 'cin'`)).rows
  await perform(undoBatch(KINDS), house.operator(), { batch, reason: 'a test' })
  assert.ok((await sourceOf(reading(house.db), { areaId: 3, batchId: batch }))!.undone)
  const text = (await (await (await manager())(`/data/${batch}`)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  // 332 children, as `grep -c '<LAchildID>'` counts them.
  assert.match(text, /Taken back: 332 records of 1 setting/)
  assert.match(text, /332 children are spoken of/)
})

test('when its time is over the file goes, the batch says so, and a younger batch keeps what it names', { skip: existsSync(CIN) ? false : 'the published files are not here' }, async () => {
  const again = await give(CIN, 'fake_CIN_data.xml')
  assert.equal(again.status, 'committed')
  const inYears = (years: number) => new Date(Date.now() + years * 366 * 86_400_000)
  await house.pool.query(`update collection.batch set given_at = given_at - interval '2 years' where area_id = 3 and batch_id < $1`, [again.batch])
  assert.equal(await sweepReturnedFiles(house.db, house.dataFolder, inYears(5)), 0, 'the second still needs it')
  assert.equal(await sweepReturnedFiles(house.db, house.dataFolder, inYears(7)), 1)
  assert.deepEqual(await readdir(join(house.dataFolder, 'files')), [])
  const to = await manager()
  assert.match(await (await to(`/data/${again.batch}`)).text(), /The file is no longer kept/)
  assert.match(await (await to(`/data/${again.batch}/rows/3`)).text(), /The file is no longer kept: its time was over/)
  assert.ok((await house.pool.query(`select 1 from people.statement where batch_id = $1`, [again.batch])).rows.length > 0, 'what was taken from it stays')
})
