import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { REGISTER_CODES } from '../attendance/codes.ts'
import { censusesOf, type Day, isoOf, nameOfYear } from './calendar.ts'
import { BY_MARK } from './census-sessions.ts'
import type { Counts } from './counts.ts'
import { surnameOn, type Told } from './families.ts'
import { upnOn } from './identity.ts'
import { Lines } from './lines.ts'
import type { Stay } from './stays.ts'
import type { Register, ToldChild } from './told-child.ts'

/** Writes registers: a row for each child, setting and school year (docs/returns.md), and where asked a row for each mark. */
export class AttendanceFiles {
  private readonly years = new Map<number, Lines>()
  private readonly byMark = new Map<number, Lines>()
  private readonly counts: Counts
  private readonly until: Day
  private readonly censusDays: Day[] = []

  constructor(folder: string, told: Told, counts: Counts, withMarks: boolean) {
    this.counts = counts
    this.until = told.until
    mkdirSync(join(folder, 'attendance'), { recursive: true })
    for (let year = told.firstYear; year <= told.lastYear; year += 1) {
      this.censusDays.push(...censusesOf(year).map(({ day }) => day).filter((day) => day <= told.until))
      const lines = new Lines(join(folder, 'attendance', `attendance_${year}-${String(year + 1).slice(2)}.csv`))
      lines.write('laestab,upn,surname,forename,dob,year,marks\r\n')
      this.years.set(year, lines)
      if (!withMarks) continue
      const marks = new Lines(join(folder, 'attendance', `marks_${year}-${String(year + 1).slice(2)}.csv`))
      marks.write('laestab,upn,date,session,code\r\n')
      this.byMark.set(year, marks)
    }
  }

  write(one: ToldChild) {
    for (const register of one.registers) {
      const { school, stay, marks } = register
      const last = Math.min(stay.to ?? Infinity, school.last, this.until)
      const upn = upnOn(one.identity, last)
      const who = `${upn},${surnameOn(one.child, last)},${one.child.givenName},${isoOf(one.child.born)}`
      this.years.get(school.year)!.write(`${stay.est.laestab},${who},${nameOfYear(school.year)},${writtenMarks(marks)}\r\n`)
      this.eachMark(register, upn)
    }
    // Who left and came back, and whose school became an academy, has one register all the same: it goes by the LAESTAB.
    for (const same of Map.groupBy(one.registers, ({ stay, school }) => `${stay.est.laestab} ${school.year}`).values()) this.count(same, one.child.cohort)
  }

  close() {
    for (const lines of [...this.years.values(), ...this.byMark.values()]) lines.close()
  }

  private eachMark({ stay, school, marks }: Register, upn: string) {
    const lines = this.byMark.get(school.year)
    if (!lines) return
    const begin = `${stay.est.laestab},${upn},`
    for (let at = 0; at < marks.length; at += 1) {
      const code = BY_MARK[marks[at]!]
      if (code) lines.write(`${begin}${isoOf(school.monday + Math.floor(at / 10) * 7 + Math.floor((at % 10) / 2))},${at % 2 ? 'PM' : 'AM'},${code.code}\r\n`)
    }
  }

  /** Sessions by class for the year, of every enrolment; and who of those aged 5 to 15 missed a tenth, or half. */
  private count(same: readonly Register[], cohort: number) {
    const { stay, school } = same.at(-1)!
    const { sums, codes } = sumMarks(same)
    const missed = sums.authorised + sums.unauthorised
    const possible = missed + sums.present + sums['educated-elsewhere']
    const group = school.year - cohort
    const day = Math.min(stay.to ?? Infinity, school.last)
    const isCompulsory = group >= 1 && group <= 11 && possible > 0 && !this.isSecondByCensus(stay)
    const phase = stay.est.setting.kind === 'special' ? 'special' : group <= 6 ? 'primary' : 'secondary'
    this.counts.add('sessions', nameOfYear(school.year), day, stay.est, {
      registers: 1, possible, ...sums, ...codes,
      ...(isCompulsory ? {
        'enrolments 5 to 15': 1, 'possible 5 to 15': possible, 'missed 5 to 15': missed, 'persistent 5 to 15': missed * 10 >= possible ? 1 : 0, 'severe 5 to 15': missed * 2 >= possible ? 1 : 0,
        [`enrolments ${phase}`]: 1, [`possible ${phase}`]: possible, [`missed ${phase}`]: missed, [`persistent ${phase}`]: missed * 10 >= possible ? 1 : 0,
      } : {}),
    })
  }

  /** That a registration is the second of two is told by a census alone, of those on roll on its day. */
  private isSecondByCensus({ isSecond, from, to }: Stay) {
    return isSecond && this.censusDays.some((day) => from <= day && (to === null || to >= day))
  }
}

/** How many sessions of each class and of each code. */
function sumMarks(same: readonly Register[]) {
  const times = new Uint16Array(256)
  for (const { marks } of same) for (let at = 0; at < marks.length; at += 1) times[marks[at]!]! += 1
  const sums = { present: 0, 'educated-elsewhere': 0, authorised: 0, unauthorised: 0, 'not-counted': 0 }
  const codes: Record<string, number> = {}
  for (const one of REGISTER_CODES) {
    const many = times[one.mark.charCodeAt(0)]!
    if (many) sums[one.class] += codes[`code ${one.code}`] = many
  }
  return { sums, codes }
}

/** Codes of one and two letters, a blank between them; a full stop where there is no mark, and nothing after the last. */
function writtenMarks(marks: Uint8Array) {
  let last = marks.length - 1
  while (last >= 0 && marks[last] === 32) last -= 1
  let text = ''
  for (let at = 0; at <= last; at += 1) text += `${at ? ' ' : ''}${BY_MARK[marks[at]!]?.code ?? '.'}`
  return text
}
