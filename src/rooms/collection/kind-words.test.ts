import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { importFiles, type ImportOptions, keptPlace } from '#rooms/collection'
import { testHouse } from '../../../test/house-kit.ts'
import { KINDS } from '../../app.ts'

let house: Awaited<ReturnType<typeof testHouse>>
before(async () => { house = await testHouse() })
after(() => house.close())

async function give(name: string, text: string, options: ImportOptions = {}) {
  const path = join(house.dataFolder, `${Math.random()}.csv`)
  await writeFile(path, text)
  const [report] = await importFiles({ ...house.operator(), now: new Date() }, KINDS, keptPlace(house.house.settings), [{ name, path }], { area: 'Kelderby', ...options })
  return report!
}

test('every word people have for a kind of file is one, and another is refused with those there are', async () => {
  const words = ['lait', 'ees', 'neighbours', 'codes', 'gias', 'census', 'sen2', 'ctf', 'cin', 'ssda903', 'ap', 'attendance', 'exclusions', 'attainment', 'annexa', 'oneroster', 'openreferral']
  for (const as of words) {
    const { kind, status, blocks, issueCounts } = await give('x.csv', 'nothing,of,use\n1,2,3\n', { as, checkOnly: true })
    // Of some a file tells by itself that it is none.
    assert.deepEqual([kind === as || kind === 'unknown', status, issueCounts.error > 0], [true, 'checked', true], as)
    assert.ok(blocks || as === 'ap', as)
  }
  await assert.rejects(give('x.csv', 'a\n1\n', { as: 'register' }), /There is: .*\bgias\b.*\bcensus\b.*\bexclusions\b/)
})

test('one word may stand for several kinds: each takes what it knows', async () => {
  const daily = await give('marks.csv', 'laestab,upn,date,session,code\n8991001,X383400624001,2025-01-13,AM,/\n', { as: 'attendance' })
  const weekly = await give('weeks.csv', 'laestab,upn,starts,ends,possible,code,sessions\n8991001,X383400624001,2025-01-20,2025-01-24,10,/,4\n', { as: 'attendance' })
  assert.deepEqual([daily, weekly].map(({ kind, status, rows }) => [kind, status, rows.new]), [['attendance', 'committed', 1], ['attendance', 'committed', 1]])
  const kept = await house.pool.query<{ kind: string }>('select kind from collection.batch where area_id = 3 order by batch_id')
  assert.deepEqual(kept.rows.map(({ kind }) => kind), ['attendance-daily', 'attendance-weekly'])
})

test('the census of alternative provision comes by a recipe of ours, named or not, and is called by its own word', async () => {
  const head = 'upn,forename,surname,dob,sex,postcode,ap_start,ap_end,provider,provider_type,hours\n'
  const row = 'X383400624001,Ann,Quill,2014-05-03,F,,2025-09-01,,The Forge,unregistered,12\n'
  assert.deepEqual([await give('ap 2026-01-15.csv', head + row)].map(({ kind, status }) => [kind, status]), [['ap', 'committed']])
  const named = await give('ap 2026-01-15.csv', head + row.replace('12', '14'), { as: 'ap' })
  assert.deepEqual([named.kind, named.status, named.rows.changed], ['ap', 'committed', 1])
  const listed = await house.signIn('data-manager')
  const { kind } = await (await listed(`/api/v1/batches/${named.batch}`)).json() as { kind: string }
  assert.equal(kind, 'ap')
})
