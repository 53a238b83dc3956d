import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import writeXlsxFile from 'write-excel-file/node'
import { ask, perform, reading } from '#platform'
import { form, testHouse } from '../../../../test/house-kit.ts'
import { DOORS } from '../../../app.ts'
import { directory } from '../directory.ts'
import { treeOn } from '../hierarchies/tree.ts'
import { bringUnmatchedSetting } from '../schools.ts'

const house = await testHouse()
after(() => house.close())
const rowsOf = async (sql: string, values: unknown[] = []) => (await house.pool.query(sql, values)).rows as Record<string, unknown>[]
const door = (name: string) => DOORS.actions.find((one) => one.name === name)!
const at = async (person: string) => {
  const page = await house.signIn(person)
  await page('/area', form({ area: 'kelderby' }))
  return page
}
const keeper = await at('data-manager')
const tree = async (day: string) => {
  const places = await directory(reading(house.db))
  const of = treeOn(places, 'kelderby', day)
  return (urn: string, level: 'cluster' | 'locality') => places.byId(of.groupOf(places.byCode(urn)!.placeId, level) ?? 0)?.name ?? null
}
const post = async (page: Awaited<ReturnType<typeof at>>, path: string, fields: Record<string, string>) => {
  const answer = await page(path, form(fields))
  return { status: answer.status, text: await answer.text() }
}

test('a school that is moved in the middle of a year lies elsewhere from that day, and before it where it was', async () => {
  const before = (await tree('2025-01-31'))('899001', 'cluster')
  const { status } = await post(keeper, '/places/899001/move', { hierarchy: 'kelderby', to: 'KB-C-QUAY', from: '2025-02-01', until: '', reason: 'Board paper 7' })
  assert.equal(status, 303)
  assert.equal((await tree('2025-01-31'))('899001', 'cluster'), before)
  assert.equal((await tree('2025-02-01'))('899001', 'cluster'), 'Quay cluster')
  assert.notEqual((await tree('2025-02-01'))('899001', 'locality'), (await tree('2025-01-31'))('899001', 'locality'))
  const [deed] = await rowsOf(`select reason, payload_hash is not null as sealed from platform.deed where action = 'places.move-setting' order by at desc limit 1`)
  assert.equal(deed!['reason'], 'Board paper 7')
  assert.equal((await post(keeper, '/places/899001/move', { hierarchy: 'kelderby', to: before!, from: '2025-02-01', until: '', reason: 'Taken back' })).status, 303)
  assert.deepEqual((await rowsOf(`select count(*)::int as n from places.membership m join places.place_code c using (place_id) where c.code = '899001' and m.hierarchy = 'kelderby'`))[0],
    { n: 1 }, 'as it was, in one row')
})

test('what cannot be is refused beside the form, with what was typed', async () => {
  const twisted = await post(keeper, `/places/KB-FELLGATE/move`, { hierarchy: 'kelderby', to: 'KB-C-ALDER', from: '2025-02-01', until: '', reason: 'Twist' })
  assert.deepEqual([twisted.status, /cannot be the other way round/.test(twisted.text), /value="Twist"/.test(twisted.text)], [422, true, true])
  assert.equal((await post(keeper, '/places/899001/move', { hierarchy: 'kelderby', to: 'KB-C-QUAY', from: '2025-02-01', until: '', reason: '' })).status, 422)
  assert.equal((await post(keeper, '/places/899001/close', { on: 'soon', reason: 'x' })).status, 422)
})

test('only those who keep the settings of the area change them: the page shows no form, the form is refused, and so is the database', async () => {
  const head = await at('head')
  assert.doesNotMatch(await (await head('/places/899001')).text(), /action="\/places\/899001\/move"/)
  assert.equal((await post(head, '/places/899001/move', { hierarchy: 'kelderby', to: 'KB-C-QUAY', from: '2025-02-01', until: '', reason: 'x' })).status, 403)
  const client = await house.app.connect()
  try {
    await client.query(`begin; set local belong.areas='0,3'; set local belong.setting_areas='1'`)
    assert.equal((await client.query(`delete from places.membership where hierarchy = 'kelderby'`)).rowCount, 0)
    await assert.rejects(client.query(`insert into places.closure values (3, 1, '2025-01-01', 'x', 'x', now())`), /row-level security/)
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('a setting closes by its area’s word, and stands again when that is taken back', async () => {
  assert.equal((await post(keeper, '/places/899008/close', { on: '2025-08-31', reason: 'Falling rolls' })).status, 303)
  const list = async (on: string) => ask(DOORS.queries.find(({ name }) => name === 'places.settings')!, house.as('data-manager', 3), { on }) as Promise<{ lines: { urn: string; status: string }[] }>
  assert.deepEqual([(await list('2025-08-31')).lines.length, (await list('2025-09-01')).lines.length], [8, 7])
  assert.equal((await post(keeper, '/places/899008/close', { on: '2025-08-30', reason: 'A day earlier' })).status, 303)
  assert.equal((await post(keeper, '/places/899008/reopen', { reason: 'The plan was dropped' })).status, 303)
  assert.equal((await list('2025-09-01')).lines.length, 8)
  assert.equal((await post(keeper, '/places/899008/reopen', { reason: 'Again' })).status, 409)
})

test('a setting that a return named is found to be a known one: all that lies in it lies there, until it is taken back', async () => {
  const placeId = await house.db.transaction().execute((tx) => bringUnmatchedSetting(tx, { areaId: 3, code: 'SCH1', name: 'SCH1', batchId: 1 }))
  await house.pool.query('update platform.data_version set version = version + 1')
  const within = async () => (await rowsOf(`select c.code from places.reach r join places.place_code c on c.place_id = r.within_id and c.scheme = 'urn' where r.place_id = $1`,
    [placeId])).map(({ code }) => code)
  assert.match(await (await keeper('/places/settings')).text(), /One setting that a return named is not known/)
  assert.equal((await post(keeper, '/places/3%3ASCH1/match', { is: '899002', reason: 'Same head and roll' })).status, 303)
  assert.deepEqual(await within(), ['899002'])
  assert.doesNotMatch(await (await keeper('/places/settings')).text(), /is not known/)
  assert.equal((await post(keeper, '/places/899003/match', { is: '899002', reason: 'x' })).status, 422)
  assert.equal((await post(keeper, '/places/3%3ASCH1/unmatch', { reason: 'It was another' })).status, 303)
  assert.deepEqual(await within(), [])
})

const LIST = ['setting,parent,parent name,level,from,until', '899001,T1,North Trust,trust,2024-09-01,', '899002,T1,,,01/09/2024,31/08/2025', '899002,T2,South Trust,trust,2025-09-01,',
  'T2,TT,All Trusts,partnership,,', 'nobody,T1,,,,', '899003,T1,,,2025-13-01,', '899004,,,trust,,', '899005,T1,,,2025-09-01,2025-08-31']

test('a list of what settings lie in is checked, taken in, and says nothing new the second time; a workbook says the same', async () => {
  const sent = async (bytes: BlobPart, name: string) => {
    const body = new FormData()
    body.set('hierarchy', 'Trusts')
    body.set('file', new File([bytes], name))
    const answer = await keeper('/places/hierarchies/check', { method: 'POST', body })
    return { status: answer.status, text: await answer.text() }
  }
  const seen = await sent(LIST.join('\r\n'), 'trusts.csv')
  assert.equal(seen.status, 200)
  assert.match(seen.text, /It would move 3 places/)
  assert.match(seen.text, /8 rows were read: 0 say what is so already, 4 cannot be taken/)
  assert.deepEqual(await rowsOf(`select 1 from places.hierarchy where label = 'Trusts'`), [], 'nothing is kept yet')
  const rows = LIST.map((line) => line.split(','))
  const book = await writeXlsxFile(rows.map((cells) => cells.map((value) => ({ value, type: String })))).toBuffer()
  assert.match((await sent(new Uint8Array(book), 'trusts.xlsx')).text, /It would move 3 places/)
  const outcome = (await perform(door('places.bring-hierarchy'), house.as('data-manager', 3), { hierarchy: 'Trusts', rows: LIST.join('\n'), reason: 'The trusts’ own list' })) as object
  assert.deepEqual(outcome, { hierarchy: 'kelderby.in-trusts', moved: 3, groups: 3, rows: { read: 8, rejected: 4, same: 0 } })
  const places = await directory(reading(house.db))
  const group = (urn: string, day: string) => places.byId(treeOn(places, 'kelderby.in-trusts', day).groupOf(places.byCode(urn)!.placeId, 'trust') ?? 0)?.name ?? null
  assert.deepEqual([group('899002', '2024-08-31'), group('899002', '2025-08-31'), group('899002', '2025-09-01'), group('899001', '2026-01-01')], [null, 'North Trust', 'South Trust', 'North Trust'])
  assert.match((await sent(LIST.join('\n'), 'trusts.csv')).text, /It would change nothing/)
  await assert.rejects(perform(door('places.bring-hierarchy'), house.as('data-manager', 3), { hierarchy: 'Trusts', rows: LIST.join('\n'), reason: 'x' }), { kind: 'conflict' })
  assert.match((await sent('a,b\n1,2', 'no.csv')).text, /needs a column for the setting/)
})

test('two areas may call their hierarchies the same, and a school of one is none of the other’s', async () => {
  const made = (await perform(door('places.make-group'), house.as('data-manager', 2), { hierarchy: 'Trusts', name: 'North Trust', level: 'trust' })) as { hierarchy: string }
  assert.equal(made.hierarchy, 'leeds.in-trusts')
  await assert.rejects(perform(door('places.move-setting'), house.as('data-manager', 2), { setting: '899001', hierarchy: 'Trusts', to: 'North Trust', from: '2025-09-01', reason: 'x' }),
    { kind: 'missing' })
})

test('the list of settings can be carried away, and filtered', async () => {
  const csv = await (await keeper('/places/settings?as=csv')).text()
  assert.equal(csv.split('\r\n').filter((line) => /^8990\d\d,/.test(line)).length, 8)
  assert.match(await (await keeper('/places/settings?q=899003')).text(), /One setting/)
  assert.match(await (await keeper('/places/settings?in=KB-FELLGATE')).text(), /4 settings/)
})

test('a setting that went over to another authority is no longer for the area it lay in to change', async () => {
  const [{ id }] = await rowsOf(`insert into places.place (level, name) values ('school', 'Border School') returning place_id as id`) as [{ id: number }]
  await rowsOf(`insert into places.place_code (scheme, code, place_id) values ('urn', '899777', $1)`, [id])
  await rowsOf(`insert into places.membership (hierarchy, place_id, parent_id, starts, ends) select 'authorities', $1, place_id, case area_id when 3 then '2000-01-01'::date else '2021-04-01' end, case area_id when 3 then '2021-03-31'::date end
    from places.area_home where area_id = any ('{2,3}')`, [id])
  await rowsOf(`update platform.data_version set version = version + 1`)
  const { status } = await post(keeper, '/places/899777/close', { on: '2026-08-31', reason: 'x' })
  assert.equal(status, 404)
  assert.deepEqual(await rowsOf(`select 1 from places.closure where place_id = $1`, [id]), [])
})
