import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  academicYear, academicYears, byTime, calendarYear, directlyPrecedes, financialYear, Issues, quantile, readFigure, Refusal, reportingYear, tidy, UNSTATED, years,
} from './index.ts'

test('a cell is a value, a reason, or neither; never a guess', () => {
  const cells: [string, ReturnType<typeof readFigure>][] = [
    ['14', { value: 14, missing: null }], ['14.0', { value: 14, missing: null }], ['-0.61', { value: -0.61, missing: null }], [' 7 ', { value: 7, missing: null }],
    ['2.3199999999999998', { value: 2.32, missing: null }], ['1.2E-05', { value: 0.000012, missing: null }], ['6.5000000000000002E-2', { value: 0.065, missing: null }],
    ['x', { value: null, missing: 'x' }], ['c', { value: null, missing: 'c' }], ['z', { value: null, missing: 'z' }], ['low', { value: null, missing: 'low' }],
    ['k', { value: null, missing: 'low' }], ['u', { value: null, missing: 'u' }], ['', { value: null, missing: 'not-reported' }],
    ['-', { value: null, missing: 'x' }], [':', { value: null, missing: 'x' }], ['..', { value: null, missing: 'x' }], ['~', { value: null, missing: 'x' }],
    ['NA', { value: null, missing: 'x' }], ['N/A', { value: null, missing: 'x' }], ['NULL', { value: null, missing: 'x' }],
    ['1,234', null], ['12%', null], ['£5', null], ['Infinity', null], ['0x10', null], ['1e999', null], ['=1+1', null],
  ]
  for (const [cell, expected] of cells) assert.deepEqual(readFigure(cell), expected, JSON.stringify(cell))
})

test('law: tidying twice is tidying once, and whole numbers are never touched', () => {
  fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => assert.equal(tidy(tidy(value)), tidy(value))))
  fc.assert(fc.property(fc.maxSafeInteger(), (value) => assert.equal(tidy(value), value)))
})

test('quantiles are R’s type 7', () => {
  // quantile(c(1, 2, 4, 8), c(.25, .5, .75)) in R.
  assert.deepEqual([0.25, 0.5, 0.75].map((p) => quantile([1, 2, 4, 8], p)), [1.75, 3, 5])
  assert.equal(quantile([7], 0.25), 7)
})

test('periods have one spelling, an order, and a period before', () => {
  assert.deepEqual([calendarYear(2024).label, academicYear(2023).label, financialYear(1999).label, years(2014, 2016).label, academicYears(2013, 2015).label],
    ['2024', '2023/24', '1999-00', '2014-16', '2013/14 to 2015/16'])
  assert.deepEqual([UNSTATED, reportingYear(2024), academicYear(2023), calendarYear(2024), calendarYear(2023)].sort(byTime).map(({ label, type }) => `${type} ${label}`),
    ['unstated not stated', 'calendar 2023', 'reporting 2024', 'academic 2023/24', 'calendar 2024'])
  assert.ok(directlyPrecedes(academicYear(2022), academicYear(2023)))
  assert.ok(!directlyPrecedes(academicYear(2021), academicYear(2023)))
  assert.ok(!directlyPrecedes(calendarYear(2023), reportingYear(2024)))
  assert.ok(directlyPrecedes(years(2013, 2015), years(2014, 2016)))
  assert.ok(!directlyPrecedes(UNSTATED, UNSTATED))
})

test('a refusal carries what a person can act on; issues are counted beyond what is kept', () => {
  assert.deepEqual([new Refusal('missing', 'x').status, new Refusal('conflict', 'x').status], [404, 409])
  const issues = new Issues(2)
  for (let row = 2; row < 12; row += 1) issues.query('rule', { row, value: 'v'.repeat(500) }, 'says so')
  assert.deepEqual([issues.list.length, issues.counts.query, issues.list[0]!.value!.length], [2, 10, 200])
})
