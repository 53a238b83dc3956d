import { type Day, type SchoolYear, schoolYear } from './calendar.ts'
import { along, between, branch, weighed } from './draw.ts'
import type { Child, Told } from './families.ts'
import { groupOn, type Path, type Stay } from './stays.ts'
import { senOn, type Support } from './support.ts'

export interface Sent {
  stay: Stay
  on: Day
  /** Null for an exclusion for good. */
  sessions: number | null
  category: 'SUSP' | 'LNCH' | 'PERM'
  reasons: string[]
  sen: 'N' | 'K' | 'E'
}

/** Times a year for each of those whose behaviour is above a line, by how far above, squared; by year group. */
const TIMES = [[0, 0.9], [1, 1.8], [4, 2.7], [6, 4], [7, 3.2], [8, 5], [9, 6.2], [10, 5.8], [11, 3], [12, 0.2], [13, 0.2]] as const

const REASONS = { DB: 51, VA: 16, PP: 14, PA: 6, OW: 3.5, DA: 4, VP: 4, DM: 3, RA: 1.8, BU: 1, SM: 1, TH: 1, MT: 1, LG: 0.6, DS: 0.2 }
const LENGTHS = { 1: 8, 2: 40, 3: 5, 4: 22, 6: 12, 8: 4, 10: 9 }

/** Every suspension and exclusion of a child in the years told, in order of time. */
export function sentHome(child: Child, support: Support, path: Path, told: Told): Sent[] {
  const sent: Sent[] = []
  for (const stay of path.stays) {
    for (let year = told.firstYear; year <= told.lastYear; year += 1) sent.push(...sentIn(child, support, stay, schoolYear(year), told))
  }
  for (const { on, est } of path.excluded) {
    const stay = path.stays.find((one) => one.est === est && one.from <= on && (one.to === null || one.to >= on))
    if (!stay || on > told.until || on < schoolYear(told.firstYear).terms.autumn.first) continue
    sent.push({ stay, on, sessions: null, category: 'PERM', reasons: reasonsOf(branch(told.seed, 10, child.number)), sen: senOn(child, support, on) })
  }
  return sent.sort((one, other) => one.on - other.on)
}

function sentIn(child: Child, support: Support, stay: Stay, school: SchoolYear, told: Told): Sent[] {
  const days = school.days.filter((day) => day >= stay.from && day <= Math.min(stay.to ?? told.until, told.until))
  const group = days.length ? groupOn(child, days[0]!) : -1
  const above = child.behaviour - (group <= 6 ? 1.7 : 0.9)
  if (group < 0 || above <= 0 || days.length < 5) return []
  const chance = branch(told.seed, 11, child.number, school.year, stay.from)
  const times = (above * above * along(TIMES, group) * days.length) / school.days.length
  const sent: Sent[] = []
  let longest = 90
  while (sent.length < 12 && chance.next() < times / (1 + times)) {
    const on = days[between(chance, 0, days.length - 1)]!
    const sessions = Number(weighed(chance, LENGTHS))
    // Nobody is sent home while already sent home, nor for more than 45 days of a year.
    if (sent.some((one) => on < one.on + 21 && one.on < on + 21) || (longest -= sessions) < 0) continue
    const isLunch = chance.next() < 0.012
    sent.push({ stay, on, sessions: isLunch ? 1 : sessions, category: isLunch ? 'LNCH' : 'SUSP', reasons: reasonsOf(chance), sen: senOn(child, support, on) })
  }
  return sent
}

function reasonsOf(chance: ReturnType<typeof branch>) {
  const reasons = [weighed(chance, REASONS)]
  while (reasons.length < 3 && chance.next() < 0.22) {
    const more = weighed(chance, REASONS)
    if (!reasons.includes(more)) reasons.push(more)
  }
  return reasons
}
