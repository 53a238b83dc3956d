import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type CensusTerm, censusPeriod } from '#kernel'
import { REGISTER_CODES } from '../attendance/codes.ts'
import { layoutOf } from '../census/layout.ts'
import { censusesOf, type Day, dayOf, isoOf, schoolYear, sessionOf, yearOf } from './calendar.ts'
import { type City, establishmentsOf, isOpenOn } from './city.ts'
import type { Counts } from './counts.ts'
import type { Told } from './families.ts'
import { CensusXml } from './census-xml.ts'
import { Lines } from './lines.ts'
import { groupOn, type Stay } from './stays.ts'
import { holdsOn, senOn } from './support.ts'
import type { Register, ToldChild } from './told-child.ts'

type Cell = string | number | null
export type Row = Record<string, Cell>

/** The columns written of each table, in order; those the layout of a census does not have are left out. */
const COLUMNS: Record<string, readonly string[]> = {
  schoolcensus: ['schoolcensustableid', 'NativeId', 'schoolcensusorderseqcolumn', 'sourceid', 'name', 'collection', 'term', 'year', 'referencedate', 'serialno', 'sourcelevel', 'estab', 'softwarecode', 'datetime', 'release', 'xversion', 'lea', 'urn'],
  school: ['schooltableid', 'NativeId', 'schoolorderseqcolumn', 'sourceid', 'schoolcensustableid', 'schoolname', 'intake', 'phase', 'governance', 'highestncyeargroup', 'lowestncyeargroup'],
  pupilonroll: [
    'pupilonrolltableid', 'NativeId', 'dob', 'surname', 'forename', 'middlenames', 'preferredsurname', 'formersurname', 'upn', 'formerupn', 'uniquelearnernumber', 'sex', 'gender', 'entrydate', 'pupilonrollorderseqcolumn', 'sourceid', 'schoolcensustableid',
    'schoollunchtaken', 'parttime', 'topupfunding', 'termlysessionspossible', 'summerhalfterm2sessionspossible', 'senunitindicator', 'resourcedprovisionindicator', 'ethnicity', 'servicechild', 'language', 'classtype', 'enrolstatus', 'boarder', 'plaa', 'senprovision',
    'ncyearactual', 'youngcarer',
  ],
  pupilnolongeronroll: [
    'pupilnolongeronrolltableid', 'NativeId', 'dob', 'surname', 'forename', 'middlenames', 'preferredsurname', 'formersurname', 'upn', 'formerupn', 'uniquelearnernumber', 'sex', 'gender', 'entrydate', 'leavingdate', 'pupilnolongeronrollorderseqcolumn', 'sourceid',
    'schoolcensustableid', 'parttime', 'termlysessionspossible', 'summerhalfterm2sessionspossible', 'ethnicity', 'boarder', 'language', 'ncyearleaving',
  ],
  senneeds: ['pupilonrolltableid', 'NativeId', 'senneedstableid', 'senneedsorderseqcolumn', 'sourceid', 'sentyperank', 'sentype'],
  fsmperiod: ['pupilonrolltableid', 'NativeId', 'fsmperiodtableid', 'fsmperiodorderseqcolumn', 'sourceid', 'fsmstartdate', 'fsmenddate', 'ukcountry'],
  fsmperiodsonroll: ['pupilonrolltableid', 'NativeId', 'fsmperiodsonrolltableid', 'fsmperiodsonrollorderseqcolumn', 'sourceid', 'fsmstartdate', 'fsmenddate', 'ukcountry'],
  fsmperiods: ['pupilonrolltableid', 'NativeId', 'fsmperiodstableid', 'fsmperiodsorderseqcolumn', 'sourceid', 'fsmstartdate', 'fsmenddate', 'ukcountry'],
  addressesonroll: ['pupilonrolltableid', 'NativeId', 'addressesonrolltableid', 'addressesonrollorderseqcolumn', 'sourceid', 'postcode', 'paon', 'street', 'town'],
  addresses: ['pupilonrolltableid', 'NativeId', 'addressestableid', 'addressesorderseqcolumn', 'sourceid', 'postcode', 'paon', 'street', 'town'],
  ...ofBoth('termlyexclusions', ['startdate', 'sessions', 'reason1', 'reason2', 'reason3', 'category', 'senprovision']),
  ...ofBoth('termlysessiondetails', ['sessions', 'absencesessions', 'attendancereason']),
  ...ofBoth('summerhalfterm2sessiondetails', ['sessions', 'absencesessions', 'attendancereason']),
}

function ofBoth(name: string, more: string[]): Record<string, string[]> {
  const table = (end: string, pupil: string): [string, string[]] => [`${name}${end}`, [`${pupil}tableid`, 'NativeId', `${name}${end}tableid`, `${name}${end}orderseqcolumn`, 'sourceid', ...more]]
  return Object.fromEntries([table('onroll', 'pupilonroll'), table('offroll', 'pupilnolongeronroll')])
}

const OTHER_NAMES = [['fsmperiod', 'fsmperiods', 'fsmperiodsonroll'], ['addressesonroll', 'addresses']]

interface Census {
  term: CensusTerm
  year: number
  day: Day
  /** The day of the census before. */
  before: Day
  period: string
  tables: Map<string, { lines: Lines; columns: readonly string[]; rows: number }>
  /** Where asked for, the same as XML, a file for each school. */
  xml: CensusXml | null
}

/** Writes every school census of the years told as COLLECT exports it: one CSV for each table and census, all schools together. */
export class CensusFiles {
  private readonly censuses: Census[]
  private readonly counts: Counts

  constructor(folder: string, city: City, told: Told, counts: Counts, withXml = false) {
    mkdirSync(join(folder, 'census'), { recursive: true })
    const all = censusesOf(told.firstYear - 1).slice(2)
    for (let year = told.firstYear; year <= told.lastYear; year += 1) all.push(...censusesOf(year))
    this.counts = counts
    this.censuses = all.flatMap(({ term, year, day }, at) => (at === 0 || day > told.until ? [] : [this.open(folder, city, { term, year, day, before: all[at - 1]!.day }, withXml)]))
  }

  /** The period of the last census written; null where there was none yet. */
  get last(): string | null {
    return this.censuses.at(-1)?.period ?? null
  }

  write(one: ToldChild) {
    for (const census of this.censuses) {
      for (const stay of one.path.stays) {
        const isOn = stay.from <= census.day && (stay.to === null || stay.to >= census.day)
        // A school that has closed makes no return any more.
        const hasGone = !isOn && stay.to !== null && stay.to < census.day && stay.to >= census.before && isOpenOn(stay.est, census.day)
        if (isOn || hasGone) this.pupil(census, one, stay, isOn)
      }
    }
  }

  close() {
    for (const { tables, xml } of this.censuses) {
      for (const { lines } of tables.values()) lines.close()
      xml?.close()
    }
  }

  private open(folder: string, city: City, { term, year, day, before }: Pick<Census, 'term' | 'year' | 'day' | 'before'>, withXml: boolean): Census {
    const layout = layoutOf(term, year)
    const tables: Census['tables'] = new Map()
    for (const [name, columns] of Object.entries(COLUMNS)) {
      const table = layout.get(name)
      // What has had several names is written under the newest of this census; the second half of summer belongs to autumn alone.
      if (!table || OTHER_NAMES.some((names) => names.includes(name) && names.find((one) => layout.has(one)) !== name)) continue
      if (name.startsWith('summerhalfterm2') && term !== 'autumn') continue
      const known = columns.filter((column) => table.has(column) && !(column === 'sessions' && table.has('absencesessions') && name.includes('sessiondetails')))
      const lines = new Lines(join(folder, 'census', `${year}_${term}_${name}.csv`))
      lines.row(known)
      tables.set(name, { lines, columns: known, rows: 0 })
    }
    const census = { term, year, day, before, period: censusPeriod(term, year), tables, xml: withXml ? new CensusXml(folder, { term, year, day }) : null }
    for (const est of establishmentsOf(city)) if (isOpenOn(est, day)) this.school(census, est)
    return census
  }

  private school(census: Census, est: ReturnType<typeof establishmentsOf>[number]) {
    const { setting } = est
    const id = tableId(setting.at, Number(est.laestab), 0)
    const own = { schoolcensustableid: id, NativeId: est.laestab, sourceid: id }
    put(census, 'schoolcensus', {
      ...own, name: 'School Census', collection: 'SC', term: census.term.slice(0, 3).toUpperCase(), year: census.year, referencedate: written(census.day), serialno: 1, sourcelevel: 'S', estab: est.laestab.slice(3), softwarecode: 'Kelderby', datetime: written(census.day + 21),
      release: '1', xversion: '1', lea: est.laestab.slice(0, 3), urn: est.urn,
    })
    put(census, 'school', {
      ...own, schoolname: est.name, intake: setting.kind === 'special' ? 'SPEC' : 'COMP', phase: PHASES[setting.kind], governance: est.isAcademy ? 'CA' : 'CO', lowestncyeargroup: groupName(setting.from), highestncyeargroup: groupName(setting.to),
    })
  }

  private pupil(census: Census, one: ToldChild, stay: Stay, isOn: boolean) {
    const { child, identity, support, path } = one
    const table = isOn ? 'pupilonroll' : 'pupilnolongeronroll'
    const id = tableId(child.number, Number(stay.est.laestab), isOn ? 1 : stay.from)
    const link = { [`${table}tableid`]: id, NativeId: stay.est.laestab, sourceid: tableId(stay.est.setting.at, Number(stay.est.laestab), 0) }
    const at = isOn ? census.day : stay.to!
    const sen = senOn(child, support, at)
    const isDual = path.second.some(({ from, to }) => from <= at && to >= at)
    const status = stay.isSecond ? 'S' : isDual ? 'M' : 'C'
    const registers = one.registers.filter((register) => register.stay === stay)
    const sessions = this.sessionsOf(census, registers)
    const isRenamed = child.renamed !== null && child.renamed.on <= at
    const isTemporary = identity.temporary !== null && at <= identity.temporary.until
    const group = groupOn(child, at)
    const unit = sen === 'E' && stay.est.setting.unit !== null && child.number % 3 === 0 ? stay.est.setting.unit : null
    put(census, table, {
      ...link, dob: written(child.born), surname: isRenamed ? child.renamed!.familyName : child.familyName, forename: child.givenName, middlenames: '', preferredsurname: '', formersurname: isRenamed ? child.familyName : '',
      upn: isTemporary ? identity.temporary!.upn : identity.upn, formerupn: identity.temporary && !isTemporary ? identity.temporary.upn : '', uniquelearnernumber: group >= 9 ? identity.uln : '', sex: child.sex, gender: child.sex, entrydate: written(stay.from),
      leavingdate: isOn ? null : written(stay.to!), schoolcensustableid: link.sourceid, schoollunchtaken: flag(group <= 2 || holdsOn(support.freeMeals, at)), parttime: flag(group < 0), topupfunding: flag(sen === 'E'), termlysessionspossible: sessions.first.possible,
      summerhalfterm2sessionspossible: sessions.second.possible, senunitindicator: flag(unit === 'SEN unit'), resourcedprovisionindicator: flag(unit === 'resourced provision'), ethnicity: child.family.ethnicity, servicechild: support.serviceChild,
      language: child.family.language, classtype: group < 0 ? 'N' : 'O', enrolstatus: status, boarder: 'N', plaa: support.afterCare, senprovision: sen, ncyearactual: groupName(group), ncyearleaving: groupName(group), youngcarer: support.youngCarer,
    })
    if (isOn) this.more(census, one, at, link, sen)
    this.sent(census, one, stay, link, isOn ? 'onroll' : 'offroll')
    this.sessionRows(census, `termlysessiondetails${isOn ? 'onroll' : 'offroll'}`, sessions.first, link)
    this.sessionRows(census, `summerhalfterm2sessiondetails${isOn ? 'onroll' : 'offroll'}`, sessions.second, link)
    census.xml?.pupil(stay.est, isOn)
    if (isOn) this.counts.onRoll(census.period, census.day, stay.est, { status, sen, group, child, support, hasFreeMeals: holdsOn(support.freeMeals, census.day), unit })
  }

  private more(census: Census, { child, support }: ToldChild, at: Day, link: Row, sen: string) {
    if (sen !== 'N' && census.tables.has('senneeds')) {
      const needs = sen === 'E' && support.needs[0] === 'NSA' ? ['OTH'] : support.needs.map((need) => (need === 'DS' && at < NEW_NEED ? 'OTH' : need))
      for (const [rank, sentype] of needs.entries()) put(census, 'senneeds', { ...link, sentyperank: rank + 1, sentype })
    }
    for (const { from, to } of support.freeMeals) {
      if (from > at) continue
      for (const name of OTHER_NAMES[0]!) put(census, name, { ...link, fsmstartdate: written(from), fsmenddate: to === null || to > at ? null : written(to), ukcountry: 'ENG' })
    }
    const [paon, ...street] = child.family.street.split(' ')
    for (const name of OTHER_NAMES[1]!) put(census, name, { ...link, postcode: child.family.postcode, paon: paon!, street: street.join(' '), town: 'Kelderby' })
  }

  /** Suspensions of the term before, which is what a census collects. */
  private sent(census: Census, { sent }: ToldChild, stay: Stay, link: Row, end: string) {
    for (const one of sent) {
      if (one.stay !== stay || !isOfTerm(census, one.on)) continue
      const [reason1, reason2, reason3] = one.reasons
      put(census, `termlyexclusions${end}`, { ...link, startdate: written(one.on), sessions: one.sessions, reason1: reason1!, reason2: reason2 ?? '', reason3: reason3 ?? '', category: one.category, senprovision: one.sen })
    }
  }

  /** The sessions of the term before: a summer's second half is told apart in autumn. */
  private sessionsOf(census: Census, registers: readonly Register[]) {
    const [first, second] = termBefore(census)
    return { first: countBetween(registers, first), second: second ? countBetween(registers, second) : NONE }
  }

  private sessionRows(census: Census, name: string, { counts }: Counted, link: Row) {
    if (!census.tables.has(name)) return
    for (const [code, sessions] of counts) put(census, name, { ...link, sessions, absencesessions: sessions, attendancereason: code })
  }
}

interface Counted {
  possible: number | null
  /** Sessions by register code, those present left out. */
  counts: Map<string, number>
}

const NONE: Counted = { possible: null, counts: new Map() }

function countBetween(registers: readonly Register[], [from, until]: readonly [Day, Day]): Counted {
  const counts = new Map<string, number>()
  let possible = 0
  let any = false
  for (const { school, marks } of registers) {
    if (yearOf(from) !== school.year) continue
    for (let at = Math.max(0, sessionOf(school, from)); at <= Math.min(marks.length - 1, sessionOf(school, until) + 1); at += 1) {
      const code = BY_MARK[marks[at]!]
      if (!code) continue
      any = true
      if (code.class !== 'not-counted') possible += 1
      if (code.class !== 'present') counts.set(code.code, (counts.get(code.code) ?? 0) + 1)
    }
  }
  return { possible: any ? possible : null, counts }
}

export const BY_MARK = (() => {
  const all: ((typeof REGISTER_CODES)[number] | undefined)[] = Array.from({ length: 256 })
  for (const one of REGISTER_CODES) all[one.mark.charCodeAt(0)] = one
  return all
})()

/** The term a census collects the sessions and suspensions of, first to last day; in autumn the two parts of summer. */
function termBefore({ term, year }: Census): [readonly [Day, Day], (readonly [Day, Day])?] {
  const { terms } = schoolYear(year - 1)
  if (term === 'spring') return [[terms.autumn.first, terms.autumn.last]]
  if (term === 'summer') return [[terms.spring.first, terms.spring.last]]
  return [[terms.summer.first, dayOf(`${year}-05-31`)], [dayOf(`${year}-06-01`), terms.summer.last]]
}

function isOfTerm(census: Census, day: Day) {
  const [first, second] = termBefore(census)
  return day >= first[0] && day <= (second ?? first)[1]
}

function put(census: Census, name: string, row: Row) {
  const table = census.tables.get(name)
  if (!table) return
  table.rows += 1
  census.xml?.take(name, row, table.columns)
  const own: Row = { [`${name}tableid`]: tableId(table.rows, name.length, census.day), [`${name}orderseqcolumn`]: table.rows }
  table.lines.row(table.columns.map((column) => row[column] ?? own[column] ?? null))
}

/** Eight and three hexadecimal digits, as COLLECT's ids look. */
function tableId(one: number, other: number, third: number) {
  let mixed = Math.imul(one ^ 0x5bd1e995, 0x85ebca6b) ^ Math.imul(other, 0xc2b2ae35)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) ^ third
  return `${one.toString(16).padStart(8, '0')}-${(mixed >>> 20).toString(16).padStart(3, '0')}`
}

const WRITTEN = new Map<Day, string>()
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** As COLLECT writes a day: `2025-Jan-16 00:00:00`. */
function written(day: Day): string {
  const known = WRITTEN.get(day)
  if (known) return known
  const [year, month, date] = isoOf(day).split('-')
  const made = `${year}-${MONTHS[Number(month) - 1]}-${date} 00:00:00`
  WRITTEN.set(day, made)
  return made
}

const flag = (isSo: boolean) => (isSo ? 'True' : 'False')

/** Down syndrome is a type of its own from the year 2024/25. */
const NEW_NEED = dayOf('2024-09-01')

const PHASES = { nursery: 'NS', primary: 'PS', secondary: 'SS', 'all-through': 'AT', special: 'SP', pru: 'PR' } as const

export const groupName = (group: number) => (group < 0 ? 'N2' : group === 0 ? 'R' : String(group))

