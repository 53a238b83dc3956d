import type { FigureStatus, Missing, Period } from '#kernel'
import { MISSING } from '#kernel'

export type Polarity = 'high' | 'low' | 'none'
export type Source = 'lait' | 'ees'

/** What a measure is, for the measure book. `id` is a stable kebab-case slug. */
export interface MeasureSpec {
  id: string
  label: string
  /** What is counted, in words. */
  definition: string
  /** How the source works it out; '' where it does not say. */
  method: string
  unit: string
  polarity: Polarity
  decimals: number
  /** As the source names it: "Academic Year". '' where it does not say. */
  periodType: string
  /** Population: the well-being of all children of a place. Performance: how well a service works. */
  accountability: 'population' | 'performance'
  topic: string
  publisher: string
  /** Breaks in series and other cautions about comparing. */
  breaks: { period: string; note: string }[]
  comparability: string
}

/** A group of children a measure is published for; `all` is everyone. */
export interface GroupSpec {
  id: string
  label: string
  /** What divides the groups: "SEN provision", "Sex", "Ethnicity". '' for all. */
  topic: string
  /** The order people expect within the topic. */
  position: number
}

/**
 * One published column: a measure for a group as one source gives it. Unit, polarity, decimals and the quartile rule are the
 * source's own, which may differ from the measure book's.
 */
export interface SeriesSpec {
  measure: string
  group: string
  source: Source
  /** The source's own name: a LAIT short name, or `dataset/indicator` with its filters for EES. Unique within the source. */
  code: string
  unit: string
  polarity: Polarity
  decimals: number
  quartiles: boolean
  /** The source's own label, shown in "why". */
  label: string
}

/** A period as the source spells it, with what the spelling says of its figures. */
export interface SpeltPeriod {
  spelling: string
  period: Period
  status: FigureStatus | null
}

/** A place of the file: one we hold, or a school to be made when the file is committed. */
export type PlaceOfFile =
  | { placeId: number }
  | { school: { urn: string; laestab: string | null; name: string; authorityId: number | null } }

/** Everything a file of published figures says, ready to be compared with what is held and taken in. */
export interface PublishedSet {
  source: Source
  publisher: string
  /** The release the figures came in, as people call it: "Education, health and care plans, reporting year 2025". */
  release: string
  measures: MeasureSpec[]
  groups: GroupSpec[]
  series: SeriesSpec[]
  periods: SpeltPeriod[]
  places: PlaceOfFile[]
  cells: Cells
}

/** The figures themselves, one entry a cell, as columns: 641,070 objects would take 250 MB, this takes 25. */
export class Cells {
  length = 0
  /** Index into `series`, `periods`, `places` of the set. */
  series: Int32Array
  period: Int32Array
  place: Int32Array
  /** NaN where missing. */
  value: Float64Array
  /** 0 where there is a value, else 1 + index into MISSING. */
  missing: Uint8Array
  /** NaN where the source gives only the rate. */
  numerator: Float64Array
  denominator: Float64Array
  /** Row of the file. */
  row: Int32Array
  /** The text as found, kept only where it differs from how we would print what we read. */
  found = new Map<number, string>()

  constructor(room = 1024) {
    this.series = new Int32Array(room)
    this.period = new Int32Array(room)
    this.place = new Int32Array(room)
    this.value = new Float64Array(room)
    this.missing = new Uint8Array(room)
    this.numerator = new Float64Array(room)
    this.denominator = new Float64Array(room)
    this.row = new Int32Array(room)
  }

  /** Adds a cell; exactly one of value and missing is given, as `readFigure` answers them. */
  add(cell: { series: number; period: number; place: number; value: number | null; missing: Missing | null; numerator?: number | null; denominator?: number | null; row: number; found?: string }) {
    if (this.length === this.series.length) this.grow()
    const at = this.length++
    this.series[at] = cell.series
    this.period[at] = cell.period
    this.place[at] = cell.place
    this.value[at] = cell.value ?? Number.NaN
    this.missing[at] = cell.missing === null ? 0 : 1 + MISSING.indexOf(cell.missing)
    this.numerator[at] = cell.numerator ?? Number.NaN
    this.denominator[at] = cell.denominator ?? Number.NaN
    this.row[at] = cell.row
    if (cell.found !== undefined) this.found.set(at, cell.found)
  }

  private grow() {
    const room = this.series.length * 2
    this.series = longer(new Int32Array(room), this.series)
    this.period = longer(new Int32Array(room), this.period)
    this.place = longer(new Int32Array(room), this.place)
    this.value = longer(new Float64Array(room), this.value)
    this.missing = longer(new Uint8Array(room), this.missing)
    this.numerator = longer(new Float64Array(room), this.numerator)
    this.denominator = longer(new Float64Array(room), this.denominator)
    this.row = longer(new Int32Array(room), this.row)
  }
}

function longer<Column extends Int32Array | Float64Array | Uint8Array>(to: Column, from: Column): Column {
  to.set(from as never)
  return to
}
