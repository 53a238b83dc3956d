import type { Pages } from '#platform'
import { listMeasures, readMeasure } from './read-measure.ts'

export { lait } from './lait.ts'
export { measureBook } from './measure-book.ts'
export { referenceSet } from './reference-figures.ts'
export { takeIn } from './take-in.ts'
export { type Book, book, type HeldPeriod, type Measure, type Series } from './book.ts'
export { writeGroups, writeMeasures, writeSeries } from './bring-measures.ts'
export { change, gap, type Gap, middleHalf, neighbourMean, quartile, rank } from './comparators.ts'
export { authorityValues, type Figure, readFigures } from './figures.ts'
export { periodNamed, periodsAhead, yearOf } from './periods-ahead.ts'
export { besides, listMeasures, readMeasure, regionWithValue, standingOf } from './read-measure.ts'
export { trendOf, TREND_RULE, type Trend } from './trend.ts'
export { replacedFigures } from './replaced.ts'
export { findPeriod, findSeries } from './resolve.ts'

export const measureDoors = { actions: [], queries: [listMeasures, readMeasure] }

export const measurePages: Pages = () => {}
