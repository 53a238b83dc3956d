import { plannedRead, query, type Reader } from '#platform'
import { holds } from '#rooms/access'
import { siteNamed } from '#rooms/places'
import { Curve, type CurveKey, curveNamed } from '#rooms/programme'
import type { Baseline } from './baselines.ts'
import type { Cause } from './causes.ts'
import type { Idea } from './ideas.ts'
import type { Partner } from './partners.ts'
import type { Question } from './questions.ts'
import type { Remark } from './remarks.ts'
import type { Scenario } from './scenarios.ts'
import type { Story } from './stories.ts'
import type { Target } from './targets.ts'

/** All that stands written about a curve, but its actions. */
export interface WrittenOfCurve {
  story: Story | undefined
  targets: Target[]
  /** Newest first; the first is what later figures are held against. */
  baselines: Baseline[]
  scenarios: Scenario[]
  causes: Cause[]
  questions: Question[]
  partners: Partner[]
  /** Those that cost nothing first. */
  ideas: Idea[]
  /** By period, then as they were written. */
  remarks: Remark[]
}

export const NOTHING_WRITTEN: WrittenOfCurve = { story: undefined, targets: [], baselines: [], scenarios: [], causes: [], questions: [], partners: [], ideas: [], remarks: [] }

export const readWritten = query({
  name: 'scorecards.written',
  summary: 'All that stands written about a curve: story, causes, questions, partners, what works, targets, baselines, scenarios and remarks',
  input: Curve,
  may: async (actor, { place }, db) => holds(actor, 'published:read', await siteNamed(db, place), db),
  read: async ({ db }, curve) => writtenOf(db, await curveNamed(db, curve)),
})

/** Reads it all in one question; nothing where the place lies in no area of ours. */
export async function writtenOf(db: Reader, { areaId, placeId, measureId, groupId }: CurveKey): Promise<WrittenOfCurve> {
  if (areaId === null) return NOTHING_WRITTEN
  const [found] = await allWritten(db, [areaId, placeId, measureId, groupId])
  const { story, targets, baselines, scenarios, causes, questions, partners, ideas, remarks } = found!
  return {
    story: story ? { ...story, writtenAt: new Date(story.writtenAt) } : undefined,
    targets: (targets ?? []).map((target) => ({ ...target, setAt: new Date(target.setAt) })),
    baselines: baselines ?? [], scenarios: scenarios ?? [], causes: causes ?? [], questions: questions ?? [], partners: partners ?? [], ideas: ideas ?? [], remarks: remarks ?? [],
  }
}

type Found = { [Kind in keyof WrittenOfCurve]: WrittenOfCurve[Kind] | null }

const CURVE = 'area_id = $1 and place_id = $2 and measure_id = $3 and group_id = $4'

const allWritten = plannedRead<Found, [areaId: number, placeId: number, measureId: string, groupId: string]>('scorecards.written', `
  select
    (select row_to_json(one) from (
      select version, body, not_known as "notKnown", period_label as period, written_by as "writtenBy", written_at as "writtenAt"
      from scorecards.story where ${CURVE} order by version desc limit 1) one) as story,
    (select json_agg(one) from (
      select target_id as id, period_label as period, period_ends as ends, value, reason, agreed_by as "agreedBy", set_by as "setBy", set_at as "setAt"
      from scorecards.target where ${CURVE} and withdrawn_at is null order by period_ends) one) as targets,
    (select json_agg(one) from (
      select baseline_id as id, decision, reason, definition_version as "definitionVersion", history, forecast, method, frozen_by as "frozenBy", frozen_at as "frozenAt"
      from scorecards.baseline where ${CURVE} and withdrawn_at is null order by frozen_at desc) one) as baselines,
    (select json_agg(one) from (
      select scenario_id as id, name, assumptions, points, made_by as by, made_at as at
      from scorecards.scenario where ${CURVE} and withdrawn_at is null order by made_at desc) one) as scenarios,
    (select json_agg(one) from (
      select cause_id as id, effect, body, evidence, evidence_address as "evidenceAddress", made_by as by, made_at as at
      from scorecards.cause where ${CURVE} and ended_at is null order by effect desc, made_at) one) as causes,
    (select json_agg(one) from (
      select question_id as id, body, finder, due, answer, answered_by as "answeredBy", answered_at as "answeredAt", made_by as by, made_at as at
      from scorecards.question where ${CURVE} and ended_at is null order by answer is not null, due nulls last, made_at) one) as questions,
    (select json_agg(one) from (
      select partner_id as id, name, part, agreed_on as "agreedOn", agreed_by as "agreedBy", made_by as by, made_at as at
      from scorecards.partner where ${CURVE} and ended_at is null order by made_at) one) as partners,
    (select json_agg(one) from (
      select idea_id as id, body, evidence, cost, source, source_address as "sourceAddress", leverage, feasibility, action_id as "actionId", made_by as by, made_at as at
      from scorecards.idea where ${CURVE} and ended_at is null
      order by array_position(array['no-cost', 'low-cost', 'costed'], cost), array_position(array['high', 'medium', 'low'], leverage) nulls last, made_at) one) as ideas,
    (select json_agg(one) from (
      select remark_id as id, period_label as period, body, made_by as by, made_at as at
      from scorecards.remark where ${CURVE} and taken_back_at is null order by made_at) one) as remarks`)
