import { dayInWords } from '#kernel'

/** A period of a return as people say it: `2026-3-autumn` is "Autumn 2026", a week of attendance "Week of 16 November 2026", `2026-ks2` "Key stage 2, 2026". What is of no known form stays as it is. */
export function periodInWords(series: string, period: string): string {
  const [, term] = /^\d{4}-[123]-(autumn|spring|summer)$/.exec(period) ?? []
  if (term) return `${capital(term)} ${period.slice(0, 4)}`
  if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return series.startsWith('attendance') ? `Week of ${dayInWords(period)}` : dayInWords(period)
  const [, year, stage] = /^(\d{4})-([a-z]+\d?)$/.exec(period) ?? []
  if (year && stage) return `${STAGES[stage] ?? capital(stage)}, ${year}`
  return period
}

const STAGES: Record<string, string> = { eyfsp: 'Early years profile', ks1: 'Key stage 1', ks2: 'Key stage 2', ks4: 'Key stage 4', ks5: 'Key stage 5' }

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`
