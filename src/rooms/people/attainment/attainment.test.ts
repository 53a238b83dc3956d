import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { byRule, givenFiles } from '../returns/given-files.test-kit.ts'
import { type Attained, goodLevel, ks2Together, phonicsMet } from './reached.ts'
import { STAGES } from './stages.ts'

let at: Awaited<ReturnType<typeof givenFiles>>
before(async () => (at = await givenFiles()))
after(() => at?.close())

const [IVY, OAK] = ['X383400624001', 'G383200024017']
const give = async (lines: string[], name = 'results.csv') => (await at.give([[name, lines.join('\n')]], { area: 'Kelderby' }))[0]!
const ORDERED = 'select row, stage, year, subject, component, result from people.attainment where area_id = 3 order by row, stage, subject, component'
const stands = async () => (await at.rows(ORDERED)).map(({ row: _row, ...one }) => one).map((one) => Object.values(one).join(' '))
const all = async () => (await at.rows(`select stage, year, subject, component, result from people.attainment where area_id = 3`)) as unknown as Attained[]

test('a row for each result goes in by stage and year, in the words of any system', async () => {
  const first = await give(['upn,urn,year,stage,subject,component,result', `${IVY},899001,2025,KS2,REA,scaled,104`, `${IVY},899001,2025,KS2,MAT,SS,B`, `${IVY},899001,2025,KS2,Writing,,exs`,
    `${OAK},899001,2024/25,Phonics screening,,,31`, `${OAK},899001,2025,phonics,PHO,mark,31`])
  assert.deepEqual([first.kind, first.status, byRule(first.issues)], ['attainment', 'committed', { subject: 1 }])
  assert.deepEqual(await stands(), ['KS2 2025 maths scaled-score B', 'KS2 2025 reading scaled-score 104', 'KS2 2025 writing ta EXS', 'PHONICS 2025 phonics mark 31'])
  const phonics = await give(['upn,urn,year,phonics mark,phonics outcome', `${OAK},899001,2025,33,Wa`])
  assert.deepEqual([phonics.status, phonics.rows], ['committed', { read: 1, new: 0, changed: 1, same: 0, rejected: 0 }], 'phonics takes the place of phonics')
  assert.deepEqual((await stands()).length, 5, 'and key stage 2 stays')
  await at.undo(phonics.batch!)
  assert.deepEqual((await stands()).at(-1), 'PHONICS 2025 phonics mark 31')
  await at.undo(first.batch!)
})

test('a profile of seventeen goals gives its good level by the goals, whatever the file says of it', async () => {
  const goals = ['LAU', 'SPE', 'SRG', 'MSE', 'BRE', 'GMS', 'FMS', 'CMP', 'WRD', 'WRI', 'NUM', 'NPA', 'PPA', 'PCC', 'NAW', 'CRM', 'BIE']
  const row = (upn: string, results: string, gld: string) => `${upn},899001,2025,${[...results].join(',')},${gld}`
  const report = await give([`upn,urn,year,${goals.join(',')},GLD`, row(IVY, '22222222222211111', 'N'), row(OAK, '22222222212222222', '0')])
  assert.deepEqual([report.status, byRule(report.issues)], ['committed', { gld: 1 }])
  const [ivy, oak] = [...Map.groupBy((await at.rows(ORDERED)) as unknown as (Attained & { row: number })[], ({ row: of }) => of).values()]
  assert.deepEqual([ivy!.length, oak!.length], [17, 18])
  assert.deepEqual([goodLevel(ivy!), goodLevel(oak!)], [true, false], 'the five goals of the world and the arts do not count')
  await at.undo(report.batch!)
})

test('key stage 4 takes any subject, grades of both scales, and children without a setting as the authority’s', async () => {
  const report = await give(['upn,year,stage,subject,component,result', `${IVY},2025,KS4,ENG,GCSE,9`, `${IVY},2025,KS4,Combined Science,GCSE,7-6`,
    `${IVY},2025,KS4,Hair & Beauty,VTCT Level 2,Merit`, `${IVY},2019,KS4,MAT,GCSE,A*`, `${IVY},2025,KS4,MAT,GCSE,10`, `${IVY},2025,KS4,FRE,GCSE,X`])
  assert.deepEqual([report.status, byRule(report.issues)], ['committed', { 'no-setting': 1, result: 1 }])
  assert.deepEqual(await stands(), ['KS4 2025 combined-science gcse 7-6', 'KS4 2025 english-language gcse 9', 'KS4 2025 french gcse X', 'KS4 2025 hair-beauty vtct-level-2 MERIT',
    'KS4 2019 maths gcse A*'])
  await at.undo(report.batch!)
})

test('a table of key stage 2 with a column for each result, codes for no result kept', async () => {
  const report = await give(['Forename,Surname,DOB,URN,Year,Reading scaled score,Maths scaled score,GPS score,Writing TA,Science TA', 'Ivy,Quill,03/05/2014,899001,2025,110,112,A,GDS,HNM',
    'Oak,Quill,03/05/2014,899001,2025,99,130,100,ZZZ,EXS'])
  assert.deepEqual([report.status, byRule(report.issues)], ['committed', { result: 2 }])
  const [ivy, oak] = [(await all()).filter(({ result }) => ['110', '112', 'A', 'GDS', 'HNM'].includes(result)), (await all()).filter(({ result }) => ['99', '100', 'EXS'].includes(result))]
  assert.deepEqual([ks2Together(ivy, 'expected'), ks2Together(ivy, 'higher'), ks2Together(oak, 'expected')], [true, true, null], 'a mark of 130 was none')
  await at.undo(report.batch!)
})

test('the standards: twelve goals, 32 of 40, 100 and EXS', () => {
  const ks2 = (reading: string, maths: string, writing: string): Attained[] => [['reading', 'scaled-score', reading], ['maths', 'scaled-score', maths],
    ['writing', 'ta', writing]].map(([subject, component, result]) => ({ stage: 'KS2', year: 2025, subject: subject!, component: component!, result: result! }))
  assert.deepEqual([ks2Together(ks2('100', '100', 'EXS'), 'expected'), ks2Together(ks2('99', '100', 'EXS'), 'expected'), ks2Together(ks2('100', '100', 'WTS'), 'expected'),
    ks2Together(ks2('120', '109', 'GDS'), 'higher'), ks2Together(ks2('B', '100', 'EXS'), 'expected')], [true, false, false, false, false])
  const phonics = (component: string, result: string): Attained[] => [{ stage: 'PHONICS', year: 2025, subject: 'phonics', component, result }]
  assert.deepEqual([phonicsMet(phonics('mark', '32'), 2025), phonicsMet(phonics('mark', '31'), 2025), phonicsMet(phonics('outcome', 'WA'), 2025), phonicsMet(phonics('mark', 'A'), 2025),
    phonicsMet(phonics('mark', '40'), 2020), phonicsMet([], 2025)], [true, false, true, false, null, null])
  assert.equal(Object.values(STAGES['EYFSP']!.subjects).filter(({ isOfGoodLevel }) => isOfGoodLevel).length, 12)
})
