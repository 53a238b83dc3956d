export type CensusTerm = 'autumn' | 'spring' | 'summer'

/** The day of a school census as the rule has it: first Thursday of October, third of January, third of May. ISO. */
export function censusDay(term: CensusTerm, year: number): string {
  const [month, nth] = RULE[term]
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay()
  const day = 1 + ((THURSDAY - first + 7) % 7) + (nth - 1) * 7
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)
}

const THURSDAY = 4
const RULE: Record<CensusTerm, [month: number, nth: number]> = { autumn: [9, 1], spring: [0, 3], summer: [4, 3] }

/** How a census is written as a period, in order of time: `2025-1-spring`. */
export const censusPeriod = (term: CensusTerm, year: number) => `${year}-${ORDER.indexOf(term) + 1}-${term}`

const ORDER: CensusTerm[] = ['spring', 'summer', 'autumn']
