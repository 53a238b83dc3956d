import { sql } from 'kysely'
import * as z from 'zod'
import { Refusal } from '#kernel'
import { action, newId, type Reader, rows, unlessBlank, type Writer, writtenText } from '#platform'
import { book, findSeries, labelOf, type Series } from '#rooms/measures'
import { endContributions } from './contribution-ends.ts'
import { holdsInArea } from './ground.ts'
import { refuseHeadlineUnlessFit } from './headlines.ts'
import { findIndicator, holdIndicator, keepRating, keepRole } from './held-indicator.ts'
import { PowersSoFar } from './ratings.ts'
import { findResult, refuseUnlessStands } from './results.ts'
import type { Role } from './results-read.ts'
import { RoleGiven } from './roles.ts'

const Words = unlessBlank(z.string().trim().max(500, 'Use 500 characters or fewer').optional())

export const addIndicator = action({
  name: 'scorecards.add-indicator',
  summary: 'Say what quantifies a result: a measure of the book, or what is missing and who will bring it',
  input: PowersSoFar.extend({
    result: z.uuid('Say which result'),
    measure: unlessBlank(z.string().max(200, 'Use 200 characters or fewer').optional()),
    group: unlessBlank(z.string().max(200, 'Use 200 characters or fewer').optional()),
    wanted: Words,
    bringer: Words,
    role: RoleGiven,
    ratedBecause: unlessBlank(z.string().trim().max(2000, 'Use 2,000 characters or fewer').optional()),
    reason: writtenText('Say why this indicator, in a sentence', 500),
  }),
  may: async (actor, { result }, db) => holdsInArea(actor, 'scorecard:write', (await findResult(actor, result, db)).areaId, db),
  areaOf: async ({ result }, db, actor) => (await findResult(actor, result, db)).areaId,
  async run({ actor, db, now, areaId }, { result, measure, group, wanted, bringer, role, reason, ...rated }) {
    const reader = db as unknown as Reader
    const { placeId } = await findResult(actor, result, reader)
    await refuseUnlessStands(db, areaId, result)
    const series = measure === undefined ? null : findSeries(await book(reader), measure, group)
    if (series === null) refuseWordsAlone(wanted, bringer, role)
    else refuseOneService(series)
    const measureId = series?.measure.id ?? null
    const groupId = series?.group.id ?? null
    await refuseTwice(db, areaId, result, series, wanted)
    const rating = series === null ? null : ratingGiven(rated)
    if (role === 'headline') await refuseHeadlineUnlessFit(db, { areaId, resultId: result, placeId, indicatorId: null, measureId, groupId, data: rating?.data ?? null })

    const indicator_id = newId()
    const { last } = await db.selectFrom('scorecards.indicator').select((of) => of.fn.max('position').as('last')).where('area_id', '=', areaId).where('result_id', '=', result).executeTakeFirstOrThrow()
    await db
      .insertInto('scorecards.indicator')
      .values({ area_id: areaId, indicator_id, result_id: result, position: (last ?? 0) + 1, measure_id: measureId, group_id: groupId, wanted: wanted ?? null, bringer: bringer ?? null, made_by: actor.slug, made_at: now })
      .execute()
    await keepRole(db, { areaId, indicatorId: indicator_id, role, reason, by: actor.slug, now })
    if (rating) await keepRating(db, { areaId, indicatorId: indicator_id, ...rating, by: actor.slug, now })
    return { id: indicator_id, measure: measureId, group: groupId, wanted: wanted ?? null, role }
  },
})

export const retireIndicator = action({
  name: 'scorecards.retire-indicator',
  summary: 'Take an indicator out of a result, with the reason; it stays in the history',
  input: z.object({ indicator: z.uuid('Say which indicator'), reason: writtenText('Say why it goes, in a sentence', 500) }),
  may: async (actor, { indicator }, db) => holdsInArea(actor, 'scorecard:write', (await findIndicator(actor, indicator, db)).areaId, db),
  areaOf: async ({ indicator }, db, actor) => (await findIndicator(actor, indicator, db)).areaId,
  touches: [{ table: 'scorecards.indicator', where: { indicator_id: 'indicator' } }, { table: 'scorecards.contribution', where: { indicator_id: 'indicator' } }],
  async run({ actor, db, now, areaId }, { indicator, reason }) {
    const { resultId } = await holdIndicator(actor, indicator, db)
    await db.updateTable('scorecards.indicator').set({ ended_at: now, ended_by: actor.slug, ended_reason: reason }).where('area_id', '=', areaId).where('indicator_id', '=', indicator).execute()
    await endContributions(db, { areaId, indicatorId: indicator, by: actor.slug, now })
    await refuseServicesAlone(db, areaId, resultId)
    return { id: indicator, reason }
  },
})

/** A measure of one service's work may not stand for the well-being of everyone. */
function refuseOneService({ measure }: Series) {
  if (measure.accountability === 'population') return
  const said = `“${measure.label}” tells how well one service works, and the service’s manager answers for it. A result needs an indicator of everyone it is for, for which partners answer together. Add this to its service instead, and say there which indicator it contributes to`
  throw new Refusal('invalid', said, { measure: said })
}

function refuseWordsAlone(wanted: string | undefined, bringer: string | undefined, role: Role) {
  if (!wanted) throw new Refusal('invalid', 'Choose a measure, or say what should be measured', { measure: 'Choose a measure, or say below what should be measured' })
  if (role !== 'data-development') throw new Refusal('invalid', 'Nothing measures this yet, so it belongs on the data development agenda', { role: 'Put it on the data development agenda' })
  if (!bringer) throw new Refusal('invalid', 'Say who will bring the figures: a role or a board, not a name', { bringer: 'Say who will bring the figures' })
}

async function refuseTwice(db: Writer, areaId: number, resultId: string, series: Series | null, wanted: string | undefined) {
  const same = series
    ? sql`measure_id = ${series.measure.id} and group_id = ${series.group.id}`
    : sql`measure_id is null and lower(wanted) = lower(${wanted ?? ''})`
  const found = await rows(db, sql`select 1 from scorecards.indicator where area_id = ${areaId} and result_id = ${resultId} and ended_at is null and ${same} limit 1`)
  if (!found.length) return
  const said = series ? `${labelOf(series)} is an indicator of this result already. Change its part there` : 'This is on the data development agenda of this result already'
  throw new Refusal('conflict', said, { [series ? 'measure' : 'wanted']: said })
}

function ratingGiven({ communication, proxy, data, ratedBecause }: z.infer<typeof PowersSoFar> & { ratedBecause?: string | undefined }) {
  if (!communication && !proxy && !data) return null
  if (!communication || !proxy || !data) throw new Refusal('invalid', 'Rate all three powers, or none', { [communication ? (proxy ? 'data' : 'proxy') : 'communication']: 'Rate this too' })
  if (!ratedBecause) throw new Refusal('invalid', 'Say why it is rated so, in a sentence', { ratedBecause: 'Say why it is rated so' })
  return { communication, proxy, data, reason: ratedBecause }
}

/** What services contribute may never be all that measures a result. */
async function refuseServicesAlone(db: Writer, areaId: number, resultId: string) {
  const [left] = await rows(db, sql<{ measured: number; contributions: number }>`
    select (select count(*)::int from scorecards.indicator where area_id = ${areaId} and result_id = ${resultId} and ended_at is null and measure_id is not null) as measured,
      (select count(*)::int from scorecards.contribution c join scorecards.indicator i on i.area_id = c.area_id and i.indicator_id = c.indicator_id
       where c.area_id = ${areaId} and i.result_id = ${resultId} and c.ended_at is null) as contributions`)
  if (left!.measured || !left!.contributions) return
  throw new Refusal('conflict', 'This is the last indicator of the result with figures of everyone, and services’ measures contribute to it: they may not measure it alone. Add another indicator first, or end what contributes')
}
