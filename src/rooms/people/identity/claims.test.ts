import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { perform } from '#platform'
import { form, testHouse } from '../../../../test/house-kit.ts'
import { type Line, linesOf } from '../returns/lines-test-kit.ts'
import { claimWork, letClaimStand, sweepClaims } from './claims.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
let kit: ReturnType<typeof linesOf>
let schools: number[]
const batches: number[] = []
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-claims-'))
  kit = linesOf(house, folder, ['school-census', 'roll-list', 'ctf'])
  schools = await kit.schools()
  // The school's own people, who speak for it alone.
  await house.pool.query(`
    insert into access.appointment (area_id, appointment_id, person, role, place_id, starts_at, source, given_by, given_at)
    select 3, gen_random_uuid(), 'wedge-chair', 'school-data', $1, '2020-01-01', 'test', 'operator', now()`, [schools[1]])
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

const ASH = 0
const ELM = 1
const ann = (school: number, more: Partial<Line> = {}): Line => ({ place: schools[school]!, upn: 'X383400624001', given: 'Ann', family: 'Quill', born: '2014-05-03', since: '2019-09-03', ...more })
const ofElm = () => ({ ...house.operator(), actor: { slug: 'wedge-chair', name: 'x', operator: false, areaId: 3 }, now: new Date() })

const rollOf = () => kit.rowsOf(`select e.place_id as place, to_char(e.ends, 'YYYY-MM-DD') as ends from people.enrolment e join people.child c using (area_id, child_id) where c.family_name = 'Quill' order by e.starts, 1, e.ends nulls last`)
  .then((found) => found.map(({ place, ends }) => `${['Ash', 'Elm'][schools.indexOf(place as number)]}${ends === null ? '' : ` to ${ends}`}`))
const waiting = () => kit.rowsOf(`select claim_id as id, place_id as place from people.roll_claim where let_by is null`)

async function give(day: string, lines: Line[], { by = undefined as ReturnType<typeof ofElm> | undefined, series = 'school-census' } = {}) {
  const report = await kit.give(day, lines, series, by)
  batches.push(report.batch!)
  return report
}
async function scene(run: () => Promise<void>) {
  try {
    await run()
  } finally {
    for (const batch of batches.splice(0).reverse()) await kit.undo(batch)
  }
  assert.deepEqual(await kit.rowsOf(`select 1 from people.roll_claim`), [])
}

test('a school that lists a child of another school’s roll opens nothing, until that school says the child has left', () => scene(async () => {
  await give('2026-01-15', [ann(ASH)])
  await give('2026-05-21', [ann(ELM, { since: '2026-05-01' })], { by: ofElm() })
  assert.deepEqual([await rollOf(), (await waiting()).map(({ place }) => place)], [['Ash'], [schools[ELM]]])
  const elm = await house.signIn('wedge-chair')
  const [{ id }] = await kit.rowsOf(`select child_id as id from people.child where family_name = 'Quill'`) as [{ id: string }]
  assert.equal((await elm(`/children/${id}`)).status, 404)
  await give('2026-10-01', [{ ...ann(ASH), upn: 'G383200024017', given: 'Ben' }])
  assert.deepEqual([await rollOf(), await waiting()], [['Ash to 2026-09-30', 'Ash', 'Elm'], []])
  assert.equal((await elm(`/children/${id}`)).status, 200)
}))

test('by name and day of birth it opens nothing either, nor with a day of entry before the other school’s', () => scene(async () => {
  await give('2026-01-15', [ann(ASH)])
  await give('2026-05-21', [ann(ELM, { upn: null, since: '2015-01-01' })], { by: ofElm() })
  assert.deepEqual([await rollOf(), (await waiting()).length], [['Ash'], 1])
}))

test('a corrected return of either school changes nothing of who waits', () => scene(async () => {
  await give('2026-01-15', [ann(ASH)])
  await give('2026-05-21', [ann(ELM)], { by: ofElm() })
  await give('2026-01-15', [ann(ASH, { sex: 'F' })])
  await give('2026-05-21', [ann(ELM, { sex: 'F' })], { by: ofElm() })
  assert.deepEqual([await rollOf(), (await waiting()).length], [['Ash'], 1])
}))

test('an old word of the authority lends a new one of the school nothing; the authority saying it now settles it', () => scene(async () => {
  await give('2019-10-03', [ann(ELM, { until: '2020-07-20' })])
  await give('2026-01-15', [ann(ASH, { since: '2020-09-01' })])
  await give('2026-05-21', [ann(ELM, { since: '2026-05-01' })], { by: ofElm() })
  assert.deepEqual(await rollOf(), ['Elm to 2020-07-20', 'Ash'])
  await give('2026-05-28', [ann(ELM, { since: '2026-05-01' })], { series: 'roll-list' })
  assert.deepEqual([await rollOf(), await waiting()], [['Elm to 2020-07-20', 'Ash', 'Elm'], []])
}))

test('what the authority says later of a time that was over before lends it nothing', () => scene(async () => {
  await give('2026-01-15', [ann(ASH, { since: '2020-09-01' })])
  await give('2026-05-21', [ann(ELM, { since: '2026-05-01' })], { by: ofElm() })
  // A list of who has left names them with the days they were there; it is no whole roll, and ends nobody's stay.
  await give('2026-06-01', [ann(ELM, { since: '2019-09-03', until: '2020-07-20' })], { series: 'ctf' })
  assert.deepEqual([await rollOf(), (await waiting()).length], [['Elm to 2020-07-20', 'Ash'], 1])
}))

test('while its word waits, a school’s file renames no child of another', () => scene(async () => {
  await give('2026-01-15', [ann(ASH)])
  await give('2026-05-21', [ann(ELM, { family: 'Renamed' })], { by: ofElm() })
  const named = () => kit.rowsOf(`select family_name as family from people.child where area_id = 3 and family_name in ('Quill', 'Renamed')`)
  assert.deepEqual(await named(), [{ family: 'Quill' }])
  await give('2026-10-01', [{ ...ann(ASH), upn: 'G383200024017', given: 'Ben', family: 'Other' }])
  assert.deepEqual([await waiting(), await named()], [[], [{ family: 'Renamed' }]], 'gone from the other roll, it is the school’s to name')
}))

test('while its word waits, nothing a school says of another’s child is read or counted; what it said before stands, and settled it all stands', () => scene(async () => {
  const spans = () => kit.rowsOf(`select s.value, to_char(s.starts, 'YYYY-MM-DD') as starts, s.data_class as class from people.span s join people.child c using (area_id, child_id) where c.family_name = 'Quill' and s.topic = 'sen' order by s.starts`)
  await give('2019-10-03', [ann(ELM, { until: '2020-07-20', says: [['sen', 'N']] })], { by: ofElm() })
  await give('2026-01-15', [ann(ASH, { since: '2020-09-01', says: [['sen', 'E']] })])
  await give('2026-05-21', [ann(ELM, { since: '2026-05-01', says: [['sen', 'K'], ['sen', 'N', '2021-01-21']] })], { by: ofElm() })
  assert.deepEqual(await spans(), [{ value: 'N', starts: '2019-10-03', class: 'sen' }, { value: 'E', starts: '2026-01-15', class: 'sen' }])
  const [{ id }] = await waiting() as [{ id: string }]
  const [{ child }] = await kit.rowsOf(`select child_id as child from people.child where family_name = 'Quill'`) as [{ child: string }]
  const ash = await house.signIn('data-manager')
  await ash('/area', form({ area: 'kelderby' }))
  assert.doesNotMatch(await (await ash(`/children/${child}`)).text(), /21 May 2026/)
  await house.pool.query(`update people.roll_claim set let_by = 'data-manager', let_at = now(), reason = 'Registered at both.' where claim_id = $1`, [id])
  await claimWork.run({ db: house.db, areaId: 3, workId: '', input: { claim: id }, askedBy: 'data-manager', progress: async () => {} } as never)
  assert.deepEqual((await spans()).map(({ value, starts }) => [value, starts]), [['N', '2019-10-03'], ['N', '2021-01-21'], ['E', '2026-01-15'], ['K', '2026-05-21']])
}))

test('two that claim one child hold each other no longer than the roll they both claim from', () => scene(async () => {
  const [oak] = await kit.rowsOf(`select place_id as id from people.enrolment where area_id = 3 and place_id <> all ('{${schools[ASH]},${schools[ELM]}}') limit 1`) as [{ id: number }]
  await house.pool.query(`
    insert into access.appointment (area_id, appointment_id, person, role, place_id, starts_at, source, given_by, given_at)
    select 3, gen_random_uuid(), 'analyst', 'school-data', $1, '2020-01-01', 'test two', 'operator', now()`, [oak.id])
  try {
    await give('2026-01-15', [ann(ASH)])
    await give('2026-05-21', [ann(ELM, { since: '2026-05-01' })], { by: ofElm() })
    await give('2026-05-28', [ann(ELM, { since: '2026-05-04', place: oak.id })], { by: { ...ofElm(), actor: { ...ofElm().actor, slug: 'analyst' } } })
    assert.deepEqual([await rollOf(), (await waiting()).length], [['Ash'], 2])
    await give('2026-10-01', [{ ...ann(ASH), upn: 'G383200024017', given: 'Ben', family: 'Other' }])
    assert.deepEqual([(await rollOf()).length, await waiting(), await sweepClaims(house.db)], [3, [], 0])
  } finally {
    await house.pool.query(`delete from access.appointment where source = 'test two'`)
  }
}))

test('a list of a school that never had the child says nothing of the child of another, until it has', () => scene(async () => {
  const spans = () => kit.rowsOf(`select s.value from people.span s join people.child c using (area_id, child_id) where c.family_name = 'Quill' and s.topic = 'sen' order by s.starts`).then((found) => found.map(({ value }) => value))
  await give('2026-01-15', [ann(ASH, { says: [['sen', 'E']] })])
  const { since: _, ...listed } = ann(ELM, { says: [['sen', 'N']] })
  await give('2026-05-21', [listed], { by: ofElm(), series: 'ctf' })
  assert.deepEqual(await spans(), ['E'])
  await give('2026-10-01', [{ ...ann(ASH), upn: 'G383200024017', given: 'Ben', family: 'Other' }])
  await give('2026-10-01', [ann(ELM, { since: '2026-09-01' })], { by: ofElm() })
  assert.deepEqual([await rollOf(), await spans()], [['Ash to 2026-09-30', 'Elm'], ['E', 'N']])
}))

test('an end of the other roll that lay ahead settles the claim when it has come', () => scene(async () => {
  await give('2026-01-15', [ann(ASH, { until: '2099-07-20' })])
  await give('2026-05-21', [ann(ELM, { since: '2026-05-01', says: [['sen', 'K']] })], { by: ofElm() })
  assert.deepEqual([await rollOf(), (await waiting()).length, await sweepClaims(house.db)], [['Ash to 2099-07-20'], 1, 0])
  // Time passes: the day the other roll ends on is one that has been.
  await house.pool.query(`update people.on_roll_said set ends = current_date - 1 where ends = '2099-07-20'`)
  await house.pool.query(`update people.enrolment set ends = current_date - 1 where ends = '2099-07-20'`)
  assert.equal(await sweepClaims(house.db), 1)
  assert.deepEqual([await waiting(), (await rollOf()).at(-1)], [[], 'Elm'])
  assert.equal(await sweepClaims(house.db), 0)
}))

test('whoever decides on identity lets it stand with a reason, and a school’s own people cannot', () => scene(async () => {
  await give('2026-01-15', [ann(ASH)])
  await give('2026-05-21', [ann(ELM)], { by: ofElm() })
  const [{ id }] = await waiting() as [{ id: string }]
  const manager = await house.signIn('data-manager')
  await manager('/area', form({ area: 'kelderby' }))
  const page = await (await manager('/children/claims')).text()
  assert.match(page, /One child is on two rolls/)
  assert.equal((await (await house.signIn('wedge-chair'))('/children/claims')).status, 404)
  assert.equal((await manager('/children/claims', form({ id, reason: '' }))).status, 422)
  assert.equal((await manager('/children/claims', form({ id, reason: 'Registered at both.' }))).status, 303)
  await claimWork.run({ db: house.db, areaId: 3, workId: '', input: { claim: id }, askedBy: 'data-manager', progress: async () => {} } as never)
  assert.deepEqual([(await rollOf()).sort(), await waiting()], [['Ash', 'Elm'], []])
  await assert.rejects(perform(letClaimStand, { ...ofElm(), actor: { ...ofElm().actor, slug: 'data-manager' } }, { id, reason: 'again' }), /already/)
  assert.deepEqual(await kit.rowsOf(`select reason from people.roll_claim`), [{ reason: 'Registered at both.' }])
}))

test('a child nobody else has on roll is on the school’s roll at once, and its next return keeps it there', () => scene(async () => {
  await give('2026-05-21', [ann(ELM)], { by: ofElm() })
  await give('2026-10-01', [ann(ELM)], { by: ofElm() })
  assert.deepEqual([await rollOf(), await waiting()], [['Elm'], []])
}))
