import { sql } from 'kysely'
import { type Issue } from '#kernel'
import { type Reader, rows } from '#platform'
import type { BatchKey } from './batches.ts'
import { LEFT_OUT } from './left-out.ts'

/** Findings of one rule: how many, what can be said of all of them, and the first of them. */
export interface FindingGroup {
  rule: string
  severity: Issue['severity']
  count: number
  /** The message and the way to mend it that all share; null where they differ. */
  message: string | null
  fix: string | null
  first: Issue[]
}

/** On one page: so many of each rule, or of the one rule asked for, and so many in all. */
const A_GROUP = 20
const A_PAGE = 1000

/** A batch's findings by rule: first what it leaves out of what stands, then errors, then the most frequent; those of one rule where it is named. */
export async function findingGroups(db: Reader, { areaId, batchId }: BatchKey, rule?: string): Promise<FindingGroup[]> {
  const only = rule === undefined ? sql`` : sql`and rule = ${rule}`
  const groups = await rows(db, sql<Omit<FindingGroup, 'first'>>`
    select rule, severity, count(*)::int as count,
           case when count(distinct message) = 1 then min(message) end as message,
           case when count(distinct coalesce(fix, '')) = 1 then min(fix) end as fix
    from collection.finding
    where area_id = ${areaId} and batch_id = ${batchId} ${only}
    group by rule, severity
    order by rule <> ${LEFT_OUT}, severity, count(*) desc, rule`)
  const listed = await rows(db, sql<Issue>`
    select rule, severity, row, column_name as "column", value, message, fix
    from (select f.*, row_number() over (partition by rule, severity order by number) as place
          from collection.finding f
          where area_id = ${areaId} and batch_id = ${batchId} ${only}) numbered
    where place <= ${rule === undefined ? A_GROUP : A_PAGE}
    order by rule <> ${LEFT_OUT}, severity, place, number
    limit ${A_PAGE}`)
  return groups.map((group) => ({ ...group, first: listed.filter((one) => one.rule === group.rule && one.severity === group.severity) }))
}

/** How a finding says that it only tells: there is nothing to mend and nothing to decide. */
export const NOTHING_TO_DO = 'Nothing to do.'

/** How many of a batch's queries need somebody's word before it is taken in. One that is counted and no longer kept may be such a one. */
export async function queriesToAnswer(db: Reader, batch: { area_id: number; batch_id: number; queries: number }) {
  if (!batch.queries) return 0
  const found = await rows(db, sql<{ count: number }>`
    select count(*)::int as count from collection.finding
    where area_id = ${batch.area_id} and batch_id = ${batch.batch_id} and severity = 'query' and fix = ${NOTHING_TO_DO}`)
  return batch.queries - found[0]!.count
}

/** Every finding that is kept of a batch, in the order they were told. */
export function allFindings(db: Reader, { areaId, batchId }: BatchKey) {
  return rows(db, sql<Issue>`
    select rule, severity, row, column_name as "column", value, message, fix
    from collection.finding where area_id = ${areaId} and batch_id = ${batchId} order by number`)
}
