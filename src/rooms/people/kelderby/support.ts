import { type Day, dayOf, schoolYear } from './calendar.ts'
import { along, between, blend, branch, normal, rankOf, weighed } from './draw.ts'
import type { Child, Family, Told } from './families.ts'
import { groupOn } from './stays.ts'

/** What holds of a child beside where they are: needs, plans, free meals, caring. */
export interface Support {
  /** The day their plan began; null where they have none by the last day told. */
  planFrom: Day | null
  /** Since when they are at a special school; null where never. */
  specialFrom: Day | null
  /** Types of need, the first one first. */
  needs: string[]
  freeMeals: Period[]
  youngCarer: 'P' | 'S' | 'N'
  serviceChild: 'Y' | 'N'
  afterCare: 'N' | 'A' | 'G' | 'R' | 'C'
}

export interface Period { from: Day; to: Day | null }

/** Children of a hundred with a plan and with SEN support, by year group. */
export const PLANS = [[-1, 1.7], [0, 3.3], [2, 4.7], [4, 5.4], [6, 6.1], [7, 6.4], [9, 6.7], [11, 6.6], [13, 6.6]] as const
const SUPPORTED = [[-1, 7], [0, 9.5], [1, 14], [3, 17], [5, 17.6], [6, 16.6], [7, 14.6], [9, 13.4], [11, 12.2], [12, 7], [13, 6.5]] as const

export function supportOf(child: Child, told: Told): Support {
  const chance = branch(told.seed, 4, child.number)
  const planFrom = planFromOf(child, told)
  const specialFrom = planFrom === null || chance.next() > 0.36 ? null : schoolYear(child.cohort + (chance.next() < 0.55 ? 0 : chance.next() < 0.5 ? between(chance, 1, 6) : 7)).terms.autumn.first
  return {
    planFrom, specialFrom: specialFrom === null ? null : Math.max(specialFrom, planFrom!), needs: needsOf(child, planFrom !== null, specialFrom !== null, branch(told.seed, 5, child.number)),
    freeMeals: freeMealsOf(child, told), youngCarer: chance.next() < 0.007 + 0.003 * Math.max(0, child.family.poverty) ? (chance.next() < 0.6 ? 'S' : 'P') : 'N',
    serviceChild: branch(told.seed, 6, child.family.number).next() < 0.008 ? 'Y' : 'N', afterCare: chance.next() < 0.007 ? weighed(chance, { A: 5, G: 4, R: 1, C: 1 }) : 'N',
  }
}

/** N none, K SEN support, E plan. */
export function senOn(child: Child, { planFrom }: Support, day: Day): 'N' | 'K' | 'E' {
  if (planFrom !== null && day >= planFrom) return 'E'
  const group = groupOn(child, day)
  return rankOf(child.need) > 1 - (along(PLANS, group) + along(SUPPORTED, group)) / 100 ? 'K' : 'N'
}

/** Types of need as a return gives them on a day: who has a plan has been assessed, and Down syndrome is a type of its own from the year 2024/25. */
export const needsOn = ({ needs }: Support, sen: 'N' | 'K' | 'E', day: Day): string[] =>
  (sen === 'E' && needs[0] === 'NSA' ? ['OTH'] : needs).map((need) => (need === 'DS' && day < NEW_NEED ? 'OTH' : need))

const NEW_NEED = dayOf('2024-09-01')

function planFromOf(child: Child, told: Told): Day | null {
  const rank = rankOf(child.need)
  for (let group = -1; group <= 13; group += 1) {
    if (rank <= 1 - along(PLANS, group) / 100) continue
    const { days } = schoolYear(child.cohort + group)
    const day = days[between(branch(told.seed, 7, child.number), 0, days.length - 1)]! - (group === -1 ? 200 : 0)
    return day <= told.until ? day : null
  }
  return null
}

function needsOf(child: Child, hasPlan: boolean, isSpecial: boolean, chance: ReturnType<typeof branch>): string[] {
  const boys = child.sex === 'M' ? 1.3 : 0.7
  const weights = isSpecial
    ? { ASD: 38 * boys, SLD: 22, MLD: 12, SEMH: 14 * boys, PMLD: 8, SLCN: 6, PD: 3, MSI: 0.5, VI: 0.6, HI: 1, DS: 3 }
    : hasPlan
      ? { ASD: 35 * boys, SLCN: 22, SEMH: 17 * (child.behaviour > 0.5 ? 2 : 0.7), MLD: 7, SPLD: 4, PD: 4, HI: 2.5, VI: 1.4, OTH: 3, DS: 1, MSI: 0.3 }
      : { SLCN: 26, SEMH: 22 * (child.behaviour > 0.5 ? 2 : 0.6), SPLD: 15, MLD: 13, ASD: 9 * boys, OTH: 6, PD: 2.3, HI: 1.7, VI: 1, NSA: 5, MSI: 0.3 }
  const first = weighed<string>(chance, weights)
  const second = weighed<string>(chance, { SLCN: 4, SEMH: 4, MLD: 2, SPLD: 2, ASD: 2 })
  return first === 'NSA' || second === first || chance.next() < 0.62 ? [first] : [first, second]
}

/** Families have free meals while they are poor enough, which may change from year to year. */
function freeMealsOf({ family, cohort, number }: Child, told: Told): Period[] {
  const periods: Period[] = []
  const chance = branch(told.seed, 8, number)
  for (let year = cohort; year <= Math.min(cohort + 13, told.lastYear); year += 1) {
    const { days, terms } = schoolYear(year)
    const last = periods.at(-1)
    const [begins, ends] = [days[between(chance, 0, 50)]!, days[between(chance, 20, 150)]!]
    const isEligible = isPoorIn(family, year, told)
    if (isEligible && (!last || last.to !== null)) periods.push({ from: year === cohort ? terms.autumn.first : begins, to: null })
    else if (!isEligible && last?.to === null) last.to = ends
  }
  return periods.filter(({ from }) => from <= told.until).map(({ from, to }) => ({ from, to: to !== null && to > told.until ? null : to }))
}

/** Children of a hundred eligible, by the year a school year began; it has risen every year. */
const ELIGIBLE = [[2015, 14.3], [2018, 15.4], [2020, 20.8], [2021, 22.5], [2022, 23.8], [2023, 24.6], [2024, 25.7], [2025, 26.3]] as const

const isPoorIn = (family: Family, year: number, told: Told) =>
  rankOf(blend([0.96, family.poverty], [0.28, normal(branch(told.seed, 9, family.number, year))])) > 1 - along(ELIGIBLE, year) / 100

export const holdsOn = (periods: readonly Period[], day: Day) => periods.some(({ from, to }) => from <= day && (to === null || to >= day))

