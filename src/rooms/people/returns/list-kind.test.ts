import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import writeXlsxFile from 'write-excel-file/node'
import { byRule, givenFiles } from './given-files.test-kit.ts'

let at: Awaited<ReturnType<typeof givenFiles>>
before(async () => (at = await givenFiles()))
after(() => at?.close())

const UPN = 'X383400624001'
const WHOLE = {
  'attendance-daily': `urn,upn,date,session,code\n899001,${UPN},2025-01-13,AM,/\n899001,${UPN},2025-01-13,PM,\\\n`,
  'attendance-weekly': `urn,upn,starts,ends,possible,code,sessions\n899001,${UPN},2025-01-13,2025-01-17,10,/,9\n899001,${UPN},2025-01-13,2025-01-17,10,I,1\n`,
  suspensions: `urn,upn,startdate,sessions,reason1,reason2,reason3,category\n899001,${UPN},2025-01-13,3,PP,DB,,SUSP\n`,
  attainment: `upn,urn,year,stage,subject,component,result\n${UPN},899001,2025,KS2,reading,scaled-score,104\n`,
}

test('however a list is broken, there is an answer with findings and never a fault', async () => {
  const broken = fc.constantFrom(...Object.keys(WHOLE) as (keyof typeof WHOLE)[]).chain((kind) => {
    const bytes = Buffer.from(WHOLE[kind])
    const piece = fc.oneof(fc.constantFrom('"', '\0', '\r', ',,', '\ufeff', ';', '-', '99999999999', '__proto__', 'toString', '\u202e'), fc.uint8Array({ maxLength: 4 }).map((some) => Buffer.from(some).toString('latin1')))
    const change = fc.record({ from: fc.nat(bytes.length), over: fc.nat(12), piece })
    return fc.record({ kind: fc.constant(kind), changes: fc.array(change, { minLength: 1, maxLength: 4 }) })
  })
  await fc.assert(fc.asyncProperty(broken, async ({ kind, changes }) => {
    let bytes = Buffer.from(WHOLE[kind])
    for (const { from, over, piece } of changes) bytes = Buffer.concat([bytes.subarray(0, from), Buffer.from(piece, 'latin1'), bytes.subarray(from + over)])
    const [report] = await at.give([['list.csv', bytes]], { area: 'Kelderby', as: kind, checkOnly: true })
    assert.ok(['checked', 'rejected'].includes(report!.status))
    for (const { message, fix } of report!.issues) assert.ok(/[.)]$/.test(message) && (fix === null || fix.endsWith('.')), message)
  }), { numRuns: 120 })
})

test('a workbook cut short, an empty file and one of another kind are refused with a sentence', async () => {
  const bytes = await writeXlsxFile([['urn', 'upn', 'startdate', 'category'], ['899001', UPN, '2025-01-13', 'SUSP']].map((row) => row.map((value) => ({ value }))) as never).toBuffer()
  const [whole] = await at.give([['list.xlsx', bytes]], { area: 'Kelderby', checkOnly: true })
  assert.deepEqual([whole!.kind, whole!.status], ['exclusions', 'checked'])
  assert.deepEqual(byRule(whole!.issues), { 'no-reason': 1, sessions: 1 })
  for (const cut of [100, 500, bytes.length - 10]) assert.equal((await at.give([['list.xlsx', bytes.subarray(0, cut)]], { area: 'Kelderby' }))[0]!.status, 'rejected')
  for (const [text, as] of [['', undefined], ['urn,upn,startdate,category\n', undefined], [WHOLE.attainment, 'suspensions']] as const) {
    const [report] = await at.give([['list.csv', text]], { area: 'Kelderby', ...(as ? { as } : {}) })
    assert.deepEqual([report!.status, report!.issues.length > 0], ['rejected', true], text)
  }
})
