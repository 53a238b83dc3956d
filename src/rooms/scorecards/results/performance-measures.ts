import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Actor, newId, type Reader, rows, unlessBlank, type Writer, writtenText } from '#platform'
import { book, findSeries, labelOf, type Series } from '#rooms/measures'
import { endContributions } from './contribution-ends.ts'
import { foundAmong, holdsInArea } from './ground.ts'
import { refuseWrongQuadrant } from './quadrants.ts'
import { RoleGiven } from './roles.ts'
import { findService, holdService } from './services.ts'

export const addPerformanceMeasure = action({
  name: 'scorecards.add-performance-measure',
  summary: 'Say how a service’s work is measured: how much, how well, is anyone better off',
  input: z.object({
    service: z.uuid('Say which service'),
    body: writtenText('Say what is measured, in words its customers understand', 300),
    measure: unlessBlank(z.string().max(200, 'Use 200 characters or fewer').optional()),
    group: unlessBlank(z.string().max(200, 'Use 200 characters or fewer').optional()),
    quadrant: unlessBlank(z.enum(['how-much', 'how-well', 'better-off-number', 'better-off-percent'], 'Say what it tells: how much, how well, or whether anyone is better off')),
    betterOff: unlessBlank(z.enum(['skill', 'attitude', 'behaviour', 'circumstance'], 'Say in what anyone is better off').optional()),
    role: RoleGiven,
  }),
  may: async (actor, { service }, db) => holdsInArea(actor, 'scorecard:write', (await findService(actor, service, db)).areaId, db),
  areaOf: async ({ service }, db, actor) => (await findService(actor, service, db)).areaId,
  async run({ actor, db, now, areaId }, { service, body, measure, group, quadrant, betterOff, role }) {
    await holdService(db, areaId, service)
    const series = measure === undefined ? null : findSeries(await book(db as unknown as Reader), measure, group)
    if (series) refuseEverybody(series)
    if (!series && role !== 'data-development') throw new Refusal('invalid', 'No figures are held of this, so it belongs on the data development agenda until there are', { role: 'Put it on the data development agenda' })
    refuseWrongQuadrant(quadrant, betterOff, series?.unit ?? null)
    await refuseTwice(db, areaId, service, body, series)
    const performance_measure_id = newId()
    const { last } = await db.selectFrom('scorecards.performance_measure').select((of) => of.fn.max('position').as('last')).where('area_id', '=', areaId).where('service_id', '=', service).executeTakeFirstOrThrow()
    await db
      .insertInto('scorecards.performance_measure')
      .values({
        area_id: areaId, performance_measure_id, service_id: service, position: (last ?? 0) + 1, body, measure_id: series?.measure.id ?? null, group_id: series?.group.id ?? null,
        quadrant, better_off: betterOff ?? null, role, made_by: actor.slug, made_at: now,
      })
      .execute()
    return { id: performance_measure_id, body, quadrant, role }
  },
})

export const endPerformanceMeasure = action({
  name: 'scorecards.end-performance-measure',
  summary: 'Take a performance measure out of its service, with the reason; it stays in the history',
  input: z.object({ id: z.uuid('Say which performance measure'), reason: writtenText('Say why it goes, in a sentence', 500) }),
  may: async (actor, { id }, db) => holdsInArea(actor, 'scorecard:write', (await findPerformanceMeasure(actor, id, db)).areaId, db),
  areaOf: async ({ id }, db, actor) => (await findPerformanceMeasure(actor, id, db)).areaId,
  touches: [{ table: 'scorecards.performance_measure', where: { performance_measure_id: 'id' } }, { table: 'scorecards.contribution', where: { performance_measure_id: 'id' } }],
  async run({ actor, db, now, areaId }, { id, reason }) {
    const ended = await db
      .updateTable('scorecards.performance_measure')
      .set({ ended_at: now, ended_by: actor.slug, ended_reason: reason })
      .where('area_id', '=', areaId).where('performance_measure_id', '=', id).where('ended_at', 'is', null)
      .returning('body')
      .executeTakeFirst()
    if (!ended) throw new Refusal('conflict', 'This performance measure was taken out already')
    await endContributions(db, { areaId, performanceMeasureId: id, by: actor.slug, now })
    return { id, reason }
  },
})

/** A performance measure of an area the person has a part in; those that were taken out too. */
export function findPerformanceMeasure(actor: Actor, id: string, db: Reader) {
  return foundAmong(actor, db, 'performance measure', (areas) => rows(db, sql<{ areaId: number; serviceId: string; isOver: boolean }>`
    select p.area_id as "areaId", p.service_id as "serviceId", p.ended_at is not null or s.ended_at is not null as "isOver"
    from scorecards.performance_measure p join scorecards.service s on s.area_id = p.area_id and s.service_id = p.service_id
    where p.area_id = any (${areas}) and p.performance_measure_id = ${id}`))
}

/** What is true of all children of a place is owned by no service. */
function refuseEverybody({ measure }: Series) {
  if (measure.accountability === 'performance') return
  const said = `“${measure.label}” is about everyone in a place, and no one service can answer for it. Measure what this service does for those it serves, and say which indicator that contributes to`
  throw new Refusal('invalid', said, { measure: said })
}

async function refuseTwice(db: Writer, areaId: number, serviceId: string, body: string, series: Series | null) {
  const same = series ? sql`(measure_id = ${series.measure.id} and group_id = ${series.group.id} or lower(body) = lower(${body}))` : sql`lower(body) = lower(${body})`
  const found = await rows(db, sql`select 1 from scorecards.performance_measure where area_id = ${areaId} and service_id = ${serviceId} and ended_at is null and ${same} limit 1`)
  if (found.length) throw new Refusal('conflict', `${series ? labelOf(series) : 'This'} is measured for this service already`, { [series ? 'measure' : 'body']: 'This is measured for this service already' })
}
