import { readFileSync } from 'node:fs'
import { installed } from '#platform'
import type { GroupSpec, MeasureSpec, SeriesSpec } from './published-set.ts'

/** How `reference/measure-book.json` stands on disk: what is said once is not said again for each column. */
interface Book {
  groups: GroupSpec[]
  /** Texts that several measures share, referred to by number. */
  texts: string[]
  measures: (Omit<MeasureSpec, 'definition' | 'method'> & { definition: number; method: number; columns: Column[] })[]
}

interface Column {
  group: string
  code: string
  label: string
  unit: string
  polarity: SeriesSpec['polarity']
  decimals: number
  quartiles: boolean
  yearType: string
}

export interface MeasureBook {
  measures: MeasureSpec[]
  groups: GroupSpec[]
  series: SeriesSpec[]
  /** The dictionary's Year_Type, which says what a year of the column means, in the order of `series`. */
  yearTypes: string[]
}

let book: MeasureBook | undefined

/** Every measure and group the Local Authority Interactive Tool publishes, with its 434 columns as series. */
export function measureBook(): MeasureBook {
  book ??= read()
  return book
}

function read(): MeasureBook {
  const { groups, texts, measures } = JSON.parse(readFileSync(installed('reference', 'measure-book.json'), 'utf8')) as Book
  const columns = measures.flatMap((measure) => measure.columns.map((column) => ({ measure: measure.id, column })))
  return {
    groups,
    measures: measures.map((measure) => specOf(measure, texts)),
    series: columns.map(({ measure, column: { group, code, label, unit, polarity, decimals, quartiles } }) => ({
      measure,
      group,
      source: 'lait',
      code,
      label,
      unit,
      polarity,
      decimals,
      quartiles,
    })),
    yearTypes: columns.map(({ column }) => column.yearType),
  }
}

function specOf(measure: Book['measures'][number], texts: string[]): MeasureSpec {
  const { id, label, unit, polarity, decimals, periodType, accountability, topic, publisher, breaks, comparability } = measure
  const definition = texts[measure.definition] ?? ''
  const method = texts[measure.method] ?? ''
  return { id, label, definition, method, unit, polarity, decimals, periodType, accountability, topic, publisher, breaks, comparability }
}
