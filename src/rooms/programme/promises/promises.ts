import { plannedRead, type Reader, type Writer } from '#platform'
import type { Rule } from './rules.ts'

/** How a promise is judged on published figures, as it is kept. */
export interface HeldTest {
  position: number
  measureId: string
  groupId: string
  placeId: number
  rule: Rule
  /** The value to reach, or the share to fall by in per cent; null where the rule needs none. */
  value: number | null
  /** Labels of periods; `from` is null where only the last counts. */
  from: string | null
  to: string
}

/** A measure of success or an agreed target of a strategy, with its tests. */
export interface HeldPromise {
  id: string
  number: number
  body: string
  /** Why nobody can say whether it was kept, where it has no test. */
  whyNotKnown: string | null
  /** What would have to be collected to know. */
  toKnow: string | null
  /** Measures that come near it, parted by commas: each an id, or id and group parted by a blank. */
  nearest: string | null
  /** What to know of how it is judged. */
  note: string | null
  version: number
  changedBy: string
  /** ISO time. */
  changedAt: string
  withdrawn: { at: string; by: string; reason: string } | null
  tests: HeldTest[]
}

/** The promises of a strategy by their number, withdrawn ones among them. */
export async function promisesOf(db: Reader | Writer, areaId: number, strategyId: string): Promise<HeldPromise[]> {
  return (await heldPromises(db, [areaId, strategyId])).map(({ held }) => held)
}

/** In one statement, so that a promise and its tests are of one version. */
const heldPromises = plannedRead<{ held: HeldPromise }, [areaId: number, strategyId: string]>('programme.promises', `
  select jsonb_build_object(
    'id', p.promise_id, 'number', p.number, 'body', p.body, 'whyNotKnown', p.why_not_known, 'toKnow', p.to_know, 'nearest', p.nearest, 'note', p.note,
    'version', p.version, 'changedBy', p.changed_by, 'changedAt', p.changed_at,
    'withdrawn', case when p.withdrawn_at is null then null else jsonb_build_object('at', p.withdrawn_at, 'by', p.withdrawn_by, 'reason', p.withdrawn_reason) end,
    'tests', coalesce((
      select jsonb_agg(jsonb_build_object('position', t.position, 'measureId', t.measure_id, 'groupId', t.group_id, 'placeId', t.place_id, 'rule', t.rule,
        'value', t.value, 'from', t.from_period, 'to', t.to_period) order by t.position)
      from programme.promise_test t where t.area_id = p.area_id and t.promise_id = p.promise_id), '[]')) as held
  from programme.promise p
  where p.area_id = $1 and p.strategy_id = $2
  order by p.number, p.promise_id`)
