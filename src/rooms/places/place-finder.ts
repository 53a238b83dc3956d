import { sql } from 'kysely'
import { type Reader, rows, type Writer } from '#platform'

export type CodeScheme = 'ons' | 'dfe' | 'lait' | 'urn' | 'laestab' | 'local'

/** Places by the codes sources use for them: all codes, of any time, read once, for a file of many rows. */
export interface PlaceFinder {
  byCode: (scheme: CodeScheme, code: string) => number | undefined
  /** By whichever kind of code it is; a place's own code comes before a school's. */
  findAny: (code: string) => number | undefined
}

const ANY: CodeScheme[] = ['ons', 'dfe', 'lait', 'urn', 'laestab']

export async function placeFinder(db: Reader | Writer): Promise<PlaceFinder> {
  const codes = await rows(
    db,
    sql<{ scheme: CodeScheme; code: string; place_id: number }>`
    select scheme, code, place_id
    from places.place_code
    order by coalesce(ends, 'infinity'), coalesce(starts, '-infinity'), place_id
  `,
  )
  const places = new Map<string, number>()
  for (const { scheme, code, place_id } of codes) places.set(`${scheme} ${code}`, place_id)
  const byCode = (scheme: CodeScheme, code: string) => places.get(`${scheme} ${code.trim()}`)
  return {
    byCode,
    findAny: (code) => {
      for (const scheme of ANY) {
        const place = byCode(scheme, code)
        if (place !== undefined) return place
      }
      return undefined
    },
  }
}
