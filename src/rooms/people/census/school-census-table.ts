import { type GivenFile, readCsv } from '#platform'
import { readDay } from './cells.ts'
import { termOf, type WhichCensus } from './which-census.ts'

/** What a return says of itself as a whole. */
export interface SaidOfReturn {
  which: WhichCensus | null
  /** ISO; the day it speaks of. */
  referenceDay: string | null
  /** The three-digit code of the authority. */
  authority: string | null
}

/** What the first row of a schoolcensus table says. */
export async function firstOfCensusTable(file: GivenFile): Promise<SaidOfReturn> {
  const said: SaidOfReturn = { which: null, referenceDay: null, authority: null }
  let names: string[] = []
  let isFirst = true
  await readCsv(file.path, {
    header(found) {
      names = found.map((name) => name.toLowerCase())
    },
    row(cells) {
      if (!isFirst) return
      isFirst = false
      const cell = (name: string) => cells[names.indexOf(name)]?.trim() ?? ''
      Object.assign(said, saidOfReturn({ term: cell('term'), year: cell('year'), day: cell('referencedate'), lea: cell('lea') }))
    },
    problem: () => {},
  })
  return said
}

/** The same of what a header says, however it is written. */
export function saidOfReturn({ term, year, day, lea }: { term: string; year: string; day: string; lea: string }): SaidOfReturn {
  const known = termOf(term)
  const when = Number.parseInt(year, 10)
  return {
    which: known && when >= 2000 && when < 2100 ? { term: known, year: when } : null,
    referenceDay: day ? readDay(day) : null,
    authority: /^\d{1,3}$/.test(lea) ? lea.padStart(3, '0') : null,
  }
}
