import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { isoOf, nameOfYear, yearOf } from './calendar.ts'
import type { Counts } from './counts.ts'
import { surnameOn, type Told } from './families.ts'
import { upnOn } from './identity.ts'
import { Lines } from './lines.ts'
import type { ToldChild } from './told-child.ts'

/** Writes the list of suspensions and exclusions of each school year (docs/returns.md). */
export class SuspensionFiles {
  private readonly years = new Map<number, Lines>()
  private readonly counts: Counts

  constructor(folder: string, told: Told, counts: Counts) {
    this.counts = counts
    mkdirSync(join(folder, 'suspensions'), { recursive: true })
    for (let year = told.firstYear; year <= told.lastYear; year += 1) {
      const lines = new Lines(join(folder, 'suspensions', `suspensions_${year}-${String(year + 1).slice(2)}.csv`))
      lines.row(['laestab', 'upn', 'surname', 'forename', 'dob', 'startdate', 'sessions', 'reason1', 'reason2', 'reason3', 'category', 'senprovision'])
      this.years.set(year, lines)
    }
  }

  write(one: ToldChild) {
    const { child } = one
    const counted = new Set<number>()
    for (const { stay, on, sessions, category, reasons, sen } of one.sent) {
      const year = yearOf(on)
      const who = [stay.est.laestab, upnOn(one.identity, on), surnameOn(child, on), child.givenName, isoOf(child.born)]
      this.years.get(year)?.row([...who, isoOf(on), sessions, reasons[0]!, reasons[1] ?? '', reasons[2] ?? '', category, sen])
      // A child counts once a year, however often and in whatever way they were sent home.
      const isFirst = category !== 'PERM' && !counted.has(year)
      if (isFirst) counted.add(year)
      const group = year - child.cohort
      const phase = stay.est.setting.kind === 'special' ? 'special' : group <= 6 ? 'primary' : 'secondary'
      this.counts.add('suspensions', nameOfYear(year), on, stay.est, {
        [category]: 1, ...(category === 'PERM' ? {} : { [`suspensions ${phase}`]: 1, sessions: sessions!, ...(isFirst ? { [`children ${phase}`]: 1 } : {}) }),
      })
    }
  }

  close() {
    for (const lines of this.years.values()) lines.close()
  }
}
