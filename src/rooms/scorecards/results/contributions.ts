import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, type Reader, rows, type Writer, writtenText } from '#platform'
import { endContributions } from './contribution-ends.ts'
import { holdsInArea } from './ground.ts'
import { findIndicator, holdIndicator } from './held-indicator.ts'
import { findPerformanceMeasure } from './performance-measures.ts'

const Measure = z.uuid('Say which of the service’s measures')
const Indicator = z.uuid('Say which indicator it contributes to')

export const KINDS = { contributes: 'Contributes to', enables: 'Makes possible', prevents: 'Keeps from getting worse' } as const

export const addContribution = action({
  name: 'scorecards.add-contribution',
  summary: 'Say to which indicator of a result a service’s measure contributes, how strongly, and why you think so',
  input: z.object({
    measure: Measure,
    indicator: Indicator,
    kind: z.enum(['contributes', 'enables', 'prevents'], 'Say how: it contributes to it, makes it possible, or keeps it from getting worse'),
    strength: z.enum(['high', 'medium', 'low'], 'Say how strongly: high, medium or low'),
    rationale: writtenText('Say why you think so, in a sentence', 1000),
  }),
  may: async (actor, { measure }, db) => holdsInArea(actor, 'scorecard:write', (await findPerformanceMeasure(actor, measure, db)).areaId, db),
  areaOf: async ({ measure }, db, actor) => (await findPerformanceMeasure(actor, measure, db)).areaId,
  async run({ actor, db, now, areaId }, { measure, indicator, kind, strength, rationale }) {
    const { isOver } = await findPerformanceMeasure(actor, measure, db as unknown as Reader)
    if (isOver) throw new Refusal('conflict', 'This performance measure is no longer kept, so it contributes to nothing')
    const held = await holdIndicator(actor, indicator, db)
    if (held.areaId !== areaId) throw new Refusal('invalid', 'This indicator is another area’s. A service contributes to the results of its own area', { indicator: 'Choose an indicator of this area' })
    await refuseAlone(db, areaId, held.resultId)
    await refuseTwice(db, areaId, measure, indicator)
    await db
      .insertInto('scorecards.contribution')
      .values({ area_id: areaId, performance_measure_id: measure, indicator_id: indicator, kind, strength, rationale, made_by: actor.slug, made_at: now })
      .execute()
    return { measure, indicator, kind, strength }
  },
})

export const endContribution = action({
  name: 'scorecards.end-contribution',
  summary: 'Say that a service’s measure no longer contributes to an indicator; that it did is kept',
  input: z.object({ measure: Measure, indicator: Indicator }),
  may: async (actor, { measure }, db) => holdsInArea(actor, 'scorecard:write', (await findPerformanceMeasure(actor, measure, db)).areaId, db),
  areaOf: async ({ measure }, db, actor) => (await findPerformanceMeasure(actor, measure, db)).areaId,
  touches: [{ table: 'scorecards.contribution', where: { performance_measure_id: 'measure', indicator_id: 'indicator' } }],
  async run({ actor, db, now, areaId }, { measure, indicator }) {
    await findIndicator(actor, indicator, db as unknown as Reader)
    await endContributions(db, { areaId, performanceMeasureId: measure, indicatorId: indicator, by: actor.slug, now })
    return { measure, indicator }
  },
})

/** A service's measure may not be all that measures a result. */
async function refuseAlone(db: Writer, areaId: number, resultId: string) {
  const measured = await rows(db, sql`select 1 from scorecards.indicator where area_id = ${areaId} and result_id = ${resultId} and ended_at is null and measure_id is not null limit 1`)
  if (measured.length) return
  const said = 'This result has no indicator of its own with figures yet, and a service’s measure may not be all that measures a result. Add an indicator of everyone it is for first'
  throw new Refusal('invalid', said, { indicator: said })
}

async function refuseTwice(db: Writer, areaId: number, measure: string, indicator: string) {
  const found = await rows(db, sql`select 1 from scorecards.contribution where area_id = ${areaId} and performance_measure_id = ${measure} and indicator_id = ${indicator} and ended_at is null limit 1`)
  if (found.length) throw new Refusal('conflict', 'This measure contributes to this indicator already. End that first to say it anew', { indicator: 'It contributes to this already' })
}
