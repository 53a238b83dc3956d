import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { testHouse } from '../../../../test/house-kit.ts'
import { upnLetter } from '../identity/identifiers.ts'
import { type Line, linesOf } from './lines-test-kit.ts'

let house: Awaited<ReturnType<typeof testHouse>>
let folder: string
let kit: ReturnType<typeof linesOf>
let schools: number[]
before(async () => {
  house = await testHouse()
  folder = await mkdtemp(join(tmpdir(), 'belong-derive-'))
  kit = linesOf(house, folder, ['school-census', 'suspensions'])
  schools = await kit.schools()
})
after(async () => {
  await rm(folder, { recursive: true, force: true })
  await house.close()
})

const oak = (more: Partial<Line> = {}): Line => ({ place: schools[0]!, upn: 'G383200024017', given: 'Oak', family: 'Quill', born: '2014-05-03', since: '2019-09-03', ...more })
const enrolments = () => kit.rowsOf(`
  select place_id as place, to_char(starts, 'YYYY-MM-DD') as starts, to_char(ends, 'YYYY-MM-DD') as ends, status
  from people.enrolment where area_id = 3 and batch_id is not null order by 2, 1`).then((found) => found.map(({ place, starts, ends, status }) => [schools.indexOf(place as number), starts, ends, status]))

async function taking(returns: [day: string, lines: Line[], series?: string][], then: () => Promise<void>) {
  const batches: number[] = []
  for (const [day, lines, series] of returns) batches.push((await kit.give(day, lines, series)).batch!)
  try {
    await then()
  } finally {
    for (const batch of batches.reverse()) await kit.undo(batch)
  }
  assert.deepEqual(await enrolments(), [])
}

const somebody = (place: number): Line => ({ place, upn: 'B831401523099', given: 'Somebody', family: 'Else', born: '2015-01-01' })

test('who moved, came back, or began on another day than was first said is on roll just as long as the returns say', async () => {
  await taking([['2025-01-16', [oak()]], ['2025-05-15', [oak({ since: '2019-09-05' })]]], async () => assert.deepEqual(await enrolments(), [[0, '2019-09-05', null, 'C']]))
  await taking([['2025-01-16', [oak()]], ['2025-05-15', [oak({ until: '2025-03-31' })]]], async () => assert.deepEqual(await enrolments(), [[0, '2019-09-03', '2025-03-31', 'C']]))
  await taking([['2024-10-03', [oak()]], ['2025-01-16', [somebody(schools[0]!)]], ['2025-05-15', [oak({ since: '2025-02-24' })]]], async () => {
    assert.deepEqual(await enrolments(), [[0, '2019-09-03', '2025-01-15', 'C'], [0, '2025-02-24', null, 'C']])
  })
  await taking([['2025-01-16', [oak()]], ['2025-01-16', [oak({ place: schools[1]!, since: '2025-01-06' }), somebody(schools[1]!)]], ['2025-05-15', [somebody(schools[0]!)]]], async () => {
    assert.deepEqual(await enrolments(), [[0, '2019-09-03', '2025-05-14', 'C'], [1, '2025-01-06', null, 'C']])
  })
})

test('dual registration is two enrolments with a status each, a guest is one of their own, and a status holds from the return that gives it', async () => {
  await taking([['2025-01-16', [oak({ status: 'M' })]], ['2025-01-16', [oak({ place: schools[4]!, status: 'S', since: '2025-01-06' })]], ['2025-01-16', [oak({ place: schools[2]!, status: 'G', since: '2025-01-10' })]]], async () => {
    assert.deepEqual(await enrolments(), [[0, '2019-09-03', null, 'M'], [4, '2025-01-06', null, 'S'], [2, '2025-01-10', null, 'G']])
  })
  await taking([['2025-01-16', [oak({ status: 'C' })]], ['2025-05-15', [oak({ status: 'M' })]]], async () => assert.deepEqual(await enrolments(), [[0, '2019-09-03', '2025-05-14', 'C'], [0, '2025-05-15', null, 'M']]))
})

test('no year rolls over by itself: without a later return everybody stays where the last one had them', () => taking([['2019-10-03', [oak({ says: [['year-group', '1']] })]]], async () => {
  assert.deepEqual(await enrolments(), [[0, '2019-09-03', null, 'C']])
  assert.deepEqual(await kit.rowsOf(`select value, ends from people.span where topic = 'year-group'`), [{ value: '1', ends: null }])
}))

/** Returns of two schools over four days, each with some of four children whose facts change from day to day. */
const upns = ['1', '2', '3', '4'].map((nth) => `38320002401${nth}`).map((rest) => upnLetter(rest) + rest)
const lineOf = (day: string, place: number) => fc.record({
  child: fc.nat(3), since: fc.constantFrom('2023-09-04', '2023-09-06', '2024-04-15', '2024-11-04'), left: fc.constantFrom(null, null, null, '2024-12-20', '2025-03-31'),
  status: fc.constantFrom('C', 'M', 'S'), family: fc.constantFrom('Quill', 'Quillmark'), knownAs: fc.constantFrom('', 'Q'), sen: fc.constantFrom('N', 'K', 'E'), sex: fc.constantFrom('', 'F'),
}).map(({ child, since, left, status, family, knownAs, sen, sex }): Line => ({
  place, upn: upns[child]!, given: ['Ash', 'Elm', 'Fir', 'Yew'][child]!, family, ...(knownAs ? { knownAs } : {}), ...(sex ? { sex } : {}), born: `2014-0${child + 1}-03`, status,
  since: since > day ? '2023-09-04' : since, until: left !== null && left < day && left > since ? left : null, says: [['sen', sen]],
}))
const returns = fc.tuple(...['2024-10-03', '2025-01-16', '2025-05-15'].flatMap((day) => [0, 1].map((place) =>
  fc.uniqueArray(lineOf(day, place), { minLength: 1, maxLength: 4, selector: ({ upn }) => upn! }).map((lines) => ({ day, lines })))))

async function derived() {
  return kit.rowsOf(`
    select c.given_name, c.family_name, c.known_as, c.born, c.sex,
      (select jsonb_agg(jsonb_build_array(e.place_id, e.starts, e.ends, e.status) order by e.place_id, e.starts) from people.enrolment e where e.area_id = c.area_id and e.child_id = c.child_id) as enrolments,
      (select jsonb_agg(jsonb_build_array(i.scheme, i.value, i.since) order by i.scheme, i.value) from people.identifier i where i.area_id = c.area_id and i.child_id = c.child_id) as identifiers,
      (select jsonb_agg(jsonb_build_array(s.topic, s.value, s.starts, s.ends) order by s.topic, s.starts, s.value) from people.span s where s.area_id = c.area_id and s.child_id = c.child_id) as spans
    from people.child c where c.batch_id is not null order by c.given_name`)
}

test('the same returns in any order come to the same enrolments, identifiers, names and spans, and undone to the last to nothing', async () => {
  await fc.assert(fc.asyncProperty(returns, fc.infiniteStream(fc.nat()), async (all, draws) => {
    const given = all.map(({ day, lines }) => ({ day, lines: lines.map((line) => ({ ...line, place: schools[line.place]! })) }))
    const shuffled = given.map((one) => ({ one, at: draws.next().value })).sort((a, b) => a.at - b.at).map(({ one }) => one)
    const results = []
    for (const order of [given, shuffled]) {
      const batches: number[] = []
      for (const { day, lines } of order) batches.push((await kit.give(day, lines)).batch!)
      results.push(await derived())
      for (const batch of batches.map((batch) => ({ batch, at: draws.next().value })).sort((a, b) => a.at - b.at)) await kit.undo(batch.batch)
      assert.deepEqual(await derived(), [])
    }
    assert.deepEqual(results[1], results[0])
    const overlaps = (results[0] as { enrolments: [number, string, string | null][] | null }[]).flatMap(({ enrolments: some }) => (some ?? []).filter(([place, starts], at, list) => list.some(([other, , to], nth) => nth < at && other === place && starts <= (to ?? '9999'))))
    assert.deepEqual(overlaps, [], 'at one place nobody is on roll twice on a day')
  }), { numRuns: Number(process.env['RUNS'] ?? 6), endOnFailure: true })
})
