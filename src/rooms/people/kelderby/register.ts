import { REGISTER_CODES } from '../attendance/codes.ts'
import type { Chance } from '../chance.ts'
import { type Day, dayOf, SESSIONS, type SchoolYear, sessionOf } from './calendar.ts'
import { along, between, blend, branch, normal, rankOf, weighed } from './draw.ts'
import type { Child, Told } from './families.ts'
import type { Path, Stay } from './stays.ts'
import type { Sent } from './suspensions.ts'

/** Who is away how much: the share of sessions missed by those of a rank, most who are rarely away first. By phase. */
const AWAY = {
  primary: [[0, 0.004], [0.1, 0.011], [0.3, 0.022], [0.5, 0.035], [0.7, 0.058], [0.88, 0.1], [0.94, 0.14], [0.99, 0.25], [1, 0.6]],
  secondary: [[0, 0.003], [0.1, 0.01], [0.3, 0.026], [0.5, 0.04], [0.65, 0.06], [0.79, 0.098], [0.88, 0.15], [0.94, 0.23], [0.966, 0.5], [1, 0.95]],
  special: [[0, 0.01], [0.2, 0.035], [0.45, 0.068], [0.64, 0.1], [0.8, 0.17], [0.92, 0.31], [0.965, 0.5], [1, 0.95]],
} as const

/** Why children are away, each time; and for how many sessions. O, G and U are unauthorised. */
const WHY = { I: 11.7, M: 5.2, R: 0.5, T: 0.02, C: 3.4, C1: 0.03, J1: 0.12, G: 0.85, U: 3.6, O: 9, N: 0.8 }
const LONG: Record<keyof typeof WHY, readonly [number, number]> = { I: [2, 6], M: [1, 1], R: [2, 2], T: [6, 12], C: [1, 3], C1: [2, 4], J1: [1, 1], G: [4, 12], U: [1, 1], O: [1, 4], N: [1, 1] }

const MARK = Object.fromEntries(REGISTER_CODES.map(({ code, mark }) => [code, mark.charCodeAt(0)]))
const mark = (code: string) => MARK[code]!
const [AM, PM, CLOSED, LATE, SENT, ELSEWHERE, VISIT, WORK, STUDY, BLANK] = [mark('/'), mark('\\'), mark('#'), mark('L'), mark('E'), mark('D'), mark('V'), mark('W'), mark('S'), 32]
/** From this day the register has the codes of the 2024 regulations. */
const NEW_CODES = dayOf('2024-08-19')

/** A child's marks at a place in a school year, one byte a session; null where they were not there in it. */
export function registerOf(child: Child, stay: Stay, school: SchoolYear, path: Path, sent: readonly Sent[], told: Told): Uint8Array | null {
  const days = school.days.filter((day) => day >= stay.from && day <= Math.min(stay.to ?? told.until, told.until))
  if (!days.length) return null
  const chance = branch(told.seed, 12, child.number, school.year, stay.from)
  const group = school.year - child.cohort
  const marks = new Uint8Array(SESSIONS).fill(BLANK)
  const training = trainingDays(school, stay.est.setting.at)
  for (const day of days) {
    const at = sessionOf(school, day)
    const isClosed = training.has(day)
    marks[at] = isClosed ? CLOSED : AM
    if (group >= 0) marks[at + 1] = isClosed ? CLOSED : PM
  }
  const there: There = { marks, days: days.filter((day) => !training.has(day)), school, isOld: days[0]! < NEW_CODES }
  if (!there.days.length) return marks
  goElsewhere(there, path, stay, group)
  for (const one of sent) if (one.stay === stay && one.sessions !== null && one.category === 'SUSP') away(there, one.on, one.sessions, SENT)
  goOut(there, stay, group, told)
  sitExaminations(there, group, chance)
  beAway(there, child, stay, group, told, chance)
  beLate(there, child, chance)
  return marks
}

interface There {
  marks: Uint8Array
  days: Day[]
  school: SchoolYear
  isOld: boolean
}

/** The first day of the year and of spring, and three more of each school's own. */
function trainingDays({ days, terms }: SchoolYear, setting: number): ReadonlySet<Day> {
  const own = [41, 90, 150].map((at) => days[(at + ((setting * 7) % 23)) % days.length]!)
  const found = new Set([days[0]!, terms.spring.first, ...own])
  for (let at = 60; found.size < 5; at += 1) found.add(days[at]!)
  return found
}

/** Two registrations: Monday to Wednesday at the unit, the rest at school. */
function goElsewhere({ marks, days, school }: There, { second }: Path, stay: Stay, group: number) {
  for (const day of days) {
    if (!second.some(({ from, to }) => day >= from && day <= to)) continue
    const isUnitDay = (day - school.monday) % 7 < 3
    if (isUnitDay === stay.isSecond || group < 0) continue
    marks.fill(ELSEWHERE, sessionOf(school, day), sessionOf(school, day) + 2)
  }
}

/** Classes go on visits together; Year 10 spends a week at work. */
function goOut({ marks, days, school }: There, stay: Stay, group: number, told: Told) {
  const together = branch(told.seed, 13, school.year, group, stay.est.setting.at)
  const visits = group < 0 ? 0 : 3
  for (let nth = 0; nth < visits; nth += 1) overwrite(marks, sessionOf(school, school.days[between(together, 20, 180)]!), 2, VISIT)
  if (group !== 10) return
  const first = school.days[168]!
  for (const day of days) if (day >= first && day < first + 7) overwrite(marks, sessionOf(school, day), 2, WORK)
}

function sitExaminations({ marks, days, school }: There, group: number, chance: Chance) {
  if ((group !== 11 && group !== 13) || days.length < 150) return
  for (const day of days) if (day >= school.days[163]! && chance.next() < 0.06) overwrite(marks, sessionOf(school, day), 2, STUDY)
}

/** Where a child is present, something else is put. */
function overwrite(marks: Uint8Array, at: number, sessions: number, what: number) {
  for (let next = at; next < at + sessions; next += 1) if (marks[next] === AM || marks[next] === PM) marks[next] = what
}

/** Times away are drawn until as much is missed as this child misses. */
function beAway(there: There, child: Child, stay: Stay, group: number, told: Told, chance: Chance) {
  const { school, days } = there
  const phase = stay.est.setting.kind === 'special' ? 'special' : group <= 6 ? 'primary' : 'secondary'
  const leaning = blend([0.92, child.absence], [0.4, normal(branch(told.seed, 14, child.number, school.year))])
  const share = along(AWAY[phase], rankOf(leaning - (phase === 'special' ? 0.95 : 0)))
  const wanted = Math.round(share * days.length * 2 * (0.85 + 0.3 * chance.next()))
  const unruly = 0.4 + 1.3 * rankOf(child.behaviour)
  const keepsEid = child.family.ethnicity === 'APKN' || child.family.ethnicity === 'ABAN'
  const why = { ...WHY, O: WHY.O * unruly * (phase === 'secondary' ? 1.35 : 0.75), U: WHY.U * unruly, G: group >= 7 ? 0.4 : 1.1, R: keepsEid ? 3 : 0.1 }
  let missed = partTime(there, child, share, chance)
  for (let tries = 0; missed < wanted && tries < 300; tries += 1) {
    const reason = weighed(chance, why)
    const [least, most] = LONG[reason]
    const long = between(chance, least, most) * (share > 0.25 && (reason === 'I' || reason === 'O') ? 4 : 1)
    missed += away(there, dayToBeAway(there, reason, chance), Math.min(long, wanted - missed), codeOf(reason, there.isOld))
  }
}

/** Illness begins on Mondays more often, other absence lies about Fridays. */
function dayToBeAway({ days, school }: There, reason: string, chance: Chance): Day {
  const day = days[between(chance, 0, days.length - 1)]!
  if (chance.next() > 0.3) return day
  const monday = day - ((day - school.monday) % 7)
  return Math.max(days[0]!, reason === 'I' ? monday : reason === 'O' || reason === 'C' ? monday + 4 : day)
}

/** A few of those most away come for a part of each day for some weeks. */
function partTime(there: There, child: Child, share: number, chance: Chance): number {
  if (share < 0.12 || child.need < 0.6 || chance.next() > 0.35) return 0
  const from = between(chance, 0, Math.max(0, there.days.length - 40))
  let missed = 0
  for (const day of there.days.slice(from, from + between(chance, 20, 40))) missed += away(there, day, 1, codeOf('C2', there.isOld), 1)
  return missed
}

/** The new codes where they are in the book, else what was used before them. */
const codeOf = (code: string, isOld: boolean) => mark(isOld && ['C1', 'C2', 'J1'].includes(code) ? 'C' : code)

/** Puts a code where the child is present, from a day on, for so many sessions; answers how many it took the place of. */
function away({ marks, school }: There, from: Day, sessions: number, code: number, begin = 0) {
  let missed = 0
  let left = sessions
  for (let at = Math.max(0, sessionOf(school, from)) + begin; at < SESSIONS && left > 0; at += 1) {
    if (marks[at] === BLANK || marks[at] === CLOSED) continue
    left -= 1
    if (marks[at] !== AM && marks[at] !== PM) continue
    marks[at] = code
    missed += 1
  }
  return missed
}

function beLate({ marks, days, school }: There, child: Child, chance: Chance) {
  const times = Math.floor(days.length * 0.035 * Math.max(0.1, 1 + 0.7 * child.absence) * 2 * chance.next())
  for (let nth = 0; nth < times; nth += 1) {
    const at = sessionOf(school, days[between(chance, 0, days.length - 1)]!)
    if (marks[at] === AM) marks[at] = LATE
  }
}
