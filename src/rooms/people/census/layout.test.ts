import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeBookOf } from './code-book.ts'
import { layoutOf } from './layout.ts'
import { censusOfName, easterSunday, spanOf } from './which-census.ts'
import { readDay, readPostcode, readSessions } from './cells.ts'
import { ageAtStart, usualAge } from './age-rule.ts'

const codes = (term: 'autumn' | 'spring' | 'summer', year: number, table: string, column: string) => layoutOf(term, year).get(table)?.get(column)?.codes

test('each year is the last one with what changed: codes and columns come and go', () => {
  assert.equal(codes('spring', 2026, 'termlysessiondetailsonroll', 'attendancereason')!.has('C2'), true)
  assert.equal(codes('spring', 2020, 'termlysessiondetailsonroll', 'attendancereason')!.has('C2'), false)
  assert.equal(codes('spring', 2025, 'senneeds', 'sentype')!.has('DS'), true)
  assert.equal(codes('spring', 2024, 'senneeds', 'sentype')!.has('DS'), false)
  assert.equal(codes('spring', 2025, 'pupilonroll', 'ethnicity')!.has('ABRI'), true)
  assert.equal(codes('spring', 2024, 'pupilonroll', 'ethnicity')!.has('ABRI'), false)
  assert.deepEqual([2022, 2023].map((year) => codes('spring', year, 'pupilonroll', 'plaa')!.has('O')), [false, true])
  assert.deepEqual([2019, 2026].map((year) => [...codes('autumn', year, 'termlyexclusionsonroll', 'category')!.values()].includes('SUSP')), [false, true])
  const columns = (year: number) => ['gender', 'sex', 'youngcarer'].filter((column) => layoutOf('spring', year).get('pupilonroll')!.has(column))
  assert.deepEqual([2022, 2023, 2024].map(columns), [['gender'], ['gender', 'youngcarer'], ['sex', 'youngcarer']])
})

test('a year before the first and after the last we know is read by the nearest', () => {
  assert.equal(layoutOf('autumn', 2011), layoutOf('autumn', 2015))
  assert.equal(layoutOf('summer', 2031), layoutOf('summer', 2026))
})

test('needs and young carers are asked in spring alone, suspensions in every term', () => {
  const asked = (['autumn', 'spring', 'summer'] as const).map((term) => codeBookOf(layoutOf(term, 2025)))
  assert.deepEqual(asked.map(({ holds }) => holds.has('needs')), [false, true, false])
  assert.deepEqual(asked.map(({ collects }) => collects.has('youngCarer')), [false, true, false])
  assert.deepEqual(asked.map(({ holds }) => holds.has('exclusions')), [true, true, true])
})

test('a code may be written by its name, and a flag in several ways', () => {
  assert.equal(codes('spring', 2025, 'termlyexclusionsonroll', 'category')!.get('FIXD'), 'SUSP')
  assert.deepEqual(['True', '1', 'false', '0'].map((written) => codes('spring', 2025, 'pupilonroll', 'parttime')!.get(written)), ['1', '1', '0', '0'])
})

test('a file says by its name which census and table it is', () => {
  assert.deepEqual(censusOfName('2025_spring_pupilonroll.csv'), { year: 2025, term: 'spring', table: 'pupilonroll' })
  assert.deepEqual(censusOfName('LA 383 2024_Autumn_SENNeeds.CSV'), { year: 2024, term: 'autumn', table: 'senneeds' })
  assert.equal(censusOfName('pupilonroll.csv'), null)
})

test('a census counts the sessions of the term before it', () => {
  // As calendars have it, Easter Sunday is in 2024 on 31 March, 2025 on 20 April, 2038 on 25 April.
  assert.deepEqual([2024, 2025, 2038].map(easterSunday), ['2024-03-31', '2025-04-20', '2038-04-25'])
  assert.deepEqual(spanOf({ term: 'spring', year: 2025 }, null), {
    term: 'spring', year: 2025, period: '2025-1-spring', asAt: '2025-01-16', sessions: { from: '2024-09-01', until: '2024-12-31' }, laterSessions: null,
  })
  assert.deepEqual(spanOf({ term: 'summer', year: 2025 }, null).sessions, { from: '2025-01-01', until: '2025-04-20' })
  assert.deepEqual(spanOf({ term: 'autumn', year: 2024 }, null).laterSessions, { from: '2024-06-01', until: '2024-07-31' })
})

test('days, postcodes and sessions are read as people write them, and nothing is guessed', () => {
  const days: [string, string | null][] = [
    ['2025-Jan-16 00:00:00', '2025-01-16'], ['2025-01-16', '2025-01-16'], ['2025-01-16T00:00:00Z', '2025-01-16'], ['16/01/2025', '2025-01-16'], ['2024-Feb-29 00:00:00', '2024-02-29'],
    ['2025-Feb-29 00:00:00', null], ['31/04/2025', null], ['45678', null], ['2025-Foo-01', null], ['0001-Jan-01', null], ['soon', null],
  ]
  for (const [text, day] of days) assert.equal(readDay(text), day, text)
  assert.deepEqual(['ls13ab', 'KD1 1AA', 'LS1', 'LS13 3ABC'].map(readPostcode), ['LS1 3AB', 'KD1 1AA', null, null])
  assert.deepEqual(['10.0', '1', '0.5', '-1', '1e3', ''].map(readSessions), [10, 1, 0.5, null, null, null])
})

test('year groups go with the age on the last day of August', () => {
  assert.deepEqual(['N1', 'N2', 'R', '1', '11', '13', 'X', 'E1'].map(usualAge), [2, 3, 4, 5, 15, 17, null, null])
  assert.deepEqual([['2014-08-31', '2025-01-16'], ['2014-09-01', '2025-01-16'], ['2014-08-31', '2025-10-02']].map(([born, day]) => ageAtStart(born!, day!)), [10, 9, 11])
})
