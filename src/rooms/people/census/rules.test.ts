import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type Reader, reading } from '#platform'
import { type TestDatabase, testDatabase } from '../../../platform/test-database.ts'
import { beside, checked, pupils, rulesOf, written } from './census.test-kit.ts'
import type { OnRoll, Statement } from '../returns/said.ts'

let held: TestDatabase
let db: Reader
before(async () => {
  held = await testDatabase()
  db = reading(held.db)
})
after(() => held.drop())

type More = Record<string, string | number>

/** The first of two pupils with something wrong, and the rules that must find it. */
const WRONG: [what: string, more: More, rules: string[]][] = [
  ['a check letter', { upn: 'A801200005001' }, ['upn-quarantined']],
  ['no UPN', { upn: '' }, ['upn-missing']],
  ['a temporary UPN', { upn: 'W38340062412A' }, []],
  ['a former UPN', { formerupn: 'R247962919251' }, ['former-upn-wrong']],
  ['a ULN', { uniquelearnernumber: '1234567890' }, ['uln-not-valid']],
  ['no family name', { surname: '' }, ['name-missing']],
  ['a birth that is none', { dob: '2014-Feb-30 00:00:00' }, ['birth-missing', 'date-not-read']],
  ['a birth to come', { dob: '2025-Feb-03 00:00:00' }, ['birth-after']],
  ['a birth that does not go with the year', { dob: '2010-May-03 00:00:00' }, ['birth-not-of-age']],
  ['an entry before birth', { entrydate: '2013-Sep-03 00:00:00' }, ['entry-before-birth']],
  ['an entry to come', { entrydate: '2025-Feb-03 00:00:00' }, ['entry-after-census']],
  ['no entry', { entrydate: '' }, ['entry-missing']],
  ['no status', { enrolstatus: '' }, ['status-missing']],
  ['no SEN provision', { senprovision: '' }, ['need-without-sen', 'sen-missing']],
  ['a statement in 2025', { senprovision: 'S' }, ['sen-old-code']],
  ['a need without SEN', { senprovision: 'N' }, ['need-without-sen']],
  ['a code of no list', { ethnicity: 'XXXX' }, ['code-not-in-year']],
  ['a UPN that is another’s', { upn: 'G383200024017', dob: '2013-Oct-03 00:00:00' }, ['upn-twice']],
  ['a pupil twice at a school', { upn: 'G383200024017', forename: 'Oak' }, ['pupil-twice']],
  ['a pupil of the same names and birth', { forename: 'Oak' }, ['perhaps-twice']],
  ['a number of sessions', { termlysessionspossible: '-3' }, ['number-not-read']],
]

test('each thing wrong with a pupil is found by its rule and no other, and the pupil stays', async () => {
  for (const [what, more, rules] of WRONG) {
    const found = await checked(db, await written({ '2025_spring_pupilonroll.csv': pupils(more), ...beside() }))
    const { 'setting-unmatched': unmatched, ...others } = rulesOf(found)
    assert.deepEqual([Object.keys(others).sort(), unmatched, found.content.said.length], [[...rules].sort(), 1, 2], what)
  }
})

const need = (rank: string | number, type: string) => ({ pupilonrolltableid: 'a', sentyperank: rank, sentype: type })
const NEEDS: [what: string, rows: More[], more: More, rules: string[], values: string[]][] = [
  ['two needs', [need(1, 'ASD'), need(2, 'SLCN')], {}, [], ['ASD:1', 'SLCN:2']],
  ['a third', [need(1, 'ASD'), need(2, 'SLCN'), need(3, 'SPLD')], {}, [], ['ASD:1', 'SLCN:2']],
  ['a rank twice', [need(1, 'ASD'), need(1, 'SLCN')], {}, ['need-rank-twice'], ['ASD:1', 'SLCN:1']],
  ['no first', [need(2, 'ASD')], {}, ['need-no-first'], ['ASD:2']],
  ['NSA with support', [need(1, 'NSA')], {}, [], ['NSA:1']],
  ['NSA with a plan', [need(1, 'NSA')], { senprovision: 'E' }, ['need-nsa-not-support'], ['NSA:1']],
  ['a scrambled type', [need(1, '73e987da')], {}, ['code-not-in-year'], []],
  ['the same twice', [need(1, 'ASD'), need(2, 'ASD')], {}, ['need-twice'], ['ASD:1', 'ASD:2']],
  ['no rank', [need('', 'ASD'), need(1, 'SLCN')], {}, ['need-rank-missing'], ['SLCN:1']],
  ['nobody’s need', [need(1, 'ASD'), { pupilonrolltableid: 'z', sentyperank: 1, sentype: 'ASD' }], {}, ['without-pupil'], ['ASD:1']],
]

test('needs are ranked, go with SEN, and one that is nobody’s is told', async () => {
  for (const [what, rows, more, rules, values] of NEEDS) {
    const found = await checked(db, await written({ '2025_spring_pupilonroll.csv': pupils(more), ...beside(), '2025_spring_senneeds.csv': rows }))
    const { 'setting-unmatched': _, ...others } = rulesOf(found)
    assert.deepEqual(Object.keys(others).sort(), [...rules].sort(), what)
    assert.deepEqual(found.content.said[0]!.facts.filter(({ one }) => (one as Statement).topic === 'need').map(({ one }) => (one as Statement).value), values, what)
  }
})

test('a leaver has a day of leaving that can be', async () => {
  const leaver = (more: More) => [{
    pupilnolongeronrolltableid: 'l', NativeId: '8991001', upn: 'X383400624001', surname: 'Quill', forename: 'Ivy', dob: '2014-May-03 00:00:00', sex: 'F', entrydate: '2019-Sep-03 00:00:00',
    leavingdate: '2024-Dec-20 00:00:00', ...more,
  }]
  const cases: [More, string[], string][] = [
    [{}, [], '2024-12-20'], [{ leavingdate: '' }, ['leaving-missing'], '2025-01-15'], [{ leavingdate: '2018-Dec-20 00:00:00' }, ['leaving-before-entry'],
      '2019-09-03'], [{ leavingdate: '2025-Mar-20 00:00:00' }, ['leaving-after-census'], '2025-03-20'],
  ]
  for (const [more, rules, ends] of cases) {
    const found = await checked(db, await written({ '2025_spring_pupilonroll.csv': pupils().slice(1), '2025_spring_pupilnolongeronroll.csv': leaver(more), ...beside(),
      '2025_spring_senneeds.csv': [] }))
    const { 'setting-unmatched': _, 'without-pupil': __, ...others } = rulesOf(found)
    assert.deepEqual([Object.keys(others), (found.content.said[1]!.facts[0]!.one as OnRoll).ends], [rules, ends], JSON.stringify(more))
  }
})

test('twins are never taken for one another, and keys stay apart whatever is given twice', async () => {
  const same = [...pupils(), ...pupils()].map((row, at) => ({ ...row, pupilonrolltableid: `r${at}` }))
  const found = await checked(db, await written({ '2025_spring_pupilonroll.csv': same, ...beside(), '2025_spring_senneeds.csv': [] }))
  assert.deepEqual(found.content.said.map(({ key }) => key), ['X383400624001', 'G383200024017', 'X383400624001 #2', 'G383200024017 #2'])
  assert.equal(rulesOf(found)['pupil-twice'], 2)
  assert.equal(rulesOf(await checked(db, await written({ '2025_spring_pupilonroll.csv': pupils(), ...beside() })))['perhaps-twice'], undefined)
})

test('whatever becomes of the bytes, there are findings and no fault', async () => {
  const plain = await written({ '2025_spring_pupilonroll.csv': pupils() })
  const text = readFileSync(plain[0]!.path, 'latin1')
  const [header, ...lines] = text.split('\n')
  const broken: Record<string, string> = {
    cut: text.slice(0, -20), 'an open quote': text.replace('Ivy', '"Ivy'), 'a lone quote': text.replace('Ivy', '"I"vy"'), 'zero bytes': text.replaceAll('Quill', 'Qu\0ill'), ragged: `${text}\na,b,c`,
    'the header twice': [header, ...lines, header].join('\n'), empty: '', 'a header alone': `${header}\n`, 'another file': 'name,colour\nIvy,green\n', 'a long cell': text.replace('Ivy',
      'I'.repeat(1_100_000)), semicolons: text.replaceAll(',', ';'),
  }
  for (const [what, bytes] of Object.entries(broken)) {
    const found = await checked(db, await written({ '2025_spring_pupilonroll.csv': bytes }))
    const { error, query } = found.issues.counts
    assert.ok(error + query > 0, what)
    assert.ok(found.blocks || found.content.said.length > 0, what)
  }
  await fc.assert(fc.asyncProperty(fc.nat(text.length - 1), fc.nat(40), fc.string({ maxLength: 12, unit: 'binary' }), async (at, drop, put) => {
    const found = await checked(db, await written({ '2025_spring_pupilonroll.csv': text.slice(0, at) + put + text.slice(at + drop) }))
    assert.ok(found.blocks || found.content.said.every(({ key, row }) => key !== '' && row > 1))
  }), { numRuns: 150 })
})
