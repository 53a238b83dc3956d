import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { REGISTER_CODES } from './codes.ts'
import { absenceOf, bookOf, CLASS_OF_MARK, CLASSES, markOf } from './marks.ts'
import { layOver } from './register.ts'
import { dayOfSession, mondayOf, sessionOf, weeksOf } from './school-week.ts'

const marksOf = (...many: [code: string, times: number][]) => many.map(([code, times]) => String.fromCharCode(markOf(code)).repeat(times)).join('')

test('a register begins on the Monday on or before 1 September, ten sessions a week', () => {
  // 1 September 2024 was a Sunday, 2025 a Monday, 2023 a Friday: read off a calendar.
  assert.deepEqual([2023, 2024, 2025].map((year) => mondayOf(year, 0)), ['2023-08-28', '2024-08-26', '2025-09-01'])
  assert.deepEqual([2023, 2024, 2025].map(weeksOf), [52, 53, 52])
  assert.deepEqual(sessionOf('2024-08-26'), { year: 2024, at: 0 })
  assert.deepEqual(sessionOf('2024-08-23'), { year: 2023, at: 518 })
  assert.deepEqual(sessionOf('2025-01-16'), { year: 2024, at: 206 }, 'the Thursday of the twenty-first week')
  assert.deepEqual([sessionOf('2025-01-18'), sessionOf('2025-01-19')], [null, null])
  fc.assert(fc.property(fc.integer({ min: 0, max: 9000 }), (days) => {
    const day = new Date(Date.UTC(2009, 0, 1 + days)).toISOString().slice(0, 10)
    const session = sessionOf(day)
    if (session) assert.equal(dayOfSession(session), day)
  }))
})

test('ten sessions missed of a hundred are persistent absence, 9.99 in a hundred are not, and half of them is severe', () => {
  const figures = (marks: string) => Object.values(absenceOf(marks))
  // possible, attended, elsewhere, authorised, unauthorised, persistent, severe
  assert.deepEqual(figures(marksOf(['/', 90], ['I', 10])), [100, 90, 0, 10, 0, true, false])
  assert.deepEqual(figures(marksOf(['/', 9001], ['I', 999])).slice(-2), [false, false])
  assert.deepEqual(figures(marksOf(['/', 171], ['O', 19])), [190, 171, 0, 0, 19, true, false], '19 of 190')
  assert.deepEqual(figures(marksOf(['/', 172], ['O', 18])).slice(-2), [false, false], '18 of 190')
  assert.deepEqual(figures(marksOf(['\\', 95], ['G', 95])).slice(-2), [true, true], '95 of 190')
  assert.deepEqual(figures(marksOf(['#', 20], ['X', 5], ['D', 5], ['Y1', 2])), [0, 0, 0, 0, 0, null, null], 'nothing was possible')
  assert.deepEqual(figures(marksOf(['/', 4], ['K', 2], ['L', 1], ['C2', 1], ['U', 1], ['N', 1])), [10, 7, 2, 1, 2, true, false])
})

test('present, educated elsewhere, authorised and unauthorised are the possible sessions, whatever the marks', () => {
  const mark = fc.constantFrom(...REGISTER_CODES.map(({ mark }) => mark), ' ')
  fc.assert(fc.property(fc.array(mark, { maxLength: 530 }), (marks) => {
    const text = marks.join('')
    const { possible, attended, authorised, unauthorised } = absenceOf(text)
    const counted = marks.filter((one) => REGISTER_CODES.some((code) => code.mark === one && code.class !== 'not-counted')).length
    assert.equal(attended + authorised + unauthorised, possible)
    assert.equal(possible, counted)
  }))
})

test('every code has a mark of its own and its class, and codes stand only in the book of their day', () => {
  assert.equal(new Set(REGISTER_CODES.map(({ mark }) => mark)).size, REGISTER_CODES.length)
  for (const { code, mark, class: kind } of REGISTER_CODES) {
    assert.equal(markOf(code), mark.charCodeAt(0), code)
    assert.equal(CLASSES[CLASS_OF_MARK[mark.charCodeAt(0)]!], kind, code)
  }
  for (const none of ['', 'l', 'AA', 'C3', '//', 'é', 'Y8', '1', 'a']) assert.equal(markOf(none), 0, none)
  const book = (year: number, code: string) => [bookOf(year).from[markOf(code)]!, bookOf(year).until[markOf(code)]!] as const
  const { at } = sessionOf('2024-08-19')!
  assert.deepEqual(book(2023, 'H'), [0, at - 1], 'to the last session before 19 August 2024')
  assert.deepEqual(book(2023, 'K')[0], at)
  assert.equal(book(2024, 'H')[1] < 0, true)
  assert.deepEqual([book(2024, 'K')[0] <= 0, book(2022, 'K')[0] >= 520, book(2024, '/')[0]], [true, true, 0])
})

test('a later mark lies over an earlier one, and a blank over none', () => {
  assert.equal(layOver([{ week: 1, marks: '/\\ I' }, { week: 0, marks: '///' }, { week: 1, marks: 'L' }]), `///       L\\ I`)
  assert.equal(layOver([{ week: 0, marks: '/\\' }]), '/\\')
})
