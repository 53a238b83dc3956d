import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ask, reading, tellerOf } from '#platform'
import { form, testHouse } from '../../../../test/house-kit.ts'
import { workOf } from '../../../app.ts'
import { linesOf } from '../../people/returns/lines-test-kit.ts'
import { coverageOf } from './coverage.ts'
import { coverage, returnsDue } from './expected-actions.ts'

const KELDERBY = 3
const AUTUMN = { series: 'school-census', period: '2026-3-autumn' }
const DAY = '2026-10-01'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
let manager: Awaited<ReturnType<typeof house.signIn>>
let head: Awaited<ReturnType<typeof house.signIn>>
let lines: ReturnType<typeof linesOf>
let schools: Map<string, number>
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-returns-'))
  lines = linesOf(house, folder)
  manager = await house.signIn('data-manager')
  head = await house.signIn('head')
  for (const one of [manager, head]) await one('/area', form({ area: 'kelderby' }))
  const found = await house.pool.query<{ place_id: number; code: string }>(`select place_id, code from places.place_code where scheme = 'urn' and code like '89900%'`)
  schools = new Map(found.rows.map(({ place_id, code }) => [code, place_id]))
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

const census = () => coverageOf(reading(house.db), KELDERBY, 'school-census', { day: DAY }, { today: '2026-11-22' })

test('the data manager is shown the calendar Belong proposes, accepts it, and sees what is missing by name', async () => {
  assert.match(await (await manager('/returns')).text(), /No return is expected yet/)
  const proposal = await (await manager('/returns/calendar?year=2026')).text()
  assert.match(proposal, /What Belong proposes/)
  assert.match(proposal, /due from 22 October 2026 to 10 June 2027; from each setting, signed off by the head/)
  assert.equal((await manager('/returns/calendar/accept', form({ year: '2026', series: 'school-census' }))).status, 303)
  assert.equal((await census())!.missing.length, 8, 'the eight schools of Kelderby')
  const page = await (await manager('/returns?year=2026')).text()
  assert.match(page, /8 returns are expected and not received/)
  assert.match(page, /href="\/returns\/899001"/)
})

test('a head sees the returns of one school, and of another nothing', async () => {
  const own = await (await head('/returns/899001')).text()
  assert.match(own, /1 return is late/)
  assert.match(own, /Nothing to give/)
  assert.equal((await head('/returns/899003')).status, 404)
  assert.equal((await head('/returns/calendar')).status, 403)
  assert.equal((await head('/returns/899003/nil', form(AUTUMN))).status, 404)
  const senco = await house.signIn('senco')
  await senco('/area', form({ area: 'kelderby' }))
  assert.equal((await senco('/returns')).status, 403)
})

test('a nil return is one click, is said once, and can be taken back', async () => {
  assert.equal((await head('/returns/899001/nil', form(AUTUMN))).status, 303)
  assert.deepEqual([(await census())!.nil, (await census())!.missing.length], [1, 7])
  assert.equal((await head('/returns/899001/nil', form(AUTUMN))).status, 422, 'said again')
  const [word] = (await house.pool.query(`select word_id from collection.return_word where kind = 'nil'`)).rows
  assert.equal((await head('/returns/899001/take-back', form({ word: word.word_id }))).status, 303)
  assert.equal((await census())!.missing.length, 8)
  assert.match(await (await head('/returns/899001')).text(), /Taken back/)
})

test('what comes in is received or late, its numbers stand beside last time, and a head signs it off', async () => {
  const child = (nth: number, sen: string) => ({ place: schools.get('899001')!, upn: null, local: `c${nth}`, given: `Ivy${nth}`, family: 'Quill', born: '2015-05-03', since: '2024-09-03', says: [['sen', sen]] as [string, string][] })
  await lines.give('2026-05-21', [child(1, 'K'), child(2, 'N'), child(3, 'N')])
  const given = await lines.give(DAY, [child(1, 'K'), child(2, 'K'), child(3, 'E'), child(4, 'N')])
  const page = await (await head('/returns/899001')).text()
  const text = page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  assert.match(text, /On roll 3 4 \+1/)
  assert.match(text, /SEN support \(K\) 1 2 \+1/)
  assert.match(text, /EHC plan \(E\) – 1 –|EHC plan \(E\) 0 1/)
  assert.equal((await census())!.late, 1, 'it came today, after 22 October 2026')
  assert.match(page, /days late/)

  assert.equal((await manager('/returns/899001/sign', form(AUTUMN))).status, 403, 'a data manager does not sign for a head')
  assert.equal((await head('/returns/899001/sign', form(AUTUMN))).status, 303)
  assert.match(await (await manager('/returns?year=2026')).text(), /1 of 1/)
  const mended = await lines.give(DAY, [child(1, 'K'), child(2, 'K'), child(3, 'E'), child(4, 'K')])
  assert.match(await (await manager('/returns?year=2026')).text(), /0 of 1/, 'another return has taken its place, so it is to be signed again')
  await lines.undo(mended.batch!)
  assert.match(await (await manager('/returns?year=2026')).text(), /1 of 1/, 'what was signed stands again')
  const batch = (await (await manager(`/data/${given.batch}`)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  assert.match(batch, /What it covers/)
  assert.match(batch, /Takes back: 4 records of 1 setting/)
})

test('a contested figure has a clock of ten school days, stands beside the figure, and is answered', async () => {
  const wrong = await head('/returns/899001/contest', form({ of: 'school-census 2026-3-autumn', figure: 'SEN support', reason: '' }))
  assert.equal(wrong.status, 422)
  assert.match(await wrong.text(), /Say what is wrong with it/)
  assert.equal((await head('/returns/899001/contest', form({ of: 'school-census 2026-3-autumn', figure: 'SEN support', reason: 'Two moved to a plan in June' }))).status, 303)
  assert.equal((await census())!.contested, 1)
  const page = await (await manager('/returns?year=2026')).text()
  assert.match(page, /Two moved to a plan in June/)
  const [word] = (await house.pool.query(`select word_id, due_on from collection.return_word where kind = 'contest'`)).rows
  assert.equal((await head('/returns/answer', form({ word: word.word_id, answer: 'No' }))).status, 403, 'it is the area that answers')
  assert.equal((await manager('/returns/answer', form({ word: word.word_id, answer: 'Mended in the correction' }))).status, 303)
  assert.equal((await census())!.contested, 0)
  assert.match(await (await head('/returns/899001')).text(), /Mended in the correction/)
})

test('a note stands with the returns of a school, names its period in words, and is taken back by those who give', async () => {
  const empty = await head('/returns/899001/note', form({ of: 'school-census 2026-3-autumn', body: ' ' }))
  assert.equal(empty.status, 422)
  assert.match(await empty.text(), /Write a note\. Name no child/)
  assert.equal((await head('/returns/899001/note', form({ of: 'school-census 2026-3-autumn', body: 'The office was closed' }))).status, 303)
  const text = (await (await manager('/returns/899001')).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  assert.match(text, /Note : School census, Autumn 2026, census day 1 October 2026 The office was closed/)
  assert.match(text, /School census: 1 October 2026 beside 21 May 2026/)
  assert.equal((await head('/returns/899003/note', form({ of: 'school-census 2026-3-autumn', body: 'Not mine' }))).status, 404)
  const [word] = (await house.pool.query(`select word_id from collection.return_word where kind = 'note'`)).rows
  assert.equal((await head('/returns/899001/take-back', form({ word: word.word_id }))).status, 303)
})

test('who gives for one setting comes from the returns of the area to its page', async () => {
  const answer = await head('/returns')
  assert.deepEqual([answer.status, answer.headers.get('location')], [302, '/returns/899001'])
  assert.equal((await manager('/returns')).status, 200)
})

test('who owes a return is written to, and the letter names no child', async () => {
  await house.pool.query(`update access.person set email = 'head@elm.example' where slug = 'head'`)
  await house.pool.query(`delete from platform.extent where area_id = 3 and as_at = '2026-10-01'`)
  const [due] = (await house.pool.query(`select expected_id from collection.expected_return where period = '2026-3-autumn'`)).rows
  assert.equal((await manager('/returns/remind', form({ expected: due.expected_id }))).status, 303)
  const [work] = (await house.pool.query(`select work_id, input from platform.work where kind = 'collection.remind'`)).rows
  const kind = workOf(house.house).find(({ name }) => name === 'collection.remind')!
  const outcome = await kind.run({ db: house.db, areaId: KELDERBY, workId: work.work_id, input: work.input, askedBy: 'data-manager', progress: tellerOf(house.db, KELDERBY, work.work_id) })
  assert.deepEqual(outcome, { sent: 1, settings: 8, nobody: 7 })
  const [name] = await readdir(join(house.dataFolder, 'mail'))
  const letter = await readFile(join(house.dataFolder, 'mail', name!), 'utf8')
  assert.match(letter, /To: head@elm\.example/)
  assert.match(letter, /\/returns\/899001/)
  assert.doesNotMatch(letter, /Quill/)
})

test('the same is asked through the doors, and another area sees none of it', async () => {
  const rows = await ask(returnsDue, house.as('data-manager', KELDERBY), { year: 2026 })
  assert.equal(rows.filter(({ period }) => period === '2026-3-autumn').length, 8)
  assert.deepEqual(await ask(returnsDue, house.as('data-manager', 1), { year: 2026 }), [])
  assert.equal((await ask(coverage, house.as('director', KELDERBY), { series: 'school-census', day: DAY }))!.expected, 8)
  const sheet = await manager('/returns?year=2026&as=csv')
  assert.equal((await sheet.text()).split('\r\n').filter((line) => line.startsWith('School census')).length, 24)
})

test('a school that closed is expected to give what is of its time, and its academy may have given it', async () => {
  const [alder, elm] = ['899001', '899003'].map((urn) => schools.get(urn)!) as [number, number]
  await house.pool.query(`delete from platform.extent where area_id = 3`)
  await house.pool.query(`update places.place set ends = '2026-12-31' where place_id = $1`, [elm])
  const missing = async (day: string, today: string) => (await coverageOf(reading(house.db), KELDERBY, 'school-census', { day }, { today }))!.missing.map(({ placeId }) => placeId)
  assert.ok((await missing('2026-10-01', '2026-11-22')).includes(elm), 'it stood on census day')
  assert.ok(!(await missing('2027-01-21', '2027-03-01')).includes(elm), 'it had closed by then')
  await house.pool.query(`insert into places.succession (from_id, to_id, on_date) values ($1, $2, '2027-01-01')`, [elm, alder])
  await lines.give(DAY, [{ place: alder, local: 'c1', given: 'Ivy', family: 'Quill', born: '2015-05-03', since: '2024-09-03' }])
  assert.ok(!(await missing('2026-10-01', '2026-11-22')).includes(elm), 'given under the school that took its place')
})
