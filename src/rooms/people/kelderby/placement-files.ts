import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { censusDay } from '#kernel'
import { type Day, dayOf, isoOf, schoolYear } from './calendar.ts'
import type { Counts } from './counts.ts'
import { between, branch, weighed } from './draw.ts'
import { type Child, surnameOn, type Told } from './families.ts'
import { upnOn } from './identity.ts'
import { Lines } from './lines.ts'
import type { ToldChild } from './told-child.ts'

const PROVIDERS = {
  'Boatyard Learning': 'unregistered', 'The Allotment Project': 'unregistered', 'Netmakers Independent School': 'independent', 'Old Pump House Tuition': 'one-to-one tuition',
} as const

/** Writes the alternative provision census of each January told (docs/returns.md, recipe belong-ap-census): children the authority pays for elsewhere. */
export class PlacementFiles {
  private readonly years: { year: number; day: Day; lines: Lines | null }[] = []
  private readonly folder: string
  private readonly counts: Counts
  private readonly told: Told

  constructor(folder: string, told: Told, counts: Counts) {
    this.told = told
    this.folder = join(folder, 'ap')
    this.counts = counts
    mkdirSync(this.folder, { recursive: true })
    for (let year = told.firstYear + 1; year <= told.lastYear + 1; year += 1) {
      const day = dayOf(censusDay('spring', year))
      if (day <= told.until) this.years.push({ year, day, lines: null })
    }
  }

  write(one: ToldChild) {
    const { child } = one
    const placement = placementOf(child, this.told)
    if (!placement) return
    for (const collection of this.years) {
      const { year, day } = collection
      const stay = one.path.stays.find(({ from, to, isSecond }) => !isSecond && from <= day && (to === null || to >= day))
      if (!stay || placement.from > day || placement.to < day) continue
      collection.lines ??= this.open(day)
      const who = [upnOn(one.identity, day), child.givenName, surnameOn(child, day), isoOf(child.born), child.sex, child.family.postcode]
      collection.lines.row([...who, isoOf(placement.from), '', placement.provider, PROVIDERS[placement.provider], placement.hours])
      this.counts.add('alternative provision', String(year), day, stay.est, { children: 1 })
    }
  }

  close() {
    for (const { lines } of this.years) lines?.close()
  }

  /** A file is made for the first child in it: there is no return without one. */
  private open(day: Day) {
    const lines = new Lines(join(this.folder, `ap_census_${isoOf(day)}.csv`))
    lines.row(['upn', 'forename', 'surname', 'dob', 'sex', 'postcode', 'ap_start', 'ap_end', 'provider', 'provider_type', 'hours'])
    return lines
  }
}

/** A few of those whose behaviour is furthest off have a part of their week elsewhere, in some year from Year 8 to 11. */
function placementOf(child: Child, told: Told) {
  const chance = branch(told.seed, 22, child.number)
  if (child.behaviour < 1.5 || chance.next() > 0.09) return null
  const { days, last } = schoolYear(child.cohort + between(chance, 8, 11))
  const from = days[between(chance, 5, 70)]!
  const provider = weighed(chance, { 'Boatyard Learning': 4, 'The Allotment Project': 3, 'Netmakers Independent School': 2, 'Old Pump House Tuition': 1 })
  return { from, to: last, provider, hours: between(chance, 5, 25) }
}
