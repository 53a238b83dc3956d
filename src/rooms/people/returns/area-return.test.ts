import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type FileKind, reading } from '#platform'
import { testHouse } from '../../../../test/house-kit.ts'
import { cin } from '../care/cin.ts'
import { ssda903 } from '../care/ssda903.ts'
import { ctf } from '../ctf/ctf.ts'
import { sen2 } from '../sen2/sen2.ts'
import { message, PERSON } from '../sen2/written.test-kit.ts'
import { yearTo31March } from './area-return.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-area-'))
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

async function rulesFor(kind: FileKind, files: [name: string, text: string][], places: number[]) {
  const given = []
  for (const [name, text] of files) {
    await writeFile(join(folder, name), text)
    given.push({ name, path: join(folder, name) })
  }
  const [unit] = await kind.recognise(given, true)
  const { blocks, issues } = await kind.check(reading(house.db), unit!, { areaId: 3, places: new Set(places) })
  return [blocks, issues.list.map(({ rule }) => rule)]
}

test('who gives returns for a school alone gives none that speak for the whole area, and no transfer file of other schools', async () => {
  const found = await house.pool.query<{ place_id: number }>(`select place_id from places.place_code where scheme = 'urn' and code = '899001'`)
  const school = [found.rows[0]!.place_id]
  const header = '<Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year><ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails>' +
    '<Source><LEA>899</LEA></Source></Header>'
  assert.deepEqual(await rulesFor(cin as FileKind, [['cin.xml', `<Message>${header}<Children/></Message>`]], school), [true, ['whole-area']])
  assert.deepEqual(await rulesFor(sen2 as FileKind, [['sen2.xml', message([PERSON])]], school), [true, ['whole-area']])
  const tables: [string, string][] = [['header.csv', 'CHILD,SEX,DOB,ETHNIC,UPN\n1,1,01/01/2012,WBRI,UN1\n'], ['episodes.csv', 'CHILD,DECOM,RNE,LS\n1,01/05/2024,S,C2\n']]
  assert.equal((await rulesFor(ssda903 as FileKind, tables, school))[0], true)
  const transfer = '<CTfile><Header><DateTime>2026-03-02T09:00:00</DateTime><SourceSchool><LEA>899</LEA><Estab>2000</Estab></SourceSchool></Header><CTFpupilData><Pupil><UPN>X383400624001</UPN></Pupil></CTFpupilData></CTfile>'
  assert.deepEqual(await rulesFor(ctf as FileKind, [['ctf.xml', transfer]], school), [true, ['not-your-school']])
})

test('a year to 31 March is told from any of its days', () => {
  assert.deepEqual(['2024-03-31', '2024-04-01', '2025-01-09'].map((day) => yearTo31March(day).period), ['2023/24', '2024/25', '2024/25'])
  assert.deepEqual(yearTo31March('1999-12-01'), { period: '1999/00', starts: '1999-04-01', ends: '2000-03-31' })
})
