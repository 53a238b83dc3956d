import { type Database, plannedRead } from '#platform'

/** A stay: pages opened within this time of one another are one visit. */
const MINUTES = 30
/** Looks this near each other are not told apart: most of them then need no write. */
const SECONDS = 60

/** Notes that a person is here, and answers when they were last here before this visit; null on their first. */
export async function noteVisit(db: Database, areaId: number, person: string, now: Date): Promise<Date | null> {
  const [held] = await seen(db, [areaId, person])
  return visitSince(db, { areaId, person, now, held: held ?? null })
}

/** When somebody was last seen, and when before that visit; as it is kept. */
export interface Seen {
  last: Date
  before: Date | null
}

/** The same, for who has asked already what is kept: most looks need no write. */
export async function visitSince(db: Database, { areaId, person, now, held }: { areaId: number; person: string; now: Date; held: Seen | null }): Promise<Date | null> {
  if (held && now.getTime() - held.last.getTime() < SECONDS * 1000 && held.last <= now) return held.before
  const gone = new Date(now.getTime() - MINUTES * 60_000)
  const [noted] = await note(db, [areaId, person, now, gone])
  return noted?.before ?? null
}

const seen = plannedRead<Seen, [areaId: number, person: string]>('desk.seen', `
  select last_at as last, before_at as before from desk.seen where area_id = $1 and person = $2`)

const note = plannedRead<{ before: Date | null }, [areaId: number, person: string, now: Date, gone: Date]>('desk.note-visit', `
  insert into desk.seen (area_id, person, last_at, before_at) values ($1, $2, $3, null)
  on conflict (area_id, person) do update
  set before_at = case when desk.seen.last_at < $4 then desk.seen.last_at else desk.seen.before_at end, last_at = excluded.last_at
  returning before_at as before`)
