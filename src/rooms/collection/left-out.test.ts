import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Issues } from '#kernel'
import { reading, Workshop } from '#platform'
import { given, importFiles, keptPlace } from '#rooms/collection'
import { form, sharedData, testHouse } from '../../../test/house-kit.ts'
import { KINDS, workOf } from '../../app.ts'
import { putAsideOf, tellLeftOut } from './left-out.ts'

const CENSUS = join(sharedData, 'returns', 'school_census', '2025_spring_pupilonroll.csv')

let house: Awaited<ReturnType<typeof testHouse>>
let manager: Awaited<ReturnType<typeof house.signIn>>
before(async () => {
  house = await testHouse()
  house.house.workshop = new Workshop(house.db, house.url, workOf(house.house), { alone: true })
  manager = await house.signIn('data-manager')
  await manager('/area', form({ area: 'kelderby' }))
})
after(async () => {
  await house.house.workshop?.close()
  await house.close()
})

const plain = (body: string) => body.replace(/<style.*?<\/style>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const finds = async (leaves: [placeId: number, left: number, stood: number][]) => {
  const issues = new Issues()
  await tellLeftOut(reading(house.db), 'school-census', { new: 0, changed: 0, same: 0, leaves: leaves.map(([placeId, left, stood]) => ({ placeId, period: '2025-1-spring', left, stood })) }, issues)
  return issues.list.map(({ message }) => /leaves out (.+) given before/.exec(message)![1])
}

test('what a correction leaves out is found where it is more than a tenth and more than five, of a setting or of all together', async () => {
  assert.deepEqual(await finds([[1, 5, 6], [2, 6, 200], [3, 0, 9]]), [])
  assert.deepEqual(await finds([[1, 6, 59], [2, 6, 60]]), ['6 of the 59 records'])
  assert.deepEqual(await finds([[1, 6, 7], [2, 54, 57]]), ['54 of the 57 records', '6 of the 7 records'])
  assert.deepEqual(await finds([[1, 3, 20], [2, 4, 30]]), ['7 of the 50 records'])
  assert.equal(putAsideOf({ new: 1, changed: 0, same: 0 }), null)
})

/** Rows of the public census: so many of the first pupils of each school. */
async function censusOf(schools: Record<string, number>) {
  const [head, ...rows] = readFileSync(CENSUS, 'utf8').trim().split(/\r?\n/)
  const some = Object.entries(schools).flatMap(([school, most]) => rows.filter((row) => row.split(',')[1] === school).slice(0, most))
  return [head, ...some, ''].join('\n')
}

const SAYS = /^This file leaves out 54 of the 57 records given before for .+ \(School census, Spring 2025\)\.$/

test('a census given again with 54 of its 57 pupils left out says so on the command line, on its page and in the API', { skip: existsSync(CENSUS) ? false : 'the shared files are not here' }, async () => {
  const path = join(house.dataFolder, '2025_spring_pupilonroll.csv')
  const give = (checkOnly: boolean) => importFiles({ ...house.operator(), now: new Date() }, KINDS, keptPlace(house.house.settings), [given(path)], { area: 'Kelderby', checkOnly })
  await writeFile(path, await censusOf({ SCH1: 57, SCH2: 40 }))
  const [first] = await give(false)
  assert.deepEqual([first!.status, first!.rows.new, first!.putAside], ['committed', 97, null])

  const short = await censusOf({ SCH1: 3, SCH2: 39 })
  await writeFile(path, short)
  const [report] = await give(true)
  assert.deepEqual([report!.rows.new, report!.putAside, report!.issues[0]!.rule], [0, { records: 55, of: 97 }, 'records-left-out'])
  assert.match(report!.issues[0]!.message, SAYS)

  const upload = new FormData()
  upload.append('files', new File([short], '2025_spring_pupilonroll.csv'))
  const batch = Number((await manager('/data', { method: 'POST', body: upload })).headers.get('location')!.split('/').at(-1))
  const page = await settled(batch)
  assert.match(page, /The same 42 No longer there 55 Not loaded 0/)
  assert.match(page, /Warning This file leaves out 54 of the 57 records given before for .{1,80} Take it in only if they should no longer count\..{0,400} Take this file in/)

  await manager(`/data/${batch}/commit`, form({ acknowledged: 'yes', once: 'left-out' }))
  assert.match(await settled(batch), /Taken in: 55 records no longer there/)
  const told = (await (await manager(`/api/v1/batches/${batch}`)).json()) as { putAside: unknown; issues: { rule: string }[] }
  assert.deepEqual([told.putAside, told.issues[0]!.rule], [{ records: 55, of: 97 }, 'records-left-out'])
})

async function settled(batch: number): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const page = plain(await (await manager(`/data/${batch}?look=once`)).text())
    if (!page.includes('This page stands still')) return page
    await new Promise((done) => setTimeout(done, 100))
  }
  return assert.fail('it did not come to its end')
}
