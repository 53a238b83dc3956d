import { schoolYear } from './calendar.ts'
import { along, blend, branch, normal, rankOf } from './draw.ts'
import type { Child, Told } from './families.ts'

export interface Result {
  stage: 'EYFSP' | 'phonics' | 'KS2' | 'KS4'
  subject: string
  component: string
  result: string
}

/** What a child attains at the end of a school year in a year group, before it is known whether they were there; empty where nothing is taken. */
export function resultsOf(child: Child, group: number, told: Told): Result[] {
  const draw = branch(told.seed, 16, child.number, group)
  if (group === 0) return profileOf(child, draw)
  if (group === 1) return [{ stage: 'phonics', subject: 'PHO', component: 'mark', result: String(Math.round(along(PHONICS, rankIn(child, draw, 0.86)))) }]
  if (group === 6) return endOfPrimary(child, draw)
  if (group === 11) return endOfSecondary(child, draw)
  return []
}

type Draw = ReturnType<typeof branch>

/** Where a child stands in one subject: mostly what they attain altogether. */
const rankIn = (child: Child, draw: Draw, own: number) => rankOf(blend([own, child.attainment], [Math.sqrt(1 - own * own), normal(draw)]))

/** The early learning goals, those first that a good level of development needs. */
export const GOALS = ['SRG', 'MSE', 'BRE', 'LAU', 'SPE', 'GMS', 'FMS', 'CMP', 'WRD', 'WRI', 'NUM', 'NPA', 'PPA', 'PCC', 'NAW', 'CRM', 'BIE']
export const GOALS_NEEDED = 12
const WITHOUT_GOOD_LEVEL = 0.317

/** 2 for expected, 1 for emerging. Who has not all that a good level needs lacks more the further away they are. */
function profileOf(child: Child, draw: Draw): Result[] {
  const rank = rankIn(child, draw, 0.9)
  const isGood = rank >= WITHOUT_GOOD_LEVEL
  const lacking = isGood ? 0 : 0.2 + 0.75 * (1 - rank / WITHOUT_GOOD_LEVEL)
  const results = GOALS.map((subject, at) => ({ stage: 'EYFSP' as const, subject, component: 'ELG', result: draw.next() < (at < GOALS_NEEDED ? lacking : Math.max(0.03, lacking)) ? '1' : '2' }))
  // Reading and writing words are what most lack.
  if (!isGood && results.slice(0, GOALS_NEEDED).every(({ result }) => result === '2')) results[8]!.result = '1'
  return results
}

const PHONICS = [[0, 0], [0.05, 8], [0.12, 20], [0.2, 31.6], [0.3, 34], [0.6, 37], [0.9, 39.6], [1, 40]] as const
const SCALED = [[0, 80], [0.06, 88], [0.14, 94], [0.245, 99.6], [0.4, 103.5], [0.6, 107], [0.7, 109.6], [0.9, 114], [1, 120]] as const

function endOfPrimary(child: Child, draw: Draw): Result[] {
  const isBelowTest = rankOf(child.attainment) < 0.03
  const scaled = () => (isBelowTest ? 'B' : String(Math.round(along(SCALED, rankIn(child, draw, 0.9)))))
  const tests = ['REA', 'MAT', 'GPS'].map((subject) => ({ stage: 'KS2' as const, subject, component: 'scaled', result: scaled() }))
  const writing = rankIn(child, draw, 0.9)
  return [...tests, { stage: 'KS2', subject: 'WRI', component: 'TA', result: isBelowTest ? 'PKS' : writing > 0.87 ? 'GDS' : writing > 0.275 ? 'EXS' : writing > 0.05 ? 'WTS' : 'PKS' }]
}

/** Grades 9 to 1 and U by rank, as GCSE grades fall. */
const GRADES = [[0, 0], [0.03, 0.6], [0.1, 1.5], [0.2, 2.5], [0.33, 3.5], [0.5, 4.5], [0.65, 5.5], [0.79, 6.5], [0.9, 7.5], [0.96, 8.5], [1, 9.4]] as const
const EVERYBODY = ['ENG', 'LIT', 'MAT']
const BACCALAUREATE = ['BIO', 'CHE', 'PHY', 'HIS', 'GEO', 'FRE', 'CSC']
const OPEN = ['ART', 'DRA', 'REL', 'PED', 'FOO', 'BUS']

function endOfSecondary(child: Child, draw: Draw): Result[] {
  const rank = rankOf(child.attainment)
  const pick = (from: readonly string[], many: number) => [...from].map((subject) => [draw.next(), subject] as const).sort(([one], [other]) => one - other).slice(0, many).map(([, subject]) => subject)
  const subjects = rank < 0.03 ? ['ENG', 'MAT'] : [...EVERYBODY, ...pick(BACCALAUREATE, rank < 0.25 ? 2 : 4), ...pick(OPEN, rank < 0.4 ? 2 : 1)]
  return subjects.map((subject) => ({ stage: 'KS4', subject, component: 'GCSE', result: grade(along(GRADES, rankIn(child, draw, 0.92))) }))
}

const grade = (points: number) => (points < 0.5 ? 'U' : String(Math.min(9, Math.round(points))))

/** Attainment 8: English twice (where language and literature were both taken), mathematics twice, three of the baccalaureate, three more. */
export function attainment8(results: readonly Result[]): number {
  const points = new Map(results.map(({ subject, result }) => [subject, result === 'U' ? 0 : Number(result)]))
  const of = (subjects: readonly string[]) => subjects.flatMap((subject) => (points.has(subject) ? [points.get(subject)!] : [])).sort((one, other) => other - one)
  const english = of(['ENG', 'LIT'])
  const bacc = of(BACCALAUREATE)
  const rest = [...bacc.slice(3), ...of(OPEN), ...english.slice(1)].sort((one, other) => other - one)
  const sum = (many: number[]) => many.reduce((all, one) => all + one, 0)
  return (english[0] ?? 0) * (english.length > 1 ? 2 : 1) + (points.get('MAT') ?? 0) * 2 + sum(bacc.slice(0, 3)) + sum(rest.slice(0, 3))
}

/** Assessed from the end of May of a year on. */
export const assessedFrom = (year: number) => schoolYear(year).terms.summer.first + 35
