import { type Care, careOf } from './care.ts'
import type { Day, SchoolYear } from './calendar.ts'
import { schoolYear, sessionOf } from './calendar.ts'
import type { City } from './city.ts'
import type { Child, Told } from './families.ts'
import { type Identity, Numbers } from './identity.ts'
import { registerOf } from './register.ts'
import { type Path, pathOf, type Stay } from './stays.ts'
import { type Period, type Support, supportOf } from './support.ts'
import { sentHome, type Sent } from './suspensions.ts'

/** A child's marks at a place in a school year. */
export interface Register {
  stay: Stay
  school: SchoolYear
  marks: Uint8Array
}

/** All that is told of one child, as it was known on the last day told: every file is written from this. */
export interface ToldChild {
  child: Child
  identity: Identity
  support: Support
  path: Path
  sent: Sent[]
  registers: Register[]
  care: Care | null
}

/**
 * Tells children one after the other. Each is worked out to the end of the last year first and then cut at the last day told, so that the same
 * child has the same past whenever it is told.
 */
export class Teller {
  private readonly city: City
  private readonly told: Told
  private readonly whole: Told
  private readonly numbers = new Numbers()

  constructor(city: City, told: Told) {
    this.city = city
    this.told = told
    this.whole = { ...told, until: schoolYear(told.lastYear).last + 40 }
  }

  /** Null where the child was on no roll in the years told. */
  tell(child: Child): ToldChild | null {
    const whole = supportOf(child, this.whole)
    const path = pathOf(child, this.city, this.whole, whole.specialFrom)
    if (!path.stays.length) return null
    const identity = this.numbers.of(child, path, this.whole)
    const sent = sentHome(child, whole, path, this.whole)
    const registers = this.registersOf(child, path, sent)
    const { until } = this.told
    const stays = path.stays.filter(({ from }) => from <= until)
    for (const stay of stays) stay.to = cut(stay.to, until)
    const second = path.second.filter(({ from }) => from <= until)
    return {
      child, identity, care: careOf(child, whole.planFrom !== null, this.told), support: cutSupport(whole, until), registers,
      path: { stays, second, excluded: path.excluded.filter(({ on }) => on <= until) }, sent: sent.filter(({ on }) => on <= until),
    }
  }

  private registersOf(child: Child, path: Path, sent: Sent[]): Register[] {
    const found: Register[] = []
    for (let year = this.told.firstYear; year <= this.told.lastYear; year += 1) {
      const school = schoolYear(year)
      for (const stay of path.stays) {
        const marks = registerOf(child, stay, school, path, sent, this.whole)
        if (!marks) continue
        if (this.told.until < school.last) marks.fill(32, Math.max(0, sessionOf(school, this.told.until + 1)))
        if (marks.some((mark) => mark !== 32)) found.push({ stay, school, marks })
      }
    }
    return found
  }
}

const cut = (day: Day | null, until: Day) => (day !== null && day > until ? null : day)

const cutPeriods = (periods: Period[], until: Day) => periods.filter(({ from }) => from <= until).map(({ from, to }) => ({ from, to: cut(to, until) }))

function cutSupport(support: Support, until: Day): Support {
  return { ...support, planFrom: cut(support.planFrom, until), specialFrom: cut(support.specialFrom, until), freeMeals: cutPeriods(support.freeMeals, until) }
}
