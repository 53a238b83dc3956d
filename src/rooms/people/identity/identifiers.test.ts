import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isNhsNumber, isUln, readUpn, upnLetter } from './identifiers.ts'

// Worked examples of the published rule, three implementations agreeing; the letter a wrong one should have had stands beside it.
const VALID = ['X383400624001', 'G383200024017', 'B831401523099', 'W831700319003', 'X383211225500', 'B801200005001', 'A950000178301', 'H243278544154', 'X845212818005']
const TEMPORARY = ['W38340062412A', 'C83170031901Z', 'L38320002405T']
const WRONG: [upn: string, why: RegExp][] = [
  ['A801200005001', /should be B/], ['R247962919251', /should be Q/], ['X428558133462', /should be W/], ['A123456789123', /should be P/], ['B207000016049', /should be P/],
  ['I383200024017', /I, O and S/], ['X80120000A001', /a letter and twelve digits/], ['P20700001604', /12 characters/], ['E000200005001', /000 is not the code/],
  ['x383400624001', /a letter and twelve digits/], ['X38340062 4001', /14 characters/], ['X383400 24001', /a letter and twelve digits/],
]

test('UPNs of the published examples are read as what they are', () => {
  for (const upn of VALID) assert.deepEqual(readUpn(upn), { upn, state: 'held', why: null })
  for (const upn of TEMPORARY) assert.deepEqual(readUpn(upn), { upn, state: 'temporary', why: null })
  for (const [upn, why] of WRONG) {
    const read = readUpn(upn)
    assert.deepEqual([read.upn, read.state], [upn, 'quarantined'])
    assert.match(read.why!, why)
  }
  for (const none of ['', '   ', null, undefined, 'UN1', 'UN10', ' UN5 ']) assert.deepEqual(readUpn(none), { upn: null, state: 'none', why: null })
  assert.equal(readUpn('  X383400624001 ').upn, 'X383400624001', 'blanks around it are no part of it')
})

test('a changed digit, and two neighbours that changed places, are always found', () => {
  // 23 is prime and every weight from 2 to 13 is below it: one wrong digit always moves the sum, and so do two unlike neighbours.
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 }).filter((some) => some.slice(0, 3).join('') !== '000')
  fc.assert(fc.property(digits, fc.nat(11), fc.integer({ min: 1, max: 9 }), (some, at, by) => {
    const upn = upnLetter(some.join('')) + some.join('')
    assert.equal(readUpn(upn).state, 'held')
    const other = some.with(at, (some[at]! + by) % 10)
    assert.equal(readUpn(upn[0] + other.join('')).state, 'quarantined')
    const next = (at + 1) % 12
    if (next > at && some[at] !== some[next]) assert.equal(readUpn(upn[0] + some.with(at, some[next]!).with(next, some[at]!).join('')).state, 'quarantined')
  }))
})

test('a ULN and an NHS number are right by their last digit', () => {
  // By hand, ULN: 1×10+2×9+3×8+4×7+5×6+6×5+7×4+8×3+9×2 = 210, remainder by 11 is 1, last 9. NHS: the published example 943 476 5919.
  assert.ok(isUln('1234567899'))
  for (const wrong of ['1234567890', '123456789', '0000000000', '12345678990', 'A234567899']) assert.equal(isUln(wrong), false, wrong)
  assert.ok(isNhsNumber('9434765919'))
  for (const wrong of ['9434765918', '943 476 5919', '943476591']) assert.equal(isNhsNumber(wrong), false, wrong)
})
