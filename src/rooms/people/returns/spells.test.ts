import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayAfter } from '#kernel'
import type { Statement } from './said.ts'
import { type Spell, statementsOf } from './spells.ts'
import { writtenDay } from './written-day.ts'

const said = (spells: Spell[]) => statementsOf('looked-after', 'ssda903', spells).map(({ one }) => one as Statement)
const short = (spells: Spell[]) => said(spells).map(({ value, starts, ends }) => [value, starts, ends])

test('spells that follow on are one, and after the last it is said that there is none', () => {
  assert.deepEqual(
    short([{ value: 'C2', starts: '2024-01-01', ends: '2024-02-29' }, { value: 'C2', starts: '2024-03-01', ends: '2024-04-30' }]),
    [['C2', '2024-01-01', '2024-04-30'], ['', '2024-05-01', null]],
  )
  assert.deepEqual(
    short([{ value: 'C2', starts: '2024-01-01', ends: '2024-02-29' }, { value: 'V2', starts: '2024-03-01', ends: null }]),
    [['C2', '2024-01-01', '2024-02-29'], ['V2', '2024-03-01', null]],
  )
  assert.deepEqual(short([]), [])
})

const DAYS = Array.from({ length: 40 }, (_, at) => dayAfter('2024-02-10', at))
const spell = fc.tuple(fc.constantFrom('C1', 'C2'), fc.nat(39), fc.option(fc.nat(12), { nil: null })).map(([value, from, long]): Spell => ({
  value, starts: DAYS[from]!, ends: long === null ? null : dayAfter(DAYS[from]!, long),
}))
const holds = (some: readonly (Spell | Statement)[], value: string, day: string) => some.some((one) => one.value === value && one.starts <= day && (one.ends === null || one.ends >= day))

test('whatever the spells, each day has the values it had, and no two statements share their first day and value', () => {
  fc.assert(fc.property(fc.array(spell, { maxLength: 8 }), (spells) => {
    const statements = said(spells)
    assert.equal(new Set(statements.map(({ value, starts }) => `${starts} ${value}`)).size, statements.length)
    for (const day of DAYS) for (const value of ['C1', 'C2']) assert.equal(holds(statements, value, day), holds(spells, value, day), `${value} on ${day}`)
    for (const { value, starts } of statements) if (value === '') for (const held of ['C1', 'C2']) assert.equal(holds(spells, held, starts), false)
  }))
})

test('days are read as returns write them, and what is no day is none', () => {
  assert.deepEqual(['2024-02-29', '29/02/2024', '2024-Feb-29 00:00:00', '2024-02-29T10:00:00', ' 1/2/2024 '].map(writtenDay), ['2024-02-29', '2024-02-29', '2024-02-29', '2024-02-29', '2024-02-01'])
  assert.deepEqual(['2023-02-29', '31/04/2024', '2024-13-01', '02/29/2024', '0024-01-01', '2024-Foo-01', '20240229', ''].map(writtenDay), [null, null, null, null, null, null, null, null])
})
