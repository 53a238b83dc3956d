export { dayAfter, dayBefore, dayInWords, daysBetween, monthInWords } from './day.ts'
export { MISSING, MISSING_IN_WORDS, type Missing, OLD_MARKS, quantile, type Reading, readFigure, tidy } from './figure.ts'
export { type Issue, Issues } from './issue.ts'
export {
  academicYear, academicYears, byTime, calendarYear, directlyPrecedes, type FigureStatus, financialYear, type Period,
  PERIOD_TYPES, type PeriodType, reportingYear, taxYear, UNSTATED, years,
} from './period.ts'
export { plainName } from './plain-name.ts'
export { Refusal, TooOften, type RefusalKind } from './refusal.ts'
export { censusDay, censusPeriod, type CensusTerm } from './census-day.ts'
