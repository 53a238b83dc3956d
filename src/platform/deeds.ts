import { type RawBuilder, sql } from 'kysely'
import { type Database, type Reader, rows } from './database.ts'

/** A line of the audit: who did or saw what, in which role, when, by which door, and why. */
export interface Deed {
  areaId: number
  deedId: string
  at: Date
  action: string
  /** Slug of who acted; `operator` for the machine's own command line. */
  person: string
  /** The role they acted in, in words. */
  actingAs: string | null
  door: string
  /** What it was done to, as an address a person could open; null where it names none. */
  subject: string | null
  childId: string | null
  isLook: boolean
  reason: string | null
  /** What stood there and what stands there now, field by field. Null where nothing changed, and of a child's record. */
  changes: Record<string, [unknown, unknown]> | null
  /** Which fields changed; of a child's record only that. */
  changed: string[] | null
}

/** Which lines are asked for: all that is said must be so. */
export interface DeedFilter {
  person?: string | undefined
  actions?: readonly string[] | undefined
  childId?: string | undefined
  kind?: 'look' | 'deed' | 'change' | 'reason' | undefined
  /** Days, as ISO says them; both belong to it. */
  from?: string | undefined
  to?: string | undefined
}

/** What was done in some areas (0 is the installation), newest first. Each area is asked by itself, so that none is gone through whole. */
export async function deedsOf(db: Reader | Database, areas: readonly number[], { most, skip }: { most: number; skip: number }, only: DeedFilter = {}): Promise<Deed[]> {
  const found = await Promise.all([...new Set(areas)].map((areaId) => deedsOfArea(db, areaId, most + skip, only)))
  return found.flat().sort((a, b) => b.at.getTime() - a.at.getTime() || (a.deedId < b.deedId ? 1 : -1)).slice(skip, skip + most)
}

type Read = Deed & { batch: string | null; measure: string | null; place: string | null; group: string | null }

async function deedsOfArea(db: Reader | Database, areaId: number, most: number, only: DeedFilter): Promise<Deed[]> {
  const found = await rows(db, sql<Read>`
    select d.area_id as "areaId", d.deed_id as "deedId", d.at, d.action, d.person, d.acting_as as "actingAs", d.door, d.subject, d.child_id as "childId", d.is_look as "isLook", d.reason,
           w.changes, w.changed, w.input ->> 'batch' as batch, w.input ->> 'measure' as measure, w.input ->> 'place' as place, w.input ->> 'group' as "group"
    from (select d.area_id, d.deed_id, d.at, d.action, d.person, d.acting_as, d.door, d.subject, d.child_id, d.is_look, d.reason
          from platform.deed d where ${sql.join([sql`d.area_id = ${areaId}`, ...conditions(only)], sql` and `)}
          order by d.at desc, d.deed_id desc limit ${most}) d
    left join platform.deed_words w on w.area_id = d.area_id and w.deed_id = d.deed_id
    order by d.at desc, d.deed_id desc`)
  return found.map(({ batch, measure, place, group, ...deed }) => ({ ...deed, subject: deed.subject ?? subjectOf(batch, measure, place, group) }))
}

function conditions({ person, actions, childId, kind, from, to }: DeedFilter): RawBuilder<unknown>[] {
  return [
    ...(person === undefined ? [] : [sql`d.person = ${person}`]),
    ...(actions === undefined ? [] : [sql`d.action = any (${actions}::text[])`]),
    ...(childId === undefined ? [] : [sql`d.child_id = ${childId}::uuid`]),
    ...(kind === undefined ? [] : [KINDS[kind]]),
    ...(from === undefined ? [] : [sql`d.at >= ${from}::date::timestamp at time zone 'Europe/London'`]),
    ...(to === undefined ? [] : [sql`d.at < (${to}::date + 1)::timestamp at time zone 'Europe/London'`]),
  ]
}

const KINDS = {
  look: sql`d.is_look`,
  deed: sql`not d.is_look`,
  change: sql`exists (select from platform.deed_words c where c.area_id = d.area_id and c.deed_id = d.deed_id and c.changed is not null)`,
  reason: sql`d.reason is not null`,
}

/** What an action's own input names: a batch, or the curve of a measure and place. */
function subjectOf(batch: string | null, measure: string | null, place: string | null, group: string | null) {
  if (batch !== null) return `/data/${encodeURIComponent(batch)}`
  if (measure === null || place === null) return null
  return `/measures/${encodeURIComponent(measure)}?${new URLSearchParams({ place, ...(group && group !== 'all' ? { group } : {}) })}`
}
