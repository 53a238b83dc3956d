import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeInYear } from '../attendance/school-week.ts'
import { censusesOf, isoOf, schoolYear, sessionOf } from './calendar.ts'
import { along, branch, normal, rankOf } from './draw.ts'

test('terms lie about the bank holidays: half terms, Christmas and the two weeks from Good Friday on', () => {
  const said = (year: number) => {
    const { terms, days, last } = schoolYear(year)
    return [isoOf(terms.autumn.first), isoOf(terms.autumn.last), isoOf(terms.spring.first), isoOf(terms.spring.last), isoOf(terms.summer.first), isoOf(last), days.length]
  }
  // Good Friday was on 29 March 2024 and 18 April 2025, and is on 3 April 2026.
  assert.deepEqual(said(2023), ['2023-09-04', '2023-12-15', '2024-01-04', '2024-03-22', '2024-04-08', '2024-07-25', 195])
  assert.deepEqual(said(2024), ['2024-09-02', '2024-12-20', '2025-01-06', '2025-04-11', '2025-04-28', '2025-07-21', 195])
  assert.deepEqual(said(2025), ['2025-09-02', '2025-12-19', '2026-01-05', '2026-03-27', '2026-04-13', '2026-07-21', 195])
  const days = new Set(schoolYear(2022).days.map(isoOf))
  for (const closed of ['2022-09-19', '2022-10-24', '2023-01-02', '2023-02-13', '2023-04-07', '2023-05-01', '2023-05-08', '2023-05-29']) assert.ok(!days.has(closed), `${closed} is no day of school`)
})

test('a census falls on a day of school, and a session stands where a register has it', () => {
  for (let year = 2015; year < 2031; year += 1) {
    const school = schoolYear(year)
    for (const { term, day } of censusesOf(year)) assert.ok(school.days.includes(day), `${term} census of ${year} on ${isoOf(day)}`)
    for (const day of school.days) assert.equal(sessionOf(school, day), placeInYear(year, isoOf(day)))
  }
})

test('draws are even where they should be, and ranks are those of a normal population', () => {
  const chance = branch(1, 2, 3)
  const many = Array.from({ length: 20_000 }, () => normal(chance))
  const mean = many.reduce((sum, one) => sum + one, 0) / many.length
  const deviation = Math.sqrt(many.reduce((sum, one) => sum + (one - mean) ** 2, 0) / many.length)
  assert.ok(Math.abs(mean) < 0.03 && Math.abs(deviation - 1) < 0.03, `${mean} and ${deviation}`)
  // From a table of the normal distribution.
  for (const [value, below] of [[-9, 0], [-1.96, 0.025], [0, 0.5], [0.6745, 0.75], [1.645, 0.95], [9, 1]] as const) assert.ok(Math.abs(rankOf(value) - below) < 0.002, `${value}`)
  assert.deepEqual([along([[0, 10], [2, 20]], -1), along([[0, 10], [2, 20]], 0.5), along([[0, 10], [2, 20]], 5)], [10, 12.5, 20])
  assert.notEqual(branch(1, 2).next(), branch(2, 1).next())
})
