import { plannedRead, type Reader } from '#platform'
import { openByCurve, type OpenOfCurve } from '#rooms/programme'
import type { Quadrant } from '../results/quadrants.ts'
import { asServices, type ServiceOfArea } from './standing-services.ts'
import { NOTHING, type WrittenOfCurve, type WrittenOfPlace } from './written.ts'

/** What an area said for a scorecard: its sets of results and, of one, the results with their indicators; its services; what is written of a place. */
export interface Board {
  frameworks: BoardFramework[]
  framework: BoardFramework | null
  results: BoardResult[]
  services: ServiceOfArea[]
  written: WrittenOfPlace
}

export interface BoardFramework {
  id: string
  slug: string
  name: string
}

export interface BoardResult {
  id: string
  body: string
  looksLike: string
  ages: string
  groupId: string
  indicators: BoardIndicator[]
}

export interface BoardIndicator {
  id: string
  role: string
  measureId: string | null
  groupId: string | null
  wanted: string | null
  bringer: string | null
  rating: { by: string; at: string } | null
}

export interface BoardAsked {
  /** The area whose results and services are shown; null where the viewer has a part in none. */
  boardId: number | null
  /** A framework's slug; without one the newest in force. */
  slug: string | undefined
  /** The area the place lies in, where what is written there may be seen. */
  areaId: number | null
  placeId: number
  /** ISO date. */
  today: string
}

/** Reads it all in one statement, and beside it what is being done: each question more would cost a page of sixty measures as much as the figures do. */
export async function readBoard(db: Reader, { boardId, slug, areaId, placeId, today }: BoardAsked): Promise<Board> {
  if (boardId === null && areaId === null) return { frameworks: [], framework: null, results: [], services: [], written: () => NOTHING }
  const [[found], actions] = await Promise.all([board(db, [boardId, slug ?? null, areaId, placeId]), areaId === null ? [] : openByCurve(db, areaId, placeId, today)])
  const frameworks = (found?.frameworks ?? []).map(([id, own, name]) => ({ id, slug: own, name }))
  const byResult = Map.groupBy(found?.indicators ?? [], ([result]) => result)
  return {
    frameworks, framework: frameworks.find(({ id }) => id === found?.chosen) ?? null,
    results: (found?.results ?? []).map(([id, body, looksLike, ages, groupId]) => ({ id, body, looksLike, ages, groupId, indicators: (byResult.get(id) ?? []).map(asIndicator) })),
    services: asServices((found?.services ?? []).map(([serviceId, own, name, manager, id, body, measureId, groupId, quadrant, role]) => ({ serviceId, slug: own, name, manager, id, body, measureId, groupId, quadrant, role }))),
    written: byCurve(found, actions),
  }
}

function asIndicator([, id, role, measureId, groupId, wanted, bringer, by, at]: IndicatorLine): BoardIndicator {
  return { id, role, measureId, groupId, wanted, bringer, rating: by === null ? null : { by, at: at! } }
}

function byCurve(found: Found | undefined, actions: OpenOfCurve[]): WrittenOfPlace {
  const curves = new Map<string, WrittenOfCurve>()
  const of = (measureId: string, groupId: string) => {
    const key = `${measureId} ${groupId}`
    const held = curves.get(key) ?? { ...NOTHING, targets: [] }
    curves.set(key, held)
    return held
  }
  for (const [measure, group, period, ends, value] of found?.targets ?? []) of(measure, group).targets.push({ period, ends, value })
  for (const [measure, group, forecast, definition, decision, at] of found?.baselines ?? []) of(measure, group).baseline = { forecast, definition, decision, at }
  for (const [measure, group, period] of found?.stories ?? []) of(measure, group).story = { period }
  for (const [measure, group, named, agreed] of found?.partners ?? []) of(measure, group).partners = { named, agreed }
  for (const [measure, group, ideas] of found?.ideas ?? []) of(measure, group).ideas = ideas
  for (const { measureId, groupId, open, late } of actions) of(measureId, groupId).actions = { inTime: open - late, late }
  return (measureId, groupId) => curves.get(`${measureId} ${groupId}`) ?? NOTHING
}

type Baseline = NonNullable<WrittenOfCurve['baseline']>
type IndicatorLine = [result: string, id: string, role: string, measure: string | null, group: string | null, wanted: string | null, bringer: string | null, ratedBy: string | null, ratedAt: string | null]

/** Lists of lists: with names in them each line would be written and read three times as long. */
interface Found {
  frameworks: [id: string, slug: string, name: string][] | null
  chosen: string | null
  results: [id: string, body: string, looksLike: string, ages: string, group: string][] | null
  indicators: IndicatorLine[] | null
  services: [service: string, slug: string, name: string, manager: string, id: string, body: string, measure: string | null, group: string | null, quadrant: Quadrant, role: string][] | null
  targets: [measure: string, group: string, period: string, ends: string, value: number][] | null
  baselines: [measure: string, group: string, forecast: Baseline['forecast'], definition: number, decision: string, at: string][] | null
  stories: [measure: string, group: string, period: string | null][] | null
  partners: [measure: string, group: string, named: number, agreed: number][] | null
  ideas: [measure: string, group: string, ideas: number][] | null
}

const board = plannedRead<Found, [boardId: number | null, slug: string | null, areaId: number | null, placeId: number]>('scorecards.board', `
  with held as materialized (
    select framework_id, slug, name, (starts is null or starts <= current_date) and (ends is null or ends >= current_date) as in_force,
      row_number() over (order by starts desc nulls last, position desc) as place
    from scorecards.framework where area_id = $1
  ), chosen as materialized (
    select framework_id from held where $2::text is null or slug = $2 order by (in_force or $2::text is not null) desc, place limit 1
  ), result as materialized (
    select result_id, position, body, looks_like, ages, group_id from scorecards.result
    where area_id = $1 and framework_id = (select framework_id from chosen) and ended_at is null
  )
  select
    (select json_agg(json_build_array(framework_id, slug, name) order by place) from held) as frameworks,
    (select framework_id from chosen) as chosen,
    (select json_agg(json_build_array(result_id, body, looks_like, ages, group_id) order by position, result_id) from result) as results,
    (select json_agg(json_build_array(i.result_id, i.indicator_id, coalesce(part.role, 'data-development'), i.measure_id, i.group_id, i.wanted, i.bringer, rated.rated_by, rated.rated_at)
                     order by i.position, i.indicator_id)
     from scorecards.indicator i
     left join lateral (select role from scorecards.indicator_role o where o.area_id = i.area_id and o.indicator_id = i.indicator_id order by o.starts desc limit 1) part on true
     left join lateral (select rated_by, rated_at from scorecards.rating o where o.area_id = i.area_id and o.indicator_id = i.indicator_id order by o.rated_at desc limit 1) rated on true
     where i.area_id = $1 and i.result_id in (select result_id from result) and i.ended_at is null) as indicators,
    (select json_agg(json_build_array(s.service_id, s.slug, s.name, s.manager, m.performance_measure_id, m.body, m.measure_id, m.group_id, m.quadrant, m.role)
                     order by s.name, s.service_id, array_position(array['how-much', 'how-well', 'better-off-number', 'better-off-percent'], m.quadrant), m.position, m.performance_measure_id)
     from scorecards.service s
     join scorecards.performance_measure m on m.area_id = s.area_id and m.service_id = s.service_id and m.ended_at is null
     where s.area_id = $1 and s.ended_at is null) as services,
    (select json_agg(json_build_array(measure_id, group_id, period_label, period_ends, value) order by period_ends)
     from scorecards.target where area_id = $3 and place_id = $4 and withdrawn_at is null) as targets,
    (select json_agg(json_build_array(measure_id, group_id, forecast, definition_version, decision, frozen_at))
     from (select distinct on (measure_id, group_id) * from scorecards.baseline
           where area_id = $3 and place_id = $4 and withdrawn_at is null order by measure_id, group_id, frozen_at desc) newest) as baselines,
    (select json_agg(json_build_array(measure_id, group_id, period_label))
     from (select distinct on (measure_id, group_id) measure_id, group_id, period_label from scorecards.story
           where area_id = $3 and place_id = $4 order by measure_id, group_id, version desc) newest) as stories,
    (select json_agg(json_build_array(measure_id, group_id, named, agreed))
     from (select measure_id, group_id, count(*) as named, count(agreed_on) as agreed from scorecards.partner
           where area_id = $3 and place_id = $4 and ended_at is null group by measure_id, group_id) counted) as partners,
    (select json_agg(json_build_array(measure_id, group_id, ideas))
     from (select measure_id, group_id, count(*) as ideas from scorecards.idea
           where area_id = $3 and place_id = $4 and ended_at is null group by measure_id, group_id) counted) as ideas`)
