import type { Day } from './calendar.ts'
import { clusterOn, type Cluster, type Establishment, PLAN, wedgeOf } from './city.ts'
import type { Child } from './families.ts'
import { needsOn, type Support } from './support.ts'

/** Sums by name. */
type Tally = Record<string, number>

type Tells = (what: string, period: string, est: Establishment, tally: Readonly<Tally>) => void

/** Whether a census asks for what spring alone asks. */
export interface Asked {
  ethnicity: boolean
  needs: boolean
  youngCarers: boolean
}

interface OnRoll {
  status: 'C' | 'M' | 'S'
  sen: 'N' | 'K' | 'E'
  group: number
  child: Child
  support: Support
  hasFreeMeals: boolean
  unit: string | null
  asks: Asked
}

/** What the generator itself says must come out, at every level: setting by its LAESTAB, cluster, locality, wedge and city by their codes. */
export class Counts {
  private readonly tallies = new Map<string, Map<string, Map<string, Tally>>>()
  private readonly tell: Tells | undefined

  /** Where asked, each sum is told before it is added to the others. */
  constructor(tell?: Tells) {
    this.tell = tell
  }

  /** A pupil on roll on census day. The headcount leaves second registrations out. */
  onRoll(period: string, day: Day, est: Establishment, { status, sen, group, child, support, hasFreeMeals, unit, asks }: OnRoll) {
    const add: Tally = { [`status ${status}`]: 1 }
    if (status !== 'S') {
      Object.assign(add, { headcount: 1, [`SEN ${sen}`]: 1, [`year ${group}`]: 1, [`sex ${child.sex}`]: 1 })
      if (hasFreeMeals) add['free meals'] = 1
      if (child.family.language !== 'ENG') add['other first language'] = 1
      if (unit) add[unit] = 1
      if (asks.ethnicity) add[`ethnicity ${child.family.ethnicity}`] = 1
      if (asks.youngCarers && support.youngCarer !== 'N') add['young carer'] = 1
      if (asks.needs && sen !== 'N') add[`need ${needsOn(support, sen, day)[0]}`] = 1
    }
    this.add('on roll', period, day, est, add)
  }

  /** Adds to a setting and to all it lies in on a day; `today` would be another day. */
  add(what: string, period: string, day: Day, est: Establishment, tally: Tally) {
    this.tell?.(what, period, est, tally)
    const periods = of(this.tallies, what, () => new Map())
    const places = of(periods, period, () => new Map<string, Tally>())
    for (const code of placesOf(est, clusterOn(est.setting, day))) {
      const held = of<string, Tally>(places, code, () => ({}))
      for (const name in tally) held[name] = (held[name] ?? 0) + tally[name]!
    }
  }

  asDocument(about: Record<string, unknown>) {
    const sorted = <One>(map: Map<string, One>, each: (one: One) => unknown) => Object.fromEntries([...map].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, one]) => [key, each(one)]))
    const tally = (one: Tally) => Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
    return { about, ...sorted(this.tallies, (periods) => sorted(periods, (places) => sorted(places, tally))) }
  }

  /** A sum of the whole city. */
  of(what: string, period: string, name: string, code = '899') {
    return this.tallies.get(what)?.get(period)?.get(code)?.[name] ?? 0
  }
}

function of<Key, One>(map: Map<Key, One>, key: Key, make: () => One): One {
  const held = map.get(key)
  if (held !== undefined) return held
  const made = make()
  map.set(key, made)
  return made
}

const LOCALITY = new Map(PLAN.localities.map((one) => [one.key, one]))
const WEDGE = new Map(PLAN.wedges.map((one) => [one.key, one]))

/** A setting's LAESTAB and the codes of its cluster, locality, wedge and city. */
const placesOf = (est: Establishment, cluster: Cluster) => [est.laestab, cluster.code, LOCALITY.get(cluster.locality)!.code, WEDGE.get(wedgeOf(cluster))!.code, '899']

