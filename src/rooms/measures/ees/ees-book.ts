import type { FigureStatus, PeriodType } from '#kernel'
import type { Polarity } from '../published-set.ts'
import written from '../../../../specs/ees.json' with { type: 'json' }

/** What the EES convention fixes, and what we know of single data sets, as `specs/ees.json` has it. */
export interface EesSpec {
  levels: Level[]
  required: string[]
  /** Other spellings of harmonised columns. */
  aliases: Record<string, string>
  regions: Record<string, string>
  timeIdentifiers: TimeIdentifier[]
  metaColumns: string[]
  metaColumnsOptional: string[]
  units: string[]
  statuses: Record<string, FigureStatus>
  statusColumns: string[]
  /** Filter → the column its values are grouped by, where no meta says so. */
  pairs: Record<string, string>
  /** Columns that divide children or schools, even where their values are all numbers. */
  filters: string[]
  /** Columns that describe a school rather than divide its figure. */
  schoolAttributes: string[]
  /** Values that stand for everyone, by column. */
  wholes: Record<string, string[]>
  /** What goes before a group's name, by topic: "age 10" of two topics are two groups. */
  topics: Record<string, string>
  /** Groups of the measure book by the value as files spell it, in small letters. */
  values: Record<string, { slug: string; label: string }>
  dataSets: Record<string, DataSetSpec>
}

export interface Level {
  name: string
  /** Our level, or null where figures of it are passed over. */
  level: string | null
  codes: string[]
  names: string[]
}

export interface TimeIdentifier {
  name: string
  family: 'academic' | 'calendar' | 'financial' | 'reporting' | 'tax'
  part?: string
  /** First month after the family's start, and how many. */
  months?: number[]
  week?: number
  type?: PeriodType
}

export interface DataSetSpec {
  topic: string
  breaks: { period: string; note: string }[]
  comparability: string
  /** By the indicator's column. */
  measures: Record<string, CuratedMeasure>
}

export interface CuratedMeasure {
  id: string
  label: string
  definition: string
  method?: string
  unit: string
  decimals: number
  polarity: Polarity
  accountability: 'population' | 'performance'
  /** Columns whose sum is the rate's numerator, and its denominator. */
  numerator?: string[]
  denominator?: string[]
}

// The JSON's own type has literal shapes per entry; the interface above is what the rest may rely on.
export const EES = written as unknown as EesSpec

export const LEVELS = new Map(EES.levels.map((level) => [level.name, level]))

/** Columns of the convention: place, time and level. Everything else is a filter or an indicator. */
export const HARMONISED = new Set([...EES.required, ...EES.levels.flatMap((level) => [...level.codes, ...level.names])])

/** `Tables (1)/SEN_needs.csv` → `sen_needs`: how a data set is known, whatever copy of it was given. */
export function dataSetName(file: string) {
  const base = file.split(/[/\\]/).at(-1) ?? file
  return base
    .replace(/\.csv$/i, '')
    .replace(/\s*\(\d+\)$/, '')
    .trim()
}

export function kebab(text: string) {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll('%', ' percent ')
    .replaceAll("'", '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}
