import { sql } from 'kysely'
import { type Reader, rows, type Writer } from '#platform'
import { within } from './directory.ts'

export type CodeScheme = 'ons' | 'dfe' | 'lait' | 'urn' | 'laestab' | 'ukprn' | 'local'

/** Places by the codes sources use for them: all codes, of any time, read once, for a file of many rows. */
export interface PlaceFinder {
  /** The place a code stands for: on an ISO day, where one is given and the code stood for one then; else the latest. A LAESTAB moves when a school becomes an academy. */
  byCode: (scheme: CodeScheme, code: string, on?: string) => number | undefined
  /** Whether a code has stood for more than one place, so that it matters of which day one asks. */
  hasMoved: (scheme: CodeScheme, code: string) => boolean
  /** The establishment whose LAESTAB (seven digits) or URN (five or six) was written, however it is spaced. */
  bySetting: (written: string, on?: string) => number | undefined
  /** By whichever kind of code it is; a place's own code comes before a school's. */
  findAny: (code: string) => number | undefined
}

const ANY: CodeScheme[] = ['ons', 'dfe', 'lait', 'urn', 'laestab', 'ukprn']

/** The code of an establishment without the spaces and strokes people write into it. */
export const settingDigits = (written: string) => written.replaceAll(/[\s/-]/g, '')

export async function placeFinder(db: Reader | Writer): Promise<PlaceFinder> {
  const codes = await rows(
    db,
    sql<{ scheme: CodeScheme; code: string; place_id: number; starts: string | null; ends: string | null }>`
    select scheme, code, place_id, starts, ends
    from places.place_code
    order by coalesce(ends, 'infinity'), coalesce(starts, '-infinity'), place_id
  `,
  )
  const places = Map.groupBy(codes, ({ scheme, code }) => `${scheme} ${code}`)
  const byCode = (scheme: CodeScheme, code: string, on?: string) => {
    const found = places.get(`${scheme} ${code.trim()}`)
    const then = on === undefined ? undefined : found?.findLast(({ starts, ends }) => within(starts, ends, on))
    return (then ?? found?.at(-1))?.place_id
  }
  return {
    byCode,
    hasMoved: (scheme, code) => new Set(places.get(`${scheme} ${code.trim()}`)?.map(({ place_id }) => place_id)).size > 1,
    bySetting: (written, on) => {
      const digits = settingDigits(written)
      return /^\d{7}$/.test(digits) ? byCode('laestab', digits, on) : /^\d{5,6}$/.test(digits) ? byCode('urn', digits) : undefined
    },
    findAny: (code) => {
      for (const scheme of ANY) {
        const place = byCode(scheme, code)
        if (place !== undefined) return place
      }
      return undefined
    },
  }
}
