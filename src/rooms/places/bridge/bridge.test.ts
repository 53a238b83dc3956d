import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { ask, perform, reading } from '#platform'
import { importFiles, undoBatch } from '#rooms/collection'
import { testHouse } from '../../../../test/house-kit.ts'
import { KINDS } from '../../../app.ts'
import { bridges, bridgeValues } from './bridge.ts'
import { carryOver } from './bridge-door.ts'

const NAME = 'Health places to councils'
/** QX1 lies to a quarter in Leeds and to the rest in Derby; QX2 wholly in Derby; QX3 in half, the other half outside. */
const LINES = [['QX1', 'E08000035', 0.25], ['QX1', 'E06000015', 0.75], ['QX2', 'E06000015', 1], ['QX3', 'E08000035', 0.5]] as const
const csv = (lines: readonly (readonly [string, string, number | string])[]) =>
  ['bridge,from_code,to_code,weight,method,source,vintage', ...lines.map(([from, to, weight]) => `${NAME},${from},${to},${weight},Best fit by population,An invented lookup,2025`)].join('\n')

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-bridge-'))
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

async function give(text: string) {
  const path = join(folder, `${Math.random()}.csv`)
  await writeFile(path, text)
  return (await importFiles({ ...house.operator(), now: new Date() }, KINDS, join(folder, 'kept'), [{ name: 'bridge.csv', path }], {}))[0]!
}

test('counts are carried by weight, and each area says how much of it they rest on', () => {
  const rows = LINES.map(([from, to, weight]) => ({ from, to, weight }))
  // By hand: Leeds 0.25 × 100 = 25, of weights 0.25 of 0.75; Derby 0.75 × 100 = 75, of 0.75 of 1.75.
  const part = bridgeValues(rows, new Map([['QX1', 100]]))
  assert.deepEqual(part.areas.map(({ code, value, coverage }) => [code, value, Math.round(coverage * 1000)]), [['E08000035', 25, 333], ['E06000015', 75, 429]])
  assert.equal(part.carried, 1)
  const all = bridgeValues(rows, new Map([['QX1', 100], ['QX2', 40], ['QX3', 60], ['ZZ9', 10]]))
  assert.deepEqual(all.areas.map(({ value, coverage }) => [value, coverage]), [[55, 1], [115, 1]])
  assert.deepEqual([all.unknown, all.carried], [['ZZ9'], 170 / 210], 'half of QX3 and all of ZZ9 lie outside')
})

test('where all of every area is carried nothing is lost and nothing is made', () => {
  const area = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 10_000 }))
  fc.assert(fc.property(fc.array(area, { minLength: 1, maxLength: 30 }), (areas) => {
    const rows = areas.flatMap(([share], at) => [{ from: `F${at}`, to: 'A', weight: share }, { from: `F${at}`, to: 'B', weight: 1 - share }]).filter(({ weight }) => weight > 0)
    const { areas: carried } = bridgeValues(rows, new Map(areas.map(([, value], at) => [`F${at}`, value])))
    const sum = areas.reduce((all, [, value]) => all + value, 0)
    assert.ok(Math.abs(carried.reduce((all, { value }) => all + value, 0) - sum) < 1e-6)
    for (const { coverage } of carried) assert.ok(coverage > 0 && coverage <= 1 + 1e-12)
  }))
})

test('a bridge comes in with what is wrong found, is asked through its door, and the one before stands again when it is undone', async () => {
  const first = await give(csv(LINES))
  assert.deepEqual([first.status, first.rows.new], ['committed', 4])
  const second = await give(csv([...LINES.slice(0, 2), ['QX2', 'E06000015', 'all'], ['QX3', 'E08000035', 0.7], ['QX3', 'E06000015', 0.7], ['QX1', 'E06000015', 0.5]]))
  assert.deepEqual([second.status, second.rows.read, second.rows.rejected], ['committed', 6, 4])
  assert.deepEqual(second.issues.map(({ rule, row }) => [rule, row]), [['weight', 4], ['pair-twice', 7], ['more-than-all', 5]])
  assert.equal((await bridges(reading(house.db)))[0]!.rows.length, 2)
  await perform(undoBatch(KINDS), house.operator(), { batch: second.batch, reason: 'a test' })
  const answer = await ask(carryOver, house.as('analyst'), { bridge: NAME, values: { qx2: 40 } })
  assert.deepEqual([answer.method, answer.source, answer.vintage, answer.areas], ['Best fit by population', 'An invented lookup', '2025', [{ code: 'E06000015', value: 40, coverage: 1 / 1.75 }]])
  const page = await (await (await house.signIn('analyst'))('/places/bridges')).text()
  assert.match(page, /3 areas lead to 2; 1 of them only in part/)
})
