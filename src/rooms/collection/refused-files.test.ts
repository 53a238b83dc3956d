import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Issues } from '#kernel'
import { type FileKind, fileKind } from '#platform'
import { importFiles, keptPlace, type UnitReport } from '#rooms/collection'
import { form, testHouse } from '../../../test/house-kit.ts'
import { KINDS } from '../../app.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let manager: Awaited<ReturnType<typeof house.signIn>>
before(async () => {
  house = await testHouse()
  manager = await house.signIn('data-manager')
  await manager('/area', form({ area: 'kelderby' }))
})
after(() => house.close())

const SUSPENSIONS = 'URN,UPN,startdate,sessions,reason1,reason2,reason3,category,senprovision,incare\n899002,X383400624001,2024-11-04,3,PP,,,SUSP,K,N\n'
const LIST = 'Pupil number,Name of club\nX383400624001,Chess\n'
const NO_ZIP = Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(100, 7)])
const plain = (body: string) => body.replace(/<style.*?<\/style>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

function upload(given: Record<string, string | Buffer>) {
  const body = new FormData()
  for (const [name, text] of Object.entries(given)) body.append('files', new File([typeof text === 'string' ? text : new Uint8Array(text)], name))
  return manager('/data', { method: 'POST', body })
}

const batches = async () => (await house.pool.query<{ file: string }>(`select file from collection.batch where area_id = 3 order by batch_id`)).rows.map(({ file }) => file)

test('of an upload with files that cannot be read those that can go in, and each of the others is named with its reason', async () => {
  const answer = await upload({ 'broken.zip': NO_ZIP, 'suspensions.csv': SUSPENSIONS, 'minutes.pdf': '%PDF', 'none.csv': '', 'clubs.csv': LIST })
  const page = plain(await answer.text())
  assert.equal(answer.status, 422)
  assert.deepEqual(await batches(), ['suspensions.csv', 'clubs.csv'])
  assert.match(page, /There is a problem none\.csv is empty: it holds no bytes broken\.zip: This zip is not read: it is damaged or cut short .{1,200} minutes\.pdf is not a file Belong knows/)
  assert.match(page, /2 data sets came out of what you sent clubs\.csv suspensions\.csv/)
  await upload({ 'broken.zip': NO_ZIP })
  assert.equal((await batches()).length, 2, 'nothing of a zip alone')
})

test('the list of files that recipes read holds one whose columns are matched and one whose are not', async () => {
  await house.pool.query(`update collection.batch set series = 'list-clubs', state = 'committed' where area_id = 3 and file = 'clubs.csv'`)
  await upload({ 'choirs.csv': 'Pupil number,Name of choir\nX383400624001,Altos\n' })
  const page = plain(await (await manager('/data?series=mapped')).text())
  const returns = page.slice(page.indexOf('Returns of Kelderby'), page.indexOf('Published figures'))
  assert.deepEqual([returns.includes('1 file '), returns.includes('clubs.csv'), returns.includes('suspensions.csv'), page.includes('choirs.csv')], [true, true, false, true])
})

async function written(given: Record<string, string | Buffer>) {
  return Promise.all(Object.entries(given).map(async ([name, text]) => {
    const path = join(house.dataFolder, name)
    await writeFile(path, text)
    return { name, path }
  }))
}

test('on the command line a zip that cannot be opened is a report of its own beside the others', async () => {
  const files = await written({ 'late.csv': SUSPENSIONS.replace('2024-11-04', '2024-11-05'), 'broken.zip': NO_ZIP })
  const reports = await importFiles({ ...house.operator(), now: new Date() }, KINDS, keptPlace(house.house.settings), files, { area: 'Kelderby' })
  assert.deepEqual(reports.map(({ file, status, blocks, issues }) => [file, status, blocks, issues[0]?.rule]), [['broken.zip', 'rejected', true, 'file-not-read'], ['late.csv', 'committed', false, undefined]])
})

/** Finds the disk full when it comes to the file of that name. */
const filling: FileKind = fileKind<unknown>({
  name: 'filling', label: 'Filling', periodTypes: [],
  recognise: async (files) => files.map((file) => ({ kind: 'filling', file: file.name, parts: { data: file } })),
  async check(_db, { file }) {
    if (file === 'b.csv') throw Object.assign(new Error('could not extend file'), { code: '53100' })
    return { content: null, issues: new Issues(), blocks: false, rows: { read: 1, rejected: 0 } }
  },
  compare: async () => ({ new: 1, changed: 0, same: 0 }),
  commit: async () => ({ new: 1, changed: 0, same: 0 }),
  undo: async () => {},
})

test('where an import breaks off in the middle, what is in by then was told', async () => {
  const told: UnitReport[] = []
  const files = await written({ 'a.csv': '1', 'b.csv': '2', 'c.csv': '3' })
  await assert.rejects(importFiles({ ...house.operator(), now: new Date() }, [filling], keptPlace(house.house.settings), files, { told: (report) => told.push(report) }), { code: '53100' })
  assert.deepEqual(told.map(({ file, status }) => [file, status]), [['a.csv', 'committed']])
  assert.equal((await house.pool.query(`select 1 from collection.batch where file = 'a.csv' and state = 'committed'`)).rowCount, 1)
})
