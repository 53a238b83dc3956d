import { sql } from 'kysely'
import { newId, type Reader, rows, type Writer } from '#platform'
import type { BetterOff, Quadrant } from './quadrants.ts'
import type { Power, Role } from './results-read.ts'

export interface StarterService {
  slug: string
  name: string
  customers: string
  manager: string
  host: string
  /** ONS codes of the places whose demo has it. */
  demo: string[]
  measures: { key: string; body: string; measure?: string; group?: string; quadrant: Quadrant; betterOff?: BetterOff; role: Role }[]
  contributes: { from: string; measure?: string; group?: string; wanted?: string; kind: 'contributes' | 'enables' | 'prevents'; strength: Power; rationale: string }[]
}

interface Adopting {
  areaId: number
  by: string
  now: Date
}

/** Writes a starter service down for an area, with what it contributes to of the results it has; its id, or null where the area has the service. */
export async function adoptService(db: Writer, starter: StarterService, { areaId, by, now }: Adopting): Promise<string | null> {
  const { slug, name, customers, manager, host } = starter
  const made = await db
    .insertInto('scorecards.service')
    .values({ area_id: areaId, service_id: newId(), slug, name, customers, manager, host, changed_by: by, changed_at: now })
    .onConflict((c) => c.doNothing())
    .returning('service_id')
    .executeTakeFirst()
  if (!made) return null
  const ids = new Map<string, string>()
  for (const [at, { key, body, measure, group, quadrant, betterOff, role }] of starter.measures.entries()) {
    const performance_measure_id = newId()
    ids.set(key, performance_measure_id)
    await db
      .insertInto('scorecards.performance_measure')
      .values({
        area_id: areaId, performance_measure_id, service_id: made.service_id, position: at + 1, body, measure_id: measure ?? null, group_id: measure === undefined ? null : (group ?? 'all'),
        quadrant, better_off: betterOff ?? null, role, made_by: by, made_at: now,
      })
      .execute()
  }
  await contribute(db, starter, ids, { areaId, by, now })
  return made.service_id
}

/** Only to results that have an indicator of their own with figures: a service's measure may not be all that measures one. */
async function contribute(db: Writer, { contributes }: StarterService, ids: Map<string, string>, { areaId, by, now }: Adopting) {
  for (const { from, measure, group = 'all', wanted, kind, strength, rationale } of contributes) {
    const same = measure === undefined ? sql`i.measure_id is null and i.wanted = ${wanted}` : sql`i.measure_id = ${measure} and i.group_id = ${group}`
    const found = await rows(db as unknown as Reader, sql<{ id: string }>`
      select i.indicator_id as id
      from scorecards.indicator i join scorecards.result r on r.area_id = i.area_id and r.result_id = i.result_id
      where i.area_id = ${areaId} and i.ended_at is null and r.ended_at is null and ${same}
        and exists (select from scorecards.indicator m where m.area_id = i.area_id and m.result_id = i.result_id and m.ended_at is null and m.measure_id is not null)`)
    for (const { id } of found) {
      await db.insertInto('scorecards.contribution').values({ area_id: areaId, performance_measure_id: ids.get(from)!, indicator_id: id, kind, strength, rationale, made_by: by, made_at: now }).execute()
    }
  }
}
