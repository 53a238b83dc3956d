import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { perform } from '#platform'
import { form, testHouse } from '../../../../test/house-kit.ts'
import { type Line, linesOf } from '../returns/lines-test-kit.ts'
import { decidePair, partPair } from './decide.ts'
import { identityWork } from './merge.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
let kit: ReturnType<typeof linesOf>
let schools: number[]
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-identity-'))
  kit = linesOf(house, folder, ['school-census', 'suspensions'])
  schools = await kit.schools()
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

const ann = (more: Partial<Line> = {}): Line => ({ place: schools[0]!, upn: 'X383400624001', given: 'Ann', family: 'Quill', born: '2014-05-03', since: '2019-09-03', ...more })
const ben = (more: Partial<Line> = {}): Line => ({ place: schools[0]!, upn: 'G383200024017', given: 'Ben', family: 'Quill', born: '2014-05-03', since: '2019-09-03', ...more })

const children = () => kit.rowsOf(`select child_id as id, given_name as given, family_name as family from people.child where family_name like 'Quill%' order by 2, 3, 1`)
const openPairs = () => kit.rowsOf(`select pair_id as id, version, evidence from people.pair where state = 'open' order by found_at, pair_id`)
const identifiersOf = (given: string) => kit.rowsOf(`select i.scheme, i.value from people.identifier i join people.child c using (area_id, child_id) where c.given_name = $1 and c.family_name like 'Quill%' order by 1, 2`, [given])

async function taking(returns: [day: string, lines: Line[], series?: string][], then: () => Promise<void>) {
  const batches: number[] = []
  for (const [day, lines, series] of returns) batches.push((await kit.give(day, lines, series)).batch!)
  try {
    await then()
  } finally {
    for (const batch of batches.reverse()) await kit.undo(batch)
  }
  assert.deepEqual([await children(), await openPairs()], [[], []], 'nothing is left behind')
}

test('twins are two children, however alike their records', () => taking([['2025-01-16', [ann(), ben()]], ['2025-05-15', [ann({ upn: null, local: 'a' }), ben({ upn: null, local: 'b' })]]], async () => {
  assert.deepEqual((await children()).map(({ given }) => given), ['Ann', 'Ben'])
  assert.deepEqual(await openPairs(), [])
}))

test('a twin’s record with the other’s UPN goes to the child of its names, and the shared UPN is put up to be decided', () => taking([['2025-01-16', [ann(), ben()]], ['2025-02-01', [ben({ upn: 'X383400624001' })], 'suspensions']], async () => {
  assert.deepEqual((await children()).map(({ given }) => given), ['Ann', 'Ben'])
  const [pair, ...more] = await openPairs()
  assert.deepEqual([pair!['evidence'].for[0], more], ['Both were given the UPN X383400624001.', []])
  assert.match(pair!['evidence'].against.join(' '), /The given names are different: (Ann and Ben|Ben and Ann)\./)
}))

test('a new family name, an accent and a known-as name leave a child with a UPN the same child', () => taking([['2025-01-16', [ann()]], ['2025-05-15', [ann({ family: 'Quíll-Vane', knownAs: 'Annie' })]]], async () => {
  const found = await kit.rowsOf(`select family_name as family, known_as as known, by_family from people.child where given_name = 'Ann' and family_name like 'Qu%'`)
  assert.deepEqual(found, [{ family: 'Quíll-Vane', known: 'Annie', by_family: 'quill vane ann' }])
}))

test('a UPN one had before finds the child whichever of the two comes first', async () => {
  const older: [string, Line[]] = ['2025-01-16', [ann({ upn: 'B831401523099', given: 'Anne' })]]
  const newer: [string, Line[]] = ['2025-05-15', [ann({ upn: 'X383400624001', formerUpn: 'B831401523099', family: 'Quillmark' })]]
  for (const order of [[older, newer], [newer, older]]) {
    await taking(order, async () => {
      assert.deepEqual((await children()).map(({ given, family }) => [given, family]), [['Ann', 'Quillmark']])
      assert.deepEqual(await identifiersOf('Ann'), [{ scheme: 'former-upn', value: 'B831401523099' }, { scheme: 'upn', value: 'B831401523099' }, { scheme: 'upn', value: 'X383400624001' }])
    })
  }
})

test('without a UPN that holds, the id of a system, a ULN, a temporary UPN or names and birth find the child', async () => {
  const first = ann({ upn: 'W38340062412A', uln: '1234567899', local: '7' })
  for (const next of [ann({ upn: null, local: '7', given: 'Annabel' }), ann({ upn: null, uln: '1234567899', family: 'Quillmark' }), ann({ upn: 'W38340062412A', given: 'Anne' }), ann({ upn: 'A123456789123' })]) {
    await taking([['2025-01-16', [first]], ['2025-05-15', [next]]], async () => assert.equal((await children()).length, 1))
  }
})

test('what may be one child is never put together by itself: two UPNs, a swapped birthday and a short form are put up instead', () => taking([
  ['2025-01-16', [ann(), ben({ given: 'Benjamin', upn: 'B831401523099' })]],
  ['2025-02-01', [ann({ upn: 'W831700319003' }), ben({ upn: null, given: 'Ben', local: 'x' })], 'suspensions'],
  ['2025-02-02', [ann({ upn: null, born: '2014-03-05', local: 'y' })], 'suspensions'],
], async () => {
  const pairs = await openPairs()
  const said = pairs.map(({ evidence }) => [evidence.one.givenName, evidence.other.givenName].sort().join(' '))
  assert.deepEqual(said.sort(), ['Ann Ann', 'Ann Ann', 'Ann Ann', 'Ben Benjamin'])
  assert.equal((await children()).length, 5)
}))

test('the NHS number stands apart and finds nobody', () => taking([['2025-01-16', [ann({ nhs: '9434765919' })]], ['2025-02-01', [ben({ upn: null, local: 'n', nhs: '9434765919' })], 'suspensions']], async () => {
  assert.equal((await children()).length, 2)
  assert.deepEqual(await openPairs(), [])
  assert.equal((await kit.rowsOf('select 1 from people.nhs_number where value = $1', ['9434765919'])).length, 2)
}))

test('who left care by adoption is never linked with who they were: not by UPN, not by name, not by a pair', () => taking([
  ['2025-01-16', [ann()]],
  ['2025-05-15', [ann({ upn: 'W831700319003', formerUpn: 'X383400624001', family: 'Quillmark', place: schools[1]!, since: '2025-03-03', says: [['after-care', 'A']] })]],
  ['2025-06-01', [ann({ upn: 'W831700319003', formerUpn: 'X383400624001', place: schools[1]!, says: [['after-care', 'A']] })], 'suspensions'],
], async () => {
  assert.equal((await children()).length, 2)
  assert.deepEqual(await openPairs(), [])
  assert.deepEqual(await kit.rowsOf(`select distinct upn, given_name from people.former_identity where source = 'return'`), [{ upn: 'X383400624001', given_name: null }])
  assert.deepEqual(await kit.rowsOf(`select 1 from people.record_row where former_upn is not null`), [])
  assert.equal((await kit.rowsOf(`select distinct child_id from people.identifier where value = 'X383400624001'`)).length, 1)
  for (const person of ['data-manager', 'senco', 'head', 'officer']) {
    const page = await house.signIn(person)
    const id = (await kit.rowsOf(`select child_id as id from people.identifier where value = 'W831700319003'`))[0]!['id']
    assert.ok(!(await (await page(`/children/${id}`)).text()).includes('X383400624001'), person)
  }
}))

test('of who left care by adoption a decision goes with what it was decided on', () => taking([['2025-01-16', [ann()]], ['2025-02-01', [ann({ upn: 'W831700319003' })], 'suspensions']], async () => {
  const [pair] = await openPairs() as [{ id: string; version: number }]
  await perform(decidePair, manager(), { id: pair.id, version: pair.version, decision: 'different', reason: 'Two girls of one name' })
  const adopted = await kit.give('2025-03-01', [ann({ upn: 'W831700319003', says: [['after-care', 'A']] })], 'suspensions')
  assert.deepEqual(await kit.rowsOf('select state from people.pair where pair_id = $1', [pair.id]), [])
  await kit.undo(adopted.batch!)
}))

test('while an address is protected, no postcode a return gives is seen by those without the verb', () => taking([['2025-01-16', [ann({ says: [['postcode', 'KD1 4AP']] })]]], async () => {
  const [{ id }] = await children() as [{ id: string }]
  await kit.rowsOf(`insert into people.address values (3, $1, gen_random_uuid(), '1 Hidden Lane', 'KD1 4AP', 'protected-address', '2025-01-01', null, 'test')`, [id])
  const again = await kit.give('2025-02-01', [ann({ says: [['postcode', 'KD1 4AQ']] })], 'suspensions')
  assert.deepEqual(await kit.rowsOf(`select distinct data_class from people.statement where topic = 'postcode'`), [{ data_class: 'protected-address' }])
  await kit.undo(again.batch!)
  await kit.rowsOf('delete from people.address where child_id = $1', [id])
}))

/** Every table of an area, row by row, but what only tells what was done. */
async function everything() {
  const { rows: tables } = await house.pool.query<{ name: string }>(`
    select table_schema || '.' || table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where column_name = 'area_id' and table_type = 'BASE TABLE' and table_schema in ('people', 'platform', 'access') and table_schema || '.' || table_name not in ('platform.deed', 'platform.unsealed', 'platform.seal', 'platform.work', 'platform.data_version', 'people.pair', 'access.session')`)
  return new Map(await Promise.all(tables.map(async ({ name }) => [name, (await house.pool.query<{ line: string }>(`select to_jsonb(t)::text as line from ${name} t where area_id = 3 order by 1`)).rows.map(({ line }) => line)] as const)))
}

const work = async (which: 0 | 1, pair: string) => identityWork[which]!.run({ db: house.db, areaId: 3, workId: '', input: { pair }, askedBy: 'data-manager', progress: async () => {} } as never)
const manager = () => ({ ...house.as('data-manager', 3), forChildren: house.db })

test('a merge moves every row to one child, later returns find that child, and parting puts every table back as it was', () => taking([
  ['2024-10-03', [ann({ local: '1' }), ben()]],
  ['2025-01-16', [ann({ upn: 'W831700319003', place: schools[1]!, since: '2025-01-06', says: [['sen', 'K'], ['year-group', '5']] })]],
  ['2025-01-16', [ann({ upn: 'W831700319003', place: schools[1]!, since: '2025-01-06', says: [['sen', 'E'], ['year-group', '5']] })]],
], async () => {
  const [, second] = (await children()).filter(({ given }) => given === 'Ann').map(({ id }) => id as string)
  await kit.rowsOf(`insert into people.entry (area_id, child_id, entry_id, data_class, body, about_day, written_by, written_at) values (3, $1, gen_random_uuid(), 'ordinary', 'About the second', '2025-01-20', 'head', now())`, [second])
  const [pair] = await openPairs() as [{ id: string; version: number }]
  const before_ = await everything()
  await perform(decidePair, manager(), { id: pair.id, version: pair.version, decision: 'same', reason: 'The school gave a second UPN' })
  await work(0, pair.id)
  await work(0, pair.id)
  assert.deepEqual((await children()).map(({ given }) => given), ['Ann', 'Ben'])
  assert.deepEqual((await identifiersOf('Ann')).map(({ value }) => value), ['1', 'W831700319003', 'X383400624001'])
  const gone = (await kit.rowsOf(`select moved ->> 'gone' as gone from people.pair where pair_id = $1`, [pair.id]))[0]!['gone'] as string
  for (const [table, lines] of await everything()) assert.ok(!lines.some((line) => line.includes(gone)), `${table} still names the record that went`)
  assert.equal((await kit.rowsOf(`select 1 from platform.deed where action = 'people.merge'`)).length, 2)

  const later = await kit.give('2025-05-15', [ann({ upn: 'W831700319003', place: schools[1]!, since: '2025-01-06' }), ann({ place: schools[0]!, since: '2019-09-03' })])
  assert.deepEqual((await children()).map(({ given }) => given), ['Ann', 'Ben'], 'both UPNs are this child’s')
  await kit.undo(later.batch!)

  const [{ version }] = await kit.rowsOf(`select version from people.pair where pair_id = $1`, [pair.id]) as [{ version: number }]
  await assert.rejects(perform(partPair, manager(), { id: pair.id, version: version - 1, reason: 'x' }), { kind: 'conflict' })
  await perform(partPair, manager(), { id: pair.id, version, reason: 'They are cousins' })
  await work(1, pair.id)
  const after_ = await everything()
  for (const [table, lines] of before_) assert.deepEqual(after_.get(table), lines, table)
  await kit.rowsOf(`delete from people.entry where body = 'About the second'`)
  await kit.rowsOf(`delete from people.pair where pair_id = $1`, [pair.id])
}))

test('what was decided is not asked again, and whoever may not decide is told of nothing', () => taking([['2025-01-16', [ann()]], ['2025-02-01', [ann({ upn: 'W831700319003' })], 'suspensions']], async () => {
  const [pair] = await openPairs() as [{ id: string; version: number }]
  for (const person of ['head', 'senco', 'officer', 'school-data', 'director']) {
    await assert.rejects(perform(decidePair, { ...house.as(person, 3), forChildren: house.db }, { id: pair.id, version: pair.version, decision: 'same', reason: 'x' }), { kind: 'missing' }, person)
  }
  await perform(decidePair, manager(), { id: pair.id, version: pair.version, decision: 'different', reason: 'Two cousins' })
  const again = await kit.give('2025-03-01', [ann({ upn: 'W831700319003' })], 'suspensions')
  assert.deepEqual(await openPairs(), [])
  await kit.undo(again.batch!)
  await kit.rowsOf(`delete from people.pair where pair_id = $1`, [pair.id])
}))

test('on the pages: the pair with its evidence, a decision with its reason, a look at both children, and each fact of a record with where it is from', () => taking([
  ['2025-01-16', [ann({ says: [['sen', 'K'], ['year-group', '5'], ['young-carer', 'P']] })]], ['2025-02-01', [ann({ upn: 'W831700319003', place: schools[1]! })], 'suspensions'],
], async () => {
  const signedIn = await house.signIn('data-manager')
  await signedIn('/area', form({ area: 'kelderby' }))
  const [{ id }] = await openPairs() as [{ id: string }]
  assert.match(await (await signedIn('/children/duplicates')).text(), new RegExp(`href="/children/duplicates/${id}"[\\s\\S]*The names are the same\\.`))
  assert.match(await (await signedIn(`/children/duplicates/${id}`)).text(), /Both were born on 3 May 2014\.[\s\S]*Each has a UPN of their own/)
  assert.equal((await kit.rowsOf(`select distinct child_id from platform.deed where is_look and action = 'people.pair'`)).length, 2)
  assert.equal((await signedIn(`/children/duplicates/${id}`, form({ version: '1', decision: 'different', reason: '', once: 'a' }))).status, 422)
  assert.equal((await signedIn(`/children/duplicates/${id}`, form({ version: '1', decision: 'different', reason: 'Two cousins', once: 'b' }))).status, 303)
  assert.deepEqual(await kit.rowsOf(`select state, decided_by, reason from people.pair where pair_id = $1`, [id]), [{ state: 'different', decided_by: 'data-manager', reason: 'Two cousins' }])

  const [{ child }] = await kit.rowsOf(`select child_id as child from people.enrolment where batch_id is not null`) as [{ child: string }]
  const record = await (await signedIn(`/children/${child}`)).text()
  assert.match(record, /National curriculum year[\s\S]*\/data\/\d+\/rows\/2"[\s\S]*taken in by/)
  assert.match(record, /SEN support[\s\S]*A return gives SEN provision K/)
  assert.doesNotMatch(record, /young carer/i, 'care is not open to this role')
  const senco = await house.signIn('senco')
  await senco('/area', form({ area: 'kelderby' }))
  const theirs = await (await senco(`/children/${child}`)).text()
  assert.match(theirs, /School census, 16 January 2025, row 2/, 'who does not see the batch is told the return, not the file')
  assert.doesNotMatch(theirs, /\/data\/\d+|school-census-\d+\.json/)
  await kit.rowsOf(`delete from people.pair where pair_id = $1`, [id])
}))
