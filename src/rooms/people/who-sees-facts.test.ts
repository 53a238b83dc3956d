import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { form, testHouse } from '../../../test/house-kit.ts'
import { type Line, linesOf } from './returns/lines-test-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
let kit: ReturnType<typeof linesOf>
let school: number
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-facts-'))
  kit = linesOf(house, folder, ['school-census', 'cin', 'sen2'])
  school = (await kit.schools())[0]!
  await house.pool.query(`
    insert into access.appointment (area_id, appointment_id, person, role, place_id, starts_at, source, given_by, given_at)
    select 3, gen_random_uuid(), p.slug, p.role, $1, '2020-01-01', 'test', 'operator', now() from (values ('wedge-chair', 'senco'), ('analyst', 'school-data')) as p (slug, role)`, [school])
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

const ann = (more: Partial<Line> = {}): Line => ({ place: school, upn: 'X383400624001', given: 'Ann', family: 'Quill', born: '2014-05-03', ...more })

async function recordSeenBy(slug: string) {
  const signedIn = await house.signIn(slug)
  await signedIn('/area', form({ area: 'kelderby' }))
  const [{ id }] = await kit.rowsOf(`select child_id as id from people.child where family_name = 'Quill'`) as [{ id: string }]
  const [page, rest] = await Promise.all([`/children/${id}`, `/api/v1/children/${id}`].map(async (path) => (await signedIn(path)).text()))
  return `${page} ${rest}`
}

test('that social care or the SEN team named a child stands nowhere in the record of who does not read their class', async () => {
  const given = [await kit.give('2026-01-15', [ann({ since: '2019-09-03' })]), await kit.give('2026-03-31', [ann({ local: 'CaReId77', scheme: 'cin', says: [['in-need', 'N1']] })], 'cin'), await kit.give('2026-04-01', [ann({ local: 'SeNiD88', scheme: 'sen2', says: [['sen', 'E']] })], 'sen2')]
  try {
    const [senco, data] = [await recordSeenBy('wedge-chair'), await recordSeenBy('analyst')]
    for (const seen of [senco, data]) {
      assert.match(seen, /X383400624001/)
      assert.doesNotMatch(seen, /Abuse|CaReId77|\bcin\b/i)
    }
    assert.match(senco, /EHC plan/)
    assert.doesNotMatch(data, /EHC plan|sen2/i)
  } finally {
    for (const { batch } of given.reverse()) await kit.undo(batch!)
  }
})

test('a UPN of before is known of nobody once a return says the child left care by adoption, whichever came first', async () => {
  const given = [await kit.give('2026-01-15', [ann({ since: '2019-09-03', formerUpn: 'B831401523099' })])]
  try {
    assert.match(await recordSeenBy('wedge-chair'), /B831401523099/)
    given.push(await kit.give('2026-05-21', [ann({ since: '2019-09-03', says: [['after-care', 'A']] })]))
    assert.doesNotMatch(await recordSeenBy('wedge-chair'), /B831401523099/)
    assert.deepEqual(await kit.rowsOf(`select 1 from people.identifier where value = 'B831401523099'`), [])
  } finally {
    for (const { batch } of given.reverse()) await kit.undo(batch!)
  }
})

test('no page reads from a fact of one class what is of another', async () => {
  for (const [table, column] of [['suspension', 'sen_provision'], ['suspension', 'in_care'], ['suspension_once', 'in_care'], ['alternative_provision', 'sen_provision'], ['alternative_provision', 'reason'], ['ehc_request', 'in_youth_custody'], ['record_row', 'former_upn']]) {
    const [held] = await kit.rowsOf(`select has_column_privilege('belong_app', $1, $2, 'select') as may`, [`people.${table}`, column])
    assert.equal(held!['may'], false, `${table}.${column}`)
  }
})
