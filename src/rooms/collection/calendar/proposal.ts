import { censusDay, censusPeriod, type CensusTerm, dayAfter, dayInWords } from '#kernel'
import { type ReturnSpec, RETURNS } from './calendar-spec.ts'
import { schoolWeeks } from './school-days.ts'

/** A return an area may come to expect. */
export interface ProposedReturn {
  series: string
  answeredBy: string[]
  period: string
  label: string
  /** A return that speaks of a day from here to `coversUntil` answers it. */
  coversFrom: string
  coversUntil: string
  dueOn: string
  byWhom: 'settings' | 'authority'
  asksSignOff: boolean
}

/** What falls due in a school year (1 September to 31 August) by the rules that come with Belong, earliest first. `year` is the one it begins in. */
export function proposedReturns(year: number): ProposedReturn[] {
  const between = ({ dueOn }: ProposedReturn) => dueOn >= `${year}-09-01` && dueOn <= `${year + 1}-08-31`
  return RETURNS.flatMap((spec) => periodsOf(spec, year)).filter(between).sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.series.localeCompare(b.series))
}

/** Every period of a kind of return that may fall due in the year. */
function periodsOf(spec: ReturnSpec, year: number): ProposedReturn[] {
  const { rule } = spec
  if (rule.kind === 'census') return TERMS.map((term) => censusOf(spec, term, term === 'autumn' ? year : year + 1, rule.dueWeeks))
  if (rule.kind === 'weekly') return schoolWeeks(year).map((monday) => ({ ...ofSpec(spec), period: monday, label: `Week of ${dayInWords(monday)}`, coversFrom: monday, coversUntil: dayAfter(monday, 6), dueOn: dayAfter(monday, rule.dueDays - 1) }))
  if (rule.kind === 'termly') return [...termsOf(year - 1).slice(2), ...termsOf(year)].map(({ period, label, from, until }) => ({ ...ofSpec(spec), period, label, coversFrom: from, coversUntil: until, dueOn: dayAfter(until, rule.dueWeeks * 7) }))
  return [year - 1, year, year + 1].map((ends) => yearly(spec, rule, ends))
}

const TERMS: CensusTerm[] = ['autumn', 'spring', 'summer']

const ofSpec = ({ series, answeredBy, byWhom, asksSignOff }: ReturnSpec) => ({ series, answeredBy, byWhom, asksSignOff })

function censusOf(spec: ReturnSpec, term: CensusTerm, year: number, dueWeeks: number): ProposedReturn {
  const day = censusDay(term, year)
  return { ...ofSpec(spec), period: censusPeriod(term, year), label: `${term.charAt(0).toUpperCase()}${term.slice(1)} ${year}, census day ${dayInWords(day)}`, coversFrom: day, coversUntil: day, dueOn: dayAfter(day, dueWeeks * 7) }
}

/** The three terms by the days lists of exclusions are cut at: the end of December, of March (or Easter), of July. [K] */
function termsOf(year: number) {
  const named = (nth: number, term: string, at: number, from: string, until: string) => ({ period: `${at}-${nth}-${term}`, label: `${term.charAt(0).toUpperCase()}${term.slice(1)} term ${at}`, from, until })
  return [
    named(3, 'autumn', year, `${year}-09-01`, `${year}-12-31`),
    named(1, 'spring', year + 1, `${year + 1}-01-01`, `${year + 1}-03-31`),
    named(2, 'summer', year + 1, `${year + 1}-04-01`, `${year + 1}-08-31`),
  ]
}

/** The year that ends in a calendar year, and the first day after its end that is the due one. */
function yearly(spec: ReturnSpec, rule: { from: string; until: string; dueOn: string }, ends: number): ProposedReturn {
  const coversUntil = `${ends}-${rule.until}`
  const dueOn = `${rule.dueOn > rule.until ? ends : ends + 1}-${rule.dueOn}`
  return { ...ofSpec(spec), period: `${ends}`, label: `Year to ${dayInWords(coversUntil)}`, coversFrom: `${ends - 1}-${rule.from}`, coversUntil, dueOn }
}
