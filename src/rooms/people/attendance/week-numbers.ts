import type { ReturnNumber } from '#platform'
import { numberedMarks } from '../returns/numbers.ts'
import type { Register, Said } from '../returns/said.ts'
import { mondayOf } from './school-week.ts'

/** What daily marks look like, week by week at each setting: how many children have marks, how many sessions were possible and how many missed. */
export function weekNumbers({ said }: { said: readonly Said[] }): ReturnNumber[] {
  const years = new Map<string, { placeId: number; year: number; weeks: Counts[] }>()
  for (const { reportedBy: placeId, facts } of said) {
    for (const { one } of facts) {
      const { year, week: first, marks } = one as Register
      const key = `${placeId} ${year}`
      let held = years.get(key)
      if (!held) years.set(key, (held = { placeId, year, weeks: [] }))
      for (let from = 0; from < marks.length; from += 10) {
        const [given, possible, missed] = numberedMarks(marks, from, Math.min(marks.length, from + 10))
        if (!given) continue
        const counts = (held.weeks[first + from / 10] ??= [0, 0, 0])
        counts[0] += 1
        counts[1] += possible
        counts[2] += missed
      }
    }
  }
  // A week nobody has marks of is a hole in the list, and is passed over.
  return [...years.values()].flatMap(({ placeId, year, weeks }) => weeks.flatMap((counts, week) => NAMES.map((name, at) => ({ placeId, period: mondayOf(year, week), name, value: counts[at]! }))))
}

type Counts = [children: number, possible: number, missed: number]

const NAMES = ['records', 'sessions-possible', 'sessions-missed']
