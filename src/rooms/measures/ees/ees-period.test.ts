import assert from 'node:assert/strict'
import { test } from 'node:test'
import { identifierOf, periodOf, spellingOf } from './ees-period.ts'

test('every identifier gives its label and days', () => {
  const cases: [string, string, string, string, string][] = [
    ['202425', 'Academic year', '2024/25', '2024-09-01', '2025-08-31'],
    ['199900', 'Academic year', '1999/00', '1999-09-01', '2000-08-31'],
    ['2024', 'Calendar year', '2024', '2024-01-01', '2024-12-31'],
    ['202425', 'Financial year', '2024-25', '2024-04-01', '2025-03-31'],
    ['2024', 'Reporting year', '2024', '2023-04-01', '2024-03-31'],
    ['202425', 'Tax year', '2024-25 tax year', '2024-04-06', '2025-04-05'],
    ['202425', 'Autumn term', '2024/25 Autumn term', '2024-09-01', '2024-12-31'],
    ['202425', 'Autumn and spring term', '2024/25 Autumn and spring term', '2024-09-01', '2025-04-30'],
    ['202425', 'Financial year Q4', '2024-25 Q4', '2025-01-01', '2025-03-31'],
    ['2024', 'Calendar year Q2', '2024 Q2', '2024-04-01', '2024-06-30'],
    ['202021', 'Part 1 (April to September)', '2020-21 Part 1', '2020-04-01', '2020-09-30'],
    ['202021', 'Part 2 (October to March)', '2020-21 Part 2', '2020-10-01', '2021-03-31'],
    ['2024', 'February', '2024 February', '2024-02-01', '2024-02-29'],
    // ISO 8601: 2025-W30 is 21 to 27 July; 2020 had 53 weeks.
    ['2025', 'Week 30', '2025 Week 30', '2025-07-21', '2025-07-27'],
    ['2020', 'Week 53', '2020 Week 53', '2020-12-28', '2021-01-03'],
  ]
  for (const [time, identifier, label, starts, ends] of cases) {
    const period = periodOf(time, identifierOf(identifier)!)
    assert.deepEqual([period?.label, period?.starts, period?.ends], [label, starts, ends], `${time} ${identifier}`)
  }
})

test('digits that do not fit are no period', () => {
  const cases = [
    ['2018', 'Academic year'],
    ['2017188', 'Academic year'],
    ['1819', 'Academic year'],
    ['202426', 'Academic year'],
    ['2024/25', 'Academic year'],
    ['2001Q4', 'Financial year Q4'],
    ['202425', 'Calendar year'],
    ['2025', 'Week 53'],
    ['', 'Calendar year'],
  ]
  for (const [time, identifier] of cases) assert.equal(periodOf(time!, identifierOf(identifier!)!), null, `${time} ${identifier}`)
})

test('identifiers are known in any letter case, and spell the period for people', () => {
  assert.equal(identifierOf('Academic Year')?.name, 'Academic year')
  assert.equal(identifierOf('England'), null)
  assert.equal(spellingOf('202425', identifierOf('Academic year')!), '202425')
  assert.equal(spellingOf('2025', identifierOf('week 30')!), '2025 Week 30')
})
