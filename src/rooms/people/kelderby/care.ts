import { type Day, dayOf } from './calendar.ts'
import { between, blend, branch, normal, rankOf, weighed } from './draw.ts'
import type { Child, Told } from './families.ts'

export interface Episode {
  from: Day
  to: Day | null
  legalStatus: string
  placement: string
  /** Why it began and, where it ended, why. */
  began: string
  ended: string
}

/** What social care knows of a child. */
export interface Care {
  /** Their number in social care's own system. */
  number: number
  lookedAfter: Episode[]
  inNeed: { from: Day; to: Day | null; need: string; factors: string[] }[]
  protection: { from: Day; to: Day | null; category: string }[]
  disability: string | null
}

/** How many of a hundred children in the city are ever known to social care while they are of school age; the poorer, the likelier. */
const EVER_IN_NEED = 0.105

/** Null for most. Known until the last day told. */
export function careOf(child: Child, hasPlan: boolean, told: Told): Care | null {
  const chance = branch(told.seed, 17, child.number)
  const leaning = rankOf(blend([0.45, child.family.poverty], [0.35, child.need], [0.3, child.behaviour], [0.75, normal(chance)]))
  const isDisabled = hasPlan && chance.next() < 0.09
  if (leaning < 1 - EVER_IN_NEED && !isDisabled) return null
  const care: Care = { number: 100_000 + child.number, lookedAfter: [], inNeed: [], protection: [], disability: isDisabled ? weighed(chance, { LD: 5, AUT: 5, BEH: 2, MOB: 2, COMM: 2 }) : null }
  let day = child.born + between(chance, 400, 5000)
  const last = Math.min(told.until, child.born + 18 * 365)
  for (let nth = 0; nth < 3 && day < last; nth += 1) {
    const lasts = isDisabled ? 2500 : between(chance, 60, 900)
    const need = isDisabled ? 'N2' : weighed(chance, { N1: 56, N3: 5, N4: 12, N5: 15, N6: 5, N7: 1, N8: 2, N9: 4 })
    const to = day + lasts > last ? null : day + lasts
    care.inNeed.push({ from: day, to, need, factors: factorsOf(chance) })
    const isProtected = need === 'N1' && chance.next() < 0.26
    if (isProtected) care.protection.push({ from: day + 30, to: endBy(day + 30 + between(chance, 100, 500), to, last), category: weighed(chance, { NEG: 49, EMO: 38, PHY: 8, SAB: 5 }) })
    if (leaning > 1 - EVER_IN_NEED * 0.3 && care.lookedAfter.length === 0 && chance.next() < 0.62) care.lookedAfter = episodesOf(day + between(chance, 20, 200), last, child.born, chance)
    if (chance.next() < 0.55) break
    day += lasts + between(chance, 100, 1200)
  }
  return { ...care, lookedAfter: care.lookedAfter.filter(({ from }) => from <= last), protection: care.protection.filter(({ from }) => from <= last) }
}

const endBy = (day: Day, within: Day | null, last: Day) => (day > last ? null : within === null ? day : Math.min(day, within))

/** 3A to 3C: a young carer; the others are what is found most. */
function factorsOf(chance: ReturnType<typeof branch>) {
  const found = ['3B', '4B', '2B', '1B', '19B', '18B', '9A', '5A', '6A', '20'].filter(() => chance.next() < 0.24)
  if (chance.next() < 0.045) found.push('8F')
  return chance.next() < 0.05 ? [...found, '7A'] : found
}

function episodesOf(begins: Day, last: Day, born: Day, chance: ReturnType<typeof branch>): Episode[] {
  const episodes: Episode[] = []
  const ends = begins + between(chance, 60, 2600)
  let from = begins
  while (from < Math.min(ends, last) && episodes.length < 6) {
    const to = Math.min(ends, from + between(chance, 40, 1100))
    const before = episodes.at(-1)
    const legalStatus = !before && chance.next() < 0.45 ? 'V2' : weighed(chance, { C2: 62, C1: 22, V2: 10, E1: 6 })
    const placement = from - born > 16.1 * 365 && chance.next() < 0.3 ? 'H5' : weighed(chance, { U1: 12, U6: 55, K2: 15, P1: 6 })
    const ended = to > last ? '' : to === ends ? weighed(chance, { E4A: 40, E45: 15, E12: 8, E13: 10, E8: 27 }) : 'X1'
    episodes.push({ from, to: to > last ? null : to, legalStatus, placement, began: whyBegan(before, legalStatus, placement), ended })
    from = to
  }
  return episodes
}

/** S began to be looked after; L other legal status, P other placement, B both, T other carer in the same placement. */
function whyBegan(before: Episode | undefined, legalStatus: string, placement: string) {
  if (!before) return 'S'
  const isOther = [before.legalStatus !== legalStatus, before.placement !== placement]
  return isOther[0] && isOther[1] ? 'B' : isOther[0] ? 'L' : isOther[1] ? 'P' : 'T'
}

/** Whether a child was looked after on a day. */
export const isLookedAfter = (care: Care | null, day: Day) => care !== null && care.lookedAfter.some(({ from, to }) => from <= day && (to === null || to > day))
export const isInNeed = (care: Care | null, day: Day) => care !== null && (isLookedAfter(care, day) || care.inNeed.some(({ from, to }) => from <= day && (to === null || to >= day)))

/** Years of social care end on 31 March: the first and last day of the one that ends in a year. */
export const careYear = (year: number): readonly [Day, Day] => [dayOf(`${year - 1}-04-01`), dayOf(`${year}-03-31`)]
