import { censusesOf, type Day } from './calendar.ts'
import { countBetween, type Counted, isOfTerm, NONE, termBefore } from './census-sessions.ts'
import { ADDRESSES, CensusTables, MEALS, type Row, tableId, written } from './census-tables.ts'
import { type City, type Establishment, establishmentsOf, isOpenOn } from './city.ts'
import type { Counts } from './counts.ts'
import { surnameOn, type Told } from './families.ts'
import { groupOn, type Stay } from './stays.ts'
import { holdsOn, needsOn, senOn } from './support.ts'
import type { ToldChild } from './told-child.ts'

/** Writes every school census of the years told, all schools together. */
export class CensusFiles {
  private readonly censuses: CensusTables[]
  private readonly counts: Counts

  constructor(folder: string, city: City, told: Told, counts: Counts, withXml = false) {
    const all = censusesOf(told.firstYear - 1).slice(2)
    for (let year = told.firstYear; year <= told.lastYear; year += 1) all.push(...censusesOf(year))
    this.counts = counts
    this.censuses = all.flatMap((census, at) => (at === 0 || census.day > told.until ? [] : [new CensusTables(folder, { ...census, before: all[at - 1]!.day }, withXml)]))
    for (const tables of this.censuses) for (const est of establishmentsOf(city)) if (isOpenOn(est, tables.census.day)) putSchool(tables, est)
  }

  /** The period of the last census written; null where there was none yet. */
  get last(): string | null {
    return this.censuses.at(-1)?.period ?? null
  }

  write(one: ToldChild) {
    for (const tables of this.censuses) {
      const { day, before } = tables.census
      for (const stay of one.path.stays) {
        const isOn = stay.from <= day && (stay.to === null || stay.to >= day)
        // A school that has closed makes no return any more.
        const hasGone = !isOn && stay.to !== null && stay.to < day && stay.to >= before && isOpenOn(stay.est, day)
        if (isOn || hasGone) putPupil(tables, one, stay, isOn)
        if (isOn) this.count(tables, one, stay)
      }
    }
  }

  close() {
    for (const tables of this.censuses) tables.close()
  }

  private count({ period, asks, census: { day } }: CensusTables, one: ToldChild, stay: Stay) {
    const { child, support } = one
    const sen = senOn(child, support, day)
    this.counts.onRoll(period, day, stay.est, {
      status: statusOn(one, stay, day), sen, group: groupOn(child, day), child, support, hasFreeMeals: holdsOn(support.freeMeals, day), unit: unitOf(one, stay, sen), asks,
    })
  }
}

function putSchool(tables: CensusTables, est: Establishment) {
  const { setting, laestab } = est
  const { term, year, day } = tables.census
  const id = tableId(setting.at, Number(laestab), 0)
  const own = { schoolcensustableid: id, NativeId: laestab, sourceid: id }
  tables.put('schoolcensus', {
    ...own, name: 'School Census', collection: 'SC', term: term.slice(0, 3).toUpperCase(), year, referencedate: written(day), serialno: 1, sourcelevel: 'S',
    lea: laestab.slice(0, 3), estab: laestab.slice(3), urn: est.urn, softwarecode: 'Kelderby', datetime: written(day + 21), release: '1', xversion: '1',
  })
  tables.put('school', {
    ...own, schoolname: est.name, intake: setting.kind === 'special' ? 'SPEC' : 'COMP', phase: PHASES[setting.kind], governance: est.isAcademy ? 'CA' : 'CO',
    lowestncyeargroup: groupName(setting.from), highestncyeargroup: groupName(setting.to),
  })
}

/** C single, M main of two, S the second. */
const statusOn = ({ path }: ToldChild, stay: Stay, day: Day) => (stay.isSecond ? 'S' : path.second.some(({ from, to }) => from <= day && to >= day) ? 'M' : 'C')

/** A third of those with a plan, at a setting that has one, are in its unit. */
const unitOf = ({ child }: ToldChild, { est }: Stay, sen: string) => (sen === 'E' && child.number % 3 === 0 ? est.setting.unit : null)

/** A pupil on roll, or no longer: the row of their own, and what there can be several of. */
function putPupil(tables: CensusTables, one: ToldChild, stay: Stay, isOn: boolean) {
  const table = isOn ? 'pupilonroll' : 'pupilnolongeronroll'
  const day = isOn ? tables.census.day : stay.to!
  const laestab = stay.est.laestab
  const school = tableId(stay.est.setting.at, Number(laestab), 0)
  const link = { [`${table}tableid`]: tableId(one.child.number, Number(laestab), isOn ? 1 : stay.from), NativeId: laestab, sourceid: school }
  const [first, second] = termBefore(tables.census)
  const registers = one.registers.filter((register) => register.stay === stay)
  const sessions = { first: countBetween(registers, first), second: second ? countBetween(registers, second) : NONE }
  tables.put(table, {
    ...link, schoolcensustableid: school, ...whoOn(one, day), ...heldOn(one, stay, day), entrydate: written(stay.from), leavingdate: isOn ? null : written(stay.to!),
    enrolstatus: statusOn(one, stay, day),
    termlysessionspossible: sessions.first.possible, summerhalfterm2sessionspossible: sessions.second.possible,
  })
  if (isOn) putSupport(tables, one, day, link)
  putSent(tables, one, stay, link, isOn)
  putSessions(tables, `termlysessiondetails${isOn ? 'onroll' : 'offroll'}`, sessions.first, link)
  putSessions(tables, `summerhalfterm2sessiondetails${isOn ? 'onroll' : 'offroll'}`, sessions.second, link)
  tables.xml?.pupil(stay.est, isOn)
}

function whoOn({ child, identity: { upn, uln, temporary } }: ToldChild, day: Day): Row {
  const surname = surnameOn(child, day)
  const isTemporary = temporary !== null && day <= temporary.until
  return {
    dob: written(child.born), surname, forename: child.givenName, middlenames: '', preferredsurname: '', formersurname: surname === child.familyName ? '' : child.familyName, sex: child.sex,
    gender: child.sex,
    upn: isTemporary ? temporary.upn : upn, formerupn: temporary && !isTemporary ? temporary.upn : '', uniquelearnernumber: groupOn(child, day) >= 9 ? uln : '',
  }
}

function heldOn(one: ToldChild, stay: Stay, day: Day): Row {
  const { child, support } = one
  const sen = senOn(child, support, day)
  const group = groupOn(child, day)
  const unit = unitOf(one, stay, sen)
  return {
    ethnicity: child.family.ethnicity, language: child.family.language, servicechild: support.serviceChild, plaa: support.afterCare, youngcarer: support.youngCarer, boarder: 'N',
    schoollunchtaken: flag(group <= 2 || holdsOn(support.freeMeals, day)), parttime: flag(group < 0), classtype: group < 0 ? 'N' : 'O', ncyearactual: groupName(group), ncyearleaving: groupName(group),
    senprovision: sen, topupfunding: flag(sen === 'E'), senunitindicator: flag(unit === 'SEN unit'), resourcedprovisionindicator: flag(unit === 'resourced provision'),
  }
}

function putSupport(tables: CensusTables, { child, support }: ToldChild, day: Day, link: Row) {
  const sen = senOn(child, support, day)
  if (sen !== 'N') for (const [rank, sentype] of needsOn(support, sen, day).entries()) tables.put('senneeds', { ...link, sentyperank: rank + 1, sentype })
  for (const { from, to } of support.freeMeals) {
    if (from > day) continue
    for (const name of MEALS) tables.put(name, { ...link, fsmstartdate: written(from), fsmenddate: to === null || to > day ? null : written(to), ukcountry: 'ENG' })
  }
  const [paon, ...street] = child.family.street.split(' ')
  for (const name of ADDRESSES) tables.put(name, { ...link, postcode: child.family.postcode, paon: paon!, street: street.join(' '), town: 'Kelderby' })
}

/** Suspensions of the term before, which is what a census collects. */
function putSent(tables: CensusTables, { sent }: ToldChild, stay: Stay, link: Row, isOn: boolean) {
  for (const one of sent) {
    if (one.stay !== stay || !isOfTerm(tables.census, one.on)) continue
    const [reason1, reason2 = '', reason3 = ''] = one.reasons
    const name = `termlyexclusions${isOn ? 'onroll' : 'offroll'}`
    tables.put(name, { ...link, startdate: written(one.on), sessions: one.sessions, reason1: reason1!, reason2, reason3, category: one.category, senprovision: one.sen })
  }
}

function putSessions(tables: CensusTables, name: string, { counts }: Counted, link: Row) {
  for (const [code, sessions] of counts) tables.put(name, { ...link, sessions, absencesessions: sessions, attendancereason: code })
}

const flag = (isSo: boolean) => (isSo ? 'True' : 'False')

const PHASES = { nursery: 'NS', primary: 'PS', secondary: 'SS', 'all-through': 'AT', special: 'SP', pru: 'PR' } as const

const groupName = (group: number) => (group < 0 ? 'N2' : group === 0 ? 'R' : String(group))
