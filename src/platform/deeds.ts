import { sql } from 'kysely'
import { type Reader, rows } from './database.ts'

/** A line of the audit: who did what, when, by which door. */
export interface Deed {
  areaId: number
  at: Date
  action: string
  /** Slug of who acted; `operator` for the machine's own command line. */
  person: string
  door: string
  /** What it was done to, as an address a person could open; null where it names none. */
  subject: string | null
}

/** What was done in some areas (0 is the installation), newest first. What was written is not told here, only to what. */
export async function deedsOf(db: Reader, areas: number[], { most, skip }: { most: number; skip: number }): Promise<Deed[]> {
  const found = await rows(db, sql<Deed & { batch: string | null; measure: string | null; place: string | null; group: string | null }>`
    select area_id as "areaId", at, action, person, door, subject,
           input ->> 'batch' as batch, input ->> 'measure' as measure, input ->> 'place' as place, input ->> 'group' as "group"
    from platform.deed where area_id = any (${areas})
    order by at desc, deed_id desc limit ${most} offset ${skip}`)
  return found.map(({ batch, measure, place, group, ...deed }) => ({ ...deed, subject: deed.subject ?? subjectOf(batch, measure, place, group) }))
}

/** What an action's own input names: a batch, or the curve of a measure and place. */
function subjectOf(batch: string | null, measure: string | null, place: string | null, group: string | null) {
  if (batch !== null) return `/data/${encodeURIComponent(batch)}`
  if (measure === null || place === null) return null
  return `/measures/${encodeURIComponent(measure)}?${new URLSearchParams({ place, ...(group && group !== 'all' ? { group } : {}) })}`
}
