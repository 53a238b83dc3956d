import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { byRule, givenFiles } from '../returns/given-files.test-kit.ts'
import { codePosition } from './codes.ts'

let at: Awaited<ReturnType<typeof givenFiles>>
before(async () => (at = await givenFiles()))
after(() => at?.close())

const [IVY, OAK] = ['X383400624001', 'G383200024017']
const give = async (lines: string[]) => (await at.give([['counts.csv', lines.join('\n')]], { area: 'Kelderby' }))[0]!
const stands = async () => (await at.rows(`select to_char(starts, 'YYYY-MM-DD') as starts, to_char(ends, 'YYYY-MM-DD') as ends, possible, counts
  from people.session_count where area_id = 3 order by starts, row`))
  .map(({ starts, ends, possible, counts }) => [starts, ends, possible, Object.fromEntries((counts as number[]).flatMap((many, position) => (many ? [[position, many]] : [])))])
const counts = (many: Record<string, number>) => Object.fromEntries(Object.entries(many).map(([code, one]) => [codePosition(code), one]))

test('a column for each code and a row for each code are the same counts, symbols and all', async () => {
  const wide = await give(['urn,upn,starts,ends,possible,/,\\,L,#,C1,code_I', `899001,${IVY},2025-01-13,2025-01-17,10,4,4,0,,1,1`])
  assert.deepEqual([wide.kind, wide.status, wide.rows, byRule(wide.issues)], ['attendance', 'committed', { read: 1, new: 1, changed: 0, same: 0, rejected: 0 }, {}])
  const said = [['2025-01-13', '2025-01-17', 10, counts({ '/': 4, '\\': 4, C1: 1, I: 1 })]]
  assert.deepEqual(await stands(), said)
  const long = await give(['urn,upn,starts,ends,possible,code,sessions',
    ...[['/', 4], ['\\', 4.0], ['C1', 1], ['I', 1]].map(([code, many]) => `899001,${IVY},13/01/2025,17/01/2025,10,${code},${many}`)])
  assert.deepEqual([long.status, long.rows], ['committed', { read: 1, new: 0, changed: 0, same: 1, rejected: 0 }])
  assert.deepEqual(await stands(), said)
  await at.undo(long.batch!)
  await at.undo(wide.batch!)
})

test('a week that is given again takes the place of that week alone', async () => {
  const head = 'urn,upn,starts,ends,code,sessions'
  const first = await give([head, `899001,${IVY},2025-01-13,2025-01-17,/,10`, `899001,${IVY},2025-01-20,2025-01-24,/,10`, `899001,${OAK},2025-01-20,2025-01-24,/,10`])
  const before = await stands()
  const mended = await give([head, `899001,${IVY},2025-01-20,2025-01-24,/,9`, `899001,${IVY},2025-01-20,2025-01-24,I,1`, `899001,${OAK},2025-01-20,2025-01-24,/,10`])
  assert.deepEqual(mended.rows, { read: 2, new: 0, changed: 1, same: 1, rejected: 0 })
  assert.deepEqual((await stands()).map(([starts, , , many]) => [starts, many]), [['2025-01-13', counts({ '/': 10 })], ['2025-01-20', counts({ '/': 9, I: 1 })], ['2025-01-20', counts({ '/': 10 })]])
  await at.undo(mended.batch!)
  assert.deepEqual(await stands(), before)
  await at.undo(first.batch!)
})

test('what cannot be counted is left out with a finding, and more than can be is asked about', async () => {
  const report = await give([
    'urn,upn,starts,ends,possible,code,sessions', `899001,${IVY},2025-01-13,2025-01-17,8,/,10`, `899001,${IVY},2025-01-13,2025-01-17,8,H,1`, `899001,${IVY},2025-01-13,2025-01-17,8,??,1`,
      `899001,${IVY},2025-01-13,2025-01-17,8,I,some`,
    `899001,${IVY},2025-01-17,2025-01-13,8,I,1`, `899001,${IVY},2020-01-17,2025-01-13,8,I,1`, `899001,${OAK},2025-01-13,2025-01-17,,I,11`,
  ])
  assert.deepEqual(byRule(report.issues), { code: 1, 'code-out-of-book': 1, 'long-span': 1, 'more-than-days': 1, 'more-than-possible': 1, number: 1, span: 1 })
  assert.deepEqual([report.status, await stands()], ['committed', [['2025-01-13', '2025-01-17', 8, counts({ '/': 10 })], ['2025-01-13', '2025-01-17', null, counts({ I: 11 })]]])
  await at.undo(report.batch!)
})
