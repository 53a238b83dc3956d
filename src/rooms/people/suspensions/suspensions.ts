import { sql } from 'kysely'
import type { Issues } from '#kernel'
import { type Reader, rows } from '#platform'
import type { Grouped, GroupedRule } from '../returns/grouped.ts'
import { listKind, type ListReader, type ListRow } from '../returns/list-kind.ts'
import { fact, type Said, SUSPENSION, type Suspension } from '../returns/said.ts'
import { writtenDay } from '../returns/written-day.ts'
import { categoryOf, isReasonOf, schoolYearOf, SUSPENSION_CODES } from './codes.ts'
import { type Counted, runningDays, termOf } from './running-days.ts'

const COLUMNS = {
  starts: ['startdate', 'start date', 'exclusion start date', 'suspension start date', 'date', 'from', 'date from'],
  sessions: ['number of sessions', 'no of sessions', 'sessions lost'],
  days: ['number of days', 'no of days', 'school days', 'length in days'],
  category: ['exclusion category', 'suspension category', 'type', 'exclusion type', 'suspension type'],
  reason1: ['reason', 'reason 1', 'exclusion reason', 'main reason'],
  reason2: ['reason 2', 'second reason'],
  reason3: ['reason 3', 'third reason'],
  senprovision: ['sen', 'sen status', 'sen provision'],
  incare: ['in care', 'looked after', 'cla', 'lac', 'in_care'],
} as const
type Column = keyof typeof COLUMNS

/** A list of suspensions and permanent exclusions, a row each, with the columns of the census (docs/returns.md). It speaks for a setting's whole term. */
export const suspensions = listKind<Column>({
  name: 'suspensions',
  calledAs: 'exclusions',
  label: 'Suspensions and permanent exclusions',
  columns: COLUMNS,
  // A date and a type are in many a register: of those who are taught at home, too.
  knows: (at, names) => at.starts >= 0 && at.category >= 0 && (at.sessions >= 0 || at.days >= 0 || names[at.category]!.trim().toLowerCase() !== 'type'),
  columnsNeeded: 'Give it laestab, upn, startdate and category, with sessions and reason1 to reason3.',
  day: 'starts',
  reader: (grouped) => new SuspensionReader(grouped),
})

class SuspensionReader implements ListReader<Column> {
  private readonly said: Said[] = []
  private readonly seen = new Set<string>()
  private readonly grouped: Grouped

  constructor(grouped: Grouped) {
    this.grouped = grouped
  }

  row(one: ListRow<Column>): boolean {
    const starts = writtenDay(one.cell('starts'))
    const category = categoryOf(one.cell('category'))
    if (!starts) this.grouped.note(NO_DAY, one.row, one.cell('starts'))
    else if (!category) this.grouped.note(NO_CATEGORY, one.row, one.cell('category'))
    if (!starts || !category) return false
    const suspension: Suspension = {
      placeId: one.reportedBy, starts, category, sessions: this.sessionsOf(one, category), reasons: this.reasonsOf(one, starts), senProvision: this.senOf(one), inCare: this.careOf(one),
    }
    const key = `${one.key} ${starts} ${category}`
    const whole = `${one.reportedBy} ${key}`
    if (this.seen.has(whole)) {
      this.grouped.note(TWICE, one.row, starts)
      return false
    }
    this.seen.add(whole)
    const { period, ends } = termOf(starts)
    this.said.push({ row: one.row, key, reportedBy: one.reportedBy, who: one.who, facts: [fact(SUSPENSION, suspension)], period, asAt: ends })
    return true
  }

  async end(db: Reader, areaId: number, issues: Issues, places?: ReadonlySet<number>): Promise<Said[]> {
    await lookAtDays(db, { areaId, places }, this.said, issues)
    return this.said
  }

  private sessionsOf(one: ListRow<Column>, category: string): number | null {
    const inDays = one.cell('sessions') === '' && one.cell('days') !== ''
    const written = inDays ? one.cell('days') : one.cell('sessions')
    const number = /^\d{1,3}(\.\d+)?$/.test(written) ? Number(written) * (inDays ? 2 : 1) : null
    if (category === 'PERM') {
      if (number) this.grouped.note(NO_END, one.row, '')
      return null
    }
    if (number !== null && number > 0 && Number.isInteger(number)) return number
    if (category === 'LNCH' && written === '') return 1
    this.grouped.note(NO_LENGTH, one.row, written)
    return null
  }

  /** Up to three different reasons of the list of the year; what is not one is left out, and the suspension stays. */
  private reasonsOf(one: ListRow<Column>, starts: string): string[] {
    const given = [one.cell('reason1'), one.cell('reason2'), one.cell('reason3')].map((code) => code.toUpperCase()).filter((code) => code !== '')
    const year = schoolYearOf(starts)
    const known = given.filter((code) => isReasonOf(code, year))
    for (const code of given) if (!isReasonOf(code, year)) this.grouped.note(Object.hasOwn(SUSPENSION_CODES.reasons, code) ? NOT_OF_YEAR : NO_REASON, one.row, code)
    const different = [...new Set(known)]
    if (different.length < known.length) this.grouped.note(SAME_REASON, one.row, known.join(' '))
    if (!given.length) this.grouped.note(WITHOUT_REASON, one.row, '')
    return different
  }

  private senOf(one: ListRow<Column>): string | null {
    const written = one.cell('senprovision').toUpperCase()
    if (written === '') return null
    if (Object.hasOwn(SUSPENSION_CODES.senProvision, written)) return written
    this.grouped.note(NO_SEN_CODE, one.row, written)
    return null
  }

  private careOf(one: ListRow<Column>): boolean | null {
    const written = one.cell('incare').toLowerCase()
    if (written === '') return null
    if (/^(y|yes|true|1)$/.test(written)) return true
    if (/^(n|no|false|0)$/.test(written)) return false
    this.grouped.note(NO_YES_OR_NO, one.row, written)
    return null
  }
}

/** Adds up each child's days of a school year, with what other settings and terms gave; more than 45 are asked about, once a child and year. */
async function lookAtDays(db: Reader, giver: Giver, said: readonly Said[], issues: Issues) {
  const byChild = Map.groupBy(said.filter(({ who }) => who.upnState === 'held'), ({ who }) => who.upn!)
  const standing = await daysStanding(db, giver, [...byChild.keys()], said)
  for (const [upn, records] of byChild) {
    const told = new Set<number>()
    const all = [...records.map(({ row, facts }) => ({ ...(facts[0]!.one as Suspension), row })), ...(standing.get(upn) ?? []).map((one) => ({ ...one, row: 0 }))]
    for (const { row, starts, isOverYear } of runningDays(all)) {
      const year = schoolYearOf(starts)
      if (!isOverYear || told.has(year)) continue
      told.add(year)
      const total = runningDays(all).filter((one) => schoolYearOf(one.starts) === year).at(-1)!.daysInYear
      issues.query('over-45-days', { row: row || records[0]!.row, column: 'sessions', value: String(total) },
        `The child's suspensions of ${year}/${String(year + 1).slice(2)} come to ${total} school days, with those other returns hold. The law allows 45 in a school year.`,
        'See whether days were given as sessions, or a suspension twice.')
    }
  }
}

/** For which area a list is given, and by whom: for these settings alone, or for all. */
interface Giver {
  areaId: number
  places: ReadonlySet<number> | undefined
}

/**
 * Suspensions other returns hold of these children; those of the settings and terms of the file itself are what it replaces. Who speaks for some
 * settings is told nothing of a child who is not on roll there: a list of UPNs is no way to ask what other schools did.
 */
async function daysStanding(db: Reader, { areaId, places }: Giver, upns: string[], said: readonly Said[]): Promise<Map<string, Counted[]>> {
  if (!upns.length) return new Map()
  const onTheirRoll = places === undefined ? sql`` : sql`and exists (
    select from people.enrolment e where e.area_id = i.area_id and e.child_id = i.child_id and e.place_id = any (${[...places]}::int[]) and coalesce(e.ends, 'infinity') >= current_date)`
  const replaced = new Set(said.map(({ reportedBy, period }) => `${reportedBy} ${period}`))
  const found = await rows(db, sql<Counted & { upn: string; placeId: number }>`
    select i.value as upn, s.place_id as "placeId", s.starts, s.sessions, s.category from people.identifier i
    join people.suspension_once s on s.area_id = i.area_id and s.child_id = i.child_id
    where i.area_id = ${areaId} and i.scheme = 'upn' and i.value = any (${upns}::text[]) ${onTheirRoll}`)
  return Map.groupBy(found.filter(({ placeId, starts }) => !replaced.has(`${placeId} ${termOf(starts).period}`)), ({ upn }) => upn)
}

const AGAIN = 'Correct it where the file was made, and give the file again.'
const NO_DAY: GroupedRule = {
  rule: 'startdate', severity: 'error', column: 'startdate',
  message: (value, more) => `"${value}" is no day a suspension could start on${more}. The row was left out.`,
  fix: 'Write days as 2025-01-13 or 13/01/2025.',
}
const NO_CATEGORY: GroupedRule = {
  rule: 'category', severity: 'error', column: 'category',
  message: (value, more) => `"${value}" is neither SUSP, PERM nor LNCH${more}. The row was left out, since it may be either.`,
  fix: AGAIN,
}
const TWICE: GroupedRule = {
  rule: 'row-twice', severity: 'error', column: 'startdate',
  message: (value, more) => `The same child has two suspensions of one category from ${value} at one setting${more}. The first was kept.`,
  fix: 'Take one of them out, and give the file again.',
}
const NO_END: GroupedRule = {
  rule: 'permanent-with-length', severity: 'query', column: 'sessions',
  message: (_, more) => `A permanent exclusion has no end, and a number of sessions stands with it${more}. The number was left out.`,
  fix: 'See whether it was a suspension.',
}
const NO_LENGTH: GroupedRule = {
  rule: 'sessions', severity: 'error', column: 'sessions',
  message: (value, more) => `"${value}" is no number of sessions, of which a day has two${more}. The suspension was taken without its length.`,
  fix: AGAIN,
}
const NO_REASON: GroupedRule = { rule: 'reason', severity: 'error', column: 'reason1', message: (value, more) => `"${value}" is no reason for a suspension${more}. It was left out.`, fix: AGAIN }
const NOT_OF_YEAR: GroupedRule = {
  rule: 'reason-of-another-year', severity: 'error', column: 'reason1',
  message: (value, more) => `${value} is not a reason of the list of that school year: the list changed with 2020/21${more}. It was left out.`,
  fix: AGAIN,
}
const SAME_REASON: GroupedRule = {
  rule: 'reason-twice', severity: 'query', column: 'reason2',
  message: (value, more) => `The same reason stands more than once: ${value}${more}. It counts once.`,
  fix: 'Nothing to do.',
}
const WITHOUT_REASON: GroupedRule = { rule: 'no-reason', severity: 'query', column: 'reason1', message: (_, more) => `The row gives no reason${more}.`, fix: 'Ask the setting for it.' }
const NO_SEN_CODE: GroupedRule = { rule: 'senprovision', severity: 'error', column: 'senprovision', message: (value, more) => `"${value}" is neither N, K nor E${more}. It was left out.`, fix: AGAIN }
const NO_YES_OR_NO: GroupedRule = { rule: 'incare', severity: 'error', column: 'incare', message: (value, more) => `"${value}" says neither yes nor no${more}. It was left out.`, fix: 'Write Y or N.' }
