import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ask, moveOn, perform, reading } from '#platform'
import { measureDoors } from '#rooms/measures'
import { scorecardDoors, scorecardPaper, setTarget } from '#rooms/scorecards'
import { form, testHouse } from './house-kit.ts'

const DERBY = 'E06000015'
const LEEDS = 'E08000035'
let house: Awaited<ReturnType<typeof testHouse>>
before(async () => void (house = await testHouse()))
after(() => house.close())

interface Row {
  id: string
  role: string
  label: string
  measure: string
  group: string
  decimals: number
  englandIsTotal: boolean
  polarity: string
  period: string | null
  value: number | null
  why: string | null
  change: number | null
  england: number | null
  neighbours: { mean: number | null; reporting: number } | null
  rank: number | null
  of: number
  quartile: string | null
  direction: string
  target: { value: number; period: string; toGo: number | null } | null
  story: { period: string | null } | null
}
interface Card {
  isOurs: boolean
  area: string | null
  framework: { slug: string } | null
  results: { result: string; indicators: Row[] }[]
  development: { wanted: string }[]
  kept: { have: number; of: number; words: string } | null
}

const door = scorecardDoors.queries.find(({ name }) => name === 'scorecards.scorecard')! as never
const measure = measureDoors.queries.find(({ name }) => name === 'measures.read')! as never
const cardOf = (input: object = {}, person = 'director', area = 1) => ask(door, house.as(person, area), input) as Promise<Card>
const rowsOf = ({ results }: Card) => results.flatMap(({ indicators }) => indicators)
const plain = (body: string) => body.replace(/<style.*?<\/style>|<svg.*?<\/svg>/gs, ' ').replace(/<[^>]+>/g, ' ').replace(/&amp;/g, '&').replace(/\s+/g, ' ')
const page = async (path: string, person = 'director', status = 200) => {
  const answer = await (await house.signIn(person))(path)
  assert.equal(answer.status, status, path)
  return answer.text()
}
/** One row of the page's table, in words. */
const rowOn = (body: string, id: string) => plain(new RegExp(`<tr id="i-${id}".*?</tr>`, 's').exec(body)![0])

test('every figure of Derby’s scorecard is the measure’s own, on the page and at the door', async () => {
  const rows = rowsOf(await cardOf({ role: 'all' }))
  const body = await page('/scorecard?role=all')
  assert.ok(rows.length >= 12)
  for (const row of rows) {
    const { points, compare } = (await ask(measure, house.as('director'), { id: row.measure, group: row.group, place: DERBY, compare: 'neighbours,national' })) as {
      points: { period: string; value: number | null }[]; compare: { period: string; rank: number | null; of: number; quartile: string | null; change: number | null; neighbours: { value: number | null; reporting: number }; national: { value: number | null } }
    }
    const latest = points.findLast(({ value }) => value !== null)!
    assert.deepEqual([row.period, row.value, row.change, row.england], [latest.period, latest.value, compare.change, compare.national.value], row.label)
    assert.deepEqual([row.neighbours!.mean, row.neighbours!.reporting, row.rank, row.of, row.quartile], [compare.neighbours.value, compare.neighbours.reporting, compare.rank, compare.of, compare.quartile], row.label)
    const said = rowOn(body, row.id)
    const shown = latest.value!.toLocaleString('en-GB', { minimumFractionDigits: row.decimals, maximumFractionDigits: row.decimals })
    assert.ok(said.includes(` ${shown} `), `${said}: ${shown}`)
    assert.ok(said.includes(latest.period), said)
    if (row.rank) assert.match(said, new RegExp(`\\b${row.rank}(st|nd|rd|th) of ${row.of}\\b`))
  }
})

test('the file’s numbers are the page’s, and its key says what they are', async () => {
  const rows = rowsOf(await cardOf({ role: 'all' }))
  const csv = await page('/scorecard?role=all&as=csv')
  const [head, ...lines] = csv.replace('﻿', '').split(/\r?\n/).map((line) => line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, '').replaceAll('""', '"')))
  const at = (name: string) => head!.indexOf(name)
  for (const [number, row] of rows.entries()) {
    const line = lines[number]!
    assert.deepEqual([line[at('indicator')], Number(line[at('value')]), line[at('period')], line[at('england')]], [row.label, row.value, row.period, row.englandIsTotal ? '' : String(row.england)])
    assert.equal(line[at('rank')], row.rank === null ? '' : String(row.rank))
  }
  for (const said of ['E06000015', 'Open Government Licence', 'withheld to protect people', '/scorecard?place=E06000015']) assert.ok(csv.includes(said), said)
  for (const format of ['xlsx', 'ods']) assert.match((await (await house.signIn('director'))(`/scorecard?as=${format}`)).headers.get('content-disposition')!, new RegExp(`scorecard-E06000015\\.${format}`))
})

test('the tally and the opening sentence count the rows', async () => {
  const rows = rowsOf(await cardOf())
  const body = await page('/scorecard')
  const tally: Record<string, number> = Object.fromEntries([...body.matchAll(/<dt class="\w+">([^<]+)<\/dt><dd><b>(\d+)<\/b>/g)].map(([, word, count]) => [word, Number(count)]))
  const count = (direction: string) => rows.filter((row) => row.direction === direction).length
  assert.deepEqual([tally['Better'] ?? 0, tally['Worse'] ?? 0, tally['No clear change'] ?? 0, tally['No better end'] ?? 0], ['better', 'worse', 'steady', 'neither'].map(count))
  assert.equal(Object.values(tally).reduce((sum, one) => sum + one, 0), rows.length)
  // Worked by hand from the published figures: severe absence 1.66, 2.01, 2.13, 2.32 is worse; persistent absence falls.
  const [severe, persistent] = ['severe-absence', 'persistent-absence'].map((id) => rows.find((row) => row.measure === id)!)
  assert.deepEqual([severe!.direction, persistent!.direction], ['worse', 'better'])
  assert.match(body, /<h1[^>]*>Four of eleven headline indicators are getting worse, four better<\/h1>/)
})

test('the gap to a target stands on the right side: short where more is better, over where less is, and unjudged where neither is', async () => {
  await perform(setTarget, house.as('director'), { measure: 'severe-absence', group: 'all', place: DERBY, period: '2027/28', value: '2', reason: 'r' })
  await perform(setTarget, house.as('director'), { measure: 'attainment-8', group: 'ehc-plan', place: DERBY, period: '2026/27', value: '18', reason: 'r' })
  await house.pool.query(`insert into scorecards.target (area_id, target_id, place_id, measure_id, group_id, period_label, period_ends, value, reason, set_by, set_at)
    select 1, gen_random_uuid(), place_id, m, g, '2027/28', '2028-08-31', v, 'r', 'director', now() from places.place_code, (values ('suspensions', 'all', 12.5), ('overweight-year-6', 'all', 1)) t (m, g, v) where code = $1`, [DERBY])
  await house.db.transaction().execute((tx) => moveOn(tx, 1))
  const rows = rowsOf(await cardOf())
  const body = await page('/scorecard')
  const of = (id: string) => rows.find((row) => row.measure === id)!
  // 2.32 − 2.00; 18 − 14.4; 11.81642 − 12.5: published figures less targets.
  assert.deepEqual(['severe-absence', 'attainment-8', 'suspensions'].map((id) => of(id).target!.toGo), [0.32, 3.6, -0.68358])
  assert.match(rowOn(body, of('severe-absence').id), /2\.00 by 2027\/28 0\.32 points over/)
  assert.match(rowOn(body, of('attainment-8').id), /18\.0 by 2026\/27 3\.6 short/)
  assert.match(rowOn(body, of('suspensions').id), /12\.50 by 2027\/28 Reached/)
  const neither = rows.find(({ polarity }) => polarity === 'none')!
  await house.pool.query(`insert into scorecards.target (area_id, target_id, place_id, measure_id, group_id, period_label, period_ends, value, reason, set_by, set_at)
    select 1, gen_random_uuid(), place_id, $2, $3, '2027/28', '2028-08-31', $4, 'r', 'director', now() from places.place_code where code = $1`, [DERBY, neither.measure, neither.group, neither.value! - 1])
  await house.db.transaction().execute((tx) => moveOn(tx, 1))
  assert.equal(rowsOf(await cardOf()).find(({ id }) => id === neither.id)!.target!.toGo, null)
  const said = rowOn(await page('/scorecard'), neither.id)
  assert.match(said, /1\.0 points? above it/)
  assert.doesNotMatch(said, /Better|Worse|Reached|short|over\b/)
})

test('what one area wrote and chose is not told to those with no part in it', async () => {
  await perform(setTarget, house.as('director', 2), { measure: 'severe-absence', group: 'all', place: LEEDS, period: '2027/28', value: '1.23', reason: 'r' })
  await house.pool.query(`update scorecards.result set body = 'Zebras are safe in Leeds' where area_id = 2 and position = 1`)
  for (const person of ['officer', 'head']) await house.parts.end(person, [2])
  await house.db.transaction().execute((tx) => moveOn(tx, 0))
  const [mine, theirs] = [await page(`/scorecard?place=${LEEDS}`, 'director'), await page(`/scorecard?place=${LEEDS}`, 'officer')]
  for (const said of ['1.23', 'Zebras are safe in Leeds', 'How well it is kept']) assert.ok(plain(mine).includes(said) && !plain(theirs).includes(said), said)
  assert.match(plain(theirs), /Results and indicators as Derby has chosen them, with the figures of Leeds/)
  // Nor that there is nothing, which nobody outside can know.
  assert.doesNotMatch(theirs, /none set/)
  // The figures are published: they are there for anybody.
  assert.match(theirs, /Severe absence/)
  const card = await cardOf({ place: LEEDS }, 'officer')
  assert.deepEqual([card.isOurs, card.area, card.kept, rowsOf(card).some(({ target, story }) => target || story)], [false, 'Derby', null, false])
  assert.deepEqual(rowsOf(card).map(({ label }) => label), rowsOf(await cardOf()).map(({ label }) => label))
  await page(`/scorecard/kept?place=${LEEDS}`, 'officer', 404)
  assert.ok(!(await page(`/scorecard?place=${LEEDS}&as=csv`, 'officer')).includes('1.23'))

  await house.parts.lose('head', 'published:read', [1])
  const none = await cardOf({}, 'head')
  assert.deepEqual([none.area, none.results.length, none.kept], [null, 0, null])
})

test('an area with no results is told what to do first; a set of results there is not, and a place nobody knows, are said', async () => {
  assert.match(plain(await page('/scorecard?framework=nothing')), /Derby has no set of results called that/)
  const lost = await page('/scorecard?place=Atlantis%3Cb%3E', 'director', 404)
  assert.match(plain(lost), /There is no place called Atlantis/)
  assert.match(lost, /value="Atlantis&lt;b>"/)
  const { rows: [made] } = await house.pool.query(`insert into scorecards.framework (area_id, framework_id, slug, name, source, position, made_by, made_at) values (1, gen_random_uuid(), 'empty', 'Nothing yet', 's', 9, 'director', now()) returning slug`)
  await house.db.transaction().execute((tx) => moveOn(tx, 1))
  assert.match(plain(await page(`/scorecard?framework=${made.slug}`)), /Nothing yet: no indicator has been chosen yet.*None of its results has a headline indicator yet/)
  await assert.rejects(cardOf({ place: 'Atlantis' }), { kind: 'missing' })
})

test('a place without neighbours, a region and England have rows without what they cannot have', async () => {
  for (const [code, absent] of [['E12000004', /neighbours,|\d(st|nd|rd|th) of \d/], ['E92000001', /neighbours,|England<|\d(st|nd|rd|th) of \d/]] as const) {
    const rows = rowsOf(await cardOf({ place: code }))
    assert.ok(rows.every(({ rank, neighbours }) => rank === null && neighbours?.mean == null), code)
    const body = await page(`/scorecard?place=${code}`)
    for (const row of rows.filter(({ value }) => value !== null)) assert.doesNotMatch(rowOn(body, row.id), absent)
  }
  const over = await page('/scorecard?place=E10000001')
  assert.match(plain(over), /None of the eleven headline indicators has a figure for Bedfordshire/)
  assert.match(over, /class="none">Not reported/)
})

test('six columns at most: a seventh is refused with a sentence, the choice kept; order and groups are in the address', async () => {
  const seven = await page('/scorecard?columns=curve&columns=latest&columns=target&columns=trend&columns=others&columns=age&columns=story', 'director', 422)
  assert.match(seven, /<title>Error: /)
  assert.match(plain(seven), /Choose six columns at most/)
  const chosen = await page('/scorecard?columns=latest,turned,story&sort=name&groups=sen-support,ehc-plan')
  assert.deepEqual([...chosen.matchAll(/<th role="columnheader" scope="col" class="c-(\w+)/g)].map(([, id]) => id).slice(0, 3), ['latest', 'turned', 'story'])
  assert.match(plain(chosen), /Groups side by side/)
  // Attainment 8 in 2024/25: SEN support 30.1, everyone 42.2.
  assert.match(plain(chosen), /Attainment 8 42\.2 2024\/25 30\.1 12\.1 below all children/)
  const names = [...chosen.matchAll(/<tr id="i-[^>]+><th[^>]*><a[^>]*>([^<]+)/g)].map(([, name]) => name!).slice(0, 11)
  assert.deepEqual(names, names.toSorted((a, b) => a.localeCompare(b, 'en-GB', { sensitivity: 'base', numeric: true })))
})

test('how well it is kept is counted in parts, and each thing done raises it by one', async () => {
  const before = (await cardOf()).kept!
  assert.equal(before.of, 8 * rowsOf(await cardOf()).length)
  const ask = await house.signIn('director')
  const about = { place: DERBY, group: 'all' }
  assert.equal((await ask('/measures/suspensions/story', form({ ...about, body: 'Two schools changed their rules.', version: '0' }))).status, 303)
  assert.equal((await cardOf()).kept!.have, before.have + 1)
  await house.pool.query(`insert into scorecards.partner (area_id, partner_id, place_id, measure_id, group_id, name, part, agreed_on, agreed_by, made_by, made_at)
    select 1, gen_random_uuid(), place_id, 'suspensions', 'all', 'Heads', 'Try calm first', null, null, 'director', now() from places.place_code where code = $1`, [DERBY])
  assert.equal((await cardOf()).kept!.have, before.have + 1)
  await house.pool.query(`update scorecards.partner set agreed_on = current_date, agreed_by = 'Heads' where area_id = 1 and measure_id = 'suspensions'`)
  assert.equal((await cardOf()).kept!.have, before.have + 2)
  // Asked of the page once the area's data has moved on, as every action moves it.
  await house.db.transaction().execute((tx) => moveOn(tx, 1))
  const kept = plain(await page('/scorecard/kept'))
  assert.match(kept, new RegExp(`${before.have + 2} of ${before.of} parts of this scorecard are there`))
  assert.match(kept, /Suspensions Yes for 2023\/24/)
})

test('the paper holds each result with its table and curves, the same figures, and the address it is from', async () => {
  const asked = { db: reading(house.db), actor: house.as('director').actor, now: new Date(), areaName: 'Derby', areaColour: '#0b5566', placeCode: DERBY, progress: async () => {} }
  const paper = await scorecardPaper.compose(asked, new URL('http://belong/scorecard'))
  const card = await cardOf()
  assert.equal(paper.address, '/scorecard?place=E06000015')
  const tables = paper.blocks.filter((block) => block.kind === 'table')
  for (const { result, indicators } of card.results.filter((one) => one.indicators.length)) {
    const table = tables.find(({ caption }) => caption.startsWith(result))!
    const said = JSON.stringify(table.rows)
    for (const row of indicators.filter(({ value }) => value !== null)) assert.ok(said.includes(`"${row.value!.toFixed(row.decimals)}"`), row.label)
    const figure = paper.blocks.find((block) => block.kind === 'figure' && block.title.startsWith(result))!
    assert.ok(figure.kind === 'figure' && figure.svg.startsWith('<svg') && indicators.every(({ label }) => figure.alternative.includes(label)))
  }
  await assert.rejects(scorecardPaper.compose(asked, new URL('http://belong/scorecard?place=Atlantis')), { kind: 'missing' })
})
