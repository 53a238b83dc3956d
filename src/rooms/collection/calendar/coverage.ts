import { sql } from 'kysely'
import { type Reader, rows } from '#platform'
import { calendarStanding, countStands, type Setting } from './standing.ts'

/** How much of what was expected a figure rests on. */
export interface Coverage {
  /** The return, as the calendar calls its period. */
  label: string
  dueOn: string
  expected: number
  /** In by the day or after it. */
  received: number
  /** Of those, after the day. */
  late: number
  nil: number
  /** Not in, and not due yet. */
  awaited: number
  /** Expected, due and not received. */
  missing: Pick<Setting, 'placeId' | 'name'>[]
  /** Settings that contest a figure of it. */
  contested: number
}

/**
 * What was expected of a series for a period or a day, and what of it came: null where nothing was expected. `series` is that of the facts
 * (`attendance-weekly`) or of the calendar (`attendance`).
 */
export async function coverageOf(db: Reader, areaId: number, series: string, at: { period: string } | { day: string }, { today, within }: { today: string; within?: number }): Promise<Coverage | null> {
  const when = 'period' in at ? sql`period = ${at.period}` : sql`${at.day}::date between covers_from and covers_until`
  const [due] = await rows(db, sql<{ id: string; dueOn: string }>`
    select expected_id as id, to_char(due_on, 'YYYY-MM-DD') as "dueOn" from collection.expected_return
    where area_id = ${areaId} and ended_at is null and (series = ${series} or ${series} = any (answered_by)) and ${when} order by due_on desc limit 1`)
  if (!due) return null
  const { expected, settings } = await calendarStanding(db, { areaId, today, from: due.dueOn, until: due.dueOn, within })
  const found = expected.find(({ id }) => id === due.id)
  if (!found) return null
  const counts = countStands(found.stands)
  const names = new Map(settings.map((one) => [one.placeId, one.name]))
  return {
    label: found.label, dueOn: found.dueOn, expected: counts.expected, received: counts.received + counts.late, late: counts.late, nil: counts.nil, awaited: counts.awaited, contested: counts.contested,
    missing: found.stands.filter(({ state }) => state === 'missing').map(({ placeId }) => ({ placeId, name: names.get(placeId) ?? 'the authority' })),
  }
}
