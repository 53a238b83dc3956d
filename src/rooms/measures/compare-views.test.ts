import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { testHouse } from '../../../test/house-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let director: Awaited<ReturnType<typeof house.signIn>>
before(async () => {
  house = await testHouse()
  director = await house.signIn('director')
})
after(() => house.close())

const TIMELINESS = '/compare?measure=ehc-plans-within-20-weeks'
const DERBY = `${TIMELINESS}&place=E06000015&period=2024`
const text = async (path: string, status = 200) => {
  const answer = await director(path)
  const body = await answer.text()
  assert.equal(answer.status, status, `${path}: ${body.slice(0, 200)}`)
  return body
}
/** The rows of the table with this caption, as words. */
const table = (page: string, caption: string) => {
  const found = page.match(/<table[^]*?<\/table>/g)!.find((one) => new RegExp(`<caption[^>]*>${caption}`).test(one))!
  return [...found.matchAll(/<tr[^>]*>([^]*?)<\/tr>/g)].slice(1).map(([, row]) => [...row!.matchAll(/<t[hd][^>]*>([^]*?)<\/t[hd]>/g)].map(([, cell]) => cell!.replace(/<[^>]+>/g, '').trim()))
}
const lines = (csv: string) => csv.split(/\r?\n/).map((line) => line.split(','))

test('one link for each way to look at it, and the one shown is marked', async () => {
  for (const view of ['distribution', 'map', 'curves']) assert.match(await text(`${DERBY}&view=${view}`), new RegExp(`<a href="[^"]*view=${view}[^"]*" aria-current="page">`))
  assert.match(await text(DERBY), /aria-current="page">Everyone in order</)
  await text(`${DERBY}&view=pie`, 422)
  assert.match(await text(`${DERBY}&view=map`), /<input type="hidden" name="view" value="map"\/?>/, 'a changed comparison is still looked at the same way')
})

test('order, distribution, map and file have the same figures of the same authorities', async () => {
  const ofOrder = table(await text(DERBY), 'All authorities in order, 2024').map(([name, value, rank]) => [name!.replace(/ neighbour$/, ''), value, rank])
  assert.equal(ofOrder.length, 153)
  const ofSpread = table(await text(`${DERBY}&view=distribution`), 'All authorities in order, 2024').map(([name, value, rank]) => [name!.replace(/ neighbour$/, ''), value, rank])
  assert.deepEqual(ofSpread, ofOrder)
  const ofMap = table(await text(`${DERBY}&view=map`), 'All authorities in order, 2024').map(([name, value, rank]) => [name!.replace(/ neighbour$/, ''), value, rank])
  assert.deepEqual(ofMap.toSorted(), ofOrder.toSorted())
  const file = lines(await text(`${DERBY}&view=distribution&as=csv`)).filter(([, , level, , period]) => level === 'authority' && period === '2024')
  assert.ok(file.length > 140, 'names with a comma apart')
  assert.deepEqual(new Map(file.map((cells) => [cells[1], Number(cells[5])])), new Map(ofOrder.filter(([name]) => file.some((cells) => cells[1] === name)).map(([name, value]) => [name, Number(value)])))
})

// Published for 2024: 153 authorities, Derby 137th with 14.0%. Of 153 the fifths hold 31, 30, 31, 30 and 31; the lowest is ranks 123 to 153.
test('the map says in which fifth Derby is, and who is drawn how', async () => {
  const page = await text(`${DERBY}&view=map`)
  assert.match(page, /Derby, at 14\.0%, is in the lowest fifth of authorities, as is one of its ten neighbours/)
  const rows = new Map(table(page, 'All authorities in order').map(([name, , , shown]) => [name!.replace(/ neighbour$/, ''), shown]))
  assert.equal(rows.get('Derby'), 'Lowest fifth')
  assert.equal(rows.get('Kirklees'), 'Lowest fifth', '126th')
  assert.equal(rows.get('Tameside'), 'Second fifth', '113th')
  assert.equal(rows.get('Southampton'), 'Highest fifth', '18th')
  // Sheffield changed its code in 2025 and has figures of before under the old one.
  assert.equal(rows.get('Sheffield'), 'Middle fifth, a circle', '80th')
  assert.match(page, /The source has no outline for 23 authorities/)
  assert.equal([...rows.values()].filter((shown) => shown!.endsWith('a circle')).length, 23)
})

test('authorities that have ended or had not begun are said, and none is coloured with another’s figure', async () => {
  const page = await text(`${TIMELINESS}&place=E06000015&period=2022&view=map`)
  assert.match(page, /In the table but not on the map, which has today’s authorities: Cumbria \(now Cumberland and Westmorland and Furness\)\./)
  assert.match(page, /Cumberland and Westmorland and Furness were not authorities in 2022, so their outlines are empty\./)
  assert.equal(page.match(/<path class="m-not-then"/g)!.length, 2)
  const rows = new Map(table(page, 'All authorities in order').map(([name, value, , shown]) => [name, [value, shown]]))
  assert.deepEqual(rows.get('Cumbria'), ['67.2', 'Not drawn'])
})

test('a region is not marked on the map, and the page says so', async () => {
  const page = await text(`${TIMELINESS}&place=E12000004&view=map`)
  assert.match(page, /East Midlands is not an authority, so it is not marked on the map/)
  assert.doesNotMatch(page, /<path class="m-us"/)
})

// Derby's published curve, as the design has it.
test('curves have Derby first with its published figures, and go into a file', async () => {
  const page = await text(`${DERBY}&view=curves`)
  const rows = table(page, 'New EHC plans issued within 20 weeks, Derby and those beside it, per cent')
  assert.equal(rows.length, 11)
  assert.deepEqual(rows[0], ['Derby', '16.9', '75.3', '11.7', '24.7', '23.1', '42.5', '25.3', '22.6', '14.0'])
  assert.match(page, /Six of ten neighbours did better in 2024 than in 2023; Derby did worse/)
  const file = lines(await text(`${DERBY}&view=curves&as=csv`))
  assert.deepEqual(file.find(([, code]) => code === 'E06000015')!.slice(3).map(Number), [16.9, 75.3, 11.7, 24.7, 23.1, 42.5, 25.3, 22.6, 14])
})

test('groups have curves of their own where the measure has groups', async () => {
  assert.match(await text('/compare?measure=persistent-absence&place=E06000015&view=curves'), /id="group-curves"/)
})

test('each picture by itself; curves are many and say where one is', async () => {
  for (const [view, said] of [['chart', 'All authorities in order'], ['distribution', 'How all authorities spread'], ['map', 'Map of England']] as const) {
    const answer = await director(`${DERBY}&view=${view}&as=svg`)
    assert.match(answer.headers.get('content-type')!, /^image\/svg\+xml/)
    assert.match(await answer.text(), new RegExp(`^<svg [^]*<title[^>]*>${said}[^]*Derby`))
  }
  assert.match(await text(`${DERBY}&view=curves&as=svg`, 422), /many pictures/)
})

test('the map is drawn only where it is asked for, and its page stays light', async () => {
  assert.doesNotMatch(await text(DERBY), /<svg class="map"/)
  const page = await text(`${DERBY}&view=map`)
  assert.ok(gzipSync(page).length < 60_000, `${gzipSync(page).length} bytes`)
})
