import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { ask } from '#platform'
import { given, importFiles } from '#rooms/collection'
import { readMeasure } from '#rooms/measures'
import { KINDS } from '../src/app.ts'
import { oracle } from './benchmarks-oracle/oracle.ts'
import { sharedData, testHouse } from './house-kit.ts'

const file = `${sharedData}lait/bds_long_0.parquet`
const skip = existsSync(file) ? false : 'the LAIT file is not here'
let house: Awaited<ReturnType<typeof testHouse>>

before(async () => {
  if (!skip) house = await testHouse()
})
after(() => house?.close())

test('the whole LAIT file comes in on top of the reference figures without a duplicate', { skip }, async () => {
  const [unit] = await importFiles(house.operator(), KINDS, house.dataFolder, [given(file)], {})
  assert.equal(unit?.status, 'committed')
  assert.deepEqual({ ...unit.rows, new: unit.rows.new + unit.rows.same }, { read: 641_070, new: 641_070, changed: 0, same: unit.rows.same, rejected: 0 })
  const { rows } = await house.pool.query('select count(*) as held from measures.observation')
  assert.equal(rows[0].held, 641_070)
  const [again] = await importFiles(house.operator(), KINDS, house.dataFolder, [given(file)], {})
  assert.deepEqual([again?.status, again?.rows.new, again?.rows.same], ['unchanged', 0, 641_070])
})

for (const [name, dfe] of [['Leeds', '383'], ['Derby', '831'], ['Lewisham, in Inner London', '209'], ['Sheffield, whose code changed', '373']] as const) {
  test(`every comparator of every measure equals DfE’s rules for ${name}`, { skip }, async () => {
    const expected = await oracle(`${sharedData}lait`)
    const differences: string[] = []
    const near = (a: number | null | undefined, b: number | null) => (a == null || b === null ? (a ?? null) === b : Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b)))
    for (const shortName of expected.shortNames) {
      const should = expected.benchmark(shortName, dfe)
      const came = await ask(readMeasure, house.operator(), { id: `lait:${shortName}`, place: dfe, compare: 'neighbours,region,national' })
      const { compare, points } = came
      const value = points.find(({ period }) => period === compare.period)?.value ?? null
      const nothing = should.value === null
      const same =
        near(value, should.value) && near(compare.change, should.change) && compare.rank === should.rank && compare.quartile === should.quartile &&
        (nothing ? compare.period === null && compare.of === 0 && compare.neighbours?.reporting === 0 : near(compare.neighbours?.value, should.neighbours) &&
          compare.neighbours?.reporting === should.reporting && compare.of === should.of && near(compare.national?.value, should.england) && near(compare.region?.value, should.region))
      if (!same) differences.push(`${shortName}: ${JSON.stringify({ value, ...compare })} should be ${JSON.stringify(should)}`)
    }
    assert.equal(expected.shortNames.length, 434)
    assert.deepEqual(differences, [])
  })
}
