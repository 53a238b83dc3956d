import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Issues } from '#kernel'
import { fileKind, type FileKind, perform } from '#platform'
import { importFiles, undoBatch } from '#rooms/collection'
import { testHouse } from '../../../../test/house-kit.ts'
import { readUpn } from '../identity/identifiers.ts'
import { fact, ON_ROLL, type ReturnContent, type Said, STATEMENT } from './said.ts'
import { returnOf } from './take-return.ts'

/** A return as a line of JSON for each child: enough to go the whole way of every return. */
interface Line { place: number; upn: string | null; given: string; family: string; born: string; sen: string; since: string }

const kind: FileKind<ReturnContent> = fileKind<ReturnContent>({
  name: 'lines', label: 'Lines', ...returnOf('school-census'),
  recognise: async (files) => files.map((file) => ({ kind: 'lines', file: file.name, parts: { data: file } })),
  async check(_db, unit) {
    const { day, lines } = JSON.parse(await readFile(unit.parts['data']!.path, 'utf8')) as { day: string; lines: Line[] }
    const said: Said[] = lines.map((line, at) => {
      const { upn, state } = readUpn(line.upn)
      return {
        row: at + 2, key: line.upn ?? `${line.family} ${line.given}`, reportedBy: line.place,
        who: { upn, upnState: state, uln: null, localScheme: null, localId: null, givenName: line.given, familyName: line.family, knownAs: null, born: line.born, sex: 'F' },
        facts: [
          fact(ON_ROLL, { placeId: line.place, starts: line.since, ends: null, status: 'C', asAt: day }),
          fact(STATEMENT, { topic: 'sen', value: line.sen, starts: day, ends: null }),
        ],
      }
    })
    return { content: { period: day, asAt: day, said, unknownSettings: new Map() }, issues: new Issues(), blocks: false, rows: { read: said.length, rejected: 0 } }
  },
})

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
let schools: number[]
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-lines-'))
  const found = await house.pool.query<{ place_id: number }>(`select place_id from places.place_code where scheme = 'urn' and code in ('899001', '899003') order by code`)
  schools = found.rows.map(({ place_id }) => place_id)
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

async function give(day: string, lines: Line[]) {
  const path = join(folder, `${day}-${Math.random()}.json`)
  await writeFile(path, JSON.stringify({ day, lines }))
  const [report] = await importFiles({ ...house.operator(), now: new Date() }, [kind] as FileKind[], join(folder, 'kept'), [{ name: 'lines.json', path }], { area: 'Kelderby' })
  return report!
}

const undo = (batch: number) => perform(undoBatch([kind] as FileKind[]), house.operator(), { batch, reason: 'a test' })
const rowsOf = async (text: string) => (await house.pool.query(text)).rows
const enrolments = () => rowsOf(`
  select c.given_name as given, p.code as urn, to_char(e.starts, 'YYYY-MM-DD') as starts, to_char(e.ends, 'YYYY-MM-DD') as ends
  from people.enrolment e join people.child c using (area_id, child_id) join places.place_code p on p.place_id = e.place_id and p.scheme = 'urn'
  where c.family_name = 'Quill' order by 1, e.starts`)
const spans = () => rowsOf(`
  select c.given_name as given, s.value, to_char(s.starts, 'YYYY-MM-DD') as starts, to_char(s.ends, 'YYYY-MM-DD') as ends
  from people.span s join people.child c using (area_id, child_id) where c.family_name = 'Quill' and s.topic = 'sen' order by 1, s.starts`)

const ivy = (more: Partial<Line>): Line => ({ place: schools[0]!, upn: 'X383400624001', given: 'Ivy', family: 'Quill', born: '2014-05-03', sen: 'N', since: '2019-09-03', ...more })
const oak = (more: Partial<Line>): Line => ({ place: schools[0]!, upn: 'G383200024017', given: 'Oak', family: 'Quill', born: '2014-05-03', sen: 'K', since: '2019-09-03', ...more })

test('a return goes in, is the same when it comes again, and what a correction replaces is put back when it is undone', async () => {
  const first = await give('2025-01-16', [ivy({}), oak({})])
  assert.deepEqual([first.status, first.rows], ['committed', { read: 2, new: 2, changed: 0, same: 0, rejected: 0 }])
  assert.equal((await give('2025-01-16', [ivy({}), oak({})])).status, 'unchanged')
  assert.deepEqual((await give('2025-01-16', [oak({}), ivy({})])).rows, { read: 2, new: 0, changed: 0, same: 2, rejected: 0 }, 'the same in another order')

  const mended = await give('2025-01-16', [ivy({ sen: 'E' }), oak({})])
  assert.deepEqual(mended.rows, { read: 2, new: 0, changed: 1, same: 1, rejected: 0 })
  assert.deepEqual(await spans(), [{ given: 'Ivy', value: 'E', starts: '2025-01-16', ends: null }, { given: 'Oak', value: 'K', starts: '2025-01-16', ends: null }])
  await assert.rejects(undo(first.batch!), { kind: 'conflict', message: new RegExp(`Undo batch ${mended.batch} first`) })
  await undo(mended.batch!)
  assert.equal((await spans())[0]!['value'], 'N')
  assert.deepEqual((await enrolments()).map(({ given, urn, ends }) => [given, urn, ends]), [['Ivy', '899001', null], ['Oak', '899001', null]])
})

test('who is not on the next census has left, and a child who moved is one child at two schools', async () => {
  const later = await give('2025-05-15', [ivy({ family: 'Quill', sen: 'K' })])
  const there = await give('2025-05-16', [oak({ place: schools[1]!, since: '2025-03-03', sen: 'K' })])
  assert.deepEqual(await enrolments(), [
    { given: 'Ivy', urn: '899001', starts: '2019-09-03', ends: null },
    { given: 'Oak', urn: '899001', starts: '2019-09-03', ends: '2025-05-14' },
    { given: 'Oak', urn: '899003', starts: '2025-03-03', ends: null },
  ])
  assert.deepEqual((await spans()).filter(({ given }) => given === 'Ivy'), [
    { given: 'Ivy', value: 'N', starts: '2025-01-16', ends: '2025-05-14' }, { given: 'Ivy', value: 'K', starts: '2025-05-15', ends: null },
  ])
  await undo(there.batch!)
  await undo(later.batch!)
  assert.deepEqual((await enrolments()).map(({ given, ends }) => [given, ends]), [['Ivy', null], ['Oak', null]])
})

test('undone to the last, nothing is left of the children it brought', async () => {
  const [{ batch }] = await rowsOf(`select max(batch_id)::int as batch from collection.batch where area_id = 3 and state = 'committed' and rows_new > 0`) as [{ batch: number }]
  for (const { batch_id } of await rowsOf(`select batch_id from collection.batch where area_id = 3 and state = 'committed' and batch_id <> ${batch} order by 1 desc`)) await undo(batch_id)
  await undo(batch)
  assert.deepEqual(await rowsOf(`select 1 from people.child where family_name = 'Quill'`), [])
  assert.deepEqual(await rowsOf(`select 1 from people.statement union all select 1 from people.record_row union all select 1 from people.identifier union all select 1 from platform.extent union all select 1 from platform.set_aside`), [])
})
