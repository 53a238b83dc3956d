import { sql } from 'kysely'
import { byTime, type Period, type PeriodType } from '#kernel'
import { type Reader, rows, snapshot } from '#platform'
import type { GroupSpec, MeasureSpec, Polarity } from './published-set.ts'

export interface Measure extends MeasureSpec {
  version: number
  validFrom: string
}

export interface HeldPeriod extends Period {
  periodId: number
  spelling: string
}

/** One published column we hold figures of, or will once its file is in. */
export interface Series {
  seriesId: number
  measure: Measure
  group: GroupSpec
  source: string
  code: string
  label: string
  unit: string
  polarity: Polarity
  decimals: number
  quartiles: boolean
  preference: number
  /** Oldest first. Empty until figures are in. */
  periods: HeldPeriod[]
}

/** The measure book as pages use it. */
export class Book {
  readonly measures: Measure[]
  readonly groups: Map<string, GroupSpec>
  private readonly byCode: Map<string, Series>
  private readonly byMeasure: Map<string, Series[]>

  constructor(measures: Measure[], groups: GroupSpec[], series: Series[]) {
    this.measures = measures
    this.groups = new Map(groups.map((group) => [group.id, group]))
    this.byCode = new Map(series.map((one) => [`${one.source}:${one.code}`, one]))
    this.byMeasure = Map.groupBy(series, (one) => one.measure.id)
  }

  measure(id: string) {
    return this.measures.find((one) => one.id === id)
  }

  /** The series a source publishes under its own name: `lait`, `TotPerAbNew`. */
  series(source: string, code: string) {
    return this.byCode.get(`${source}:${code}`)
  }

  /** All series of a measure: by group, and in each the source to show first, first. Those with figures come before those without. */
  seriesOf(measureId: string) {
    return this.byMeasure.get(measureId) ?? []
  }

  /** The series that speaks for a measure and group: the preferred source among those with figures. */
  chosen(measureId: string, groupId: string) {
    return this.seriesOf(measureId).find((one) => one.group.id === groupId)
  }

  /** The groups a measure is published for, in the order people expect. */
  groupsOf(measureId: string, withFigures = false) {
    const groups = this.seriesOf(measureId).filter((one) => !withFigures || one.periods.length).map((one) => one.group)
    return [...new Map(groups.map((group) => [group.id, group])).values()]
  }
}

export const book = snapshot(async (db: Reader) => {
  const measures = await db.selectFrom('measures.measure').selectAll().orderBy('measure_id').execute()
  const groups = await db.selectFrom('measures.grouping').selectAll().execute()
  const series = await db.selectFrom('measures.series').selectAll().orderBy('series_id').execute()
  const periods = await rows(db, sql<{ series_id: number; period_id: number; spelling: string; label: string; type: PeriodType; starts: string; ends: string }>`
    select sp.series_id, sp.period_id, sp.spelling, p.label, p.type, p.starts, p.ends
    from measures.series_period sp join measures.period p using (period_id)`)

  const bySeries = Map.groupBy(periods, (one) => one.series_id)
  const specs = groups.map(({ group_id, ...group }) => ({ id: group_id, ...group }))
  const groupById = new Map(specs.map((group) => [group.id, group]))
  const byId = new Map(measures.map((row) => [row.measure_id, asMeasure(row)]))
  const held = series.map((row) => ({
    seriesId: row.series_id, measure: byId.get(row.measure_id)!, group: groupById.get(row.group_id)!, source: row.source, code: row.code, label: row.label,
    unit: row.unit, polarity: row.polarity as Polarity, decimals: decimalsOf(row, byId.get(row.measure_id)!), quartiles: row.quartiles, preference: row.preference,
    periods: (bySeries.get(row.series_id) ?? [])
      .map((one) => ({ periodId: one.period_id, spelling: one.spelling, label: one.label, type: one.type, starts: one.starts, ends: one.ends }))
      .sort(byTime),
  }))
  held.sort((a, b) => position(a) - position(b) || Number(!a.periods.length) - Number(!b.periods.length) || a.preference - b.preference || a.seriesId - b.seriesId)
  return new Book([...byId.values()], specs, held)
})

/** The publisher names a decimal for some counts of children. A count has none, whatever it is shown beside. */
const decimalsOf = ({ unit, decimals }: { unit: string; decimals: number }, measure: Measure) => (unit === '' && measure.decimals === 0 ? 0 : decimals)

const position = ({ group }: Series) => (group.id === 'all' ? -1 : group.position)

function asMeasure(row: { measure_id: string; version: number; label: string; definition: string; method: string; unit: string; polarity: string; decimals: number; period_type: string; accountability: string; topic: string; publisher: string; breaks: unknown; comparability: string; valid_from: string }): Measure {
  return {
    id: row.measure_id, version: row.version, label: row.label, definition: row.definition, method: row.method, unit: row.unit, polarity: row.polarity as Polarity,
    decimals: row.decimals, periodType: row.period_type, accountability: row.accountability as Measure['accountability'], topic: row.topic, publisher: row.publisher,
    breaks: row.breaks as Measure['breaks'], comparability: row.comparability, validFrom: row.valid_from,
  }
}
