import type { GivenFile } from '#platform'
import type { GroupSpec, MeasureSpec, SeriesSpec } from '../published-set.ts'
import { type CuratedMeasure, dataSetName, EES, kebab } from './ees-book.ts'
import { type Columns, type Indicator, inWords } from './ees-columns.ts'
import type { Guidance } from './ees-guidance.ts'
import type { Key } from './ees-key.ts'
import type { Described } from './ees-meta.ts'

export interface SetToDescribe {
  data: GivenFile
  columns: Columns
  keys: Key[]
  /** Series in use, in their order. */
  used: { key: number; indicator: number }[]
  meta: Map<string, Described> | null
  guidance: Guidance | null
  /** Most decimals seen, by indicator: what is shown where the meta table does not say. */
  decimals: number[]
  periodType: string
}

const PUBLISHER = 'Department for Education'

/** The measures, groups and series of a data set, from the measure book, its meta table, the release's guidance or the columns' names. */
export function describeSet(set: SetToDescribe) {
  const name = dataSetName(set.data.name)
  const measures = set.columns.indicators.map((indicator, at) => measureOf(indicator, at, name, set))
  const series = set.used.map(({ key, indicator }): SeriesSpec =>
    seriesOf(set.keys[key]!, measures[indicator]!, set.columns.indicators[indicator]!, name),
  )
  const groups = new Map<string, GroupSpec>(set.used.map(({ key }) => [set.keys[key]!.group.id, set.keys[key]!.group]))
  const inUse = new Set(series.map(({ measure }) => measure))
  return {
    publisher: PUBLISHER,
    release: set.guidance?.release || inWords(name),
    measures: [...new Map(measures.filter(({ id }) => inUse.has(id)).map((one) => [one.id, one])).values()],
    groups: [...groups.values()],
    series,
  }
}

/** What an indicator is called to people. */
export function labelOf(indicator: Indicator, dataSet: string, guidance: Guidance | null) {
  return indicator.described?.label || guidance?.files.get(`${dataSet}.csv`.toLowerCase())?.labels.get(indicator.name) || inWords(indicator.name)
}

/** The unit, from the meta table, else told from the name: percentages have their sign in it or end in `pc`, `percent`, `perc`. */
export function unitOf({ name, described }: Indicator, label: string) {
  if (described) return described.unit
  return /(^|_)(pc|perc|percent|percentage|pt)(_|$)/i.test(name) || /percent|\(%\)/i.test(label) ? '%' : ''
}

function measureOf(indicator: Indicator, at: number, dataSet: string, set: SetToDescribe): MeasureSpec {
  const book = EES.dataSets[dataSet]
  const curated = book?.measures[indicator.name]
  const label = labelOf(indicator, dataSet, set.guidance)
  const unit = unitOf(indicator, label)
  const decimals = indicator.described?.decimals ?? Math.min(set.decimals[at] ?? 0, unit === '%' ? 1 : 2)
  const own = {
    id: kebab(`${dataSet} ${indicator.name}`),
    label,
    definition: label,
    unit,
    decimals,
    polarity: 'none',
    accountability: 'population',
  } as const
  const spec: CuratedMeasure = curated ?? own
  return {
    id: spec.id,
    label: spec.label,
    definition: spec.definition,
    method: spec.method ?? '',
    unit: spec.unit,
    polarity: spec.polarity,
    decimals: spec.decimals,
    periodType: set.periodType,
    accountability: spec.accountability,
    topic: book?.topic || set.guidance?.publication || indicator.described?.grouping || inWords(dataSet),
    publisher: PUBLISHER,
    breaks: book?.breaks ?? [],
    comparability: book?.comparability ?? '',
  }
}

function seriesOf({ code, group }: Key, measure: MeasureSpec, { name }: Indicator, dataSet: string): SeriesSpec {
  return {
    measure: measure.id,
    group: group.id,
    source: 'ees',
    code: `${kebab(dataSet)}/${name}${code}`,
    unit: measure.unit,
    polarity: measure.polarity,
    decimals: measure.decimals,
    quartiles: true,
    label: group.id === 'all' ? measure.label : `${measure.label}: ${group.label}`,
  }
}
